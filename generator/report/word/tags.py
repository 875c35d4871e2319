"""The tags of a part, ``{{ … }}``, ``{% … %}`` and ``{# … #}``, also where Word has split them.

A tag is looked for in the joined text of a paragraph, so that runs, proofing marks and bookmarks do not
matter; where its characters stand in the part is worked out from the pieces of text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from generator.report.word.faults import Site, TagError
from generator.report.word.part import Element, Part, Piece, ancestors, end_of_text, nearest
from generator.report.word.places import place_of

LONGEST_TAG = 300
LONGEST_PARAGRAPH = 100_000
MOST_TAGS = 10_000
_AROUND = 20
_PARTNERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_BRACES = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}|[{｛][{｛%％#＃]|[}｝％%＃#][}｝]")
_ANY_BRACE = re.compile(r"[{}｛｝]")
# What comes along when a text is copied from a web page, and nobody sees.
_INVISIBLE = str.maketrans("\u00a0\u3000", "  ", "\u00ad\u200b\u200c\u200d\u2060\ufeff")

PROPERTIES = frozenset({"w:rPr", "w:pPr", "w:tcPr", "w:trPr", "w:tblPr", "w:tblPrEx"})
MARKS = frozenset(
    {
        *("w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd"),
        *("w:permStart", "w:permEnd"),
    }
)
# What Word puts between the letters of a text without changing the text.
_PASSED_OVER = MARKS | {
    *("w:r", "w:t", "w:proofErr", "w:lastRenderedPageBreak", "w:commentReference"),
    *("w:ins", "w:del", "w:delText", "w:moveTo", "w:moveFrom", "w:smartTag", "w:smartTagPr"),
    *("w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """Text in which a tag may stand: a ``w:p``, or in the properties one element.

    Attributes:
        part: The part it stands in.
        element: The paragraph's element.
        pieces: Its pieces of text, those of text boxes in it and deleted ones left out.
        offsets: Where each piece begins in ``text``.
        text: The pieces joined.
    """

    part: Part
    element: Element
    pieces: tuple[Piece, ...]
    offsets: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """The bytes that one piece of text gives to a tag."""

    piece: Piece
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """A tag: its opening braces, what stands between them and the closing ones, its characters, its bytes."""

    braces: str
    source: str
    paragraph: Paragraph
    start: int
    end: int
    spans: tuple[Span, ...]

    @property
    def first_byte(self) -> int:
        """Where the tag begins in its part."""
        return self.spans[0].start

    @property
    def last_byte(self) -> int:
        """Where the tag ends in its part."""
        return self.spans[-1].end


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """A tag, or braces that make none, and what is wrong."""

    tag: Tag
    error: TagError


def site_of(tag: Tag) -> Site:
    """Return how a tag looks to a person."""
    return site_in(tag.paragraph, tag.start, tag.end)


def site_in(paragraph: Paragraph, start: int, end: int) -> Site:
    """Return how some characters of a paragraph look to a person."""
    text = paragraph.text
    before, after = max(0, start - _AROUND), end + _AROUND
    around = f"{'…' * (before > 0)}{text[before:after]}{'…' * (after < len(text))}"
    place = place_of(paragraph.part, paragraph.element)
    return Site(place, text[start:end], around, _spans(paragraph, start, start + 1)[0].start)


def find_tags(part: Part) -> tuple[list[Tag], list[Problem]]:
    """Find the tags of a part.

    Returns:
        The tags in the order in which they begin, and what is wrong with braces and inside tags.
    """
    tags: list[Tag] = []
    problems: list[Problem] = []
    for paragraph, (start, end, misused) in _all_tokens(part):
        tag = _tag(paragraph, start, end)
        if len(tags) + len(problems) == MOST_TAGS:
            return [], [*problems, Problem(tag, TagError("too-many-tags", limit=str(MOST_TAGS)))]
        key = misused or _problem_inside(tag)
        if key:
            problems.append(Problem(tag, TagError(key)))
        else:
            tags.append(tag)
    return sorted(tags, key=lambda tag: tag.first_byte), problems


def obstacles(
    part: Part, start: int, end: int, *, allowed: frozenset[str] = frozenset()
) -> Iterator[Element]:
    """List what begins between two bytes but text, what does not change it, properties and ``allowed``."""
    behind = start
    for element in part.between(start, end):
        if element.start < behind:
            continue
        if element.name in PROPERTIES:
            behind = element.close
        elif element.name not in _PASSED_OVER and element.name not in allowed:
            yield element


def paragraphs(part: Part, sign: re.Pattern[str] = _ANY_BRACE) -> Iterator[Paragraph]:
    """List the paragraphs that hold a sign, in the order in which their texts begin."""
    grouped: dict[int, tuple[Element, list[Piece]]] = {}
    element: Element | None = None
    host: Element | None = None
    for piece in part.pieces:
        if piece.element is not element:
            element, host = piece.element, _host(part, piece.element)
        if host is not None:
            grouped.setdefault(host.start, (host, []))[1].append(piece)
    for host, pieces in grouped.values():
        text = "".join(piece.text for piece in pieces)
        if sign.search(text):
            lengths = (len(piece.text) for piece in pieces[:-1])
            yield Paragraph(part, host, tuple(pieces), tuple(accumulate(lengths, initial=0)), text)


def _host(part: Part, element: Element) -> Element | None:
    """Return the paragraph whose text an element is, if it is text that a reader sees."""
    if not part.is_word:
        return element
    if element.name != "w:t" or any(around.name in ("w:moveFrom", "w:del") for around in ancestors(element)):
        return None
    return nearest(element, "w:p")


def _all_tokens(part: Part) -> Iterator[tuple[Paragraph, tuple[int, int, str]]]:
    for paragraph in paragraphs(part):
        for token in _tokens(paragraph.text):
            # The further behind in its paragraph a tag stands, the longer it takes to place it.
            if token[1] > LONGEST_PARAGRAPH:
                yield paragraph, (*token[:2], "long-paragraph")
                break
            yield paragraph, token


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """List the tags and the faulty braces of a text: where they begin and end, and what is wrong."""
    opening: re.Match[str] | None = None
    for brace in _BRACES.finditer(text):
        if opening is not None and opening[0] == "{#" and brace[0] != "#}":
            continue
        if brace[0][0] in "{｛":
            if opening is not None:
                yield *opening.span(), _unpartnered(opening[0], "unclosed-brace")
            opening = brace
        elif opening is None:
            yield *brace.span(), _unpartnered(brace[0], "stray-brace")
        else:
            fits = brace[0] == _PARTNERS.get(opening[0])
            key = "" if fits else _unpartnered(opening[0] + brace[0], "wrong-brace")
            yield opening.start(), brace.end(), key
            opening = None
    if opening is not None:
        yield *opening.span(), _unpartnered(opening[0], "unclosed-brace")


def _unpartnered(braces: str, key: str) -> str:
    """Return which fault braces are: full-width ones are that before anything else."""
    return key if braces.isascii() else "full-width-brace"


def _problem_inside(tag: Tag) -> str:
    """Return what is wrong with what a tag stands on, or nothing."""
    if len(tag.source) > LONGEST_TAG and tag.braces != "{#":
        return "too-long"
    if any(span.piece.cdata for span in tag.spans):
        return "cdata"
    # With one text element nothing can stand inside the tag.
    if tag.spans[0].piece.element is tag.spans[-1].piece.element:
        return ""
    between = next(obstacles(tag.paragraph.part, tag.first_byte, tag.spans[-1].start), None)
    return "not-text-inside" if between else ""


def _tag(paragraph: Paragraph, start: int, end: int) -> Tag:
    text = paragraph.text[start:end]
    # The signs of {%- and -%} would trim the text around a tag, which here is markup.
    source = text[2:-2].removeprefix("-").removeprefix("+").removesuffix("-").removesuffix("+")
    source = source.translate(_INVISIBLE).strip()
    return Tag(text[:2], source, paragraph, start, end, _spans(paragraph, start, end))


def _spans(paragraph: Paragraph, start: int, end: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    at = bisect_right(paragraph.offsets, start) - 1
    while at < len(paragraph.pieces) and paragraph.offsets[at] < end:
        piece, offset = paragraph.pieces[at], paragraph.offsets[at]
        last = min(len(piece.text), end - offset)
        span = Span(piece, _byte(paragraph, piece, max(0, start - offset)), _byte(paragraph, piece, last))
        spans.append(span)
        at += 1
    return tuple(spans)


def _byte(paragraph: Paragraph, piece: Piece, characters: int) -> int:
    """Return the byte of a piece that stands behind so many of its characters."""
    if characters == len(piece.text):
        return end_of_text(paragraph.part.data, piece)
    return piece.start + len(piece.text[:characters].encode())
