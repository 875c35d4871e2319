"""What styles and numbering say of the paragraphs of a Word document (ECMA-376 part 1, 17.7 and 17.9)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator.form.numerals import chinese
from generator.ooxml.markup import Attributes, scan, under

NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
DEEPEST = 9
"""Levels of headings and lists."""

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
_TEXT = "body text"
_LEVEL = re.compile(r"%([1-9])")
_FULL_CIRCLE = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its name (lower case), its level as a heading (0: none), its list.

    ``is_text`` says that it is the style that our reports set texts in, or based on that.
    """

    name: str = ""
    level: int = 0
    list: str = ""
    depth: int = 0
    parent: str = ""
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered: ``（%1）`` in ``chineseCounting``, from ``start``."""

    format: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass
class Numbers:
    """The lists of a document; hands out the number of each paragraph in turn."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def next(self, list_: str, depth: int) -> str:
        """The number of the next paragraph of a list, as it is printed; empty for bullets and no list."""
        shared = self.lists.get(list_, "")
        levels = self.abstract.get(shared, {})
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(shared, [0] * DEEPEST)
        counts[depth] = counts[depth] + 1 if counts[depth] else levels[depth].start
        counts[depth + 1 :] = [0] * (DEEPEST - depth - 1)
        return _LEVEL.sub(lambda match: _counted(int(match[1]) - 1, counts, levels), levels[depth].text)


def attribute(attributes: Attributes, name: str) -> str:
    """An attribute of WordprocessingML, empty if it is not there."""
    return next((attributes[key] for space in NAMESPACES if (key := f"{space}}}{name}") in attributes), "")


def whole(text: str, default: int = 0) -> int:
    """A small whole number from an attribute."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default


def level_of_outline(text: str) -> int:
    """The level of a heading from an outline level: 0 is the outermost, 9 is text."""
    outline = whole(text, DEEPEST)
    return outline + 1 if outline < DEEPEST else 0


def styles(data: bytes, part: str) -> dict[str, Style]:
    """The paragraph styles by identifier, with what they inherit.

    Raises:
        UnusableInputError: If the part cannot be parsed.
    """
    found: dict[str, Style] = {}
    current = ""

    def begin(attributes: Attributes) -> None:
        nonlocal current
        current = attribute(attributes, "styleId")
        found[current] = Style()

    def put(**change: object) -> None:
        if current in found:
            found[current] = replace(found[current], **change)  # type: ignore[arg-type]

    scan(
        data,
        part,
        under(
            NAMESPACES,
            {
                "style": begin,
                "name": lambda given: put(name=attribute(given, "val").lower()),
                "basedOn": lambda given: put(parent=attribute(given, "val")),
                "outlineLvl": lambda given: put(level=level_of_outline(attribute(given, "val"))),
                "numId": lambda given: put(list=attribute(given, "val")),
                "ilvl": lambda given: put(depth=min(DEEPEST - 1, whole(attribute(given, "val")))),
            },
        ),
    )
    return {identifier: _inherited(identifier, found) for identifier in found}


def numbers(data: bytes, part: str) -> Numbers:
    """The lists of a document.

    Raises:
        UnusableInputError: If the part cannot be parsed.
    """
    found = Numbers()
    levels: dict[int, Level] = {}
    depth, list_ = 0, ""

    def begin(attributes: Attributes) -> None:
        nonlocal levels
        levels = found.abstract.setdefault(attribute(attributes, "abstractNumId"), {})

    def level(attributes: Attributes) -> None:
        nonlocal depth
        depth = min(DEEPEST - 1, whole(attribute(attributes, "ilvl")))
        levels[depth] = Level()

    def put(**change: object) -> None:
        if depth in levels:
            levels[depth] = replace(levels[depth], **change)  # type: ignore[arg-type]

    def use(attributes: Attributes) -> None:
        nonlocal list_, levels
        list_, levels = attribute(attributes, "numId"), {}  # overrides of single lists are passed over

    scan(
        data,
        part,
        under(
            NAMESPACES,
            {
                "abstractNum": begin,
                "lvl": level,
                "start": lambda given: put(start=whole(attribute(given, "val"), 1)),
                "numFmt": lambda given: put(format=attribute(given, "val")),
                "lvlText": lambda given: put(text=attribute(given, "val")),
                "num": use,
                "abstractNumId": lambda given: found.lists.update({list_: attribute(given, "val")}),
            },
        ),
    )
    return found


def _inherited(identifier: str, found: dict[str, Style]) -> Style:
    """A style with the level and list of the nearest style that it is based on and that has them."""
    line = list(_line(identifier, found))
    own = line[0]
    named = _HEADING.fullmatch(own.name)
    level = next((style.level for style in line if style.level), int(named[1]) if named else 0)
    list_ = next((style for style in line if style.list), own)
    is_text = any(style.name == _TEXT for style in line)
    return replace(own, level=level, list=list_.list, depth=list_.depth, is_text=is_text)


def _line(identifier: str, found: dict[str, Style]) -> Iterator[Style]:
    for _ in range(DEEPEST):  # a style may be based on itself in a circle
        if identifier not in found:
            return
        yield found[identifier]
        identifier = found[identifier].parent


def _counted(depth: int, counts: list[int], levels: dict[int, Level]) -> str:
    """A number in the format of its level; empty where the level is no number."""
    count = counts[depth] or 1
    format_ = levels.get(depth, Level()).format
    if format_ in ("bullet", "none"):
        return ""
    if "decimalEnclosedCircle" in format_ and count <= _FULL_CIRCLE:
        return chr(ord("①") + count - 1)
    if format_.startswith(("chinese", "japanese", "ideograph", "taiwanese")) and count < 100:
        return chinese(count)
    return str(count)
