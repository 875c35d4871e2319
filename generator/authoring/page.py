"""The page around the texts: its size and margins, the mark of a draft, the page numbers (GB/T 9704-2012)."""

from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section, _Footer, _Header
from docx.shared import Twips

from generator.authoring.elements import Element, element, paragraph, tag, text
from generator.authoring.looks import Looks
from generator.authoring.properties import aligned, inset
from generator.authoring.styles import FOOTER, HEADER


def put_page(document: Document, looks: Looks) -> None:
    """Give the document its page, headers and footers."""
    put_page_without_number(document, looks)
    _put_numbers(document, looks)


def put_page_without_number(document: Document, looks: Looks) -> None:
    """Give the document its page and headers."""
    section = document.sections[0]
    _measure(section, looks)
    for header in (section.header, section.even_page_header):
        _fill(header, paragraph(HEADER, text(tag("draft_mark"))))


def put_page_without_header(document: Document, looks: Looks) -> None:
    """Give the document its page and footers."""
    _measure(document.sections[0], looks)
    _put_numbers(document, looks)


def _put_numbers(document: Document, looks: Looks) -> None:
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        _fill(footer, _page_number(looks, side))


def _measure(section: Section, looks: Looks) -> None:
    page = looks.page
    section.page_width, section.page_height = Twips(page["width"]), Twips(page["height"])
    section.top_margin, section.bottom_margin = Twips(page["top"]), Twips(page["bottom"])
    section.left_margin, section.right_margin = Twips(page["left"]), Twips(page["right"])
    section.header_distance, section.footer_distance = Twips(page["header"]), Twips(page["footer"])
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)  # the pitch is the styles'; programs differ in what a grid does


def _page_number(looks: Looks, side: str) -> Element:
    """Odd pages at the right, even pages at the left, one character in (7.5)."""
    before, after = looks.words["page_number"].split("{page}")
    layout = (inset(side, 1, looks.points["page_number"]), aligned(side))
    field = element("fldSimple", text("1"), instr=" PAGE ")
    return paragraph(FOOTER, text(before), field, text(after), layout=layout)


def _fill(part: _Header | _Footer, content: Element) -> None:
    part.is_linked_to_previous = False
    part._element[:] = [content]
