"""Findings put into the workbook that they were found in, by values only.

审核结果 lists them, and marks colour the cells concerned; the blank workbook has columns ready for both,
so that everything else stays as its owner saved it. Where it is a matter of the same findings, the same
workbook comes out; explanations stay.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType

from generator.errors import UnusableInputError
from generator.finding import Finding, by_cause, copied
from generator.form.model import Form, Severity
from generator.ooxml.change import Input, Result, change_cells
from generator.ooxml.package import open_package
from generator.ooxml.references import address, column_letters, position
from generator.ooxml.sheets import Workbook, read_workbook
from generator.places import identifier, in_words
from generator.workbook import keys
from generator.workbook.explained import findings_sheet, rows_of_checks, typed_on_checks
from generator.workbook.formulas import Place, quoted
from generator.workbook.identity import Keyed, rows_below, words_at
from generator.workbook.measure import TALLEST, height_of

_PLAIN_NAME = re.compile(r"[^\W\d]\w*")
_LINE = 15.5

Changes = dict[str, dict[Place, Input]]


@dataclass(frozen=True, slots=True)
class Annotated:
    """The annotated copy; how many findings did not fit on 审核结果, and cells that could not be coloured."""

    workbook: bytes
    unlisted: int
    uncoloured: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of 审核结果; ``saw`` is kept together with the explanation."""

    severity: str = ""
    check: str = ""
    at: str = ""
    target: str = ""
    message: str = ""
    explanation: str = ""
    saw: str = ""


@dataclass(slots=True)
class _Typed:
    """The explanations on 审核结果, as they are typed there, by what check and place they are compared on."""

    rows: dict[tuple[str, str], list[_Row]] = field(default_factory=dict)

    def take(self, finding: Finding) -> tuple[str, str]:
        """The first that is left for a finding, and the figures recorded beside it."""
        left = self.rows.get(copied(finding.check, finding.at))
        row = left.pop(0) if left else _Row()
        return row.explanation, row.saw

    def replace(self, explanations: Mapping[tuple[str, str], str], form: Form) -> None:
        """Put others in the place of those typed for the same findings."""
        for (check, at), text in explanations.items():
            key = copied(check, at)
            if text not in [row.explanation for row in self.rows.get(key, [])]:
                row = _Row(check=check, at=in_words(check, at, form), explanation=text)
                self.rows[key] = [row] if text else []

    def rest(self) -> Iterator[_Row]:
        """Those that no finding has taken."""
        return chain.from_iterable(self.rows.values())


def annotate(
    data: bytes,
    form: Form,
    findings: Sequence[Finding],
    explanations: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> Annotated:
    """Put findings into the workbook in which they were found.

    Args:
        data: The workbook, as its owner saved it.
        form: The form that it answers.
        findings: As ``check`` gives them; they replace those of the last time.
        explanations: What settles a finding (its check and place), in place of what is typed there.

    Raises:
        UnusableInputError: If it cannot be changed, or has no 审核结果.
    """
    package = open_package(data)
    workbook = read_workbook(package)
    names = keys.sheet_names(form)
    listed = findings_sheet(workbook, form, names)
    if listed is None:
        raise UnusableInputError("fill.no-findings-sheet", sheet=names[keys.FINDINGS])
    changes: Changes = {}
    heights: dict[int, float] = {}
    typed = _typed(listed, form)
    typed.replace(_without_row(workbook, form, names, explanations, changes), form)
    unlisted = _list(listed, form, findings, typed, changes, heights)
    _record(workbook, form, findings, names, changes)
    uncoloured = _colour(workbook, form, findings, changes)
    changed = change_cells(package, changes, {listed.sheet.name: heights})
    return Annotated(changed, unlisted, uncoloured)


def _without_row(
    workbook: Workbook,
    form: Form,
    names: Mapping[str, str],
    explanations: Mapping[tuple[str, str], str],
    changes: Changes,
) -> dict[tuple[str, str], str]:
    """The explanations but for those that replace one on 审核, which are put there."""
    left = dict(explanations)
    for found, row, typed in typed_on_checks(workbook, form, names):
        text = left.pop((typed.check, typed.at), None)
        if text is not None and text != typed.text:
            changes.setdefault(found.sheet.name, {})[row, found.columns["explanation"]] = text or None
    return left


def _list(
    found: Keyed,
    form: Form,
    findings: Sequence[Finding],
    typed: _Typed,
    changes: Changes,
    heights: dict[int, float],
) -> int:
    """Fill 审核结果; returns how many findings found no room."""
    rows = [_row(finding, *typed.take(finding)) for finding in by_cause(findings)]
    used, first = _used(found, form)
    room = max(int(form.texts["findings_sheet"]["rows"]), len(used))
    listed, unlisted = _within([*rows, *typed.rest()], room)
    if unlisted:
        listed.append(_Row(message=form.texts["findings_sheet"]["unlisted"].format(count=unlisted)))
    places = used + list(range(first, first + len(listed) - len(used)))
    blank = [_Row()] * (len(places) - len(listed))
    for row, content in zip(places, listed + blank, strict=True):
        if content.check:
            heights[row] = _height(content, form)
        for at, value in _cells(found, row, content):
            changes.setdefault(found.sheet.name, {})[at] = value
    return unlisted


def _height(row: _Row, form: Form) -> float:
    """What the texts of a row need, in points."""
    widths = form.texts["findings_sheet"]["widths"]
    texts = {"at": row.at, "message": row.message, "explanation": row.explanation}
    return min(max(height_of(text, float(widths[name]), _LINE) for name, text in texts.items()), TALLEST)


def _row(finding: Finding, explanation: str, saw: str) -> _Row:
    fits = not explanation or finding.explanation == explanation
    recorded = keys.saw(finding.saw, explanation) if fits and finding.severity is Severity.EXPLAIN else ""
    message = f"{finding.title}：{finding.message}"
    return _Row(
        finding.severity,
        finding.check,
        finding.place,
        _target(finding),
        message,
        explanation,
        recorded or saw,
    )


def _within(rows: list[_Row], room: int) -> tuple[list[_Row], int]:
    """The rows that fit, and how many do not; what has an explanation always stays."""
    if len(rows) <= room:
        return rows, 0
    droppable = [index for index, row in enumerate(rows) if not row.explanation]
    dropped = set(droppable[::-1][: len(rows) - room + 1])
    return [row for index, row in enumerate(rows) if index not in dropped], len(dropped)


def _typed(found: Keyed, form: Form) -> _Typed:
    typed = _Typed()
    for row in rows_below(found):
        check, at, text, saw = (words_at(found, row, name) for name in ("check", "at", "explanation", "saw"))
        if text and check != form.texts["findings_sheet"]["heads"]["check"]:
            known = typed.rows.setdefault(copied(check, identifier(check, at, form)), [])
            known.append(_Row(check=check, at=at, explanation=text, saw=saw))
    return typed


def _used(found: Keyed, form: Form) -> tuple[list[int], int]:
    """The rows that hold a link or are filled in, and the first one below them."""
    heads = form.texts["findings_sheet"]["heads"]
    top = next((row for row in rows_below(found) if words_at(found, row, "check") == heads["check"]), 0)
    top = top or found.marker[0]
    place = found.columns["place"]
    columns = [found.columns[name] for name in heads]
    filled = {
        row for (row, column), cell in found.sheet.cells.items()
        if row > top and column in columns and (cell.formula if column == place else cell.value)
    }  # fmt: skip
    return sorted(filled), max(filled, default=top) + 1


def _cells(found: Keyed, row: int, content: _Row) -> Iterator[tuple[Place, Input]]:
    """What changes in a row: the link's formula stays where there is one, or is put where one is needed."""
    for name in ("severity", "check", "at", "message", "explanation", "saw", "target"):
        if name in found.columns:
            yield from _changed(found, (row, found.columns[name]), getattr(content, name))
    at = row, found.columns["place"]
    present = found.sheet.cells.get(at)
    if present and present.formula:
        yield at, Result(content.target)
    elif content.target and "target" in found.columns:
        yield at, Result(content.target, _link(row, found.columns["target"]))
    else:
        yield from _changed(found, at, content.target)


def _link(row: int, column: int) -> str:
    """The formula that leads to what is named in a column of its row."""
    target = f"${column_letters(column)}{row}"
    return f'IF({target}="","",HYPERLINK("#"&{target},{target}))'


def _changed(found: Keyed, at: Place, text: str) -> Iterator[tuple[Place, Input]]:
    present = found.sheet.cells.get(at)
    if (present.value if present else None) != (text or None):
        yield at, text or None


def _target(finding: Finding) -> str:
    """Where the link of a finding leads: its cells where they lie in one line, else the first."""
    cells = [_split(cell) for cell in finding.cells]
    if not cells:
        return ""
    sheet = cells[0][0]
    rows, columns = zip(*(at for name, at in cells if name == sheet), strict=True)
    first, last = (min(rows), min(columns)), (max(rows), max(columns))
    is_line = first[0] == last[0] or first[1] == last[1]
    where = address(*(first if is_line else cells[0][1]))
    until = f":{address(*last)}" if is_line and first != last else ""
    return f"{sheet if _PLAIN_NAME.fullmatch(sheet) else quoted(sheet)}!{where}{until}"


def _split(cell: str) -> tuple[str, Place]:
    sheet, _, reference = cell.rpartition("!")
    return sheet, position(reference)


def _record(
    workbook: Workbook, form: Form, findings: Sequence[Finding], names: Mapping[str, str], changes: Changes
) -> None:
    """Record on 审核 the figures that explanations were given for, or are asked for."""
    doubts = {(f.check, f.at): f for f in findings if f.severity is Severity.EXPLAIN}
    for found, row, explanation in rows_of_checks(workbook, form, names):
        doubt = doubts.get((explanation.check, explanation.at))
        text = explanation.text
        kept = keys.saw(doubt.saw, text) if doubt and (doubt.explanation or not text) else ""
        if "saw" in found.columns and not explanation.saw and (kept or not text):
            changes.setdefault(found.sheet.name, {}).update(
                _changed(found, (row, found.columns["saw"]), kept)
            )


def _colour(workbook: Workbook, form: Form, findings: Sequence[Finding], changes: Changes) -> tuple[str, ...]:
    """Put the heaviest severity beside each cell concerned, take away what is there from the last time."""
    wanted: dict[str, Severity] = {}
    for finding in sorted(findings, key=lambda finding: list(Severity).index(finding.severity)):
        for cell in finding.cells:
            wanted.setdefault(cell, finding.severity)
    marks = _marks(workbook, form)
    uncoloured = []
    for cell, severity in wanted.items():
        sheet, (row, column) = _split(cell)
        if (sheet, column) in marks:
            changes.setdefault(sheet, {})[row, marks[sheet, column]] = severity.value
        else:
            uncoloured.append(cell)
    _wipe(workbook, marks, changes)
    return tuple(uncoloured)


def _marks(workbook: Workbook, form: Form) -> dict[tuple[str, int], int]:
    """By sheet and column of answers, the hidden column of its marks."""
    found: dict[tuple[str, int], int] = {}
    lists = keys.PARTICULARS, keys.NARRATIVE, keys.LAST_YEAR, keys.EXTRAS
    markers = {keys.marker(name) for name in (*lists, *(table.id for table in form.tables))}
    for sheet in workbook.sheets:
        corner = next((at for at, cell in sheet.cells.items() if cell.value in markers), None)
        row = {} if corner is None else {
            str(cell.value): at[1] for at, cell in sheet.cells.items() if at[0] == corner[0]
        }  # fmt: skip
        found |= {(sheet.name, row[key]): row[keys.mark(key)] for key in row if keys.mark(key) in row}
    return found


def _wipe(workbook: Workbook, marks: Mapping[tuple[str, int], int], changes: Changes) -> None:
    """Empty the marks that no finding has set now."""
    columns = {(sheet, column) for (sheet, _), column in marks.items()}
    for sheet in workbook.sheets:
        for (row, column), cell in sheet.cells.items():
            if (sheet.name, column) in columns and cell.value in list(Severity):
                changes.setdefault(sheet.name, {}).setdefault((row, column), None)
