"""The files of edition 2021 as texts to be edited."""

from collections.abc import Mapping
from pathlib import Path

from generator.form import folder


def files() -> dict[str, bytes]:
    """The files of the form that is in use."""
    return folder.read("disclosure", "2021")


def edited(name: str, old: str, new: str, source: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """The files with the first occurrence of some words in one of them replaced."""
    given = files() if source is None else dict(source)
    text = given[name].decode()
    assert old in text
    return given | {name: text.replace(old, new, 1).encode()}


def continuity() -> dict[str, bytes]:
    """Those of an edition that extends it by the checks against last year."""
    return {path.name: path.read_bytes() for path in (Path(__file__).parent / "continuity").iterdir()}
