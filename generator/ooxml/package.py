"""Office packages: opened within bounds, packed to the same bytes on every machine.

The rules for parts are those of ECMA-376 part 2 (OPC).
"""

import re
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from generator.errors import UnusableInputError
from generator.ooxml.archive import (
    END_MARK,
    LOCAL_MARK,
    STORED,
    Entry,
    Kept,
    directory,
    end_record,
    records,
    refuse_overlaps,
    unpacked,
)

__all__ = [
    "CONTENT_TYPES",
    "LARGEST",
    "LIMITS",
    "Kept",
    "Limits",
    "Package",
    "is_old_text",
    "open_package",
    "pack",
]

CONTENT_TYPES = "[Content_Types].xml"

_CHINESE = "[\u4e00-\u9fff]"
_NO_TEXT = "[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]"
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 400  # bytes, in which a file says what it is
_PROGRAMS = ("vbaproject.bin", "jdedata.bin")
_MACRO_SHEETS = "/macrosheets/"
_OLE_PASSWORD_STREAM = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file that came from outside is taken in before it is refused.

    Attributes:
        file: Bytes of the whole file.
        parts: Entries in the package.
        part: Bytes of one part, unpacked.
        total: Bytes of all parts together, unpacked.
        ratio: How many times its packed size a part of more than ``ratio_from`` bytes may unpack to.
        ratio_from: Unpacked bytes below which the ratio is not looked at.
        depth: Levels of XML elements.
        sheets: Worksheets of a workbook.
        cells: Cells with a value or a formula, over all sheets.
        strings: Shared strings.
        text: Characters of one text or formula (Excel's own limit for a cell).
        texts: Characters of all texts and formulas together.
        expanded: Characters of all shared formulas, written out.
    """

    file: int = 50_000_000
    parts: int = 5_000
    part: int = 32_000_000
    total: int = 200_000_000
    ratio: int = 200
    ratio_from: int = 1_000_000
    depth: int = 256
    sheets: int = 256
    cells: int = 200_000
    strings: int = 200_000
    text: int = 32_767
    texts: int = 10_000_000
    expanded: int = 3_000_000


LIMITS = Limits()
LARGEST = 250_000_000
"""Bytes of a roll-up of ten thousand units, the largest file that is ever read."""


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package. Parts are found whatever the case of ASCII letters (ECMA-376 part 2, 6.2.2.3)."""

    data: bytes
    entries: dict[str, Entry]
    limits: Limits

    @property
    def has_macros(self) -> bool:
        """Whether it holds programs: of Excel and Word (VBA, sheets of macros) or of WPS; none is read."""
        return any(name.endswith(_PROGRAMS) or _MACRO_SHEETS in name for name in self.entries)

    @property
    def names(self) -> tuple[str, ...]:
        """The parts' names, spelled and ordered as in the file."""
        return tuple(entry.name for entry in self.entries.values())

    def __contains__(self, name: str) -> bool:
        return _folded(name) in self.entries

    def spelling(self, name: str) -> str:
        """Return a part's name as the file spells it.

        Raises:
            UnusableInputError: If there is no such part.
        """
        return self._entry(name).name

    def read(self, name: str) -> bytes:
        """Return a part unpacked; no more than its size announced at opening is ever inflated.

        Raises:
            UnusableInputError: If there is no such part, or its bytes are damaged.
        """
        return unpacked(self.data, self._entry(name))

    def kept(self, name: str) -> Kept:
        """Return a part as it lies, for packing it again unchanged.

        Raises:
            UnusableInputError: If there is no such part.
        """
        entry = self._entry(name)
        return Kept(self.data[entry.start : entry.end], entry.crc, entry.size, entry.method)

    def _entry(self, name: str) -> Entry:
        entry = self.entries.get(_folded(name))
        if entry is None:
            raise UnusableInputError("package.missing-part", part=name)
        return entry


def open_package(data: bytes, limits: Limits = LIMITS) -> Package:
    """Open an Office file after looking at everything that can be known without unpacking.

    Args:
        data: The whole file.
        limits: What is too much.

    Raises:
        UnusableInputError: If the file is empty, too large, protected by a password, in an old format,
            encrypted, no zip or a damaged one, or if its parts are too many, too large, repeated or packed in
            an unknown way.
    """
    _refuse_other_formats(data, limits)
    entries: dict[str, Entry] = {}
    for entry in directory(data, limits.parts):
        if entry.name.endswith("/"):
            continue
        if entries.setdefault(_folded(entry.name), entry) is not entry:
            raise UnusableInputError("package.repeated-part", part=entry.name)
    refuse_overlaps(entries.values())
    _refuse_bombs(entries.values(), limits)
    if _folded(CONTENT_TYPES) not in entries:
        raise UnusableInputError("package.not-office")
    return Package(data, entries, limits)


def pack(parts: Iterable[tuple[str, bytes | Kept]]) -> bytes:
    """Pack parts in the order given: bytes of ours are stored, kept parts stay as they are.

    Nothing is ever deflated, every date is 1980-01-01 and the system is Unix, so that equal parts give equal
    bytes on every platform, whatever its zlib.

    Raises:
        ValueError: If a name comes twice.
    """
    pieces: list[bytes] = []
    central_records: list[bytes] = []
    names: set[str] = set()
    offset = 0
    for name, content in parts:
        if _folded(name) in names:
            raise ValueError(f"part given twice: {name}")
        names.add(_folded(name))
        kept = content if isinstance(content, Kept) else _stored(content)
        local, central = records(name, kept, offset)
        pieces += (local, kept.compressed)
        central_records.append(central)
        offset += len(local) + len(kept.compressed)
    end = end_record(len(central_records), sum(map(len, central_records)), offset)
    return b"".join([*pieces, *central_records, end])


def _folded(name: str) -> str:
    """Fold ASCII letters only: the Kelvin sign is not a k."""
    return name.encode().lower().decode()


def _refuse_other_formats(data: bytes, limits: Limits) -> None:
    if not data:
        raise UnusableInputError("package.empty")
    if len(data) > limits.file:
        raise UnusableInputError(
            "package.too-large", size=_megabytes(len(data)), limit=_megabytes(limits.file)
        )
    if data.startswith(_OLE_MARK):
        key = "package.password" if _OLE_PASSWORD_STREAM in data else "package.old-format"
        raise UnusableInputError(key)
    if is_old_text(data):
        raise UnusableInputError("package.old-format")
    if not data.startswith((LOCAL_MARK, END_MARK)):
        raise UnusableInputError("package.plain-text" if _is_text(data) else "package.unknown-format")


def is_old_text(data: bytes) -> bool:
    """Whether a document or workbook is saved as one text: Rich Text, or the XML of Word and Excel 2003."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{\\rtf") or (head.startswith(b"<") and b"<?mso-application" in head)


def _is_text(data: bytes) -> bool:
    """Whether a file is a Chinese text as editors save it, and nothing that a program made unreadable."""
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            return re.search(_CHINESE, text) is not None and re.search(_NO_TEXT, text) is None
    return False


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".removesuffix(".0")


def _refuse_bombs(entries: Iterable[Entry], limits: Limits) -> None:
    total = 0
    for entry in entries:
        total += entry.size
        packed = max(1, entry.end - entry.start)
        swollen = entry.size > limits.ratio_from and entry.size > limits.ratio * packed
        if entry.size > limits.part or total > limits.total or swollen:
            raise UnusableInputError("package.too-much-inside", part=entry.name)


def _stored(data: bytes) -> Kept:
    return Kept(data, zlib.crc32(data), len(data), STORED)
