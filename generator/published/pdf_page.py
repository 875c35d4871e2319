"""A page of a PDF, from top to bottom: lines of text, and tables by their ruled lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator.errors import UnusableInputError

if TYPE_CHECKING:
    from pdfplumber.page import Page

_INSIDE = 0.3  # of the size of a character: how far its place lies within
_TOUCHING = 0.1  # of the size of a character: what may be between digits of one number
_MARGIN = 0.12  # of the height of a page, in which what stands on every page is no text
_PADDING = 16.0  # points that may be left free beside a number that fills its cell
_DIGITS = "0123456789.,０１２３４５６７８９．，"
_PAGE_NUMBER = re.compile(r"[-—–－\s]*(?:第\s*)?[0-9]{1,3}(?:\s*页)?[-—–－\s]*")
_AROUND = re.compile(r"(?<=[^\x00-\xff]) +| +(?=[^\x00-\xff])")

_NEAR = 3.0  # points, within which rules are taken for one
_CROSSINGS = 6_000  # tables 3 and 4 on one page come to 1,700

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a page: its ruled boxes, each with the text in it."""

    page: int
    room: float
    boxes: Mapping[_Box, str]

    @property
    def left(self) -> float:
        """Where it begins."""
        return min(box[0] for box in self.boxes)

    @property
    def width(self) -> float:
        """How wide it is, in points."""
        return max(box[2] for box in self.boxes) - self.left

    def moved(self, by: float) -> "Grid":
        """The same further to the right."""
        boxes = {
            (left + by, top, right + by, end): text for (left, top, right, end), text in self.boxes.items()
        }
        return replace(self, boxes=boxes)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, with the height of its type, and the room between it and the right edge; in points."""

    text: str
    top: float
    left: float
    room: float
    size: float
    page: int
    in_margin: bool = False


def lines_and_grids(page: "Page") -> Iterator[Line | Grid]:
    """Lines and tables of a page from top to bottom; what stands in a table or off the paper is no line.

    Raises:
        UnusableInputError: If its rules cross too often to be those of tables.
    """
    if _crossings(page) > _CROSSINGS:
        raise UnusableInputError("published.pdf-too-much")
    _anchor(page)
    tables = [table for table in page.find_tables(_rules(page)) if table.cells]
    boxes = [table.bbox for table in tables]
    lines = page.filter(
        lambda one: _is_in(one, page.bbox) and not any(_is_in(one, box) for box in boxes)
    ).extract_text_lines()
    placed: list[tuple[float, Line | Grid]] = [(table.bbox[1], _grid(page, table.cells)) for table in tables]
    for line in lines:
        text = _AROUND.sub("", line["text"]).strip()
        if text and not _PAGE_NUMBER.fullmatch(text):
            size = max(char["size"] for char in line["chars"])
            room = page.width - line["x1"]
            ends = min(line["top"], page.height - line["bottom"]) < _MARGIN * page.height
            placed.append(
                (line["top"], Line(text, line["top"], line["x0"], room, size, page.page_number, ends))
            )
    yield from (one for _, one in sorted(placed, key=lambda pair: pair[0]))


def _crossings(page: "Page") -> int:
    """How often the rules of a page would cross if each went all the way; those near each other are one.

    The sides of dots and dashes are none.
    """
    long = [edge for edge in page.edges if max(edge["width"], edge["height"]) > _NEAR]
    upright = {edge["x0"] // _NEAR for edge in long if edge["orientation"] == "v"}
    level = {edge["top"] // _NEAR for edge in long if edge["orientation"] == "h"}
    return len(upright) * len(level)


def _rules(page: "Page") -> dict[str, Any]:
    """What tables are found by: besides their rules, where the outermost upright ones begin and end.

    A browser draws no rule where a page break cuts a row.
    """
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    ends = [min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)] if upright else []
    return {"explicit_horizontal_lines": ends}


def _anchor(page: "Page") -> None:
    """Have each character stand on its baseline, and give it the place by which its cell is known.

    Fonts lie about heights, so that those of one line seem to stand in several. The place lies near the left
    edge and a little above the baseline; the digits of a number have that of the first, for a number that
    finds no room in its cell runs over into the next.
    """
    before: dict[str, Any] | None = None
    for char in page.chars:
        base, top = char["top"] + char["y1"] - char["matrix"][5], char["top"]
        char |= {"top": base - char["size"], "bottom": base}
        char["doctop"] += char["top"] - top
        across = char["x0"] + _INSIDE * char["size"]
        goes_on = before is not None and _is_next_digit(before, char)
        char["place"] = (before["place"][0] if before and goes_on else across, base - _INSIDE * char["size"])
        before = char


def _is_next_digit(before: dict[str, Any], char: dict[str, Any]) -> bool:
    near = (
        abs(char["x0"] - before["x1"]) < _TOUCHING * char["size"] and before["matrix"][5] == char["matrix"][5]
    )
    return near and before["text"] in _DIGITS and char["text"] in _DIGITS


def _is_in(one: dict[str, Any], box: _Box) -> bool:
    """Whether a character stands in a box."""
    if one["object_type"] != "char":
        return False
    across, down = one["place"]
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _grid(page: "Page", boxes: Sequence[_Box]) -> Grid:
    room = page.width - max(box[2] for box in boxes)
    return Grid(page.page_number, room, {box: _text_in(page, box) for box in boxes})


def _text_in(page: "Page", box: _Box) -> str:
    """The lines in a box; a number is one though it is broken where the box ends."""
    text = ""
    before: dict[str, Any] | None = None
    for line in page.filter(lambda one: _is_in(one, box)).extract_text_lines():
        if before is not None and not _is_broken_number(before, line, box):
            text += "\n"
        text += _AROUND.sub("", line["text"]).strip()
        before = line
    return text


def _is_broken_number(before: dict[str, Any], line: dict[str, Any], box: _Box) -> bool:
    """Whether digits go on in the next line because no more fit into this one."""
    last, first = before["chars"][-1], line["chars"][0]
    left_free = (box[2] - box[0]) - (before["x1"] - before["x0"]) - (first["x1"] - first["x0"])
    return last["text"] in _DIGITS and first["text"] in _DIGITS and left_free < _PADDING
