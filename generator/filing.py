"""What was answered: one organisation's figures, texts and explanations for one year, and its JSON."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from generator.errors import UnusableInputError
from generator.figure import (
    BLANK,
    ZERO,
    Figure,
    Number,
    State,
    digits,
    fits_a_cell,
    number,
    of_number,
    of_text,
)
from generator.form.model import Form

_EXTRA = "extra."


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an answer was found: sheet and cell (``D6``)."""

    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of a section: its sub-heading, or none, and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was typed to settle a finding; ``saw`` are the figures it was given for, where recorded."""

    check: str
    at: str
    text: str
    saw: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the reader noticed about an answer and that a check tells (its ``rule``)."""

    rule: str
    at: str
    cell: str
    words: str = ""


@dataclass(frozen=True)
class Filing:
    """One organisation's answers for one year.

    ``particulars`` are by the identifiers of the form (``contact.address``); the year is an int.
    ``origins`` lead from fields, particulars and section identifiers to cells.
    """

    form: str
    edition: str
    particulars: Mapping[str, str | int] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    blank_means_zero: frozenset[str] = frozenset()
    opening: tuple[str, ...] = ()
    narrative: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    explanations: tuple[Explanation, ...] = ()
    tables: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False)
    remarks: tuple[Remark, ...] = field(default=(), compare=False)

    def figure(self, name: str) -> Figure:
        """The figure of a field; a blank one is 0 where its table was declared so."""
        found = self.figures.get(name, BLANK)
        declared = found.state is State.BLANK and name.partition(".")[0] in self.blank_means_zero
        return ZERO if declared else found

    def with_particulars(self, given: Mapping[str, str | int]) -> "Filing":
        """The filing with some particulars replaced."""
        return replace(self, particulars={**self.particulars, **given})

    def cell(self, name: str) -> str:
        """Where an answer was found (``表三!D6``), or empty."""
        return str(self.origins[name]) if name in self.origins else ""


def joined(items: Iterable[Item]) -> tuple[Item, ...]:
    """Stretches of a section, those without a sub-heading put to the one above."""
    result: list[Item] = []
    for item in items:
        if result and not item.heading:
            result[-1] = Item(result[-1].heading, result[-1].paragraphs + item.paragraphs)
        else:
            result.append(item)
    return tuple(result)


def from_json(data: bytes, form: Form) -> Filing:
    """Read a filing from the JSON in which filings are exchanged (FORM, "Identifiers").

    Raises:
        UnusableInputError: If it is no such JSON, or names a field or section that the form does not have.
    """
    source = parse(data)
    narrative = _mapping(source, "narrative")
    return Filing(
        form=form.id,
        edition=form.edition,
        particulars=_particulars(source, form),
        figures={name: _figure(name, value, form) for name, value in _mapping(source, "figures").items()},
        blank_means_zero=frozenset(map(str, _list(source, "blank_means_zero"))),
        opening=paragraphs(_text(narrative, "opening")),
        narrative={name: _items(name, value, form) for name, value in narrative.items() if name != "opening"},
        explanations=tuple(_explanation(entry) for entry in _list(source, "explanations")),
        tables={
            name: tuple(tuple(map(str, row)) for row in rows)
            for name, rows in _mapping(source, "tables").items()
        },
    )


def parse(data: bytes) -> Mapping[str, Any]:
    """The outermost object of a filing's JSON; its numbers with a point are Decimals.

    Raises:
        UnusableInputError: If it is no JSON object.
    """
    try:
        source = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as fault:
        raise UnusableInputError("filing.not-json", fault=fault) from None
    if not isinstance(source, dict):
        raise UnusableInputError("filing.shape", place="{}")
    return source


def to_json(filing: Filing, form: Form) -> bytes:
    """Write a filing as JSON; what is blank is left out, and what is computed is not there to be written."""
    head: dict[str, Any] = {"form": filing.form, "edition": filing.edition}
    for name, value in filing.particulars.items():
        group, _, key = name.rpartition(".")
        (head.setdefault(group, {}) if group else head)[key] = value
    narrative: dict[str, Any] = {"opening": "\n".join(filing.opening)} if filing.opening else {}
    for section in form.sections:
        if section.id in filing.narrative:
            narrative[section.id] = [
                {"heading": item.heading, "text": "\n".join(item.paragraphs)}
                for item in filing.narrative[section.id]
            ]
    rest = {
        "blank_means_zero": sorted(filing.blank_means_zero),
        "figures": {
            name: _value(figure) for name, figure in filing.figures.items() if figure.state is not State.BLANK
        },
        "narrative": narrative,
        "explanations": [_explained(explanation) for explanation in filing.explanations],
        "tables": {name: [list(row) for row in rows] for name, rows in filing.tables.items()},
    }
    kept = {key: value for key, value in rest.items() if value or key == "figures"}
    return (json.dumps(head | kept, ensure_ascii=False, indent=1) + "\n").encode()


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _mapping(source: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = source.get(key) or {}
    if not isinstance(value, dict):
        raise UnusableInputError("filing.shape", place=key)
    return value


def _list(source: Mapping[str, Any], key: str) -> Sequence[Any]:
    value = source.get(key) or []
    if not isinstance(value, list):
        raise UnusableInputError("filing.shape", place=key)
    return value


def _text(source: Mapping[str, Any], key: str) -> str:
    value = source.get(key) or ""
    if not isinstance(value, str):
        raise UnusableInputError("filing.shape", place=key)
    return value


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text: its lines without white space around them, empty ones left out."""
    lines = (line.strip() for line in re.split(r"\r\n?|\n", text))
    return tuple(line for line in lines if line)


def _particulars(source: Mapping[str, Any], form: Form) -> dict[str, str | int]:
    found: dict[str, str | int] = {}
    for name in ("unit", *(particular.id for particular in form.particulars)):
        group, _, key = name.rpartition(".")
        value = (_mapping(source, group) if group else source).get(key)
        if value is None or value == "":
            continue
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise UnusableInputError("filing.shape", place=name)
        found[name] = value
    return found


def _figure(name: str, value: Any, form: Form) -> Figure:  # noqa: ANN401  (a JSON value)
    if name not in form.fields and not name.startswith(_EXTRA):
        raise UnusableInputError("filing.unknown-field", field=name)
    if value is None:
        return BLANK
    if isinstance(value, dict) and value.keys() <= {"value", "note"}:
        return _noted(name, value, form)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _number(value)
    if not isinstance(value, str):
        raise UnusableInputError("filing.shape", place=name)
    plain = number(value)
    return (
        _number(plain) if plain is not None and value == str(plain) else of_text(value, form.not_applicable)
    )


def _number(value: Number) -> Figure:
    return of_number(value) if fits_a_cell(value) else Figure(State.NUMBER, value, typed=digits(value))


def _noted(name: str, value: Mapping[str, Any], form: Form) -> Figure:
    figure = _figure(name, value.get("value"), form)
    note = _text(value, "note")
    if figure.state is not State.NUMBER or not note:
        return figure
    return of_text(f"{digits(figure.value)}（{note}）", form.not_applicable)


def _items(section: str, value: Any, form: Form) -> tuple[Item, ...]:  # noqa: ANN401  (a JSON value)
    if section not in {known.id for known in form.sections}:
        raise UnusableInputError("filing.unknown-section", section=section)
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise UnusableInputError("filing.shape", place=f"narrative.{section}")
    items = (Item(_text(entry, "heading").strip(), paragraphs(_text(entry, "text"))) for entry in value)
    return joined(item for item in items if item.heading or item.paragraphs)


def _explanation(entry: Any) -> Explanation:  # noqa: ANN401  (a JSON value)
    if not isinstance(entry, dict):
        raise UnusableInputError("filing.shape", place="explanations")
    saw = tuple(str(value) for value in _list(entry, "saw"))
    return Explanation(_text(entry, "check"), _text(entry, "at"), _text(entry, "text"), saw)


def _explained(explanation: Explanation) -> dict[str, Any]:
    plain = {"check": explanation.check, "at": explanation.at, "text": explanation.text}
    return plain | ({"saw": [_json_number(text) for text in explanation.saw]} if explanation.saw else {})


def _value(figure: Figure) -> Any:  # noqa: ANN401  (a JSON value)
    if figure.state is not State.NUMBER:
        return figure.typed
    plain = json_number(figure.value)
    return {"value": plain, "note": figure.note} if figure.note else plain


def json_number(value: Number) -> int | str:
    """A number as JSON gives it: whole ones as numbers, others as their digits."""
    return value if isinstance(value, int) else digits(value)


def _json_number(text: str) -> int | str:
    value = number(text)
    return text if value is None else json_number(value)
