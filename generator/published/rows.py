"""The rows of a table of a document, known by their labels."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.form.grid import key_of, leaves
from generator.form.model import Band, Label, Table
from generator.published.block import Cell
from generator.published.labels import nearest, plain, spellings
from generator.published.passages import folded

_SINGLE = "="


@dataclass(frozen=True, slots=True)
class Labelled:
    """A row that has a label: its index and that of the label's cell, and the row of the form.

    ``single`` says that the label stands for several rows of the form, of which this one takes the figures.
    """

    row: int
    cell: int
    key: str
    single: bool = False


def labelled(rows: Sequence[Sequence[Cell]], labels: Mapping[str, str]) -> Iterator[Labelled]:
    """Yield the rows that have a label, each by its rightmost; a group that reaches down is no single row.

    One that only reaches down, figures and all, is not the next row once more.

    Args:
        rows: The cells of each row of a table, those that reach into it included.
        labels: As ``labels_of`` gives them.
    """
    for number, row in enumerate(rows):
        for at in reversed(range(len(row))):
            key, cell = nearest(row[at].text, labels), row[at]
            if key.startswith(_SINGLE) and (cell.row != number + 1 or cell.rows > 1):
                continue
            if key and any(one.row == number + 1 for one in row[at:]):
                yield Labelled(number, at, key.removeprefix(_SINGLE), key.startswith(_SINGLE))
                break


def labels_of(asked: Table, band: Band, words: Mapping[str, Any]) -> dict[str, str]:
    """The rows of a band by every way to write their labels, for ``labelled``.

    Args:
        asked: The table of the form.
        band: One of its bands.
        words: The form's ``published.toml``.
    """
    known: dict[str, str] = {}
    for path in leaves(band.rows):
        known |= dict.fromkeys(spellings(path[-1].text, words["labels"]), key_of(path))
    for path in leaves(band.rows):
        for text in _with_groups(path):
            known.setdefault(plain(text), key_of(path))
    for row, single in words["single_rows"].items():
        if single["table"] == asked.id and row in known.values():
            known.setdefault(plain(single["text"]), _SINGLE + row)
    return known


def worded(text: str, path: Sequence[Label]) -> bool:
    """Whether a label is the official one, alone or behind its groups, but for white space and widths."""
    return folded(text) in {folded(official) for official in (path[-1].text, *_with_groups(path))}


def _with_groups(path: Sequence[Label]) -> Iterator[str]:
    """A label behind the labels of its groups, as it stands where they have no cells of their own."""
    return ("".join(label.text for label in path[start:]) for start in range(len(path) - 1))
