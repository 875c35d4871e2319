"""Elements of WordprocessingML (ECMA-376 part 1, clause 17), put together from small ones; template tags."""

from typing import cast

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

Element = BaseOxmlElement


def tag(expression: str) -> str:
    """A tag that prints the value of an expression: ``{{ title }}``."""
    return "{{ " + expression + " }}"


def statement(words: str) -> str:
    """A tag that steers what is printed: ``{% endfor %}``."""
    return "{% " + words + " %}"


def element(name: str, /, *children: Element, **attributes: str | int) -> Element:
    """An element of the main namespace.

    Args:
        name: Its local name (``pPr``).
        children: What it holds, in the order of the schema.
        attributes: Its attributes by their local names.
    """
    given = {qn(f"w:{key}"): str(value) for key, value in attributes.items()}
    made = cast(Element, OxmlElement(f"w:{name}", given))
    made.extend(children)
    return made


def text(words: str) -> Element:
    """A run. Its punctuation is drawn in the East Asian font: Word would take “” and — from the Latin one."""
    written = element("t")
    written.text = words
    if words != words.strip():
        written.set(qn("xml:space"), "preserve")
    return element("r", element("rPr", element("rFonts", hint="eastAsia")), written)


def kept(wanted: bool) -> tuple[Element, ...]:
    """What keeps a paragraph, or the row it stands in, on a page with the next, if wanted."""
    return (element("keepNext"),) if wanted else ()


def paragraph(style: str, *content: Element, layout: tuple[Element, ...] = ()) -> Element:
    """A paragraph of runs, or an empty one.

    Args:
        style: The identifier of its style.
        content: Its runs and fields.
        layout: Properties of its own, where the style does not do.
    """
    return element("p", element("pPr", element("pStyle", val=style), *layout), *content)
