"""LibreOffice as a witness: what it prints, computes, and makes of a workbook that somebody works in.

One soffice serves a whole test session (one for each worker of pytest-xdist), with a profile of its own, in
which formulas of opened workbooks are always recalculated. It starts with the first question and ends with
the session.
"""

import functools
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

SYSTEM_PYTHON = os.environ.get("UNO_PYTHON", "/usr/bin/python3")
DESK = Path(__file__).with_name("desk.py")
LIMIT_SECONDS = 60

# OOXMLRecalcMode 0: always recalculate on load.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""

Step = Sequence[str | int | float]


class OfficeError(AssertionError):
    """LibreOffice could not do what it was asked."""


@dataclass(frozen=True, slots=True)
class After:
    """A workbook after somebody worked in it, and what was read on the way: rows of strings a reading."""

    workbook: bytes
    answers: list[list[list[str]]]


@functools.cache
def missing_tools() -> str:
    """Name what is not installed, or nothing."""
    tools = [name for name in ("soffice", "pdftotext") if shutil.which(name) is None]
    if not _has_uno():
        tools.append(f"UNO for {SYSTEM_PYTHON}")
    return ", ".join(tools)


def _has_uno() -> bool:
    if not Path(SYSTEM_PYTHON).exists():
        return False
    tried = subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False)
    return tried.returncode == 0


# Where CI is set, nothing is skipped: the test runs, and fails for want of LibreOffice.
requires_office = pytest.mark.skipif(
    bool(missing_tools()) and not os.environ.get("CI"),
    reason=f"LibreOffice was not asked, not installed: {missing_tools()}",
)


@dataclass(frozen=True, slots=True)
class _Desk:
    folder: Path
    process: "subprocess.Popen[str]"


_desks: list[_Desk] = []  # none or one


def _desk() -> _Desk:
    if not _desks:
        _desks.append(_new_desk())
    return _desks[0]


def _new_desk() -> _Desk:
    if missing_tools():
        raise OfficeError(f"not installed: {missing_tools()}")
    folder = Path(tempfile.mkdtemp(prefix="nianbao-office-"))
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(PROFILE, encoding="utf-8")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [SYSTEM_PYTHON, "-I", str(DESK), str(folder / "profile")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            encoding="utf-8",
            start_new_session=True,  # a group of its own, to be ended as one
        )
    return _Desk(folder, process)


def close_office() -> None:
    """End soffice, if it was started, and remove its profile."""
    while _desks:
        desk = _desks.pop()
        try:
            desk.process.communicate(timeout=15)
        except (subprocess.TimeoutExpired, BrokenPipeError):
            _kill(desk)
        shutil.rmtree(desk.folder)


def _kill(desk: _Desk) -> None:
    if desk.process.poll() is None:
        os.killpg(desk.process.pid, signal.SIGKILL)
        desk.process.wait()


@pytest.fixture(scope="session", autouse=True)
def _office_ends_with_the_session() -> Iterator[None]:
    yield
    close_office()


def _reply(desk: _Desk, request: dict[str, object]) -> str:
    """Give the line that answers, or an empty one if none came in time."""
    assert desk.process.stdin is not None
    assert desk.process.stdout is not None
    timer = threading.Timer(LIMIT_SECONDS, _kill, [desk])
    timer.start()
    try:
        print(json.dumps(request), file=desk.process.stdin, flush=True)
        return desk.process.stdout.readline()
    except BrokenPipeError:
        return ""
    finally:
        timer.cancel()


def _ask(request: dict[str, object]) -> list[list[list[str]] | None]:
    desk = _desk()
    line = _reply(desk, request)
    if not line:
        log = (desk.folder / "log").read_text(errors="replace")
        close_office()
        raise OfficeError(f"LibreOffice ended, or took more than {LIMIT_SECONDS} s. {log}")
    reply = json.loads(line)
    if "error" in reply:
        raise OfficeError(reply["error"])
    answers: list[list[list[str]] | None] = reply["answers"]
    return answers


def _converted(file: bytes, suffix: str, into: str, steps: Sequence[Step] = ()) -> After:
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        source, target = Path(folder) / f"source{suffix}", Path(folder) / f"target{into}"
        source.write_bytes(file)
        answers = _ask({"open": str(source), "steps": list(steps), "save": str(target)})
        if not target.exists():
            raise OfficeError(f"LibreOffice wrote no {into}")
        return After(target.read_bytes(), [answer for answer in answers if answer is not None])


def to_pdf(file: bytes, suffix: str) -> bytes:
    """Print a file as LibreOffice would.

    Args:
        file: The file's bytes.
        suffix: ``.docx``, ``.xlsx`` or ``.html``.

    Raises:
        OfficeError: If LibreOffice cannot open the file or gives no PDF in time.
    """
    pdf = _converted(file, suffix, ".pdf").workbook
    if not pdf.startswith(b"%PDF-"):
        raise OfficeError("LibreOffice wrote something that is no PDF")
    return pdf


def page_texts(pdf: bytes) -> list[str]:
    """Give the text of each page, laid out as it stands there."""
    command = ["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=LIMIT_SECONDS)
    return done.stdout.decode().split("\f")[:-1]  # a form feed ends each page


def page_count(pdf: bytes) -> int:
    """Count the pages."""
    return len(page_texts(pdf))


def resaved(docx: bytes) -> bytes:
    """Open a Word document and save it as .docx again."""
    return _converted(docx, ".docx", ".docx").workbook


def recalculated(xlsx: bytes) -> bytes:
    """Open a workbook, compute every formula anew, and save it as .xlsx."""
    return after(xlsx, [["calculate_all"]]).workbook


def after(xlsx: bytes, script: Sequence[Step]) -> After:
    """Work in a workbook as a person would, and read what it shows.

    Args:
        xlsx: The workbook's bytes.
        script: Steps, each an operation with its arguments. Some change the workbook:
            ``["move_range", sheet, "D4:E4", "H10"]`` (cut and paste),
            ``["insert_rows", sheet, before, count]``, ``["delete_rows", sheet, first, count]``,
            ``["insert_columns", sheet, "D", count]``, ``["delete_columns", sheet, "D", count]``,
            ``["rename_sheet", sheet, name]``, ``["move_sheet", sheet, position]`` (from 0),
            ``["set_value", sheet, cell, number]``,
            ``["set_text", sheet, cell, text]``, ``["set_formula", sheet, cell, formula]``,
            ``["clear", sheet, range]``, ``["unprotect", sheet]``, ``["calculate_all"]``.
            Others read: ``["strings", sheet, range]`` (what is shown) and ``["formulas", sheet, range]`` (in
            LibreOffice's spelling, ``=SUM($表三.A1;B2)``).

    Raises:
        OfficeError: If a step cannot be done. On a protected sheet, locked cells, rows and columns cannot be
            changed before ``unprotect``.
    """
    return _converted(xlsx, ".xlsx", ".xlsx", script)
