"""What a file that is handed in may be, by its name."""

from pathlib import PurePosixPath

from generator.errors import UnusableInputError

_SUFFIXES = (".xlsx", ".xlsm", ".json", ".xls", ".et")
_ARCHIVE = ".zip"
_OTHER_ARCHIVES = (".rar", ".7z")
_REPORTS = (".docx", ".html", ".htm", ".mht", ".mhtml", ".pdf")

_LOCK_FILE = "~$"


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


def _is_of(name: str, suffixes: tuple[str, ...]) -> bool:
    return PurePosixPath(name).suffix.lower() in suffixes and not is_kept_beside(name)
