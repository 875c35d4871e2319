"""What the parts of a form say of each other must hold together."""

from collections.abc import Collection, Iterable
from string import Formatter

from generator.errors import FormError
from generator.form.grid import lay_out
from generator.form.model import Check, Form

RELATIONS = ("=", "<=", ">=", "<")
RULES = (
    *("terms", "particulars", "complete", "valid", "near-name", "name-without-figure"),
    *("extra-blank", "extra-invalid", "word-for-nothing", "last-year-partly", "particulars-lacking"),
    *("number-as-text", "formula", "formula-changed", "numbering-removed", "long-text", "text-unplaced"),
    *("explanation-gone", "explanation-changed", "explanation-before"),
    "overridden",
    *("previous-year", "previous-name", "without-previous", "last-year-differs"),
    "change-half-explained",
    *("last-year-invalid", "unreported", "edition-year", "particular-unlike", "date-of-another-year"),
    *("label-changed", "rows-lost", "hidden-figures", "other-kit", "other-organisation", "macros"),
    *("units-left-out", "sheet-twice", "adjustment-unreasoned"),
    *("table-missing", "figures-unplaced", "table-twice", "single-row", "section-missing"),
    *("row-missing", "heading-worded", "sections-moved", "label-worded", "tables-unread", "words-left"),
    "columns-doubtful",
    *("report-revised", "another-report"),
    *("number-differs", "claim-differs", "parts-exceed"),
    *("section-empty", "section-long", "sheet-missing"),
    *("placeholder-words", "doubled-words", "unbalanced-brackets", "aspect-missing", "accounting-missing"),
    *("other-year", "other-oneself", "text-repeated", "other-scope", "other-name"),
    *("other-subject", "other-body"),
    *(
        "manuscript-differs",
        "manuscript-title",
        "manuscript-tables",
        "manuscript-revised",
        "manuscript-lacks",
    ),
)
_LONGEST_SHEET, _NO_SHEET = 31, "[]:*?/\\"
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
    _refuse_bad_sheets(form)
    _refuse_lost_words(form)
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


def _refuse_bad_sheets(form: Form) -> None:
    names = [*form.texts.get("sheets", {}).values(), *form.numbers.values()]
    _refuse_repeated("texts.toml.sheets", names)
    for name in names:
        if not name or len(name) > _LONGEST_SHEET or set(name) & set(_NO_SHEET):
            raise FormError("form.bad-sheet", name=name, limit=_LONGEST_SHEET, signs=" ".join(_NO_SHEET))


def _refuse_lost_words(form: Form) -> None:
    """What the words of the report and of its slip name must be there."""
    sections, particulars = ({one.id: "" for one in of} for of in (form.sections, form.particulars))
    for section, default in form.texts.get("report", {}).get("defaults", {}).items():
        _refuse_other("texts.toml.report.defaults", section, sections)
        _refuse_other(f"texts.toml.report.defaults.{section}", default["figures"], form.groups)
    slip = form.texts.get("slip", {})
    for name in slip.get("particulars", ()):
        _refuse_other("texts.toml.slip.particulars", name, particulars)
    for _, name in slip.get("totals", ()):
        if name not in form.fields:
            raise FormError("form.no-such-field", place="texts.toml.slip.totals", field=name)
    telling = form.texts.get("reports", {}).get("telling_table")
    if telling is not None:
        _refuse_other("published.toml telling_table", telling, form.numbers)


def _refuse_bad_check(check: Check, form: Form) -> None:
    _refuse_other(check.number, check.rule, RULES)
    _refuse_other(check.number, check.relation, RELATIONS)
    _refuse_unknown_check(check, form)
    _refuse_unknown_particulars(check, form)
    for text in (check.message, check.remedy, check.remedy_of_report, check.pair):
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
    for _, placeholder, form, conversion in parsed:
        if form or conversion:
            raise FormError("form.bad-text", place=place, text=text)
        if placeholder is not None and placeholder not in PLACEHOLDERS:
            raise FormError("form.no-such-placeholder", place=place, placeholder=placeholder)
