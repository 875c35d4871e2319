"""A sheet says the same whether its plain cells are cut out or every element is read."""

import io
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UnusableInputError
from generator.ooxml import plain
from generator.ooxml.sheets import Workbook, read_workbook
from tests.ooxml.conftest import MAIN, unzipped, workbook, worksheet

_CELLS = (
    '<c r="A1"/>',
    '<c r="B1" s="1" t="n" />',
    '<c r="A2" s="1"><v>45000</v></c>',
    '<c r="B2" t="s"><v>0</v></c>',
    '<c r="C2" t="s"><v>9</v></c>',
    '<c r="A3" t="str"><f>A1&amp;"&lt;"</f><v>a&amp;lt;b</v></c>',
    '<c r="B3" t="str"><f>""</f><v></v></c>',
    '<c r="C3" t="str"><f>""</f><v/></c>',
    '<c r="D3" t="str"><f>""</f></c>',
    '<c r="A4"><f t="shared" ref="A4:B4" si="0">A1+1</f><v>1</v></c>',
    '<c r="B4"><f t="shared" si="0"/><v>2</v></c>',
    '<c r="C4"><f t="array" ref="C4:D4">A1:B1</f><v>3</v></c>',
    '<c r="D4"><v>4</v></c>',
    '<c r="E4"><f t="dataTable" ref="E4:E5" r1="A1"/><v>5</v></c>',
    '<c r="A5" t="inlineStr"><is><t>直接</t></is></c>',
    '<c r="A6" t="b"><v>1</v></c>',
    '<c r="B6" t="e"><v>#REF!</v></c>',
    '<c r="C6" t="d"><v>2024-01-01</v></c>',
    '<c r="D6"><v>&#49;</v></c>',
    '<c r="H6" s="1" t="str" cm="1"><f t="array" ref="H6">A1:A9</f><v>1</v></c>',
    '<c r="I6" t="e" vm="1"><v>#VALUE!</v></c>',
    '<c r="A7"><f ca="1">NOW()</f><v>1</v></c>',
    '<c r="B7"><f xml:space="preserve"> 1</f><v>1</v></c>',
    '<c r="C7"><f ref="C7:C8" t="shared" si="1">A7</f></c>',
    '<c r="C8"><f si="1" t="shared"/><v>1</v></c>',
    '<c r="D7"><f ca="1" ca="1">A7</f><v>1</v></c>',
    '<c r="E7"><f/></c>',
    '<c r="F7"><v>1</v><v>2</v></c>',
    '<c r="G7" s="2"><v>1e999</v></c>',
    '<c s="1" r="H7"><v>1</v></c>',
    '<c r="E6" t="str"><v>]]></v></c>',
    '<c r="F6" t="str"><v>&none;</v></c>',
    '<c r="G6" t="str"><v>\x01</v></c>',
    '<c r="H6" t="str"><v>\uffff</v></c>',
    '<c r="XFE7"><v>1</v></c>',
    '<c r="ZZ999999"><v>1</v></c>',
    '<c r="a8"><v>1</v></c>',
    "<c><v>7</v></c>",
    '<x:c r="A9"><v>1</v></x:c>',
)
_BETWEEN = (
    *("<row>", '<row r="3">', '<row r="4" hidden="1">', '<row r="5"/>', "</row>", '<row xmlns="o">', "\n"),
    *("<!--", "-->", "<![CDATA[", "]]>", "<?x ", "?>", '<row a="', '">', "<row ", ' b="1">', "<row a='>"),
    *("<sheetData>", "</sheetData>", "<sheetData/>", "<c>", "</c>", "<v>", "</v>", "<f>", "</f>", "&amp;"),
)
_REST = (
    *("", "<!-- <sheetData> -->", "<!-- </sheetData> -->", "<sheetData/>", "<?x <sheetData>?>"),
    *("<x><c><v>1</v></c></x>", '<x plain=""/>', "<x:c/>", '<cols><col min="2" max="3" hidden="1"/></cols>'),
    *('<sheetData plain=""/>', "<!--", "-->", "<x>", "</x>", '<c r="A2"><v>1</v></c>'),
)
_TEXTS = (
    *("<si><t>甲</t></si>", '<si><t xml:space="preserve"> a&lt;b&amp;lt; </t></si>', "<si><t/></si>"),
    '<si><t>乙</t><phoneticPr fontId="1" type="noConversion"/></si>',
    *(
        "<si><r><t>丙</t></r><r><t>丁</t></r></si>",
        "<si><t>_x000D_</t></si>",
        "<si><t>\r\n</t></si>",
        "<si/>",
    ),
    *(
        "<si><t>&#65;</t></si>",
        "<!-- <si><t>b</t></si> -->",
        '<si xmlns="o"><t>c</t></si>',
        "\n",
        "<x>",
        "</x>",
    ),
)


def blank_workbook() -> bytes:
    return next(Path("input_templates").glob("*.xlsx")).read_bytes()


def by_xlsxwriter() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row("A1", ["甲 & 乙", 1.5, True])
        sheet.write_formula("A2", "B1*2", None, 3)
    return target.getvalue()


def _said(data: bytes) -> Workbook | str:
    try:
        return read_workbook(data)
    except UnusableInputError:
        return "refused"


def _same_both_ways(data: bytes) -> None:
    cut = _said(data)
    with mock.patch.multiple(plain, cells=lambda _: None, texts=lambda _: None):
        assert _said(data) == cut


def _sheet(before: str, rows: str, after: str) -> str:
    sheet = worksheet(rows, before).replace("<worksheet", '<worksheet xmlns:x="o"')
    return sheet.replace("</worksheet>", f"{after}</worksheet>")


_ROWS = st.lists(
    st.builds(
        lambda start, cells: start + "".join(cells) + "</row>",
        st.sampled_from(("<row>", '<row r="2" hidden="1">')),
        st.lists(st.sampled_from(_CELLS)),
    ),
    max_size=4,
)


@pytest.mark.parametrize("cell", _CELLS)
def test_each_cell_is_read_the_same_both_ways(cell: str) -> None:
    strings = f'<sst xmlns="{MAIN}"><si><t>甲</t></si></sst>'
    _same_both_ways(workbook(_sheet("", f"<row>{cell}</row>", ""), strings=strings))


@given(st.sampled_from(_REST), _ROWS, st.sampled_from(_REST))
def test_cells_in_rows_are_read_the_same_both_ways(before: str, rows: list[str], after: str) -> None:
    strings = f'<sst xmlns="{MAIN}"><si><t>甲</t></si></sst>'
    _same_both_ways(workbook(_sheet(before, "".join(rows), after), strings=strings))


@given(
    st.sampled_from(_REST), st.lists(st.sampled_from(_CELLS + _BETWEEN), max_size=8), st.sampled_from(_REST)
)
def test_whatever_stands_between_cells_is_read_the_same_both_ways(
    before: str, pieces: list[str], after: str
) -> None:
    _same_both_ways(workbook(_sheet(before, "".join(pieces), after)))


@given(st.sampled_from(_REST), st.lists(st.sampled_from(_TEXTS)), st.sampled_from(_REST))
def test_shared_strings_are_read_the_same_both_ways(before: str, texts: list[str], after: str) -> None:
    cells = "".join(f'<c r="A{row}" t="s"><v>{row - 1}</v></c>' for row in range(1, len(texts) + 1))
    strings = f'<sst xmlns="{MAIN}">{before}{"".join(texts)}{after}</sst>'
    _same_both_ways(workbook(worksheet(f'<row r="1">{cells}</row>'), strings=strings))


@pytest.mark.parametrize(
    "cell",
    [
        '<row <c r="A1"/> r="1"></row>',
        '<row r="1" a="><c r="A1"/>"></row>',
        "<row r='1' a='><c r=\"A1\"/>'></row>",
    ],
)
def test_a_cell_within_a_tag_is_no_cell(cell: str) -> None:
    assert _said(workbook(worksheet(cell))) == "refused"


@pytest.mark.parametrize("make", [blank_workbook, by_xlsxwriter])
def test_our_own_workbooks_and_those_of_other_makers_are_plain(make: Callable[[], bytes]) -> None:
    parts = unzipped(make())
    for name in (name for name in parts if name.startswith("xl/worksheets/sheet")):
        assert plain.cells(parts[name]) is not None, name
    if "xl/sharedStrings.xml" in parts:
        assert plain.texts(parts["xl/sharedStrings.xml"]) is not None


def test_the_cells_of_a_plain_sheet_are_cut_out() -> None:
    cut = plain.cells(worksheet('<row r="1"><c r="A1" s="3"><f>1+1</f><v>2</v></c></row>').encode())
    assert cut is not None
    assert cut.taken == [("A1", "3", None, "", "1+1", None, "2")]
    assert b"<c" not in cut.rest
