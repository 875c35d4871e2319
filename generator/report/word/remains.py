"""What blocks may leave of the rows, cells and paragraphs around them, and whether Word can read it."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from generator.report.word.blocks import Block, Level
from generator.report.word.faults import TagError
from generator.report.word.part import Element, Part
from generator.report.word.tags import Problem

_CONTENT = frozenset({"w:p", "w:tbl", "w:sdt", "w:customXml"})
_MUST_HOLD_A_PARAGRAPH = frozenset(
    {"w:tc", "w:txbxContent", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:sdtContent"}
)


def remains(part: Part, blocks: Iterable[Block]) -> Iterator[Problem]:
    """Tell where blocks may leave a table without rows, a row without cells, a cell or note without text.

    ECMA-376 part 1, 17.4.37 (a table has rows) and 17.4.65 (a cell ends with a paragraph).
    """
    inside: dict[int, list[Block]] = {}
    for block in blocks:
        container = block.opening.container
        if container is not None and block.opening.level is not Level.TEXT:
            inside.setdefault(container.start, []).append(block)
    for together in inside.values():
        opening = together[0].opening
        key = _PROBLEMS[opening.level](part, opening.container, together) if opening.container else ""
        if key:
            yield Problem(opening.tag, TagError(key))


def _problem_of_rows(part: Part, table: Element, blocks: list[Block]) -> str:
    rows = [child for child in part.children(table) if child.name in ("w:tr", "w:sdt")]
    return "" if _outside(rows, blocks) else "whole-table"


def _problem_of_cells(part: Part, row: Element, blocks: list[Block]) -> str:
    """A row has cells (17.4.78). A loop may give all of them: whoever gives a row gives its cells."""
    cells = [child for child in part.children(row) if child.name in ("w:tc", "w:sdt")]
    gives_cells = any(block.opening.keyword == "for" for block in blocks)
    return "" if gives_cells or _outside(cells, blocks) else "whole-row"


def _problem_of_paragraphs(part: Part, container: Element, blocks: list[Block]) -> str:
    if container.name not in _MUST_HOLD_A_PARAGRAPH:
        return ""
    gone = {statement.start for block in blocks for statement in block.statements}
    content = [one for one in part.children(container) if one.name in _CONTENT and one.start not in gone]
    lasting = _outside(content, [block for block in blocks if not _always_leaves_one(block, content, blocks)])
    if not lasting:
        return "only-paragraph"
    # Whatever the blocks leave, the last of it is the last lasting one or stands behind it.
    last = content[content.index(lasting[-1]) :]
    return "ends-with-table" if any(one.name == "w:tbl" for one in last) else ""


def _always_leaves_one(block: Block, content: list[Element], blocks: list[Block]) -> bool:
    """Whether each way through a block ends with a paragraph, as it may with ``else``, in no block within."""
    inner = [other for other in blocks if block.start < other.start < block.end]
    branches = (
        [one for one in content if here.end <= one.start < behind.start]
        for here, behind in pairwise(block.statements)
    )
    return block.statements[-2].keyword == "else" and all(
        branch and branch[-1].name == "w:p" and _outside(branch[-1:], inner) for branch in branches
    )


def _outside(elements: list[Element], blocks: list[Block]) -> list[Element]:
    """Return those of the elements, in the order in which they begin, that stand in no block."""
    bounds = sorted((block.start, block.end) for block in blocks)
    outside: list[Element] = []
    at = behind = 0
    for element in elements:
        while at < len(bounds) and bounds[at][0] <= element.start:
            behind = max(behind, bounds[at][1])
            at += 1
        if element.start >= behind:
            outside.append(element)
    return outside


_PROBLEMS = {
    Level.ROW: _problem_of_rows,
    Level.CELL: _problem_of_cells,
    Level.PARAGRAPH: _problem_of_paragraphs,
}
