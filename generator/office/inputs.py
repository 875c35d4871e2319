"""What is handed in for a roll-up: files by name, those inside of zip archives as well."""

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from generator.errors import UnusableInputError
from generator.ooxml.package import LIMITS

_SUFFIXES = (".xlsx", ".xlsm", ".json", ".xls", ".et")
_ARCHIVE = ".zip"
_OTHER_ARCHIVES = (".rar", ".7z")
_REPORTS = (".docx", ".html", ".htm", ".mht", ".mhtml", ".pdf")
_UTF_8 = 0x800  # the flag for names in UTF-8 (APPNOTE.TXT, 4.4.4)
_MOST = 20_000  # files
DEPTH = 2
"""How deep a file may lie in archives: units pack theirs, and whoever passes them on packs them again."""

_LOCK_FILE = "~$"
DAMAGE = (BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError, ValueError, OSError)
"""What the standard library raises at a damaged archive, or one with a password."""


def is_input(name: str) -> bool:
    """Whether a file may be one that a unit handed in, and not one that a program keeps beside it."""
    return _is_of(name, _SUFFIXES)


def is_published(name: str) -> bool:
    """Whether a file may be a report that was published."""
    return _is_of(name, _REPORTS)


def is_archive(name: str) -> bool:
    """Whether a file holds others; of those only zip archives can be read, the rest are told."""
    return _is_of(name, (_ARCHIVE, *_OTHER_ARCHIVES))


def is_zip(name: str) -> bool:
    """Whether a file is an archive that can be read."""
    return _is_of(name, (_ARCHIVE,))


def refuse_archive(name: str) -> None:
    """Refuse an archive that was left as it is, because it could not be opened.

    Raises:
        UnusableInputError: If it is one.
    """
    if is_archive(name):
        raise UnusableInputError("rollup.bad-zip")


def is_kept_beside(name: str) -> bool:
    """Whether a file is one that a program or system keeps beside those of people."""
    path = PurePosixPath(name)
    return path.name.startswith((_LOCK_FILE, ".")) or "__MACOSX" in path.parts


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


def _is_of(name: str, suffixes: tuple[str, ...]) -> bool:
    return PurePosixPath(name).suffix.lower() in suffixes and not is_kept_beside(name)


def _name(info: ZipInfo) -> str:
    """The name; archives made by Windows programs have it in GBK and do not say so."""
    if info.flag_bits & _UTF_8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
