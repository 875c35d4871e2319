"""Where the files of a form are: in the package when built, beside it in a checkout."""

from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import UnusableInputError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def read(form: str, edition: str) -> dict[str, bytes]:
    """Read the files of an edition's own folder, contents by name.

    Raises:
        UnusableInputError: If the kit has no such form or edition.
    """
    known = {folder.name: folder for folder in root().iterdir() if folder.is_dir()}
    name = f"{form}-{edition}"
    if name not in known:
        raise UnusableInputError("form.no-such-edition", form=form, edition=edition)
    return {file.name: file.read_bytes() for file in known[name].iterdir() if file.is_file()}


def editions(form: str) -> tuple[str, ...]:
    """The editions of a form that the kit has, the last name (they are called by years) first."""
    names = (folder.name for folder in root().iterdir() if folder.is_dir())
    return tuple(
        sorted((name.removeprefix(f"{form}-") for name in names if name.startswith(f"{form}-")), reverse=True)
    )


def root() -> "Traversable":
    """The folder of all forms."""
    package = _package()
    inside = package / "templates"
    return inside if inside.is_dir() else package.joinpath("..", "templates")


def _package() -> "Traversable":
    """This package's folder; inside a zip, what stands for it, which takes its time to import."""
    folder = Path(__file__).parents[1]
    if folder.is_dir():
        return folder
    from importlib.resources import files  # noqa: PLC0415

    return files("generator")
