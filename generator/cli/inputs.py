"""Which files are meant by the files, folders and patterns that were typed, and where their outputs go."""

import glob
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path

from generator.errors import UnusableInputError
from generator.messages import say
from generator.office.inputs import is_input, is_kept_beside, is_published


def is_single(given: Sequence[Path]) -> bool:
    """Whether what was typed is one file, and neither a folder nor a pattern."""
    return len(given) == 1 and not given[0].is_dir() and not _is_pattern(given[0])


def found(
    given: Iterable[Path], accepted: Callable[[str], bool], apart: Iterable[Path | None] = ()
) -> list[Path]:
    """The files that are meant, each once, those of a folder or pattern in the order of their names.

    Args:
        given: Files, folders (with what is in their folders) and patterns.
        accepted: Whether a file of this path is taken from a folder; one that is named is always meant.
        apart: Files that are not meant, though they may lie among the others.

    Raises:
        UnusableInputError: If there is none at all, or none of a pattern.
    """
    every: dict[Path, Path] = {}
    for path in given:
        for file in _meant(path, accepted):
            every.setdefault(file.resolve(), file)
    ours = {path.resolve() for path in apart if path}
    files = [file for place, file in every.items() if place not in ours]
    if not files:
        raise UnusableInputError("inputs.nothing")
    return files


def refuse_missing(given: Iterable[Path]) -> None:
    """Where all files are one result, a name that was mistyped must not go by as one more file.

    Raises:
        UnusableInputError: If one of them is neither there nor a pattern.
    """
    for path in given:
        if not path.exists() and not _is_pattern(path):
            raise UnusableInputError("cli.unreadable", file=path, fault=say("cli.not-found"))


def passed_over(given: Iterable[Path], accepted: Callable[[str], bool]) -> list[Path]:
    """The files in folders that are of a kind that is not gone through here, to be told."""
    return [file for path in given if path.is_dir() for file in _meant(path, accepted)]


def is_report_or_input(path: str) -> bool:
    """Whether a file may be what was handed in or what was published."""
    return is_input(path) or is_published(path)


def stems(files: Iterable[Path], folder: Path | None) -> dict[Path, Path]:
    """Where the outputs of each file go, without ending: into the folder, or beside it, under its own name.

    Of those that would have one name (in whatever case: Windows does not tell them apart) each has that of
    the folder it lies in added, or where those are the same a number, too.
    """
    wanted = {file: (folder or file.parent) / file.stem for file in files}
    often = Counter(map(_folded, wanted.values()))
    taken = {name for name, times in often.items() if times == 1}
    return {
        file: _free(file, stem, taken) if often[_folded(stem)] > 1 else stem for file, stem in wanted.items()
    }


def _meant(path: Path, accepted: Callable[[str], bool]) -> list[Path]:
    if path.is_dir():
        return [file for file in sorted(path.rglob("*")) if file.is_file() and accepted(file.as_posix())]
    if not _is_pattern(path):
        return [path]
    matched = [Path(name) for name in sorted(glob.glob(str(path), recursive=True))]  # noqa: PTH207  (relative or not)
    files = [file for one in matched if not is_kept_beside(one.as_posix()) for file in _in(one, accepted)]
    if not files:
        raise UnusableInputError("inputs.no-match", pattern=path)
    return files


def _in(path: Path, accepted: Callable[[str], bool]) -> list[Path]:
    return _meant(path, accepted) if path.is_dir() else [path]


def _is_pattern(path: Path) -> bool:
    return glob.has_magic(str(path)) and not path.exists()


def _free(file: Path, stem: Path, taken: set[str]) -> Path:
    chosen = next(path for path in _names(file, stem) if _folded(path) not in taken)
    taken.add(_folded(chosen))
    return chosen


def _names(file: Path, stem: Path) -> Iterator[Path]:
    folder = file.absolute().parent.name
    yield stem.with_name(f"{stem.name}（{folder}）")
    for number in count(2):
        yield stem.with_name(f"{stem.name}（{folder}-{number}）")


def _folded(path: Path) -> str:
    return unicodedata.normalize("NFC", str(path)).casefold()
