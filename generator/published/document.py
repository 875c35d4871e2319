"""A Word report (.docx, anybody's) as blocks (ECMA-376 part 1, 17.2 to 17.4).

Tracked changes are read as accepted (17.13.5) and counted, and so is what is struck out; comments, notes and
what does not show are left out, text boxes read where they are anchored. A raised mark in a cell is a note.
"""

from collections.abc import Callable
from typing import TypeVar

from generator.errors import UnusableInputError
from generator.ooxml.markup import Attributes, scan, under
from generator.ooxml.package import Package, open_package
from generator.ooxml.relationships import relationships, single
from generator.published import page
from generator.published.block import Assembly, Document, Paragraph
from generator.published.emphasis import BEGIN, END, emphasised
from generator.published.styles import (
    DEEPEST,
    NAMESPACES,
    Numbers,
    Style,
    attribute,
    level_of_outline,
    numbers,
    styles,
    whole,
)

_COMPATIBILITY = ("http://schemas.openxmlformats.org/markup-compatibility/2006",)
_DROPPED = ("del", "moveFrom")
_ADDED = ("ins", "moveTo")
_OFF = ("0", "false", "off")
_STRUCK = ("strike", "dstrike")
_FORMER = ("pPrChange", "trPrChange", "tcPrChange", "tblPrChange", "rPrChange")
_T = TypeVar("_T")

Starts = dict[str, Callable[[Attributes], object]]


def read(data: bytes) -> Document:
    """Read a Word document as blocks.

    Args:
        data: The .docx file.

    Raises:
        UnusableInputError: If it is none, is damaged, protected or in an old format, or holds too much.
    """
    package = open_package(data)
    part = single(package, "officeDocument")
    if part is None:
        raise UnusableInputError("published.not-word")
    known, lists = _of(package, part, "styles", styles), _of(package, part, "numbering", numbers)
    body = _Body(known or {}, lists or Numbers())
    scan(package.read(part), part, body.starts(), body.ends(), body.text, depth=package.limits.depth)
    found = body.assembly.document(body.revised)
    return found if found.blocks else _web_page(package, part)


def _web_page(package: Package, part: str) -> Document:
    """The web page that is all there is in documents of some exporters (17.17.2.1, altChunk)."""
    chunk = next((r.target for r in relationships(package, part) if r.kind == "aFChunk"), "")
    return page.read(package.read(chunk)) if chunk in package else Document(())


def _of(package: Package, part: str, kind: str, read_: Callable[[bytes, str], _T]) -> _T | None:
    """Another part of the document, read; None where it has none."""
    found = next((r.target for r in relationships(package, part) if r.kind == kind), "")
    return read_(package.read(found), found) if found and found in package else None


def _valued(use: Callable[[str], object]) -> Callable[[Attributes], object]:
    """Use the value of an element."""
    return lambda given: use(attribute(given, "val"))


class _Paragraph:
    """A paragraph while it is read."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.style = self.list = ""
        self.level: int | None = None
        self.depth: int | None = None
        self.joined = False


class _Body:
    """What is read of the main part, element by element.

    ``_skipped`` counts the elements open around that are not read: deletions, former properties, and what
    stands in for a drawing where programs cannot show it. ``_properties`` are the open ones, in which ins and
    del are marks. ``_boxes`` says of each choice around whether it has a text box, ``_fallbacks`` how much of
    ``_skipped`` is due to what stands in for it.
    """

    def __init__(self, known: dict[str, Style], lists: Numbers) -> None:
        self.assembly = Assembly()
        self.revised = 0
        self._known = known
        self._lists = lists
        self._open: list[_Paragraph] = []
        self._kept: _Paragraph | None = None
        self._skipped = 0
        self._properties: list[str] = []
        self._boxes: list[bool] = []
        self._fallbacks: list[int] = []
        self._is_unseen = self._is_raised = self._is_bold = False
        self._reads_text = False
        self._row_deleted = False

    def starts(self) -> Starts:
        """What to do where an element begins, by its name."""
        ours = self._texts() | self._paragraphs() | self._tables() | self._changes()
        choices: Starts = {
            "AlternateContent": lambda _: self._boxes.append(False),
            "Fallback": lambda _: self._begin_fallback(),
        }
        return under(NAMESPACES, ours) | under(_COMPATIBILITY, choices)

    def ends(self) -> dict[str, Callable[[], object]]:
        """What to do where an element ends, by its name."""
        ours: dict[str, Callable[[], object]] = {
            "p": self._end_paragraph,
            "t": lambda: self._read_text(False),
            "rt": lambda: self._skip(-1),
            "tbl": self._end_table,
            "tr": self._end_row,
            "tc": self._flush,
            "pPr": self._properties.pop,
            "trPr": self._properties.pop,
            **dict.fromkeys(_DROPPED, self._end_dropped),
            **dict.fromkeys(_FORMER, lambda: self._skip(-1)),
        }
        choices: dict[str, Callable[[], object]] = {
            "AlternateContent": self._boxes.pop,
            "Fallback": lambda: self._skip(-self._fallbacks.pop()),
        }
        return under(NAMESPACES, ours) | under(_COMPATIBILITY, choices)

    def _texts(self) -> Starts:
        """Runs, how they show, and what stands in them."""
        return {
            "r": lambda _: self._begin_run(),
            "b": self._embolden,
            "vanish": lambda given: self._hide(given, counts=False),
            **dict.fromkeys(_STRUCK, lambda given: self._hide(given, counts=True)),
            "vertAlign": _valued(lambda value: self._raise(value == "superscript")),
            "t": lambda _: self._read_text(True),
            "rt": lambda _: self._skip(1),
            "txbxContent": lambda _: self._begin_box(),
            "tab": lambda _: self._put("\t"),
            "br": self._break,
            "cr": lambda _: self._put("\n"),
            "noBreakHyphen": lambda _: self._put("-"),
        }

    def _paragraphs(self) -> Starts:
        """Paragraphs, their styles, levels and lists."""
        return {
            "p": self._begin_paragraph,
            "pPr": lambda _: self._properties.append("pPr"),
            "pStyle": _valued(lambda value: self._of_paragraph("style", value)),
            "outlineLvl": _valued(lambda value: self._of_paragraph("level", level_of_outline(value))),
            "numId": _valued(lambda value: self._of_paragraph("list", value)),
            "ilvl": _valued(lambda value: self._of_paragraph("depth", min(DEEPEST - 1, whole(value)))),
        }

    def _tables(self) -> Starts:
        """Tables, rows, cells and how these are merged."""
        return {
            "tbl": lambda _: self._begin_table(),
            "tr": lambda _: self._begin_row(),
            "trPr": lambda _: self._properties.append("trPr"),
            "tc": lambda _: None if self._skipped else self.assembly.open_cell(),
            "gridSpan": _valued(lambda value: self._shape(columns=whole(value, 1))),
            "vMerge": _valued(lambda value: self._shape(above=value != "restart")),
            "gridBefore": _valued(lambda value: self._begin_late(whole(value))),
        }

    def _changes(self) -> Starts:
        """Tracked changes."""
        return {
            **dict.fromkeys(_DROPPED, self._begin_dropped),
            **dict.fromkeys(_ADDED, self._begin_added),
            **dict.fromkeys(_FORMER, lambda _: self._skip(1)),
        }

    def text(self, piece: str) -> None:
        """Take character data; all but what stands in a run's text is layout of the markup."""
        if self._reads_text:
            self._put(piece)

    def _begin_run(self) -> None:
        self._is_unseen = self._is_raised = self._is_bold = False

    def _embolden(self, attributes: Attributes) -> None:
        self._is_bold = not self._properties and attribute(attributes, "val") not in _OFF

    def _hide(self, attributes: Attributes, *, counts: bool) -> None:
        """Leave the text of the run out, unless that is said to be off."""
        if not self._properties and attribute(attributes, "val") not in _OFF:
            self._is_unseen = True
            self.revised += counts and not self._skipped

    def _raise(self, raised: bool) -> None:
        self._is_raised = raised and not self._properties and self.assembly.in_cell

    def _begin_box(self) -> None:
        if self._boxes and not self._skipped:
            self._boxes[-1] = True

    def _begin_fallback(self) -> None:
        """Read what stands in for a choice only where that has no text."""
        self._fallbacks.append(int(self._boxes[-1]) if self._boxes else 1)
        self._skip(self._fallbacks[-1])

    def _read_text(self, on: bool) -> None:
        self._reads_text = on and not self._is_unseen
        if self._is_raised:
            self._put("（" if on else "）")
        if self._is_bold and not self._is_unseen:
            self._put(BEGIN if on else END)

    def _put(self, piece: str) -> None:
        if self._open and not self._skipped and not self._properties:
            self._open[-1].pieces.append(piece)

    def _break(self, attributes: Attributes) -> None:
        if attribute(attributes, "type") in ("", "textWrapping"):
            self._put("\n")

    def _skip(self, by: int) -> None:
        self._skipped += by

    def _of_paragraph(self, name: str, value: str | int) -> None:
        if self._open and self._properties and not self._skipped:
            setattr(self._open[-1], name, value)

    def _begin_paragraph(self, _: Attributes) -> None:
        """A paragraph goes on the one before, if the deletion of the mark between them was tracked."""
        kept, self._kept = self._kept, None
        self._open.append(_Paragraph() if kept is None else kept)
        self._open[-1].joined = False

    def _end_paragraph(self) -> None:
        paragraph = self._open.pop()
        if self._skipped:
            return
        if paragraph.joined:
            self._kept = paragraph
        else:
            self._add(paragraph)

    def _add(self, paragraph: _Paragraph) -> None:
        style = self._known.get(paragraph.style, Style())
        pieces = map(emphasised, "".join(paragraph.pieces).split("\n"))
        lines = [(line, marked) for line, marked in pieces if line]
        number = self._number(paragraph, style) if lines else ""
        level = style.level if paragraph.level is None else paragraph.level
        for at, (line, marked) in enumerate(lines):
            bold = marked if style.is_text else ""  # of others, what is bold is left to the styles
            self.assembly.paragraph(Paragraph(line, level, style.name, number, goes_on=at > 0, marked=bold))
            number = ""

    def _flush(self) -> None:
        """End a paragraph that none follows to go on it."""
        if self._kept is not None:
            kept, self._kept = self._kept, None
            self._add(kept)

    def _number(self, paragraph: _Paragraph, style: Style) -> str:
        depth = style.depth if paragraph.depth is None else paragraph.depth
        return self._lists.next(paragraph.list or style.list, depth)

    def _begin_table(self) -> None:
        self._flush()
        if not self._skipped:
            self.assembly.open_table()

    def _end_table(self) -> None:
        if not self._skipped:
            self.assembly.close_table()

    def _begin_row(self) -> None:
        self._row_deleted = False
        if not self._skipped:
            self.assembly.open_row()

    def _begin_late(self, columns: int) -> None:
        if not self._skipped:
            self.assembly.skip(columns)

    def _shape(self, *, columns: int | None = None, above: bool = False) -> None:
        if not self._skipped:
            self.assembly.shape_cell(columns=columns, above=above)

    def _end_row(self) -> None:
        if self._row_deleted and not self._skipped:
            self.assembly.drop_row()
        self._row_deleted = False

    def _begin_dropped(self, _: Attributes) -> None:
        self.revised += 1
        if not self._properties:
            self._skip(1)
        elif self._properties[-1] == "trPr":
            self._row_deleted = True
        elif self._open:
            self._open[-1].joined = True

    def _end_dropped(self) -> None:
        if not self._properties:
            self._skip(-1)

    def _begin_added(self, _: Attributes) -> None:
        self.revised += 1
