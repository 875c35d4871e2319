"""Sheets of the clerk's own that a text prints: read from the workbook, and brought back into one."""

from datetime import date
from io import BytesIO

from openpyxl import Workbook, load_workbook

from generator.narrative import MOST_COLUMNS, MOST_ROWS
from generator.workbook.own import without_place
from tests.workbook.kit import FORM, answers, empty, made

ROWS = [["项目", "件数"], ["政策解读", "12"], ["", "合计 12"]]
TEXT = "【表格｜公开目录】\n【表格｜别的】\n【表格｜表三】"
NAMED = {"narrative": {"overview": [{"heading": "", "text": TEXT}]}}


def with_sheet(name: str, rows: list[list[object]], at: int = 0) -> bytes:
    """A workbook whose texts name sheets, after somebody has added one in an office program."""
    book = load_workbook(BytesIO(made(NAMED)))
    sheet = book.create_sheet(name, at)
    for row in rows:
        sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_sheet_that_a_text_names_is_read_wherever_it_stands() -> None:
    found = answers(
        with_sheet("公开目录", [[], [None, "项目", "件数"], [None, "政策解读", 12], [None, None, 1.50]])
    )
    assert found.tables == {"公开目录": (("项目", "件数"), ("政策解读", "12"), ("", "1.5"))}


def test_it_is_read_as_it_is_seen() -> None:
    book = load_workbook(BytesIO(with_sheet("公开目录", [["渠道", "启用", "占比", "备注"], [None], [None]])))
    sheet = book["公开目录"]
    sheet["A2"], sheet["B2"], sheet["C2"], sheet["D2"] = "网站", date(2023, 12, 31), 0.125, "不印"
    sheet["C3"] = sheet["C4"] = 1234567.5
    sheet["B2"].number_format, sheet["C2"].number_format = 'yyyy"年"m"月"d"日"', "0.00%"
    sheet["C4"].number_format = "#,##0.00"
    sheet["D3"] = True
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("C1:D1")
    sheet.merge_cells("A9:B9")
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[3].hidden = True
    found = answers(saved(book))
    assert found.tables["公开目录"] == (
        ("渠道", "启用", "占比"),
        ("网站", "2023年12月31日", "12.50%"),
        ("", "", "1,234,567.50"),
    )
    assert found.merged == {"公开目录": ("A2:A3",)}


def test_merged_cells_come_back_merged() -> None:
    given = {"tables": {"公开目录": ROWS}, "merged": {"公开目录": ["A2:A3", "A3:B3", "A9:B9"]}}
    assert answers(made(NAMED | given)).merged == {"公开目录": ("A2:A3",)}


def test_others_are_not_read_nor_are_the_kits_own() -> None:
    assert answers(with_sheet("草稿", [["甲"]])).tables == {}


def test_one_that_is_larger_than_a_page_holds_is_not_read() -> None:
    for rows in ([["甲"]] * (MOST_ROWS + 1), [["甲"] * (MOST_COLUMNS + 1)]):
        assert answers(with_sheet("公开目录", rows)).tables == {}  # type: ignore[arg-type]


def test_tables_come_back_as_sheets() -> None:
    tables = {"公开目录": tuple(map(tuple, ROWS))}
    assert answers(made(NAMED | {"tables": {"公开目录": ROWS}})).tables == tables


def test_names_that_no_new_sheet_can_have_are_left_out() -> None:
    names = ["公开目录", "表三", "甲/乙", "长" * 32, "", "'甲"]
    assert without_place(names, FORM) == names[1:]
    data = made({"organisation": "某局", "tables": dict.fromkeys(names, ROWS)})
    added = set(load_workbook(BytesIO(data)).sheetnames) - set(load_workbook(BytesIO(empty())).sheetnames)
    assert added == {"公开目录"}
