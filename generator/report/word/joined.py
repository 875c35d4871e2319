"""Whether a printed figure is read as another number, for a digit stands right beside it."""

import re
from collections.abc import Iterable, Iterator

from generator.report.word.output import Output, PrintedFigure

# What does not part two signs of a paragraph: tags, but for its end, a break and a tab.
_BETWEEN = rb"(?:<(?!/w:p>|w:p[ >/]|w:br|w:tab|w:cr)[^<>]*>){0,40}"
_BEHIND = re.compile(_BETWEEN + rb"[.,]?[0-9]")
_BEFORE = re.compile(rb"[0-9][.,]?" + _BETWEEN + rb"\Z")
_NEAR = 2_000  # bytes: more than the tags between two runs


def joined(data: bytes, figures: Iterable[PrintedFigure]) -> Iterator[PrintedFigure]:
    """Yield the figures that run together with a digit before or behind them.

    Args:
        data: The part in which they were printed.
        figures: Those printed there.
    """
    for figure in figures:
        if figure.start < figure.end and (_behind(data, figure.end) or _before(data, figure.start)):
            yield figure


def joined_in(output: Output) -> Iterator[PrintedFigure]:
    """Yield the figures of a part just written that run together with a digit."""
    return joined(b"".join(output.pieces), output.figures)


def _behind(data: bytes, at: int) -> bool:
    return _BEHIND.match(data, at, at + _NEAR) is not None


def _before(data: bytes, at: int) -> bool:
    near = max(0, at - _NEAR)
    paragraph = max(near, data.rfind(b"<w:p>", near, at), data.rfind(b"<w:p ", near, at))
    return _BEFORE.search(data, paragraph, at) is not None
