"""Clean reports and traps, told from the texts: no narrative check raises anything."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from generator.checks import check
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Severity
from tests import cases
from tests.checks import drawing
from tests.narrative import HERE, Labelled, told

WHOLE = sorted((HERE / "whole").glob("*.toml"))
TRAPS = [
    line.split(" | ")[1:]
    for line in (HERE / "traps.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def report(path: Path, **changed: Any) -> tuple[Filing, Filing | None]:
    """A whole report with last year's; the tables of a labelled set, where it names one."""
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    shared = tomllib.loads((HERE / "filings.toml").read_text(encoding="utf-8"))
    given = shared.get(given.pop("filing", ""), {}) | _of_case(given.pop("case", "")) | given | changed
    last = given.pop("last", None)
    tables = given.pop("tables", [])
    particulars = {"year": given["year"] - 1, "organisation": given["organisation"]}
    before = drawing.filing(*last["tables"], **particulars) if last else None
    return drawing.filing(*tables, **given), before


def _of_case(name: str) -> dict[str, Any]:
    """The year and the figures of a published report."""
    case = cases.filing_json(name) if name else {}
    return {"year": case["year"], "more": case["figures"]} if case else {}


def of_texts(path: Path, **changed: Any) -> list[Finding]:
    filing, last = report(path, **changed)
    return [finding for finding in check(filing, drawing.FORM, last) if finding.check.startswith("N-")]


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_nothing_is_raised_by_a_clean_report(path: Path) -> None:
    assert [(finding.check, finding.message) for finding in of_texts(path)] == []


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_a_clean_report_has_no_error_and_one_doubt_at_most(path: Path) -> None:
    filing, last = report(path)
    found = [finding.severity for finding in check(filing, drawing.FORM, last)]
    assert (found.count(Severity.ERROR), found.count(Severity.EXPLAIN) <= 1) == (0, True)


def test_nothing_is_raised_by_what_is_not_an_application() -> None:
    found = {sentence: told(Labelled(filing, "-", sentence)) for filing, sentence in TRAPS}
    assert {sentence: [finding.message for finding in all_] for sentence, all_ in found.items() if all_} == {}
