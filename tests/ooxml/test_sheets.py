"""Workbooks are read as plain values, whoever wrote them, and hostile ones cost nothing."""

import io
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula
from python_calamine import load_workbook

from generator.errors import UnusableInputError
from generator.ooxml.cells import number
from generator.ooxml.package import LIMITS, open_package
from generator.ooxml.sheets import Cell, read_workbook
from tests.ooxml.conftest import (
    MAIN,
    OFFICE,
    SHEET_PART,
    STRICT,
    cells,
    first_sheet,
    pointers,
    refused,
    workbook,
    workbook_parts,
    worksheet,
    zipped,
)

DATES = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/><xf numFmtId="31"/></cellXfs></styleSheet>'


def strings(*items: str) -> str:
    return f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="1">{"".join(items)}</sst>'


def one(cell: str, **more: str) -> Cell | None:
    return cells(f'<row r="1">{cell}</row>', **more).get((1, 1))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<v>2240</v>", Cell(2240, "number")),
        ("<v>28983.079399999999</v>", Cell(Decimal("28983.0794"), "number")),
        ("<v>3.0</v>", Cell(3, "number")),
        ("<v>-1.5E-3</v>", Cell(Decimal("-0.0015"), "number")),
        ("<v>INF</v>", Cell("INF", "error")),
        ("<v>nan</v>", Cell("nan", "error")),
        ("<v>1e999</v>", Cell("1e999", "error")),
        ("<v>1_000</v>", Cell("1_000", "error")),
        ("<v>１２</v>", Cell("１２", "error")),
        ("<v/>", None),
        ("", None),
        ("<f>A2+1</f>", Cell(None, "blank", "A2+1")),
        ("<f>A2+1</f><v/>", Cell(None, "blank", "A2+1")),
        ("<f>A2&lt;1</f><v>7</v>", Cell(7, "number", "A2<1")),
        ('<f t="dataTable" ref="A1:A2" r1="B1"/><v>7</v>', Cell(7, "number", "TABLE()")),
    ],
)
def test_numbers_and_formulas_are_read_as_they_are_stored(cell: str, expected: Cell | None) -> None:
    assert one(f'<c r="A1">{cell}</c>') == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c t="b"><v>1</v></c>', Cell(True, "boolean")),
        ('<c t="b"><v>0</v></c>', Cell(False, "boolean")),
        ('<c t="e"><v>#REF!</v></c>', Cell("#REF!", "error")),
        ('<c t="d"><v>2024-01-31</v></c>', Cell("2024-01-31", "date")),
        ('<c t="str"><f>""</f><v></v></c>', Cell("", "text", '""')),
        ('<c t="str"><f>B1</f></c>', Cell(None, "blank", "B1")),
        ('<c t="str"><v>一_x000D_二</v></c>', Cell("一\r二", "text")),
        (
            '<c t="inlineStr"><is><t>行</t><rPh><t>háng</t></rPh><r><t> 内</t></r></is></c>',
            Cell("行 内", "text"),
        ),
        ('<c t="inlineStr"><v>外</v></c>', Cell("外", "text")),
        ('<c t="s"><v>0</v></c>', Cell("甲乙", "text")),
        ('<c t="s"><v>1</v></c>', Cell("_x000D_😀�", "text")),
        ('<c t="s"><v>2</v></c>', Cell("", "text")),
        ('<c t="new"><v>1</v></c>', Cell("1", "error")),
        ('<c s="1"><v>45000</v></c>', Cell(45000, "date", format='yyyy"年"m"月"d"日"')),
        ('<c s="0"><v>45000</v></c>', Cell(45000, "number")),
    ],
)
def test_every_type_of_cell_has_its_kind(cell: str, expected: Cell) -> None:
    shared = strings(
        "<si><r><rPr/><t>甲</t></r><r><t>乙</t></r><rPh><t>jiǎ</t></rPh></si>",
        "<si><t>_x005F_x000D__xD83D__xDE00__xD83D_</t></si>",
        "<si/>",
    )
    assert one(cell, strings=shared, styles=DATES) == expected


def test_missing_references_follow_the_cell_before() -> None:
    found = cells(
        "<row><c><v>1</v></c><c><v>2</v></c></row>"
        '<row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>'
    )
    assert {at: cell.value for at, cell in found.items()} == {
        (1, 1): 1,
        (1, 2): 2,
        (4, 3): 3,
        (4, 4): 4,
        (5, 1): 5,
    }


def test_shared_formulas_are_expanded_wherever_their_first_cell_stands() -> None:
    found = cells(
        '<row r="1"><c r="A1"><f t="shared" si="0"/><v>1</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0" ref="A1:C3">SUM($A2,C$2,表!B2)&amp;"B2"</f></c></row>'
        '<row r="3"><c r="C3"><f t="shared" si="0"/></c></row>'
    )
    assert found[1, 1] == Cell(1, "number", 'SUM($A1,B$2,表!A1)&"B2"')
    assert found[2, 2].formula == 'SUM($A2,C$2,表!B2)&"B2"'
    assert found[3, 3] == Cell(None, "blank", 'SUM($A3,D$2,表!C3)&"B2"')


def test_an_array_formula_is_given_to_all_cells_that_hold_its_results() -> None:
    found = cells(
        '<row r="1"><c r="A1"><f t="array" ref="A1:B1048576">X:X*2</f><v>1</v></c><c r="B1"><v>2</v></c>'
        '<c r="C1"><v>3</v></c></row><row r="2"><c r="A2"><v>4</v></c><c r="B2"><f>A1</f><v>5</v></c></row>'
    )
    formulas = {at: cell.formula for at, cell in found.items()}
    assert formulas == {(1, 1): "X:X*2", (1, 2): "X:X*2", (1, 3): "", (2, 1): "X:X*2", (2, 2): "A1"}


@pytest.mark.parametrize("namespace", [MAIN, STRICT])
def test_prefixes_and_the_strict_namespace_are_read(namespace: str) -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{namespace}" xmlns="urn:other"><x:sheetData><x:row r="2">'
        "<x:c r='B2' t='inlineStr'><x:is><x:t>值</x:t></x:is></x:c><c r='C2'><v>1</v></c>"
        "</x:row></x:sheetData></x:worksheet>"
    )
    assert first_sheet(workbook(sheet)).cells == {(2, 2): Cell("值", "text")}


def test_utf_16_is_read() -> None:
    sheet = worksheet('<row><c t="inlineStr"><is><t>表</t></is></c></row>')
    data = f'<?xml version="1.0" encoding="UTF-16"?>{sheet}'.encode("utf-16")
    assert first_sheet(workbook(data)).cells == {(1, 1): Cell("表", "text")}


def test_hidden_rows_and_columns_are_told() -> None:
    hidden = '<col min="2" max="3" hidden="1"/><col min="3" max="99999" hidden="true"/>'
    columns = f'<cols>{hidden}<col min="1" max="1"/></cols>'
    sheet = first_sheet(workbook(worksheet('<row r="3" hidden="1"/><row hidden="true"/><row/>', columns)))
    assert sheet.hidden_rows == {3, 4}
    assert sheet.hidden_columns == set(range(2, 16_385))


def test_sheets_are_found_through_relationships_in_the_order_of_tabs() -> None:
    parts = workbook_parts(worksheet("<row><c><v>1</v></c></row>"))
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{STRICT}" xmlns:q="http://purl.oclc.org/ooxml/officeDocument/relationships"><sheets>'
        '<sheet name="二" q:id="rId2" state="veryHidden"/><sheet name="图" q:id="rId3"/>'
        '<sheet name="一" q:id="rId1" state="hidden"/></sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = pointers(
        ("worksheet", "/xl/worksheets/sheet1.xml"),
        ("worksheet", "../other/Ä.xml"),
        ("chartsheet", "chart.xml"),
    )
    parts["other/Ä.xml"] = worksheet("<row><c><v>2</v></c></row>")
    book = read_workbook(zipped(parts))
    assert [(s.name, s.state, s.part, s.cells[1, 1].value) for s in book.sheets] == [
        ("二", "veryHidden", "other/Ä.xml", 2),
        ("一", "hidden", SHEET_PART, 1),
    ]
    assert book.saved == ""


LOST = pointers(("worksheet", "gone.xml"))
OUTSIDE = pointers(("worksheet", 'http://a/b" TargetMode="External'))
CIRCULAR = pointers(("worksheet", "workbook.xml"))
TWICE = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    '<sheet name="一" r:id="rId1"/><sheet name="二" r:id="rId1"/></workbook>'
)


@pytest.mark.parametrize(
    ("part", "content", "key"),
    [
        ("_rels/.rels", pointers(), "sheets.not-a-workbook"),
        ("_rels/.rels", pointers(("officeDocument", "xl/workbook.bin")), "package.missing-part"),
        ("_rels/.rels", pointers(("officeDocument", SHEET_PART)), "sheets.not-a-workbook"),
        ("xl/workbook.xml", "<document/>", "sheets.not-a-workbook"),
        ("xl/workbook.xml", "not xml", "markup.broken"),
        ("xl/workbook.xml", TWICE, "sheets.lost-sheet"),
        ("xl/_rels/workbook.xml.rels", pointers(), "sheets.lost-sheet"),
        ("xl/_rels/workbook.xml.rels", LOST, "package.missing-part"),
        ("xl/_rels/workbook.xml.rels", OUTSIDE, "package.external-part"),
        ("xl/_rels/workbook.xml.rels", CIRCULAR, "sheets.lost-sheet"),
        (SHEET_PART, "<document/>", "sheets.lost-sheet"),
        (
            SHEET_PART,
            worksheet('<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
            "sheets.repeated-cell",
        ),
        (SHEET_PART, worksheet('<row><c r="XFE1"><v>1</v></c></row>'), "sheets.bad-position"),
        (SHEET_PART, worksheet('<row><c r="A1048577"/></row>'), "sheets.bad-position"),
        (SHEET_PART, worksheet('<row r="-1"/>'), "sheets.bad-position"),
        (SHEET_PART, worksheet("<c><v>1</v></c>"), "sheets.bad-position"),
        (SHEET_PART, worksheet("<row><c><v>1</v><row/></c></row>"), "sheets.bad-position"),
        (SHEET_PART, worksheet('<row r="9999999"><c><v>1</v></c></row>'), "sheets.bad-position"),
        (SHEET_PART, worksheet('<row><c r="XFD1"/><c><v>1</v></c></row>'), "sheets.bad-position"),
        (SHEET_PART, worksheet("", "<cols><col/></cols>"), "sheets.bad-position"),
        (SHEET_PART, worksheet('<row><c t="s"><v>0</v></c></row>'), "sheets.lost-text"),
        (SHEET_PART, worksheet('<row><c t="s"><v>-1</v></c></row>'), "sheets.lost-text"),
        (SHEET_PART, worksheet('<row><c><f t="shared" si="0"/></c></row>'), "sheets.lost-formula"),
    ],
)
def test_a_workbook_that_contradicts_itself_is_refused_with_a_clear_sentence(
    part: str, content: str, key: str
) -> None:
    with refused(key):
        read_workbook(zipped(workbook_parts(worksheet("")) | {part: content}))


def test_a_binary_workbook_is_told_apart() -> None:
    parts = workbook_parts("") | {
        "_rels/.rels": pointers(("officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": "",
    }
    with refused("sheets.binary-workbook"):
        read_workbook(zipped(parts))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_stored_double_reads_as_its_shortest_decimal(double: float) -> None:
    value = number(f"{double:.17g}")
    assert value is not None
    assert float(value) == double
    assert isinstance(value, int) == double.is_integer()
    assert Decimal(value) == Decimal(repr(double))


# --- witnesses ---

PLAIN_TEXT = st.text(
    st.characters(min_codepoint=32, max_codepoint=0xFFFD, exclude_categories=["Cs", "Cn"]),
    min_size=1,
    max_size=20,
).filter(lambda text: text[0] not in "=#{" and "_x" not in text and text == text.strip())
VALUES = st.one_of(
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15),
    st.booleans(),
    PLAIN_TEXT,
)
SHEETS = st.dictionaries(st.tuples(st.integers(1, 40), st.integers(1, 30)), VALUES, max_size=25)


def by_openpyxl(values: Mapping[tuple[int, int], Any]) -> bytes:
    book = openpyxl.Workbook()
    for (row, column), value in values.items():
        book.active.cell(row, column).value = value  # type: ignore[union-attr]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def by_xlsxwriter(values: Mapping[tuple[int, int], Any]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_urls": False, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for (row, column), value in values.items():
            sheet.write(row - 1, column - 1, value)
    return target.getvalue()


@pytest.mark.parametrize("make", [by_openpyxl, by_xlsxwriter])
@given(values=SHEETS)
def test_openpyxl_and_calamine_read_what_we_read(
    make: Callable[..., bytes], values: dict[tuple[int, int], Any]
) -> None:
    data = make(values)
    ours = {at: cell.value for at, cell in first_sheet(data).cells.items()}
    assert ours.keys() == values.keys()
    theirs = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    rows = load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    for (row, column), value in ours.items():
        plain = float(value) if isinstance(value, Decimal) else value
        assert plain == theirs.cell(row, column).value
        assert plain == rows[row - 1][column - 1]
        assert isinstance(value, bool) == isinstance(values[row, column], bool)


def test_formulas_and_results_are_those_that_xlsxwriter_wrote() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=SUM(B1:C1)", None, 12)
        sheet.write_array_formula("A2:A3", "{=B1:B2*2}", None, 4)
        sheet.write_formula("A4", '=IF(B1,"是","否")', None, "是")
        sheet.write_datetime("A5", date(2024, 1, 31), book.add_format({"num_format": "yyyy/m/d"}))
        sheet.write_rich_string("A6", "一", book.add_format({"bold": True}), "二", "三 ")
    found = first_sheet(target.getvalue()).cells
    assert found[1, 1] == Cell(12, "number", "SUM(B1:C1)")
    assert found[2, 1].formula == found[3, 1].formula == "B1:B2*2"
    assert found[4, 1] == Cell("是", "text", 'IF(B1,"是","否")')
    assert (found[5, 1].value, found[5, 1].kind) == (45322, "date")
    assert found[6, 1] == Cell("一二三 ", "text")


def test_formulas_without_results_and_the_time_of_saving_are_those_of_openpyxl() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "=1+1"
    sheet["A2"] = ArrayFormula("A2:A2", "=B1*2")
    target = io.BytesIO()
    book.save(target)
    read = read_workbook(target.getvalue())
    assert read.sheets[0].cells[1, 1] == Cell(None, "blank", "1+1")
    assert read.sheets[0].cells[2, 1].formula == "B1*2"
    assert read.saved[:4].isdigit()


# --- hostile files ---


def answer(data: bytes) -> str:
    """Read a file; return the key of the refusal, or nothing."""
    try:
        read_workbook(data)
    except UnusableInputError as error:
        return error.key
    return ""


def many_rows() -> bytes:
    return workbook(
        worksheet("".join(f'<row r="{r}"><c r="A{r}"><v>{r}</v></c></row>' for r in range(1, 300_001)))
    )


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a value at the far corner": (
        lambda: workbook(worksheet('<row><c r="XFD1048576"><v>1</v></c></row>')),
        "",
    ),
    "a format at the far corner": (lambda: workbook(worksheet('<row><c r="XFD1048576" s="1"/></row>')), ""),
    "a merge of everything": (
        lambda: workbook(
            worksheet("").replace(
                "</worksheet>", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
            )
        ),
        "",
    ),
    "a lying count of strings": (lambda: workbook(worksheet(""), strings=strings("<si><t>一</t></si>")), ""),
    "many strings": (
        lambda: workbook(worksheet(""), strings=strings(*(f"<si><t>{n}</t></si>" for n in range(300_000)))),
        "sheets.too-much-text",
    ),
    "five million strings": (
        lambda: workbook(worksheet(""), strings=strings("<si/>" * 5_000_000)),
        "package.too-much-inside",
    ),
    "a string of 100 MB": (
        lambda: workbook(worksheet(""), strings=strings(f"<si><t>{'a' * 100_000_000}</t></si>")),
        "package.too-much-inside",
    ),
    "a string of 100,000 characters": (
        lambda: workbook(worksheet(""), strings=strings(f"<si><t>{'a' * 100_000}</t></si>")),
        "sheets.text-too-long",
    ),
    "an inline string of 100,000 characters": (
        lambda: workbook(worksheet(f'<row><c t="inlineStr"><is><t>{"a" * 100_000}</t></is></c></row>')),
        "sheets.text-too-long",
    ),
    "many rows": (many_rows, "sheets.too-many-cells"),
    "deep nesting": (lambda: workbook("<a>" * 300_000), "markup.too-deep"),
    "a DOCTYPE": (lambda: workbook("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "markup.doctype"),
    "a formula shared by many cells": (
        lambda: workbook(
            worksheet(
                f'<row><c><f t="shared" si="0">{"A1+" * 2_000}1</f></c>'
                + '<c><f t="shared" si="0"/></c>' * 16_000
                + "</row>"
            )
        ),
        "sheets.too-much-text",
    ),
    "many arrays over many cells": (
        lambda: workbook(
            worksheet(
                '<row><c><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c>'
                + "<c><v>1</v></c>" * 9_000
                + "</row>"
            ).replace("<c><v>1</v></c>", '<c><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c>')
        ),
        "sheets.too-many-cells",
    ),
    "a number format without end": (
        lambda: workbook(
            worksheet(""),
            styles=f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt formatCode="{"[" * 900_000}"/></numFmts>'
            "</styleSheet>",
        ),
        "",
    ),
    "a formula of quotes": (
        lambda: workbook(
            worksheet(
                f"""<row><c><f t="shared" si="0">{"'a" * 16_000}</f></c><c><f t="shared" si="0"/></c></row>"""
            )
        ),
        "",
    ),
}


@cache
def hostile(name: str) -> bytes:
    return HOSTILE[name][0]()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbooks_are_answered_soon(name: str) -> None:
    data, expected = hostile(name), HOSTILE[name][1]
    started = time.process_time()
    assert answer(data) == expected
    assert time.process_time() - started < 2


SLOW_WHEN_TRACED = {
    "many rows",
    "many strings",
    "a formula shared by many cells",
    "many arrays over many cells",
}


@pytest.mark.parametrize("name", sorted(HOSTILE.keys() - SLOW_WHEN_TRACED))
def test_hostile_workbooks_take_little_memory(name: str) -> None:
    data = hostile(name)
    tracemalloc.start()
    answer(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40_000_000


def test_limits_hold_over_all_sheets_together() -> None:
    sheet = worksheet("<row><c><v>1</v></c><c><v>1</v></c></row>")
    parts = workbook_parts(sheet) | {
        "xl/workbook.xml": TWICE.replace('name="二" r:id="rId1"', 'name="二" r:id="rId2"'),
        "xl/_rels/workbook.xml.rels": pointers(
            ("worksheet", "worksheets/sheet1.xml"), ("worksheet", "two.xml")
        ),
        "xl/two.xml": sheet,
    }
    assert len(read_workbook(zipped(parts), replace(LIMITS, cells=4)).sheets) == 2
    with refused("sheets.too-many-cells"):
        read_workbook(zipped(parts), replace(LIMITS, cells=3))
    with refused("sheets.too-many-sheets"):
        read_workbook(open_package(zipped(parts), replace(LIMITS, sheets=1)))


def test_reading_needs_no_openpyxl() -> None:
    import subprocess

    program = (
        "import sys, generator.ooxml.change; sys.exit(not {'openpyxl', 'zipfile'}.isdisjoint(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
