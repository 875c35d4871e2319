"""Packages are opened within bounds and packed to the same bytes everywhere."""

import io
import struct
import zipfile
import zlib
from contextlib import suppress
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UnusableInputError
from generator.ooxml.package import LIMITS, Kept, open_package, pack
from generator.ooxml.sheets import read_workbook
from tests.ooxml.conftest import refused, unzipped, workbook, worksheet, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SMALL = workbook(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'))


def patched(data: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    """Overwrite bytes behind every record that begins with a mark."""
    changed = bytearray(data)
    at = data.find(mark)
    while at >= 0:
        changed[at + offset : at + offset + len(value)] = value
        at = data.find(mark, at + 1)
    return bytes(changed)


class Unseekable(io.RawIOBase):
    """A stream that cannot go back, so that sizes follow the parts."""

    def __init__(self) -> None:
        super().__init__()
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.written += bytes(data)  # type: ignore[call-overload]
        return len(bytes(data))  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "package.empty"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "package.password"),
        (OLE, "package.old-format"),
        (b"{\\rtf1\\ansi", "package.old-format"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "package.old-format"),
        (b"%TSD-Header-###%" + bytes(100), "package.unknown-format"),
        (b"\xef\xbb\xbf<html>", "package.unknown-format"),
        ("一、总体情况".encode(), "package.plain-text"),
        ("一、总体情况".encode("gb18030"), "package.plain-text"),
        (SMALL[:-30], "package.damaged"),
        (SMALL[: len(SMALL) // 2], "package.damaged"),
        (b"PK\x03\x04", "package.damaged"),
        (zipped({}), "package.not-office"),
        (zipped({"content.xml": "<office/>"}), "package.not-office"),
        (patched(SMALL, b"PK\x01\x02", 8, b"\x01\x00"), "package.encrypted-part"),
        (patched(SMALL, b"PK\x01\x02", 10, b"\x0e\x00"), "package.unknown-compression"),
        (patched(SMALL, b"PK\x01\x02", 42, bytes(4)), "package.damaged"),
        (patched(SMALL, b"PK\x01\x02", 20, b"\xff\xff\xff\x00"), "package.damaged"),
        (patched(SMALL, b"PK\x01\x02", 24, b"\xff\xff\xff\x7f"), "package.too-much-inside"),
        (patched(SMALL, b"PK\x01\x02", 24, b"\xff\xff\xff\xff"), "package.damaged"),
        (patched(SMALL, b"PK\x05\x06", 10, b"\x01\x00"), "package.damaged"),
        (patched(SMALL, b"PK\x05\x06", 16, b"\xff\xff\xff\xff"), "package.damaged"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_its_own_sentence(data: bytes, key: str) -> None:
    with refused(key):
        open_package(data)


def test_a_file_that_is_too_large_is_refused_with_both_sizes() -> None:
    with refused("package.too-large") as caught:
        open_package(b"PK\x03\x04" + bytes(2_500_000), replace(LIMITS, file=2_000_000))
    assert "2.5 MB" in str(caught.value)
    assert "2 MB" in str(caught.value)


def test_too_many_parts_are_refused() -> None:
    with refused("package.too-many-parts"):
        open_package(SMALL, replace(LIMITS, parts=3))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_comes_twice_is_refused_whatever_its_case() -> None:
    target = io.BytesIO(SMALL)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("XL/Workbook.xml", "<other/>")
    with refused("package.repeated-part"):
        open_package(target.getvalue())


def test_a_bomb_is_refused_by_its_ratio_and_by_its_size() -> None:
    with refused("package.too-much-inside"):
        open_package(zipped({"[Content_Types].xml": bytes(2_000_000)}))
    with refused("package.too-much-inside"):
        open_package(zipped({"[Content_Types].xml": bytes(100_000_000)}), replace(LIMITS, ratio=10_000))
    with refused("package.too-much-inside"):
        open_package(
            zipped({f"{number}": bytes(900_000) for number in range(30)}), replace(LIMITS, total=20_000_000)
        )


def test_a_part_larger_than_it_says_is_not_inflated_further() -> None:
    lying = patched(
        zipped({"[Content_Types].xml": bytes(50_000_000)}), b"PK\x01\x02", 24, struct.pack("<I", 10)
    )
    with refused("package.damaged-part"):
        open_package(lying).read("[Content_Types].xml")


def test_a_part_with_a_wrong_checksum_or_broken_stream_is_told_by_name() -> None:
    wrong_sum = patched(SMALL, b"PK\x01\x02", 16, bytes(4))
    start = SMALL.index(b"[Content_Types].xml") + len("[Content_Types].xml")
    broken = SMALL[:start] + b"\xff\xff" + SMALL[start + 2 :]
    for data in (wrong_sum, broken):
        with refused("package.damaged-part") as caught:
            open_package(data).read("[Content_Types].xml")
        assert "[Content_Types].xml" in str(caught.value)


def test_overlapping_parts_are_refused() -> None:
    package = open_package(SMALL)
    one, other = package.names[:2]
    offset = SMALL.index(b"PK\x01\x02", SMALL.index(b"PK\x01\x02") + 1) + 20
    grown = struct.pack("<I", len(package.kept(other).compressed) + 200)
    with refused("package.damaged"):
        open_package(SMALL[:offset] + grown + SMALL[offset + 4 :])
    assert one != other


def test_parts_are_found_in_any_case_and_missing_ones_told() -> None:
    package = open_package(SMALL)
    assert package.read("XL/WORKBOOK.XML") == package.read("xl/workbook.xml")
    assert "xl/Workbook.xml" in package
    with refused("package.missing-part"):
        package.read("xl/none.xml")


def test_folders_comments_bytes_behind_and_sizes_that_follow_are_accepted() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.comment = b"made by a gateway"
        archive.mkdir("xl")
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert open_package(target.getvalue() + b"\r\n").names == ("[Content_Types].xml",)
    stream = Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert open_package(bytes(stream.written)).read("[Content_Types].xml") == b"<Types/>"


def test_zip64_is_read() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive, pytest.MonkeyPatch.context() as patch:
        patch.setattr(zipfile, "ZIP64_LIMIT", -1)
        patch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", -1)
        with archive.open("[Content_Types].xml", "w", force_zip64=True) as part:
            part.write(b"<Types/>")
        archive.close()
    data = target.getvalue()
    assert b"PK\x06\x06" in data
    assert open_package(data).read("[Content_Types].xml") == b"<Types/>"


@given(st.data())
def test_a_damaged_file_is_read_or_refused_but_never_a_surprise(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(SMALL) - 1))
    garbage = data.draw(st.binary(min_size=1, max_size=8))
    damaged = SMALL[:at] + garbage + SMALL[at + len(garbage) :]
    with suppress(UnusableInputError):
        assert len(read_workbook(damaged).sheets) <= 1


NAMES = st.text(
    st.characters(codec="utf-8", exclude_characters="\0/\\", exclude_categories=["Cs"]), min_size=1
)


@given(st.dictionaries(NAMES, st.binary(max_size=200), max_size=8))
def test_what_is_packed_reads_back_here_and_in_the_standard_library(parts: dict[str, bytes]) -> None:
    folded = {name.encode().lower(): (name, content) for name, content in parts.items()}
    parts = {"[Content_Types].xml": b"<Types/>"} | dict(folded.values())
    packed = pack(parts.items())
    assert unzipped(packed) == parts
    package = open_package(packed)
    assert {name: package.read(name) for name in package.names} == parts
    assert package.names == tuple(parts)


def test_packing_needs_no_compressor_and_keeps_compressed_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    source = open_package(SMALL)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("nothing of ours may be deflated")

    for name in ("compress", "compressobj"):
        monkeypatch.setattr(zlib, name, refuse)
    parts: list[tuple[str, bytes | Kept]] = [(name, source.kept(name)) for name in source.names]
    packed = pack([*parts, ("docProps/我们的.xml", b"<ours/>")])
    assert packed == pack([*parts, ("docProps/我们的.xml", b"<ours/>")])
    package = open_package(packed)
    assert [package.kept(name) for name in source.names] == [source.kept(name) for name in source.names]
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        infos = archive.infolist()
    assert [info.filename for info in infos] == [*source.names, "docProps/我们的.xml"]
    assert {(info.date_time, info.create_system) for info in infos} == {((1980, 1, 1, 0, 0, 0), 3)}
    assert infos[-1].compress_type == zipfile.ZIP_STORED


def test_what_openpyxl_wrote_opens_after_packing_it_again() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("表")["B2"] = 12
    target = io.BytesIO()
    book.save(target)
    packed = pack((name, content) for name, content in unzipped(target.getvalue()).items())
    assert openpyxl.load_workbook(io.BytesIO(packed))["表"]["B2"].value == 12


def test_a_part_packed_twice_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="given twice"):
        pack([("a.xml", b""), ("A.xml", b"")])
