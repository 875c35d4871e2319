"""Files that a stranger can send, made by code."""

import io
import json
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.ooxml.conftest import MAIN, OFFICE, POINTERS, STRICT, unzipped, workbook, worksheet, zipped
from tests.ooxml.test_sheets import HOSTILE as OF_SHEETS
from tests.workbook.kit import case

Maker = Callable[[], bytes]
_TRANSITIONAL, _STRICT = (
    "http://schemas.openxmlformats.org/officeDocument/2006",
    "http://purl.oclc.org/ooxml/officeDocument",
)
BOOK = "xl/workbook.xml"
TABLE = "xl/worksheets/sheet6.xml"
"""表三."""
BOOK_POINTERS = "xl/_rels/workbook.xml.rels"
MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def filled() -> bytes:
    """A workbook that nothing is wrong with."""
    return case("tongzhou-2024")


def changed(change: Mapping[str, tuple[str, str]]) -> bytes:
    """The filled workbook with one piece of text replaced in some of its parts."""
    parts = unzipped(filled())
    for name, (old, new) in change.items():
        assert old.encode() in parts[name]
        parts[name] = parts[name].replace(old.encode(), new.encode(), 1)
    return zipped(parts)


def with_parts(**more: bytes) -> bytes:
    """The filled workbook with further parts."""
    return zipped(unzipped(filled()) | more)


def doubled(name: str) -> bytes:
    """A zip whose directory lists a name twice."""
    target = io.BytesIO(filled())
    with warnings.catch_warnings(), zipfile.ZipFile(target, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(name, "<other/>")
    return target.getvalue()


def patched(offset: int, value: int) -> bytes:
    """The filled workbook with a number of 32 bits overwritten in the record of the list of sheets."""
    data = bytearray(filled())
    struct.pack_into("<I", data, data.rindex(BOOK.encode()) - 46 + offset, value)
    return bytes(data)


def overlapping() -> bytes:
    """Two entries of the directory that lead to the same bytes."""
    data = bytearray(zipped({"[Content_Types].xml": "<Types/>", "[Content_Types].xm_": "<Types/>"}))
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, second + 42, 0)
    data[second + 46 : second + 65] = b"[Content_Types].xml"
    return bytes(data)


def nested() -> bytes:
    """Zips in zips."""
    inner = filled()
    for _ in range(20):
        inner = zipped({"a.zip": inner})
    return inner


def strict() -> bytes:
    """The filled workbook in the namespaces of ISO/IEC 29500 Strict."""
    parts = unzipped(filled())
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            renamed = data.replace(MAIN.encode(), STRICT.encode())
            parts[name] = renamed.replace(_TRANSITIONAL.encode(), _STRICT.encode())
    return zipped(parts)


def with_macros() -> bytes:
    """The filled workbook with a project of macros, as .xlsm."""
    parts = unzipped(filled()) | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)}
    kinds = parts["[Content_Types].xml"]
    assert PLAIN.encode() in kinds
    parts["[Content_Types].xml"] = kinds.replace(PLAIN.encode(), MACROS.encode())
    pointer = (
        '<Relationship Id="rIdVba" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
    )
    parts[BOOK_POINTERS] = parts[BOOK_POINTERS].replace(
        b"</Relationships>", f'{pointer} Target="vbaProject.bin"/></Relationships>'.encode()
    )
    return zipped(parts)


def pointing(target: str, mode: str = "") -> bytes:
    """A workbook whose sheet lies elsewhere."""
    parts = unzipped(workbook(worksheet("")))
    parts[BOOK_POINTERS] = (
        f'<Relationships xmlns="{POINTERS}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
        f'Target="{target}"{mode}/></Relationships>'
    ).encode()
    return zipped(parts)


def hidden(state: str) -> bytes:
    """The filled workbook with every sheet hidden, as Excel itself does not allow."""
    parts = unzipped(filled())
    book = re.sub(rb' state="[a-zA-Z]*"', b"", parts[BOOK])
    parts[BOOK] = book.replace(b"<sheet ", f'<sheet state="{state}" '.encode())
    assert parts[BOOK].count(state.encode()) > 5
    return zipped(parts)


def with_rows(more: str) -> bytes:
    """The filled workbook with more rows at the end of 表三."""
    return changed({TABLE: ("</sheetData>", f"{more}</sheetData>")})


def rows(count: int) -> bytes:
    """A workbook of many short rows."""
    return workbook(worksheet("".join(f'<row r="{r}"><c><v>1</v></c></row>' for r in range(1, count + 1))))


REFUSED: dict[str, Maker] = {
    "empty": lambda: b"",
    "no zip": "这不是填报表。".encode,
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(1000),
    "truncated": lambda: filled()[:-3000],
    "only its head": lambda: filled()[:30],
    "protected by a password": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    ),
    "an .xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
    "a .csv": lambda: "单位,数量\n某局,=1+1\n".encode("gbk"),
    "an .ods": lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
    "a .docx of something else": lambda: zipped(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}
    ),
    "a wrong checksum": lambda: patched(16, 7),
    "a false size": lambda: patched(24, 9),
    "a size of 4 GB": lambda: patched(24, 0xFFFFFFF0),
    "overlapping entries": overlapping,
    "one name twice": lambda: doubled("xl/workbook.xml"),
    "zips in zips": nested,
    "many parts": lambda: zipped({f"a{n}": "" for n in range(6000)}),
    "a bomb": lambda: zipped({"[Content_Types].xml": bytes(300_000_000)}),
    "one million rows": lambda: rows(1_000_000),
    "another encoding": lambda: changed(
        {BOOK: ("<workbook", "<?xml version='1.0' encoding='GBK'?><workbook")}
    ),
    "a lost sheet": lambda: pointing("nowhere.xml"),
    "a circular sheet": lambda: pointing("workbook.xml"),
    "a sheet outside the package": lambda: pointing("../../../../etc/passwd"),
    "a sheet on the net": lambda: pointing("http://example.invalid/a.xml", ' TargetMode="External"'),
    "deep JSON": lambda: b'{"a":' * 200_000,
    "JSON of many numbers": lambda: b'{"form": [' + b",".join([b"0.1"] * 700_000) + b"]}",
    "JSON of many objects": lambda: b'{"form": [' + b",".join([b'{"a":1}'] * 370_000) + b"]}",
    "large JSON": lambda: b'{"form": [' + b",".join([b"[]"] * 3_000_000) + b"]}",
    "JSON that never ends": lambda: b'{"form": "' + b'\\"' * 1_400_000,
    "JSON with a number without end": lambda: (
        b'{"form":"disclosure","edition":"2021","year":' + b"9" * 900_000 + b"}"
    ),
    "JSON with half a pair": lambda: json.dumps({"form": "\ud800", "edition": "2021"}).encode(),
    "JSON of a form elsewhere": lambda: json.dumps({"form": "../../etc", "edition": "/"}).encode(),
    "JSON in another encoding": lambda: '{"form":"公开"}'.encode("gbk"),
    "a page": lambda: b"<html>" + b"<div>" * 100_000,
    **{f"sheets: {name}": make for name, (make, _) in OF_SHEETS.items()},
}
"""What cannot be used; every one is answered with one sentence."""

READ: dict[str, Maker] = {
    "strict": strict,
    "with macros": with_macros,
    "with absolute and climbing paths": lambda: with_parts(**{"/etc/passwd": b"x", "../../climbs": b"x"}),
    "with a zip in it": lambda: with_parts(**{"xl/embeddings/a.zip": nested()}),
    "with every sheet hidden": lambda: hidden("hidden"),
    "with every sheet very hidden": lambda: hidden("veryHidden"),
    "with a value at the far corner": lambda: with_rows(
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "with a format at the far corner": lambda: with_rows('<row r="1048576"><c r="XFD1048576" s="1"/></row>'),
    "with a merge of what is below": lambda: changed(
        {TABLE: ("<mergeCell ", '<mergeCell ref="A60:XFD1048576"/><mergeCell ')}
    ),
    "with formats on all columns": lambda: changed(
        {TABLE: ("</cols>", '<col min="30" max="16384" width="9" style="1"/></cols>')}
    ),
    "with an external link": lambda: changed(
        {
            BOOK_POINTERS: (
                "</Relationships>",
                f'<Relationship Id="rIdOut" Type="{OFFICE}/externalLink" Target="file:///c:/a.xlsx" '
                'TargetMode="External"/></Relationships>',
            )
        }
    ),
}
"""What is strange and nevertheless read, with the same answers."""


def put(folder: Path, makers: Mapping[str, Maker], ending: str) -> list[Path]:
    """Write files into a folder under their names."""
    files = []
    for name, make in makers.items():
        file = folder / (name.replace(":", "").replace("/", "") + ending)
        file.write_bytes(make())
        files.append(file)
    return files
