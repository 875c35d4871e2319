"""Which fields' figures an expression may come to; those that it only compares are not among them."""

from collections.abc import Iterator

from jinja2 import nodes

from generator.report.word import syntax
from generator.report.word.faults import TagError
from generator.report.word.scope import Known


def fields_in(source: str, known: Known) -> tuple[str, ...]:
    """Return the fields whose figures an expression may print; none if it is no expression."""
    if source in known.fields:
        return (source,)
    try:
        return tuple(_printed_fields(syntax.expression(source), known))
    except TagError:
        return ()


def _printed_fields(node: nodes.Node | None, known: Known) -> Iterator[str]:
    match node:
        case nodes.Name() | nodes.Getattr():
            path = syntax.path(node)
            yield from (path,) if known.is_field(path) else ()
        case nodes.Filter(node=inner) | nodes.Getitem(node=inner):
            yield from _printed_fields(inner, known)
        case nodes.Concat(nodes=parts):
            yield from (field for part in parts for field in _printed_fields(part, known))
        case (
            nodes.CondExpr(expr1=one, expr2=other)
            | nodes.And(left=one, right=other)
            | nodes.Or(left=one, right=other)
        ):
            yield from (*_printed_fields(one, known), *_printed_fields(other, known))


def prints_figure(node: nodes.Node, known: Known) -> bool:
    """Whether a node may come to the figure of a field."""
    return any(True for _ in _printed_fields(node, known))
