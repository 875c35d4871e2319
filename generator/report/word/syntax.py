"""The syntax of tags: Jinja2 parses them, and where it cannot, it is told what to mend."""

import re
from functools import lru_cache

from jinja2 import StrictUndefined, nodes
from jinja2 import TemplateError as JinjaError
from jinja2.sandbox import SandboxedEnvironment

from generator.report.word.faults import TagError

DEEPEST = 4
SANDBOX = SandboxedEnvironment(undefined=StrictUndefined)
_CURLY_QUOTES = re.compile("[“”‘’＂＇]")
_FULL_WIDTH = re.compile("[\u3001-\u303f\uff01-\uffee]")
# How the parser says at which sign it stumbled.
_STUMBLED = re.compile(r"got '([^']+)'|unexpected (?:char )?'([^']+)'")


def expression(source: str) -> nodes.Node:
    """Return the tree of what stands between braces.

    Raises:
        TagError: If it is no expression.
    """
    match _parse("{{ " + source + " }}", source).body:
        case [nodes.Output(nodes=[nodes.Expr() as node])]:
            return node
    raise _syntax_error(source)


def condition(source: str) -> nodes.Node:
    """Return the tree of what stands behind ``if`` or ``elif``; raises as ``expression``."""
    match _parse("{% if " + source + " %}{% endif %}", source).body:
        case [nodes.If(test=node)]:
            return node
    raise _syntax_error(source)


def loop(source: str) -> nodes.For:
    """Return the tree of ``for`` with what stands behind it; raises as ``expression``."""
    match _parse("{% for " + source + " %}{% endfor %}", source).body:
        case [nodes.For(recursive=False) as node]:
            return node
    raise _syntax_error(source)


def variables(node: nodes.For) -> tuple[str, ...]:
    """Return the names that a loop gives its items."""
    match node.target:
        case nodes.Name(name=name):
            return (name,)
        case nodes.Tuple(items=items) if all(isinstance(item, nodes.Name) for item in items):
            return tuple(item.name for item in items if isinstance(item, nodes.Name))
    raise TagError("disallowed")


def path(node: nodes.Node) -> str:
    """Return ``a.b.c`` for plain attributes of a name, else nothing."""
    names: list[str] = []
    while isinstance(node, nodes.Getattr):
        names.append(node.attr)
        node = node.node
    if not isinstance(node, nodes.Name):
        return ""
    return ".".join((node.name, *reversed(names)))


@lru_cache(maxsize=256)
def _parse(template: str, source: str) -> nodes.Template:
    """What Jinja2 makes of a tag; most stand in a template several times, and none is changed."""
    if _deepest_bracket(source) > DEEPEST:
        raise TagError("too-deep", limit=str(DEEPEST))
    try:
        return SANDBOX.parse(template)
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
