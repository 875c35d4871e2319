"""Where the files of a form are: in the package when built, beside it in a checkout."""

from importlib.resources import files
from importlib.resources.abc import Traversable

from generator.errors import UnusableInputError


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


def root() -> Traversable:
    """The folder of all forms."""
    package = files("generator")
    inside = package / "templates"
    return inside if inside.is_dir() else package.joinpath("..", "templates")
