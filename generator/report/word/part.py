"""A part of a template as the parser saw it: elements and pieces of text, and the bytes they stand on.

Bytes are looked up, never written again from a tree: whatever is not a tag comes through untouched. A start
tag's or a text's end is worked out only where it is asked for.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from generator.errors import UnusableInputError
from generator.ooxml.markup import UTF_16
from generator.ooxml.package import LIMITS

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
# Both are only ever run over one tag that the parser has found well-formed, where they are exact.
_TAG = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")


@dataclass(slots=True, eq=False)
class Element:
    """An element: ``<w:p>`` begins at byte ``start``, ``</w:p>`` at ``close``.

    Attributes:
        name: The name under the usual prefix, ``w:p``, however the part spells it.
        prefix: The prefix that the part itself uses, perhaps none.
        attributes: As the parser gives them, see ``attribute``.
        parent: The element it stands in.
    """

    name: str
    prefix: str
    attributes: dict[str, str]
    parent: "Element | None"
    start: int
    close: int = -1


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A run of characters that stand on their own bytes from ``start``; an entity is a piece of its own."""

    element: Element
    start: int
    text: str
    cdata: bool


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A parsed part: elements (with their ``starts``) and pieces in the order in which they begin."""

    name: str
    data: bytes
    elements: list[Element]
    starts: list[int]
    pieces: list[Piece]

    @property
    def root(self) -> Element:
        """The outermost element."""
        return self.elements[0]

    @property
    def is_word(self) -> bool:
        """Whether text stands in paragraphs and runs here, and not bare as in the properties."""
        return self.root.name.startswith("w:")

    def content(self, element: Element) -> int:
        """Return the byte behind an element's start tag."""
        return _end_of_tag(self.data, element.start)

    def end(self, element: Element) -> int:
        """Return the byte behind an element."""
        content = self.content(element)
        if self.data.endswith(b"/>", element.start, content):
            return content
        return _end_of_tag(self.data, element.close)

    def source(self, element: Element) -> bytes:
        """Return an element as it is written."""
        return self.data[element.start : self.end(element)]

    def between(self, start: int, end: int) -> list[Element]:
        """Return the elements that begin from byte ``start`` to before ``end``."""
        return self.elements[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def pieces_between(self, start: int, end: int) -> list[Piece]:
        """Return the pieces of text that begin from byte ``start`` to before ``end``."""
        first = bisect_left(self.pieces, start, key=_start)
        return self.pieces[first : bisect_left(self.pieces, end, key=_start)]

    def inside(self, element: Element) -> list[Element]:
        """Return the elements in an element, at any depth."""
        return self.between(element.start + 1, element.close)

    def children(self, element: Element) -> list[Element]:
        """Return the elements that stand directly in an element."""
        return [inner for inner in self.inside(element) if inner.parent is element]

    def named(self, name: str) -> list[Element]:
        """Return all elements of a name."""
        return [element for element in self.elements if element.name == name]

    def attribute_bytes(self, element: Element, name: str) -> tuple[int, int, int] | None:
        """Return where an attribute stands: the space before it, its value, its closing quote."""
        for match in _ATTRIBUTE.finditer(self.data, element.start, self.content(element)):
            if match[1].decode() == name:
                return match.start(), match.start(2) + 1, match.end() - 1
        return None


def _end_of_tag(data: bytes, start: int) -> int:
    match = _TAG.match(data, start)
    return match.end() if match else start


def _start(piece: Piece) -> int:
    return piece.start


def attributes(element: Element) -> Iterator[tuple[str, str, str]]:
    """List an element's attributes: name under the usual prefix, name as written, value."""
    for raw, value in element.attributes.items():
        name, prefix = _qualified(raw)
        local = name.rpartition(":")[2]
        yield name, f"{prefix}:{local}" if prefix else local, value


def attribute(element: Element, name: str) -> str | None:
    """Return the value of an attribute under its usual prefix, ``w:val``, or None."""
    return next((value for found, _, value in attributes(element) if found == name), None)


def ancestors(element: Element) -> Iterator[Element]:
    """List the elements around an element, innermost first."""
    around = element.parent
    while around is not None:
        yield around
        around = around.parent


def nearest(element: Element, name: str) -> Element | None:
    """Return the innermost element of a name around an element, or None."""
    return next((around for around in ancestors(element) if around.name == name), None)


def properties_of(part: Part, element: Element) -> Element | None:
    """Return the properties of a paragraph, of a run, or of the runs of a style, or None."""
    name = "w:pPr" if element.name == "w:p" else "w:rPr"
    return next((one for one in part.children(element) if one.name == name), None)


def end_of_text(data: bytes, piece: Piece) -> int:
    """Return the byte behind a piece: entities and line ends take more bytes than the text they stand for."""
    if piece.cdata:
        return piece.start + len(piece.text.encode())
    if data.startswith(b"&", piece.start):
        return data.index(b";", piece.start) + 1
    if data.startswith(b"\r\n", piece.start):
        return piece.start + 2
    return piece.start + len(piece.text.encode())


def parse_part(data: bytes, name: str, depth: int = LIMITS.depth) -> Part:
    """Parse a part and note where everything stands.

    Args:
        data: The part, in UTF-8; its size has been bounded by whoever unpacked it.
        name: Its name, for what is said about faults.
        depth: How many levels of elements are accepted.

    Raises:
        UnusableInputError: If it is not well-formed, nested too deeply, not UTF-8, or has a DOCTYPE.
    """
    if data.startswith(UTF_16):
        raise UnusableInputError("markup.not-utf-8", part=name)
    parser = ParserCreate(namespace_separator="}")
    parser.namespace_prefixes = True
    part = Part(name, data, [], [], [])
    _guard(parser, name)
    _listen(parser, part, depth)
    try:
        parser.Parse(data, True)
    except ExpatError as error:
        raise UnusableInputError("template.broken", part=name, line=error.lineno) from None
    part.starts.extend(element.start for element in part.elements)
    return part


def _guard(parser: XMLParserType, name: str) -> None:
    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.upper() != "UTF-8":
            raise UnusableInputError("markup.not-utf-8", part=name)

    def doctype(*_: object) -> None:
        raise UnusableInputError("markup.doctype", part=name)

    parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = doctype


def _listen(parser: XMLParserType, part: Part, depth: int) -> None:
    around: list[Element] = []
    in_cdata = False

    def opened(raw: str, given: dict[str, str]) -> None:
        if len(around) >= depth:
            raise UnusableInputError("markup.too-deep", part=part.name, limit=depth)
        name, prefix = _qualified(raw)
        element = Element(name, prefix, given, around[-1] if around else None, parser.CurrentByteIndex)
        part.elements.append(element)
        around.append(element)

    def closed(_raw: str) -> None:
        around.pop().close = parser.CurrentByteIndex

    def text(characters: str) -> None:
        part.pieces.append(Piece(around[-1], parser.CurrentByteIndex, characters, in_cdata))

    def cdata(begins: bool) -> None:
        nonlocal in_cdata
        in_cdata = begins

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.CharacterDataHandler = text
    parser.StartCdataSectionHandler = lambda: cdata(begins=True)
    parser.EndCdataSectionHandler = lambda: cdata(begins=False)


@lru_cache(maxsize=1024)
def _qualified(raw: str) -> tuple[str, str]:
    """Split the parser's ``namespace}local}prefix`` into the name, usually prefixed, and the prefix."""
    namespace, *rest = raw.split("}")
    if not rest:
        return raw, ""
    local, prefix = rest[0], "".join(rest[1:])
    return f"{_PREFIXES.get(namespace, '?')}:{local}", prefix
