"""Lists as offices keep them: a workbook or a CSV file, its columns known by their heads."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any

from generator.errors import UnusableInputError
from generator.intake import seems
from generator.messages import say
from generator.ooxml.sheets import Sheet, read_workbook
from generator.workbook import keys
from generator.workbook.identity import keyed, text_at

_ZIP = b"PK"
_HEADS_WITHIN = 10  # rows: titles and notes stand above the heads
_HEADS = 2  # known ones in a row, by which it is the one of heads
_LARGEST = 5_000_000  # bytes of a CSV file: ten thousand units with all that may be said of them
_COLUMNS = 256  # that are looked at: a stray value in the last column makes no long rows


def listed(data: bytes, words: Mapping[str, Any]) -> list[dict[str, str]]:
    """Read the rows of a list.

    Args:
        data: An .xlsx, or a CSV file in UTF-8 or GBK.
        words: ``heads``: by which heads each column is known; ``name`` is the one that must be there.

    Returns:
        What stands in each row that has a name, by column.

    Raises:
        UnusableInputError: If there is no column with names.
    """
    for rows in _sheets(data):
        for index, row in enumerate(rows[:_HEADS_WITHIN]):
            columns = _columns(row, words["heads"])
            if "name" in columns:
                given = (_answers(below, columns) for below in rows[index + 1 :])
                return [answers for answers in given if answers.get("name")]
            if len(columns) >= _HEADS:  # these are the heads, and a name further down is no head
                break
    names = words["heads"]["name"]
    raise UnusableInputError("rollup.no-names", head=names[0], heads="、".join(names))


def _answers(row: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    return {name: row[index].strip() for name, index in columns.items() if index < len(row)}


def _sheets(data: bytes) -> Iterable[list[list[str]]]:
    if (kind := seems(data)) not in ("", "kind.workbook"):
        raise UnusableInputError("rollup.is-no-list", kind=say(kind))
    if data.startswith(_ZIP):
        workbook = read_workbook(data)
        if keyed(workbook, keys.IDENTITY):
            raise UnusableInputError("rollup.is-no-list", kind=say("kind.filled"))
        return (_rows(sheet) for sheet in workbook.sheets if sheet.cells)
    if len(data) > _LARGEST:
        raise UnusableInputError("rollup.not-a-list")
    try:
        return [[row for row in csv.reader(StringIO(_decoded(data), newline="")) if any(map(str.strip, row))]]
    except csv.Error:
        raise UnusableInputError("rollup.not-a-list") from None


def _decoded(data: bytes) -> str:
    """Excel writes CSV in GBK where it is not told otherwise."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnusableInputError("rollup.not-a-list")


def _rows(sheet: Sheet) -> list[list[str]]:
    width = min(_COLUMNS, max(column for _, column in sheet.cells))
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
