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


def _told(given: Filing, check_: str, at: str) -> tuple[tuple[str, ...], str]:
    found = next(f for f in check(given, FORM) if (f.check, f.at) == (check_, at))
    return found.suspects, found.message


def test_a_case_under_the_wrong_applicant_names_both_columns_and_the_only_row() -> None:
    given = filing("""
        applications natural business total
        received     5       3        8
        granted      6       2        8
        handled      6       2        8
        """)
    cells = ("applications.received.natural", "applications.received.business")
    suspects, told = _told(given, "T3-01", "natural")
    assert suspects == cells
    assert "自然人、法人或其他组织 / 商业企业两列相差的数相同、方向相反，可能有 1 件" in told
    assert "只有这一行可能" in told  # the totals below it speak for the other rows
    several = filing("""
        applications natural business total
        received     5       0        5
        granted      3       2        5
        """)
    suspects, told = _told(several, "T3-01", "business")
    assert suspects == (
        "applications.received.natural",
        "applications.received.business",
        "applications.granted.natural",
        "applications.granted.business",
    )
    assert "只有这一行可能" not in told


def test_where_one_row_alone_can_be_it_it_is_named() -> None:
    given = filing("""
        applications natural business
        carried_in   9       0
        granted      2       2
        refused_process 2    0
        refused_inquiry 1    2
        """)
    suspects, told = _told(given, "T3-01", "natural")
    assert suspects == ("applications.carried_in.natural", "applications.carried_in.business")
    assert told.endswith("只有这一行可能：" + "、".join(FORM.fields[name].label for name in suspects) + "。")


def test_three_columns_off_by_the_same_amount_are_no_pair() -> None:
    given = filing("applications natural business legal\nreceived 5 5 5\ngranted 6 4 4")
    assert set(_suspects(given).values()) == {()}


def test_a_total_typed_over_its_formula_is_told_apart_from_a_wrong_item() -> None:
    given = filing("applications natural total\nreceived 5 5\ngranted 5 6\nhandled 5 5")
    suspects, told = _told(given, "T3-03", "granted")
    assert suspects == ("applications.granted.total",)
    assert "可能是总计本身填错" in told


def test_a_total_that_nothing_else_confirms_is_not_suspected() -> None:
    assert _suspects(filing("reviews upheld corrected total\nreview 10 1 0")) == {("T4-01", "review"): ()}


def test_two_digits_swapped_are_named_where_they_alone_explain_the_difference() -> None:
    given = filing("""
        applications natural
        received     40
        granted      21
        refused_process 28
        """)
    suspects, told = _told(given, "T3-01", "natural")
    assert suspects == ("applications.granted.natural",)
    assert told.endswith("可能是两位数字颠倒：三、本年度办理结果 / （一）予以公开 × 申请人情况 / 自然人"
                         "如应为 12，差额即消除。")  # fmt: skip


def test_two_figures_that_could_be_swapped_equally_are_not_guessed_at() -> None:
    given = filing("applications natural\nreceived 33\ngranted 21\nrefused_process 21")
    assert _suspects(given) == {("T3-01", "natural"): ()}


def test_a_figure_typed_one_row_too_low_is_named() -> None:
    given = filing("""
        applications            natural business total
        received                7       4        11
        refused_process         3       0        7
        refused_enforcement_file 4      4        4
        """)
    suspects, told = _told(given, "T3-03", "refused_process")
    assert suspects == (
        "applications.refused_process.business",
        "applications.refused_enforcement_file.business",
    )
    assert "可能是填低了一行" in told
    over_total = filing("applications natural\nreceived 7\ngranted 3\nhandled 4")
    suspects, told = _told(over_total, "T3-01", "natural")
    assert suspects == ("applications.other_other.natural", "applications.handled.natural")
    assert "将 4 移到上一行" in told


def test_a_figure_typed_one_row_too_low_is_named_at_a_crossing_as_well() -> None:
    carried = dict.fromkeys(("business", "research", "social", "legal", "other"), 0) | {"natural": 5}
    before = {f"applications.carried_out.{name}": count for name, count in carried.items()}
    in_force = {f"proactive.{name}.in_force": 0 for name in ("rules", "normative")}
    last = {"figures": before | in_force}
    table = """
        applications natural business total
        received     20      1        21
        carried_in   0       0        5
        granted      5       0        0
        partly_granted 25    1        26
        """
    both = ("applications.carried_in.natural", "applications.granted.natural")
    given = filing(table, last_year=last)
    assert set(_suspects(given).values()) == {both}
    assert all("将 5 移到上一行" in finding.message for finding in check(given, FORM))


def test_programs_get_the_suspects() -> None:
    found = check(filing(TYPED_WRONG), FORM)[0]
    assert found.as_json()["suspects"] == ["applications.granted.natural"]
