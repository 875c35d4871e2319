"""Which bytes of a part give way to what: the tags, and the little around them that has to follow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.report.word.blocks import Block, Statement
from generator.report.word.faces import PRESERVE, run_anew
from generator.report.word.faults import TagError
from generator.report.word.part import Element, Part, attribute, attributes
from generator.report.word.program import Columns, Expression, FreshIdentifier, Printing, Slot, Span
from generator.report.word.scope import Evaluate
from generator.report.word.tags import MARKS, Problem, Tag

_UNIQUE_ATTRIBUTES = frozenset({"w14:paraId", "w14:textId"})
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
