"""The Word template of a form: the sections as loops, the tables cell by cell, a tag in each field's cell."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from generator.authoring.styles import put_fonts, put_styles
from generator.form.grid import Cell, Grid, lay_out
from generator.form.model import Form, Table
from generator.ooxml.package import open_package, pack

_UNUSED = ("stylesWithEffects", "customXml", "numbering", "thumbnail", "extended-properties", "webSettings")
_FONT_TABLE = "word/fontTable.xml"
_TWIPS_PER_MM = 1440 / 25.4
_SETTINGS = (
    '<w:zoom {w} w:percent="100"/>',
    '<w:defaultTabStop {w} w:val="420"/>',
    "<w:evenAndOddHeaders {w}/>",
    '<w:characterSpacingControl {w} w:val="compressPunctuation"/>',
    '<w:compat {w}><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',  # noqa: E501
    '<w:themeFontLang {w} w:val="en-US" w:eastAsia="zh-CN"/>',
)


def build_template(form: Form) -> bytes:
    """Build the Word template of a form.

    Args:
        form: What the report says; its texts give fonts, page and the widths of the tables.

    Returns:
        A .docx with tags; the same bytes each time.
    """
    words = form.texts["report"]
    document = Document()
    put_styles(document, words)
    _page(document, words["page"])
    _settings(document)
    _properties(document)
    _draft_mark(document)
    _page_numbers(document, words["page_number"])
    _body(document, form)
    _drop_unused(document)
    buffer = BytesIO()
    document.save(buffer)
    return _packed(buffer.getvalue(), words)


def _body(document: DocumentObject, form: Form) -> None:
    words = form.texts["report"]
    number = "{{ loop.index | %s }}" % form.texts["filters"]["chinese"]  # noqa: UP031  (braces of tags)
    _loop(document, "line", "title_lines", "Title")
    _add(document, "", "BodyText")
    _loop(document, "paragraph", "opening", "BodyText")
    _add(document, "{% for section in sections %}", "BodyText")
    _add(document, words["heading"].format(number=number, title="{{ section.title }}"), "Heading1")
    for table in form.tables:
        _add(document, "{%% if section.%s %%}" % table.id, "BodyText")  # noqa: UP031
        document.element.body.insert_element_before(_table(table, words), "w:sectPr")
        _add(document, "{% endif %}", "BodyText")
    _loop(document, "paragraph", "section.intro", "BodyText")
    _add(document, "{% for part in section.parts %}", "BodyText")
    _add(document, words["sub_heading"].format(number=number, heading="{{ part.heading }}"), "Heading2")
    _loop(document, "paragraph", "part.paragraphs", "BodyText")
    _add(document, "{% endfor %}", "BodyText")
    _add(document, "{% endfor %}", "BodyText")
    for name in ("signature", "date"):
        _add(document, "{%% if %s %%}" % name, "Signature")  # noqa: UP031
        _add(document, "{{ %s }}" % name, "Signature")  # noqa: UP031
        _add(document, "{% endif %}", "Signature")


def _loop(document: DocumentObject, name: str, over: str, style: str) -> None:
    _add(document, "{%% for %s in %s %%}" % (name, over), style)  # noqa: UP031
    _add(document, "{{ %s }}" % name, style)  # noqa: UP031
    _add(document, "{% endfor %}", style)


def _add(document: DocumentObject, text: str, style: str) -> None:
    paragraph = parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(text)}</w:p>')
    document.element.body.insert_element_before(paragraph, "w:sectPr")


def _run(text: str) -> str:
    """A run whose punctuation comes from the East Asian font, whatever Word thinks of it."""
    if not text:
        return ""
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _table(table: Table, words: Mapping[str, Any]) -> BaseOxmlElement:
    grid = lay_out(table)
    size = round(float(words["sizes"][table.id]) * 2)
    shares = words["widths"][table.id]
    page = words["page"]
    area = round((page["width"] - page["left"] - page["right"]) * _TWIPS_PER_MM)
    widths = [area * share // sum(shares) for share in shares]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(grid, row, size) for row in range(1, grid.rows + 1))
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="FormTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'  # noqa: E501
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'  # noqa: E501
    )


def _row(grid: Grid, row: int, size: int) -> str:
    head = "<w:tblHeader/>" if row <= grid.head_rows else ""
    cells = "".join(_cell(cell, row, size) for cell in _cells_in(grid, row))
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>"


def _cells_in(grid: Grid, row: int) -> Iterator[Cell]:
    """The cells that cover a row, from left to right, those begun above included."""
    covering = (cell for cell in grid.cells if cell.row <= row < cell.row + cell.rows)
    yield from sorted(covering, key=lambda cell: cell.column)


def _cell(cell: Cell, row: int, size: int) -> str:
    across = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    begins = row == cell.row
    down = "" if cell.rows == 1 else '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    properties = f"<w:tcPr>{across}{down}</w:tcPr>" if across or down else ""
    kind = {"label": "TableLabel", "figure": "TableFigure"}.get(cell.kind, "TableHead")
    text = "{{ %s }}" % cell.field if cell.field else cell.text  # noqa: UP031
    return (
        f'<w:tc>{properties}<w:p><w:pPr><w:pStyle w:val="{kind}{size}"/></w:pPr>'
        f"{_run(text) if begins else ''}</w:p></w:tc>"
    )


def _page(document: DocumentObject, page: Mapping[str, float]) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(page["width"]), Mm(page["height"])
    section.top_margin, section.bottom_margin = Mm(page["top"]), Mm(page["bottom"])
    section.left_margin, section.right_margin = Mm(page["left"]), Mm(page["right"])
    section.header_distance, section.footer_distance = Mm(page["header"]), Mm(page["footer"])
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)  # the pitch is the styles'; programs differ in what a grid does


def _settings(document: DocumentObject) -> None:
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    for xml in _SETTINGS:
        settings.append(parse_xml(xml.format(w=nsdecls("w"))))


def _properties(document: DocumentObject) -> None:
    """Document properties, by tags; without times, which would differ each time."""
    core = document.core_properties
    element = core._element
    for child in list(element):
        element.remove(child)
    core.title = "{{ title }}"
    core.author = "{{ organisation }}"
    core.language = "zh-CN"


def _draft_mark(document: DocumentObject) -> None:
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        _replace(header.paragraphs[0], "Header", "", _run("{{ draft_mark }}"))


def _page_numbers(document: DocumentObject, words: str) -> None:
    """Odd pages at the right, even pages at the left, one character in (GB/T 9704, 7.5)."""
    before, after = words.split("{page}")
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>'  # noqa: E501
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        layout = f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'
        _replace(footer.paragraphs[0], "Footer", layout, _run(before) + field + _run(after))


def _replace(paragraph: Paragraph, style: str, layout: str, content: str) -> None:
    xml = f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{content}</w:p>'
    paragraph._p.addprevious(parse_xml(xml))
    paragraph._p.getparent().remove(paragraph._p)  # type: ignore[union-attr]


def _drop_unused(document: DocumentObject) -> None:
    """Leave out the parts that python-docx's own template brings along."""
    for relationships in (document.part.rels, document.part.package.rels):
        for identifier, relationship in list(relationships.items()):
            if relationship.reltype.rpartition("/")[2] in _UNUSED:
                del relationships[identifier]


def _packed(data: bytes, words: Mapping[str, Any]) -> bytes:
    """What python-docx wrote, with our font table, packed again: the bytes are always the same."""
    package = open_package(data)
    fonts = put_fonts(words["fonts"], words["substitutes"])
    return pack((name, fonts if name == _FONT_TABLE else package.read(name)) for name in package.names)
