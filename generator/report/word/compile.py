"""From a parsed part to a program: every tag understood, or every fault told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.report.word.blocks import Block, Level, Statement, pair, place_statements
from generator.report.word.edits import (
    Branch,
    Close,
    Edit,
    Head,
    OpenCondition,
    OpenLoop,
    Step,
    edits_of_copies,
    edits_of_elements,
    edits_of_spaces,
    edits_of_tag,
    edits_of_text_block,
    references_in_loop,
    steps_of,
)
from generator.report.word.expressions import compile_condition, compile_expression, compile_loop
from generator.report.word.faces import faces_of
from generator.report.word.faults import TagError
from generator.report.word.fonts import Fonts
from generator.report.word.part import Part, ancestors
from generator.report.word.program import Condition, Expression, Loop, Node, Printing, Program, Slot, Turn
from generator.report.word.remains import remains
from generator.report.word.scope import Known
from generator.report.word.spans import edits_of_grids, edits_of_spans
from generator.report.word.tags import Problem, Tag, find_tags

MOST_PROBLEMS = 100
_OF_LOOP = {"loop": Turn(1, 1)}


@dataclass(frozen=True, slots=True)
class CompiledPart:
    """A part understood.

    Attributes:
        name: Its name in the package.
        program: What writes it; None if it holds no tag or its blocks do not fit. Tags that are wrong by
            themselves write nothing: such a program serves to see what else is wrong.
        problems: What is wrong, in the order in which it stands.
        tags: Its tags, in the order in which they begin.
    """

    name: str
    program: Program | None
    problems: tuple[Problem, ...] = ()
    tags: tuple[Tag, ...] = ()


def compile_part(part: Part, known: Known, fonts: Fonts) -> CompiledPart:
    """Compile the tags of a part.

    Args:
        part: The part.
        known: What its tags may speak of.
        fonts: Those of the document's styles.
    """
    tags, faulty = find_tags(part)
    statements, misplaced = place_statements(tags)
    blocks, unpaired = pair(statements)
    loops = [block for block in blocks if block.opening.keyword == "for"]
    unfit = [*misplaced, *unpaired, *remains(part, blocks)]
    unfit += [problem for loop in loops for problem in references_in_loop(part, loop)]
    readable = _with_every_variable(known, statements) if unpaired else known
    heads, steps, misread = _understood(tags, statements, readable, fonts)
    together = [*faulty, *unfit, *_bound_to_data(part, tags), *misread]
    problems = tuple(sorted(together, key=lambda problem: problem.tag.first_byte))
    if unfit or not tags or len(heads) < len(statements):
        return CompiledPart(part.name, None, problems, tuple(tags))
    edits = [edit for tag in tags if tag.braces != "{%" for edit in edits_of_tag(tag, *steps.get(tag, ()))]
    edits += _edits_of_blocks(part, blocks, loops, statements, heads)
    edits += edits_of_spaces(part, tags)
    program, _ = _until_statement(steps_of(part, edits))
    return CompiledPart(part.name, program, problems, tuple(tags))


def _edits_of_blocks(
    part: Part,
    blocks: Sequence[Block],
    loops: Sequence[Block],
    statements: Sequence[Statement],
    heads: dict[Statement, Head],
) -> Iterator[Edit]:
    copies = [edit for loop in loops for edit in edits_of_copies(part, loop)]
    yield from copies
    for block in blocks:
        if block.opening.level is Level.TEXT:
            yield from edits_of_text_block(part, block, heads)
    yield from edits_of_grids(part, blocks, statements, heads)
    yield from edits_of_spans(part, loops, heads)
    with_elements = (statement for statement in statements if statement.element is not None)
    yield from edits_of_elements(part, with_elements, heads, frozenset(edit.start for edit in copies))


def _bound_to_data(part: Part, tags: Iterable[Tag]) -> Iterator[Problem]:
    """Tell of tags in content controls that Word fills from elsewhere (ECMA-376 part 1, 17.5.2.6)."""
    bindings = part.named("w:dataBinding")
    controls = {around for binding in bindings for around in ancestors(binding) if around.name == "w:sdt"}
    for tag in tags if controls else ():
        if any(around in controls for around in ancestors(tag.spans[0].piece.element)):
            yield Problem(tag, TagError("bound-to-data"))


def _understood(
    tags: Iterable[Tag], statements: Iterable[Statement], known: Known, fonts: Fonts
) -> tuple[dict[Statement, Head], dict[Tag, tuple[Step, ...]], list[Problem]]:
    """Compile what the tags say, each with the variables of the loops it stands in."""
    by_tag = {statement.tag: statement for statement in statements}
    levels = [known]
    heads: dict[Statement, Head] = {}
    steps: dict[Tag, tuple[Step, ...]] = {}
    problems: list[Problem] = []
    for tag in tags:
        if len(problems) >= MOST_PROBLEMS:
            break
        statement = by_tag.get(tag)
        try:
            if statement:
                heads[statement] = _head(statement, levels)
            elif tag.braces == "{{":
                steps[tag] = (_printing(tag, levels[-1], fonts),)
        except TagError as error:
            problems.append(Problem(tag, error))
    return heads, steps, problems


def _with_every_variable(known: Known, statements: Iterable[Statement]) -> Known:
    """The names of all loops: where blocks do not fit, nobody knows which tags stand in which loop."""
    for statement in (statement for statement in statements if statement.keyword == "for"):
        names = _variables_of(statement)
        try:
            _, inner = compile_loop(statement.rest, known)
        except TagError:
            inner = known
        samples = {name: inner.samples[name] for name in names if name in inner.samples}
        known = known.within(names, samples | _OF_LOOP)
    return known


def _variables_of(loop: Statement) -> list[str]:
    """The variables of a loop, whatever else is wrong with it."""
    return [name.strip() for name in loop.rest.partition(" in ")[0].split(",")]


def _head(statement: Statement, levels: list[Known]) -> Head:
    """Compile a statement; ``levels`` grows where its block opens and shrinks where it closes."""
    known = levels[-1]
    match statement.keyword:
        case "for":
            return _loop_head(statement, levels)
        case "if":
            levels.append(known)
            return OpenCondition(_test(statement, known))
        case "elif":
            return Branch(_test(statement, known))
        case "else":
            return Branch()
    del levels[max(1, len(levels) - 1) :]
    return Close()


def _loop_head(statement: Statement, levels: list[Known]) -> OpenLoop:
    outside = levels[-1]
    levels.append(outside.within(_variables_of(statement), _OF_LOOP))
    loop, inner = compile_loop(statement.rest, outside)
    levels[-1] = replace(inner, samples={**inner.samples, **_OF_LOOP})
    return OpenLoop(loop.variables, Expression(loop.items, statement.tag), loop.chosen)


def _test(statement: Statement, known: Known) -> Expression:
    return Expression(compile_condition(statement.rest, known), statement.tag)


def _printing(tag: Tag, known: Known, fonts: Fonts) -> Slot | Printing:
    faces, source = faces_of(tag.paragraph.part, tag.spans[0].piece.element, fonts), tag.source
    if known.is_field(source):
        return Slot(source, faces)
    return Printing(Expression(compile_expression(source, known), tag), faces)


def _until_statement(steps: Iterator[Step]) -> tuple[Program, Branch | Close]:
    """Return the nodes up to a statement that continues or closes the block around, and that statement."""
    nodes: list[Node] = []
    for step in steps:
        match step:
            case OpenCondition():
                nodes.append(_condition(step, steps))
            case OpenLoop():
                nodes.append(_loop(step, steps))
            case Branch() | Close():
                return tuple(nodes), step
            case _:
                nodes.append(step)
    return tuple(nodes), Close()


def _condition(opening: OpenCondition, steps: Iterator[Step]) -> Condition:
    branches: list[tuple[Expression, Program]] = []
    test: Expression | None = opening.test
    while test is not None:
        body, following = _until_statement(steps)
        branches.append((test, body))
        if isinstance(following, Close):
            return Condition(tuple(branches), ())
        test = following.test
    otherwise, _ = _until_statement(steps)
    return Condition(tuple(branches), otherwise)


def _loop(opening: OpenLoop, steps: Iterator[Step]) -> Loop:
    body, following = _until_statement(steps)
    otherwise, _ = _until_statement(steps) if isinstance(following, Branch) else ((), following)
    return Loop(opening.variables, opening.items, opening.chosen, body, otherwise)
