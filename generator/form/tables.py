"""Tables and fields as written in ``form.toml``: nested heads and rows, bands, figures outside tables."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from generator.errors import FormError
from generator.form.grid import field_id, key_of, leaves
from generator.form.model import Band, Field, Kind, Label, Table
from generator.form.source import Entry, entry, member

_BAND = ("corner", "columns", "rows", "kind", "kinds")


def tables_of(source: Entry) -> tuple[Table, ...]:
    """Read the tables of a form.

    Args:
        source: ``form.toml``.

    Raises:
        FormError: If one lacks something, or has what no table has.
    """
    tables = source.inner("tables")
    return tuple(_table(id_, tables.inner(id_)) for id_ in source.need("tables", dict))


def fields_of(source: Entry, tables: Iterable[Table]) -> dict[str, Field]:
    """The fields of a form by identifier: those of its tables, then the figures that stand in none.

    Raises:
        FormError: If two have the same identifier, or a figure outside tables is not written as one.
    """
    fields: dict[str, Field] = {}
    for field in chain(chain.from_iterable(map(_table_fields, tables)), _loose_fields(source)):
        if field.id in fields:
            raise FormError("form.twice", place="tables", key=field.id)
        fields[field.id] = field
    return fields


def _table(id_: str, data: Entry) -> Table:
    data.only("number", "title", "bands", "lists", *_BAND)
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
        kind=member(Kind, data.get("kind", "count"), data.place),
        kinds=tuple((key, member(Kind, kind, data.place)) for key, kind in data.inner("kinds").data.items()),
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


def _table_fields(table: Table) -> Iterator[Field]:
    for band in table.bands:
        for row in list(leaves(band.rows)) or [()]:
            for column in leaves(band.columns):
                yield _field(table.id, dict(band.kinds).get(key_of(column), band.kind), row, column)


def _field(table: str, kind: Kind, row: Sequence[Label], column: Sequence[Label]) -> Field:
    words = (tuple(label.text for label in row), tuple(label.text for label in column))
    return Field(field_id(table, row, column), table, key_of(row), key_of(column), kind, *words)


def _loose_fields(source: Entry) -> Iterator[Field]:
    return map(_loose_field, source.entries("figures")) if "figures" in source.data else iter(())


def _loose_field(data: Entry) -> Field:
    """A field that stands in no table of the form."""
    data.only("id", "group", "label", "kind", "unit")
    name = data.need("id", str)
    group, key = (_key(part, data.place) for part in name.partition(".")[::2])
    kind = member(Kind, data.need("kind", str), name)
    labels = (data.need("group", str),), (data.need("label", str),)
    return Field(name, group, "", key, kind, *labels, unit=data.get("unit", ""))
