"""Sums: associative, complete, and the same as an independent adding-up."""

import random
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.arithmetic import figures
from generator.errors import UnusableInputError
from generator.figure import State
from generator.filing import Filing
from generator.intake import received
from generator.office.collect import State as Standing
from generator.office.file import File, look
from generator.office.own import own
from generator.office.rollup import Rollup, roll_up
from generator.office.workbook import workbook
from generator.ooxml.sheets import read_workbook
from generator.sums import Adjustment, rolled_up, sums
from tests.office.district import FORM, INPUTS, YEAR, applications, file, filing, number, returns, source

_ANSWERS = st.one_of(
    st.integers(0, 10**7),
    st.sampled_from([None, "/", "约20", "28983.0794", "0.1", "22（其中修订16件）"]),
)
_UNITS = st.lists(st.dictionaries(st.sampled_from(INPUTS), _ANSWERS, max_size=12), min_size=2, max_size=6)


def _filing(answers: dict[str, Any]) -> Filing:
    return filing(source("某区某局", figures=answers))


@settings(max_examples=40, deadline=None)
@given(_UNITS, st.integers(1, 5))
def test_sums_of_sums_are_the_sums_of_all(drawn: list[dict[str, Any]], cut: int) -> None:
    filings = [_filing(answers) for answers in drawn]
    cut = min(cut, len(filings) - 1)
    stages = [rolled_up(sums(part, FORM), (), FORM, {}) for part in (filings[:cut], filings[cut:])]
    assert sums(stages, FORM) == sums(filings, FORM)


@settings(max_examples=40, deadline=None)
@given(_UNITS)
def test_no_answer_is_lost_and_none_is_taken_for_zero(drawn: list[dict[str, Any]]) -> None:
    filings = [_filing(answers) for answers in drawn]
    for name, one in sums(filings, FORM).items():
        states = [each.figure(name).state for each in filings]
        assert one.numbers == states.count(State.NUMBER)
        assert one.blanks == states.count(State.BLANK)
        assert one.not_applicable == states.count(State.NOT_APPLICABLE)
        assert one.unreadable == states.count(State.UNREADABLE)
        assert (one.figure.state is State.NUMBER) == (one.numbers > 0)


@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 99)), min_size=4, max_size=4))
def test_two_stages_through_workbooks_equal_one(drawn: list[tuple[int, int]]) -> None:
    files = [
        file(
            str(index),
            source(f"第{index}局", figures=applications(*counts) | {"proactive.fees.amount": "0.1"}),
        )
        for index, counts in enumerate(drawn)
    ]
    at_once = roll_up(returns(*files), FORM, "某市")
    districts = [
        received(workbook(roll_up(returns(*part), FORM, f"第{index}区"), FORM))[1]
        for index, part in enumerate((files[:2], files[2:]))
    ]
    assert sums(districts, FORM) == at_once.sums


@settings(max_examples=5, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(INPUTS), _ANSWERS, max_size=12), min_size=6, max_size=6))
def test_three_stages_through_workbooks_count_the_units_at_the_bottom(drawn: list[dict[str, Any]]) -> None:
    files = [file(f"{index}.json", source(f"第{index}局", figures=one)) for index, one in enumerate(drawn)]
    at_once = roll_up(returns(*files, include_faulty=True), FORM, "某省")
    districts = [
        _handed_in(roll_up(returns(*files[at : at + 2], include_faulty=True), FORM, f"第{at}区"))
        for at in (0, 2, 4)
    ]
    cities = [
        _handed_in(roll_up(returns(*part, include_faulty=True), FORM, f"第{at}市"))
        for at, part in enumerate((districts[:2], districts[2:]))
    ]
    province = roll_up(returns(*cities, include_faulty=True), FORM, "某省")
    assert province.sums == at_once.sums


def _handed_in(rollup: Rollup) -> File:
    return look(f"{rollup.whole.particulars['organisation']}.xlsx", workbook(rollup, FORM))


@lru_cache
def district(count: int) -> tuple[Rollup, dict[str, Decimal]]:
    """A generated district with planted faults, and what its clean units add up to, reckoned here."""
    chance = random.Random(count)
    files, expected = [], dict.fromkeys(INPUTS, Decimal(0))
    for index in range(count):
        natural, business = chance.randrange(500), chance.randrange(50)
        more: dict[str, Any] = {"proactive.licences.decisions": chance.randrange(10**5)}
        more["proactive.fees.amount"] = f"{chance.randrange(10**6)}.{chance.randrange(1, 10**4):04}"
        more["proactive.rules.issued"] = chance.choice([0, "/", "0"])
        clean = source(f"第{index}局", f"U{index}", figures=applications(natural, business) | more)
        fault = chance.choice(["", "", "", "year", "blank", "unbalanced"])
        planted = {
            "": clean,
            "year": clean | {"year": YEAR - 1},
            "blank": clean | {"figures": {**clean["figures"], "applications.received.natural": None}},
            "unbalanced": clean
            | {"figures": {**clean["figures"], "applications.granted.natural": natural + 1}},
        }
        files.append(file(f"{index}.json", planted[fault]))
        for name in () if fault else INPUTS:
            expected[name] += number(clean["figures"][name])
    return roll_up(returns(*files), FORM, "某区"), expected


@pytest.mark.parametrize("count", [10, 200])
def test_a_generated_district_adds_up_as_it_does_by_hand(count: int) -> None:
    rollup, expected = district(count)
    assert {name: Decimal(one.figure.value) for name, one in rollup.sums.items()} == expected
    assert rollup.findings == ()


def test_what_is_left_out_is_left_out_for_a_reason() -> None:
    rollup, _ = district(200)
    left_out = {standing.state for standing in rollup.returns.standings if not standing.counted}
    assert left_out == {Standing.OTHER_YEAR, Standing.FAULTY}


def test_rules_are_checked_after_what_was_adjusted() -> None:
    found = returns(file("a", source("甲局", figures=applications(5))))
    wrong = Adjustment("applications.received.natural", -1, "联合申请", "王某")
    right = Adjustment("applications.granted.natural", -1, "联合申请", "王某")
    assert [f.check for f in roll_up(found, FORM, "某区", adjustments=[wrong]).findings] == ["T3-01"]
    both = roll_up(found, FORM, "某区", adjustments=[wrong, right])
    assert both.findings == ()
    assert figures(FORM, both.whole)["applications.received.total"].value == 4


def test_an_adjustment_without_a_reason_or_a_name_is_told() -> None:
    found = returns(file("甲.json", source("某区甲局", "A", figures=applications(3))))
    one, other = "proactive.licences.decisions", "proactive.normative.in_force"
    complete, nameless = Adjustment(one, 1, "联合发文", "王某"), Adjustment(other, 1, "补报")
    assert roll_up(found, FORM, "某区", adjustments=[complete]).findings == ()
    (finding,) = roll_up(found, FORM, "某区", adjustments=[complete, nameless]).findings
    assert (finding.check, FORM.fields[other].label in finding.message) == ("W-17", True)
    assert FORM.fields[one].label not in finding.message


def test_this_years_sums_are_compared_with_last_years() -> None:
    found = returns(file("a", source("甲局", figures=applications(5))))
    last = filing(source("某区", year=YEAR - 1, figures={"applications.carried_out.natural": 3}))
    (finding,) = roll_up(found, FORM, "某区", previous=last).findings
    assert (finding.at, finding.left, finding.right) == ("natural", 0, 3)


def test_an_extra_figure_is_added_up_as_well() -> None:
    files = [
        file(name, source(name, figures={"extra.hotline": 5} if name == "甲局" else {}))
        for name in ("甲局", "乙局")
    ]
    one = roll_up(returns(*files), FORM, "某区").sums["extra.hotline"]
    assert (one.figure.value, one.numbers, one.blanks) == (5, 1, 1)


def test_extra_figures_are_renewed_in_the_offices_workbook_as_often_as_it_is_rolled_up() -> None:
    files = [file(name, source(name, figures={"extra.hotline": 5})) for name in ("甲局", "乙局")]
    first = own(roll_up(returns(*files[:1]), FORM, "某区"), FORM)
    again = own(roll_up(returns(*files), FORM, "某区"), FORM, first)
    found = [received(data)[1].figures["extra.hotline"].value for data in (first, again)]
    assert found == [5, 10]


def test_a_district_that_was_not_asked_for_an_extra_figure_counts_as_blank_for_all_its_units() -> None:
    files = [
        file(str(i), source(f"第{i}局", figures={"extra.hotline": 5} if i == 0 else {})) for i in range(5)
    ]
    stages = [roll_up(returns(*part), FORM, "某区").whole for part in (files[:2], files[2:])]
    at_once = roll_up(returns(*files), FORM, "某市").sums
    assert (at_once["extra.hotline"].numbers, at_once["extra.hotline"].blanks) == (1, 4)
    assert sums(stages, FORM) == at_once


def test_a_roll_up_of_more_units_than_a_workbook_may_have_cells_is_read_again() -> None:
    one = file("0.json", source("某局", "U0", figures=applications(3, 2)))
    assert one.filing
    units = [
        replace(one, name=f"{i}.json", filing=one.filing.with_particulars({"unit": f"U{i}"}))
        for i in range(1_100)
    ]
    data = workbook(roll_up(returns(*units), FORM, "某市"), FORM)
    with pytest.raises(UnusableInputError):
        read_workbook(data)
    _, whole = received(data)
    assert whole.figures["applications.received.natural"].value == 3_300
    again = look("某市.xlsx", data)
    assert (again.fault, again.organisation, again.findings) == ("", "某市", ())
