"""Tables divided, turned, reordered and filled up: each figure is a number of its own, so that none can be in
another's place unnoticed."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from generator.checks import check
from generator.form.grid import lay_out
from generator.intake import received
from tests.published.test_manners import Rows, Tables, Td, html, page
from tests.workbook.kit import FORM

IN_TABLES = [name for table in FORM.tables for name in FORM.table_fields(table.id)]
NUMBERS = {name: str(number) for number, name in enumerate(IN_TABLES, start=101)}


def drawn() -> Tables:
    """The three tables as rows of cells, by identifier."""
    return {
        table.id: [
            [Td(NUMBERS[c.field] if c.field else c.text, c.columns, c.rows, bool(c.field)) for c in row]
            for row in lay_out(table).by_row()
        ]
        for table in FORM.tables
    }


def read(**tables: str) -> tuple[dict[str, str], list[str]]:
    """What every field says in a page with other tables in place of ours, and what is told."""
    whole = {name: html(rows) for name, rows in drawn().items()}
    form, found = received(page(whole | tables))
    assert form.edition == FORM.edition
    printed = {name: found.stated(name).text for name in IN_TABLES}
    return printed, [remark.rule for remark in found.remarks]


def filled(rows: Rows, *, again: bool) -> Rows:
    """Merged cells taken apart, the others of them empty or with the same text again."""
    wide = sum(cell.columns for cell in rows[0])
    grid: list[list[Td | None]] = [[None] * wide for _ in rows]
    for at, row in enumerate(rows):
        for cell in row:
            column = grid[at].index(None)
            for down in range(cell.rows):
                for right in range(cell.columns):
                    first = not down and not right
                    text = cell.text if again or first else ""
                    grid[at + down][column + right] = replace(cell, text=text, columns=1, rows=1)
    return [[cell or Td("") for cell in row] for row in grid]


def without_groups(rows: Rows, between: Callable[[str], Rows]) -> Rows:
    """Table 3 with one column of labels, its groups put in otherwise."""
    kept: Rows = []
    for row in rows:
        labels = [cell for cell in row if not cell.figure]
        if len(labels) == len(row):
            kept.append(
                [replace(cell, columns=1) if cell.text.startswith("（本列") else cell for cell in row]
            )
            continue
        kept += [line for group in labels[:-1] for line in between(group.text)]
        kept.append([replace(labels[-1], columns=1, rows=1), *row[len(labels) :]])
    return kept


def joined(rows: Rows) -> Rows:
    """Table 3 with each group in front of the label itself."""
    group, kept = "", []
    for row in without_groups(rows, lambda text: [[Td(text)]]):
        if len(row) == 1:
            group = row[0].text
        elif row[-1].figure and row[0].text[0].isdigit():
            kept.append([replace(row[0], text=group + row[0].text), *row[1:]])
        else:
            kept.append(row)
    return kept


def parts(rows: Rows) -> Iterator[Rows]:
    """Table 4 in three, each with the heads of its own."""
    groups = [(rows[0][0], rows[1][:5], 0), (rows[1][5], rows[2][:5], 5), (rows[1][6], rows[2][5:], 10)]
    for group, heads, at in groups:
        yield [[replace(group, rows=1)], [replace(head, rows=1) for head in heads], rows[3][at : at + 5]]


def turned(rows: Rows) -> Rows:
    """Table 4 with a row for each of its columns."""
    lines = []
    for part in parts(rows):
        for at, (head, figure) in enumerate(zip(part[1], part[2], strict=True)):
            lines.append([*([replace(part[0][0], columns=1, rows=5)] if not at else []), head, figure])
    return lines


def turned_whole(rows: Rows) -> Rows:
    """Rows as columns, no cell merged: what a label reached over has it again."""
    return [list(column) for column in zip(*filled(rows, again=True), strict=True)]


def divided(rows: Rows) -> str:
    """Table 3 in two, each with all labels of rows and some of the columns."""
    every = filled(rows, again=True)
    return html([row[:7] for row in every]) + html([row[:3] + row[7:] for row in every])


TOTAL_FIRST = "the total in front"
TABLE_2, TABLE_3, TABLE_4 = (drawn()[name] for name in ("proactive", "applications", "reviews"))
PARTS = list(parts(TABLE_4))
BLANK_ROW = [Td("") for _ in range(7)]
SHAPES: dict[str, dict[str, str]] = {
    "merged cells taken apart": {n: html(filled(rows, again=False)) for n, rows in drawn().items()},
    "merged cells repeated": {n: html(filled(rows, again=True)) for n, rows in drawn().items()},
    "groups in front of labels": {"applications": html(joined(TABLE_3))},
    "groups left out": {"applications": html(without_groups(TABLE_3, lambda _: []))},
    "groups in rows of their own": {
        "applications": html(without_groups(TABLE_3, lambda text: [[Td(text), *BLANK_ROW]]))
    },
    "numbers in front of rows": {
        "applications": html([[Td(str(at)), *row] for at, row in enumerate(TABLE_3, start=1)])
    },
    "remarks behind rows": {
        "applications": html(
            [[*TABLE_3[0], Td("备注", rows=3)], *TABLE_3[1:3], *([*row, Td("")] for row in TABLE_3[3:])]
        )
    },
    "remarks in words behind rows": {
        "applications": html(
            [[*TABLE_3[0], Td("备注", rows=3)], *TABLE_3[1:3], *([*row, Td("含结转")] for row in TABLE_3[3:])]
        )
    },
    "table 3 turned": {"applications": html(turned_whole(TABLE_3))},
    "table 3 divided between columns": {"applications": divided(TABLE_3)},
    "table 4 turned, every label repeated": {"reviews": html(turned_whole(TABLE_4))},
    TOTAL_FIRST: {
        "applications": html(
            [
                TABLE_3[0],
                [TABLE_3[1][-1], *TABLE_3[1][:-1]],
                TABLE_3[2],
                *([*row[:-7], row[-1], *row[-7:-1]] for row in TABLE_3[3:]),
            ]
        )
    },
    "natural persons behind the others": {
        "applications": html(
            [
                TABLE_3[0],
                [TABLE_3[1][1], TABLE_3[1][0], TABLE_3[1][2]],
                TABLE_3[2],
                *([*row[:-7], *row[-6:-1], row[-7], row[-1]] for row in TABLE_3[3:]),
            ]
        )
    },
    "a word in front of table 4": {
        "reviews": html([[Td("项目", rows=3), *TABLE_4[0]], *TABLE_4[1:3], [Td("件数"), *TABLE_4[3]]])
    },
    "an empty cell in front of the figures": {"reviews": html([*TABLE_4[:3], [Td(""), *TABLE_4[3]]])},
    "an empty cell among the figures": {
        "reviews": html([*TABLE_4[:3], [*TABLE_4[3][:7], Td(""), *TABLE_4[3][7:]]])
    },
    "an empty cell in front of the fee": {
        "proactive": html([*TABLE_2[:-1], [TABLE_2[-1][0], Td(""), *TABLE_2[-1][1:]]])
    },
    "a head that reaches into the next group": {
        "reviews": html(
            [
                *TABLE_4[:2],
                [*TABLE_4[2][:4], replace(TABLE_4[2][4], columns=2), *TABLE_4[2][5:]],
                TABLE_4[3],
            ]
        )
    },
    "heads that reach into the figures": {
        "reviews": html([*TABLE_4[:2], [replace(head, rows=2) for head in TABLE_4[2]], TABLE_4[3]])
    },
    "table 4 in two": {
        "reviews": html(PARTS[0])
        + html([TABLE_4[0][1:], TABLE_4[1][5:], TABLE_4[2], TABLE_4[3][5:]])
    },
    "table 4 in three": {"reviews": "".join(map(html, PARTS))},
    "table 4 stacked": {"reviews": html([row for part in PARTS for row in part])},
    "table 4 turned": {"reviews": html(turned(TABLE_4))},
    "table 4 with a row for each group": {
        "reviews": html(
            [[Td(""), *PARTS[0][1]], *([replace(part[0][0], columns=1), *part[2]] for part in PARTS)]
        )
    },
    "numbers of columns above the figures": {
        "reviews": html([*TABLE_4[:3], [Td(str(at)) for at in range(1, 16)], TABLE_4[3]])
    },
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_every_figure_is_in_its_field_whatever_shape_the_tables_have(shape: str) -> None:
    printed, told = read(**SHAPES[shape])
    assert printed == NUMBERS
    assert set(told) <= ({"words-left"} if shape.startswith("remarks") else {"label-worded"})


NOTE = [Td("注：含所属单位", 10)]
REMARKS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "a column that is empty": (
        html([[*TABLE_3[0], Td("备注", rows=3)], *TABLE_3[1:3], *([*row, Td("")] for row in TABLE_3[3:])]),
        [("表三 第1行第11列", "“备注”")],
    ),
    "a column of other figures": (
        html([[*TABLE_3[0], Td("上年", rows=3)], *TABLE_3[1:3], *([*row, Td("7")] for row in TABLE_3[3:])]),
        [("表三 第1行第11列", "“上年”")],
    ),
    "one word behind a row": (
        html([*TABLE_3[:5], [*TABLE_3[5], Td("含结转")], *TABLE_3[6:]]),
        [("表三 第6行第11列", "“含结转”")],
    ),
    "a row below": (html([*TABLE_3, NOTE]), [("表三 第29行第1列", "“注：含所属单位”")]),
    "a row between": (html([*TABLE_3[:3], NOTE, *TABLE_3[3:]]), [("表三 第4行第1列", "“注：含所属单位”")]),
    "a number behind the label of a group": (
        html(TABLE_3).replace("（三）不予公开", "（三）不予公开（共12件）"),
        [("表三 第8行第2列", "“（三）不予公开（共12件）”")],
    ),
    "the same word twice": (
        html([*TABLE_3[:5], *([*row, Td("含结转")] for row in TABLE_3[5:7]), *TABLE_3[7:]]),
        [("表三 第6行第11列", "“含结转”"), ("表三 第7行第11列", "“含结转”")],
    ),
}


@pytest.mark.parametrize("remark", REMARKS)
def test_words_beside_the_figures_of_a_table_are_told_with_their_place(remark: str) -> None:
    table, expected = REMARKS[remark]
    form, found = received(
        page({name: html(rows) for name, rows in drawn().items()} | {"applications": table})
    )
    assert {name: found.stated(name).text for name in IN_TABLES} == NUMBERS
    assert [(one.cell, one.words) for one in found.remarks] == expected
    message = next(finding.message for finding in check(found, form) if finding.check == "P-17")
    assert expected[0][0] in message


def test_who_filled_a_table_in_and_codes_of_rows_and_columns_are_no_words_to_be_told() -> None:
    codes = [Td("甲", 3), *(Td(str(at)) for at in range(1, 8))]
    signed = [Td("填表人：", 2), Td("张三"), Td("审核人（签字）：李四　联系电话：0516-1234567", 7)]
    printed, told = read(applications=html([*TABLE_3[:3], codes, *TABLE_3[3:], signed]))
    assert printed == NUMBERS
    assert told == []


def test_words_beside_figures_are_told_once_for_the_report() -> None:
    noted = {name: html([*rows, NOTE]) for name, rows in drawn().items()}
    form, found = received(page(noted))
    message = [finding.message for finding in check(found, form) if finding.check == "P-17"]
    assert len(message) == 1
    assert all(table in message[0] for table in ("表二", "表三", "表四"))


def test_a_table_that_only_lays_out_a_caption_is_no_table_unread() -> None:
    caption = html([[Td("收到和处理政府信息公开申请情况"), Td("单位：件")]])
    printed, told = read(applications=caption + html(TABLE_3))
    assert printed == NUMBERS
    assert told == []


def test_a_subtotal_is_no_figure_of_the_form_and_told() -> None:
    subtotals = [Td("7") for _ in range(7)]
    table = html(without_groups(TABLE_3, lambda text: [[Td(text), *subtotals]]))
    printed, told = read(applications=table)
    assert printed == NUMBERS
    assert set(told) == {"figures-unplaced"}


def test_a_row_whose_label_is_not_known_stays_blank_and_is_told() -> None:
    table = html(TABLE_3).replace("8.属于行政查询事项", "8.其它情形")
    printed, told = read(applications=table)
    assert {name for name in IN_TABLES if printed[name] != NUMBERS[name]} == {
        name for name in IN_TABLES if name.startswith("applications.refused_inquiry.")
    }
    assert set(told) == {"row-missing", "figures-unplaced"}


def test_columns_in_another_order_that_are_not_all_known_give_nothing_and_are_told() -> None:
    table = SHAPES[TOTAL_FIRST]["applications"].replace("科研机构", "研究所")
    printed, told = read(applications=table)
    assert not any(text for name, text in printed.items() if name.startswith("applications."))
    assert set(told) == {"table-missing", "figures-unplaced"}


def test_of_two_tables_with_the_same_row_the_one_that_is_the_form_s_gives_the_figure() -> None:
    other = html([[Td("信息内容"), Td("本年处理决定数量")], [Td("行政许可"), Td("5")]])
    printed, told = read(proactive=other + html(TABLE_2))
    assert printed == NUMBERS
    assert told == ["table-twice"]
