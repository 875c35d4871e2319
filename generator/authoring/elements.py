"""Elements of WordprocessingML (ECMA-376 part 1, clause 17), put together from small ones; template tags."""

import re
from typing import cast

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

Element = BaseOxmlElement

# Signs that Latin and East Asian fonts both have, and tags.
_EITHER = re.compile("[\u00a1-\u04ff\u2000-\u2bff]|{{")


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
    """A run that says words, or prints a value by a tag.

    Word takes “”, … and — from the Latin font if nothing hints at the East Asian one (ECMA-376 part 1,
    17.3.2.26); it does so where the run is, not where its style is. Whatever tags print may hold some.
    """
    hint = [element("rPr", element("rFonts", hint="eastAsia"))] if _EITHER.search(words) else []
    return run(words, *hint)


def run(words: str, *properties: Element) -> Element:
    """A run of words whose signs all belong to one font, such as figures."""
    written = element("t")
    written.text = words
    if words != words.strip():
        written.set(qn("xml:space"), "preserve")
    return element("r", *properties, written)


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
