"""The JSON in which filings are exchanged: read, with its shape checked, and written."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import accumulate
from typing import Any, NoReturn, TypeVar

from generator.errors import UnusableInputError
from generator.figure import (
    BLANK,
    LONGEST,
    Figure,
    Number,
    State,
    digits,
    fits_a_cell,
    number,
    of_number,
    of_text,
)
from generator.filing import (
    EXTRA,
    Explanation,
    Filing,
    Item,
    LastYear,
    Remark,
    joined,
    paragraphs,
    unnumbered,
)
from generator.form import dates
from generator.form.model import Form

LARGEST = 3_000_000
"""Bytes of a filing in JSON: what they say may take forty times as much memory."""

_DEEPEST = 100
_BESIDE_BRACKETS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[^][{}"]++', re.DOTALL)

_T = TypeVar("_T", dict[str, Any], list[Any], str)


def from_json(data: bytes, form: Form) -> Filing:
    """Read a filing from the JSON in which filings are exchanged.

    Raises:
        UnusableInputError: If it is no such JSON, answers another form, or names a field, table or
            section that the form does not have.
    """
    source = parse(data)
    if (source["form"], source["edition"]) != (form.id, form.edition):
        raise UnusableInputError("filing.other-form", form=source["form"], edition=source["edition"])
    narrative = _of(dict, source.get("narrative"), "narrative")
    sections = {name: _items(name, value, form) for name, value in narrative.items() if name != "opening"}
    return Filing(
        form=form.id,
        edition=form.edition,
        particulars=_particulars(source, form),
        figures=_figures(source, form),
        blank_means_zero=_declared(source, form),
        opening=paragraphs(_text(narrative.get("opening"), "narrative.opening")),
        narrative={name: items for name, items in sections.items() if items},
        explanations=tuple(map(_explanation, _list(source, "explanations"))),
        tables=_tables(source),
        merged=_merged(source),
        last=_last(source, form),
        names=_named(source),
        remarks=tuple(_numbered(narrative, form)),
    )


def parse(data: bytes) -> dict[str, Any]:
    """The outermost object of a filing's JSON; numbers with a point are Decimals.

    Raises:
        UnusableInputError: If it is no JSON object, or does not say which form and edition it answers.
    """
    if len(data) > LARGEST:
        raise UnusableInputError("filing.too-large", limit=LARGEST // 1_000_000)
    source = _of(dict, _decoded(data), "{}")
    for key in ("form", "edition"):
        if not isinstance(source.get(key), str):
            raise UnusableInputError("filing.no-edition")
    return source


def to_json(filing: Filing, form: Form) -> bytes:
    """Write a filing as JSON; what is blank is left out, and what is computed is not there to be written."""
    head: dict[str, Any] = {"form": filing.form, "edition": filing.edition}
    for name, value in filing.particulars.items():
        group, _, key = name.rpartition(".")
        (head.setdefault(group, {}) if group else head)[key] = value
    rest = {
        "blank_means_zero": sorted(filing.blank_means_zero),
        "figures": _values(filing.figures),
        "narrative": _narrative(filing, form),
        "explanations": [_explained(explanation) for explanation in filing.explanations],
        "tables": {name: [list(row) for row in rows] for name, rows in filing.tables.items()},
        "merged": {name: list(cells) for name, cells in filing.merged.items()},
        "last_year": _last_year(filing.last),
        "names": {name: json_number(value) for name, value in filing.names.items()},
    }
    kept = {key: value for key, value in rest.items() if value or key == "figures"}
    return (json.dumps(head | kept, ensure_ascii=False, indent=1) + "\n").encode()


def json_number(value: Number) -> int | str:
    """A number as JSON gives it: whole ones as numbers, others as their digits."""
    return value if isinstance(value, int) else digits(value)


def _decoded(data: bytes) -> Any:  # noqa: ANN401  (a JSON value)
    try:
        return json.loads(
            _not_deep(data.decode("utf-8-sig")),
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_without_repetition,
        )
    except UnicodeDecodeError:
        raise UnusableInputError("filing.not-utf-8") from None
    except json.JSONDecodeError as fault:
        raise UnusableInputError("filing.not-json", line=fault.lineno, column=fault.colno) from None
    except ValueError:  # thousands of digits
        raise UnusableInputError("filing.too-much") from None


def _not_deep(text: str) -> str:
    """JSON whose brackets are not nested too deeply: in a browser, the parser would take the engine along."""
    brackets = _BESIDE_BRACKETS.sub("", text)
    if max(accumulate(1 if bracket in "[{" else -1 for bracket in brackets), default=0) > _DEEPEST:
        raise UnusableInputError("filing.too-much")
    return text


def _refuse_constant(name: str) -> NoReturn:
    raise UnusableInputError("filing.shape", place=name)


def _without_repetition(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise UnusableInputError("filing.key-twice", key=key)
        result[key] = value
    return result


def _of(kind: type[_T], value: object, place: str) -> _T:
    """A JSON value that is of this kind; empty where it is missing or null."""
    if value is None:
        return kind()
    if not isinstance(value, kind):
        raise UnusableInputError("filing.shape", place=place)
    return value


def _text(value: object, place: str) -> str:
    """A text without the halves of characters that JSON can hold and no file can."""
    return _of(str, value, place).encode(errors="ignore").decode()


def _list(source: Mapping[str, Any], key: str) -> list[Any]:
    return _of(list, source.get(key), key)


def _particulars(source: Mapping[str, Any], form: Form) -> dict[str, str | int]:
    asked = {"unit": "text", **{particular.id: particular.kind for particular in form.particulars}}
    found: dict[str, str | int] = {}
    for name, kind in asked.items():
        group, _, key = name.rpartition(".")
        value = (_of(dict, source.get(group), group) if group else source).get(key)
        answer = _particular(value, kind, name)
        if answer != "":
            found[name] = answer
    return found


def _particular(value: object, kind: str, place: str) -> str | int:
    """A text, or a whole number where one is asked for; empty if there is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if kind in ("year", "number") else str(value)
    text = _text(value, place).strip()
    year = dates.year(text) if kind == "year" else None
    return text if year is None else year


def _figures(source: Mapping[str, Any], form: Form) -> dict[str, Figure]:
    given = _of(dict, source.get("figures"), "figures")
    for name in given:
        if name not in form.fields and not name.startswith(EXTRA):
            raise UnusableInputError("filing.unknown-field", field=name)
    read = {_text(name, "figures"): _figure(name, value, form) for name, value in given.items()}
    return {name: figure for name, figure in read.items() if not figure.is_blank}


def _figure(name: str, value: object, form: Form) -> Figure:
    if value is None:
        return BLANK
    if isinstance(value, dict):
        return _noted(name, value, form)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _number(name, value)
    text = _text(value, name)
    plain = number(text)
    is_as_written = plain is not None and text == digits(plain)
    return _number(name, plain) if plain is not None and is_as_written else of_text(text, form.not_applicable)


def _number(name: str, value: Number) -> Figure:
    """A number; as text where a cell cannot hold it with all its digits."""
    text = _spelled(value, name)
    return of_number(value) if fits_a_cell(value) else Figure(State.NUMBER, value, typed=text)


def _spelled(value: Number, place: str) -> str:
    """The digits of a JSON number, unless it has more than anybody writes."""
    if abs(Decimal(value).adjusted()) > LONGEST or len(digits(value)) > LONGEST:
        raise UnusableInputError("filing.shape", place=place)
    return digits(value)


def _noted(name: str, value: Mapping[str, object], form: Form) -> Figure:
    """``{"value": 22, "note": "其中修订16件"}``: a note goes with a number."""
    if not {"value"} <= value.keys() <= {"value", "note"} or isinstance(value["value"], dict):
        raise UnusableInputError("filing.shape", place=name)
    figure = _figure(name, value["value"], form)
    note = _text(value.get("note"), name).strip()
    if not note:
        return figure
    if figure.state is not State.NUMBER or figure.note:
        raise UnusableInputError("filing.shape", place=name)
    return of_text(f"{digits(figure.value)}（{note}）", form.not_applicable)


def _declared(source: Mapping[str, Any], form: Form) -> frozenset[str]:
    known = {table.id for table in form.tables}
    tables = [_text(name, "blank_means_zero") for name in _list(source, "blank_means_zero")]
    for name in tables:
        if name not in known:
            raise UnusableInputError("filing.unknown-table", table=name)
    return frozenset(tables)


def _items(section: str, value: object, form: Form) -> tuple[Item, ...]:
    if section not in {known.id for known in form.sections}:
        raise UnusableInputError("filing.unknown-section", section=section)
    place = f"narrative.{section}"
    entries = (_of(dict, entry, place) for entry in _of(list, value, place))
    items = (
        Item(
            unnumbered(_text(entry.get("heading"), place), form), paragraphs(_text(entry.get("text"), place))
        )
        for entry in entries
    )
    return joined(item for item in items if item.heading or item.paragraphs)


def _numbered(narrative: Mapping[str, Any], form: Form) -> Iterator[Remark]:
    """The sub-headings that came with a number, which is taken off."""
    entries = (entry for name, items in narrative.items() if name != "opening" for entry in items)
    for heading in (_text(entry.get("heading"), "narrative").strip() for entry in entries):
        if heading != unnumbered(heading, form):
            yield Remark("numbering-removed", "", "", f"“{heading}”")


def _explanation(value: object) -> Explanation:
    entry = _of(dict, value, "explanations")
    check, at, text = (_text(entry.get(key), f"explanations.{key}") for key in ("check", "at", "text"))
    if not check:
        raise UnusableInputError("filing.shape", place="explanations.check")
    return Explanation(check, at.strip(), text.strip(), tuple(map(_seen, _list(entry, "saw"))))


def _seen(value: object) -> str:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _spelled(value, "explanations.saw")
    return _text(value, "explanations.saw")


def _tables(source: Mapping[str, Any]) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {
        _text(name, "tables"): tuple(
            tuple(_text(text, f"tables.{name}") for text in _of(list, row, f"tables.{name}"))
            for row in _of(list, rows, f"tables.{name}")
        )
        for name, rows in _of(dict, source.get("tables"), "tables").items()
    }


def _merged(source: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {
        _text(name, "merged"): tuple(
            _text(one, f"merged.{name}") for one in _of(list, cells, f"merged.{name}")
        )
        for name, cells in _of(dict, source.get("merged"), "merged").items()
    }


def _named(source: Mapping[str, Any]) -> dict[str, Number]:
    given = _of(dict, source.get("names"), "names")
    read = {_text(name, "names"): number(str(value)) for name, value in given.items()}
    for name, value in read.items():
        if value is None:
            raise UnusableInputError("filing.shape", place=f"names.{name}")
    return {name: value for name, value in read.items() if value is not None}


def _last(source: Mapping[str, Any], form: Form) -> LastYear:
    given = _of(dict, source.get("last_year"), "last_year")
    return LastYear(_figures(given, form), _text(given.get("url"), "last_year.url").strip())


def _last_year(last: LastYear) -> dict[str, Any]:
    given = {"figures": _values(last.figures), "url": last.url}
    return {key: value for key, value in given.items() if value}


def _values(figures: Mapping[str, Figure]) -> dict[str, Any]:
    return {name: _value(figure) for name, figure in figures.items() if not figure.is_blank}


def _narrative(filing: Filing, form: Form) -> dict[str, Any]:
    opening = {"opening": "\n".join(filing.opening)} if filing.opening else {}
    sections = (section.id for section in form.sections if section.id in filing.narrative)
    return opening | {name: list(map(_item, filing.narrative[name])) for name in sections}


def _item(item: Item) -> dict[str, str]:
    return {"heading": item.heading, "text": "\n".join(item.paragraphs)}


def _explained(explanation: Explanation) -> dict[str, Any]:
    plain = {"check": explanation.check, "at": explanation.at, "text": explanation.text}
    return plain | ({"saw": [_json_number(text) for text in explanation.saw]} if explanation.saw else {})


def _value(figure: Figure) -> int | str | dict[str, Any]:
    """A figure in JSON: what was typed, where that says more than number and note."""
    if figure.state is not State.NUMBER or figure.typed not in ("", figure.text):
        return figure.typed
    plain = json_number(figure.value)
    return {"value": plain, "note": figure.note} if figure.note else plain


def _json_number(text: str) -> int | str:
    value = number(text)
    return text if value is None else json_number(value)
