"""The office's list of units: a workbook or a CSV file, with whatever heads such lists have."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.errors import UnusableInputError
from generator.form.model import Form
from generator.office.table import listed


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit on the list; ``former`` are former names and aliases, ``counted`` is whether it is added up."""

    name: str
    code: str = ""
    kind: str = ""
    level: str = ""
    counted: bool = True
    former: tuple[str, ...] = ()
    contact: str = ""
    telephone: str = ""


def units(data: bytes, form: Form) -> tuple[Unit, ...]:
    """Read the list of units.

    Args:
        data: An .xlsx, or a CSV file in UTF-8 or GBK.
        form: Its words say by which heads columns are known.

    Raises:
        UnusableInputError: If there is no column with names, no unit, or a code or name comes twice.
    """
    words = form.texts["office"]["units"]
    return _refuse_repeated([_unit(given, words) for given in listed(data, words)])


def _unit(given: Mapping[str, str], words: Mapping[str, Any]) -> Unit:
    former = re.split(words["between"], given.get("former", ""))
    return Unit(
        name=given["name"],
        code=given.get("code", ""),
        kind=given.get("kind", ""),
        level=given.get("level", ""),
        counted=given.get("counted", "") not in words["no"],
        former=tuple(name.strip() for name in former if name.strip()),
        contact=given.get("contact", ""),
        telephone=given.get("telephone", ""),
    )


def _refuse_repeated(listed: Sequence[Unit]) -> tuple[Unit, ...]:
    if not listed:
        raise UnusableInputError("rollup.no-units")
    for given in ([unit.code for unit in listed if unit.code], [unit.name for unit in listed]):
        seen: set[str] = set()
        for word in given:
            if word in seen:
                raise UnusableInputError("rollup.unit-twice", unit=word)
            seen.add(word)
    return tuple(listed)
