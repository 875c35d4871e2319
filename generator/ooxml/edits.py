"""Changes of a part by byte ranges: what is not named in an edit stays as it is, byte for byte."""

import re
from collections.abc import Iterable

from generator.ooxml.markup import Element, Label

Edit = tuple[int, int, bytes]
"""First byte, byte behind the last, and what takes their place."""

MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
"""How a text is written between tags, for ``str.translate``."""

_NAME = re.compile(rb"<([^\s/>]+)")
_ATTRIBUTE = re.compile(rb"\s([^\s=]+)\s*=\s*(\"[^\"]*\"|'[^']*')")


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a part with edits applied; what is inserted at one byte comes in the order given."""
    pieces: list[bytes] = []
    done = 0
    for start, end, replacement in sorted(edits, key=lambda edit: edit[:2]):
        pieces += (data[done:start], replacement)
        done = end
    return b"".join([*pieces, data[done:]])


def qualified_name(data: bytes, element: Element[Label]) -> str:
    """Return an element's name as written, with its prefix."""
    match = _NAME.match(data, element.start)
    return match[1].decode() if match else ""


def quoted(value: str) -> str:
    """Return the value of an attribute as it is written between double quotes."""
    return value.translate(MARKUP).replace('"', "&quot;")


def setting(data: bytes, element: Element[Label], name: str, value: str) -> Edit:
    """Return the edit that gives an attribute (without prefix) this value, which needs no escaping."""
    tag = data[element.start : element.content]
    for match in _ATTRIBUTE.finditer(tag):
        if match[1] == name.encode():
            return element.start + match.start(2), element.start + match.end(2), f'"{value}"'.encode()
    at = element.content - (2 if tag.endswith(b"/>") else 1)
    return at, at, f' {name}="{value}"'.encode()


def appending(data: bytes, element: Element[Label], content: str) -> Edit:
    """Return the edit that adds content at an element's end, opening it where it is written as one tag."""
    if not element.empty:
        return element.close, element.close, content.encode()
    opened = f">{content}</{qualified_name(data, element)}>"
    return element.content - 2, element.content, opened.encode()
