"""What is handed in for a roll-up: files by name, those inside of zip archives as well."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from generator.errors import UnusableInputError
from generator.ooxml.package import LIMITS

SUFFIXES = (".xlsx", ".xlsm", ".json", ".xls", ".et")
ARCHIVE = ".zip"
_UTF_8 = 0x800  # the flag for names in UTF-8 (APPNOTE.TXT, 4.4.4)
_MOST = 20_000  # files
_LOCK_FILE = "~$"


def is_input(name: str) -> bool:
    """Whether a file may be one that a unit handed in, and not one that a program keeps beside it."""
    return PurePosixPath(name).suffix.lower() in SUFFIXES and not is_kept_beside(name)


def is_kept_beside(name: str) -> bool:
    """Whether a file is one that a program or system keeps beside those of people."""
    path = PurePosixPath(name)
    return path.name.startswith((_LOCK_FILE, ".")) or "__MACOSX" in path.parts


def names(data: bytes) -> list[str]:
    """The names of the files in a zip archive.

    Raises:
        UnusableInputError: If it is damaged, or holds too many.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            found = [_name(info) for info in archive.infolist()]
    except (BadZipFile, ValueError):
        raise UnusableInputError("rollup.bad-zip") from None
    if len(found) > _MOST:
        raise UnusableInputError("rollup.bad-zip")
    return [name for name in found if is_input(name)]


def every_member(data: bytes) -> dict[str, bytes]:
    """All files of a zip archive at once, which together stay within the bounds of one.

    Raises:
        UnusableInputError: If it is damaged, has a password, holds too much, or no file that could be meant.
    """
    found: dict[str, bytes] = {}
    total = 0
    for name, content in members(data):
        found[name] = content
        total += len(content)
        if total > LIMITS.total:
            raise UnusableInputError("rollup.bad-zip")
    if not found:
        raise UnusableInputError("rollup.empty-zip")
    return found


def members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of a zip archive, one after the other, each within the bounds of a file.

    Raises:
        UnusableInputError: If it is damaged, has a password, or holds too much.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            for info in (info for info in archive.infolist() if is_input(_name(info))):
                with archive.open(info) as stream:
                    yield _name(info), stream.read(LIMITS.file + 1)
    except (BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError, ValueError):
        raise UnusableInputError("rollup.bad-zip") from None


def _name(info: ZipInfo) -> str:
    """The name; archives made by Windows programs have it in GBK and do not say so."""
    if info.flag_bits & _UTF_8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
