"""Values on their way into a part: what may be printed, and how, so that nothing in it is markup."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TypeGuard

from generator.messages import say
from generator.ooxml.edits import MARKUP
from generator.report.word.faults import TagError

_SPECIAL = re.compile("[&<>\0-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_XML = (*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
_DROPPED: dict[int, str | None] = dict.fromkeys(set(_NO_XML) - {ord("\n"), ord("\t")})
_ESCAPED: dict[int, str | None] = {**MARKUP}

_KINDS: dict[type, str] = {
    bool: "template.kind.bool",
    int: "template.kind.number",
    float: "template.kind.number",
    str: "template.kind.text",
    Mapping: "template.kind.parts",
}

Escapes = Mapping[int, str | None]
Shape = Callable[[str], str]


def unchanged(text: str) -> str:
    """The shape of a figure that is printed as it is."""
    return text


class Printed(str):
    """The text of a figure that knows which field it is the figure of, and what shape filters gave it.

    Applied to the field's figure, the shape gives the text that the packed file must hold.
    """

    field: str
    shape: Shape

    def __new__(cls, text: str, field: str, shape: Shape = unchanged) -> "Printed":
        """Make the text of a field's figure."""
        printed = super().__new__(cls, text)
        printed.field, printed.shape = field, shape
        return printed


class Joined(str):
    """A text put together from ``pieces``, of which some may be figures."""

    pieces: tuple[str, ...]

    def __new__(cls, pieces: Iterable[str]) -> "Joined":
        """Put texts together."""
        pieces = tuple(pieces)
        joined = super().__new__(cls, "".join(pieces))
        joined.pieces = tuple(inner for piece in pieces for inner in pieces_of(piece))
        return joined


def pieces_of(text: str) -> tuple[str, ...]:
    """What a text was put together from: itself alone, unless it was joined."""
    return text.pieces if isinstance(text, Joined) else (text,)


def text_of(value: object) -> str:
    """Return what is printed for a value: texts and numbers as they are, nothing for None.

    Raises:
        TagError: If it is something else, such as a list or a method.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return str(value)
    raise TagError("not-printable", type=kind_of(value))


def kind_of(value: object) -> str:
    """What a value is that is no text, in words."""
    return say(next((key for kind, key in _KINDS.items() if isinstance(value, kind)), "template.kind.list"))


def is_list(value: object) -> TypeGuard[Iterable[object]]:
    """Whether a loop may run through a value."""
    return isinstance(value, Iterable) and not isinstance(value, str)


def readable(text: str) -> str:
    """Return a text as a part can hold it: line ends as line feeds, no characters that XML has not."""
    if not _SPECIAL.search(text):
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_DROPPED)


def escaped(text: str, escapes: Escapes) -> bytes:
    """Return a text as it is written into a part."""
    if _SPECIAL.search(text):
        text = readable(text).translate(escapes)
    return text.encode()


def plain_escapes() -> Escapes:
    """Return how characters are written where text stands bare, as in the properties."""
    return _ESCAPED


@lru_cache(maxsize=16)
def run_escapes(prefix: str) -> Escapes:
    """Return how characters are written in a ``w:t``: line feeds and tabs are elements of the run around it.

    Args:
        prefix: The part's own prefix of WordprocessingML, perhaps none (ECMA-376 part 1, 17.3.3).
    """
    w = f"{prefix}:" if prefix else ""
    apart = '</{0}t><{0}{1}/><{0}t xml:space="preserve">'
    return _ESCAPED | {ord("\n"): apart.format(w, "br"), ord("\t"): apart.format(w, "tab")}
