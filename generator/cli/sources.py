"""The files that a roll-up goes through: those that lie in folders, and those inside of archives."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile

from generator.cli.files import read_only
from generator.errors import NianbaoError, UnusableInputError
from generator.office import inputs


@dataclass(frozen=True, slots=True)
class Source:
    """A file: what it is called, where it lies, and in an archive as which entry."""

    name: str
    path: Path
    entry: int | None = None

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            UnusableInputError: If it cannot be read.
        """
        return read_only(self.path) if self.entry is None else inputs.entry(_archive(self.path), self.entry)


def sources(paths: Iterable[Path], accepted: Callable[[str], bool]) -> list[Source]:
    """The files, and in place of each archive those inside of it; a damaged one says so when it is read.

    Args:
        paths: As they were found.
        accepted: Whether a file of this name is taken from an archive; an archive inside is told of.
    """
    return [source for path in paths for source in _of(path, accepted)]


def _of(path: Path, accepted: Callable[[str], bool]) -> Iterator[Source]:
    if path.suffix.lower() != inputs.ARCHIVE:
        yield Source(path.as_posix(), path)
        return
    try:
        names = inputs.names(_archive(path))
    except NianbaoError:
        yield Source(path.as_posix(), path, 0)
        return
    for number, name in enumerate(names):
        if accepted(name) or inputs.is_archive(name):
            yield Source(f"{path.as_posix()}/{name}", path, number)


def _archive(path: Path) -> ZipFile:
    """An archive, kept open while its files are read one after the other.

    Raises:
        UnusableInputError: If it is damaged.
    """
    try:
        return _opened(path.absolute(), path.stat().st_mtime_ns)
    except inputs.DAMAGE:
        raise UnusableInputError("rollup.bad-zip") from None


@lru_cache(maxsize=2)
def _opened(path: Path, _changed: int) -> ZipFile:
    return ZipFile(path)
