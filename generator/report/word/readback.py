"""The packed report read again: does it hold the figures that were to be printed?"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from xml.parsers.expat import ExpatError, ParserCreate

from generator.errors import ReadBackError
from generator.ooxml.package import open_package
from generator.report.word.joined import joined
from generator.report.word.output import PrintedFigure
from generator.report.word.values import readable

_BREAKS = {"br": "\n", "tab": "\t"}
Texts = tuple[list[int], list[str]]


def verify(packed: bytes, printed: Mapping[str, Iterable[PrintedFigure]], figures: Mapping[str, str]) -> None:
    """Compare what the packed file holds at the bytes of each printed figure with the figure.

    Args:
        packed: The produced .docx.
        printed: For each part that was written, the figures in it.
        figures: The text of each field.

    Raises:
        ReadBackError: If a part cannot be parsed, or holds another figure than it should, or a figure that a
            digit beside it makes another.
    """
    package = open_package(packed)
    for part, places in printed.items():
        expected = [(figure, readable(figure.shape(figures[figure.field]))) for figure in places]
        breaks = any("\n" in text or "\t" in text for _, text in expected)
        data = package.read(part)
        texts = _texts(data, part, breaks=breaks)
        for figure, text in expected:
            found = _text_at(texts, figure)
            if text != found:
                values = {"field": figure.field, "expected": text, "found": found}
                raise ReadBackError("template.read-back", part=part, **values)
        for figure in joined(data, (figure for figure, _ in expected)):
            raise ReadBackError("template.joined", part=part, field=figure.field)


def _texts(data: bytes, part: str, *, breaks: bool) -> Texts:
    """Return the texts of a part, and if wanted its breaks and tabs, with the bytes at which they begin."""
    starts: list[int] = []
    texts: list[str] = []

    def text(characters: str) -> None:
        starts.append(parser.CurrentByteIndex)
        texts.append(characters)

    def element(name: str, _attributes: object) -> None:
        sign = _BREAKS.get(name.rpartition(":")[2])
        if sign:
            text(sign)

    parser = ParserCreate()
    parser.CharacterDataHandler = text
    if breaks:
        parser.StartElementHandler = element
    try:
        parser.Parse(data, True)
    except ExpatError as error:
        raise ReadBackError("template.not-well-formed", part=part, line=error.lineno) from None
    return starts, texts


def _text_at(texts: Texts, figure: PrintedFigure) -> str:
    """Return the text that stands on a figure's bytes."""
    starts, pieces = texts
    if figure.start == figure.end:
        return ""
    first = max(0, bisect_right(starts, figure.start) - 1)
    last = bisect_right(starts, figure.end - 1)
    return "".join(_cut(starts[at], pieces[at], figure) for at in range(first, last))


def _cut(start: int, text: str, figure: PrintedFigure) -> str:
    """Cut off what stands before and behind a figure; an entity is a text of its own and never cut."""
    raw = text.encode()
    return raw[max(0, figure.start - start) : figure.end - start].decode(errors="replace")
