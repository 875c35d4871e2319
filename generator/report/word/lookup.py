"""What stands behind a dot or in brackets: looked up by Jinja2's sandbox, also in samples beforehand."""

from collections.abc import Mapping, Sequence
from typing import Final

from jinja2 import Undefined, nodes

from generator.report.word.faults import TagError
from generator.report.word.names import listed, similar
from generator.report.word.scope import Known
from generator.report.word.syntax import SANDBOX, path

UNKNOWN: Final = object()
"""The sample of what is not known beforehand."""


def part(value: object, name: str, whole: str) -> object:
    """What ``value.name`` is; what no value has, and methods, are faults, told with what there is."""
    found = SANDBOX.getattr(value, name)
    if isinstance(found, Undefined) or callable(found):
        before = f"{whole}." if whole else ""
        parts = parts_of(value)
        near = similar(name, parts) or parts
        raise TagError("unknown-part", name=before + name, known=listed([before + one for one in near]))
    return found


def entry(value: object, key: object, whole: str) -> object:
    """What ``value[key]`` is; raises as ``part``."""
    if isinstance(key, str):
        return part(value, key, whole)
    found = SANDBOX.getitem(value, key)
    if isinstance(found, Undefined):
        raise TagError("no-such-item", name=whole, number=str(key))
    return found


def parts_of(value: object) -> list[str]:
    """The names that may stand behind a value and a dot."""
    if isinstance(value, Mapping):
        return sorted(key for key in value if isinstance(key, str))
    names = (name for name in dir(value) if not name.startswith("_"))
    return [name for name in names if not callable(getattr(value, name))]


def sample_of(node: nodes.Node, known: Known) -> object:
    """Such a value as a node will have, or ``UNKNOWN``."""
    match node:
        case nodes.Name(name=name):
            return known.samples.get(name, UNKNOWN)
        case nodes.Getattr(node=inner, attr=key) | nodes.Getitem(node=inner, arg=nodes.Const(value=key)):
            whole = sample_of(inner, known)
            if whole is UNKNOWN or path(node) in known.fields:
                return UNKNOWN
            found = SANDBOX.getitem(whole, key)
            return UNKNOWN if isinstance(found, Undefined) or callable(found) else found
    return UNKNOWN


def samples_in_loop(variables: tuple[str, ...], items: object) -> dict[str, object]:
    """The first item of a loop for its variable."""
    if len(variables) == 1 and isinstance(items, Sequence) and not isinstance(items, str) and items:
        return {variables[0]: items[0]}
    return {}
