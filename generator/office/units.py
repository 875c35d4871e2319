"""The office's list of units: a workbook or a CSV file, with whatever heads such lists have."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from generator.errors import UnusableInputError
from generator.form.model import Form
from generator.ooxml.sheets import Sheet, read_workbook
from generator.workbook.identity import text_at

_ZIP = b"PK"
_HEADS_WITHIN = 10  # rows: titles and notes stand above the heads


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit on the list; ``former`` are former names and aliases, ``counted`` is whether it is added up."""

    name: str
    code: str = ""
    kind: str = ""
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
    for rows in _sheets(data):
        for index, row in enumerate(rows[:_HEADS_WITHIN]):
            columns = _columns(row, words["heads"])
            if "name" in columns:
                return _refuse_repeated(_listed(rows[index + 1 :], columns, words))
    raise UnusableInputError("rollup.no-names", heads="、".join(words["heads"]["name"]))


def _sheets(data: bytes) -> Iterable[list[list[str]]]:
    if data.startswith(_ZIP):
        return (_rows(sheet) for sheet in read_workbook(data).sheets if sheet.cells)
    return [[row for row in csv.reader(StringIO(_decoded(data))) if any(map(str.strip, row))]]


def _decoded(data: bytes) -> str:
    """Excel writes CSV in GBK where it is not told otherwise."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnusableInputError("rollup.not-a-list")


def _rows(sheet: Sheet) -> list[list[str]]:
    width = max(column for _, column in sheet.cells)
    rows = sorted({row for row, _ in sheet.cells})
    return [[text_at(sheet, row, column) for column in range(1, width + 1)] for row in rows]


def _columns(row: Sequence[str], heads: Mapping[str, Sequence[str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, text in enumerate(row):
        plain = re.sub(r"[\s*＊:：]", "", text)
        for name, known in heads.items():
            if plain in known:
                found.setdefault(name, index)
    return found


def _listed(
    rows: Iterable[Sequence[str]], columns: Mapping[str, int], words: Mapping[str, Any]
) -> list[Unit]:
    found = []
    for row in rows:
        given = {name: row[index].strip() for name, index in columns.items() if index < len(row)}
        if given.get("name"):
            former = re.split(words["between"], given.get("former", ""))
            found.append(
                Unit(
                    name=given["name"],
                    code=given.get("code", ""),
                    kind=given.get("kind", ""),
                    counted=given.get("counted", "") not in words["no"],
                    former=tuple(name.strip() for name in former if name.strip()),
                    contact=given.get("contact", ""),
                    telephone=given.get("telephone", ""),
                )
            )
    return found


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
