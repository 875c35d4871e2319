"""What the parts of a form say of each other must hold together."""

from collections.abc import Collection, Iterable
from string import Formatter

from generator.errors import FormError
from generator.form.grid import lay_out
from generator.form.model import Check, Form

RELATIONS = ("=", "<=", ">=", "<")
RULES = (
    *("terms", "particulars", "complete", "valid", "near-name", "name-without-figure"),
    *("number-as-text", "formula", "formula-changed", "numbering-removed", "long-text", "text-unplaced"),
    *("explanation-gone", "explanation-changed", "explanation-before", "overridden"),
    *("previous-year", "previous-name", "without-previous", "unreported", "edition-year"),
    *("label-changed", "rows-lost", "hidden-figures", "other-kit", "other-organisation", "macros"),
    "sheet-twice",
    *("table-missing", "figures-unplaced", "table-twice", "single-row", "section-missing"),
    *("row-missing", "heading-worded", "label-worded", "tables-unread"),
    *("report-revised", "another-report"),
    *("number-differs", "claim-differs", "parts-exceed"),
    *("section-empty", "section-long", "sheet-missing"),
    *("placeholder-words", "doubled-words", "unbalanced-brackets", "aspect-missing", "accounting-missing"),
    *("other-year", "other-oneself", "text-repeated", "other-scope", "other-name"),
    *(
        "manuscript-differs",
        "manuscript-title",
        "manuscript-tables",
        "manuscript-revised",
        "manuscript-lacks",
    ),
)
PLACEHOLDERS = ("place", "left", "right", "difference", "count", "words", "nearest")


def refuse_inconsistent(form: Form) -> None:
    """Let a form pass if its tables can be laid out and everything that it mentions is there.

    Raises:
        FormError: If not; the place is named.
    """
    for table in form.tables:
        lay_out(table)
    _refuse_repeated("sections", (section.id for section in form.sections))
    _refuse_repeated("particulars", (particular.id for particular in form.particulars))
    _refuse_repeated("tables", (table.number for table in form.tables))
    _refuse_lost_tables(form)
    for particular in form.particulars:
        _refuse_other(f"particulars.{particular.id}", particular.nothing, ("", *particular.choices))
    for check in form.checks.values():
        _refuse_bad_check(check, form)


def _refuse_repeated(place: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise FormError("form.twice", place=place, key=name)
        seen.add(name)


def _refuse_other(place: str, value: str, allowed: Collection[str]) -> None:
    if value not in allowed:
        raise FormError(
            "form.no-such-value", place=place, value=value, allowed="、".join(filter(None, allowed))
        )


def _refuse_lost_tables(form: Form) -> None:
    tables = {table.id for table in form.tables}
    for section in form.sections:
        if section.table and section.table not in tables:
            raise FormError("form.no-such-table", place=f"sections.{section.id}", table=section.table)
    for key in form.guidance:
        if key not in tables and not any(f"{name}.".startswith(f"{key}.") for name in form.fields):
            raise FormError("form.no-such-field", place="guidance", field=key)


def _refuse_bad_check(check: Check, form: Form) -> None:
    _refuse_other(check.number, check.rule, RULES)
    _refuse_other(check.number, check.relation, RELATIONS)
    _refuse_unknown_check(check, form)
    _refuse_unknown_particulars(check, form)
    for text in (check.message, check.remedy, check.pair):
        _refuse_bad_text(text, check.number)


def _refuse_unknown_check(check: Check, form: Form) -> None:
    """A check may wait for another to be unassessable, but not in a circle."""
    other = check.condition.unassessed
    if other and (other not in form.checks or form.checks[other].condition.unassessed):
        raise FormError("form.no-such-check", place=check.number, check=other)


def _refuse_unknown_particulars(check: Check, form: Form) -> None:
    choices = {particular.id: particular.choices for particular in form.particulars}
    settling = [f"{check.settled_by}.{key}" for key in ("kind", "text")] if check.settled_by else []
    for key in (*check.condition.particulars, *settling):
        if key not in choices:
            raise FormError("form.no-such-particular", place=check.number, particular=key)
    for key, values in check.condition.particulars.items():
        for value in values:
            _refuse_other(f"{check.number} {key}", value, choices[key])


def _refuse_bad_text(text: str, place: str) -> None:
    try:
        parsed = list(Formatter().parse(text))
    except ValueError:
        raise FormError("form.bad-text", place=place, text=text) from None
    for _, placeholder, _, _ in parsed:
        if placeholder is not None and placeholder not in PLACEHOLDERS:
            raise FormError("form.no-such-placeholder", place=place, placeholder=placeholder)
