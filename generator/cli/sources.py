"""The files that a roll-up goes through: those that lie in folders, and those inside of archives."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile

from generator.cli.files import read_only
from generator.errors import NianbaoError, UnusableInputError
from generator.office import archives
from generator.office.inputs import is_archive, is_zip


@dataclass(frozen=True, slots=True)
class Source:
    """A file: what it is called, where it lies, and in an archive as which entry, of that in it again."""

    name: str
    path: Path
    entries: tuple[int, ...] = ()

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            UnusableInputError: If it cannot be read.
        """
        if not self.entries:
            return read_only(self.path)
        *outer, last = self.entries
        return archives.entry(_archive(self.path, *outer), last)

    def inside(self, number: int, name: str) -> "Source":
        """The entry of this archive with a number."""
        return replace(self, name=f"{self.name}/{name}", entries=(*self.entries, number))


def sources(paths: Iterable[Path], accepted: Callable[[str], bool]) -> list[Source]:
    """The files, and in place of each archive those inside of it; one that cannot be opened as it is.

    Args:
        paths: As they were found.
        accepted: Whether a file of this name is taken from an archive.
    """
    return [
        source for path in paths for source in _of(Source(path.as_posix(), path), path.as_posix(), accepted)
    ]


def _of(source: Source, name: str, accepted: Callable[[str], bool]) -> Iterator[Source]:
    if not is_zip(name) or len(source.entries) == archives.DEPTH:
        yield source
        return
    try:
        names = archives.names(_archive(source.path, *source.entries))
    except NianbaoError:
        yield source
        return
    for number, inner in enumerate(names):
        if accepted(inner) or is_archive(inner):
            yield from _of(source.inside(number, inner), inner, accepted)


def _archive(path: Path, *entries: int) -> ZipFile:
    """An archive, or one in it, kept open while its files are read one after the other.

    Raises:
        UnusableInputError: If it is damaged.
    """
    try:
        return _opened(path.absolute(), path.stat().st_mtime_ns, *entries)
    except archives.DAMAGE:
        raise UnusableInputError("rollup.bad-zip") from None


@lru_cache(maxsize=4)
def _opened(path: Path, changed: int, *entries: int) -> ZipFile:
    if not entries:
        return ZipFile(path)
    *outer, last = entries
    return archives.opened(archives.entry(_opened(path, changed, *outer), last))
