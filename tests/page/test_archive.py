"""The program as one file: run by a Python that has nothing else, it does what the checkout does."""

import ast
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator.messages import say
from generator.page.archive import build
from tests.cases import filing_json
from tests.commands import run


def _pythons() -> list[str]:
    """This Python, and the others that are installed and start."""
    found = [shutil.which(f"python3.{minor}") for minor in range(11, 15)]
    return [sys.executable, *(python for python in found if python and _starts(python))]


def _starts(python: str) -> bool:
    return subprocess.run([python, "--version"], capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("archive") / "nianbao.pyz"
    file.write_bytes(build())
    return file


@pytest.mark.parametrize("python", _pythons())
def test_it_makes_the_checkouts_workbook_report_and_roll_up(
    python: str, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "filing.json").write_text(json.dumps(filing_json("tongzhou-2024")), encoding="utf-8")
    alone, checkout = (python, "-I", "-S", str(archive)), (sys.executable, "-m", "generator")
    for name, command in (("alone", alone), ("checkout", checkout)):
        (tmp_path / name).mkdir()
        run(*command, "blank", "--from", "filing.json", "-o", f"{name}/填报表.xlsx", cwd=tmp_path)
        run(
            *command, "report", f"{name}/填报表.xlsx", "--to", "docx,html", "-o", f"{name}/报告", cwd=tmp_path
        )
        run(*command, "rollup", "filing.json", "-o", f"{name}/汇总.xlsx", cwd=tmp_path)
    made = sorted(file.name for file in (tmp_path / "alone").rglob("*") if file.is_file())
    assert len(made) == 4
    for file in (tmp_path / "checkout").rglob("*"):
        if file.is_file():
            twin = tmp_path / "alone" / file.relative_to(tmp_path / "checkout")
            assert twin.read_bytes() == file.read_bytes()


def test_a_python_that_is_too_old_is_told_so(archive: Path) -> None:
    with ZipFile(archive) as parts:
        ast.parse(parts.read("__main__.py"), feature_version=(3, 4))
    older = (
        f"import runpy, sys; sys.version_info = (3, 7); runpy.run_path({str(archive)!r}, run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", older], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (1, say("archive.too-old", version="3.11"))


def test_it_needs_nothing_that_was_compiled_and_is_built_the_same_each_time(archive: Path) -> None:
    assert build() == archive.read_bytes()
    help_ = subprocess.run(
        [sys.executable, "-I", "-S", archive, "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert set(re.findall(r"^  (\w+)  ", help_, re.MULTILINE)) >= {
        "blank",
        "check",
        "report",
        "rollup",
        "kit",
    }
