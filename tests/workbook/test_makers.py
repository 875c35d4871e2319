"""A filled workbook as each program saves it reads to the same filing.

LibreOffice, openpyxl and SheetJS save it themselves, XlsxWriter writes it anew. Excel for Mac and WPS cannot
be had here: how they write is imitated, from what their files are known to look like.
"""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl import load_workbook

from generator.filing import Filing
from tests.hostile.fixtures import strict
from tests.ooxml.conftest import MAIN, unzipped, zipped
from tests.witness.office import after, requires_office
from tests.workbook.kit import answers, case, opened

BASE = case("tongzhou-2024")
SHEETJS = Path(__file__).parents[2] / "build" / "bench" / "node_modules" / "xlsx"
"""As ``make bench`` fetches it."""

_SHEET = re.compile(r"xl/worksheets/sheet[0-9]+\.xml")
_OF_WPS = (
    '<extLst><ext uri="{C62137D5-CB1D-491B-B009-E17868A290BF}" '
    'xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><etc:item r="A1"/></ext></extLst>'
)
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006"
_BUILD_OF_WPS = (
    f'<Properties xmlns="{_PROPERTIES}/custom-properties" xmlns:vt="{_PROPERTIES}/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer">'
    "<vt:lpwstr>2052-12.1.0.16929</vt:lpwstr></property></Properties>"
)
_NEWER = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" '
    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
)


def differing(saved: bytes) -> list[str]:
    """What of the filing is another one after saving: all that was answered, where, and what is noticed."""
    ours, theirs = answers(BASE), answers(saved)
    return [
        field.name for field in fields(Filing) if getattr(ours, field.name) != getattr(theirs, field.name)
    ]


def by_openpyxl() -> bytes:
    """Loaded and saved: the results of formulas are gone."""
    saved = io.BytesIO()
    load_workbook(io.BytesIO(BASE)).save(saved)
    return saved.getvalue()


def by_xlsxwriter() -> bytes:
    """Every cell written anew, without formats; formulas with their results."""
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved, {"strings_to_urls": False, "strings_to_formulas": False}) as book:
        for sheet in opened(BASE).sheets:
            page = book.add_worksheet(sheet.name)
            if sheet.state == "veryHidden":
                page.very_hidden()
            for (row, column), cell in sheet.cells.items():
                if cell.formula:
                    page.write_formula(row - 1, column - 1, f"={cell.formula}", None, cell.value)
                else:
                    page.write(row - 1, column - 1, cell.value)
    return saved.getvalue()


def by_sheetjs() -> bytes:
    """Read and written by the library that most web applications use."""
    script = (
        "const X = require(process.argv[1]); const all = [];"
        "process.stdin.on('data', b => all.push(b)).on('end', () => {"
        "const book = X.read(Buffer.concat(all), {cellFormula: true, cellStyles: true});"
        "process.stdout.write(X.write(book, {type: 'buffer', bookType: 'xlsx'})); });"
    )
    done = subprocess.run(
        ["node", "-e", script, str(SHEETJS)], input=BASE, capture_output=True, check=True, timeout=60
    )
    return done.stdout


def like_wps() -> bytes:
    """Rows with spans, texts in runs, an extension of its own, and a part that names the program."""
    parts = unzipped(BASE)
    for name in filter(_SHEET.fullmatch, parts):
        parts[name] = parts[name].replace(b"<row ", b'<row spans="1:20" ')
    _replace(parts, "xl/sharedStrings.xml", b"<si><t", b"<si><r><rPr><charset val='134'/></rPr><t")
    _replace(parts, "xl/sharedStrings.xml", b"</t></si>", b"</t></r></si>")
    _replace(parts, "xl/workbook.xml", b"</workbook>", f"{_OF_WPS}</workbook>".encode())
    parts["docProps/custom.xml"] = _BUILD_OF_WPS.encode()
    return zipped(parts)


def like_excel_for_mac() -> bytes:
    """Relative targets, newer namespaces marked ignorable, readings beside the texts."""
    parts = unzipped(BASE)
    newer = f'<worksheet xmlns="{MAIN}" {_NEWER}'.encode()
    for name in filter(_SHEET.fullmatch, parts):
        _replace(parts, name, f'<worksheet xmlns="{MAIN}"'.encode(), newer)
        parts[name] = parts[name].replace(b"<row ", b'<row x14ac:dyDescent="0.2" ')
    reading = '</t><rPh sb="0" eb="1"><t>nián</t></rPh><phoneticPr fontId="2" type="noConversion"/></si>'
    _replace(parts, "xl/sharedStrings.xml", b"</t></si>", reading.encode())
    _replace(parts, "xl/_rels/workbook.xml.rels", b'Target="/xl/', b'Target="')
    return zipped(parts)


def _replace(parts: dict[str, bytes], name: str, old: bytes, new: bytes) -> None:
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new)


@pytest.mark.parametrize("save", [by_openpyxl, by_xlsxwriter, like_wps, like_excel_for_mac, strict])
def test_what_a_program_saved_reads_to_the_same_answers(save: Callable[[], bytes]) -> None:
    assert differing(save()) == []


@requires_office
def test_what_libreoffice_saved_reads_to_the_same_answers() -> None:
    assert differing(after(BASE, []).workbook) == []


@pytest.mark.skipif(not SHEETJS.is_dir() or shutil.which("node") is None, reason="make bench fetches SheetJS")
def test_what_sheetjs_saved_reads_to_the_same_answers() -> None:
    assert differing(by_sheetjs()) == []
