"""The files that the program and its libraries consist of, for what carries them all in one file."""

from collections.abc import Callable, Iterator
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

from generator.form.folder import root


def program(is_wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the program and of its forms, each with where it belongs.

    Args:
        is_wanted: Says so of a file of the program, by its name in the package (``page/kit.py``).
    """
    package = Path(str(files("generator")))
    for file in sorted(package.rglob("*")):
        name = file.relative_to(package).as_posix()
        if file.is_file() and "__pycache__" not in name and is_wanted(name):
            yield f"generator/{name}", file.read_bytes()
    forms = Path(str(root()))
    for file in sorted(forms.rglob("*")):
        if file.is_file():
            yield f"generator/templates/{file.relative_to(forms).as_posix()}", file.read_bytes()


def library(name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the modules of a library written in Python, each with where it belongs."""
    folder = Path(str(files(name)))
    for file in sorted(folder.rglob("*.py")):
        yield f"{name}/{file.relative_to(folder).as_posix()}", file.read_bytes()


def notice(name: str) -> str:
    """The name, version and licence of an installed distribution."""
    found = distribution(name)
    texts = [file for file in found.files or () if "licen" in file.name.lower()]
    return f"{found.metadata['Name']} {found.version}\n" + "\n".join(file.read_text() for file in texts)
