"""Findings that are off by the same amount point at the input that they share."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.checks.wording import join, where
from generator.figure import Number, minus
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Form


def with_suspects(findings: Iterable[Finding], filing: Filing, form: Form) -> list[Finding]:
    """The findings, those of a row and a column that cross at the likely fault with that cell named."""
    given = list(findings)
    return [_named(finding, _suspects(finding, given, form), filing, form) for finding in given]


def _suspects(finding: Finding, findings: Iterable[Finding], form: Form) -> Iterator[str]:
    """The one input that a finding has in common with one of another check, off by as much."""
    for other in findings:
        if other.check != finding.check and _is_as_much(finding.difference, other.difference):
            shared = _inputs(finding, form) & _inputs(other, form)
            if len(shared) == 1:
                yield from shared


def _is_as_much(one: Number | None, other: Number | None) -> bool:
    """Whether both are off, by the same amount in either direction."""
    return bool(one) and other is not None and one in (other, minus(0, other))


def _inputs(finding: Finding, form: Form) -> set[str]:
    return {item for field in finding.fields for item in form.items[field]}


def _named(finding: Finding, suspects: Iterable[str], filing: Filing, form: Form) -> Finding:
    names = tuple(dict.fromkeys(suspects))
    if not names:
        return finding
    words = join([where(name, filing, form) for name in names])
    told = form.texts["suspect"].format(words=words)
    return replace(finding, message=finding.message + told, suspects=names)
