"""Sets, terms and checks as written in the form files, expanded over the identifiers of the fields."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Any

from generator.errors import FormError
from generator.form.model import Field, Instance, Term

_PART = re.compile(r"\{(\w+)\}")


class Expansion:
    """The identifiers of a form, and the named sets of their parts, in the order of the form.

    Args:
        fields: The form's fields by identifier.
        sets: By name: ``"table.from..to"`` (the parts from one to another, as they follow each
            other at that place of the identifiers) or a list of parts.
        tables: Identifiers of the tables: they are the set ``tables``, and those of figures that
            stand in no table are the set ``loose``.
        compulsory: Identifiers and labels of the compulsory particulars: the set ``compulsory``.
    """

    def __init__(
        self,
        fields: Mapping[str, Field],
        sets: Mapping[str, Any],
        tables: Sequence[str],
        compulsory: Mapping[str, str],
    ) -> None:
        self._fields = fields
        self._tables = dict.fromkeys(field.table for field in fields.values())
        self._sets = {name: self._set(name, value) for name, value in sets.items()}
        self._compulsory = compulsory
        self._sets["compulsory"] = tuple(compulsory)
        self._sets["tables"] = tuple(tables)
        self._sets["loose"] = tuple(table for table in self._tables if table not in tables)

    def instances(self, number: str, data: Mapping[str, Any]) -> Iterator[Instance]:
        """Expand one check over the parts of identifiers that it runs over."""
        over: Mapping[str, str] = data.get("over", {})
        for values in product(*(self._named(name, number) for name in over.values())):
            bound = dict(zip(over, values, strict=True))
            yield self._instance(number, data, bound)

    def terms(self, data: Sequence[Any], bound: Mapping[str, str], place: str) -> tuple[Term, ...]:
        """Terms: ``"field"``, ``{field=…, times=…}``, ``{last=…, times=…}`` or ``{constant=…}``."""
        return tuple(self._term(entry, bound, place) for entry in data)

    def _instance(self, number: str, data: Mapping[str, Any], bound: Mapping[str, str]) -> Instance:
        total = self._bind(data["total"], bound, number) if "total" in data else ""
        left = self.terms(data["parts"] if total else data.get("left", []), bound, number)
        right = self.terms([total] if total else data.get("right", []), bound, number)
        at = ".".join(bound.values())
        table = at if at in self._tables else self._table_of(left + right)
        return Instance(
            check=number,
            at=at,
            subject=self._compulsory.get(at) or self._subject(table, tuple(bound.values())),
            left=left,
            right=right,
            total=total,
            silent=at in data.get("silent", []),
            table=table,
        )

    def _table_of(self, terms: Sequence[Term]) -> str:
        named = (name for term in terms for name in term.fields)
        return next((name.partition(".")[0] for name in named), "")

    def _subject(self, table: str, keys: Sequence[str]) -> str:
        """The place in words: the labels that all fields below these keys share, beyond the table's own."""
        all_ = [field for field in self._fields.values() if field.table == table]
        below = [field for field in all_ if set(keys) <= set(field.id.split("."))]
        sides = []
        for side in ("row_labels", "column_labels"):
            own = _common([getattr(field, side) for field in below])
            sides.append(" / ".join(own[len(_common([getattr(field, side) for field in all_])) :]))
        return " × ".join(side for side in sides if side)

    def _term(self, entry: Any, bound: Mapping[str, str], place: str) -> Term:  # noqa: ANN401  (a TOML value)
        if isinstance(entry, str):
            return Term(self._identifiers(entry, bound, place))
        unknown = set(entry) - {"field", "last", "times", "constant"}
        if unknown or len({"field", "last", "constant"} & set(entry)) != 1:
            raise FormError("form.bad-term", place=place, term=entry)
        if "constant" in entry:
            return Term((), Decimal(str(entry["constant"])))
        last = "last" in entry
        pattern = entry["last" if last else "field"]
        return Term(self._identifiers(pattern, bound, place), Decimal(str(entry.get("times", 1))), last)

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
        return pattern.format(**bound)

    def _named(self, name: str, place: str) -> tuple[str, ...]:
        if name not in self._sets:
            raise FormError("form.no-such-set", place=place, set=name)
        return self._sets[name]

    def _set(self, name: str, value: Any) -> tuple[str, ...]:  # noqa: ANN401  (a TOML value)
        if isinstance(value, list):
            return tuple(map(str, value))
        table, _, span = str(value).partition(".")
        first, _, last = span.partition("..")
        sequences = self._sequences(table)
        for parts in sequences:
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


def _common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The beginning that all paths share."""
    shared = []
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return tuple(shared)
