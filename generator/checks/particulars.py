"""Answers about the organisation that can hardly be meant: a postcode of five digits, a date too early."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from generator import arithmetic
from generator.checks.explanations import gives_reason
from generator.checks.wording import found, join
from generator.filing import Filing
from generator.finding import Finding
from generator.form import dates
from generator.form.model import Check, Form, Particular


def findings(filing: Filing, form: Form, _previous: Filing | None) -> Iterator[Finding]:
    """Yield a finding for each answer that is not like what is asked for; what is missing has its own."""
    for check in form.checks.values():
        if check.rule == "change-half-explained":
            yield from _half_explained(check, filing, form)
        if check.rule in _RULES:
            for asked in form.particulars:
                if arithmetic.answered(asked.id, form, filing):
                    yield from _told(check, asked, filing, form)


def _half_explained(check: Check, filing: Filing, form: Form) -> Iterator[Finding]:
    """A change of the organisation that is said to be and not explained, or explained and not said to be."""
    asked = {known.id: known for known in form.particulars}
    for group in dict.fromkeys(filter(None, (other.settled_by for other in form.checks.values()))):
        kind, text = (asked[f"{group}.{key}"] for key in ("kind", "text"))
        chosen, said = (str(filing.particulars.get(known.id, "")) for known in (kind, text))
        is_changed = chosen not in ("", kind.nothing)
        missing = (
            text if is_changed and not gives_reason(said, form) else kind if said and not chosen else None
        )
        if missing:
            cells = tuple(filter(None, [filing.cell(missing.id)]))
            given = f"{kind.label}（{chosen}）" if is_changed else text.label
            yield found(check, missing.id, form, cells=cells, place=missing.label, words=given)


def _told(check: Check, asked: Particular, filing: Filing, form: Form) -> Iterator[Finding]:
    answer = str(filing.particulars[asked.id])
    expected = _RULES[check.rule](asked, answer, filing, form)
    if expected:
        cells = tuple(filter(None, [filing.cell(asked.id)]))
        told = found(check, asked.id, form, cells=cells, place=asked.label, words=answer, nearest=expected)
        yield replace(told, figures=("".join(answer.split()),))


def _shape(asked: Particular, answer: str, _filing: Filing, form: Form) -> str:
    """What an answer should be like, if it is not."""
    if asked.choices:
        listed = str(form.texts["particulars_sheet"]["choice_shape"])
        return "" if answer in asked.choices else listed.format(choices=join(asked.choices))
    is_none = answer in form.not_applicable or form.vocabulary.prose.patterns["absent"].fullmatch(answer)
    likely = (is_none and not asked.compulsory) or asked.pattern.fullmatch(answer)
    return "" if likely else asked.shape


def _year(asked: Particular, answer: str, filing: Filing, _form: Form) -> str:
    """The year that a day below the report should be in, if it is not."""
    day = dates.named(answer) if asked.kind == "date" else None
    year = filing.particulars.get("year")
    return str(year + 1) if day and isinstance(year, int) and day.year != year + 1 else ""


_RULES: dict[str, Callable[[Particular, str, Filing, Form], str]] = {
    "particular-unlike": _shape,
    "date-of-another-year": _year,
}
