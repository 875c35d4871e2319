"""What a cell means, and how cells are found where keys, sheets or formulas were lost."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from generator import checks
from generator.errors import UnusableInputError
from generator.figure import BLANK, Figure, State
from generator.filing import Filing
from generator.form.grid import lay_out
from generator.ooxml.change import Result
from generator.ooxml.references import address, position
from generator.ooxml.sheets import Cell, Sheet, Workbook
from generator.workbook.read import read
from tests.cases import NAMES, filing_json
from tests.witness.office import after, requires_office
from tests.workbook.kit import FORM, answers, case, empty, exported, filing_of, made, opened, place, typed

INPUT = "applications.granted.natural"
TOTAL = "applications.granted.total"
TABLES = {table.id: table for table in FORM.tables}


def figure(value: Any, name: str = INPUT) -> Figure:
    return answers(typed({place(name): value})).figure(name)


def with_cell(name: str, cell: Cell | None, over: bytes | None = None) -> Filing:
    """A filing read from a workbook in which one cell is exactly so."""
    book = opened(over or empty())
    sheet_name, _, at = place(name).partition("!")
    sheets = [_with(sheet, at, cell) if sheet.name == sheet_name else sheet for sheet in book.sheets]
    return read(Workbook(tuple(sheets), book.saved), FORM)


def _with(sheet: Sheet, at: str, cell: Cell | None) -> Sheet:
    rest = {where: held for where, held in sheet.cells.items() if where != position(at)}
    return replace(sheet, cells=rest | ({position(at): cell} if cell else {}))


def hints(filing: Filing) -> set[str]:
    return {finding.check for finding in checks.check(filing, FORM) if finding.check.startswith("W")}


@pytest.mark.parametrize(
    ("stands", "value", "note"),
    [
        (2240, 2240, ""),
        (Decimal("28983.0794"), Decimal("28983.0794"), ""),
        (-3, -3, ""),
        (Decimal("1.5"), Decimal("1.5"), ""),
        ("2240", 2240, ""),
        ("２２４０", 2240, ""),
        ("2,240", 2240, ""),
        (" 2,240 ", 2240, ""),
        ("22（其中修订16件）", 22, "其中修订16件"),
        ("22(其中修订16件)", 22, "其中修订16件"),
        ("55（含自然失效29件）", 55, "含自然失效29件"),
    ],
)
def test_a_number_is_read_with_its_note(stands: Any, value: Any, note: str) -> None:
    found = figure(stands)
    assert (found.state, found.value, found.note) == (State.NUMBER, value, note)


@pytest.mark.parametrize(
    ("stands", "told"), [("2240", True), ("２２４０", True), (2240, False), ("22（其中修订16件）", False)]
)
def test_a_number_as_text_is_told(stands: Any, told: bool) -> None:
    assert ("W-01" in hints(answers(typed({place(INPUT): stands})))) is told


@pytest.mark.parametrize("stands", ["/", "-", "—", "－", "无", "不适用", " / "])
def test_words_for_not_applicable_are_kept_as_typed(stands: str) -> None:
    found = figure(stands)
    assert (found.state, found.text) == (State.NOT_APPLICABLE, stands.strip())


@pytest.mark.parametrize(
    "cell",
    [
        None,
        Cell(None, "blank"),
        Cell("", "text"),
        Cell("  ", "text"),
        Cell("\u3000", "text"),
        Cell("", "text", '""'),
    ],
)
def test_nothing_and_spaces_and_an_empty_formula_are_blank(cell: Cell | None) -> None:
    filing = with_cell(INPUT, cell)
    assert INPUT not in filing.figures
    assert not hints(filing)


def test_a_formula_gives_its_stored_result_and_is_told() -> None:
    filing = with_cell(INPUT, Cell(17, "number", "12+5"))
    assert filing.figure(INPUT) == Figure(State.NUMBER, 17, formula="12+5")
    (told,) = (finding for finding in checks.check(filing, FORM) if finding.check == "W-02")
    assert "=12+5" in told.message
    assert told.cells == (place(INPUT),)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Cell(None, "blank", "12+5"), "=12+5"),
        (Cell(17, "number", "[1]Sheet1!A1"), "=[1]Sheet1!A1"),
        (Cell(45678, "date"), "2025年1月21日"),
        (Cell(True, "boolean"), "TRUE"),
        (Cell("#REF!", "error"), "#REF!"),
        (Cell("约20", "text"), "约20"),
        (Cell("#DIV/0!", "error", "1/0"), "#DIV/0!"),
    ],
)
def test_what_is_no_figure_is_unreadable_and_shown(cell: Cell, shown: str) -> None:
    filing = with_cell(INPUT, cell)
    assert filing.figure(INPUT).state is State.UNREADABLE
    (told,) = (f for f in checks.check(filing, FORM) if (f.check, f.at) == ("C-03", "applications"))
    assert f"{place(INPUT)}“{shown}”" in told.message


def test_our_own_formula_in_a_total_is_computed_whatever_result_is_stored() -> None:
    filing = answers(typed({place(TOTAL): Result(999)}, case("tongzhou-2024")))
    assert filing == answers(case("tongzhou-2024"))


def test_an_emptied_total_is_computed() -> None:
    filing = answers(typed({place(TOTAL): None}, case("tongzhou-2024")))
    assert filing == answers(case("tongzhou-2024"))


@pytest.mark.parametrize(
    ("stands", "state"), [(480, State.NUMBER), ("/", State.NOT_APPLICABLE), ("约480", State.UNREADABLE)]
)
def test_something_typed_into_a_total_is_the_stated_total(stands: Any, state: State) -> None:
    filing = answers(typed({place(TOTAL): stands}))
    assert filing.figures[TOTAL].state is state
    assert not hints(filing)


def test_another_formula_in_a_total_states_its_result_and_is_told() -> None:
    filing = with_cell(TOTAL, Cell(480, "number", "SUM(E10:J10)"))
    assert filing.figures[TOTAL] == Figure(State.NUMBER, 480)
    assert hints(filing) == {"W-03"}


def test_another_formula_without_a_result_states_nothing_and_is_told() -> None:
    filing = with_cell(TOTAL, Cell(None, "blank", "SUM(E10:J10)"))
    assert (filing.figure(TOTAL), hints(filing)) == (BLANK, {"W-03"})


@pytest.mark.parametrize(
    "formula", [str.lower, lambda text: text.replace(",", ", "), lambda text: text.replace(",", ";")]
)
def test_what_office_software_changes_about_our_formula_is_no_change(formula: Any) -> None:
    book = opened(empty())
    sheet = next(sheet for sheet in book.sheets if sheet.name == "表三")
    own = sheet.cells[position(place(TOTAL).partition("!")[2])].formula
    filing = with_cell(TOTAL, Cell(5, "number", formula(own)))
    assert TOTAL not in filing.figures
    assert not hints(filing)


@pytest.mark.parametrize("name", NAMES)
def test_values_pasted_over_totals_are_told_only_where_they_differ(name: str) -> None:
    figures = filing_json(name)["figures"]
    totals = {place(key): value for key, value in figures.items() if FORM.is_total(key)}
    found = answers(typed(totals, made({**filing_json(name), "figures": {}})))
    assert {key: found.figures[key].value for key in figures if FORM.is_total(key)} == {
        key: figures[key] for key in figures if FORM.is_total(key)
    }


# ---------------------------------------------------------------- keys lost


def emptied(*cells: str, over: bytes) -> bytes:
    return typed(dict.fromkeys(cells, None), over)


def _key_row(table: str) -> list[str]:
    sheet = f"{TABLES[table].number}!"
    return [f"{sheet}{address(1, x)}" for x in range(2, lay_out(TABLES[table]).columns + 3)]


def _key_column(table: str) -> list[str]:
    return [f"{TABLES[table].number}!A{y}" for y in range(2, lay_out(TABLES[table]).rows + 6)]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("lost", ["marker", "key row", "key column", "all"])
def test_a_table_whose_keys_were_lost_is_found_by_its_labels(table: str, lost: str) -> None:
    cells = {
        "marker": [f"{TABLES[table].number}!A1"],
        "key row": _key_row(table),
        "key column": _key_column(table),
    }
    cells["all"] = [cell for several in cells.values() for cell in several]
    whole = case("tongzhou-2024")
    assert answers(emptied(*cells[lost], over=whole)).figures == answers(whole).figures


def test_particulars_whose_keys_were_lost_are_found_by_their_labels() -> None:
    whole = made(
        {
            "organisation": "某局",
            "year": 2024,
            "contact": {"telephone": "0101"},
            "submission": {"telephone": "0102"},
            "figures": {"processing_fee.charged": "100.5"},
        }
    )
    for cells in (["A1"], ["C1"], [f"A{y}" for y in range(2, 40)], [f"A{y}" for y in range(1, 40)]):
        found = answers(emptied(*(f"基本信息!{cell}" for cell in cells), over=whole))
        assert found.particulars == answers(whole).particulars
        assert found.figures == answers(whole).figures


def test_texts_whose_keys_were_lost_are_found_by_their_heads() -> None:
    whole = case("tongzhou-2024")
    found = answers(emptied(*(f"正文!{letter}1" for letter in "ABCDEF"), over=whole))
    assert found.narrative == answers(whole).narrative


def test_explanations_whose_keys_were_lost_are_found_by_heads_and_words() -> None:
    whole = made(
        {
            "explanations": [
                {"check": "C-04", "at": "processing_fee", "text": "甲", "saw": [1]},
                {"check": "N-01", "at": "【申请总计】", "text": "乙"},
            ]
        }
    )
    keys = [f"{name}!A{y}" for name in ("审核", "审核结果") for y in range(1, 60)]
    found = answers(emptied(*keys, over=whole)).explanations
    assert [(e.check, e.at, e.text) for e in found] == [
        ("C-04", "processing_fee", "甲"),
        ("N-01", "【申请总计】", "乙"),
    ]


# ---------------------------------------------------------------- tables pasted, sheets copied


def test_a_table_pasted_whole_over_that_of_a_fresh_workbook_is_read() -> None:
    source = next(sheet for sheet in opened(case("tongzhou-2024")).sheets if sheet.name == "表三")
    block = {
        f"表三!{address(*at)}": cell.value
        for at, cell in source.cells.items()
        if 5 <= at[0] <= 32 and 2 <= at[1] <= 11 and not isinstance(cell.value, bool)
    }
    found = answers(typed(block))
    assert exported(found)["figures"] == {
        key: value
        for key, value in exported(answers(case("tongzhou-2024")))["figures"].items()
        if key.startswith("applications")
    }


def test_of_a_sheet_copied_twice_the_original_counts() -> None:
    book = opened(case("tongzhou-2024"))
    other = next(sheet for sheet in opened(empty()).sheets if sheet.name == "表三")
    copies = [replace(other, name="表三 (2)"), replace(other, name="表三 (3)")]
    found = read(Workbook((*copies, *book.sheets), book.saved), FORM)
    assert found.figures == answers(case("tongzhou-2024")).figures
    assert found.cell(INPUT) == place(INPUT)


def without(*names: str, over: bytes) -> Workbook:
    book = opened(over)
    return Workbook(tuple(sheet for sheet in book.sheets if sheet.name not in names), book.saved)


@pytest.mark.parametrize(
    ("sheet", "key", "words"),
    [
        ("基本信息", "workbook.no-particulars", "基本信息"),
        ("表二", "workbook.no-table", "表二"),
        ("表三", "workbook.no-table", "表三"),
        ("表四", "workbook.no-table", "表四"),
        ("标识", "workbook.not-ours", "填报表"),
    ],
)
def test_a_workbook_that_lacks_a_sheet_is_refused_in_words(sheet: str, key: str, words: str) -> None:
    with pytest.raises(UnusableInputError) as fault:
        read(without(sheet, over=case("tongzhou-2024")), FORM)
    assert fault.value.key == key
    assert words in str(fault.value)


@pytest.mark.parametrize("sheet", ["正文", "审核", "审核结果", "填报说明"])
def test_sheets_of_words_may_be_missing(sheet: str) -> None:
    found = read(without(sheet, over=case("tongzhou-2024")), FORM)
    assert found.figures == answers(case("tongzhou-2024")).figures


def test_another_workbook_is_refused() -> None:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    book.active["A1"] = "政府信息公开工作年度报告"
    buffer = BytesIO()
    book.save(buffer)
    with pytest.raises(UnusableInputError) as fault:
        answers(buffer.getvalue())
    assert fault.value.key == "workbook.not-ours"


def test_a_workbook_that_says_no_edition_is_refused() -> None:
    with pytest.raises(UnusableInputError) as fault:
        answers(emptied("标识!B3", over=empty()))
    assert fault.value.key == "workbook.not-ours"


# ---------------------------------------------------------------- particulars, declarations


@pytest.mark.parametrize(
    ("stands", "year"),
    [
        (2024, 2024),
        ("2024", 2024),
        (" 2024年 ", 2024),
        ("2024年度", 2024),
        ("２０２４年", 2024),
        ("二〇二四", "二〇二四"),
        (Decimal("2024.5"), "2024.5"),
    ],
)
def test_the_year_is_read_as_people_write_it(stands: Any, year: object) -> None:
    assert answers(typed({place("year"): stands})).particulars["year"] == year


def test_numbers_typed_for_words_are_read_as_their_digits() -> None:
    found = answers(typed({place("contact.telephone"): 13800138000, place("contact.postcode"): 101100}))
    assert found.particulars == {"contact.telephone": "13800138000", "contact.postcode": "101100"}


def test_a_date_is_read_in_words() -> None:
    assert with_cell("date", Cell(45677, "date")).particulars["date"] == "2025年1月20日"
    assert with_cell("date", Cell(10**9, "date")).particulars["date"] == str(10**9)


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("2025-1-20", "2025年1月20日"),
        ("2025.01.20", "2025年1月20日"),
        ("2025年2月30日", "2025年2月30日"),
        ("年底", "年底"),
    ],
)
def test_a_date_typed_as_a_text_is_read_in_words_where_it_is_one(typed: str, read_as: str) -> None:
    assert with_cell("date", Cell(typed, "text")).particulars["date"] == read_as


@pytest.mark.parametrize(
    ("stands", "declared"), [("是", True), (" 是 ", True), ("否", False), (None, False), ("对", False)]
)
def test_a_table_is_declared_by_one_word(stands: str | None, declared: bool) -> None:
    assert ("applications" in answers(typed({place("applications"): stands})).blank_means_zero) is declared


# ---------------------------------------------------------------- other readers, other makers


def by_openpyxl(data: bytes) -> Iterator[tuple[str, object]]:
    book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    for name in FORM.fields:
        sheet, _, at = place(name).partition("!")
        yield name, book[sheet][at].value


def by_calamine(data: bytes) -> Iterator[tuple[str, object]]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    pages = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    for name in FORM.fields:
        sheet, _, at = place(name).partition("!")
        row, column = position(at)
        yield name, pages[sheet][row - 1][column - 1]


@pytest.mark.parametrize("reader", [by_openpyxl, by_calamine])
@pytest.mark.parametrize("name", NAMES)
def test_independent_readers_see_the_figures_of_the_case(name: str, reader: Any) -> None:
    figures = filing_json(name)["figures"]
    for field, value in reader(case(name)):
        if field in figures and figures[field] is not None:
            expected = figures[field]
            shown = value if isinstance(expected, str) and isinstance(value, str) else float(value)
            assert shown == (expected if isinstance(shown, str) else float(expected)), field


@pytest.mark.parametrize("name", NAMES)
def test_what_openpyxl_saves_reads_as_what_we_wrote(name: str) -> None:
    buffer = BytesIO()
    openpyxl.load_workbook(BytesIO(case(name))).save(buffer)
    assert answers(buffer.getvalue()) == answers(case(name))


@requires_office
def test_what_libreoffice_saves_reads_as_what_we_wrote() -> None:
    data = made(
        {
            "organisation": "某局",
            "year": 2024,
            "title": "某局\n2024年报告",
            "unit": "007",
            "blank_means_zero": ["reviews"],
            "figures": {INPUT: "22（其中修订16件）", "proactive.fees.amount": "28983.0794", TOTAL: 3},
        }
    )
    saved = after(data, []).workbook
    assert exported(answers(saved)) == exported(answers(data))


@pytest.mark.parametrize("name", NAMES)
def test_the_figures_of_a_case_come_back(name: str) -> None:
    found, wanted = answers(case(name)), filing_of(filing_json(name))
    assert exported(found) == exported(wanted)


@pytest.mark.parametrize(
    "formula", ["SUM(表1[件数])", 'IF("[甲]"="",1,12)', "表1[件数]+Sheet2!A1", "'我的 表'!A1"]
)
def test_a_formula_over_the_clerks_own_cells_gives_its_result(formula: str) -> None:
    found = with_cell(INPUT, Cell(12, "number", formula)).stated(INPUT)
    assert (found.state, found.value, found.formula) == (State.NUMBER, 12, formula)


@pytest.mark.parametrize(
    "formula", ["[1]Sheet1!A1", "SUM('[别的.xlsx]表 一'!A1:A3)", "[2]!名称", "'C:\\[a.xlsx]S'!A1"]
)
def test_a_formula_over_another_file_is_unreadable(formula: str) -> None:
    assert with_cell(INPUT, Cell(12, "number", formula)).stated(INPUT).state is State.UNREADABLE


def test_an_empty_text_as_a_formula_is_blank_even_without_a_result() -> None:
    assert with_cell(INPUT, Cell(None, "blank", '""')).stated(INPUT).state is State.BLANK


def test_a_table_without_row_labels_is_found_below_an_inserted_row_though_its_keys_are_lost() -> None:
    workbook = opened(case("tongzhou-2024"))
    (page,) = [sheet for sheet in workbook.sheets if sheet.name == "表四"]
    moved = {
        (row + (row >= 8), column): cell
        for (row, column), cell in page.cells.items()
        if column > 1 and row != 1
    }
    sheets = tuple(replace(s, cells=moved) if s is page else s for s in workbook.sheets)
    found = read(replace(workbook, sheets=sheets), FORM)
    assert found.stated("reviews.review.upheld").value == 38
    assert str(found.origins["reviews.review.upheld"]) == "表四!B9"
