"""Zip archives in which units hand in: the files inside, bounded, those of archives inside as well."""

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from generator.errors import UnusableInputError
from generator.office.inputs import is_archive, is_zip
from generator.ooxml.package import LIMITS

_UTF_8 = 0x800  # the flag for names in UTF-8 (APPNOTE.TXT, 4.4.4)
_MOST = 20_000  # files
DEPTH = 2
"""How deep a file may lie in archives: units pack theirs, and whoever passes them on packs them again."""

DAMAGE = (BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError, ValueError, OSError)
"""What the standard library raises at a damaged archive, or one with a password."""


def names(archive: ZipFile) -> list[str]:
    """The names of the entries, folders and all, in their order.

    Raises:
        UnusableInputError: If they are too many, or the archives among them too large.
    """
    found = [_name(info) for info in archive.infolist()]
    inside = (info.file_size for info, name in zip(archive.infolist(), found, strict=True) if is_zip(name))
    if len(found) > _MOST or sum(inside) > LIMITS.total:
        raise UnusableInputError("rollup.bad-zip")
    return found


def entry(archive: ZipFile, number: int) -> bytes:
    """An entry of an archive, no more of it than a file may hold.

    Args:
        archive: Open.
        number: Which one, from 0.

    Raises:
        UnusableInputError: If it is damaged, or has a password.
    """
    try:
        with archive.open(archive.infolist()[number]) as stream:
            return stream.read(LIMITS.file + 1)
    except DAMAGE:
        raise UnusableInputError("rollup.bad-zip") from None


def every_member(data: bytes, accepted: Callable[[str], bool]) -> dict[str, bytes]:
    """All files of a zip archive that may be meant, which together stay within the bounds of one.

    Args:
        data: The archive.
        accepted: Whether a file of this name is taken from it.

    Returns:
        By name; an archive inside that cannot be opened is among them as it is, to be told of.

    Raises:
        UnusableInputError: If it is damaged, has a password, holds too much, or no file that could be meant.
    """
    found: dict[str, bytes] = {}
    room = LIMITS.total
    for name, content in _members(data, accepted, DEPTH):
        found[name] = content
        room -= len(content)
        if room < 0:
            raise UnusableInputError("rollup.bad-zip")
    if not found:
        raise UnusableInputError("rollup.empty-zip")
    return found


def _members(data: bytes, accepted: Callable[[str], bool], depth: int) -> Iterator[tuple[str, bytes]]:
    with opened(data) as archive:
        for number, name in enumerate(names(archive)):
            if is_zip(name) and depth > 1:
                yield from _inside(name, entry(archive, number), accepted, depth - 1)
            elif accepted(name) or is_archive(name):
                yield name, entry(archive, number)


def _inside(
    name: str, data: bytes, accepted: Callable[[str], bool], depth: int
) -> Iterator[tuple[str, bytes]]:
    try:
        for inner, content in _members(data, accepted, depth):
            yield f"{name}/{inner}", content
    except UnusableInputError:
        yield name, data


def opened(data: bytes) -> ZipFile:
    """A zip archive, to be closed by whoever reads it.

    Raises:
        UnusableInputError: If it is damaged.
    """
    try:
        return ZipFile(BytesIO(data))
    except DAMAGE:
        raise UnusableInputError("rollup.bad-zip") from None


def _name(info: ZipInfo) -> str:
    """The name; archives made by Windows programs have it in GBK and do not say so."""
    if info.flag_bits & _UTF_8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
