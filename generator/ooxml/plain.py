"""What office programs write of most cells and texts, taken out of a part in one go.

A parser that calls back for every element takes most of the time of reading a workbook. Nearly all cells
and shared strings are written in one plain shape; those are cut out, and the parser, which alone tells
whether a part is well-formed and what it means, is left with the rest. A part is plain only where that rest
holds nothing but rows at the place that was cut: so it is the same to read one way or the other. Every
other part (comments, CDATA, other entities, prefixes, white space between cells, rich texts) is read
element by element.
"""

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

MARK = {"plain": ""}
"""The attribute by which the element whose content was cut out is known again."""

Cell = tuple[str, str | None, str | None, str | None, str | None, str | None, str | None]
"""Reference, ``s``, ``t``, attributes and text of the formula, sign of an empty value, value; None where it
is not written."""

_LARGEST = 1_000_000  # bytes: all pieces of a part are held at once
_MARK = b' plain=""'
_NOT_IN_TEXTS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A})
_NONCHARACTERS = re.compile(b"\xef\xbf[\xbe\xbf]")
_OTHER_ENTITY = re.compile("&(?!(?:amp|lt|gt|quot|apos);)")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}  # & last: it may begin one

_ROWS = re.compile("(?:<row[^<>]*>(?:</row>)?)*")
_ABOUT_FORMULA = "".join(f'(?: {name}="[a-zA-Z0-9:]*+")?+' for name in ("aca", "t", "ref", "ca", "si"))
_CELL = re.compile(  # nothing that was matched is tried anew, and what most cells have comes first
    '(?<=>)<c r="([A-Z]{1,2}+[1-9][0-9]{0,5}+)"(?: s="([0-9]++)")?+(?: t="([a-zA-Z]++)")?+'
    '(?: [cv]m="[0-9]++")?+(?:>'
    f"(?:<f({_ABOUT_FORMULA})(?: ?/|>([^<>]*+)</f)>)?+"
    "(?:<v(?:( ?/)|>([^<>]*+)</v)>)?+</c>| ?/>)"
)
_TEXT = re.compile(
    '<si><t(?: xml:space="preserve")?(?: ?/|>([^<>]*)</t)>'
    '(?:<phoneticPr fontId="[0-9]+"(?: type="[a-zA-Z]+")?(?: alignment="[a-zA-Z]+")? ?/>)?</si>'
)
_ATTRIBUTE = re.compile('([a-z]+)="([^"]*)"')
_PER_CELL = _CELL.groups + 1
_FORMULA, _VALUE = 4, 6

_Taken = TypeVar("_Taken")


@dataclass(frozen=True, slots=True)
class Cut(Generic[_Taken]):
    """A part in two.

    Attributes:
        rest: What the parser still has to read: the part without what was cut out, ``MARK`` on the element
            that held it.
        taken: What was cut out, in order.
    """

    rest: bytes
    taken: list[_Taken]


def cells(data: bytes) -> Cut[Cell] | None:
    """Cut the cells out of a worksheet; None if it is not plain."""
    opening, closing = b"<sheetData>", b"</sheetData>"
    start, end = data.find(opening), data.rfind(closing)
    content = _content(data, start + len(opening) - 1, end) if start >= 0 else None
    if content is None:
        return None
    pieces = _CELL.split(content)
    rows = "".join(pieces[::_PER_CELL])[1:]  # without the > of sheetData, which the first cell looks back at
    if not _ROWS.fullmatch(rows) or "xmlns" in rows:
        return None
    columns = [pieces[column::_PER_CELL] for column in range(1, _PER_CELL)]
    for column in (_FORMULA, _VALUE) if "&" in content else ():
        columns[column] = [_meant(text) if text and "&" in text else text for text in columns[column]]
    rest = data[:start] + opening[:-1] + _MARK + b">" + rows.encode() + data[end:]
    return Cut(rest, list(zip(*columns, strict=True)))


def texts(data: bytes) -> Cut[str] | None:
    """Cut the texts out of a part of shared strings; None if it is not plain."""
    opening, closing = b"<si>", b"</si>"
    start, end = data.find(opening), data.rfind(closing) + len(closing)
    content = _content(data, start, end) if start >= 0 else None
    if content is None:
        return None
    pieces = _TEXT.split(content)
    if any(pieces[::2]):
        return None
    return Cut(
        data[:start] + b"<si" + _MARK + b"/>" + data[end:], [_meant(text or "") for text in pieces[1::2]]
    )


def attributes(written: str) -> dict[str, str]:
    """Return the attributes of a formula by name."""
    return dict(_ATTRIBUTE.findall(written)) if written else {}


def _meant(text: str) -> str:
    """Return a text with its entities resolved."""
    if "&" in text:
        for entity, character in _ENTITIES.items():
            text = text.replace(entity, character)
    return text


def _content(data: bytes, start: int, end: int) -> str | None:
    """Return a stretch of a part if every text in it is one as it stands, but for the five entities."""
    if end < start or len(data) > _LARGEST or b"plain" in data:
        return None
    stretch = data[start:end]
    if len(stretch.translate(None, _NOT_IN_TEXTS)) < len(stretch) or _NONCHARACTERS.search(stretch):
        return None
    try:
        content = stretch.decode()
    except UnicodeDecodeError:
        return None
    return None if _OTHER_ENTITY.search(content) else content
