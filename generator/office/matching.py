"""Which unit of the list a file is of: by its code, by its name where it has none, never by guess."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from generator.form.model import Form
from generator.form.organisations import areas_and_rest, is_same_area, is_same_name
from generator.office.units import Unit

_BEHIND = re.compile(r"[（(_\-—－ 　]")
_ALIKE = 0.75
_MOST = 3


@dataclass(frozen=True, slots=True)
class Match:
    """The unit that a file is of, or None and those that it might be of, for the office to decide."""

    unit: Unit | None
    perhaps: tuple[Unit, ...] = ()


class Matcher:
    """Finds units by code and name.

    Args:
        units: The list.
        form: Its texts say how names of organisations are compared.
    """

    def __init__(self, units: Sequence[Unit], form: Form) -> None:
        self._units = units
        self._form = form
        self._by_code = {unit.code or unit.name: unit for unit in units}
        self._by_name: dict[str, dict[str, Unit]] = {}
        self._by_rest: dict[str, list[tuple[list[str], Unit]]] = {}
        for unit in units:
            for name in (unit.name, *unit.former):
                self._by_name.setdefault(self._plain(name), {})[unit.name] = unit
                areas, rest = areas_and_rest(self._plain(name), form)
                self._by_rest.setdefault(rest, []).append((areas, unit))

    def match(self, code: str, name: str) -> Match:
        """The unit of a file that says it has this code and this name.

        A code that is unknown is in doubt, and one unit's code with just the name of another.
        """
        if code in self._by_code:
            unit = self._by_code[code]
            called = self._by_name.get(self._plain(name), {unit.name: unit})
            return Match(unit) if unit.name in called else Match(None, (unit, *called.values()))
        found = self._named(name)
        if len(found) == 1 and not (code and found[0].code):
            return Match(found[0])
        return Match(None, found or self._alike(name))

    def of_file_name(self, file: str) -> Unit | None:
        """The unit whose name or code is all that a file is called, but for a number or word behind it."""
        return self.called(file.rpartition("/")[2].rpartition(".")[0])

    def called(self, words: str) -> Unit | None:
        """The unit whose name or code these words are, but for what file names have around it."""
        bare = re.sub(self._form.texts["office"]["units"]["around"], "", words)
        heads = (_BEHIND.split(text.strip(), maxsplit=1)[0] for text in (words, bare))
        found = (self._by_code.get(head) or self.match("", head).unit for head in heads)
        return next(filter(None, found), None)

    def _named(self, name: str) -> tuple[Unit, ...]:
        """Units of exactly this name; else those of the same name but for areas in front."""
        plain = self._plain(name)
        if not plain:
            return ()
        if plain in self._by_name:
            return tuple(self._by_name[plain].values())
        same = (unit for unit in self._units if self._is_of(unit, plain))
        return tuple(same)

    def _is_of(self, unit: Unit, name: str) -> bool:
        return any(is_same_name(self._plain(own), name, self._form) for own in _names(unit))

    def _alike(self, name: str) -> tuple[Unit, ...]:
        """Units of the same area whose names are nearly this one; the area is what names have in common."""
        areas, rest = areas_and_rest(self._plain(name), self._form)
        near = get_close_matches(rest, list(self._by_rest), _MOST, _ALIKE) if rest else []
        candidates = (candidate for close in near for candidate in self._by_rest[close])
        return tuple(dict.fromkeys(unit for own, unit in candidates if is_same_area(own, areas)))

    def _plain(self, name: str) -> str:
        unsaid = self._form.texts["organisations"]["unsaid"]
        return re.sub(unsaid, "", unicodedata.normalize("NFKC", name))


def _names(unit: Unit) -> Iterable[str]:
    return (unit.name, *unit.former)
