"""The names of figures, and putting them into texts: 【name】 and 【name｜format】.

There is no other syntax in what clerks type: anything else stays as it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches

from generator import arithmetic
from generator.figure import Number, digits
from generator.filing import Filing
from generator.form.model import Form

_REFERENCE = re.compile(r"【([^【】｜|\n]{1,60})(?:[｜|]([^【】｜|\n]{1,20}))?】")
_ALIKE = 0.75
_TWO_PLACES = Decimal("0.01")


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
        filing: Its figures.
    """

    def __init__(self, form: Form, filing: Filing) -> None:
        self._names = tuple(form.names)
        self._formats = {word: _FORMATS[key] for key, word in form.texts["formats"].items()}
        self._values = values(form, filing)

    def fill(self, text: str) -> str:
        """The text with every name replaced by its figure; what has none stays as typed."""
        if "【" not in text:
            return text
        return _REFERENCE.sub(lambda match: self.resolve(_reference(match)) or match[0], text)

    def resolve(self, reference: Reference) -> str | None:
        """The words a reference stands for; None if it is no name, or its figures are missing."""
        value = self._values.get(reference.name)
        write = self._formats.get(reference.format) if reference.format else _as_digits
        return write(value) if value and write else None

    def is_known(self, reference: Reference) -> bool:
        """Whether name and format exist."""
        return reference.name in self._values and (not reference.format or reference.format in self._formats)

    def nearest(self, reference: Reference) -> str:
        """The 【name】 that was probably meant, or empty: brackets serve for other things, too."""
        names = get_close_matches(reference.name, self._names, 1, _ALIKE)
        if not names:
            return ""
        formats = get_close_matches(reference.format, self._formats, 1, 0.3) if reference.format else []
        return f"【{'｜'.join([names[0], *formats])}】"


def references(text: str) -> Iterator[Reference]:
    """Every 【…】 of a text."""
    return map(_reference, _REFERENCE.finditer(text))


def values(form: Form, filing: Filing) -> dict[str, Value]:
    """What each name of the form stands for in a filing."""
    return {
        name: Value(
            arithmetic.amount(entry.terms, form, filing),
            arithmetic.amount(entry.whole, form, filing) if entry.whole else None,
        )
        for name, entry in form.names.items()
    }


def paragraphs(filing: Filing) -> Iterator[tuple[str, str]]:
    """Every text of a filing with the section it belongs to (``opening`` for the first)."""
    for text in filing.opening:
        yield "opening", text
    for section, items in filing.narrative.items():
        for item in items:
            yield from ((section, text) for text in (item.heading, *item.paragraphs) if text)


def percentage(amount: Number, whole: Number) -> str:
    """A share in per cent with two decimals, rounded half up (``17.46%``)."""
    share = Decimal(amount) * 100 / Decimal(whole)
    return f"{share.quantize(_TWO_PLACES, ROUND_HALF_UP)}%"


def _reference(match: re.Match[str]) -> Reference:
    return Reference(match[0], match[1].strip(), (match[2] or "").strip())


def _as_digits(value: Value) -> str | None:
    return None if value.amount is None else digits(value.amount)


def _as_percentage(value: Value) -> str | None:
    return percentage(value.amount, value.whole) if value.amount is not None and value.whole else None


def _as_thousands(value: Value) -> str | None:
    return None if value.amount is None else f"{value.amount:,}"


_FORMATS: Mapping[str, Callable[[Value], str | None]] = {
    "percentage": _as_percentage,
    "thousands": _as_thousands,
}
