"""The handbook of checks: what is said of each check, under which head.

The relation of two sides is derived from terms and labels; that of any other check is its ``formula``.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from string import Formatter
from typing import Any

from generator.figure import digits
from generator.form.model import Check, Condition, Field, Form
from generator.form.overrides import decided
from generator.form.terms import Term


def entries(check: Check, form: Form) -> Iterator[tuple[str, str]]:
    """Yield what is said of a check: heads with their texts."""
    yield from ((head, text) for head, text in _entries(check, form) if text)


def _entries(check: Check, form: Form) -> Iterator[tuple[str, str]]:
    words = form.texts["handbook"]
    yield words["severity"], f"{check.severity}。{words['severities'][check.severity]}"
    yield words["formula"], check.formula or _formula(check, form)
    yield words["where"], _where(check, form)
    yield words["when"], _condition(check.condition, form)
    if check.settled_by:
        group = next(p.label for p in form.particulars if p.id == f"{check.settled_by}.kind")
        yield words["settled"], words["settled_by"].format(group=group)
    if check.override:
        yield words["override"], decided(check.override, check, form)
    yield words["reason"], check.reason
    yield words["example"], check.example
    yield words["remedy"], _unfilled(check.remedy)
    yield words["remedy_of_report"], _unfilled(check.remedy_of_report)


def _formula(check: Check, form: Form) -> str:
    """Both sides in words; a total stands at the right of what it is made of."""
    if check.rule != "terms" or not check.instances:
        return ""
    sign = form.texts["handbook"]["relations"][check.relation]
    left = [instance.left for instance in check.instances]
    right = [instance.right for instance in check.instances]
    return f"{_side(left, form)} {sign} {_side(right, form)}"


def _side(sides: Sequence[Sequence[Term]], form: Form) -> str:
    """A side of a check, in what its places have in common."""
    words = form.texts["handbook"]
    text = ""
    for terms in zip(*sides, strict=True):
        joint = words["minus"] if terms[0].times < 0 else words["plus"]
        text += (joint if text or terms[0].times < 0 else "") + _term(terms, form)
    return text.strip()


def _term(terms: Sequence[Term], form: Form) -> str:
    words, first = form.texts["handbook"], terms[0]
    if not first.fields:
        return digits(abs(first.times))
    ends = [_common([form.fields[term.fields[at]] for term in terms]) for at in (0, -1)]
    text = ends[0]
    if len(first.fields) > 1:
        here, there = _apart([form.fields[first.fields[at]] for at in (0, -1)], terms, form)
        text = words["pair" if len(first.fields) == 2 else "sum"].format(first=here, last=there)
    if first.last:
        text = words["last"].format(term=text)
    is_plain = abs(first.times) == Decimal(1)
    return text if is_plain else str(words["times"].format(times=digits(abs(first.times)), term=text))


def _apart(ends: Sequence[Field], terms: Sequence[Term], form: Form) -> tuple[str, str]:
    """The first and the last of what is added up, by the side on which they differ."""
    names = []
    for at, field in zip((0, -1), ends, strict=True):
        common = _common([form.fields[term.fields[at]] for term in terms])
        names.append(common or field.label)
    return names[0], names[1]


def _common(fields: Sequence[Field]) -> str:
    """What fields that stand at one place of a check have in common: whole labels, or their last ones."""
    sides = []
    for name in ("row_labels", "column_labels"):
        paths = {getattr(field, name) for field in fields}
        ends = {path[-1:] for path in paths}
        sides.append("".join(next(iter(ends))) if len(ends) == 1 else "")
    return "“" + " × ".join(filter(None, sides)) + "”" if any(sides) else ""


def _where(check: Check, form: Form) -> str:
    """The places that a check runs over."""
    words = form.texts["handbook"]
    places = [i.subject or form.numbers.get(i.at, "") for i in check.instances if not i.silent and i.at]
    places = [place for place in places if place]
    if len(places) > int(words["few"]):
        return str(words["many"].format(first=places[0], last=places[-1], count=len(places)))
    return str(words["joint"].join(places))


def _condition(condition: Condition, form: Form) -> str:
    words: Mapping[str, Any] = form.texts["handbook"]
    labels = {particular.id: particular.label for particular in form.particulars}
    parts = [
        words["particular"].format(label=labels[key], values=words["joint"].join(values))
        for key, values in condition.particulars.items()
    ]
    parts += [words["positive"].format(term=_term([term], form)) for term in condition.positive]
    if condition.unassessed:
        parts.append(words["unassessed"].format(check=condition.unassessed))
    return str(words["also"].join(parts))


def _unfilled(text: str) -> str:
    """A message's text without what only a finding can fill in."""
    return "".join(
        literal + ("…" if name is not None else "") for literal, name, *_ in Formatter().parse(text)
    )
