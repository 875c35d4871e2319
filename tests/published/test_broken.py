"""Rows that a page break cuts in two, drawn as the two parts of a table."""

import pytest

from generator.published.block import Cell, Table
from generator.published.broken import mended

LABELS = {
    label: label
    for label in (
        "规章",
        "行政规范性文件",
        "行政强制",
        "行政事业性收费",
        "第二十条第八项",
        "总计",
        "结果维持",
    )
} | {"申请人逾期未按收费通知要求缴纳费用": "2."}


def drawn(upper: str, lower: str) -> Table:
    """The last row of a page and the first of the next."""
    rows = [[text.strip() for text in row.split("|")] for row in (upper, lower)]
    cells = [
        Cell(number, column, 1, 1, text)
        for number, row in enumerate(rows, start=1)
        for column, text in enumerate(row, start=1)
    ]
    return Table(1, 2, tuple(cells), 1, (2,))


def texts(table: Table) -> list[str]:
    return [" | ".join(cell.text for cell in row) for row in table.by_row()]


@pytest.mark.parametrize(
    ("upper", "lower", "whole"),
    [
        ("行政规 | 37 | 68", "范性文件 | | ", "行政规范性文件 | 37 | 68"),
        ("行政规 | | ", "范性文件 | 37 | 68", "行政规范性文件 | 37 | 68"),
        ("行政强制 | | ", " | 195 | ", "行政强制 | 195 | "),
        (" | 195 | ", "行政强制 | | ", "行政强制 | 195 | "),
        ("总计 | 113 | 48", " | 9 | ", "总计 | 1139 | 48"),
        ("总 | 113 | 48", "计 | 9 | ", "总计 | 1139 | 48"),
        ("2.申请人逾期未按收费 | 6", "通知要求缴纳费用 | ", "2.申请人逾期未按收费通知要求缴纳费用 | 6"),
        (
            "规章 | 22 | 5（含自然",
            " | （其中修订16件） | 失效2件）",
            "规章 | 22（其中修订16件） | 5（含自然失效2件）",
        ),
        ("35 | 26", "1 | ", "351 | 26"),
    ],
)
def test_the_parts_of_a_row_are_one_again(upper: str, lower: str, whole: str) -> None:
    assert texts(mended(drawn(upper, lower), LABELS)) == [whole]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("行政强制 | 195 | ", "第二十条第（八）项 | | "),
        ("规章 | 1 | 2", "行政规范性文件 | 3 | 4"),
        ("规章 | | ", "行政规范性文件 | | "),
        ("结果维持 | 结果维持", "38 | 19"),
        ("总计 | 113 | 48", "规章 | 9 | "),
    ],
)
def test_rows_that_stand_by_themselves_are_left(upper: str, lower: str) -> None:
    table = drawn(upper, lower)
    assert texts(mended(table, LABELS)) == texts(table)


def test_a_row_of_other_cells_is_no_rest() -> None:
    band = Cell(2, 1, 1, 3, "第二十条第（八）项")
    table = Table(1, 2, (*drawn("行政强制 | 195 | ", "").cells[:3], band), 1, (2,))
    assert mended(table, LABELS).rows == 2


def test_a_group_of_rows_reaches_over_the_break() -> None:
    group, rest = Cell(1, 1, 1, 1, "三、本年度办"), Cell(2, 1, 2, 1, "理结果")
    label, cut = Cell(1, 2, 1, 1, "行政规"), Cell(2, 2, 1, 1, "范性文件")
    table = Table(1, 3, (group, label, rest, cut, Cell(3, 2, 1, 1, "规章")), 1, (2,))
    mend = mended(table, LABELS)
    assert texts(mend) == ["三、本年度办理结果 | 行政规范性文件", "三、本年度办理结果 | 规章"]
