"""LibreOffice of this machine, if there is one: a Word document into a PDF."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from generator.errors import OutputError

LIMIT_SECONDS = 120

# Tagged, so that a screen reader finds headings and tables.
_FILTER = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
_NAMES = ("soffice", "libreoffice", "soffice.com")
_USUAL = {
    "win32": [
        Path(os.environ.get(folder, ""), "LibreOffice", "program", "soffice.com")
        for folder in ("PROGRAMFILES", "PROGRAMFILES(X86)")
    ],
    "darwin": [Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")],
    "linux": [
        Path("/usr/lib/libreoffice/program/soffice"),
        *sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True),
    ],
}


def to_pdf(document: bytes) -> bytes:
    """Print a .docx into a PDF, in a folder and with a profile that are removed afterwards.

    Raises:
        OutputError: If LibreOffice is not installed, takes too long, or gives no PDF.
    """
    office = _installed()
    if office is None:
        raise OutputError("pdf.not-installed")
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "report.docx").write_bytes(document)
        _run(office, folder)
        pdf = folder / "report.pdf"
        data = pdf.read_bytes() if pdf.exists() else b""
    if not data.startswith(b"%PDF-"):
        raise OutputError("pdf.failed")
    return data


def _installed() -> Path | None:
    """LibreOffice's program: on the path, else where it is usually put."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found:
        return Path(found)
    return next((file for file in _USUAL.get(sys.platform, []) if file.is_file()), None)


def _run(office: Path, folder: Path) -> None:
    """Run it in a group of its own: what it starts ends with it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(office), profile, "--headless", "--norestore", "--convert-to", _FILTER]
    command += ["--outdir", str(folder), str(folder / "report.docx")]
    nothing = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603  (our own arguments, no shell)
            command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
    except OSError:
        raise OutputError("pdf.failed") from None
    try:
        process.wait(LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        raise OutputError("pdf.too-slow", limit=LIMIT_SECONDS) from None
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
