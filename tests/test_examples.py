"""What lies in examples/ is what the kit makes today."""

from pathlib import Path

import pytest

from generator import __version__
from generator.checks import check
from generator.filing_json import from_json
from generator.form.loader import load
from generator.ooxml.sheets import read_workbook
from generator.report.render import render
from generator.workbook.blank import blank
from generator.workbook.read import read
from tests.cases import figures, raw

_EXAMPLE = Path(__file__).parents[1] / "examples" / "北京市通州区2024"


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return _EXAMPLE.with_suffix(".xlsx").read_bytes()


def test_the_workbook_is_made_from_its_filing(workbook: bytes) -> None:
    form = load("disclosure", "2021")
    filing = from_json(_EXAMPLE.with_suffix(".json").read_bytes(), form)
    assert blank(form, __version__, filing) == workbook


def test_the_report_is_made_from_the_workbook_without_findings(workbook: bytes) -> None:
    form = load("disclosure", "2021")
    filing = read(read_workbook(workbook), form)
    assert [finding.check for finding in check(filing, form)] == ["L-03"]
    assert render(filing, form) == _EXAMPLE.with_suffix(".docx").read_bytes()


def test_the_figures_are_the_published_ones(workbook: bytes) -> None:
    form = load("disclosure", "2021")
    filing = read(read_workbook(workbook), form)
    published = {name: str(value) for name, value in figures(raw("tongzhou-2024")).items()}
    printed = {name: filing.figure(name).text for name in published if not form.is_total(name)}
    assert printed == {name: text for name, text in published.items() if not form.is_total(name)}
