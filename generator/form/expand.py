"""Sets, terms and checks as written in the form files, expanded over the identifiers of the fields."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product

from generator.errors import FormError
from generator.form.model import Field, Instance
from generator.form.source import Entry, entry
from generator.form.terms import Term

_PART = re.compile(r"\{(\w+)\}")


class Expansion:
    """The identifiers of a form, and the named sets of their parts, in the order of the form.

    Three sets are there without being written: ``tables``, ``loose`` (the groups of figures that stand
    in no table) and ``compulsory`` (the particulars that must be answered).

    Args:
        fields: The form's fields by identifier.
        sets: By name: ``"table.from..to"`` (the parts from one to another, as they follow each
            other at that place of the identifiers) or a list of parts.
        tables: Identifiers of the tables.
        compulsory: Identifiers and labels of the compulsory particulars.

    Raises:
        FormError: If a set is written in another way, or takes the name of one of the three.
    """

    def __init__(
        self, fields: Mapping[str, Field], sets: Entry, tables: Sequence[str], compulsory: Mapping[str, str]
    ) -> None:
        self._fields = fields
        self._parts: dict[str, list[tuple[Field, frozenset[str]]]] = {}
        for field in fields.values():
            self._parts.setdefault(field.table, []).append((field, frozenset(field.id.split("."))))
        self._groups = tuple(self._parts)
        self._labels = compulsory
        self._sets = {
            "tables": tuple(tables),
            "loose": tuple(group for group in self._groups if group not in tables),
            "compulsory": tuple(compulsory),
        }
        for name in sets.data:
            if name in self._sets:
                raise FormError("form.twice", place="sets", key=name)
            self._sets[name] = self._set(name, sets)

    def instances(self, check: Entry) -> Iterator[Instance]:
        """Expand one check over the parts of identifiers that it runs over."""
        over = check.inner("over").data
        for values in product(*(self._named(str(name), check.place) for name in over.values())):
            yield self._instance(check, dict(zip(over, values, strict=True)))

    def terms(
        self, source: Entry, key: str, bound: Mapping[str, str] | None = None, *, needed: bool = False
    ) -> tuple[Term, ...]:
        """The terms of a key: ``"field"``, ``{field=…, times=…}``, ``{last=…, times=…}``, ``{constant=…}``.

        Args:
            source: What has the key.
            key: Which holds a list.
            bound: What ``{parts}`` of identifiers stand for.
            needed: Whether there must be terms.
        """
        written = source.need(key, list) if needed else source.get(key, [])
        return tuple(self._term(term, bound or {}, source.place) for term in written)

    def _instance(self, check: Entry, bound: Mapping[str, str]) -> Instance:
        total = self._total(check, bound)
        compares = check.get("rule", "terms") == "terms"
        left = self.terms(check, "parts" if total else "left", bound, needed=compares)
        right = (Term((total,)),) if total else self.terms(check, "right", bound, needed=compares)
        at = ".".join(bound.values())
        table = at if at in self._groups else self._table_of(left + right)
        return Instance(
            check=check.need("number", str),
            at=at,
            subject=self._labels.get(at) or self._subject(table, tuple(bound.values())),
            left=left,
            right=right,
            total=total,
            silent=at in check.texts("silent"),
            table=table,
        )

    def _total(self, check: Entry, bound: Mapping[str, str]) -> str:
        """The field that a check defines, or empty."""
        total = self._bind(check.get("total", ""), bound, check.place)
        if total and total not in self._fields:
            raise FormError("form.no-such-field", place=check.place, field=total)
        return total

    def _table_of(self, terms: Sequence[Term]) -> str:
        named = (name for term in terms for name in term.fields)
        return next((self._fields[name].table for name in named), "")

    def _subject(self, table: str, keys: Sequence[str]) -> str:
        """The place in words: the labels that all fields below these keys share, beyond the table's own."""
        everything = [field for field, _ in self._parts.get(table, ())]
        below = [field for field, parts in self._parts.get(table, ()) if parts.issuperset(keys)]
        sides = []
        for side in ("row_labels", "column_labels"):
            of_all = _common([getattr(field, side) for field in everything])
            shared = _common([getattr(field, side) for field in below])
            sides.append(" / ".join(shared[len(of_all) :]))
        return " × ".join(side for side in sides if side)

    def _term(self, written: object, bound: Mapping[str, str], place: str) -> Term:
        if isinstance(written, str):
            return Term(self._identifiers(written, bound, place))
        keys = entry(place, written).data.keys()
        if keys == {"constant"}:
            return Term((), _decimal(written, "constant", place))
        last = "last" in keys
        field = "last" if last else "field"
        if not {field} <= keys <= {field, "times"}:
            raise FormError("form.bad-term", place=place, term=written)
        names = self._identifiers(entry(place, written).need(field, str), bound, place)
        return Term(names, _decimal(written, "times", place), last)

    def _identifiers(self, pattern: str, bound: Mapping[str, str], place: str) -> tuple[str, ...]:
        """``applications.@outcomes.{column}`` as the identifiers it stands for."""
        parts = self._bind(pattern, bound, place).split(".")
        choices = [self._named(part[1:], place) if part.startswith("@") else (part,) for part in parts]
        names = tuple(".".join(choice) for choice in product(*choices))
        for name in names:
            if name not in self._fields:
                raise FormError("form.no-such-field", place=place, field=name)
        return names

    def _bind(self, pattern: str, bound: Mapping[str, str], place: str) -> str:
        for part in _PART.findall(pattern):
            if part not in bound:
                raise FormError("form.unbound", place=place, part=part, pattern=pattern)
        return _PART.sub(lambda match: bound[match[1]], pattern)

    def _named(self, name: str, place: str) -> tuple[str, ...]:
        if name not in self._sets:
            raise FormError("form.no-such-set", place=place, set=name)
        return self._sets[name]

    def _set(self, name: str, sets: Entry) -> tuple[str, ...]:
        value = sets.data[name]
        if isinstance(value, list):
            return sets.texts(name)
        table, _, span = str(value).partition(".")
        first, _, last = span.partition("..")
        for parts in self._sequences(table):
            if first in parts and last in parts and parts.index(first) <= parts.index(last):
                return parts[parts.index(first) : parts.index(last) + 1]
        raise FormError("form.bad-set", set=name, value=value)

    def _sequences(self, table: str) -> list[tuple[str, ...]]:
        """For each place of a table's identifiers the parts that stand there, in the order of the form."""
        split = [name.split(".") for name, field in self._fields.items() if field.table == table]
        deepest = max(map(len, split), default=0)
        return [
            tuple(dict.fromkeys(parts[i] for parts in split if len(parts) > i)) for i in range(1, deepest)
        ]


def _decimal(written: object, key: str, place: str) -> Decimal:
    value = entry(place, written).data.get(key, 1)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FormError("form.bad-term", place=place, term=written)
    return Decimal(str(value))


def _common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The beginning that all paths share."""
    shared = []
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return tuple(shared)
