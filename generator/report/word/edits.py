"""Which bytes of a part give way to what: the tags, and the little around them that has to follow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.report.word.blocks import Block, Level, Statement
from generator.report.word.faces import PRESERVE, run_anew
from generator.report.word.faults import TagError
from generator.report.word.part import Element, Part, attribute, attributes
from generator.report.word.program import Columns, Expression, FreshIdentifier, Printing, Slot, Span
from generator.report.word.scope import Evaluate
from generator.report.word.tags import MARKS, Problem, Tag

_UNIQUE_ATTRIBUTES = frozenset({"w14:paraId", "w14:textId"})
_BEFORE_SPAN = ("w:cnfStyle", "w:tcW")
_MERGES = ("w:gridSpan", "w:hMerge", "w:vMerge")
_BOOKMARKS = frozenset({"w:bookmarkStart", "w:bookmarkEnd"})
_REFERENCES = frozenset(
    {
        *("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"),
        *("w:footnoteReference", "w:endnoteReference"),
    }
)


@dataclass(frozen=True, slots=True)
class OpenLoop:
    """``for``: its variables, its items, and the condition that chooses among them."""

    variables: tuple[str, ...]
    items: Expression
    chosen: Evaluate | None


@dataclass(frozen=True, slots=True)
class OpenCondition:
    """``if``."""

    test: Expression


@dataclass(frozen=True, slots=True)
class Branch:
    """``elif`` with its condition, or ``else``."""

    test: Expression | None = None


@dataclass(frozen=True, slots=True)
class Close:
    """``endif`` or ``endfor``."""


Head = OpenLoop | OpenCondition | Branch | Close
Step = bytes | Slot | Printing | FreshIdentifier | Span | Columns | Head


@dataclass(frozen=True, slots=True)
class Edit:
    """The bytes from ``start`` to before ``end`` give way to steps."""

    start: int
    end: int
    steps: tuple[Step, ...] = ()


def edits_of_tag(tag: Tag, *steps: Step, behind: bool = False) -> Iterator[Edit]:
    """Put steps where a tag begins (or ends, if ``behind``) and take its characters out."""
    holder = tag.spans[-1] if behind else tag.spans[0]
    for span in tag.spans:
        yield Edit(span.start, span.end, steps if span is holder else ())


def edits_of_text_block(part: Part, block: Block, heads: dict[Statement, Head]) -> Iterator[Edit]:
    """Put the statements of a block that works on text where their tags stand.

    Where they stand in different runs, each is followed by a new start of its own run, so that whatever path
    is taken through the block, the text behind a statement looks as it does in the template.
    """
    for statement in block.statements:
        tag, closes = statement.tag, statement is block.statements[-1]
        yield from edits_of_tag(tag, heads[statement], behind=not closes)
        if block.spans_runs:
            yield Edit(tag.last_byte, tag.last_byte, (run_anew(part, tag.spans[-1].piece.element),))


def edits_of_elements(
    part: Part, statements: Iterable[Statement], heads: dict[Statement, Head], gone: frozenset[int]
) -> Iterator[Edit]:
    """Take out the rows, cells and paragraphs that hold statements; bookmarks and comment ranges stay.

    Args:
        part: The part.
        statements: Those that take a row, cell or paragraph with them, in the order in which they stand.
        heads: What each one does.
        gone: Where marks begin that do not stay.
    """
    together: dict[int, list[Statement]] = {}
    for statement in statements:
        together.setdefault(statement.start, []).append(statement)
    for one, *others in together.values():
        steps: list[Step] = [heads[statement] for statement in (one, *others)]
        inner = part.inside(one.element) if one.element else []
        marks = b"".join(part.source(mark) for mark in inner if mark.name in MARKS and mark.start not in gone)
        if marks:
            steps.insert(0 if one.keyword in ("if", "for") else len(steps), marks)
        yield Edit(one.start, one.end, tuple(steps))


def edits_of_grids(
    part: Part, blocks: Iterable[Block], statements: Iterable[Statement], heads: dict[Statement, Head]
) -> Iterator[Edit]:
    """Repeat the columns of a table's grid with the cells of its first row that repeats any (17.4.48).

    A cell of a sheet that covers several columns has as many in the grid.
    A row that is itself repeated knows names that its table does not; where the grid is not as wide as the
    row, it is left as it is.
    """
    blocks = list(blocks)
    rows = [block for block in blocks if block.opening.level is Level.ROW]
    done: set[int] = set()
    for statement in statements:
        row, cell = statement.container, statement.element
        if statement.level is not Level.CELL or row is None or cell is None:
            continue
        if any(block.start < row.start < block.end for block in rows):
            continue
        column = _columns(part, row).get(cell.start)
        if column and column.start not in done:
            done.add(column.start)
            yield Edit(column.start, part.end(column), (heads[statement],))
            yield from _column_of_item(part, statement, blocks, heads)


def _columns(part: Part, row: Element) -> dict[int, Element]:
    """The column of the grid for each cell of a row, by where the cell begins; none if they differ."""
    cells = [one for one in part.children(row) if one.name == "w:tc"]
    grids = (one for one in part.children(row.parent) if one.name == "w:tblGrid") if row.parent else ()
    columns = [one for grid in grids for one in part.children(grid) if one.name == "w:gridCol"]
    starts = (cell.start for cell in cells)
    return dict(zip(starts, columns, strict=True)) if len(cells) == len(columns) else {}


def _column_of_item(
    part: Part, statement: Statement, blocks: Iterable[Block], heads: dict[Statement, Head]
) -> Iterator[Edit]:
    """Repeat the column of the one cell in a loop as often as the item of the loop covers one."""
    for block in blocks:
        if block.opening is statement and (found := _repeated(part, block, heads)):
            variable, cell = found
            column = _columns(part, cell.parent)[cell.start] if cell.parent else None
            if column:
                yield Edit(column.start, part.end(column), (_columns_of(part, variable, column),))


def _columns_of(part: Part, variable: str, column: Element) -> Columns:
    name = next((written for name, written, _ in attributes(column) if name == "w:w"), "")
    found = part.attribute_bytes(column, name) if name else None
    _, start, end = found or (0, part.end(column), part.end(column))
    before, width, behind = (
        part.data[column.start : start],
        part.data[start:end],
        part.data[end : part.end(column)],
    )
    return Columns(variable, before, width.decode(), behind)


def edits_of_spans(part: Part, loops: Iterable[Block], heads: dict[Statement, Head]) -> Iterator[Edit]:
    """Let a cell that is repeated by itself reach as far as the cell of a sheet that is the item of its loop.

    The table's grid gets as many columns (see ``edits_of_grids``). A cell that the template has merged is
    left as it is.
    """
    for loop in loops:
        found = _repeated(part, loop, heads)
        if found and (edit := _span_of(part, found[1], found[0])):
            yield edit


def _repeated(part: Part, loop: Block, heads: dict[Statement, Head]) -> tuple[str, Element] | None:
    """The variable of a loop over cells, and the cell that it repeats, if there is one of each."""
    row, head = loop.opening.container, heads[loop.opening]
    if loop.opening.level is not Level.CELL or row is None or not isinstance(head, OpenLoop):
        return None
    body = range(loop.opening.end, loop.statements[1].start)
    cells = [one for one in part.children(row) if one.name == "w:tc" and one.start in body]
    return (head.variables[0], cells[0]) if len(head.variables) == len(cells) == 1 else None


def _span_of(part: Part, cell: Element, variable: str) -> Edit | None:
    prefix = f"{cell.prefix}:" if cell.prefix else ""
    properties = next((one for one in part.children(cell) if one.name == "w:tcPr"), None)
    if properties is None:
        at = part.content(cell)
        return Edit(at, at, (Span(variable, prefix, is_bare=True),))
    inner = part.children(properties)
    if any(one.name in _MERGES for one in inner):
        return None
    if not inner:
        return Edit(properties.start, part.end(properties), (Span(variable, prefix, is_bare=True),))
    before = [part.end(one) for one in inner if one.name in _BEFORE_SPAN]
    at = max(before, default=part.content(properties))
    return Edit(at, at, (Span(variable, prefix, is_bare=False),))


def edits_of_spaces(part: Part, tags: Iterable[Tag]) -> Iterator[Edit]:
    """Keep the spaces of every text that holds a tag: values may begin or end with some."""
    if not part.is_word:
        return
    for element in dict.fromkeys(span.piece.element for tag in tags for span in tag.spans):
        value = attribute(element, "xml:space")
        if value is None:
            at = part.content(element) - 1
            yield Edit(at, at, (PRESERVE,))
        elif value != "preserve" and (found := part.attribute_bytes(element, "xml:space")):
            yield Edit(found[1], found[2], (b"preserve",))


def edits_of_copies(part: Part, loop: Block) -> Iterator[Edit]:
    """Take out of a loop's body what must not come twice in a document, and number its drawings anew."""
    for element in part.between(loop.statements[0].end, loop.statements[-1].start):
        if element.name in _BOOKMARKS or _is_identifier_of_control(element):
            yield Edit(element.start, part.end(element))
            continue
        for name, written, _ in attributes(element):
            if name in _UNIQUE_ATTRIBUTES and (found := part.attribute_bytes(element, written)):
                yield Edit(found[0], found[2] + 1)
        if element.name == "wp:docPr" and (found := part.attribute_bytes(element, "id")):
            yield Edit(found[1], found[2], (FreshIdentifier(),))


def references_in_loop(part: Part, loop: Block) -> Iterator[Problem]:
    """Tell of a loop that would point to one comment or note more than once."""
    body = part.between(loop.statements[0].end, loop.statements[-1].start)
    if any(element.name in _REFERENCES for element in body):
        yield Problem(loop.opening.tag, TagError("reference-in-loop"))


def steps_of(part: Part, edits: Iterable[Edit]) -> Iterator[Step]:
    """Return the part as steps: its own bytes between the edits, and theirs.

    Args:
        part: The part.
        edits: In any order. What begins inside an element that is taken out goes with it.
    """
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at:
            continue
        if edit.start > at:
            yield part.data[at : edit.start]
        yield from edit.steps
        at = edit.end
    yield part.data[at:]


def _is_identifier_of_control(element: Element) -> bool:
    return element.name == "w:id" and element.parent is not None and element.parent.name == "w:sdtPr"
