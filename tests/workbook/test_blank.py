"""The blank workbook: what stands on its sheets, what is locked, asked, coloured and printed."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import product
from math import ceil
from pathlib import Path
from unicodedata import east_asian_width

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.errors import FormError, UnusableInputError
from generator.form.grid import Cell, lay_out
from generator.workbook.blank import blank
from generator.workbook.identity import identify
from tests.cases import NAMES
from tests.witness import formulas as witness
from tests.witness.rules import faults_of_xlsx
from tests.witness.validators import audit
from tests.workbook.kit import FORM, SHEETS, VERSION, case, empty, filing_of, made, opened

TABLES = {table.id: table for table in FORM.tables}
INPUT_TEMPLATE = (
    Path(__file__).parents[2] / "input_templates" / "政府信息公开工作年度报告填报表（2021版）.xlsx"
)


@cache
def book() -> Workbook:
    return openpyxl.load_workbook(BytesIO(empty()))


def page(name: str) -> Worksheet:
    found = book()[name]
    assert isinstance(found, Worksheet)
    return found


def page_of(table: str) -> Worksheet:
    return page(TABLES[table].number)


def fields_of(table: str) -> dict[str, str]:
    """Field to cell, by the hidden keys."""
    sheet = page_of(table)
    rows = {str(sheet.cell(y, 1).value): y for y in range(2, sheet.max_row + 1) if sheet.cell(y, 1).value}
    found = {}
    for name in FORM.table_fields(table):
        row = next(y for key, y in rows.items() if name.startswith(f"{key}."))
        part = name.removeprefix(f"{sheet.cell(row, 1).value}.")
        column = next(
            x for x in range(2, sheet.max_column) if part in str(sheet.cell(1, x).value or "").split()
        )
        found[name] = sheet.cell(row, column).coordinate
    return found


def sheets() -> Iterator[Worksheet]:
    return (page(name) for name in book().sheetnames)


def test_the_sheets_are_those_of_the_form_in_their_order() -> None:
    assert tuple(book().sheetnames) == SHEETS
    assert [sheet.sheet_state for sheet in sheets()] == ["visible"] * 9 + ["veryHidden"]
    assert book().active is page("基本信息")


def test_the_hidden_sheet_says_what_this_is() -> None:
    data = blank(FORM, "1.2.3", filing_of({"unit": "00123"}))
    found = identify(opened(data))
    assert (found.form, found.edition, found.fingerprint) == ("disclosure", "2021", FORM.fingerprint)
    assert (found.version, found.unit) == ("1.2.3", "00123")


@pytest.mark.parametrize(
    ("table", "rows", "columns"), [("proactive", 14, 4), ("applications", 28, 10), ("reviews", 4, 15)]
)
def test_a_table_has_the_labels_and_merges_of_the_official_one(table: str, rows: int, columns: int) -> None:
    grid = lay_out(TABLES[table])
    sheet = page_of(table)
    assert (grid.rows, grid.columns) == (rows, columns)
    merged = {str(merge) for merge in sheet.merged_cells.ranges if merge.min_row >= 5}
    labels = [cell for cell in grid.cells if not cell.field]
    assert {_block(cell) for cell in labels if cell.rows * cell.columns > 1} == merged
    for cell in labels:
        assert sheet.cell(cell.row + 4, cell.column + 1).value == cell.text


def _block(cell: Cell) -> str:
    letters = [get_column_letter(x + 1) for x in (cell.column, cell.column + cell.columns - 1)]
    return f"{letters[0]}{cell.row + 4}:{letters[1]}{cell.row + cell.rows + 3}"


@pytest.mark.parametrize("table", TABLES)
def test_no_field_is_a_merged_cell_and_what_stands_beside_one_is_locked(table: str) -> None:
    sheet = page_of(table)
    for name, at in fields_of(table).items():
        assert not any(at in merge for merge in sheet.merged_cells.ranges), name
        assert not sheet[at].protection.locked, name
    for at in ("D11", "E11", "D18", "E18"):
        assert page_of("proactive")[at].protection.locked
        assert page_of("proactive")[at].value is None


@pytest.mark.parametrize("table", TABLES)
def test_inputs_and_totals_are_unlocked_and_tinted_and_everything_else_is_locked(table: str) -> None:
    sheet, fields = page_of(table), fields_of(table)
    declaration = sheet.cell(2, lay_out(TABLES[table]).columns + 1).coordinate
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {*fields.values(), declaration}
    tints = {FORM.is_total(name): sheet[at].fill.fgColor.rgb for name, at in fields.items()}
    assert len(set(tints.values())) == len(tints)
    assert all(sheet[at].fill.fill_type == "solid" for at in fields.values())


def test_every_sheet_but_the_texts_is_protected_without_a_password() -> None:
    for sheet in sheets():
        protected = sheet.title not in ("正文", "标识")
        assert sheet.protection.sheet is protected, sheet.title
        assert not sheet.protection.password
        if protected:
            assert not sheet.protection.formatColumns
            assert not sheet.protection.formatRows
    assert b"Password" not in _parts(empty())["xl/workbook.xml"]


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_on_the_sheets_of_words_only_the_answers_are_unlocked() -> None:
    for name, expected in {"填报说明": "", "基本信息": "C", "审核": "K", "审核结果": ""}.items():
        cells = (cell for row in page(name).iter_rows() for cell in row)
        unlocked = {cell.coordinate.rstrip("0123456789") for cell in cells if not cell.protection.locked}
        assert unlocked == set(expected)
    columns = page("审核结果").column_dimensions
    assert {name for name in "ABCDEFGHI" if not columns[name].protection.locked} == {"C", "D", "G"}
    explained = [y for y in range(5, 55) if not page("审核").cell(y, 11).protection.locked]
    assert [page("审核").cell(y, 2).value for y in explained] == ["核实"]


def test_every_sheet_prints_on_a4_one_page_wide() -> None:
    for sheet in sheets():
        if sheet.sheet_state == "visible":
            assert sheet.page_setup.paperSize == 9, sheet.title
            assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
            assert sheet.sheet_properties.pageSetUpPr is not None
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.print_area or sheet.title == "审核结果"  # which prints the rows that are filled


def test_rows_are_as_high_as_what_stands_in_them_needs() -> None:
    for sheet in sheets():
        merged = {str(span).partition(":")[0] for span in sheet.merged_cells.ranges}
        widths = {
            x: 0 if dimension.hidden else dimension.width
            for dimension in sheet.column_dimensions.values()
            for x in range(dimension.min or 0, (dimension.max or 0) + 1)
        }
        for y, x in product(range(1, sheet.max_row + 1), widths):
            cell, height = sheet.cell(y, x), sheet.row_dimensions[y].height
            text = str(cell.value or "")
            if height and widths[x] and cell.alignment.wrap_text and cell.coordinate not in merged:
                lines = 0 if text.startswith("=") else ceil(_width(text) / widths[x])
                assert height >= lines * cell.font.sz * 1.2, (sheet.title, cell.coordinate)


def _width(text: str) -> int:
    """In the units of a column's width: two for a character of Chinese."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def test_keys_marks_and_flags_are_hidden_and_marks_stand_to_the_right_of_the_table() -> None:
    for name, table in TABLES.items():
        sheet, grid = page_of(name), lay_out(table)
        assert sheet.row_dimensions[1].hidden
        assert sheet.column_dimensions["A"].hidden
        marks = [x for x in range(1, 40) if str(sheet.cell(1, x).value or "").startswith("mark:")]
        assert len(marks) == grid.columns - grid.label_columns
        assert min(marks) > grid.columns + 1
        assert set(marks) <= _hidden_columns(sheet)


def _hidden_columns(sheet: Worksheet) -> set[int]:
    hidden = (dimension for dimension in sheet.column_dimensions.values() if dimension.hidden)
    return {x for dimension in hidden for x in range(dimension.min or 0, (dimension.max or 0) + 1)}


def test_validations_speak_chinese_warn_only_and_are_as_long_as_excel_takes() -> None:
    count = 0
    for sheet in sheets():
        for rule in sheet.data_validations.dataValidation:
            count += 1
            assert rule.errorStyle == "warning"
            assert rule.allow_blank
            for text, limit in (
                (rule.prompt, 255),
                (rule.error, 224),
                (rule.promptTitle, 32),
                (rule.errorTitle, 32),
            ):
                assert len(text or "") <= limit
                assert not text or re.search("[\u4e00-\u9fff]", text)
    assert count > 40


@pytest.mark.parametrize("table", TABLES)
def test_every_field_says_what_belongs_into_it(table: str) -> None:
    rules = page_of(table).data_validations.dataValidation
    for name, at in fields_of(table).items():
        prompts = [rule.prompt for rule in rules if at in rule.sqref]
        assert len(prompts) == 1, name
        field = FORM.fields[name]
        guidance = FORM.guidance.get(f"{table}.{field.row}" if field.row else "", "")
        assert FORM.is_total(name) or guidance in (prompts[0] or "")


def test_a_guidance_too_long_for_excel_is_refused_not_cut() -> None:
    form = replace(FORM, guidance={**FORM.guidance, "proactive.rules": "长" * 240})
    with pytest.raises(FormError) as fault:
        blank(form, VERSION)
    assert fault.value.key == "form.text-too-long"


def test_the_declaration_stands_beside_the_title_and_is_empty_at_first() -> None:
    for table, at in {"proactive": "E2", "applications": "K2", "reviews": "P2"}.items():
        sheet = page_of(table)
        assert sheet[at].value is None
        (rule,) = (rule for rule in sheet.data_validations.dataValidation if at in rule.sqref)
        assert rule.formula1 == '"是,否"'
        assert "其余未填的格均为0：" in [cell.value for cell in sheet[2]]


@pytest.mark.parametrize("table", TABLES)
def test_formats_look_at_their_own_cell_at_marks_keys_and_flags_only(table: str) -> None:
    sheet, grid = page_of(table), lay_out(TABLES[table])
    figures = range(grid.label_columns + 2, grid.columns + 2)
    for block in sheet.conditional_formatting:
        (area,) = block.cells.ranges
        for rule in block.rules:
            formula = rule.formula[0]
            assert "!" not in formula
            assert not witness.intersects(formula)
            for letters, row in re.findall(r"\$?([A-Z]+)\$?(\d+)", formula):
                place = column_index_from_string(letters), int(row)
                own = place == (area.min_col, area.min_row)
                assert own or place[0] not in figures or place[1] == 1, formula


def test_no_formula_of_a_table_but_its_own_totals_reaches_into_it_by_addresses() -> None:
    for sheet in opened(empty()).sheets:
        for cell in sheet.cells.values():
            assert not re.search(r"表[二三四]'!\$?[A-Z]+\$?\d", cell.formula)
            if sheet.name in ("表二", "表三", "表四"):
                assert not re.search(
                    r"(?<![!$A-Z])\$?[A-Z]{1,2}\$?\d", re.sub(r"'审核'!\$F\$\d+", "", cell.formula)
                )


def test_the_links_of_the_checks_lead_to_whole_rows_and_columns() -> None:
    links = [cell.hyperlink for row in page("审核").iter_rows() for cell in row]
    names = {link.location for link in links if link}
    assert names == set(book().defined_names)
    for name in names:
        assert re.fullmatch(
            r"'(基本信息|表[二三四])'!\$([A-Z]+):\$[A-Z]+|'(基本信息|表[二三四])'!\$(\d+):\$\d+",
            book().defined_names[name].attr_text or "",
        )


def _is_conditional(number: str) -> bool:
    condition = FORM.checks[number].condition
    return bool(condition.particulars or condition.positive or condition.unassessed)


def test_the_sheet_of_checks_has_a_row_for_every_instance_of_every_check_on_figures() -> None:
    keys = [page("审核").cell(y, 1).value for y in range(5, page("审核").max_row + 1)]
    rules = ("particulars", "complete", "valid", "terms")
    live = (i for i in FORM.instances if FORM.checks[i.check].rule in rules and not _is_conditional(i.check))
    wanted = [f"{i.check} {i.at}".strip() for i in live]
    assert keys == wanted
    assert {str(key).split()[0] for key in keys} == {
        "C-01",
        "C-02",
        "C-03",
        "C-04",
        "T3-01",
        "T3-02",
        "T3-03",
        "T4-01",
        *("T3-04", "T2-01", "T2-02", "S6-01", "S6-02"),
    }


def test_texts_have_120_rows_and_findings_print_as_many_as_there_are() -> None:
    counted = [y for y in range(5, 400) if page("正文").cell(y, 5).data_type == "f"]
    assert counted == list(range(5, 125))
    assert page("正文").print_area == "'正文'!$B$2:$E$124"
    assert not page("审核结果").print_area
    assert page("审核结果").print_title_rows == "$4:$4"


@pytest.mark.parametrize(("name", "typed"), [("正文", "BCD"), ("审核结果", "CDG")])
def test_rows_to_be_filled_hold_no_empty_cells_because_their_columns_are_ready(name: str, typed: str) -> None:
    cells = _parts(empty())[f"xl/worksheets/sheet{[s.title for s in sheets()].index(name) + 1}.xml"]
    assert not re.search(rb'<c r="[A-Z]+(?:[5-9]|[0-9]{2,})"[^>]*/>', cells)
    for letters in typed:
        column = page(name).column_dimensions[letters]
        assert column.number_format == "@"
        assert column.alignment.wrap_text
        assert column.border.bottom.style == "thin"
        assert column.fill.fgColor.rgb == page("基本信息")["C5"].fill.fgColor.rgb


def test_the_guide_lists_every_name_and_every_guidance() -> None:
    words = {str(cell.value) for row in page("填报说明").iter_rows() for cell in row}
    assert {f"【{name}】" for name in FORM.names} <= words
    assert {text for key, text in FORM.guidance.items() if key not in TABLES} <= words


def test_two_makings_give_the_same_bytes() -> None:
    assert blank(FORM, VERSION) == empty()
    assert made({"year": 2024}) == made({"year": 2024})


def test_merged_cells_are_written_in_an_order_that_no_platform_changes() -> None:
    """openpyxl keeps them in a set, whose order differs between 32 and 64 bits."""
    merged = 0
    for name, data in _parts(empty()).items():
        if name.startswith("xl/worksheets/sheet"):
            written = re.findall(r'<mergeCell ref="([A-Z0-9:]+)"', data.decode())
            assert written == sorted(written, key=range_boundaries)
            merged += len(written)
    assert merged > 50


@pytest.mark.parametrize("name", NAMES)
def test_workbooks_are_sound_to_excel_and_to_the_validators(name: str) -> None:
    assert not faults_of_xlsx(case(name))
    assert not audit(case(name), ".xlsx")


def test_the_blank_workbook_is_sound_to_excel_and_to_the_validators() -> None:
    assert not faults_of_xlsx(empty())
    assert not audit(empty(), ".xlsx")


def test_a_text_longer_than_a_cell_is_refused_not_cut() -> None:
    with pytest.raises(UnusableInputError) as fault:
        made({"narrative": {"opening": "长" * 32_768}})
    assert fault.value.key == "change.text-too-long"
    assert "正文" in str(fault.value)


def test_the_workbook_that_is_handed_out_is_what_the_builder_makes() -> None:
    from generator import __version__

    assert INPUT_TEMPLATE.read_bytes() == blank(FORM, __version__)


@pytest.mark.parametrize("lines", [254, 255])
def test_a_text_of_more_lines_than_excel_holds_in_a_cell_is_refused(lines: int) -> None:
    answers = {"title": "\n".join("题" * lines)}
    if lines <= 254:
        assert faults_of_xlsx(made(answers)) == []
        return
    with pytest.raises(UnusableInputError, match=r"基本信息.*255 行.*254 行"):
        made(answers)
