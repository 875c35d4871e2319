"""Table 4, all the way: form, workbook, filing, check, report."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from generator.cli import main
from tests.witness.rules import faults_of_docx, faults_of_xlsx
from tests.witness.validators import audit

_FIELDS = [
    f"reviews.{group}.{outcome}"
    for group in ("review", "direct", "after_review")
    for outcome in ("upheld", "corrected", "other", "pending", "total")
]
CLEAN = [38, 19, 1, 34, 92, 8, 4, 3, 1, 16, 12, 0, 0, 2, 14]
FAULTY = [10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0]


@pytest.fixture
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def nianbao(*arguments: str) -> int:
    return CliRunner().invoke(main, arguments, catch_exceptions=False).exit_code


def workbook(figures: list[int]) -> str:
    filing = {
        "form": "disclosure",
        "edition": "2021",
        "organisation": "某某区",
        "year": 2024,
        "figures": dict(zip(_FIELDS, figures, strict=True)),
    }
    Path("filing.json").write_text(json.dumps(filing), encoding="utf-8")
    assert nianbao("blank", "--from", "filing.json", "-o", "w.xlsx") == 0
    return "w.xlsx"


@pytest.mark.usefixtures("_in_folder")
def test_figures_come_out_in_their_cells() -> None:
    assert nianbao("report", workbook(CLEAN)) == 0
    (table,) = Document("w.docx").tables
    assert [cell.text for cell in table.rows[3].cells] == [str(figure) for figure in CLEAN]


@pytest.mark.usefixtures("_in_folder")
def test_totals_that_do_not_add_up_prevent_the_report() -> None:
    name = workbook(FAULTY)
    assert nianbao("check", name) == 1
    assert nianbao("report", name) == 1
    assert not Path("w.docx").exists()


@pytest.mark.usefixtures("_in_folder")
def test_workbook_and_report_are_sound() -> None:
    nianbao("report", workbook(CLEAN))
    assert faults_of_xlsx(Path("w.xlsx").read_bytes()) == audit(Path("w.xlsx").read_bytes(), ".xlsx") == []
    assert faults_of_docx(Path("w.docx").read_bytes()) == audit(Path("w.docx").read_bytes(), ".docx") == []
