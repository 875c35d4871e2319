"""The built wheel, alone in an empty environment, carries its templates and does the same job."""

import json
import sys
import venv
from pathlib import Path

import pytest

from tests.cases import filing_json
from tests.commands import run

_ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def nianbao(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a fresh environment that holds the wheel and what it asks for, and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(_ROOT))
    (wheel,) = folder.glob("nianbao-*.whl")
    venv.create(folder / "empty", with_pip=True)
    programs = folder / "empty" / "bin"
    run(str(programs / "python"), "-m", "pip", "install", "--quiet", str(wheel))
    return programs / "nianbao"


def test_the_wheel_makes_a_workbook_and_the_checkouts_report(nianbao: Path, tmp_path: Path) -> None:
    filing, workbook = tmp_path / "filing.json", tmp_path / "填报表.xlsx"
    filing.write_text(json.dumps(filing_json("tongzhou-2024")), encoding="utf-8")
    run(str(nianbao), "blank", "--from", str(filing), "-o", str(workbook), cwd=tmp_path)
    run(str(nianbao), "report", str(workbook), "-o", str(tmp_path / "wheel.docx"), cwd=tmp_path)
    here = [sys.executable, "-m", "generator", "report", str(workbook), "-o", str(tmp_path / "here.docx")]
    run(*here, cwd=_ROOT)
    assert (tmp_path / "wheel.docx").read_bytes() == (tmp_path / "here.docx").read_bytes()
