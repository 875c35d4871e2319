"""Expressions in tags: Jinja2's language, as far as it is bounded.

Jinja2 parses; what a node means is said here, node by node, so that what has no meaning here cannot be
written: no calls, no products of texts, no names with underscores. Attributes and items are looked up by
Jinja2's sandbox.
"""

import operator
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2 import TemplateError as JinjaError
from jinja2.sandbox import SandboxedEnvironment

from generator.messages import say
from generator.report.word.faults import TagError
from generator.report.word.values import Joined, Printed, Shape, is_list, kind_of, text_of

DEEPEST = 4
_SANDBOX = SandboxedEnvironment(undefined=StrictUndefined)
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
_CURLY_QUOTES = re.compile("[“”‘’＂＇]")
_FULL_WIDTH = re.compile("[\u3001-\u303f\uff01-\uffee]")
# How the parser says at which sign it stumbled.
_STUMBLED = re.compile(r"got '([^']+)'|unexpected (?:char )?'([^']+)'")
_SOME = 3
_UNKNOWN = object()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a template may speak of while it is rendered.

    Attributes:
        names: Values by name, with the variables of the loops around.
        figures: The text to print for each field.
    """

    names: Mapping[str, object]
    figures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What a template may speak of when it is compiled.

    Attributes:
        fields: Identifiers of fields.
        filters: Functions that may follow ``|``.
        names: Names of the context, or None where they are not known beforehand.
        local: Variables of the loops around.
        samples: For names whose values are known beforehand, in kind, such a value.
    """

    fields: frozenset[str]
    filters: Mapping[str, Callable[..., object]]
    names: frozenset[str] | None = None
    local: frozenset[str] = frozenset()
    samples: Mapping[str, object] = field(default_factory=dict)

    def within(self, variables: Iterable[str], samples: Mapping[str, object] | None = None) -> "Known":
        """Return what is known inside a loop with these variables, of which some have samples."""
        inner = {*variables, "loop"}
        outside = {name: value for name, value in self.samples.items() if name not in inner}
        return replace(self, local=self.local | inner, samples=outside | dict(samples or {}))


Evaluate = Callable[[Scope], object]


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
    match _parse("{{ " + source + " }}", source).body:
        case [nodes.Output(nodes=[nodes.Expr() as node])]:
            value = _meaning(node, known, 0)
            if (sample := _sample(node, known)) is not _UNKNOWN:
                text_of(sample)
            return value
    raise _syntax_error(source)


def compile_condition(source: str, known: Known) -> Evaluate:
    """Return what computes the condition of an ``if`` or ``elif``; raises as ``compile_expression``."""
    match _parse("{% if " + source + " %}{% endif %}", source).body:
        case [nodes.If(test=node)]:
            return _meaning(node, known, 0)
    raise _syntax_error(source)


def compile_loop(source: str, known: Known) -> tuple[CompiledLoop, Known]:
    """Return a loop understood, and what may be spoken of inside it.

    Args:
        source: What stands behind ``for``: ``item in items``, ``key, value in pairs if value``.
        known: What it may speak of.

    Raises:
        TagError: As for ``compile_expression``.
    """
    match _parse("{% for " + source + " %}{% endfor %}", source).body:
        case [nodes.For(target=target, iter=items, test=test, recursive=False)]:
            variables, sample = _variables(target), _sample(items, known)
            if sample is not _UNKNOWN and not is_list(sample):
                raise TagError("not-a-list", type=kind_of(sample))
            inner = known.within(variables, _samples_of(variables, sample))
            chosen = _meaning(test, inner, 0) if test else None
            return CompiledLoop(variables, _meaning(items, known, 0), chosen), inner
    raise _syntax_error(source)


@lru_cache(maxsize=256)
def _parse(template: str, source: str) -> nodes.Template:
    """What Jinja2 makes of a tag; most stand in a template several times, and none is changed."""
    if _deepest_bracket(source) > DEEPEST:
        raise TagError("too-deep", limit=str(DEEPEST))
    try:
        return _SANDBOX.parse(template)
    except JinjaError as error:
        raise _syntax_error(source, error) from None


def _deepest_bracket(source: str) -> int:
    """Count brackets before parsing: the parser calls itself for each."""
    depth = deepest = 0
    for character in source:
        depth += (character in "([{") - (character in ")]}")
        deepest = max(deepest, depth)
    return deepest


def _syntax_error(source: str, error: JinjaError | None = None) -> TagError:
    if not source:
        return TagError("empty")
    if source.startswith("{") or source.endswith("}"):
        return TagError("third-brace")
    if _CURLY_QUOTES.search(source):
        return TagError("curly-quote")
    if _FULL_WIDTH.search(source):
        return TagError("full-width-sign")
    found = _STUMBLED.search((error and error.message) or "")
    sign = found[1] or found[2] if found else ""
    return TagError("syntax-at", sign=sign) if sign in source and sign else TagError("syntax")


def _variables(target: nodes.Node) -> tuple[str, ...]:
    match target:
        case nodes.Name(name=name):
            return (name,)
        case nodes.Tuple(items=items) if all(isinstance(item, nodes.Name) for item in items):
            return tuple(item.name for item in items if isinstance(item, nodes.Name))
    raise TagError("disallowed")


def _meaning(node: nodes.Node, known: Known, depth: int) -> Evaluate:
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
    if _is_field(name, known):
        return _figure(name)
    _refuse_unknown(name, known)
    return lambda scope: _value(name, scope)


def _value(name: str, scope: Scope) -> object:
    if name not in scope.names:
        raise TagError("no-such-name", name=name, known=_listed(sorted(scope.names)))
    return scope.names[name]


def _attribute(node: nodes.Getattr, known: Known, depth: int) -> Evaluate:
    path, name = _path(node), node.attr
    if _is_field(path, known):
        return _figure(path)
    if path:
        _refuse_unknown(path, known)
    if name.startswith("_"):
        raise TagError("disallowed")
    value, whole = _meaning(node.node, known, depth), _path(node.node)
    if (sample := _sample(node.node, known)) is not _UNKNOWN:
        _part(sample, name, whole)
    return lambda scope: _part(value(scope), name, whole)


def _part(value: object, name: str, whole: str) -> object:
    """What ``value.name`` is; what no value has, and methods, are faults, told with what there is."""
    found = _SANDBOX.getattr(value, name)
    if isinstance(found, Undefined) or callable(found):
        before = f"{whole}." if whole else ""
        parts = parts_of(value)
        near = _similar(name, parts) or parts
        raise TagError("unknown-part", name=before + name, known=_listed([before + one for one in near]))
    return found


def parts_of(value: object) -> list[str]:
    """The names that may stand behind a value and a dot."""
    if isinstance(value, Mapping):
        return sorted(key for key in value if isinstance(key, str))
    names = (name for name in dir(value) if not name.startswith("_"))
    return [name for name in names if not callable(getattr(value, name))]


def _item(node: nodes.Getitem, known: Known, depth: int) -> Evaluate:
    if _prints_figure(node.node, known):
        raise TagError("figure-lost")
    value, whole = _meaning(node.node, known, depth), _path(node.node)
    key = _meaning(node.arg, known, depth + 1)
    if isinstance(node.arg, nodes.Const) and (sample := _sample(node.node, known)) is not _UNKNOWN:
        _refuse_unknown_key(sample, node.arg.value, whole)
    return lambda scope: _entry(value(scope), key(scope), whole)


def _refuse_unknown_key(sample: object, key: object, whole: str) -> None:
    if isinstance(key, str):
        _part(sample, key, whole)


def _entry(value: object, key: object, whole: str) -> object:
    """What ``value[key]`` is; raises as ``_part``."""
    if isinstance(key, str):
        return _part(value, key, whole)
    found = _SANDBOX.getitem(value, key)
    if isinstance(found, Undefined):
        raise TagError("no-such-item", name=whole, number=str(key))
    return found


def _sample(node: nodes.Node, known: Known) -> Any:  # noqa: ANN401  (what stands in a sample)
    """Such a value as a node will have, or ``_UNKNOWN``."""
    match node:
        case nodes.Name(name=name):
            return known.samples.get(name, _UNKNOWN)
        case nodes.Getattr(node=inner, attr=key) | nodes.Getitem(node=inner, arg=nodes.Const(value=key)):
            whole = _sample(inner, known)
            if whole is _UNKNOWN or _path(node) in known.fields:
                return _UNKNOWN
            found = _SANDBOX.getitem(whole, key)
            return _UNKNOWN if isinstance(found, Undefined) or callable(found) else found
    return _UNKNOWN


def _samples_of(variables: tuple[str, ...], items: object) -> dict[str, object]:
    """The first item of a loop for its variable."""
    if len(variables) == 1 and isinstance(items, Sequence) and not isinstance(items, str) and items:
        return {variables[0]: items[0]}
    return {}


def _filtered(node: nodes.Filter, known: Known, depth: int) -> Evaluate:
    if node.name not in known.filters:
        raise TagError("unknown-filter", name=node.name, known=_listed(sorted(known.filters)))
    if node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise TagError("disallowed")
    if any(_prints_figure(inner, known) for inner in _joints(node.node)):
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
    values = [_meaning(part, known, depth + 1) for part in node.nodes]
    return lambda scope: Joined(text_of(value(scope)) for value in values)


def _comparison(node: nodes.Compare, known: Known, depth: int) -> Evaluate:
    sides = [node.expr, *(step.expr for step in node.ops)]
    ordered = any(step.op in _ORDERS for step in node.ops)
    if (ordered or any(map(_is_number, sides))) and any(_prints_figure(side, known) for side in sides):
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
    values = [side.value if isinstance(side, nodes.Const) else _sample(side, known) for side in sides]
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


def fields_in(source: str, known: Known) -> tuple[str, ...]:
    """Return the fields whose figures an expression may print; none if it is no expression."""
    if source in known.fields:
        return (source,)
    try:
        tree = _parse("{{ " + source + " }}", source)
    except TagError:
        return ()
    printed = tree.find(nodes.Output)
    return tuple(
        field for node in (printed.nodes if printed else ()) for field in _printed_fields(node, known)
    )


def _printed_fields(node: nodes.Node | None, known: Known) -> Iterator[str]:
    """List the fields whose figures a node may come to; those that it compares are not among them."""
    match node:
        case nodes.Name() | nodes.Getattr():
            path = _path(node)
            yield from (path,) if _is_field(path, known) else ()
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


def _is_number(node: nodes.Node) -> bool:
    """Whether a node is a number as such; a figure is a text, which never equals one."""
    return isinstance(node, nodes.Const) and isinstance(node.value, (int, float))


def _prints_figure(node: nodes.Node, known: Known) -> bool:
    return any(True for _ in _printed_fields(node, known))


def _joints(node: nodes.Node) -> Iterator[nodes.Concat]:
    """List what is put together by ``~`` in a node, or in it as a whole."""
    if isinstance(node, nodes.Concat):
        yield node
    yield from node.find_all(nodes.Concat)


def _path(node: nodes.Node) -> str:
    """Return ``a.b.c`` for plain attributes of a name, else nothing."""
    names: list[str] = []
    while isinstance(node, nodes.Getattr):
        names.append(node.attr)
        node = node.node
    if not isinstance(node, nodes.Name):
        return ""
    return ".".join((node.name, *reversed(names)))


def _is_field(path: str, known: Known) -> bool:
    return path in known.fields and path.partition(".")[0] not in known.local


def _figure(field: str) -> Evaluate:
    return lambda scope: Printed(scope.figures[field], field)


def _refuse_unknown(path: str, known: Known) -> None:
    """Refuse what is neither a name nor a field, with what was probably meant."""
    root, _, _ = path.partition(".")
    names = known.local | (known.names or frozenset())
    if root in names:
        return
    if unicodedata.normalize("NFKC", path) != path:
        raise TagError("full-width-sign")
    if any(field.startswith(f"{root}.") for field in known.fields):
        raise TagError("unknown-field", name=path, near=_near(path, known.fields))
    if known.names is not None:
        near = _similar(path, sorted(known.fields | names))
        if near:
            raise TagError("unknown-name", name=path, near=_listed(near))
        raise TagError("no-such-name", name=path, known=_listed(sorted(names)))


def _near(name: str, names: frozenset[str]) -> str:
    return _listed(_similar(name, sorted(names)))


def _similar(name: str, names: Sequence[str]) -> list[str]:
    from difflib import get_close_matches  # noqa: PLC0415  (only faults need it)

    return get_close_matches(name, names, n=_SOME)


def _listed(names: list[str]) -> str:
    return "、".join(names) or say("template.none")
