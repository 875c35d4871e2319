"""The names of figures, and putting them into texts: 【name】 and 【name｜format】; sheets, 【表格｜name】.

There is no other syntax in what clerks type but ``**`` around what is bold: anything else stays as it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from generator import arithmetic
from generator.errors import FormError
from generator.figure import EXACT, Figure, Number, digits
from generator.filing import EXTRA, Filing, Item, joined
from generator.form.model import Form

if TYPE_CHECKING:
    from jinja2 import Template

LONGEST_NAME = 60
"""Characters of a name of figures."""

_REFERENCE = re.compile(rf"【([^【】｜|\n]{{1,{LONGEST_NAME}}})(?:[｜|]([^【】｜|\n]{{1,31}}))?】")
_ALIKE = 0.75
_FORMAT_ALIKE = 0.6
_TWO_PLACES = Decimal("0.01")

BOLD = re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*")
"""A stretch of a text that is bold."""

MOST_ROWS, MOST_COLUMNS = 100, 15
"""Of a sheet that a text prints."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a name stands for: a sum, and the sum it is a share of; None where figures are missing."""

    amount: Number | None
    whole: Number | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A 【…】 in a text; ``words`` with its brackets."""

    words: str
    name: str
    format: str


class Formatter:
    """Puts figures into texts.

    Args:
        form: Its names, and its words for the formats (``texts.toml``, ``formats``).
        filing: Its figures, and the names that a roll-up gave it.
    """

    def __init__(self, form: Form, filing: Filing) -> None:
        self._form = form
        self._filing = filing
        self._others = {**_beyond(filing), **filing.names}
        self._formats = {word: key for key, word in form.texts["formats"].items()}
        self._values: dict[str, Value] = {}

    def fill(self, text: str) -> str:
        """The text with every name replaced by its figure; what has none stays as typed."""
        if "【" not in text:
            return text
        return _REFERENCE.sub(lambda match: self.resolve(_reference(match)) or match[0], text)

    def resolve(self, reference: Reference) -> str | None:
        """The words a reference stands for; None if it is no name, or its figures are missing."""
        if not self.is_known(reference):
            return None
        write = _FORMATS[self._formats[reference.format]] if reference.format else _as_digits
        return write(self._value(reference.name))

    def is_known(self, reference: Reference) -> bool:
        """Whether there is such a name, and whether it may be written in that format."""
        known = reference.name in self._form.names or reference.name in self._others
        return known and (not reference.format or reference.format in self._formats_of(reference.name))

    def nearest(self, reference: Reference, *, at_all: bool = False) -> str:
        """The 【name】 that was probably meant, or empty: brackets serve for other things, too.

        Args:
            reference: As it was typed.
            at_all: Whether it can only have been meant as a name, however little it is like one.
        """
        from difflib import get_close_matches  # noqa: PLC0415  (most texts name what there is)

        known = [*self._form.names, *self._others]
        names = get_close_matches(reference.name, known, 1, 0 if at_all else _ALIKE)
        if not names:
            return ""
        formats = get_close_matches(reference.format, self._formats_of(names[0]), 1, _FORMAT_ALIKE)
        return f"【{'｜'.join([names[0], *formats])}】"

    def _formats_of(self, name: str) -> list[str]:
        """The formats in which a name may be written: a share needs a whole."""
        has_whole = name in self._form.names and bool(self._form.names[name].whole)
        return [word for word, key in self._formats.items() if has_whole or key != "percentage"]

    def _value(self, name: str) -> Value:
        """What a name stands for, added up once: texts name the same figures again and again."""
        if name not in self._values:
            self._values[name] = self._added_up(name)
        return self._values[name]

    def _added_up(self, name: str) -> Value:
        if name in self._others:
            return Value(self._others[name], None)
        entry = self._form.names[name]
        whole = arithmetic.amount(entry.whole, self._form, self._filing) if entry.whole else None
        return Value(arithmetic.amount(entry.terms, self._form, self._filing), whole)


def references(text: str) -> Iterator[Reference]:
    """Every 【…】 of a text."""
    return map(_reference, _REFERENCE.finditer(text))


def sheet_named(text: str, form: Form) -> str:
    """The name of the sheet that a paragraph prints, if it is nothing but 【表格｜name】; else empty."""
    match = _REFERENCE.fullmatch(text.strip())
    reference = _reference(match) if match else None
    return reference.format if reference and names_a_sheet(reference, form) else ""


def names_a_sheet(reference: Reference, form: Form) -> bool:
    """Whether it is 【表格｜name】."""
    return reference.name == form.texts["table_mark"] and bool(reference.format)


def printed_sheets(filing: Filing, form: Form) -> tuple[str, ...]:
    """The names of the sheets that the texts of a filing print, each once."""
    names = (sheet_named(text.words, form) for text in filing.texts)
    return tuple(dict.fromkeys(filter(None, names)))


def fits_a_page(rows: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a table may be printed: it has cells, and not more than there is room for."""
    return bool(rows) and len(rows) <= MOST_ROWS and 0 < max(map(len, rows)) <= MOST_COLUMNS


def said_by_default(section: str, filing: Filing, form: Form) -> dict[str, Figure]:
    """The figures, by column, of the sentence that a section gets by itself; none where it gets no sentence.

    It gets one where the form has one for it, the figures are there, and its texts do not speak of them.
    """
    default = form.texts["report"]["defaults"].get(section)
    if default is None or any(
        default["unless"] in text.words for text in filing.texts if text.section == section
    ):
        return {}
    asked = {name: field.column for name, field in form.fields.items() if field.table == default["figures"]}
    given = {column: filing.figure(name) for name, column in asked.items()}
    return given if all(figure.counts for figure in given.values()) else {}


def default_sentence(section: str, filing: Filing, form: Form) -> str:
    """What a section says by itself, where its figures are there and its texts do not speak of it."""
    given = said_by_default(section, filing, form)
    if not given:
        return ""
    values = {column: figure.text if figure.value else "0" for column, figure in given.items()}
    year = str(filing.particulars.get("year", ""))
    return worded(form.texts["report"]["defaults"][section]["text"], form, values | {"year": year})


def told(section: str, filing: Filing, form: Form) -> tuple[Item, ...]:
    """The texts of a section, and at their end what it says by itself: instead of them where they are 无."""
    items = filing.narrative.get(section, ())
    said = (default_sentence(section, filing, form), *_explained(section, filing, form))
    sentences = tuple(filter(None, said))
    if not sentences:
        return items
    is_nothing = says_nothing(items, form) and not any(item.heading for item in items)
    return joined([*(() if is_nothing else items), Item("", sentences)])


def says_nothing(items: Iterable[Item], form: Form) -> bool:
    """Whether the texts below the sub-headings are no more than 无."""
    words = "".join(text for item in items for text in item.paragraphs)
    return words.strip("。. ") in ("", *form.not_applicable)


def _explained(section: str, filing: Filing, form: Form) -> list[str]:
    """The explanations, each text once, in the section in which the form has them printed."""
    printed = form.texts["report"].get("explained", {})
    if printed.get("section") != section:
        return []
    given = {known.text: known.check for known in filing.explanations if known.text}
    titles = {number: check.title for number, check in form.checks.items()}
    return [
        printed["text"].format(title=titles.get(check, check), text=text) for text, check in given.items()
    ]


def worded(name: str, form: Form, values: Mapping[str, str]) -> str:
    """A default text of the form with values put in.

    Args:
        name: Its file, ``opening.j2``.
        form: Whose folder has it.
        values: What its placeholders stand for.

    Raises:
        FormError: If there is no such file, or it has a fault.
    """
    from jinja2 import TemplateError  # noqa: PLC0415  (only a report that needs a default pays for it)

    if name not in form.files:
        raise FormError("form.no-file", file=name)
    try:
        rendered = _template(form.files[name]).render(values)
    except (TemplateError, UnicodeDecodeError) as fault:
        raise FormError("form.bad-default", file=name, fault=fault, allowed="、".join(values)) from None
    return re.sub(r"\s*\n\s*", "", rendered).strip()


@lru_cache(maxsize=16)
def _template(source: bytes) -> "Template":
    """A default text, compiled once: every report of a form has the same."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415  (only a report that needs a default pays for it)

    environment = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701  (plain text)
    return environment.from_string(source.decode())


def percentage(amount: Number, whole: Number) -> str:
    """A share in per cent with two decimals, rounded half up (``17.46%``)."""
    share = EXACT.divide(EXACT.multiply(amount, 100), whole)
    return f"{share.quantize(_TWO_PLACES, ROUND_HALF_UP, EXACT)}%"


def _beyond(filing: Filing) -> dict[str, Number | None]:
    """The figures that the office asks for beyond the form, by the names it gave them; None where blank."""
    figures = {name.removeprefix(EXTRA): filing.figure(name) for name in filing.beyond}
    return {name: figure.value if figure.counts else None for name, figure in figures.items()}


def _reference(match: re.Match[str]) -> Reference:
    return Reference(match[0], match[1].strip(), (match[2] or "").strip())


def _as_digits(value: Value) -> str | None:
    return None if value.amount is None else digits(value.amount)


def _as_percentage(value: Value) -> str | None:
    return percentage(value.amount, value.whole) if value.amount is not None and value.whole else None


def _as_thousands(value: Value) -> str | None:
    return None if value.amount is None else f"{Decimal(value.amount):,f}"


_FORMATS: Mapping[str, Callable[[Value], str | None]] = {
    "percentage": _as_percentage,
    "thousands": _as_thousands,
}
