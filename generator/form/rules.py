"""Checks, totals and names of figures as written in the form files."""

from collections.abc import Iterable, Mapping

from generator.errors import FormError
from generator.form.expand import Expansion
from generator.form.model import Check, Condition, Field, Severity
from generator.form.overrides import overridden
from generator.form.source import Entry, entry, member
from generator.form.terms import Name

_CHECK = ("number", "title", "severity", "rule", "over", "silent", "message", "remedy", "when", "settled_by")
_WORDS = ("remedy_of_report", "pair", "formula", "reason", "example")
_TOTAL, _COMPARED = ("total", "parts"), ("left", "relation", "right")


def checks_of(source: Entry, expansion: Expansion) -> dict[str, Check]:
    """Read the checks of a form by number, what was decided about them laid over them.

    Args:
        source: ``checks.toml``.
        expansion: For the terms that they compare, at each of their places.

    Raises:
        FormError: If one lacks something, has what no check has, or names what is not there.
    """
    written = source.inner("checks")
    checks = {number: _check(written.inner(number), expansion) for number in written.data}
    return overridden(checks, source.get("overrides", []))


def names_of(source: Entry, expansion: Expansion) -> dict[str, Name]:
    """Read the names that texts may use for figures, from ``form.toml``.

    Raises:
        FormError: If one is no sum of fields.
    """
    names = source.inner("names")
    return {name: _name(name, names, expansion) for name in names.data}


def items_of(checks: Iterable[Check], fields: Mapping[str, Field]) -> dict[str, tuple[str, ...]]:
    """For every field the inputs it stands for: itself, or those its total is made of, to the bottom.

    Raises:
        FormError: If two checks define a total, or one is part of itself.
    """
    parts: dict[str, tuple[str, ...]] = {}
    for instance in (instance for check in checks for instance in check.instances if instance.total):
        if instance.total in parts:
            raise FormError("form.total-twice", field=instance.total)
        parts[instance.total] = tuple(name for term in instance.left for name in term.fields)

    def bottom(name: str, above: tuple[str, ...]) -> tuple[str, ...]:
        if name in above:
            raise FormError("form.total-in-itself", field=name)
        below = (bottom(part, (*above, name)) for part in parts[name]) if name in parts else ((name,),)
        return tuple(dict.fromkeys(item for items in below for item in items))

    return {name: bottom(name, ()) for name in fields}


def _check(data: Entry, expansion: Expansion) -> Check:
    data.only(*_CHECK, *_WORDS, *(_TOTAL if "total" in data.data else _COMPARED))
    return Check(
        number=data.need("number", str),
        title=data.need("title", str),
        severity=member(Severity, data.need("severity", str), data.place),
        rule=data.get("rule", "terms"),
        relation=data.get("relation", "="),
        message=data.need("message", str),
        remedy=data.need("remedy", str),
        remedy_of_report=data.get("remedy_of_report", ""),
        condition=_condition(data.inner("when"), expansion),
        settled_by=data.get("settled_by", ""),
        pair=data.get("pair", ""),
        formula=data.get("formula", ""),
        reason=data.get("reason", ""),
        example=data.get("example", ""),
        instances=tuple(expansion.instances(data)),
    )


def _condition(data: Entry, expansion: Expansion) -> Condition:
    data.only("particulars", "positive", "unassessed")
    wanted = data.inner("particulars")
    return Condition(
        particulars={key: wanted.texts(key) for key in wanted.data},
        positive=expansion.terms(data, "positive"),
        unassessed=data.get("unassessed", ""),
    )


def _name(name: str, names: Entry, expansion: Expansion) -> Name:
    written = names.data[name]
    data = entry(f"{names.place}.{name}", {"sum": written} if isinstance(written, list) else written)
    data.only("sum", "whole")
    return Name(name, expansion.terms(data, "sum", needed=True), expansion.terms(data, "whole"))
