"""Findings listed on 审核结果, each with what is typed there to explain it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from generator.finding import Finding, by_cause, copied
from generator.form.model import Form, Severity
from generator.ooxml.change import Result
from generator.ooxml.references import address, column_letters
from generator.places import identifier, in_words
from generator.workbook import keys
from generator.workbook.changes import Change, placed, written
from generator.workbook.formulas import quoted
from generator.workbook.identity import Keyed, rows_below, words_at
from generator.workbook.measure import TALLEST, height_of

_PLAIN_NAME = re.compile(r"[^\W\d]\w*")
_LINE = 15.5


@dataclass(frozen=True, slots=True)
class Listing:
    """What changes on 审核结果, how high its rows get (in points), and how many findings found no room."""

    changes: list[Change]
    heights: dict[int, float]
    unlisted: int


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


def listed(
    found: Keyed, form: Form, findings: Sequence[Finding], explanations: Mapping[tuple[str, str], str]
) -> Listing:
    """List findings in the place of those of the last time.

    Args:
        found: 审核结果.
        form: The form.
        findings: As ``check`` gives them.
        explanations: By check and place, what takes the place of an explanation that is typed there.
    """
    typed = _typed(found, form)
    typed.replace(explanations, form)
    rows = [_row(finding, *typed.take(finding)) for finding in by_cause(findings)]
    used, first = _used(found, form)
    room = max(int(form.texts["findings_sheet"]["rows"]), len(used))
    kept, unlisted = _within([*rows, *typed.rest()], room)
    if unlisted:
        kept.append(_Row(message=form.texts["findings_sheet"]["unlisted"].format(count=unlisted)))
    places = used + list(range(first, first + len(kept) - len(used)))
    blank = [_Row()] * (len(places) - len(kept))
    filled = dict(zip(places, kept + blank, strict=True))
    return Listing(
        changes=[change for row, content in filled.items() for change in _cells(found, row, content)],
        heights={row: _height(content, form) for row, content in filled.items() if content.check},
        unlisted=unlisted,
    )


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


def _cells(found: Keyed, row: int, content: _Row) -> Iterator[Change]:
    """What changes in a row: the link's formula stays where there is one, or is put where one is needed."""
    for name in ("severity", "check", "at", "message", "explanation", "saw", "target"):
        if name in found.columns:
            yield from written(found, (row, found.columns[name]), getattr(content, name))
    sheet, at = found.sheet, (row, found.columns["place"])
    present = sheet.cells.get(at)
    if present and present.formula:
        yield sheet.name, at, Result(content.target)
    elif content.target and "target" in found.columns:
        yield sheet.name, at, Result(content.target, _link(row, found.columns["target"]))
    else:
        yield from written(found, at, content.target)


def _link(row: int, column: int) -> str:
    """The formula that leads to what is named in a column of its row."""
    target = f"${column_letters(column)}{row}"
    return f'IF({target}="","",HYPERLINK("#"&{target},{target}))'


def _target(finding: Finding) -> str:
    """Where the link of a finding leads: its cells where they lie in one line, else the first."""
    cells = [placed(cell) for cell in finding.cells]
    if not cells:
        return ""
    sheet = cells[0][0]
    rows, columns = zip(*(at for name, at in cells if name == sheet), strict=True)
    first, last = (min(rows), min(columns)), (max(rows), max(columns))
    is_line = first[0] == last[0] or first[1] == last[1]
    where = address(*(first if is_line else cells[0][1]))
    until = f":{address(*last)}" if is_line and first != last else ""
    return f"{sheet if _PLAIN_NAME.fullmatch(sheet) else quoted(sheet)}!{where}{until}"
