"""Statements of a template: where each stands, and which belong together.

A statement stands at one of four levels: a table row, a cell or a paragraph that holds nothing else is taken
out, and its block repeats or drops whole rows, cells or paragraphs; any other statement works on the text
around it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from generator.report.word.faults import TagError
from generator.report.word.part import Element, nearest
from generator.report.word.tags import Problem, Tag, obstacles

DEEPEST = 8
_OPENERS = {"endif": "if", "endfor": "for"}
_BRANCHES = {"elif": ("if",), "else": ("if", "for")}
_BARE = frozenset({"else", "endif", "endfor"})
_KEYWORDS = frozenset({"if", "elif", "for"}) | _BARE
_ROW_FRAME = frozenset({"w:tc", "w:p"})
_CELL_FRAME = frozenset({"w:p"})


class Level(Enum):
    """What a statement works on."""

    ROW = "row"
    CELL = "cell"
    PARAGRAPH = "paragraph"
    TEXT = "text"


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A statement tag and where it stands.

    Attributes:
        tag: The tag.
        keyword: Its first word.
        rest: What follows the keyword.
        level: What it works on.
        container: The element in which the whole block has to stand; None where a tag lies across elements.
        element: The row, cell or paragraph that is taken out with it.
    """

    tag: Tag
    keyword: str
    rest: str
    level: Level
    container: Element | None
    element: Element | None = None

    @property
    def start(self) -> int:
        """The first byte that gives way to it."""
        return self.element.start if self.element else self.tag.first_byte

    @property
    def end(self) -> int:
        """The byte behind what gives way to it."""
        return self.tag.paragraph.part.end(self.element) if self.element else self.tag.last_byte


@dataclass(slots=True, eq=False)
class Block:
    """The statements of one block: opening, branches, closing."""

    statements: list[Statement] = field(default_factory=list)

    @property
    def opening(self) -> Statement:
        """Its ``if`` or ``for``."""
        return self.statements[0]

    @property
    def start(self) -> int:
        """Where its opening statement begins."""
        return self.opening.start

    @property
    def end(self) -> int:
        """Where its closing statement ends."""
        return self.statements[-1].end

    @property
    def spans_runs(self) -> bool:
        """Whether its statements stand in the text of different runs."""
        runs = {_run(statement.tag.spans[0].piece.element) for statement in self.statements}
        return self.opening.level is Level.TEXT and len(runs) > 1


def place_statements(tags: Iterable[Tag]) -> tuple[list[Statement], list[Problem]]:
    """Work out what each statement tag stands on.

    Args:
        tags: All tags of a part, in the order in which they begin.
    """
    by_paragraph: dict[int, list[Tag]] = {}
    for tag in tags:
        by_paragraph.setdefault(tag.paragraph.element.start, []).append(tag)
    statements: list[Statement] = []
    problems: list[Problem] = []
    in_rows = Counter(_row(tag) for tag in tags if tag.braces == "{%")
    for together in by_paragraph.values():
        alone = _stands_alone(together)
        for tag in (tag for tag in together if tag.braces == "{%"):
            keyword, *_ = tag.source.split(maxsplit=1) or ("",)
            if keyword in _KEYWORDS:
                row = _row(tag) if alone and in_rows[_row(tag)] == 1 else None
                statements.append(_placed(tag, keyword, alone=alone, row=row))
            else:
                error = TagError("unknown-statement", keyword=keyword) if keyword else TagError("empty")
                problems.append(Problem(tag, error))
    problems += [Problem(one.tag, error) for one in statements for error in _misplaced(one)]
    return sorted(statements, key=lambda statement: statement.tag.first_byte), problems


def pair(statements: Iterable[Statement]) -> tuple[list[Block], list[Problem]]:
    """Find out which statements belong together.

    Returns:
        The complete blocks, inner before outer, and what does not fit.
    """
    blocks: list[Block] = []
    problems: list[Problem] = []
    opened: list[Block] = []
    for statement in statements:
        try:
            if statement.keyword in _OPENERS or statement.keyword in _BRANCHES:
                _continue_block(statement, opened, blocks)
            else:
                _open_block(statement, opened)
        except TagError as error:
            problems.append(Problem(statement.tag, error))
    if opened:  # whose depth is that of what follows, too
        problems = [problem for problem in problems if problem.error.key != "blocks-too-deep"]
    return blocks, problems + [Problem(block.opening.tag, TagError("unclosed-block")) for block in opened]


def _stands_alone(together: list[Tag]) -> bool:
    """Whether a paragraph holds nothing but statements, and comments on them."""
    paragraph = together[0].paragraph
    part, element = paragraph.part, paragraph.element
    if not part.is_word or any(tag.braces == "{{" for tag in together):
        return False
    if _text_without(paragraph.text, together).strip():
        return False
    return not any(obstacles(part, element.start + 1, element.close))


def _text_without(text: str, tags: list[Tag]) -> str:
    bounds = [0, *(bound for tag in tags for bound in (tag.start, tag.end)), len(text)]
    return "".join(text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True))


def _placed(tag: Tag, keyword: str, *, alone: bool, row: Element | None) -> Statement:
    paragraph, rest = tag.paragraph.element, tag.source.removeprefix(keyword).strip()
    if not alone:
        return Statement(tag, keyword, rest, Level.TEXT, _container_of_text(tag))
    if row is not None and _is_alone_in(row, tag, _ROW_FRAME):
        return Statement(tag, keyword, rest, Level.ROW, row.parent, row)
    cell = nearest(paragraph, "w:tc")
    if cell is not None and _is_alone_in(cell, tag, _CELL_FRAME):
        return Statement(tag, keyword, rest, Level.CELL, cell.parent, cell)
    return Statement(tag, keyword, rest, Level.PARAGRAPH, paragraph.parent, paragraph)


def _misplaced(statement: Statement) -> Iterator[TagError]:
    if statement.keyword in _BARE and statement.rest:
        yield TagError("too-much", keyword=statement.keyword)
    taken_out = statement.tag.paragraph.part.inside(statement.element) if statement.element else []
    if any(element.name == "w:sectPr" for element in taken_out):
        yield TagError("section-break")


def _container_of_text(tag: Tag) -> Element | None:
    """Return the one element in which all runs of a tag stand."""
    if not tag.paragraph.part.is_word:
        return tag.paragraph.element
    first, *others = (_run(span.piece.element).parent for span in tag.spans)
    return first if all(other is first for other in others) else None


def _run(text: Element) -> Element:
    return text.parent or text


def _row(tag: Tag) -> Element | None:
    return nearest(tag.paragraph.element, "w:tr")


def _is_alone_in(around: Element, tag: Tag, frame: frozenset[str]) -> bool:
    """Whether a row or cell holds nothing but the paragraph of this tag, and that nothing but the tag."""
    part = tag.paragraph.part
    if _text_without(tag.paragraph.text, [tag]).strip():
        return False
    own = {piece.start for piece in tag.paragraph.pieces}
    others = (piece for piece in part.pieces_between(around.start, around.close) if piece.start not in own)
    if any(piece.element.name == "w:t" and piece.text.strip() for piece in others):
        return False
    return not any(obstacles(part, around.start + 1, around.close, allowed=frame))


def _open_block(statement: Statement, opened: list[Block]) -> None:
    opened.append(Block([statement]))
    if len(opened) > DEEPEST:
        raise TagError("blocks-too-deep", limit=str(DEEPEST))


def _continue_block(statement: Statement, opened: list[Block], closed: list[Block]) -> None:
    """Add a statement to the open block it belongs to; its last one moves the block to the closed ones."""
    keyword = statement.keyword
    wanted = _BRANCHES.get(keyword) or (_OPENERS[keyword],)
    block = next((block for block in reversed(opened) if block.opening.keyword in wanted), None)
    if block is None:
        raise TagError("unopened-block", keyword=keyword)
    inner = opened[-1]
    if keyword in _OPENERS:
        opened.remove(block)
    if block is not inner:
        raise TagError("crossing-block", inner=inner.opening.tag.source)
    if keyword in _BRANCHES and block.statements[-1].keyword == "else":
        raise TagError("after-else", keyword=keyword)
    block.statements.append(statement)
    _refuse_other_level(block.opening, statement)
    if keyword in _OPENERS:
        closed.append(block)


def _refuse_other_level(opening: Statement, statement: Statement) -> None:
    same = opening.level is statement.level and opening.container is statement.container
    if not same or statement.container is None:
        raise TagError("other-level", opening=opening.tag.source)
