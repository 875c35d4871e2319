"""The district in examples/ adds up to published totals, and is what the script makes today."""

from decimal import Decimal
from pathlib import Path

import pytest

from generator.office.collect import State
from generator.office.rollup import roll_up
from tests.office.district import FORM, YEAR, file, returns
from tests.office.example import _UNITS, FOLDER, _answers, make, shared_out, totals


def test_the_twelve_units_add_up_to_the_published_totals_without_an_error() -> None:
    named = zip(_UNITS, shared_out(), strict=True)
    files = [file(name, _answers(name, code, given)) for (code, name, *_), given in named]
    rollup = roll_up(returns(*files), FORM, "示例区")
    assert {standing.state for standing in rollup.returns.standings} == {State.REPORTED}
    assert {name: Decimal(one.figure.value) for name, one in rollup.sums.items()} == {
        name: Decimal(str(value)) for name, value in totals().items()
    }
    assert rollup.findings == ()
    assert rollup.returns.year == YEAR


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example") / "示例区"
    make(folder)
    return folder


def test_what_lies_in_examples_is_what_the_script_makes(made: Path) -> None:
    def files(folder: Path) -> list[str]:
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())

    assert files(made) == files(FOLDER)
    for name in files(made):
        assert (made / name).read_bytes() == (FOLDER / name).read_bytes()
