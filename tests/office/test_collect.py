"""Which file counts for a unit, and how things stand with it."""

from typing import Any

import pytest

from generator.office.collect import State, usual_year
from generator.office.file import look
from generator.office.units import Unit
from tests.office.district import applications, file, returns, source, workbook

_UNIT = Unit("某区甲局", "A")
_BROKEN = applications(3) | {"applications.received.natural": 4}


def _submitted(version: int, natural: int = 1, **given: Any) -> dict[str, Any]:
    given["figures"] = applications(natural)
    return source("某区甲局", "A", submission={"version": version}, **given)


@pytest.mark.parametrize(
    ("answers", "state", "counted"),
    [
        (source("某区甲局", "A"), State.REPORTED, True),
        (source("某区甲局", "A", figures=_BROKEN), State.FAULTY, False),
        (source("某区甲局", "A", year=2023), State.OTHER_YEAR, False),
        (
            source("某区甲局", "A", figures={"processing_fee.charged": 1, "processing_fee.received": 2}),
            State.UNEXPLAINED,
            True,
        ),
    ],
)
def test_a_unit_stands_as_its_file_does(answers: dict[str, Any], state: State, counted: bool) -> None:
    (standing,) = returns(file("a", answers), units=(_UNIT,)).standings
    assert (standing.state, standing.counted) == (state, counted)


def test_a_unit_without_a_file_is_chased() -> None:
    (standing,) = returns(units=(_UNIT,)).standings
    assert standing.state is State.MISSING


def test_a_file_of_edition_2019_is_left_out() -> None:
    answers = {"form": "disclosure", "edition": "2019", "organisation": "某区甲局", "unit": "A", "year": 2024}
    (standing,) = returns(file("a", answers | {"figures": {}}), units=(_UNIT,)).standings
    assert standing.state is State.OTHER_EDITION


def test_a_damaged_file_is_told_with_its_reason_and_stops_nothing() -> None:
    damaged = look("某区甲局.xlsx", workbook(source("某区甲局"))[:4000])
    (standing,) = returns(damaged, units=(_UNIT,)).standings
    assert standing.state is State.UNREADABLE
    assert "损坏" in standing.others[0].fault


def test_a_faulty_unit_is_added_up_when_asked() -> None:
    faulty = file("a", source("某区甲局", "A", figures=_BROKEN))
    (standing,) = returns(faulty, units=(_UNIT,), include_faulty=True).standings
    assert (standing.state, standing.counted) == (State.FAULTY, True)


def test_a_unit_may_be_chased_and_not_added_up() -> None:
    unit = Unit("某区甲局", "A", counted=False)
    (standing,) = returns(file("a", source("某区甲局", "A")), units=(unit,)).standings
    assert (standing.state, standing.counted) == (State.REPORTED, False)


def test_the_highest_version_counts_whatever_was_saved_later() -> None:
    second = look("2.xlsx", workbook(_submitted(2), "2025-01-08T00:00:00Z"))
    first = look("1.xlsx", workbook(_submitted(1), "2025-01-09T00:00:00Z"))
    (standing,) = returns(first, second, units=(_UNIT,)).standings
    assert (standing.file, standing.others) == (second, (first,))


@pytest.mark.parametrize(("said", "version"), [("第二次", 2), ("V2", 2), ("第十二次", 12), ("终稿", 0)])
def test_a_version_is_read_as_people_write_it(said: str, version: int) -> None:
    answers = source("某区甲局", "A", figures=applications(1), submission={"version": said})
    assert file("a", answers).version == version


def test_of_one_version_the_file_saved_last_counts_by_the_time_inside() -> None:
    early = look("z.xlsx", workbook(_submitted(1, 1), "2025-01-09T08:00:00+08:00"))
    late = look("a.xlsx", workbook(_submitted(1, 2), "2025-01-09T01:00:00Z"))
    (standing,) = returns(late, early, units=(_UNIT,)).standings
    assert standing.file is late


def test_what_cannot_be_told_apart_is_added_only_when_a_file_is_named() -> None:
    one, other = file("1.json", _submitted(1, 1)), file("2.json", _submitted(1, 2))
    (standing,) = returns(one, other, units=(_UNIT,)).standings
    assert (standing.state, standing.counted) == (State.UNDECIDED, False)
    (decided,) = returns(one, other, units=(_UNIT,), named=("2.json",)).standings
    assert (decided.file, decided.counted) == (other, True)


def test_the_same_file_twice_is_no_conflict() -> None:
    (standing,) = returns(*(file(name, _submitted(1)) for name in ("1", "2")), units=(_UNIT,)).standings
    assert standing.state is State.REPORTED


def test_a_file_of_no_unit_on_the_list_is_not_added_up() -> None:
    found = returns(file("a", source("某区乙局")), units=(_UNIT,))
    assert [stranger.file.name for stranger in found.strangers] == ["a"]
    assert found.counted == ()


def test_without_a_list_the_units_are_those_of_the_files() -> None:
    found = returns(file("a", source("某区甲局", "A")), file("b", source("某区乙局")))
    assert [standing.unit.name for standing in found.standings] == ["某区甲局", "某区乙局"]


def test_the_year_is_that_of_most_files() -> None:
    years = (2024, 2023, 2024)
    assert usual_year([file("a", source("某区甲局", year=year)) for year in years]) == 2024
