"""Expressions in tags: Jinja2's language, as far as it is bounded.

What a node means is said here, node by node, so that what has no meaning here cannot be written: no calls,
no products of texts, no names with underscores.
"""

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes

from generator.report.word import syntax
from generator.report.word.faults import TagError
from generator.report.word.figures import prints_figure
from generator.report.word.lookup import UNKNOWN, entry, part, sample_of, samples_in_loop
from generator.report.word.names import listed, refuse_unknown
from generator.report.word.scope import Evaluate, Known, Scope
from generator.report.word.syntax import DEEPEST
from generator.report.word.values import Joined, Printed, Shape, is_list, kind_of, text_of

_COMPARISONS: dict[str, Callable[[Any, Any], object]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "in": lambda one, many: one in many,
    "notin": lambda one, many: one not in many,
}
_ORDERS = ("lt", "lteq", "gt", "gteq")


@dataclass(frozen=True, slots=True)
class CompiledLoop:
    """A loop: its variables, what computes its items, and the condition that chooses among them."""

    variables: tuple[str, ...]
    items: Evaluate
    chosen: Evaluate | None


def compile_expression(source: str, known: Known) -> Evaluate:
    """Return what computes an expression.

    Args:
        source: What stands between the braces.
        known: What it may speak of.

    Raises:
        TagError: If it is no expression, or one that is not allowed.
    """
    node = syntax.expression(source)
    value = _meaning(node, known)
    if (sample := sample_of(node, known)) is not UNKNOWN:
        text_of(sample)
    return value


def compile_condition(source: str, known: Known) -> Evaluate:
    """Return what computes the condition of an ``if`` or ``elif``; raises as ``compile_expression``."""
    return _meaning(syntax.condition(source), known)


def compile_loop(source: str, known: Known) -> tuple[CompiledLoop, Known]:
    """Return a loop understood, and what may be spoken of inside it.

    Args:
        source: What stands behind ``for``: ``item in items``, ``key, value in pairs if value``.
        known: What it may speak of.

    Raises:
        TagError: As for ``compile_expression``.
    """
    node = syntax.loop(source)
    variables, sample = syntax.variables(node), sample_of(node.iter, known)
    if sample is not UNKNOWN and not is_list(sample):
        raise TagError("not-a-list", type=kind_of(sample))
    inner = known.within(variables, samples_in_loop(variables, sample))
    chosen = _meaning(node.test, inner) if node.test else None
    return CompiledLoop(variables, _meaning(node.iter, known), chosen), inner


def _meaning(node: nodes.Node, known: Known, depth: int = 0) -> Evaluate:
    """Return what computes a node; ``depth`` is how many operations stand around it."""
    if depth > DEEPEST:
        raise TagError("too-deep", limit=str(DEEPEST))
    meaning = _MEANINGS.get(type(node))
    if meaning is None:
        raise TagError("disallowed")
    return meaning(node, known, depth)


def _constant(node: nodes.Const, _known: Known, _depth: int) -> Evaluate:
    value = node.value
    return lambda _scope: value


def _name(node: nodes.Name, known: Known, _depth: int) -> Evaluate:
    name = node.name
    if known.is_field(name):
        return _figure(name)
    refuse_unknown(name, known)
    return lambda scope: _value(name, scope)


def _value(name: str, scope: Scope) -> object:
    if name not in scope.names:
        raise TagError("no-such-name", name=name, known=listed(sorted(scope.names)))
    return scope.names[name]


def _attribute(node: nodes.Getattr, known: Known, depth: int) -> Evaluate:
    path, name = syntax.path(node), node.attr
    if known.is_field(path):
        return _figure(path)
    if path:
        refuse_unknown(path, known)
    if name.startswith("_"):
        raise TagError("disallowed")
    value, whole = _meaning(node.node, known, depth), syntax.path(node.node)
    if (sample := sample_of(node.node, known)) is not UNKNOWN:
        part(sample, name, whole)
    return lambda scope: part(value(scope), name, whole)


def _item(node: nodes.Getitem, known: Known, depth: int) -> Evaluate:
    if prints_figure(node.node, known):
        raise TagError("figure-lost")
    value, whole = _meaning(node.node, known, depth), syntax.path(node.node)
    key = _meaning(node.arg, known, depth + 1)
    match node.arg:
        case nodes.Const(value=str(name)) if (sample := sample_of(node.node, known)) is not UNKNOWN:
            part(sample, name, whole)
    return lambda scope: entry(value(scope), key(scope), whole)


def _filtered(node: nodes.Filter, known: Known, depth: int) -> Evaluate:
    if node.name not in known.filters:
        raise TagError("unknown-filter", name=node.name, known=listed(sorted(known.filters)))
    if node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise TagError("disallowed")
    if any(prints_figure(inner, known) for inner in _joints(node.node)):
        raise TagError("figure-lost")
    function = known.filters[node.name]
    values = [_meaning(argument, known, depth + 1) for argument in (node.node, *node.args)]
    return lambda scope: _shaped(function, *(value(scope) for value in values))


def _shaped(function: Callable[..., object], given: object, *others: object) -> object:
    """Apply a filter; a figure stays one, and knows how to come to its new shape again."""
    made = function(given, *others)
    if isinstance(made, Printed) or not (isinstance(given, Printed) and isinstance(made, str)):
        return made
    before: Shape = given.shape
    return Printed(made, given.field, lambda text: text_of(function(before(text), *others)))


def _joined(node: nodes.Concat, known: Known, depth: int) -> Evaluate:
    values = [_meaning(piece, known, depth + 1) for piece in node.nodes]
    return lambda scope: Joined(text_of(value(scope)) for value in values)


def _comparison(node: nodes.Compare, known: Known, depth: int) -> Evaluate:
    sides = [node.expr, *(step.expr for step in node.ops)]
    ordered = any(step.op in _ORDERS for step in node.ops)
    if (ordered or any(map(_is_number, sides))) and any(prints_figure(side, known) for side in sides):
        raise TagError("compares-number")
    if not {"in", "notin"}.intersection(step.op for step in node.ops) and _differ_in_kind(sides, known):
        raise TagError("compares-kinds")
    first = _meaning(node.expr, known, depth + 1)
    steps = [(_COMPARISONS[step.op], _meaning(step.expr, known, depth + 1)) for step in node.ops]

    def compare(scope: Scope) -> object:
        left = first(scope)
        for holds, expression in steps:
            right = expression(scope)
            if not holds(left, right):
                return False
            left = right
        return True

    return compare


def _differ_in_kind(sides: Sequence[nodes.Node], known: Known) -> bool:
    """Whether some are texts and some numbers, as far as is known: such are never equal, nor in order."""
    values = [side.value if isinstance(side, nodes.Const) else sample_of(side, known) for side in sides]
    kinds = {isinstance(value, str) for value in values if isinstance(value, (str, int, float))}
    return len(kinds) > 1


def _and(node: nodes.And, known: Known, depth: int) -> Evaluate:
    left, right = _meaning(node.left, known, depth + 1), _meaning(node.right, known, depth + 1)
    return lambda scope: left(scope) and right(scope)


def _or(node: nodes.Or, known: Known, depth: int) -> Evaluate:
    left, right = _meaning(node.left, known, depth + 1), _meaning(node.right, known, depth + 1)
    return lambda scope: left(scope) or right(scope)


def _not(node: nodes.Not, known: Known, depth: int) -> Evaluate:
    value = _meaning(node.node, known, depth + 1)
    return lambda scope: not value(scope)


def _choice(node: nodes.CondExpr, known: Known, depth: int) -> Evaluate:
    test, chosen = _meaning(node.test, known, depth + 1), _meaning(node.expr1, known, depth + 1)
    other = _meaning(node.expr2 or nodes.Const(""), known, depth + 1)
    return lambda scope: chosen(scope) if test(scope) else other(scope)


_MEANINGS: dict[type[nodes.Node], Callable[..., Evaluate]] = {
    nodes.Const: _constant,
    nodes.Name: _name,
    nodes.Getattr: _attribute,
    nodes.Getitem: _item,
    nodes.Filter: _filtered,
    nodes.Concat: _joined,
    nodes.Compare: _comparison,
    nodes.And: _and,
    nodes.Or: _or,
    nodes.Not: _not,
    nodes.CondExpr: _choice,
}


def _is_number(node: nodes.Node) -> bool:
    """Whether a node is a number as such; a figure is a text, which never equals one."""
    return isinstance(node, nodes.Const) and isinstance(node.value, (int, float))


def _joints(node: nodes.Node) -> Iterator[nodes.Concat]:
    """List what is put together by ``~`` in a node, or in it as a whole."""
    if isinstance(node, nodes.Concat):
        yield node
    yield from node.find_all(nodes.Concat)


def _figure(field: str) -> Evaluate:
    return lambda scope: Printed(scope.figures[field], field)
