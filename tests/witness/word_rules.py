"""What Word refuses, repairs or draws wrongly in a document, and the validators do not see."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.witness.parts import Element, Package, faults_of_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
XML = "{http://www.w3.org/XML/1998/namespace}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "smartTag"))
BLOCKS = (f"{W}p", f"{W}tbl", f"{W}altChunk")
STORIES = tuple(
    f"{W}{name}" for name in ("body", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent")
)
FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
THEME_SLOTS = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")

FONT_NAME_LIMIT = 31
SMALLEST_SIZE, LARGEST_SIZE = 2, 3276  # half points

# What Word takes from the Latin font unless a run hints at the other (ECMA-376 part 1, 17.3.2.26).
EITHER = re.compile("[\u00a1-\u00ff\u2010-\u2bff]")
TAGS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd-\uffff]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's place in the columns of its table's grid, and its part in a vertical merge."""

    left: int
    width: int
    merge: str  # "", "restart" or "continue"


def faults(package: Package) -> list[str]:
    """Give what is wrong with a document, each fault with its part."""
    found = faults_of_package(package)
    for name, root in package.roots.items():
        found += [f"{name}: {fault}" for rule in PART_RULES for fault in rule(root)]
    return found + [fault for rule in PACKAGE_RULES for fault in rule(package)]


def _inside(parent: Element, *tags: str) -> Iterator[Element]:
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in WRAPPERS:
            yield from _inside(child, *tags)


def _number(parent: Element, path: str, otherwise: int) -> int:
    element = parent.find(path)
    return otherwise if element is None else int(element.get(f"{W}val", "0"))


def _cells(row: Element) -> list[Cell]:
    cells, left = [], _number(row, f"{W}trPr/{W}gridBefore", 0)
    for cell in _inside(row, f"{W}tc"):
        width = _number(cell, f"{W}tcPr/{W}gridSpan", 1)
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        cells.append(Cell(left, width, "" if merge is None else merge.get(f"{W}val", "continue")))
        left += width
    return cells


def _tables(root: Element) -> Iterator[tuple[str, Element, list[Element]]]:
    for index, table in enumerate(root.iter(f"{W}tbl"), 1):
        yield f"table {index}", table, list(_inside(table, f"{W}tr"))


def _empty_tables(root: Element) -> Iterator[str]:
    for label, _, rows in _tables(root):
        if not rows:
            yield f"{label} has no rows"
        for index, row in enumerate(rows, 1):
            if not _cells(row):
                yield f"{label}, row {index} has no cells"


def _grid_spans(root: Element) -> Iterator[str]:
    for label, table, rows in _tables(root):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for index, row in enumerate(rows, 1):
            before = _number(row, f"{W}trPr/{W}gridBefore", 0)
            after = _number(row, f"{W}trPr/{W}gridAfter", 0)
            width = before + sum(cell.width for cell in _cells(row)) + after
            if width != columns:
                yield f"{label}, row {index} is {width} columns wide, its grid {columns}"


def _vertical_merges(root: Element) -> Iterator[str]:
    for label, _, rows in _tables(root):
        above: set[tuple[int, int]] = set()
        for index, row in enumerate(rows, 1):
            merged = [cell for cell in _cells(row) if cell.merge]
            for cell in merged:
                if cell.merge != "restart" and (cell.left, cell.width) not in above:
                    yield f"{label}, row {index}, column {cell.left + 1}: vMerge continues without a start"
            above = {(cell.left, cell.width) for cell in merged}


def _ends_of_cells(root: Element) -> Iterator[str]:
    for index, cell in enumerate(root.iter(f"{W}tc"), 1):
        blocks = list(_inside(cell, *BLOCKS))
        if not blocks or blocks[-1].tag != f"{W}p":
            yield f"cell {index} does not end with a paragraph"


def _empty_stories(root: Element) -> Iterator[str]:
    for story in root.iter(*STORIES):
        if not list(_inside(story, *BLOCKS)):
            yield f"{story.tag.rpartition('}')[2]} holds no paragraph"


def _sizes(root: Element) -> Iterator[str]:
    for element in root.iter(f"{W}sz", f"{W}szCs"):
        size = element.get(f"{W}val", "")
        if not re.fullmatch("[0-9]{1,4}", size) or not SMALLEST_SIZE <= int(size) <= LARGEST_SIZE:
            yield f"font size of {size!r} half points"


def _font_names(root: Element) -> Iterator[str]:
    names = [element.get(f"{W}name", "") for element in root.iter(f"{W}font")]
    for element in root.iter(f"{W}rFonts"):
        names += [element.get(f"{W}{slot}", "") for slot in FONT_SLOTS]
    yield from (f"font name {name!r} is too long" for name in names if len(name) > FONT_NAME_LIMIT)


def _theme_fonts(root: Element) -> Iterator[str]:
    for element in root.iter(f"{W}rFonts"):
        for slot in THEME_SLOTS:
            if element.get(f"{W}{slot}") is not None:
                yield f"font of the theme in {slot}"


def _text(parent: Element) -> str:
    return "".join(element.text or "" for element in parent.iterchildren(f"{W}t"))


def _hints(root: Element) -> Iterator[str]:
    for run in root.iter(f"{W}r"):
        fonts = run.find(f"{W}rPr/{W}rFonts")
        hint = "" if fonts is None else fonts.get(f"{W}hint", "")
        if hint != "eastAsia" and EITHER.search(_text(run)):
            yield f"run {_text(run)[:20]!r} without w:hint of eastAsia"


def _spaces(root: Element) -> Iterator[str]:
    for element in root.iter(f"{W}t"):
        text = element.text or ""
        if text != text.strip(" ") and element.get(f"{XML}space") != "preserve":
            yield f"text {text[:20]!r} would lose its outer spaces"
        if re.search("[\t\r\n]", text):
            yield f"text {text[:20]!r} holds a tab or line feed, which Word shows as a space"


def _leftovers(root: Element) -> Iterator[str]:
    # Tags may be split over runs, so a paragraph of Word is looked at as a whole.
    paragraphs = list(root.iter(f"{W}p")) or [root]
    for paragraph in paragraphs:
        text = "".join(str(piece) for piece in paragraph.itertext("{*}*"))
        if TAGS.search(text):
            yield f"left over: {text[:60]!r}"
        if CONTROLS.search(text):
            yield f"control character: {text[:60]!r}"


def _leftover_attributes(root: Element) -> Iterator[str]:
    for element in root.iter("{*}*"):
        yield from (f"left over: {value!r}" for value in element.attrib.values() if TAGS.search(str(value)))


def _paragraph_ids(root: Element) -> Iterator[str]:
    # [MS-DOCX] 2.6.2: eight hexadecimal digits, less than 0x80000000.
    for element in root.iter(f"{W}p", f"{W}tr"):
        value = element.get(f"{W14}paraId", "00000000")
        if not re.fullmatch("[0-7][0-9A-Fa-f]{7}", value):
            yield f"paraId {value!r} is none"


def _ids(package: Package, tags: tuple[str, ...], attribute: str) -> Counter[str]:
    counted: Counter[str] = Counter()
    for root in package.roots.values():
        for element in root.iter(*tags):
            value = element.get(attribute)
            # Word itself repeats ids in the Fallback of a text box.
            if value is not None and not any(True for _ in element.iterancestors(FALLBACK)):
                counted[value] += 1
    return counted


def _duplicate_ids(package: Package) -> Iterator[str]:
    for label, tags, attribute in (
        ("paraId", (f"{W}p", f"{W}tr"), f"{W14}paraId"),
        ("docPr id", (f"{WP}docPr",), "id"),
        ("bookmark id", (f"{W}bookmarkStart",), f"{W}id"),
        ("bookmark name", (f"{W}bookmarkStart",), f"{W}name"),
        ("end of bookmark", (f"{W}bookmarkEnd",), f"{W}id"),
    ):
        counted = _ids(package, tags, attribute)
        yield from (
            f"{label} {value!r} stands {count} times" for value, count in counted.items() if count > 1
        )


def _bookmark_pairs(package: Package) -> Iterator[str]:
    starts = _ids(package, (f"{W}bookmarkStart",), f"{W}id")
    ends = _ids(package, (f"{W}bookmarkEnd",), f"{W}id")
    yield from (f"bookmark {value!r} has no partner" for value in starts.keys() ^ ends.keys())


PART_RULES = (
    _empty_tables,
    _grid_spans,
    _vertical_merges,
    _ends_of_cells,
    _empty_stories,
    _sizes,
    _font_names,
    _theme_fonts,
    _hints,
    _spaces,
    _leftovers,
    _leftover_attributes,
    _paragraph_ids,
)
PACKAGE_RULES = (_duplicate_ids, _bookmark_pairs)
