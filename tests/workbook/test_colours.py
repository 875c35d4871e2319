"""What colours the tables: flags of rows and columns, and whether a table was begun."""

from typing import Any

import pytest

from tests.cases import filing_json
from tests.witness.office import after, requires_office
from tests.workbook.kit import FORM, case, cell, empty, made, sheet


def flagged(data: bytes, table: str) -> set[str]:
    """The keys of rows and columns whose flags are up."""
    found = {at: held for at, held in sheet(data, table).cells.items() if "审核" in held.formula}
    return {
        str(sheet(data, table).cells[y, x - 1].value) for (y, x), held in found.items() if held.value == 1
    }


def changed(**figures: Any) -> bytes:
    given = filing_json("tongzhou-2024")
    return made(
        {**given, "figures": given["figures"] | {k.replace("__", "."): v for k, v in figures.items()}}
    )


def test_nothing_is_flagged_where_every_check_passes() -> None:
    assert [flagged(case("tongzhou-2024"), table) for table in ("表二", "表三", "表四")] == [set()] * 3


@pytest.mark.parametrize(
    ("figures", "keys"),
    [
        (
            {"applications__granted__natural": 1},
            {"natural", "total", "applications.granted", "applications.handled"},
        ),
        ({"applications__received__total": 1}, {"applications.received"}),
        ({"applications__carried_out__natural": 1}, {"natural", "total", "applications.carried_out"}),
    ],
)
def test_a_failing_check_flags_its_own_row_or_column(figures: dict[str, Any], keys: set[str]) -> None:
    assert flagged(changed(**figures), "表三") == keys


def test_a_failing_check_of_a_table_of_one_row_flags_the_columns_of_its_group() -> None:
    found = flagged(changed(reviews__review__total=1), "表四")
    assert found == {f"review.{name}" for name in ("upheld", "corrected", "other", "pending", "total")}


def begun(data: bytes) -> dict[str, object]:
    return {table.id: cell(data, f"{table.number}!A4").value for table in FORM.tables}


def test_no_table_of_the_blank_workbook_is_begun() -> None:
    assert begun(empty()) == {"proactive": 0, "applications": 0, "reviews": 0}


def test_a_table_is_begun_with_its_first_figure_and_not_where_the_rest_is_declared_0() -> None:
    data = made(
        {
            "figures": {"reviews.review.upheld": 0, "proactive.rules.issued": "/"},
            "blank_means_zero": ["reviews"],
        }
    )
    assert begun(data) == {"proactive": 1, "applications": 0, "reviews": 0}


@requires_office
def test_a_table_declared_not_to_be_0_is_begun() -> None:
    done = after(empty(), [["set_text", "表三", "K2", "否"], ["calculate_all"]])
    assert begun(done.workbook) == {"proactive": 0, "applications": 1, "reviews": 0}


@requires_office
def test_flags_rise_and_fall_as_figures_are_typed() -> None:
    base = case("tongzhou-2024")
    up = after(base, [["set_value", "表三", "E8", 1], ["calculate_all"]]).workbook
    assert flagged(up, "表三") == {"natural", "total"}
    down = after(up, [["set_value", "表三", "E8", 2240], ["calculate_all"]]).workbook
    assert flagged(down, "表三") == set()
