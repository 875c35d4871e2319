"""Values are put into cells, and everything else stays byte for byte."""

import io
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from python_calamine import load_workbook

from generator.ooxml.change import Input, Result, change_cells
from generator.ooxml.package import open_package
from generator.ooxml.sheets import Cell, read_workbook
from generator.ooxml.strings import escaped, unescaped
from tests.ooxml.conftest import (
    MAIN,
    OFFICE,
    SHEET_PART,
    STRICT,
    first_sheet,
    pointers,
    refused,
    unzipped,
    workbook,
    workbook_parts,
    worksheet,
    zipped,
)
from tests.witness.office import after, recalculated, requires_office
from tests.witness.validators import audit

Changes = Mapping[tuple[int, int], Input]


def changed(data: bytes, changes: Changes, sheet: str = "表") -> bytes:
    return change_cells(open_package(data), {sheet: changes})


def changed_xml(sheet: str, changes: Changes) -> str:
    """Change a sheet written as XML and return its XML."""
    return unzipped(changed(workbook(sheet), changes))[SHEET_PART].decode()


def changed_rows(rows: str, changes: Changes) -> str:
    before, _, rest = changed_xml(worksheet(rows), changes).partition("<sheetData>")
    assert before == worksheet("").partition("<sheetData>")[0]
    return rest.removesuffix("</sheetData></worksheet>")


ONE = '<c r="{}"><v>1</v></c>'


@pytest.mark.parametrize(
    ("rows", "changes", "expected"),
    [
        (
            '<row r="1"><c r="A1" s="7" t="s" ><v>3</v></c ></row>',
            {(1, 1): 'a<b>&"c" '},
            '<row r="1"><c r="A1" s="7" t="inlineStr">'
            '<is><t xml:space="preserve">a&lt;b&gt;&amp;"c" </t></is></c></row>',
        ),
        (
            '<row r="1"><c r="A1" s="7"/></row>',
            {(1, 1): 12},
            '<row r="1"><c r="A1" s="7"><v>12</v></c></row>',
        ),
        (
            '<row r="1"><c r="A1" s="7"><v>1</v></c></row>',
            {(1, 1): None},
            '<row r="1"><c r="A1" s="7"/></row>',
        ),
        ('<row r="1"><c r="A1"><v>1</v></c></row>', {(1, 1): ""}, '<row r="1"><c r="A1"/></row>'),
        ('<row r="1"/>', {(1, 1): None, (2, 2): ""}, '<row r="1"/>'),
        (
            '<row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>1</v></c></row>',
            {(2, 1): 1, (2, 3): 1, (2, 5): 1, (2, 6): 1},
            f'<row r="2">{"".join(ONE.format(f"{letter}2") for letter in "ABCDEF")}</row>',
        ),
        (
            '<row r="2" ht="9"/><row r="4"></row>',
            {(1, 1): 1, (2, 1): 1, (3, 2): 1, (3, 1): 1, (4, 1): 1, (5, 1): 1, (9, 1): 1},
            f'<row r="1">{ONE.format("A1")}</row><row r="2" ht="9">{ONE.format("A2")}</row>'
            f'<row r="3">{ONE.format("A3")}{ONE.format("B3")}</row><row r="4">{ONE.format("A4")}</row>'
            f'<row r="5">{ONE.format("A5")}</row><row r="9">{ONE.format("A9")}</row>',
        ),
        (
            "<row><c/><c><v>5</v></c></row><row><c><v>6</v></c></row>",
            {(1, 2): 1, (1, 3): 1, (2, 1): 1},
            f"<row><c/>{ONE.format('B1')}{ONE.format('C1')}</row><row>{ONE.format('A2')}</row>",
        ),
        (
            "<row r='1' spans='2:3' x='spans=\"1:1\"'><c r='B1'/></row>",
            {(1, 4): 1},
            f"<row r='1' spans=\"2:4\" x='spans=\"1:1\"'><c r='B1'/>{ONE.format('D1')}</row>",
        ),
        (
            '<row r="1" spans="1:9"><c r="B1"/></row>',
            {(1, 4): 1},
            f'<row r="1" spans="1:9"><c r="B1"/>{ONE.format("D1")}</row>',
        ),
        (
            '<row r="1"><c r="A1"><f>B1</f><v>1</v></c></row>',
            {(1, 1): 7},
            '<row r="1"><c r="A1"><v>7</v></c></row>',
        ),
        (
            '<row r="1"><c r="A1" s="2" cm="1"><f ca="1" >"&lt;"</f ><v>1</v></c></row>',
            {(1, 1): Result("一<二")},
            '<row r="1"><c r="A1" s="2" cm="1" t="str"><f ca="1" >"&lt;"</f ><v>一&lt;二</v></c></row>',
        ),
        (
            '<row r="1"><c r="A1" t="str"><f>B1</f></c><c r="B1"><f/></c></row>',
            {(1, 1): Result(Decimal("0.10")), (1, 2): Result(True)},
            '<row r="1"><c r="A1"><f>B1</f><v>0.10</v></c><c r="B1" t="b"><f/><v>1</v></c></row>',
        ),
    ],
)
def test_only_the_bytes_of_the_cells_change(rows: str, changes: Changes, expected: str) -> None:
    assert changed_rows(rows, changes) == expected


def test_a_formula_is_put_with_its_result_and_shared_ones_are_written_out() -> None:
    rows = (
        '<row r="1"><c r="A1" s="2" cm="1"><f t="shared" ref="A1:A2" si="0">B1+1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c></row>'
    )
    assert changed_rows(rows, {(1, 1): Result("一", 'IF(B1<1,"一")'), (3, 1): Result(2, "1+1")}) == (
        '<row r="1"><c r="A1" s="2" t="str"><f>IF(B1&lt;1,"一")</f><v>一</v></c></row>'
        '<row r="2"><c r="A2"><f>B2+1</f><v>1</v></c></row>'
        '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c></row>'
    )


def test_a_new_cell_has_the_style_of_its_row_or_column_as_if_it_were_typed() -> None:
    columns = '<cols><col min="1" max="1" /><col min="2" max="3" style="7"/><col min="x" style="5"/></cols>'
    rows = '<row r="1" s="4" customFormat="1"><c r="A1"/></row><row r="2" s="4"><c r="B2" s="3"/></row>'
    places = [(1, 1), (1, 2), (2, 2), (2, 3), (2, 4), (5, 2)]
    written = changed_xml(worksheet(rows, columns), dict.fromkeys(places, 1))
    styles = dict(re.findall(r'<c r="([A-Z0-9]+)"(?: s="(\d)")?>', written))
    assert styles == {"A1": "", "B1": "4", "B2": "3", "C2": "7", "D2": "", "B5": "7"}


def test_rows_take_heights_unless_theirs_was_set_by_hand() -> None:
    rows = '<row r="1" ht="9"/><row r="2" ht="9" customHeight="1"/>'
    data = workbook(worksheet(rows))
    changes = {(row, 1): row for row in (1, 2, 3)}
    written = change_cells(open_package(data), {"表": changes}, {"表": {1: 30.5, 2: 30, 3: 31.0}})
    assert re.findall("<row [^>]*>", unzipped(written)[SHEET_PART].decode()) == [
        '<row r="1" ht="30.5">',
        '<row r="2" ht="9" customHeight="1">',
        '<row r="3" ht="31">',
    ]


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ("<sheetData/>", f'<sheetData><row r="2">{ONE.format("B2")}</row></sheetData>'),
        ("<sheetData />", f'<sheetData ><row r="2">{ONE.format("B2")}</row></sheetData>'),
        (
            '<dimension ref="A1"/><sheetData/><extLst/>',
            f'<dimension ref="A1:B2"/><sheetData><row r="2">{ONE.format("B2")}</row></sheetData><extLst/>',
        ),
        (
            "<dimension ref='C3:D9' /><sheetData><row r='3'/></sheetData>",
            f'<dimension ref="B2:D9" /><sheetData><row r="2">{ONE.format("B2")}</row>'
            "<row r='3'/></sheetData>",
        ),
    ],
)
def test_empty_sheets_and_their_dimension_open_up(sheet: str, expected: str) -> None:
    def around(content: str) -> str:
        return f'<?xml version="1.0"?>\r\n<!-- 留 --><worksheet xmlns="{MAIN}">{content}</worksheet>\n'

    assert changed_xml(around(sheet), {(2, 2): 1}) == around(expected)


@pytest.mark.parametrize("namespace", [MAIN, STRICT])
def test_prefixes_are_kept(namespace: str) -> None:
    sheet = f'<x:worksheet xmlns:x="{namespace}"><x:sheetData><x:row r="1"/></x:sheetData></x:worksheet>'
    found = changed_xml(sheet, {(1, 1): "一", (2, 1): 2})
    inside = '<x:c r="A1" t="inlineStr"><x:is><x:t xml:space="preserve">一</x:t></x:is></x:c>'
    assert found == sheet.replace(
        '<x:row r="1"/>', f'<x:row r="1">{inside}</x:row><x:row r="2"><x:c r="A2"><x:v>2</x:v></x:c></x:row>'
    )


SHARED = (
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A4" si="3">B1&amp;$B$1</f><v>1</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="3"/><v>2</v></c></row>'
    '<row r="3"><c r="A3"><f t="shared" si="3"/><v>3</v></c></row>'
    '<row r="4"><c r="A4"><f t="shared" si="3"/><v>4</v></c><c r="B4"><f t="shared" si="4">B9</f></c></row>'
)


def test_a_shared_formula_survives_a_value_over_its_first_cell() -> None:
    found = changed_rows(SHARED, {(1, 1): 9, (2, 1): Result(7), (4, 1): "文"})
    assert '<c r="A1"><v>9</v></c>' in found
    assert '<c r="A2"><f>B2&amp;$B$1</f><v>7</v></c>' in found
    assert '<c r="A3"><f>B3&amp;$B$1</f><v>3</v></c>' in found
    assert 't="shared" si="3"' not in found
    assert '<f t="shared" si="4">B9</f>' in found
    cells = first_sheet(workbook(worksheet(found))).cells
    assert cells[2, 1] == Cell(7, "number", "B2&$B$1")


def test_a_shared_formula_stays_where_its_first_cell_keeps_it() -> None:
    found = changed_rows(SHARED, {(1, 1): Result(9), (2, 1): 5})
    assert found == SHARED.replace("<v>1</v>", "<v>9</v>").replace(
        '<c r="A2"><f t="shared" si="3"/><v>2</v></c>', '<c r="A2"><v>5</v></c>'
    )


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<sheets>{}</sheets>", '<sheets>{}</sheets><calcPr fullCalcOnLoad="1"/>'),
        (
            "<sheets>{}</sheets><definedNames/><oleSize ref='A1'/><extLst><calcPr/></extLst>",
            "<sheets>{}</sheets><definedNames/><calcPr fullCalcOnLoad=\"1\"/><oleSize ref='A1'/>"
            "<extLst><calcPr/></extLst>",
        ),
        (
            "<sheets>{}</sheets><calcPr calcId='1'/>",
            "<sheets>{}</sheets><calcPr calcId='1' fullCalcOnLoad=\"1\"/>",
        ),
        (
            "<sheets>{}</sheets><calcPr fullCalcOnLoad='0'/>",
            '<sheets>{}</sheets><calcPr fullCalcOnLoad="1"/>',
        ),
        ("<sheets>{}</sheets><calcPr></calcPr>", '<sheets>{}</sheets><calcPr fullCalcOnLoad="1"></calcPr>'),
    ],
)
def test_the_workbook_is_calculated_when_it_is_next_opened(inside: str, expected: str) -> None:
    def around(content: str) -> str:
        sheet = '<sheet name="表" sheetId="1" r:id="rId1"/>'
        return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{content.format(sheet)}</workbook>'

    parts = workbook_parts(worksheet("")) | {"xl/workbook.xml": around(inside)}
    assert unzipped(changed(zipped(parts), {(1, 1): 1}))["xl/workbook.xml"].decode() == around(expected)


def test_the_chain_of_calculation_goes_with_all_mention_of_it() -> None:
    types = '<Types xmlns="{}">{}<Default Extension="xml" ContentType="b"/></Types>'
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    parts = workbook_parts(worksheet("")) | {
        "[Content_Types].xml": types.format(
            namespace, '<Override PartName="/xl/calcchain.xml" ContentType="a"/>'
        ),
        "xl/_rels/workbook.xml.rels": pointers(
            ("worksheet", "worksheets/sheet1.xml"), ("calcChain", "calcChain.xml")
        ),
        "xl/calcChain.xml": "<calcChain/>",
    }
    found = unzipped(changed(zipped(parts), {(1, 1): 1}))
    assert found.keys() == parts.keys() - {"xl/calcChain.xml"}
    assert found["[Content_Types].xml"].decode() == types.format(namespace, "")
    assert found["xl/_rels/workbook.xml.rels"].decode() == pointers(("worksheet", "worksheets/sheet1.xml"))


def test_what_cannot_be_put_is_refused_with_a_clear_sentence() -> None:
    data = workbook(worksheet(""))
    with refused("change.no-sheet"):
        changed(data, {}, "别的表")
    with refused("change.text-too-long") as caught:
        changed(data, {(2, 3): "长" * 32_768})
    assert "C2" in str(caught.value)
    with refused("change.no-cells"):
        changed(workbook(f'<worksheet xmlns="{MAIN}"/>'), {(1, 1): 1})
    twice = SHARED.replace('<f t="shared" si="3"/><v>3</v>', '<f t="shared" si="3"/><f/>')
    with refused("sheets.lost-formula"):
        changed(workbook(worksheet(twice)), {(1, 1): 1})
    with refused("sheets.not-a-workbook"):
        nested = workbook_parts(worksheet("")) | {"xl/workbook.xml": f'<a><workbook xmlns="{MAIN}"/></a>'}
        change_cells(open_package(zipped(nested)), {})
    with refused("markup.not-utf-8"):
        changed(workbook(worksheet("").encode("utf-16")), {(1, 1): 1})


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ((1, 1), Result(1)),
        ((1, 1), Decimal("NaN")),
        ((1, 1), Decimal("Infinity")),
        ((1, 1), Decimal("1E+999")),
        ((1, 1), 10**400),
        ((0, 1), 1),
        ((1, 16_385), 1),
        ((1_048_577, 1), 1),
    ],
)
def test_what_a_program_must_not_ask_for_is_a_fault_of_the_program(at: tuple[int, int], value: Input) -> None:
    with pytest.raises(ValueError, match=r"^no "):
        changed(workbook(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')), {at: value})


@given(st.text())
def test_any_text_comes_back_without_what_xml_cannot_hold(text: str) -> None:
    assert unescaped(escaped(text)) == "".join(
        char for char in text if char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff")
    )


@given(st.text(st.sampled_from("_x0D5F\r\n\0 <&]>一😀"), min_size=1))
def test_texts_that_look_like_escapes_come_back_from_the_file(text: str) -> None:
    found = first_sheet(changed(workbook(worksheet("")), {(1, 1): text})).cells
    kept = text.replace("\0", "")
    assert {at: cell.value for at, cell in found.items()} == ({(1, 1): kept} if kept else {})


# --- on files of other makers ---


def by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    sheet.append(["项目", "数", "和"])
    for row in range(2, 6):
        sheet.append([f"第{row}行", row, f"=B{row}*2"])
    sheet["B3"].font = Font(bold=True)
    red = PatternFill(bgColor="FF0000")
    negative = Rule("cellIs", operator="lessThan", formula=["0"], dxf=DifferentialStyle(fill=red))
    sheet.conditional_formatting.add("B2:B5", negative)
    rule = DataValidation(type="whole", operator="greaterThan", formula1="0")
    sheet.add_data_validation(rule)
    rule.add("B2:B5")
    sheet.freeze_panes = "B2"
    book.create_sheet("另")["A1"] = "=表!B2"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def by_xlsxwriter() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row("A1", ["项目", "数", "和"])
        for row in range(2, 6):
            sheet.write(row - 1, 0, f"第{row}行")
            sheet.write(row - 1, 1, row, book.add_format({"bold": row == 3}))
            sheet.write_formula(row - 1, 2, f"=B{row}*2", None, row * 2)
        sheet.insert_textbox("E1", "一个文本框")
        sheet.conditional_format("B2:B5", {"type": "data_bar"})
        book.add_worksheet("另").write_formula("A1", "=表!B2")
    return target.getvalue()


def by_libreoffice() -> bytes:
    return recalculated(by_openpyxl())


MAKERS = [by_openpyxl, by_xlsxwriter, pytest.param(by_libreoffice, marks=requires_office)]
CHANGES: dict[tuple[int, int], Input] = {
    (2, 1): "改 过",
    (3, 2): Decimal("28983.0794"),
    (4, 2): None,
    (2, 3): Result(99),
    (5, 3): 3,
    (3, 9): "新",
    (8, 2): -1,
}


@pytest.mark.parametrize("make", MAKERS)
def test_files_of_every_maker_take_the_values_and_keep_the_rest(make: Callable[[], bytes]) -> None:
    source = open_package(make())
    data = change_cells(source, {"表": CHANGES})
    before, found = read_workbook(source), read_workbook(data)
    values = {at: cell.value for at, cell in before.sheets[0].cells.items()}
    expected = values | {
        (2, 1): "改 过",
        (3, 2): Decimal("28983.0794"),
        (2, 3): 99,
        (5, 3): 3,
        (3, 9): "新",
        (8, 2): -1,
    }
    del expected[4, 2]
    assert {at: cell.value for at, cell in found.sheets[0].cells.items()} == expected
    assert found.sheets[0].cells[2, 3].formula == "B2*2"
    assert found.sheets[1:] == before.sheets[1:]
    target = open_package(data)
    touched = {"xl/workbook.xml", before.sheets[0].part}
    assert target.names == source.names
    for name in set(source.names) - touched:
        assert target.kept(name) == source.kept(name)


def faults(data: bytes) -> set[str]:
    """Return what the validator finds, however often."""
    return {re.sub("[0-9]+", "…", fault) for fault in audit(data, ".xlsx")}


@pytest.mark.parametrize("make", MAKERS)
def test_openpyxl_and_the_validator_accept_what_was_changed(make: Callable[[], bytes]) -> None:
    source = make()
    data = changed(source, CHANGES)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["表"]
    assert (sheet["B3"].value, sheet["B3"].font.b) == (28983.0794, True)
    assert (sheet["C2"].value, sheet["I3"].value, sheet["B4"].value) == ("=B2*2", "新", None)
    assert len(sheet.conditional_formatting) == 1
    assert faults(data) <= faults(source)


@requires_office
def test_libreoffice_shows_what_was_put_and_calculates_with_it() -> None:
    shown = after(
        changed(by_xlsxwriter(), CHANGES), [["strings", "表", "A2:C4"], ["strings", "另", "A1:A1"]]
    ).answers
    assert shown[0][0] == ["改 过", "2", "4"]
    assert shown[0][1][1:] == ["28983.0794", "57966.1588"]
    assert shown[0][2] == ["第4行", "", "0"]
    assert shown[1] == [["2"]]


PLACES = st.tuples(st.integers(1, 12), st.integers(1, 12))
NUMBERS = st.integers(-(10**15), 10**15) | st.decimals(-(10**9), 10**9, places=4)
TEXTS = st.text("甲乙 <&\"'_x\n", min_size=1, max_size=9)


@given(
    before=st.dictionaries(PLACES, st.integers(0, 9), max_size=20),
    put=st.dictionaries(PLACES, NUMBERS | TEXTS | st.none()),
)
def test_any_changes_of_any_sheet_read_back_everywhere(
    before: dict[tuple[int, int], Any], put: dict[tuple[int, int], Any]
) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("表")
        for (row, column), value in before.items():
            sheet.write(row - 1, column - 1, value)
    data = changed(target.getvalue(), put)
    expected = {at: value for at, value in (before | put).items() if value is not None}
    assert {at: cell.value for at, cell in first_sheet(data).cells.items()} == expected
    theirs = openpyxl.load_workbook(io.BytesIO(data))["表"]
    rows = load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    for (row, column), value in expected.items():
        plain = float(value) if isinstance(value, Decimal) else value
        assert theirs.cell(row, column).value == plain
        assert rows[row - 1][column - 1] == plain
