"""Explanations: what they settle, those that no longer fit, and the figures that they were given for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.arithmetic import Outcome, evaluate
from generator.checks.wording import found
from generator.filing import Explanation, Filing
from generator.finding import Finding, copied
from generator.form.model import Form, Severity
from generator.places import in_words

_GONE, _CHANGED, _BEFORE = "explanation-gone", "explanation-changed", "explanation-before"
_FEWEST = 2
"""Characters beside assurances that a reason has: 撤回, 笔误."""


def fits(explanation: Explanation, finding: Finding) -> bool:
    """Whether check, instance and figures are the same: only then an explanation settles a finding."""
    same = _place(explanation) == _place(finding)
    return same and (not explanation.saw or explanation.saw == finding.saw)


def gives_reason(text: str, form: Form) -> bool:
    """Whether words say why; 情况属实 and the like only assure, and settle nothing."""
    return len(form.vocabulary.prose.patterns["assurance"].sub("", text)) >= _FEWEST


def is_changed(group: str, filing: Filing, form: Form) -> bool:
    """Whether a group of particulars (``change``) says that the organisation is not what it was."""
    asked = f"{group}.kind"
    nothing = {particular.nothing for particular in form.particulars if particular.id == asked}
    answer = str(filing.particulars.get(asked, ""))
    return answer not in {"", *nothing} and not says_none(answer, form)


def says_none(answer: str, form: Form) -> bool:
    """Whether an answer about the organisation says that there is nothing: 无, /, 没有."""
    return answer in form.not_applicable or bool(form.vocabulary.prose.patterns["absent"].fullmatch(answer))


def recorded(filing: Filing, findings: Sequence[Finding]) -> Filing:
    """The filing, each explanation that settles a finding with the figures that it was given for."""
    saw = {_place(finding): finding.saw for finding in findings if finding.explanation}
    kept = tuple(
        explanation if explanation.saw else replace(explanation, saw=saw.get(_place(explanation), ()))
        for explanation in filing.explanations
    )
    return replace(filing, explanations=kept)


def settling(filing: Filing, findings: Sequence[Finding]) -> Filing:
    """The filing with those explanations alone that settle a finding, by the findings' own numbers."""
    by_place = {_place(finding): finding for finding in findings if finding.explanation}
    kept = (
        replace(explanation, check=about.check, at=about.at)
        for explanation in filing.explanations
        if (about := by_place.get(_place(explanation))) and about.explanation == explanation.text
    )
    return replace(filing, explanations=tuple(kept))


def outdated(
    findings: Sequence[Finding], filing: Filing, form: Form, previous: Filing | None
) -> Iterator[Finding]:
    """Yield a finding for each explanation that does not serve, or perhaps does not.

    Its finding is gone, or it was or may be about other figures.
    """
    by_place = {_place(finding): finding for finding in findings}
    settled = {
        _place(explanation): explanation
        for explanation in sorted(filing.explanations, key=lambda given: gives_reason(given.text, form))
        if explanation.text and (found := by_place.get(_place(explanation))) and fits(explanation, found)
    }  # fmt: skip
    for place, explanation in settled.items():
        settles = by_place[place].severity is not Severity.EXPLAIN or gives_reason(explanation.text, form)
        if settles and explanation.shown and explanation.shown != by_place[place].saw:
            yield from _told(_BEFORE, explanation, by_place[place], form)
    told = {_place(explanation): explanation for explanation in filing.explanations if explanation.text}
    for place, explanation in told.items():
        rule = _CHANGED if place in by_place else _GONE
        if place in settled or (rule is _GONE and not _holds(explanation, filing, form, previous)):
            continue
        yield from _told(rule, explanation, by_place.get(place), form)


def _told(rule: str, explanation: Explanation, about: Finding | None, form: Form) -> Iterator[Finding]:
    at = f"{explanation.check} {explanation.at}".strip()
    cells = about.cells if about else ()
    for check in (check for check in form.checks.values() if check.rule == rule):
        yield found(
            check, at, form, cells=cells, place=in_words(check.number, at, form), words=explanation.text
        )


def _holds(explanation: Explanation, filing: Filing, form: Form, previous: Filing | None) -> bool:
    """Whether the check was made, and holds: without last year's filing, its explanation may still fit."""
    place = _place(explanation)
    check = form.checks.get(place[0])
    if check is None or check.rule != "terms":
        return True
    here = [instance for instance in check.instances if copied(check.number, instance.at) == place]
    holds = (Outcome.PASSED, Outcome.OUT_OF_SCOPE)
    return all(evaluate(instance, form, filing, previous).outcome in holds for instance in here)


def _place(of: Explanation | Finding) -> tuple[str, str]:
    return copied(of.check, of.at)
