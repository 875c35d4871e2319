"""The zip structure of Office files (APPNOTE.TXT of PKWARE, 6.3), both ways.

It is written out because the standard library's writer cannot carry a part over with its compressed bytes.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.errors import UnusableInputError

STORED, DEFLATED = 0, 8

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LOCATOR64 = struct.Struct("<4sIQI")
_END64 = struct.Struct("<4sQ2H2I4Q")
LOCAL_MARK, _CENTRAL_MARK, END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCATOR64_MARK, _END64_MARK = b"PK\x06\x07", b"PK\x06\x06"
_ZIP64_FIELD = 1
_IN_ZIP64 = 0xFFFFFFFF
_LONGEST_COMMENT = 0xFFFF
_ENCRYPTED, _UTF8 = 0x0001 | 0x0040 | 0x2000, 0x0800

# What is written into each header, whatever the machine.
_NEW_YEAR_1980 = 0x0021
_VERSION, _UNIX = 20, 3
_PERMISSIONS = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Kept:
    """A part as it lies in another package: compressed bytes, checksum, unpacked size, method."""

    compressed: bytes
    crc: int
    size: int
    method: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A record of the directory: local header at ``header``, packed bytes at ``start`` to ``end``."""

    name: str
    header: int
    start: int
    end: int
    crc: int
    size: int
    method: int


def directory(data: bytes, most: int) -> Iterator[Entry]:
    """Walk the central directory, which alone says what the file holds.

    Args:
        data: The whole file.
        most: How many entries are accepted.

    Raises:
        UnusableInputError: If the structure is damaged, or entries are too many, encrypted or packed in an
            unknown way.
    """
    count, size, offset = _bounds_of_directory(data)
    if count > most:
        raise UnusableInputError("package.too-many-parts", count=count, limit=most)
    end = offset + size
    for _ in range(count):
        if offset + _CENTRAL.size > end:
            raise UnusableInputError("package.damaged")
        entry, offset = _central_entry(data, offset, directory=end - size)
        yield entry
    if offset != end:
        raise UnusableInputError("package.damaged")


def _bounds_of_directory(data: bytes) -> tuple[int, int, int]:
    """Return the directory's number of entries, size and offset."""
    at = data.rfind(END_MARK, max(0, len(data) - _END.size - _LONGEST_COMMENT))
    if at < 0 or at + _END.size > len(data):
        raise UnusableInputError("package.damaged")
    _, _, _, _, count, size, offset, _ = _END.unpack_from(data, at)
    if at >= _LOCATOR64.size and data.startswith(_LOCATOR64_MARK, at - _LOCATOR64.size):
        at, count, size, offset = _bounds_in_zip64(data, at - _LOCATOR64.size)
    if offset + size > at:
        raise UnusableInputError("package.damaged")
    return count, size, offset


def _bounds_in_zip64(data: bytes, locator: int) -> tuple[int, int, int, int]:
    _, _, at, _ = _LOCATOR64.unpack_from(data, locator)
    if at + _END64.size > locator or not data.startswith(_END64_MARK, at):
        raise UnusableInputError("package.damaged")
    count, size, offset = _END64.unpack_from(data, at)[-3:]
    return at, count, size, offset


def _central_entry(data: bytes, at: int, directory: int) -> tuple[Entry, int]:
    """Read one record of the directory; return the entry and where the next record stands."""
    fields = _CENTRAL.unpack_from(data, at)
    mark, _, _, flags, method, _, _, crc, packed, size, *lengths, _, _, _, local = fields
    name_size, extra_size, comment_size = lengths
    extra_at = at + _CENTRAL.size + name_size
    raw = data[at + _CENTRAL.size : extra_at]
    following = extra_at + extra_size + comment_size
    if mark != _CENTRAL_MARK or following > len(data):
        raise UnusableInputError("package.damaged")
    name = _decoded(raw, flags)
    if flags & _ENCRYPTED:
        raise UnusableInputError("package.encrypted-part", part=name)
    if method not in (STORED, DEFLATED):
        raise UnusableInputError("package.unknown-compression", part=name)
    if _IN_ZIP64 in (size, packed, local):
        size, packed, local = _zip64_values(data[extra_at : extra_at + extra_size], (size, packed, local))
    start = _start_of_data(data, local, raw)
    if start + packed > directory:
        raise UnusableInputError("package.damaged")
    return Entry(name, local, start, start + packed, crc, size, method), following


def _decoded(raw: bytes, flags: int) -> str:
    try:
        return raw.decode("utf-8" if flags & _UTF8 else "cp437")
    except UnicodeDecodeError:
        raise UnusableInputError("package.damaged") from None


def _zip64_values(extra: bytes, values: tuple[int, int, int]) -> list[int]:
    """Take from the zip64 field, in its fixed order, the values that did not fit into 32 bits."""
    found: list[int] = []
    while len(extra) >= 4:
        field, size = struct.unpack_from("<2H", extra)
        if field == _ZIP64_FIELD:
            found = [number for (number,) in struct.iter_unpack("<Q", extra[4 : 4 + size // 8 * 8])]
            break
        extra = extra[4 + size :]
    if values.count(_IN_ZIP64) > len(found):
        raise UnusableInputError("package.damaged")
    wide = iter(found)
    return [next(wide) if value == _IN_ZIP64 else value for value in values]


def _start_of_data(data: bytes, local: int, raw: bytes) -> int:
    """Return where a part's bytes begin, behind its local header, which must bear the same name."""
    if local + _LOCAL.size > len(data):
        raise UnusableInputError("package.damaged")
    mark, *_, name_size, extra_size = _LOCAL.unpack_from(data, local)
    name_at = local + _LOCAL.size
    if mark != LOCAL_MARK or data[name_at : name_at + name_size] != raw:
        raise UnusableInputError("package.damaged")
    return name_at + int(name_size) + int(extra_size)


def refuse_overlaps(entries: Iterable[Entry]) -> None:
    """Refuse entries that share bytes: that is how a small file unpacks to terabytes.

    Raises:
        UnusableInputError: If two do.
    """
    for one, other in pairwise(sorted(entries, key=lambda entry: entry.header)):
        if one.end > other.header:
            raise UnusableInputError("package.damaged")


def unpacked(data: bytes, entry: Entry) -> bytes:
    """Return an entry's bytes; no more than it announces is ever inflated.

    Raises:
        UnusableInputError: If they are damaged, or more or fewer than announced.
    """
    packed = data[entry.start : entry.end]
    content = packed if entry.method == STORED else _inflate(packed, entry)
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise UnusableInputError("package.damaged-part", part=entry.name)
    return content


def _inflate(packed: bytes, entry: Entry) -> bytes:
    """Inflate up to one byte more than was announced, so that a lie shows and costs nothing."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        return inflater.decompress(packed, entry.size + 1)
    except zlib.error:
        raise UnusableInputError("package.damaged-part", part=entry.name) from None


def deflated(data: bytes) -> Kept:
    """Deflate what goes into an archive for people; how small it becomes depends on the machine's zlib."""
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return Kept(compressor.compress(data) + compressor.flush(), zlib.crc32(data), len(data), DEFLATED)


def records(name: str, part: Kept, offset: int) -> tuple[bytes, bytes]:
    """Return the local header of a part that is put at an offset, and its record in the directory."""
    raw = name.encode()
    flags = 0 if name.isascii() else _UTF8
    sizes = (part.crc, len(part.compressed), part.size, len(raw), 0)
    common = (_VERSION, flags, part.method, 0, _NEW_YEAR_1980, *sizes)
    made_by = _UNIX << 8 | _VERSION
    local = _LOCAL.pack(LOCAL_MARK, *common) + raw
    central = _CENTRAL.pack(_CENTRAL_MARK, made_by, *common, 0, 0, 0, _PERMISSIONS, offset) + raw
    return local, central


def end_record(count: int, size: int, offset: int) -> bytes:
    """Return what ends a file: the directory's number of records, its size and its offset."""
    return _END.pack(END_MARK, 0, 0, count, count, size, offset, 0)
