"""docs/batch.md: its programs are run as they stand, one of them on a small cluster of Dask."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workbook.kit import case

PAGE = Path(__file__).parent.parent / "docs" / "batch.md"
PROGRAMS = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
on_a_cluster = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="nianbao[cluster] is not installed"
)


@pytest.mark.parametrize("program", [PROGRAMS[0], pytest.param(PROGRAMS[1], marks=on_a_cluster)])
def test_a_program_of_the_page_makes_the_reports(program: str, tmp_path: Path) -> None:
    (tmp_path / "上报").mkdir()
    for name, data in (("1", case("tongzhou-2024")), ("2", b"bad"), ("3", case("hongze-2023"))):
        (tmp_path / "上报" / f"{name}.xlsx").write_bytes(data)
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    command = [sys.executable, "program.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [
        ["1.xlsx", "0"],
        ["2.xlsx", "2"],
        ["3.xlsx", "1"],
    ]
    assert [path.name for path in tmp_path.glob("*.docx")] == ["1.docx"]
