"""A compiled part, and how it is written out: bytes of the template, figures, values, conditions, loops.

What is written goes into an ``Output``, which knows at which byte each figure begins.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from jinja2 import TemplateError as JinjaError

from generator.report.prose import Paragraph
from generator.report.sheet import Cell
from generator.report.word.faces import Faces
from generator.report.word.faults import TagError, TemplateError
from generator.report.word.output import Output
from generator.report.word.scope import Evaluate, Scope
from generator.report.word.tags import Tag, site_of
from generator.report.word.values import (
    Printed,
    is_list,
    kind_of,
    pieces_of,
    text_of,
)

_Given = TypeVar("_Given")
_Result = TypeVar("_Result")

MOST_TURNS = 100_000
MOST_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Expression:
    """What computes an expression, and the tag it comes from."""

    evaluate: Evaluate
    tag: Tag


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a field's figure."""

    field: str
    faces: Faces

    def write(self, scope: Scope, output: Output) -> None:
        """Write the figure."""
        output.add_figure(self.field, self.faces.written(scope.figures[self.field]))


@dataclass(frozen=True, slots=True)
class Printing:
    """The place of an expression's value."""

    expression: Expression
    faces: Faces

    def write(self, scope: Scope, output: Output) -> None:
        """Write the value; figures in it are written as such."""
        value = _computed(self.expression, self.expression.evaluate, scope)
        if isinstance(value, Paragraph):
            output.unlaid += [self.expression.tag] if value.rows else []
            output.add(b"".join(self.faces.written(run.text, bold=run.bold) for run in value.runs))
            return
        for text in pieces_of(_computed(self.expression, text_of, value)):
            piece = self.faces.written(text)
            if isinstance(text, Printed):
                output.add_figure(text.field, piece, text.shape)
            else:
                output.add(piece)


@dataclass(frozen=True, slots=True)
class FreshIdentifier:
    """The place of a number that must not come twice in the document."""

    def write(self, _scope: Scope, output: Output) -> None:
        """Write a number that has not been given yet."""
        output.add(str(next(output.identifiers)).encode())


@dataclass(frozen=True, slots=True)
class Span:
    """Where a repeated cell says how far it reaches, if the item of its loop is a cell of a sheet.

    ECMA-376 part 1, 17.4.17 (gridSpan) and 17.4.84 (vMerge).

    Attributes:
        variable: Of the loop.
        prefix: The part's own prefix of WordprocessingML, with its colon.
        is_bare: Whether the cell has no properties yet, in which this would stand.
    """

    variable: str
    prefix: str
    is_bare: bool

    def write(self, scope: Scope, output: Output) -> None:
        """Write the columns that the cell covers, and whether it goes on below or from above."""
        cell = scope.names.get(self.variable)
        if not isinstance(cell, Cell) or not (cell.columns > 1 or cell.merge):
            return
        w = self.prefix
        across = f'<{w}gridSpan {w}val="{cell.columns}"/>' if cell.columns > 1 else ""
        down = f'<{w}vMerge {w}val="{cell.merge}"/>' if cell.merge else ""
        output.add((f"<{w}tcPr>{across}{down}</{w}tcPr>" if self.is_bare else across + down).encode())


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a column of a table's grid repeats, once for each column that the item of the loop covers.

    Attributes:
        variable: Of the loop.
        before: The column up to its width, or all of it where it has none.
        width: Its width in twips, empty where it has none.
        behind: What follows the width.
    """

    variable: str
    before: bytes
    width: str
    behind: bytes

    def write(self, scope: Scope, output: Output) -> None:
        """Write the columns, wide as the cell asks."""
        cell = scope.names.get(self.variable)
        for share in cell.shares if isinstance(cell, Cell) else (1.0,):
            width = str(round(int(self.width) * share)) if self.width.isdecimal() else self.width
            output.add(self.before + width.encode() + self.behind)


@dataclass(frozen=True, slots=True)
class Condition:
    """``if``: branches with their conditions, and what stands behind ``else``."""

    branches: tuple[tuple[Expression, "Program"], ...]
    otherwise: "Program"

    def write(self, scope: Scope, output: Output) -> None:
        """Write the first branch whose condition holds."""
        for test, program in self.branches:
            if _computed(test, _is_true(test.evaluate), scope):
                write(program, scope, output)
                return
        write(self.otherwise, scope, output)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a template knows of a loop's turn as ``loop``."""

    index: int
    length: int

    @property
    def index0(self) -> int:
        """The turn's number, counted from 0."""
        return self.index - 1

    @property
    def first(self) -> bool:
        """Whether it is the first turn."""
        return self.index == 1

    @property
    def last(self) -> bool:
        """Whether it is the last turn."""
        return self.index == self.length


@dataclass(frozen=True, slots=True)
class Loop:
    """``for``: variables, items and what chooses among them, the body, and what stands for none."""

    variables: tuple[str, ...]
    items: Expression
    chosen: Evaluate | None
    body: "Program"
    otherwise: "Program"

    def write(self, scope: Scope, output: Output) -> None:
        """Write the body once for each item."""
        items = _computed(self.items, self._bound_items, scope)
        turns = [names for names in items if self._is_chosen(_inner(scope, names), output)]
        for index, names in enumerate(turns, 1):
            self._refuse_excess(output)
            write(self.body, _inner(scope, names | {"loop": Turn(index, len(turns))}), output)
        if not turns:
            write(self.otherwise, scope, output)

    def _bound_items(self, scope: Scope) -> list[dict[str, object]]:
        items = self.items.evaluate(scope)
        if not is_list(items):
            raise TagError("not-a-list", type=kind_of(items))
        return [self._bound(item) for item in items]

    def _is_chosen(self, scope: Scope, output: Output) -> bool:
        output.turns += 1
        self._refuse_excess(output)
        return self.chosen is None or _computed(self.items, _is_true(self.chosen), scope)

    def _bound(self, item: object) -> dict[str, object]:
        if len(self.variables) == 1:
            return {self.variables[0]: item}
        if not is_list(item):
            raise TagError("not-a-list", type=kind_of(item))
        return dict(zip(self.variables, item, strict=True))

    def _refuse_excess(self, output: Output) -> None:
        if output.turns > MOST_TURNS or output.size > MOST_BYTES:
            raise TemplateError((TagError("too-much-output").at(site_of(self.items.tag)),))


Node = bytes | Slot | Printing | FreshIdentifier | Span | Columns | Condition | Loop
Program = tuple[Node, ...]


def write(program: Program, scope: Scope, output: Output) -> None:
    """Write a program.

    Args:
        program: What to write.
        scope: Names and figures it speaks of.
        output: Where to.

    Raises:
        TemplateError: If a value is missing, or not of a kind that can be printed, compared or run through.
        KeyError: If there is no text for a field.
    """
    for node in program:
        if isinstance(node, bytes):
            output.add(node)
        elif output.faults is None:
            node.write(scope, output)
        else:
            try:
                node.write(scope, output)
            except TemplateError as error:
                output.faults += [fault for fault in error.faults if fault not in output.faults]


def _inner(scope: Scope, names: Mapping[str, object]) -> Scope:
    return replace(scope, names={**scope.names, **names})


def _is_true(evaluate: Evaluate) -> Callable[[Scope], bool]:
    return lambda scope: bool(evaluate(scope))


def _computed(expression: Expression, compute: Callable[[_Given], _Result], given: _Given) -> _Result:
    """Compute something for a tag; whatever fails is told with the tag."""
    try:
        return compute(given)
    except TagError as error:
        raise TemplateError((error.at(site_of(expression.tag)),)) from None
    except (JinjaError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise TemplateError((TagError("no-value").at(site_of(expression.tag)),)) from error
