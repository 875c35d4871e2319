"""Office files made by code, right and wrong ones."""

import io
import re
import zipfile
from collections.abc import Mapping

import pytest

from generator.errors import UnusableInputError
from generator.ooxml.sheets import Cell, Sheet, read_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
POINTERS = "http://schemas.openxmlformats.org/package/2006/relationships"

SHEET_PART = "xl/worksheets/sheet1.xml"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Zip parts, deflated, as any program would."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return a file's parts as the standard library sees them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def pointers(*targets: tuple[str, str]) -> str:
    """Write a part of relationships: kinds and targets, numbered rId1, rId2 …"""
    listed = (
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{POINTERS}">{"".join(listed)}</Relationships>'


def worksheet(rows: str, before: str = "", namespace: str = MAIN) -> str:
    """Write a worksheet around its rows."""
    return f'<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData></worksheet>'


def workbook_parts(sheet: str | bytes, **more: str) -> dict[str, str | bytes]:
    """Write the parts of a workbook with one sheet ``表`` and, if given, ``strings`` and ``styles``."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": pointers(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": pointers(
            ("worksheet", "worksheets/sheet1.xml"),
            *((kind, f"{kind}.xml") for kind, name in _MORE.items() if name in more),
        ),
        SHEET_PART: sheet,
    }
    for kind, name in _MORE.items():
        if name in more:
            parts[f"xl/{kind}.xml"] = more[name]
    return parts


_MORE = {"sharedStrings": "strings", "styles": "styles"}


def workbook(sheet: str | bytes, **more: str) -> bytes:
    """Make a workbook of one sheet."""
    return zipped(workbook_parts(sheet, **more))


def first_sheet(data: bytes) -> Sheet:
    """Read the first sheet of a workbook."""
    return read_workbook(data).sheets[0]


def cells(rows: str, **more: str) -> dict[tuple[int, int], Cell]:
    """Read the cells of a sheet written as XML."""
    return first_sheet(workbook(worksheet(rows), **more)).cells


def refused(key: str) -> "pytest.RaisesExc[UnusableInputError]":
    """Expect a refusal with this text, whose placeholders are all filled."""

    def complete(error: UnusableInputError) -> bool:
        return error.key == key and not re.search("[{}]", str(error))

    return pytest.raises(UnusableInputError, check=complete)
