"""Formulas hold and figures are found after cutting, pasting, inserting, renaming and moving."""

from collections.abc import Sequence

import pytest

from tests.cases import filing_json
from tests.witness.office import Step, after, requires_office
from tests.workbook.kit import answers, case, filing_of, opened, shown

pytestmark = requires_office

NAME = "tongzhou-2024"
ROW = "applications.received"


def formulas(data: bytes) -> dict[tuple[str, tuple[int, int]], str]:
    """Every formula by sheet and place."""
    return {
        (sheet.name, at): cell.formula
        for sheet in opened(data).sheets
        for at, cell in sheet.cells.items()
        if cell.formula
    }


def moved(*steps: Step) -> bytes:
    return after(case(NAME), [*steps, ["calculate_all"]]).workbook


@pytest.fixture(scope="module")
def untouched() -> bytes:
    """The case as LibreOffice saves it."""
    return moved()


@pytest.mark.parametrize(
    "steps",
    [
        [["move_range", "表三", "E8", "F8"]],
        [["move_range", "表三", "E10", "J30"]],
        [["move_range", "表三", "E8:J8", "E9"]],
        [["move_range", "表三", "E10:E30", "F10"]],
        [["move_range", "表三", "E10:J30", "E10"]],
        [["move_range", "表三", "E10:G12", "H14"]],
        [["move_range", "表三", "J32", "E8"]],
        [["move_range", "表二", "C7:E7", "C8"]],
        [["move_range", "表二", "C18", "C11"]],
        [["move_range", "表四", "B8", "G8"]],
        [["move_range", "表四", "G8:J8", "L8"]],
        [["move_range", "正文", "D6:D8", "D20"]],
        [["move_range", "表三", "E8", "F8"], ["move_range", "表三", "F8", "J32"]],
    ],
    ids=str,
)
def test_a_cut_and_a_paste_leave_every_formula_as_it_was(steps: Sequence[Step], untouched: bytes) -> None:
    assert formulas(moved(*steps)) == formulas(untouched)


def test_totals_and_verdicts_are_right_after_a_figure_was_cut_to_another_cell() -> None:
    data = moved(["move_range", "表三", "E8", "F8"])
    found = answers(data)
    assert found.figure(f"{ROW}.business").value == 2240
    assert f"{ROW}.natural" not in found.figures
    assert not any(name.endswith(".total") for name in found.figures)
    assert shown(data)["C-02 applications"] == "未填完"
    assert shown(data)["T3-03 received"] == "未填完"
    assert shown(data)["T3-01 business"] == "不通过"
    assert shown(data, "left")["T3-01 business"] == str(2240 + 6)


def test_a_block_moved_by_one_column_is_summed_where_it_stands_now() -> None:
    data = moved(["move_range", "表四", "B8:D8", "C8"], ["set_value", "表四", "B8", 5])
    found = answers(data)
    assert [found.figure(f"reviews.review.{name}").value for name in ("upheld", "corrected", "other")] == [
        5,
        38,
        19,
    ]
    assert "reviews.review.total" not in found.figures
    assert shown(data)["T4-01 review"] == "通过"


@pytest.mark.parametrize(
    "steps",
    [
        [["insert_rows", "表三", 12, 2]],
        [["insert_rows", "表三", 1, 1], ["insert_rows", "表三", 30, 3]],
        [["insert_columns", "表三", "A", 1], ["insert_columns", "表三", "G", 2]],
        [["insert_rows", "表三", 20, 2], ["delete_rows", "表三", 20, 2]],
        [["insert_columns", "表三", "F", 1], ["delete_columns", "表三", "F", 1]],
        [["insert_rows", "表二", 8, 1], ["insert_columns", "表二", "D", 1]],
        [["insert_rows", "表四", 8, 1], ["insert_columns", "表四", "G", 2]],
        [["rename_sheet", "表三", "申请 情况'24"], ["move_sheet", "申请 情况'24", 0]],
        [["rename_sheet", "表二", "2"], ["rename_sheet", "表四", "Sheet1"], ["rename_sheet", "审核", "x"]],
        [["move_sheet", "基本信息", 9], ["move_sheet", "审核", 0], ["rename_sheet", "正文", "报告文字"]],
        [
            ["unprotect", "基本信息"],
            ["insert_rows", "基本信息", 8, 1],
            ["insert_columns", "基本信息", "C", 1],
        ],
        [["insert_rows", "正文", 7, 2], ["insert_columns", "正文", "B", 1]],
        [["unprotect", "审核"], ["insert_rows", "审核", 9, 2], ["insert_columns", "审核", "C", 1]],
    ],
    ids=str,
)
def test_inserting_renaming_and_moving_change_no_answer_and_no_verdict(steps: Sequence[Step]) -> None:
    unprotected: list[Step] = [["unprotect", name] for name in ("表二", "表三", "表四")]
    data = moved(*unprotected, *steps)
    assert answers(data) == answers(case(NAME))
    renamed = [str(step[2]) for step in steps if step[0] == "rename_sheet" and step[1] == "审核"]
    assert shown(data, sheet_name=renamed[0] if renamed else "审核") == shown(case(NAME))


def test_what_libreoffice_saves_reads_as_what_we_wrote(untouched: bytes) -> None:
    assert answers(untouched) == answers(case(NAME))
    expected = filing_of(filing_json(NAME))
    assert answers(untouched).narrative == expected.narrative
