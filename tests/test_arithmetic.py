"""Totals, and the outcome of each comparison: blank, not applicable, unreadable and zero are four answers."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import arithmetic
from generator.arithmetic import Outcome, Result, evaluate, in_cells
from generator.figure import BLANK, Figure, State
from generator.filing import Filing
from generator.filing_json import from_json
from generator.form.loader import load
from tests.cases import NAMES, filing_json
from tests.checks.drawing import filing

FORM = load("disclosure", "2021")
GROUP = "reviews upheld corrected other pending total\nreview "
TOTAL = "reviews.review.total"


def _result(number: str, at: str, given: Filing) -> Result:
    (instance,) = (instance for instance in FORM.checks[number].instances if instance.at == at)
    return evaluate(instance, FORM, given)


@pytest.mark.parametrize(
    ("answers", "printed"),
    [
        ("1 2 3 4 .", "10"),
        ("0 0 0 0 .", "0"),
        ("1 / 3 无 .", "4"),
        ("/ - 无 不适用 .", "/"),
        ("1 2 3 4（其中1件为上年受理） .", "10"),
        ("1 2 3 ４ .", "10"),
        ("1 2 3 . .", ""),
        ("/ / / . .", ""),
        ("1 2 3 约4 .", ""),
        ("1 2 -3 4 .", "4"),
        ("1 2 3 4 11", "11"),
        ("1 2 3 . 11", "11"),
        ("1 2 3 4 -", "-"),
        ("1 2 3 4 约10", "约10"),
    ],
)
def test_a_total_is_printed_as_stated_or_computed_where_its_parts_are_complete(
    answers: str, printed: str
) -> None:
    assert arithmetic.figures(FORM, filing(GROUP + answers))[TOTAL].text == printed


def test_a_total_over_a_blank_is_blank_and_over_other_text_unreadable() -> None:
    assert arithmetic.total(TOTAL, FORM, filing(GROUP + "1 2 3 . .")) == BLANK
    assert arithmetic.total(TOTAL, FORM, filing(GROUP + "1 2 3 约4 .")).state is State.UNREADABLE


def test_a_declared_zero_takes_part_in_its_total() -> None:
    given = filing(GROUP + "1 . . . .", blank_means_zero=["reviews"])
    printed = arithmetic.figures(FORM, given)
    assert (printed[TOTAL].text, printed["reviews.review.pending"].text) == ("1", "0")
    assert _result("T4-01", "review", given) == Result(Outcome.PASSED, 1, 1)


def test_a_declared_zero_does_not_touch_the_other_tables() -> None:
    given = filing("applications natural\ngranted .", blank_means_zero=["reviews"])
    assert arithmetic.figures(FORM, given)["applications.granted.total"] == BLANK


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ("1 2 3 4 .", Result(Outcome.PASSED, 10, 10)),
        ("1 2 3 4 10", Result(Outcome.PASSED, 10, 10)),
        ("1 2 3 4 １０", Result(Outcome.PASSED, 10, 10)),
        ("1 2 3 4 10（其中1件已撤回）", Result(Outcome.PASSED, 10, 10)),
        ("1 2 3 4 0", Result(Outcome.FAILED, 10, 0)),
        ("1 2 3 4 /", Result(Outcome.FAILED, 10, 0)),
        ("/ / / / 0", Result(Outcome.PASSED, 0, 0)),
        ("0 0 0 0 /", Result(Outcome.PASSED, 0, 0)),
        ("/ / / / .", Result(Outcome.PASSED, 0, 0)),
        ("1 2 3 . 10", Result(Outcome.INCOMPLETE)),
        ("1 2 约3 . 10", Result(Outcome.INCOMPLETE)),
        ("1 2 约3 4 10", Result(Outcome.UNREADABLE)),
        ("1 2 3 4 约10", Result(Outcome.UNREADABLE)),
        ("1 2 3 4.5 10", Result(Outcome.FAILED, Decimal("10.5"), 10)),
        ("1 2 3 -4 2", Result(Outcome.PASSED, 2, 2)),
    ],
)
def test_a_stated_total_is_compared_with_its_parts(answers: str, result: Result) -> None:
    assert _result("T4-01", "review", filing(GROUP + answers)) == result


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ("1 2 3 4 10", Outcome.PASSED),
        ("1 2 / 4 7", Outcome.PASSED),
        ("1 2 3 4 11", Outcome.FAILED),
        ("1 2 3 . 10", Outcome.INCOMPLETE),
        ("1 2 3 ４ 10", Outcome.UNREADABLE),
        ("1 2 3 4（其中1件已撤回） 10", Outcome.UNREADABLE),
        ("1 2 3 4 10（其中1件已撤回）", Outcome.UNREADABLE),
        ("1 2 3 约4 .", Outcome.UNREADABLE),
    ],
)
def test_a_formula_of_the_workbook_cannot_reckon_with_numbers_in_text(answers: str, outcome: Outcome) -> None:
    (instance,) = (instance for instance in FORM.checks["T4-01"].instances if instance.at == "review")
    assert evaluate(instance, FORM, filing(GROUP + answers), reckonable=in_cells).outcome is outcome


@pytest.mark.parametrize(
    ("answers", "shown"),
    [("1 2 3 4 .", 10), ("1 2 3 . .", 6), (". . . . .", 0), ("1 / 3 4 .", 8), ("1 ２ 3 4 .", None)],
)
def test_the_formula_of_a_total_shows_the_sum_of_the_plain_numbers(answers: str, shown: int | None) -> None:
    assert arithmetic.shown(TOTAL, FORM, filing(GROUP + answers)) == shown


def test_the_rule_of_a_column_adds_the_items_and_not_the_stated_total() -> None:
    given = filing("""
        applications natural
        received     5
        carried_in   1
        granted      4
        handled      99
        carried_out  2
        """)
    assert _result("T3-01", "natural", given) == Result(Outcome.PASSED, 6, 6)
    assert _result("T3-02", "natural", given) == Result(Outcome.FAILED, 4, 99)


def test_the_total_of_totals_is_compared_with_the_computed_totals_of_the_columns() -> None:
    given = filing("""
        applications natural business total
        granted      4       2        6
        handled      99      2        6
        """)
    assert _result("T3-03", "handled", given) == Result(Outcome.PASSED, 6, 6)


@pytest.mark.parametrize(
    ("answer", "counts", "amounts"),
    [
        ("0", True, True),
        ("7", True, True),
        ("1.5", False, True),
        ("7.00", True, True),
        ("-1", False, False),
        ("-0.5", False, False),
        ("/", True, True),
        (".", True, True),
        ("5（注）", True, True),
        ("约5", False, False),
    ],
)
def test_counts_are_whole_and_neither_counts_nor_amounts_are_negative(
    answer: str, counts: bool, amounts: bool
) -> None:
    given = filing(f"proactive decisions\nlicences {answer}", f"proactive amount\nfees {answer}")
    invalid = arithmetic.invalid("proactive", FORM, given)
    assert ("proactive.licences.decisions" not in invalid) is counts
    assert ("proactive.fees.amount" not in invalid) is amounts


def test_a_stated_total_has_to_be_a_count_too() -> None:
    assert arithmetic.invalid("reviews", FORM, filing(GROUP + "1 2 3 4 约10")) == (TOTAL,)


def test_agreeing_totals_are_left_out_and_those_that_say_more_are_kept() -> None:
    def kept(answers: str) -> bool:
        return TOTAL in arithmetic.without_agreeing_totals(FORM, filing(GROUP + answers)).figures

    assert not kept("1 2 3 4 10")
    assert not kept("1 2 3 4 １０")
    assert not kept("/ / / / /")
    assert kept("1 2 3 4 11")
    assert kept("1 2 3 4 10（注）")
    assert kept("1 2 3 . 6")
    assert kept("1 2 3 约4 10")
    assert kept("1 2 3 4 约10")
    assert kept("/ / / / 0")


@pytest.mark.parametrize("name", NAMES)
def test_the_computed_totals_of_a_published_report_are_those_it_states(name: str) -> None:
    given = from_json(json.dumps(filing_json(name)).encode(), FORM)
    stated = arithmetic.figures(FORM, given)
    inputs = {name: figure for name, figure in given.figures.items() if not FORM.is_total(name)}
    computed = arithmetic.figures(FORM, Filing(given.form, given.edition, figures=inputs))
    different = {name for name in FORM.fields if computed[name].value != stated[name].value}
    wrong = {"reviews.review.total", "reviews.after_review.total"}
    assert different == (wrong if name == "hongze-2023" else set())


ROWS = [name.split(".")[1] for name in FORM.table_fields("applications") if name.endswith(".natural")]
INPUTS = [name for table in FORM.tables for name in FORM.inputs(table.id)]
ITEMS = FORM.inputs("applications")
OUTCOMES = FORM.items["applications.handled.natural"]


def _numbers(values: dict[str, int]) -> Filing:
    return Filing(
        FORM.id, FORM.edition, figures={name: Figure(State.NUMBER, value) for name, value in values.items()}
    )


@st.composite
def _balanced(draw: st.DrawFn) -> dict[str, int]:
    """Inputs of table 3 in which every column holds, totals stated."""
    values = {name: draw(st.integers(0, 999)) for name in ITEMS}
    for column in ("natural", "business", "research", "social", "legal", "other"):
        outcomes = sum(values[name.replace("natural", column)] for name in OUTCOMES)
        values[f"applications.carried_in.{column}"] = 0
        received = outcomes + values[f"applications.carried_out.{column}"]
        values[f"applications.received.{column}"] = received
    totals = {name for name in FORM.table_fields("applications") if FORM.is_total(name)}
    return values | {name: sum(values[item] for item in FORM.items[name]) for name in totals}


def _failing(values: dict[str, int]) -> set[tuple[str, str]]:
    given = _numbers(values)
    return {
        (instance.check, instance.at)
        for instance in FORM.instances
        if instance.table == "applications"
        and FORM.checks[instance.check].rule == "terms"
        and evaluate(instance, FORM, given).outcome is Outcome.FAILED
    }


@given(st.dictionaries(st.sampled_from(INPUTS), st.integers(0, 10**12), min_size=1))
def test_every_total_is_the_sum_of_its_items(values: dict[str, int]) -> None:
    zeros = dict.fromkeys(INPUTS, 0)
    printed = arithmetic.figures(FORM, _numbers(zeros | values))
    for name in filter(FORM.is_total, FORM.fields):
        assert printed[name].value == sum(values.get(item, 0) for item in FORM.items[name])


@given(_balanced())
def test_a_balanced_table_fails_nowhere(values: dict[str, int]) -> None:
    assert _failing(values) == set()


@given(_balanced(), st.sampled_from(ITEMS), st.integers(1, 99))
def test_adding_to_one_cell_breaks_the_rules_of_its_row_and_its_column_only(
    values: dict[str, int], cell: str, more: int
) -> None:
    _, row, column = cell.split(".")
    broken = {("T3-03", row), ("T3-01", column), ("T3-01", "total")}
    of_outcome = {("T3-02", column), ("T3-03", "handled")}
    is_outcome = row not in ("received", "carried_in", "carried_out")
    assert _failing(values | {cell: values[cell] + more}) == broken | (of_outcome if is_outcome else set())


@given(_balanced(), st.sampled_from(ITEMS), st.integers(2, 1000))
def test_multiplying_every_figure_changes_no_outcome(values: dict[str, int], cell: str, factor: int) -> None:
    broken = values | {cell: values[cell] + 1}
    assert _failing(broken) == _failing({name: value * factor for name, value in broken.items()})


@given(_balanced(), st.sampled_from(ITEMS))
def test_a_blank_makes_what_needs_it_unassessable_and_fails_nothing(
    values: dict[str, int], cell: str
) -> None:
    assert _failing({name: value for name, value in values.items() if name != cell}) == set()
