"""A row and a column that are off by the same amount point at the cell where they cross."""

from dataclasses import replace

from generator.checks import check
from generator.filing import Filing, Origin
from tests.checks.drawing import FORM, filing

TYPED_WRONG = """
    applications natural business total
    received     5       1        6
    granted      7       1        6
    handled      5       1        6
    """


def _suspects(given: Filing) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(finding.check, finding.at): finding.suspects for finding in check(given, FORM)}


def test_the_cell_where_row_and_column_cross_is_suspected() -> None:
    cell = ("applications.granted.natural",)
    assert _suspects(filing(TYPED_WRONG)) == {
        ("T3-01", "natural"): cell,
        ("T3-02", "natural"): cell,
        ("T3-03", "granted"): cell,
        ("T3-03", "handled"): (),
    }


def test_the_suspect_is_named_in_the_message() -> None:
    origins = {"applications.granted.natural": Origin("表三", "D8")}
    found = check(replace(filing(TYPED_WRONG), origins=origins), FORM)[0]
    assert found.message.endswith("另有一项审核相差同样的数，请先核对两项共有的这一格：表三!D8。")


def test_other_amounts_point_at_nothing() -> None:
    given = filing("""
        applications natural total
        received     5       5
        granted      7       8
        """)
    assert _suspects(given) == {("T3-01", "natural"): (), ("T3-03", "granted"): ()}


def test_a_finding_alone_points_at_nothing() -> None:
    assert _suspects(filing("reviews upheld total\nreview 1 2")) == {("T4-01", "review"): ()}


def test_two_groups_that_share_no_cell_point_at_nothing() -> None:
    given = filing("reviews upheld total\nreview 1 2\ndirect 1 2")
    assert _suspects(given) == {("T4-01", "review"): (), ("T4-01", "direct"): ()}
