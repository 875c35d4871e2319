"""Form files into a Form; what is inconsistent is refused with its place named.

A form is a folder: ``form.toml`` (sections, particulars, tables, names), ``checks.toml`` (sets and
checks), ``texts.toml`` (the words of workbook, report and findings) and the default narrative. A
form that ``extends`` another replaces whole keys: a table's key, a set by name, a check by number.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from string import Formatter
from typing import Any

from generator.errors import FormError
from generator.form import folder
from generator.form.expand import Expansion
from generator.form.grid import field_id, key_of, lay_out, leaves
from generator.form.model import (
    Band,
    Check,
    Condition,
    Field,
    Form,
    Kind,
    Label,
    Name,
    Particular,
    Section,
    Severity,
    Table,
)

RELATIONS = ("=", "<=", ">=", "<")
PLACEHOLDERS = ("place", "left", "right", "difference", "cells", "count", "words", "nearest")
_TOML = ("form.toml", "checks.toml", "texts.toml")


@cache
def load(form: str, edition: str) -> Form:
    """Load an edition of a form by name; the same object each time.

    Raises:
        UnusableInputError: If there is no such form or edition in the kit.
        FormError: If its files contradict themselves.
    """
    return build(folder.read(form, edition))


def build(files: Mapping[str, bytes]) -> Form:
    """Build a form from its files.

    Args:
        files: Contents by name; of a form that extends another, ``base/<name>`` are the other's.

    Raises:
        FormError: If a file cannot be parsed, or what it says contradicts itself.
    """
    sources = {name: _parse(name, files) for name in _TOML}
    form, checks = sources["form.toml"], sources["checks.toml"]
    tables = tuple(_table(id_, data) for id_, data in _need(form, "tables", "form.toml").items())
    fields = _fields(form, tables)
    particulars = tuple(_particular(data) for data in _need(form, "particulars", "form.toml"))
    compulsory = {particular.id: particular.label for particular in particulars if particular.compulsory}
    expansion = Expansion(fields, checks.get("sets", {}), tuple(table.id for table in tables), compulsory)
    made = {check.number: check for check in _checks(checks, expansion)}
    built = Form(
        id=str(_need(form, "form", "form.toml")),
        edition=str(_need(form, "edition", "form.toml")),
        title=str(_need(form, "title", "form.toml")),
        fingerprint=_fingerprint(files),
        sections=tuple(_section(data) for data in _need(form, "sections", "form.toml")),
        particulars=particulars,
        tables=tables,
        fields=fields,
        checks=made,
        items=_items(made.values(), fields),
        names=_names(form.get("names", {}), expansion),
        guidance=form.get("guidance", {}),
        not_applicable=tuple(form.get("not_applicable", ())),
        texts=sources["texts.toml"],
        files=dict(files),
    )
    _refuse_inconsistent(built)
    return built


def _parse(name: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    try:
        own = tomllib.loads(files[name].decode("utf-8"))
        base = tomllib.loads(files[f"base/{name}"].decode("utf-8")) if f"base/{name}" in files else {}
    except KeyError:
        raise FormError("form.no-file", file=name) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise FormError("form.not-toml", file=name, fault=fault) from None
    return _extend(base, own)


def _extend(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Replace whole keys, two levels deep; lists of numbered things (checks) by their number."""
    merged = dict(base)
    for key, value in own.items():
        old = merged.get(key)
        if isinstance(value, dict) and isinstance(old, dict):
            merged[key] = {
                name: {**old[name], **part}
                if isinstance(part, dict) and isinstance(old.get(name), dict)
                else part
                for name, part in {**old, **value}.items()
            }
        elif key == "checks" and isinstance(old, list):
            merged[key] = list({check.get("number"): check for check in [*old, *value]}.values())
        else:
            merged[key] = value
    return merged


def _need(data: Mapping[str, Any], key: str, place: str) -> Any:  # noqa: ANN401  (TOML values)
    if key not in data:
        raise FormError("form.key-missing", place=place, key=key)
    return data[key]


def _fingerprint(files: Mapping[str, bytes]) -> str:
    """Sixteen hex digits that change with any word of the form's own files, not with a template's looks."""
    digest = hashlib.sha256()
    for name in sorted(files):
        if name.endswith((".toml", ".j2")):
            digest.update(name.encode() + b"\0" + files[name].replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def _table(id_: str, data: Mapping[str, Any]) -> Table:
    place = f"tables.{id_}"
    lists = data.get("lists", {})
    several = [_band(f"{place}.bands", band, lists, band.get("title", "")) for band in data.get("bands", [])]
    return Table(
        id=id_,
        number=str(_need(data, "number", place)),
        title=str(_need(data, "title", place)),
        bands=tuple(several or [_band(place, data, lists, "")]),
    )


def _band(place: str, data: Mapping[str, Any], lists: Mapping[str, Any], title: str) -> Band:
    return Band(
        title=title,
        corner=data.get("corner", ""),
        columns=_labels(_need(data, "columns", place), "columns", lists, place),
        rows=_labels(data.get("rows", []), "rows", lists, place),
        kind=_member(Kind, data.get("kind", "count"), place),
    )


def _labels(data: Any, parts: str, lists: Mapping[str, Any], place: str) -> tuple[Label, ...]:  # noqa: ANN401
    """``[[key, text], {key, text, columns | rows = […] or the name of a list}, …]`` as labels."""
    if isinstance(data, str):
        data = _need(lists, data, place)
    return tuple(
        Label(*entry)
        if isinstance(entry, list)
        else Label(
            entry.get("key", ""), _need(entry, "text", place), _labels(entry[parts], parts, lists, place)
        )
        for entry in data
    )


def _fields(form: Mapping[str, Any], tables: Iterable[Table]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for table in tables:
        for band in table.bands:
            for row in list(leaves(band.rows)) or [()]:
                for column in leaves(band.columns):
                    _add(fields, _field(table.id, band.kind, row, column))
    for data in form.get("figures", []):
        _add(fields, _loose_field(data))
    return fields


def _loose_field(data: Mapping[str, Any]) -> Field:
    """A field that stands in no table of the form."""
    name = str(_need(data, "id", "figures"))
    group, _, key = name.partition(".")
    kind = _member(Kind, _need(data, "kind", name), name)
    labels = ((str(_need(data, "group", name)),), (str(_need(data, "label", name)),))
    return Field(name, group, "", key, kind, *labels, unit=data.get("unit", ""))


def _field(table: str, kind: Kind, row: Sequence[Label], column: Sequence[Label]) -> Field:
    words = (tuple(label.text for label in row), tuple(label.text for label in column))
    return Field(field_id(table, row, column), table, key_of(row), key_of(column), kind, *words)


def _add(fields: dict[str, Field], field: Field) -> None:
    if field.id in fields:
        raise FormError("form.field-twice", field=field.id)
    fields[field.id] = field


def _section(data: Mapping[str, Any]) -> Section:
    return Section(
        id=str(_need(data, "id", "sections")),
        title=str(_need(data, "title", f"sections.{data['id']}")),
        table=data.get("table", ""),
        guidance=data.get("guidance", ""),
        aspects=tuple(data.get("aspects", ())),
    )


def _particular(data: Mapping[str, Any]) -> Particular:
    place = f"particulars.{_need(data, 'id', 'particulars')}"
    return Particular(
        id=data["id"],
        label=str(_need(data, "label", place)),
        group=str(_need(data, "group", place)),
        kind=data.get("kind", "choice" if "choices" in data else "text"),
        guidance=data.get("guidance", ""),
        choices=tuple(data.get("choices", ())),
        compulsory=data.get("compulsory", False),
    )


def _member(kinds: type[StrEnum], value: str, place: str) -> Any:  # noqa: ANN401
    try:
        return kinds(value)
    except ValueError:
        allowed = "、".join(member.value for member in kinds)
        raise FormError("form.no-such-value", place=place, value=value, allowed=allowed) from None


def _checks(data: Mapping[str, Any], expansion: Expansion) -> Iterable[Check]:
    seen: set[str] = set()
    for entry in data.get("checks", []):
        number = str(_need(entry, "number", "checks.toml"))
        if number in seen:
            raise FormError("form.check-twice", number=number)
        seen.add(number)
        yield _check(number, entry, expansion)


def _check(number: str, data: Mapping[str, Any], expansion: Expansion) -> Check:
    when = data.get("when", {})
    return Check(
        number=number,
        title=str(_need(data, "title", number)),
        severity=_member(Severity, _need(data, "severity", number), number),
        rule=data.get("rule", "terms"),
        relation=data.get("relation", "="),
        message=str(_need(data, "message", number)),
        remedy=str(_need(data, "remedy", number)),
        condition=Condition(
            particulars={key: tuple(values) for key, values in when.get("particulars", {}).items()},
            positive=expansion.terms(when.get("positive", []), {}, number),
            unassessed=when.get("unassessed", ""),
        ),
        settled_by=data.get("settled_by", ""),
        instances=tuple(expansion.instances(number, data)),
    )


def _names(data: Mapping[str, Any], expansion: Expansion) -> dict[str, Name]:
    return {
        name: _name(name, entry if isinstance(entry, dict) else {"sum": entry}, expansion)
        for name, entry in data.items()
    }


def _name(name: str, data: Mapping[str, Any], expansion: Expansion) -> Name:
    place = f"names.{name}"
    terms = expansion.terms(_need(data, "sum", place), {}, place)
    return Name(name, terms, expansion.terms(data.get("whole", []), {}, place))


def _items(checks: Iterable[Check], fields: Mapping[str, Field]) -> dict[str, tuple[str, ...]]:
    """For every field the inputs it stands for: itself, or those its total is made of, to the bottom."""
    parts: dict[str, tuple[str, ...]] = {}
    for instance in (instance for check in checks for instance in check.instances if instance.total):
        if instance.total in parts:
            raise FormError("form.total-twice", field=instance.total)
        parts[instance.total] = tuple(name for term in instance.left for name in term.fields)

    def bottom(name: str, above: tuple[str, ...]) -> tuple[str, ...]:
        if name in above:
            raise FormError("form.total-in-itself", field=name)
        below = (bottom(part, (*above, name)) for part in parts[name]) if name in parts else ((name,),)
        return tuple(dict.fromkeys(item for items in below for item in items))

    return {name: bottom(name, ()) for name in fields}


def _refuse_inconsistent(form: Form) -> None:
    for table in form.tables:
        lay_out(table)
    tables = {table.id for table in form.tables}
    for section in form.sections:
        if section.table and section.table not in tables:
            raise FormError("form.no-such-table", place=f"sections.{section.id}", table=section.table)
    for key in form.guidance:
        if key not in tables and not any(name.startswith(f"{key}.") or name == key for name in form.fields):
            raise FormError("form.no-such-field", place="guidance", field=key)
    for check in form.checks.values():
        _refuse_bad_check(check, form)


def _refuse_bad_check(check: Check, form: Form) -> None:
    if check.relation not in RELATIONS:
        raise FormError(
            "form.no-such-value", place=check.number, value=check.relation, allowed="、".join(RELATIONS)
        )
    if check.condition.unassessed and check.condition.unassessed not in form.checks:
        raise FormError("form.no-such-check", place=check.number, check=check.condition.unassessed)
    known = {particular.id: particular for particular in form.particulars}
    for key, values in check.condition.particulars.items():
        if key not in known or not set(values) <= set(known[key].choices):
            raise FormError(
                "form.no-such-particular", place=check.number, particular=key, values="、".join(values)
            )
    if check.settled_by and not any(key.partition(".")[0] == check.settled_by for key in known):
        raise FormError("form.no-such-particular", place=check.number, particular=check.settled_by, values="")
    for text in (check.message, check.remedy):
        for _, placeholder, _, _ in Formatter().parse(text):
            if placeholder is not None and placeholder not in PLACEHOLDERS:
                raise FormError("form.no-such-placeholder", place=check.number, placeholder=placeholder)
