"""Where the files of a form are: in the package when built, beside it in a checkout."""

from importlib.resources import files
from importlib.resources.abc import Traversable

from generator.errors import UnusableInputError

_EXTENDS = "extends"


def read(form: str, edition: str) -> dict[str, bytes]:
    """Read the files of an edition; those of the edition it extends come as ``base/<name>``.

    Raises:
        UnusableInputError: If the kit has no such form or edition.
    """
    own = _files(f"{form}-{edition}", form, edition)
    base = own.pop(_EXTENDS, b"").decode().strip()
    extended = _files(base, form, edition) if base else {}
    return own | {f"base/{name}": data for name, data in extended.items()}


def editions(form: str) -> tuple[str, ...]:
    """The editions of a form that this kit knows."""
    prefix = f"{form}-"
    return tuple(
        sorted(
            folder.name.removeprefix(prefix) for folder in _root().iterdir() if folder.name.startswith(prefix)
        )
    )


def _files(name: str, form: str, edition: str) -> dict[str, bytes]:
    known = {folder.name: folder for folder in _root().iterdir() if folder.is_dir()}
    if name not in known:
        raise UnusableInputError("form.no-such-edition", form=form, edition=edition)
    return {file.name: file.read_bytes() for file in known[name].iterdir() if file.is_file()}


def _root() -> Traversable:
    package = files("generator")
    inside = package / "templates"
    return inside if inside.is_dir() else package.joinpath("..", "templates")
