"""The core runs where there is nothing but the standard library and jinja2, whatever the console can show."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.filing_json import from_json
from generator.form.loader import load
from generator.workbook.blank import blank
from tests.cases import filing_json

_BLOCKED = ("lxml", "docx", "click", "openpyxl", "tests")
_JOB = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked}:
            raise ImportError(name + " is not for the core")
sys.meta_path.insert(0, Blocked())
from pathlib import Path
from generator.checks import check
from generator.form.loader import load
from generator.ooxml.sheets import read_workbook
from generator.report.data import render_csv, render_json
from generator.report.render import render
from generator.report.slip import render_slip
from generator.report.web.page import render_page
from generator.workbook.read import read
form = load("disclosure", "2021")
filing = read(read_workbook(Path(sys.argv[1]).read_bytes()), form)
assert not [finding for finding in check(filing, form) if finding.blocks]
assert all((render_page(filing, form), render_csv(filing, form), render_json(filing, form)))
assert render_slip(filing, form, check(filing, form))
Path(sys.argv[2]).write_bytes(render(filing, form))
"""


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A clean case, with an emoji and half an alphabet in its texts."""
    form = load("disclosure", "2021")
    case = filing_json("tongzhou-2024")
    case["narrative"]["overview"][0]["text"] += "\n公开形式更活泼😀，Ünïcödé。"
    file = tmp_path / "填报表.xlsx"
    file.write_bytes(blank(form, "test", from_json(json.dumps(case).encode(), form)))
    return file


def test_the_core_reads_checks_and_renders_without_lxml_docx_click_and_openpyxl(workbook: Path) -> None:
    report = workbook.with_suffix(".docx")
    done = _run([sys.executable, "-c", _JOB.format(blocked=_BLOCKED), str(workbook), str(report)])
    assert done.returncode == 0, done.stderr
    assert report.read_bytes()[:2] == b"PK"


def test_a_console_in_gbk_survives_an_emoji(workbook: Path) -> None:
    case = filing_json("tongzhou-2024")
    case["narrative"]["overview"][0]["text"] = "本年新收【本年新收申请总数😀】件。"
    form = load("disclosure", "2021")
    workbook.write_bytes(blank(form, "test", from_json(json.dumps(case).encode(), form)))
    done = _run([sys.executable, "-m", "generator", "check", str(workbook)], PYTHONIOENCODING="gbk")
    assert done.returncode == 1
    assert "最接近的名称是“【本年新收申请总计】”" in done.stdout.decode("gbk")
    assert done.stderr == b""


def _run(command: list[str], **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, capture_output=True, check=False, env=os.environ | environment)
