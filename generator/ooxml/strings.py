"""Texts of cells: escapes (ECMA-376 part 1, 22.9.2.19) and the workbook's shared strings (18.4)."""

import re
from collections.abc import Callable

from generator.errors import UnusableInputError
from generator.ooxml import plain
from generator.ooxml.markup import SPREADSHEET, Attributes, scan, under
from generator.ooxml.package import Limits

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def unescaped(text: str) -> str:
    """Return a stored text as it is meant: ``_x000D_`` is a carriage return, ``_x005F_`` an underscore."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def escaped(text: str) -> str:
    """Return a text as it is stored, so that ``unescaped`` gives it back; what XML cannot hold is dropped."""
    text = _LOOKS_ESCAPED.sub("_x005F_", _NOT_IN_XML.sub("", text))
    return text.replace("\r", "_x000D_")


class Runs:
    """Collects a text from its runs while XML is parsed; readings in smaller type (``rPh``) are left out.

    Attributes:
        pieces: Takes the character data.
        starts: What the parser calls where elements start.
        ends: What the parser calls where elements end.
    """

    __slots__ = ("_phonetic", "_texts", "ends", "pieces", "starts")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._texts: list[str] = []
        self._phonetic = False
        starts = {"t": self.forget, "rPh": self._reading_starts}
        ends = {"t": self._text_ends, "rPh": self._reading_ends}
        self.starts: dict[str, Callable[[Attributes], None]] = under(SPREADSHEET, starts)
        self.ends: dict[str, Callable[[], None]] = under(SPREADSHEET, ends)

    def forget(self, _attributes: Attributes) -> None:
        """Drop the character data gathered so far."""
        self.pieces.clear()

    def taken(self) -> str:
        """Return the text of the runs that have ended, its escapes resolved, and begin anew."""
        text = unescaped("".join(self._texts))
        self._texts.clear()
        return text

    def _text_ends(self) -> None:
        if not self._phonetic:
            self._texts.append("".join(self.pieces))

    def _reading_starts(self, _attributes: Attributes) -> None:
        self._phonetic = True

    def _reading_ends(self) -> None:
        self._phonetic = False


def shared_strings(data: bytes, part: str, limits: Limits) -> list[str]:
    """Return the texts that cells refer to by number; readings in smaller type (``rPh``) are left out.

    Args:
        data: The part of shared strings; the counts that it states are not believed.
        part: Its name.
        limits: What is too much.

    Raises:
        UnusableInputError: If the part cannot be parsed, or holds too many or too long texts.
    """
    if (listed := _plain_strings(data, part, limits)) is not None:
        return listed
    texts: list[str] = []
    runs = Runs()
    room = limits.texts

    def ended() -> None:
        nonlocal room
        texts.append(bounded(runs.taken(), limits))
        room -= len(texts[-1])
        if len(texts) > limits.strings or room < 0:
            raise UnusableInputError("sheets.too-much-text")

    ends = runs.ends | under(SPREADSHEET, {"si": ended})
    scan(data, part, runs.starts, ends, runs.pieces.append, depth=limits.depth)
    return texts


def _plain_strings(data: bytes, part: str, limits: Limits) -> list[str] | None:
    """The texts of a part that is written plainly; None if it is not, or is faulty or too much."""
    cut = plain.texts(data)
    if cut is None or len(cut.taken) > limits.strings:
        return None
    held: list[Attributes] = []
    try:
        scan(
            cut.rest,
            part,
            under(SPREADSHEET, dict.fromkeys(("si", "t", "rPh"), held.append)),
            depth=limits.depth,
        )
    except UnusableInputError:
        return None
    listed = list(map(unescaped, cut.taken)) if b"_x" in data else cut.taken
    fits = sum(map(len, listed)) <= limits.texts and max(map(len, listed)) <= limits.text
    return listed if fits and held == [plain.MARK] else None


def bounded(text: str, limits: Limits) -> str:
    """Return a text that is not too long for a cell.

    Raises:
        UnusableInputError: If it is.
    """
    if len(text) > limits.text:
        raise UnusableInputError("sheets.text-too-long", start=text[:20], length=len(text), limit=limits.text)
    return text
