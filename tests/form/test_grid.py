"""Tables come out with the official shape, and any table covers its rectangle once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import FormError
from generator.form.grid import Cell, Grid, lay_out, leaves, refuse_holes_and_overlaps
from generator.form.loader import load
from generator.form.model import Band, Kind, Label, Table

FORM = load("disclosure", "2021")
GRIDS = {table.id: lay_out(table) for table in FORM.tables}


def _cell(table: str, row: int, column: int) -> Cell:
    (found,) = (cell for cell in GRIDS[table].cells if (cell.row, cell.column) == (row, column))
    return found


def _drawn(table: str, row: int, column: int) -> tuple[str, int, int]:
    """What a cell says, and how many rows and columns it spans."""
    cell = _cell(table, row, column)
    return cell.text or cell.field, cell.rows, cell.columns


@pytest.mark.parametrize(
    ("table", "rows", "columns"), [("proactive", 14, 4), ("applications", 28, 10), ("reviews", 4, 15)]
)
def test_the_tables_have_the_official_numbers_of_rows_and_columns(
    table: str, rows: int, columns: int
) -> None:
    assert (GRIDS[table].rows, GRIDS[table].columns) == (rows, columns)


def test_table_two_row_by_row() -> None:
    lines = [
        [(cell.text or cell.field.removeprefix("proactive."), cell.columns) for cell in line]
        for line in GRIDS["proactive"].by_row()
    ]
    documents = [("信息内容", 1), ("本年制发件数", 1), ("本年废止件数", 1), ("现行有效件数", 1)]
    decisions = [("信息内容", 1), ("本年处理决定数量", 3)]
    assert lines == [
        [("第二十条第（一）项", 4)],
        documents,
        [("规章", 1), ("rules.issued", 1), ("rules.repealed", 1), ("rules.in_force", 1)],
        [
            ("行政规范性文件", 1),
            ("normative.issued", 1),
            ("normative.repealed", 1),
            ("normative.in_force", 1),
        ],
        [("第二十条第（五）项", 4)],
        decisions,
        [("行政许可", 1), ("licences.decisions", 3)],
        [("第二十条第（六）项", 4)],
        decisions,
        [("行政处罚", 1), ("penalties.decisions", 3)],
        [("行政强制", 1), ("coercion.decisions", 3)],
        [("第二十条第（八）项", 4)],
        [("信息内容", 1), ("本年收费金额（单位：万元）", 3)],
        [("行政事业性收费", 1), ("fees.amount", 3)],
    ]


def test_the_heads_of_table_three_merge_as_on_the_form() -> None:
    corner = FORM.tables[1].bands[0].corner
    assert _drawn("applications", 1, 1) == (corner, 3, 3)
    assert _drawn("applications", 1, 4) == ("申请人情况", 1, 7)
    assert _drawn("applications", 2, 4) == ("自然人", 2, 1)
    assert _drawn("applications", 2, 5) == ("法人或其他组织", 1, 5)
    assert _drawn("applications", 2, 10) == ("总计", 2, 1)
    heads = [_drawn("applications", 3, column) for column in range(5, 10)]
    assert heads == [
        ("商业企业", 1, 1),
        ("科研机构", 1, 1),
        ("社会公益组织", 1, 1),
        ("法律服务机构", 1, 1),
        ("其他", 1, 1),
    ]


def test_the_labels_of_table_three_merge_as_on_the_form() -> None:
    spans = {(cell.row, cell.column): (cell.rows, cell.columns) for cell in GRIDS["applications"].cells}
    assert spans[4, 1] == spans[5, 1] == spans[28, 1] == (1, 3)
    assert _drawn("applications", 6, 1) == ("三、本年度办理结果", 22, 1)
    assert spans[6, 2] == spans[7, 2] == spans[27, 2] == (1, 2)
    groups = {8: "（三）不予公开", 16: "（四）无法提供", 19: "（五）不予处理", 24: "（六）其他处理"}
    heights = {row: _drawn("applications", row, 2) for row in groups}
    assert heights == {row: (text, {8: 8, 16: 3, 19: 5, 24: 3}[row], 1) for row, text in groups.items()}
    assert _drawn("applications", 15, 3) == ("8.属于行政查询事项", 1, 1)


def test_the_figures_of_table_three_stand_in_the_last_seven_columns() -> None:
    figures = [cell for cell in GRIDS["applications"].cells if cell.kind == "figure"]
    assert {cell.column for cell in figures} == set(range(4, 11))
    assert _cell("applications", 4, 4).field == "applications.received.natural"
    assert _cell("applications", 28, 10).field == "applications.carried_out.total"


def test_the_heads_of_table_four_merge_as_on_the_form() -> None:
    assert _drawn("reviews", 1, 1) == ("行政复议", 1, 5)
    assert _drawn("reviews", 1, 6) == ("行政诉讼", 1, 10)
    assert _drawn("reviews", 2, 6) == ("未经复议直接起诉", 1, 5)
    assert _drawn("reviews", 2, 11) == ("复议后起诉", 1, 5)
    under_review = [_drawn("reviews", 2, column) for column in range(1, 6)]
    assert under_review == [
        ("结果维持", 2, 1),
        ("结果纠正", 2, 1),
        ("其他结果", 2, 1),
        ("尚未审结", 2, 1),
        ("总计", 2, 1),
    ]
    assert _drawn("reviews", 4, 15) == ("reviews.after_review.total", 1, 1)


def test_head_rows_repeat_where_there_is_one_band() -> None:
    assert {table: grid.head_rows for table, grid in GRIDS.items()} == {
        "proactive": 0,
        "applications": 3,
        "reviews": 3,
    }


def test_each_field_of_a_table_has_one_cell() -> None:
    for table, grid in GRIDS.items():
        assert [cell.field for cell in grid.cells if cell.field] == list(FORM.table_fields(table))


_LEAVES = st.builds(Label, st.text("ab", max_size=2), st.text("文字", min_size=1, max_size=2))
_LABELS = st.lists(
    st.recursive(
        _LEAVES,
        lambda below: st.builds(
            Label, st.just(""), st.just("组"), st.lists(below, min_size=1, max_size=3).map(tuple)
        ),
        max_leaves=6,
    ),
    min_size=1,
    max_size=4,
).map(tuple)
_BANDS = st.builds(Band, st.sampled_from(["", "项"]), st.just("角"), _LABELS, _LABELS, st.just(Kind.COUNT))


@given(st.lists(_BANDS, min_size=1, max_size=3).map(tuple))
def test_any_nested_labels_lay_out_to_a_grid_that_covers_the_rectangle_once(bands: tuple[Band, ...]) -> None:
    grid = lay_out(Table("any", "表", "表", bands))
    covered = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    everything = [(row, column) for row in range(1, grid.rows + 1) for column in range(1, grid.columns + 1)]
    assert sorted(covered) == everything
    crossings = sum(len(list(leaves(band.rows))) * len(list(leaves(band.columns))) for band in bands)
    assert sum(cell.kind == "figure" for cell in grid.cells) == crossings


@given(_LABELS)
def test_a_table_without_row_labels_has_one_row_of_figures(columns: tuple[Label, ...]) -> None:
    grid = lay_out(Table("any", "表", "表", (Band("", "", columns, (), Kind.COUNT),)))
    assert grid.label_columns == 0
    assert [cell.row for cell in grid.cells if cell.kind == "figure"] == [grid.rows] * grid.columns


def test_a_band_without_labels_under_one_with_labels_leaves_a_hole() -> None:
    column = (Label("a", "甲"),)
    bands = (Band("", "", column, (Label("r", "行"),), Kind.COUNT), Band("", "", column, (), Kind.COUNT))
    with pytest.raises(FormError, match="没被单元格覆盖"):
        lay_out(Table("any", "表", "表", bands))


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ([(1, 1, 1, 2), (1, 2, 1, 1)], "第 1 行第 2 列被两个单元格覆盖"),
        ([(1, 1, 1, 3)], "第 1 行第 3 列超出表格"),
        ([(1, 1, 2, 2)], "第 2 行第 1 列超出表格"),
        ([(0, 1, 1, 2)], "第 0 行第 1 列超出表格"),
        ([(1, 1, 1, 1)], "没被单元格覆盖"),
    ],
)
def test_cells_that_overlap_stick_out_or_leave_holes_are_refused(
    cells: list[tuple[int, int, int, int]], fault: str
) -> None:
    grid = Grid("any", 1, 2, 0, 0, tuple(Cell(*cell, "figure") for cell in cells))
    with pytest.raises(FormError, match=fault):
        refuse_holes_and_overlaps(grid)
