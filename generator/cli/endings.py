"""What files that are to be written are called: no program opens one that is called another kind."""

from pathlib import Path

from generator.errors import OutputError
from generator.messages import say
from generator.ooxml.kinds import ending
from generator.ooxml.package import open_package

_OF_FILES = (
    *(".docx", ".doc", ".wps", ".xlsx", ".xlsm", ".xls", ".et", ".csv", ".json"),
    *(".html", ".htm", ".pdf", ".zip", ".txt"),
)


def refuse_other_ending(file: Path, *endings: str, key: str = "cli.other-ending") -> None:
    """A file ends as its kind does.

    Args:
        file: What is to be written.
        endings: Any of which it may have, in whatever case.
        key: What is said of one that has another.

    Raises:
        OutputError: If it has another.
    """
    if file.suffix.lower() not in endings:
        raise OutputError(key, file=file, endings=say("cli.or").join(endings))


def refuse_other_workbook(file: Path, workbook: bytes) -> None:
    """No office program opens a workbook with macros that is called ``.xlsx``, or one without as ``.xlsm``.

    Raises:
        OutputError: If the file to be written has another ending than workbooks of this kind.
    """
    if own := ending(open_package(workbook)):
        refuse_other_ending(file, own)


def refuse_no_folder(path: Path) -> None:
    """Many files go into a folder, which is not called as a file is.

    Raises:
        OutputError: If it is a file, or would be taken for one.
    """
    if path.exists() and not path.is_dir():
        raise OutputError("cli.not-a-folder", path=path)
    if path.suffix.lower() in _OF_FILES and not path.exists():
        raise OutputError("cli.like-a-file", path=path)
