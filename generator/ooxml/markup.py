"""XML that came from outside: no DTD, bounded nesting, every fault told with the part's name."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from generator.errors import UnusableInputError
from generator.ooxml.package import LIMITS

Attributes = dict[str, str]

SPREADSHEET = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_ENCODINGS = ("UTF-8", "UTF-16")
_NOTHING: Mapping[str, Callable[[], object]] = {}
UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
"""How a part in UTF-16 begins."""
_TAG = re.compile(rb"""(?:[^>"']+|"[^"]*"|'[^']*')*>""")
_Value = TypeVar("_Value")
Label = TypeVar("Label")


@dataclass(frozen=True, slots=True)
class Element(Generic[Label]):
    """Where an element stands in its part, in bytes.

    ``<a>`` begins at ``start`` and ends before ``content``; ``</a>`` begins at ``close`` and ends before
    ``end``. An empty element ``<a/>`` has ``content == close == end``.
    """

    label: Label
    attributes: Attributes
    level: int
    start: int
    content: int
    close: int
    end: int

    @property
    def empty(self) -> bool:
        """Whether it is written as one tag."""
        return self.content == self.end


def under(namespaces: Iterable[str], values: Mapping[str, _Value]) -> dict[str, _Value]:
    """Key values by names as the parser gives them, ``namespace}local``, under each of the namespaces."""
    return {f"{namespace}}}{name}": value for namespace in namespaces for name, value in values.items()}


def scan(
    data: bytes,
    part: str,
    starts: Mapping[str, Callable[[Attributes], object]],
    ends: Mapping[str, Callable[[], object]] = _NOTHING,
    text: Callable[[str], object] | None = None,
    *,
    depth: int = LIMITS.depth,
) -> None:
    """Parse a part (UTF-8 or UTF-16) and call back for the elements that are listed, and for texts.

    Args:
        data: The part; its size has been bounded by whoever unpacked it.
        part: Its name, for what is said about faults.
        starts: By element (``namespace}local``), what is called with its attributes where it starts.
        ends: By element, what is called where it ends.
        text: Called with character data, pieces joined as far as possible.
        depth: How many levels of elements are accepted.

    Raises:
        UnusableInputError: If the part is not well-formed, nested too deeply, in another encoding or has a
            DOCTYPE.
    """
    level = 0
    start_of, end_of = starts.get, ends.get

    def opened(name: str, attributes: Attributes) -> None:
        nonlocal level
        level += 1
        if level > depth:
            raise UnusableInputError("markup.too-deep", part=part, limit=depth)
        if called := start_of(name):
            called(attributes)

    def closed(name: str) -> None:
        nonlocal level
        level -= 1
        if called := end_of(name):
            called()

    parser = _parser(part)
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    if text is not None:
        parser.buffer_text = True
        parser.CharacterDataHandler = text
    _run(parser, data, part)


def elements(
    data: bytes,
    part: str,
    label: Callable[[str, Attributes], Label | None],
    depth: int = LIMITS.depth,
) -> list[Element[Label]]:
    """List elements of a part and where they stand, in the order in which they begin.

    Args:
        data: The part, in UTF-8.
        part: Its name, for what is said about faults.
        label: Asked with each element's name, as ``namespace}local``, and its attributes, for the label under
            which it is listed; None passes it over.
        depth: How many levels of elements are accepted.

    Raises:
        UnusableInputError: As for ``scan``, and if the part is in UTF-16.
    """
    if data.startswith(UTF_16):
        raise UnusableInputError("markup.not-utf-8", part=part)
    parser = _parser(part)
    open_elements: list[tuple[Label | None, Attributes, int]] = []
    found: list[Element[Label]] = []

    def opened(name: str, attributes: Attributes) -> None:
        if len(open_elements) >= depth:
            raise UnusableInputError("markup.too-deep", part=part, limit=depth)
        open_elements.append((label(name, attributes), attributes, parser.CurrentByteIndex))

    def closed(_name: str) -> None:
        labelled, attributes, start = open_elements.pop()
        if labelled is not None:
            span = _span(data, start, parser.CurrentByteIndex)
            found.append(Element(labelled, attributes, len(open_elements) + 1, start, *span))

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    _run(parser, data, part)
    return sorted(found, key=lambda element: element.start)


def _span(data: bytes, start: int, close: int) -> tuple[int, int, int]:
    """Return content, close and end of an element; where an empty one closes, parsers do not agree."""
    content = _end_of_tag(data, start)
    if data.endswith(b"/>", start, content):
        return content, content, content
    return content, close, _end_of_tag(data, close)


def _end_of_tag(data: bytes, start: int) -> int:
    """Return where the tag that begins at ``start`` ends: behind its first ``>`` outside quotes."""
    match = _TAG.match(data, start)
    return match.end() if match else len(data)


def _parser(part: str) -> XMLParserType:
    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.upper() not in _ENCODINGS:
            raise UnusableInputError("markup.encoding", part=part, encoding=encoding)

    def doctype(*_: object) -> None:
        raise UnusableInputError("markup.doctype", part=part)

    parser = ParserCreate(namespace_separator="}")
    parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = doctype
    return parser


def _run(parser: XMLParserType, data: bytes, part: str) -> None:
    try:
        parser.Parse(data, True)
    except ExpatError as error:
        raise UnusableInputError("markup.broken", part=part, line=error.lineno) from None
