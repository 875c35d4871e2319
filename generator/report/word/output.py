"""A part while it is written: its bytes, and at which of them each figure stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.report.word.faults import Fault
from generator.report.word.tags import Tag
from generator.report.word.values import Shape, unchanged


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure in a written part: its field, the bytes it takes, and the shape that it was given."""

    field: str
    start: int
    end: int
    shape: Shape = unchanged


@dataclass(slots=True)
class Output:
    """A part while it is written.

    Attributes:
        identifiers: Gives numbers that no drawing of the document has.
        pieces: What has been written.
        figures: The figures in it.
        size: Bytes written.
        turns: Items of loops looked at.
        faults: Where faults of single tags are collected; None if the first one ends the rendering.
        unlaid: Tags that printed the text of a paragraph in whose place a table stands.
    """

    identifiers: Iterator[int]
    pieces: list[bytes] = field(default_factory=list)
    figures: list[PrintedFigure] = field(default_factory=list)
    size: int = 0
    turns: int = 0
    faults: list[Fault] | None = None
    unlaid: list[Tag] = field(default_factory=list)

    def add(self, piece: bytes) -> None:
        """Write bytes."""
        self.pieces.append(piece)
        self.size += len(piece)

    def add_figure(self, field: str, piece: bytes, shape: Shape = unchanged) -> None:
        """Write a field's figure."""
        self.figures.append(PrintedFigure(field, self.size, self.size + len(piece), shape))
        self.add(piece)
