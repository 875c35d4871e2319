"""The TOML files of a form: editions laid over each other, and entries that know their place."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import Any, TypeVar

from generator.errors import FormError

_T = TypeVar("_T", str, bool, int, list[Any], dict[str, Any])
_E = TypeVar("_E", bound=StrEnum)

_AT = re.compile(r"line (\d+), column (\d+)")

_OF_ANOTHER_KIND: Mapping[type, str] = {
    str: "form.no-str",
    bool: "form.no-bool",
    int: "form.no-int",
    list: "form.no-list",
    dict: "form.no-dict",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A table of a form file; what is wrong in it is told with its place (``tables.reviews``)."""

    place: str
    data: Mapping[str, Any]

    def need(self, key: str, kind: type[_T]) -> _T:
        """The value of a key that must be there.

        Raises:
            FormError: If it is missing, or not of this kind.
        """
        if key not in self.data:
            raise FormError("form.key-missing", place=self.place, key=key)
        value = self.data[key]
        if not isinstance(value, kind):
            raise FormError(_OF_ANOTHER_KIND[kind], place=self.place, key=key)
        return value

    def get(self, key: str, default: _T) -> _T:
        """The value of a key, of the same kind as what it is by default.

        Raises:
            FormError: If it is of another kind.
        """
        return self.need(key, type(default)) if key in self.data else default

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty by default."""
        values = self.get(key, [])
        if not all(isinstance(value, str) for value in values):
            raise FormError("form.wrong-kind", place=self.place, key=key)
        return tuple(values)

    def inner(self, key: str) -> "Entry":
        """The table of a key, empty by default."""
        return Entry(f"{self.place}.{key}", self.get(key, {}))

    def entries(self, key: str) -> Iterator["Entry"]:
        """The tables of a list, each by its identifier or by its place in the list (from 1).

        Raises:
            FormError: If there is no such list, or something else stands in it.
        """
        for at, value in enumerate(self.need(key, list), 1):
            named = value.get("id") if isinstance(value, dict) else None
            yield entry(f"{key}.{named or at}", value)

    def only(self, *keys: str) -> "Entry":
        """The entry itself, if it has no other keys than these.

        Raises:
            FormError: If it has: a misspelt key would go unnoticed.
        """
        for key in self.data:
            if key not in keys:
                raise FormError("form.unknown-key", place=self.place, key=key)
        return self


def entry(place: str, value: object) -> Entry:
    """A value that has to be a table.

    Raises:
        FormError: If it is none.
    """
    if not isinstance(value, dict):
        raise FormError("form.wrong-kind", place=place, key=str(value))
    return Entry(place, value)


def member(kinds: type[_E], value: str, place: str) -> _E:
    """The member of an enumeration that a value names.

    Raises:
        FormError: If it names none.
    """
    if value not in list(kinds):
        raise FormError("form.no-such-value", place=place, value=value, allowed="、".join(kinds))
    return kinds(value)


def merged(name: str, layers: Sequence[Mapping[str, bytes]]) -> Entry:
    """One file of a form, each edition's laid over that of the edition it extends.

    Whole keys are replaced: a key of a table of the form, an entry by name, a check by number.
    ``false`` takes an entry out, and so does a check that consists of its number only.

    Args:
        name: The file's name.
        layers: The folders' files, contents by name, the extended edition before the one that extends it.

    Raises:
        FormError: If no folder has the file, if one cannot be parsed, or has a check twice.
    """
    return Entry(name, laid_over(name, [parsed(name, layer[name]) for layer in layers if name in layer]))


def laid_over(name: str, sources: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What a file says, each edition's contents laid over those before.

    Raises:
        FormError: If there are none.
    """
    if not sources:
        raise FormError("form.no-file", file=name)
    return reduce(_laid_over, sources)


def parsed(name: str, data: bytes) -> dict[str, Any]:
    """The contents of a file; checks by number.

    Raises:
        FormError: If it cannot be parsed, or has a check twice.
    """
    try:
        text = data.decode()
        source = tomllib.loads(text)
    except UnicodeDecodeError:
        raise FormError("form.not-utf-8", file=name) from None
    except tomllib.TOMLDecodeError as fault:
        line, column = _place_of(fault, text)
        raise FormError("form.not-toml", file=name, line=line, column=column) from None
    return source | {"checks": _by_number(source["checks"])} if "checks" in source else source


def _place_of(fault: tomllib.TOMLDecodeError, text: str) -> tuple[int, int]:
    """Line and column, from 1, which before Python 3.14 the message alone tells; else those of the end."""
    if at := _AT.search(str(fault)):
        return int(at[1]), int(at[2])
    lines = text.split("\n")
    return len(lines), len(lines[-1]) + 1


def _by_number(checks: Iterable[object]) -> dict[str, Any]:
    by_number: dict[str, Any] = {}
    for check in (entry("checks", value) for value in checks):
        number = check.need("number", str)
        if number in by_number:
            raise FormError("form.twice", place="checks", key=number)
        by_number[number] = check.data if len(check.data) > 1 else False
    return by_number


def _laid_over(old: Any, new: Any, depth: int = 2) -> Any:  # noqa: ANN401  (TOML values)
    """``new``, its keys put over those of ``old`` down to a depth; the form's tables have one level more."""
    if not depth or not (isinstance(old, dict) and isinstance(new, dict)):
        return new
    laid = {
        key: _laid_over(old.get(key), value, depth if key == "tables" else depth - 1)
        for key, value in new.items()
    }
    return {key: value for key, value in {**old, **laid}.items() if value is not False}
