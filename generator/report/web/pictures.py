"""Pictures of figures: bars laid out for SVG, and the same in words for whoever cannot see them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator import arithmetic
from generator.figure import Number, digits
from generator.filing import Filing
from generator.form.model import Form
from generator.form.terms import Term

LONGEST_BAR = 400
"""Units of the picture that the greatest figure takes; its width is 640."""

ROW = 30


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure: ``top`` and ``length`` in units of the picture."""

    label: str
    value: str
    top: int
    length: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The bars of some figures under each other, and what a screen reader says instead."""

    title: str
    alternative: str
    height: int
    bars: tuple[Bar, ...]


def pictures(filing: Filing, form: Form) -> dict[str, list[Picture]]:
    """For each table the pictures that the form has of it, if the filing asks for them.

    One whose figures are missing, or are all 0, is left out.
    """
    words = form.texts["report"]["pictures"]
    found: dict[str, list[Picture]] = {table.id: [] for table in form.tables}
    if _wanted(words["asked_by"], filing, form):
        for source in words["shown"]:
            found[source["table"]] += _picture(source, words, filing, form)
    return found


def _wanted(particular: str, filing: Filing, form: Form) -> bool:
    refusals = [asked.nothing for asked in form.particulars if asked.id == particular]
    return filing.particulars.get(particular, "") not in ("", *refusals)


def _picture(
    source: Mapping[str, Any], words: Mapping[str, Any], filing: Filing, form: Form
) -> Iterator[Picture]:
    amounts = {label: _amount(name, filing, form) for label, name in source["parts"].items()}
    known = {label: amount for label, amount in amounts.items() if amount is not None and amount >= 0}
    if len(known) < len(amounts) or not any(known.values()):
        return
    greatest = max(known.values())
    bars = tuple(
        Bar(label, digits(amount), index * ROW, int(LONGEST_BAR * amount / greatest))
        for index, (label, amount) in enumerate(known.items())
    )
    parts = words["joint"].join(words["part"].format(label=bar.label, value=bar.value) for bar in bars)
    alternative = words["alternative"].format(title=source["title"], parts=parts)
    yield Picture(source["title"], alternative, len(bars) * ROW, bars)


def _amount(name: str, filing: Filing, form: Form) -> Number | None:
    """The figure of a name that texts may use, or of a field."""
    terms = form.names[name].terms if name in form.names else (Term((name,)),)
    return arithmetic.amount(terms, form, filing)
