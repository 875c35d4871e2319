"""Hostile Word files, each in a process of its own: an answer within 2 seconds and 150 MB."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by /proc")

MAIN = "word/document.xml"
W = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
CELL = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
ROW = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr><w:p/></w:tc></w:tr>'
HOSTILE: dict[str, Callable[[], str]] = {
    "deep nesting": lambda: W + "<w:tbl><w:tr><w:tc>" * 100_000,
    "a million cells": lambda: W + "<w:tbl><w:tr>" + CELL * 1_000_000,
    "wide spans": lambda: f"{W}<w:tbl>{ROW * 15_000}</w:tbl></w:body></w:document>",
    "a zip bomb": lambda: W + " " * 200_000_000,
}
PROGRAM = """
import re, sys, time
from pathlib import Path
from generator.errors import UnusableInputError
from generator.intake import received
data = Path(sys.argv[1]).read_bytes()
begun = time.process_time()
try:
    received(data)
except UnusableInputError as fault:
    print(fault)
assert time.process_time() - begun < 2, time.process_time() - begun
peak = int(re.search(r"VmHWM:\\s+([0-9]+) kB", Path("/proc/self/status").read_text())[1]) * 1024
assert peak < 150_000_000, peak
"""


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_word_file_is_refused_at_once_and_in_little_memory(kind: str, tmp_path: Path) -> None:
    packed, plain = io.BytesIO(), io.BytesIO()
    docx.Document().save(plain)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target, zipfile.ZipFile(plain) as source:
        for name in source.namelist():
            target.writestr(name, HOSTILE[kind]() if name == MAIN else source.read(name))
    file = tmp_path / "坏.docx"
    file.write_bytes(packed.getvalue())
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(file)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=20,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1
