"""Texts put into the workbook of a clerk, by values only: 正文 anew, and what the title says."""

from collections.abc import Iterable, Iterator, Mapping

from generator.errors import UnusableInputError
from generator.filing import Filing
from generator.form.model import Form
from generator.ooxml.change import Result, change_cells
from generator.ooxml.package import open_package
from generator.ooxml.sheets import Workbook, read_workbook
from generator.workbook import keys
from generator.workbook.asked import asked
from generator.workbook.changes import Change, by_sheet, written
from generator.workbook.identity import Keyed, keyed
from generator.workbook.labels import headed
from generator.workbook.lines import Line, counting, height, lines
from generator.workbook.measure import TALLEST, units

_WRITTEN = ("section", "heading", "text", "guidance")


def with_texts(data: bytes, form: Form, filing: Filing, particulars: Iterable[str] = ()) -> bytes:
    """Put the texts of a filing into a workbook; every other sheet stays, byte for byte.

    Its rows of 正文 are filled from the first one on, with the guidance beside them; those left over are
    emptied. Where there are more texts than prepared rows, they go on below, counted as those above.

    Args:
        data: The workbook, as its owner saved it.
        form: The form that it answers.
        filing: Whose opening and narrative to put there.
        particulars: Identifiers of the particulars (``title``) to put into 基本信息 as well.

    Raises:
        UnusableInputError: If it cannot be changed, has no 正文, or a text is too long for a cell.
    """
    package = open_package(data)
    workbook = read_workbook(package)
    found = _prose(workbook, form)
    listed = list(lines(form, filing))
    first = _first_row(found, form)
    last = max((row for row, _ in found.sheet.cells), default=first)
    rows = dict(enumerate(listed + [Line()] * (last - first + 1 - len(listed)), start=first))
    answers = {name: filing.particulars.get(name, "") for name in particulars}
    prose = [change for row, line in rows.items() for change in _cells(found, row, line)]
    touched = {row for _, (row, _), _ in prose}
    heights = {row: min(height(rows[row], form), TALLEST) for row in touched if rows[row] != Line()}
    changes = by_sheet([*_answered(workbook, form, answers), *prose])
    return change_cells(package, changes, {found.sheet.name: heights})


def _prose(workbook: Workbook, form: Form) -> Keyed:
    """正文, by its keys or by its heads.

    Raises:
        UnusableInputError: If there is none, or a column of it is lost.
    """
    name = keys.sheet_names(form)[keys.NARRATIVE]
    found = keyed(workbook, keys.NARRATIVE, name)
    if found is None or not found.columns.keys() >= set(_WRITTEN):
        found = headed(workbook, form.texts["narrative_sheet"]["heads"])
    if found is None:
        raise UnusableInputError("workbook.no-prose", sheet=name)
    return found


def _first_row(found: Keyed, form: Form) -> int:
    """The row below the heads."""
    head = form.texts["narrative_sheet"]["heads"]["section"]
    column = found.columns["section"]
    rows = (row for (row, x), cell in found.sheet.cells.items() if x == column and cell.value == head)
    return max(rows, default=found.marker[0]) + 1


def _cells(found: Keyed, row: int, line: Line) -> Iterator[Change]:
    """What changes in a row; its count of characters follows, and what marked the former text goes."""
    for name in _WRITTEN:
        yield from written(found, (row, found.columns[name]), getattr(line, name))
    if "count" in found.columns:
        yield from _count(found, row, line)
    for marked in keys.MARKED_TEXTS:
        mark = row, found.columns.get(keys.mark(marked), 0)
        if mark in found.sheet.cells:
            yield found.sheet.name, mark, None


def _count(found: Keyed, row: int, line: Line) -> Iterator[Change]:
    """The count of a row's characters; one that its owner has typed over stays."""
    at = row, found.columns["count"]
    present = found.sheet.cells.get(at)
    if present and present.formula:
        yield found.sheet.name, at, Result(units(line.text) or "")
    elif present is None and line.text:
        yield found.sheet.name, at, Result(units(line.text), counting(found.columns["text"]))


def _answered(workbook: Workbook, form: Form, answers: Mapping[str, str | int]) -> Iterator[Change]:
    sheet, places = asked(workbook, form, keys.sheet_names(form)[keys.PARTICULARS])
    for name, answer in answers.items():
        if name in places:
            yield sheet.name, places[name], answer or None
