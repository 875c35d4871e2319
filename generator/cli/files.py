"""Files, opened and written here and nowhere else."""

import errno
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click

from generator.cli.beside import made_beside, place
from generator.errors import OutputError, UnusableInputError
from generator.messages import say
from generator.ooxml.archive import LOCAL_MARK
from generator.ooxml.package import LARGEST, LIMITS
from generator.roles import used_as

Read = TypeVar("Read")

_SHARING_VIOLATION = 32  # of Windows: another program has the file for itself
_REASONS = {
    errno.ENOENT: "cli.not-found",
    errno.ENOTDIR: "cli.not-found",
    errno.EACCES: "cli.no-permission",
    errno.EPERM: "cli.no-permission",
    errno.EISDIR: "cli.is-folder",
    errno.ENOSPC: "cli.no-space",
    errno.EDQUOT: "cli.no-space",
    errno.EROFS: "cli.read-only",
    errno.ENAMETOOLONG: "cli.name-too-long",
}


def read_as(role: str, file: Path, read: Callable[[bytes], Read]) -> Read:
    """What a file holds; what is wrong in it is told with what it was given for.

    Args:
        role: The key of the text of what that is (``roles``).
        file: The file.
        read: Makes of its contents what is wanted.

    Raises:
        UnusableInputError: If it cannot be opened, or not be used for that.
    """
    data = contents(file)
    with used_as(role, file):
        return read(data)


def contents(file: Path) -> bytes:
    """Read a file; that it is open in an office program is told, since what is typed there is not in it."""
    data = read_only(file)
    tell_open([file])
    return data


def tell_open(files: Iterable[Path]) -> None:
    """Say which of the files that were read are open in an office program."""
    for file in filter(is_open, files):
        click.echo(say("cli.is-open", file=file), err=True)


def read_only(file: Path) -> bytes:
    """Read a file, but no more of it than can be used.

    Raises:
        UnusableInputError: If it cannot be read, or is too large.
    """
    if _is_there(file) and not file.is_file() and not file.is_dir():  # a pipe or device would never end
        raise UnusableInputError("cli.unreadable", file=file, fault=say("cli.not-a-file"))
    try:
        with file.open("rb") as stream:
            data = stream.read(LIMITS.file + 1)
            most = LARGEST if data.startswith(LOCAL_MARK) else LIMITS.file  # whoever opens it has limits, too
            data += stream.read(most - LIMITS.file)
    except OSError as fault:
        raise UnusableInputError("cli.unreadable", file=file, fault=why(fault, file)) from None
    if len(data) > most:
        size, limit = (-(-count // 1_000_000) for count in (file.stat().st_size, most))
        raise UnusableInputError("package.too-large", size=size, limit=limit)
    return data


def is_open(file: Path) -> bool:
    """Whether Excel, Word, WPS or LibreOffice says beside a file that it is open there."""
    words = {f"~${file.name[cut:]}" for cut in (0, 1, 2)}  # Word cuts long names
    return any(_is_there(file.parent / name) for name in (*words, f".~{file.name}", f".~lock.{file.name}#"))


def refuse_inputs(output: Path, *inputs: Path | None) -> None:
    """What was handed in is never written over, not even when asked."""
    if any(given and _is_there(given) and _is_there(output) and output.samefile(given) for given in inputs):
        raise OutputError("cli.is-input", file=output)


def refuse_existing(file: Path, *, force: bool) -> None:
    """What is there already is written over only when asked."""
    if _is_there(file) and not force:
        raise OutputError("cli.exists", file=file)


def write(file: Path, data: bytes, *, force: bool) -> None:
    """Write beside and rename, so that there is never half a file; never over another one unasked."""
    write_all({file: data}, force=force)


def write_all(files: Mapping[Path, bytes], *, force: bool) -> None:
    """Write several files, none of them if one cannot be written: first beside, then each is put in place."""
    for file in files:
        refuse_existing(file, force=force)
    beside: dict[Path, Path] = {}
    placed: list[Path] = []
    try:
        for file, data in files.items():
            with _told(file):
                beside[file] = made_beside(file, data)
        for file in files:
            new = not _is_there(file)
            with _told(file):
                place(beside[file], file, force=force)
            placed += [file] if new else []
    except OutputError:
        for file in placed:
            file.unlink(missing_ok=True)
        raise
    finally:
        for left in beside.values():
            left.unlink(missing_ok=True)
    for file in filter(is_open, files):
        click.echo(say("cli.output-is-open", file=file), err=True)


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:  # a name that the system does not take
        return False


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """What the system says against a file, in a sentence."""
    try:
        yield
    except FileExistsError:
        raise OutputError("cli.exists", file=file) from None
    except OSError as fault:
        raise OutputError("cli.unwritable", file=file, fault=why(fault, file)) from None


def make_folder(folder: Path) -> None:
    """Make a folder where there is none yet."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputError("cli.not-a-folder", path=folder) from None
    except OSError as fault:
        raise OutputError("cli.unwritable", file=folder, fault=why(fault, folder)) from None


def why(fault: OSError, file: Path) -> str:
    """What a fault of the file system is, in words.

    Args:
        fault: As the system raised it.
        file: What was to be read or written.
    """
    key = _REASONS.get(fault.errno or 0, "cli.other-fault")
    locked = getattr(fault, "winerror", None) == _SHARING_VIOLATION
    if locked or (key == "cli.no-permission" and is_open(file)):
        key = "cli.in-use"
    return say(key, fault=fault.strerror or fault)
