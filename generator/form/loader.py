"""Form files into a Form; what is inconsistent is refused with its place named.

A form is a folder: ``form.toml`` (sections, particulars, tables, names), ``checks.toml`` (sets and
checks), ``texts.toml`` (the words of workbook, report and findings), ``phrases.toml`` (what texts say
of figures) and the default narrative. An edition whose form.toml says that it
``extends`` another has only what differs.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any

from generator.errors import FormError
from generator.form import folder
from generator.form.consistency import refuse_inconsistent
from generator.form.expand import Expansion
from generator.form.grid import field_id, key_of, leaves
from generator.form.model import (
    Band,
    Check,
    Condition,
    Field,
    Form,
    Kind,
    Label,
    Particular,
    Section,
    Severity,
    Table,
)
from generator.form.overrides import overridden
from generator.form.phrases import vocabulary
from generator.form.source import Entry, entry, merged, parsed
from generator.form.terms import Name
from generator.form.texts import Texts, texts_of
from generator.form.vocabulary import ANYTHING, Pattern, Vocabulary

_BAND = ("corner", "columns", "rows", "kind", "kinds")
_CHECK = ("number", "title", "severity", "rule", "over", "silent", "message", "remedy", "when", "settled_by")
_REPORTS = "published.toml"
_SIDES = {"office": "office.toml", "reports": _REPORTS}
"""The words of the office's side, and how published reports word what the form asks."""
_FILES = ("form.toml", "checks.toml", "phrases.toml", "texts.toml", *_SIDES.values())
_WORDS = ("remedy_of_report", "pair", "formula", "reason", "example")


FORM = "disclosure"
"""What is meant where nothing else is said."""


@cache
def load(form: str, edition: str) -> Form:
    """Load an edition of a form by name; the same object each time.

    Raises:
        UnusableInputError: If there is no such form or edition in the kit.
        FormError: If its files contradict themselves.
    """
    built = build(*_layers(form, edition))
    if (built.id, built.edition) != (form, edition):
        raise FormError("form.other-folder", form=built.id, edition=built.edition, folder=f"{form}-{edition}")
    return built


def of_year(year: int = 0) -> Form:
    """The edition that the reports of a year are made in: the newest that has begun by then.

    Without a year, the newest; for a year before all of them, the oldest.
    """
    *newer, oldest = folder.editions(FORM)
    for edition in newer:
        form = load(FORM, edition)
        if not year or form.years[0] <= year:
            return form
    return load(FORM, oldest)


def build(*layers: Mapping[str, bytes]) -> Form:
    """Build a form from its files.

    Args:
        layers: Contents by name; the files of an edition after those of the one that it extends.

    Raises:
        FormError: If a file cannot be parsed, or what it says contradicts itself.
    """
    _refuse_unknown_files(layers)
    source = merged("form.toml", layers).only(
        *(
            "form",
            "edition",
            "extends",
            "title",
            "years",
            "last",
            "not_applicable",
            "sections",
            "particulars",
        ),
        *("figures", "tables", "guidance", "names"),
    )
    checks = merged("checks.toml", layers).only("sets", "checks", "overrides")
    tables = tuple(_table(id_, source) for id_ in source.need("tables", dict))
    fields = _fields(source, tables)
    particulars = tuple(map(_particular, _entries(source, "particulars")))
    compulsory = {particular.id: particular.label for particular in particulars if particular.compulsory}
    expansion = Expansion(fields, checks.inner("sets"), [table.id for table in tables], compulsory)
    made = {
        number: _check(checks.inner("checks").inner(number), expansion)
        for number in checks.inner("checks").data
    }
    made = overridden(made, checks.get("overrides", []))
    names = {name: _name(name, source.inner("names"), expansion) for name in source.inner("names").data}
    form = Form(
        id=source.need("form", str),
        edition=source.need("edition", str),
        title=source.need("title", str),
        years=_years(source),
        fingerprint=_fingerprint(layers),
        sections=tuple(map(_section, _entries(source, "sections"))),
        particulars=particulars,
        tables=tables,
        fields=fields,
        checks=made,
        items=_items(made.values(), fields),
        last=tuple(name for term in expansion.terms(source, "last") for name in term.fields),
        names=names,
        guidance={key: source.inner("guidance").need(key, str) for key in source.inner("guidance").data},
        not_applicable=source.texts("not_applicable"),
        texts=_texts(layers, _identifiers(source, tables, fields)),
        files={name: data for layer in layers for name, data in layer.items()},
        vocabulary=_vocabulary(layers, names, expansion),
    )
    refuse_inconsistent(form)
    _refuse_lost_labels(form, layers[-1])
    return form


def _vocabulary(
    layers: Sequence[Mapping[str, bytes]], names: Mapping[str, Name], expansion: Expansion
) -> Vocabulary:
    """The phrases of texts; a form need have none."""
    if not any("phrases.toml" in layer for layer in layers):
        return Vocabulary()
    source = merged("phrases.toml", layers)
    own = None
    if len(layers) > 1:
        own = parsed("phrases.toml", layers[-1].get("phrases.toml", b"")).get("phrases", {})
    return vocabulary(source, names, expansion, own)


def _refuse_lost_labels(form: Form, own: Mapping[str, bytes]) -> None:
    """Other words for labels are given by the official ones; those of an extended edition may be gone."""
    written = parsed(_REPORTS, own.get(_REPORTS, b"")).get("labels", {})
    official = {text for field in form.fields.values() for text in (*field.row_labels, *field.column_labels)}
    for label in written:
        if label not in official:
            raise FormError("form.no-such-label", place=f"{_REPORTS}.labels", label=label)


def _refuse_unknown_files(layers: Sequence[Mapping[str, bytes]]) -> None:
    """A misspelt file would go unnoticed."""
    for name in (name for layer in layers for name in layer if name.endswith(".toml")):
        if name not in _FILES:
            raise FormError("form.unknown-file", file=name, allowed="、".join(_FILES))


def _texts(layers: Sequence[Mapping[str, bytes]], identifiers: Collection[str]) -> Texts:
    """The words of the form; those that it need not have stand in files of their own (``_SIDES``)."""
    sides = {
        key: texts_of(name, layers, identifiers)
        for key, name in _SIDES.items()
        if any(name in layer for layer in layers)
    }
    return Texts("texts.toml", texts_of("texts.toml", layers, identifiers) | sides)


def _identifiers(source: Entry, tables: Iterable[Table], fields: Mapping[str, Field]) -> set[str]:
    """What the form calls its parts."""
    listed = (data.get("id") for key in ("sections", "particulars") for data in source.need(key, list))
    parts = (part for name in fields for part in name.split("."))
    return {*filter(None, listed), *(table.id for table in tables), *fields, *parts}


def _layers(form: str, edition: str, above: tuple[str, ...] = ()) -> list[dict[str, bytes]]:
    """The files of an edition, after those of the ones that it extends."""
    if edition in above:
        raise FormError("form.extends-itself", edition=edition)
    own = folder.read(form, edition)
    extended = merged("form.toml", [own]).get("extends", "")
    below = _layers(form, extended, (*above, edition)) if extended else []
    return [*below, own]


def _fingerprint(layers: Iterable[Mapping[str, bytes]]) -> str:
    """Sixteen hex digits that change with any word of the form's own files, not with a template's looks."""
    digest = hashlib.sha256()
    for name, data in (file for layer in layers for file in sorted(layer.items())):
        if name.endswith((".toml", ".j2")) and not name.startswith("report."):
            digest.update(name.encode() + b"\0" + data.replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def _years(source: Entry) -> tuple[int, int]:
    """``[first]`` or ``[first, last]``."""
    written = source.get("years", [])
    if len(written) > 2 or not all(isinstance(year, int) for year in written):
        raise FormError("form.wrong-kind", place=source.place, key="years")
    first, last = (*written, 0, 0)[:2]
    if last and last < first:
        raise FormError("form.wrong-kind", place=source.place, key="years")
    return first, last


def _entries(source: Entry, key: str) -> Iterator[Entry]:
    return (_entry(key, at, value) for at, value in enumerate(source.need(key, list), 1))


def _entry(key: str, at: int, value: object) -> Entry:
    """One of a list, by its identifier, or by its place in the list."""
    named = value.get("id") if isinstance(value, dict) else None
    return entry(f"{key}.{named or at}", value)


def _table(id_: str, source: Entry) -> Table:
    data = source.inner("tables").inner(id_).only("number", "title", "bands", "lists", *_BAND)
    single = Entry(data.place, {key: value for key, value in data.data.items() if key in _BAND})
    bands = [entry(f"{data.place}.bands", band) for band in data.get("bands", [])] or [single]
    return Table(
        id=id_,
        number=data.need("number", str),
        title=data.need("title", str),
        bands=tuple(_band(band, data.inner("lists")) for band in bands),
    )


def _band(data: Entry, lists: Entry) -> Band:
    data.only("title", *_BAND)
    return Band(
        title=data.get("title", ""),
        corner=data.get("corner", ""),
        columns=_labels(data.need("columns", list), "columns", lists, data.place),
        rows=_labels(data.get("rows", []), "rows", lists, data.place),
        kind=_member(Kind, data.get("kind", "count"), data.place),
        kinds=tuple((key, _member(Kind, kind, data.place)) for key, kind in data.inner("kinds").data.items()),
    )


def _labels(written: Sequence[object], parts: str, lists: Entry, place: str) -> tuple[Label, ...]:
    """``[[key, text], {key, text, columns | rows = […] or the name of a list}, …]`` as labels."""
    return tuple(_label(label, parts, lists, place) for label in written)


def _label(written: object, parts: str, lists: Entry, place: str) -> Label:
    if isinstance(written, list):
        if len(written) != 2 or not all(isinstance(text, str) for text in written):
            raise FormError("form.wrong-kind", place=place, key=written)
        return Label(_key(written[0], place), written[1])
    group = entry(place, written).only("key", "text", parts)
    inner = group.data.get(parts)
    if isinstance(inner, str):
        inner = lists.need(inner, list)
    if not isinstance(inner, list) or not inner:
        raise FormError("form.wrong-kind", place=place, key=parts)
    key = _key(group.get("key", ""), place) if "key" in group.data else ""
    return Label(key, group.need("text", str), _labels(inner, parts, lists, place))


def _key(written: str, place: str) -> str:
    """A part of an identifier, which tags in templates have to name."""
    if not (written.isascii() and written.isidentifier()):
        raise FormError("form.bad-key", place=place, key=written)
    return written


def _fields(source: Entry, tables: Iterable[Table]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    loose = map(_loose_field, _entries(source, "figures")) if "figures" in source.data else ()
    for field in (*(field for table in tables for field in _table_fields(table)), *loose):
        if field.id in fields:
            raise FormError("form.twice", place="tables", key=field.id)
        fields[field.id] = field
    return fields


def _table_fields(table: Table) -> Iterator[Field]:
    for band in table.bands:
        for row in list(leaves(band.rows)) or [()]:
            for column in leaves(band.columns):
                yield _field(table.id, dict(band.kinds).get(key_of(column), band.kind), row, column)


def _field(table: str, kind: Kind, row: Sequence[Label], column: Sequence[Label]) -> Field:
    words = (tuple(label.text for label in row), tuple(label.text for label in column))
    return Field(field_id(table, row, column), table, key_of(row), key_of(column), kind, *words)


def _loose_field(data: Entry) -> Field:
    """A field that stands in no table of the form."""
    data.only("id", "group", "label", "kind", "unit")
    name = data.need("id", str)
    group, key = (_key(part, data.place) for part in name.partition(".")[::2])
    kind = _member(Kind, data.need("kind", str), name)
    labels = (data.need("group", str),), (data.need("label", str),)
    return Field(name, group, "", key, kind, *labels, unit=data.get("unit", ""))


def _section(data: Entry) -> Section:
    data.only("id", "title", "table", "guidance", "aspects", "compulsory", "may_be_nothing", "limit")
    return Section(
        id=data.need("id", str),
        title=data.need("title", str),
        table=data.get("table", ""),
        guidance=data.get("guidance", ""),
        aspects=data.texts("aspects"),
        compulsory=data.get("compulsory", False),
        may_be_nothing=data.get("may_be_nothing", False),
        limit=data.get("limit", 0),
    )


def _particular(data: Entry) -> Particular:
    data.only(
        "id", "label", "group", "kind", "guidance", "choices", "compulsory", "nothing", "lasting", "like"
    )
    like = data.inner("like").only("pattern", "shape")
    return Particular(
        id=data.need("id", str),
        label=data.need("label", str),
        group=data.need("group", str),
        kind=data.get("kind", "choice" if "choices" in data.data else "text"),
        guidance=data.get("guidance", ""),
        choices=data.texts("choices"),
        compulsory=data.get("compulsory", False),
        nothing=data.get("nothing", ""),
        lasting=data.get("lasting", False),
        pattern=Pattern(like.need("pattern", str), data.place) if like.data else ANYTHING,
        shape=like.get("shape", ""),
    )


def _member(kinds: type[StrEnum], value: str, place: str) -> Any:  # noqa: ANN401  (a member of any of them)
    if value not in list(kinds):
        raise FormError("form.no-such-value", place=place, value=value, allowed="、".join(kinds))
    return kinds(value)


def _check(data: Entry, expansion: Expansion) -> Check:
    data.only(
        *_CHECK, *_WORDS, *(("total", "parts") if "total" in data.data else ("left", "relation", "right"))
    )
    return Check(
        number=data.need("number", str),
        title=data.need("title", str),
        severity=_member(Severity, data.need("severity", str), data.place),
        rule=data.get("rule", "terms"),
        relation=data.get("relation", "="),
        message=data.need("message", str),
        remedy=data.need("remedy", str),
        remedy_of_report=data.get("remedy_of_report", ""),
        condition=_condition(data.inner("when"), expansion),
        settled_by=data.get("settled_by", ""),
        pair=data.get("pair", ""),
        formula=data.get("formula", ""),
        reason=data.get("reason", ""),
        example=data.get("example", ""),
        instances=tuple(expansion.instances(data)),
    )


def _condition(data: Entry, expansion: Expansion) -> Condition:
    data.only("particulars", "positive", "unassessed")
    wanted = data.inner("particulars")
    return Condition(
        particulars={key: wanted.texts(key) for key in wanted.data},
        positive=expansion.terms(data, "positive"),
        unassessed=data.get("unassessed", ""),
    )


def _name(name: str, names: Entry, expansion: Expansion) -> Name:
    written = names.data[name]
    data = entry(f"{names.place}.{name}", {"sum": written} if isinstance(written, list) else written)
    data.only("sum", "whole")
    return Name(name, expansion.terms(data, "sum", needed=True), expansion.terms(data, "whole"))


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
