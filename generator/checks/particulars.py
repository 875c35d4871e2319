"""Answers about the organisation that can hardly be meant: a postcode of five digits, a date too early."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from generator import arithmetic
from generator.checks.explanations import gives_reason, is_changed, says_none
from generator.checks.prose import goes_by
from generator.checks.wording import found, join
from generator.filing import Filing
from generator.finding import Finding
from generator.form import dates
from generator.form.model import Check, Form, Particular

_Expected = Callable[[Particular, str, Filing, Form], str]


def findings(filing: Filing, form: Form, _previous: Filing | None) -> Iterator[Finding]:
    """Yield a finding for each answer that is not like what is asked for; what is missing has its own."""
    for check in form.checks.values():
        if check.rule in _RULES:
            yield from _RULES[check.rule](check, filing, form)


def _half_explained(check: Check, filing: Filing, form: Form) -> Iterator[Finding]:
    """A change of the organisation that is said to be and not explained, or explained and not said to be."""
    asked = {known.id: known for known in form.particulars}
    for group in dict.fromkeys(filter(None, (other.settled_by for other in form.checks.values()))):
        kind, text = (asked[f"{group}.{key}"] for key in ("kind", "text"))
        chosen, said = (str(filing.particulars.get(known.id, "")) for known in (kind, text))
        if is_changed(group, filing, form) and not gives_reason(said, form):
            yield _told(check, text, f"{kind.label}（{chosen}）", "", filing, form)
        elif said and not chosen:
            yield _told(check, kind, text.label, "", filing, form)


def _lacking(check: Check, filing: Filing, form: Form) -> Iterator[Finding]:
    """What checks go by and was not said, all of it together; a published report has no place to say it."""
    made = [(other, goes_by(other)) for other in form.checks.values() if not other.off]
    wanted = set[str]().union(*(names for _, names in made))
    asked = [known for known in form.particulars if known.id in wanted]
    lacking = [known for known in asked if not arithmetic.answered(known.id, form, filing)]
    if lacking and not filing.headings:
        without = {known.id for known in lacking}
        unmade = [f"{other.number}“{other.title}”" for other, names in made if names & without]
        cells = tuple(filter(None, (filing.cell(known.id) for known in lacking)))
        place = join([known.label for known in lacking])
        yield found(check, "", form, cells=cells, place=place, words=join(unmade))


def _each(check: Check, filing: Filing, form: Form, expected: _Expected) -> Iterator[Finding]:
    """Every answer of which something else is expected."""
    for asked in form.particulars:
        if arithmetic.answered(asked.id, form, filing):
            answer = str(filing.particulars[asked.id])
            if wanted := expected(asked, answer, filing, form):
                told = _told(check, asked, answer, wanted, filing, form)
                yield replace(told, figures=("".join(answer.split()),))


def _told(check: Check, asked: Particular, words: str, wanted: str, filing: Filing, form: Form) -> Finding:
    cells = tuple(filter(None, [filing.cell(asked.id)]))
    return found(check, asked.id, form, cells=cells, place=asked.label, words=words, nearest=wanted)


def _shape(asked: Particular, answer: str, _filing: Filing, form: Form) -> str:
    """What an answer should be like, if it is not."""
    is_none = says_none(answer, form)
    if asked.choices:
        listed = str(form.texts["particulars_sheet"]["choice_shape"])
        is_meant = answer in asked.choices or (is_none and asked.nothing)
        return "" if is_meant else listed.format(choices=join(asked.choices))
    likely = (is_none and not asked.compulsory) or asked.pattern.fullmatch(answer)
    return "" if likely else asked.shape


def _year(asked: Particular, answer: str, filing: Filing, _form: Form) -> str:
    """The year that a day below the report should be in, if it is not."""
    day = dates.named(answer) if asked.kind == "date" else None
    year = filing.particulars.get("year")
    return str(year + 1) if day and isinstance(year, int) and day.year != year + 1 else ""


_RULES: dict[str, Callable[[Check, Filing, Form], Iterator[Finding]]] = {
    "change-half-explained": _half_explained,
    "particulars-lacking": _lacking,
    "particular-unlike": partial(_each, expected=_shape),
    "date-of-another-year": partial(_each, expected=_year),
}
