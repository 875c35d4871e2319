"""核查 and 说明: the findings and the explanations of all units, one a row."""

from collections.abc import Iterator

from generator.finding import Finding
from generator.form.model import Form
from generator.office.listing import Column, Value, finish, frame
from generator.office.rollup import Rollup
from generator.workbook.canvas import Canvas

FIRST = 5
FINDINGS, EXPLANATIONS = "all_findings", "all_explanations"


def write_findings(canvas: Canvas, rollup: Rollup, form: Form) -> list[list[Value]]:
    """Write what stands above the rows of 核查; returns the rows, those of the sums first."""
    words = form.texts["office"]["findings"]
    rows = [_finding(words["itself"], "", finding) for finding in rollup.findings]
    for standing in rollup.returns.standings:
        if standing.file:
            name, file = standing.unit.name, standing.file
            rows += [_finding(name, file.name, finding) for finding in file.findings]
    _frame(canvas, "findings", FINDINGS, len(rows), form)
    return rows


def write_explanations(canvas: Canvas, rollup: Rollup, form: Form) -> list[list[Value]]:
    """Write what stands above the rows of 说明; returns the rows, by check."""
    order = {number: index for index, number in enumerate(form.checks)}
    given = sorted(_explanations(rollup), key=lambda pair: (order.get(pair[0], len(order)), pair[1]))
    rows: list[list[Value]] = [
        ["", check, form.checks[check].title if check in form.checks else "", at, unit, text]
        for check, at, unit, text in given
    ]
    _frame(canvas, "explanations", EXPLANATIONS, len(rows), form)
    return rows


def _explanations(rollup: Rollup) -> Iterator[tuple[str, str, str, str]]:
    for standing in rollup.returns.standings:
        if standing.file and standing.file.filing:
            for explanation in standing.file.filing.explanations:
                yield explanation.check, explanation.at, standing.unit.name, explanation.text


def _finding(unit: str, file: str, finding: Finding) -> list[Value]:
    message = f"{finding.title}：{finding.message}"
    cells = "、".join(finding.cells)
    found = [str(finding.severity), finding.check, finding.at, message, cells, finding.explanation]
    return ["", unit, *found, file]


def _frame(canvas: Canvas, name: str, marker: str, count: int, form: Form) -> None:
    words = form.texts["office"][name]
    columns = [Column(key, head, float(words["widths"][key])) for key, head in words["heads"].items()]
    frame(canvas, words["title"], words["notice"], columns, marker)
    finish(canvas, columns, FIRST, count, form.texts["print"]["footer"])
