"""核查, 说明 and 公开核对: findings, explanations, and what published reports have otherwise, one a row."""

from collections.abc import Iterable, Iterator

from generator.finding import Finding
from generator.form.model import Form
from generator.messages import say
from generator.office.listing import Column, Value, finish, frame
from generator.office.publications import Agreement, Comparison
from generator.office.rollup import Rollup
from generator.office.units import Unit
from generator.places import in_words
from generator.published.told import told
from generator.workbook.canvas import Canvas

FIRST = 5
FINDINGS, EXPLANATIONS, PUBLISHED = "all_findings", "all_explanations", "published"


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
        [
            "",
            check,
            form.checks[check].title if check in form.checks else "",
            in_words(check, at, form),
            unit,
            text,
        ]
        for check, at, unit, text in given
    ]
    _frame(canvas, "explanations", EXPLANATIONS, len(rows), form)
    return rows


def write_publications(canvas: Canvas, rollup: Rollup, form: Form) -> list[list[Value]]:
    """Write what stands above the rows of 公开核对; returns the rows: one a difference, or one a report."""
    rows = [row for one in rollup.publications for row in _publication(one, form)]
    _frame(canvas, "published", PUBLISHED, len(rows), form)
    return rows


def first_rows(rollup: Rollup) -> dict[Unit, int]:
    """The row of 公开核对 in which what is said of each unit begins."""
    found: dict[Unit, int] = {}
    row = FIRST
    for one in rollup.publications:
        if one.unit:
            found.setdefault(one.unit, row)
        row += max(1, len(one.differences))
    return found


def agreement(one: Comparison, form: Form) -> str:
    """How a published report stands to what was handed in, in words."""
    words = form.texts["office"]["published"]["agreements"]
    return str(words[one.agreement].format(count=len(one.differences)))


def _publication(one: Comparison, form: Form) -> Iterator[list[Value]]:
    words = form.texts["office"]["published"]
    unit = one.unit.name if one.unit else ""
    for difference in one.differences:
        lines = told(difference, words["ours"], words["theirs"]).split("\n")
        message = "\n".join(line.strip() for line in lines)
        yield ["", unit, agreement(one, form), difference.group, message, difference.ours_at, one.name]
    if not one.differences:
        yield ["", unit, agreement(one, form), "", remark_on(one, form), "", one.name]


def remark_on(one: Comparison, form: Form) -> str:
    """What is said of a published report besides how it stands."""
    if one.agreement is not Agreement.DOUBTFUL:
        return one.fault
    words = form.texts["office"]["published"]
    units = form.texts["office"]["words"]["joint"].join(unit.name for unit in one.perhaps)
    return str(words["may_be"].format(units=units) if units else words["whose"])


def not_agreeing(comparisons: Iterable[Comparison], form: Form) -> Iterator[str]:
    """A line for each published report that does not agree with what was handed in."""
    for one in comparisons:
        if one.agreement is not Agreement.EQUAL:
            words = {"agreement": agreement(one, form), "unit": one.unit.name if one.unit else ""}
            yield say("rollup.published", **words, file=one.name, remark=remark_on(one, form)).rstrip()


def _explanations(rollup: Rollup) -> Iterator[tuple[str, str, str, str]]:
    for standing in rollup.returns.standings:
        if standing.file and standing.file.filing:
            for explanation in standing.file.filing.explanations:
                yield explanation.check, explanation.at, standing.unit.name, explanation.text


def _finding(unit: str, file: str, finding: Finding) -> list[Value]:
    message = f"{finding.title}：{finding.message}"
    cells = "、".join(finding.cells)
    found = [str(finding.severity), finding.check, finding.place, message, cells, finding.explanation]
    return ["", unit, *found, file]


def _frame(canvas: Canvas, name: str, marker: str, count: int, form: Form) -> None:
    words = form.texts["office"][name]
    columns = [Column(key, head, float(words["widths"][key])) for key, head in words["heads"].items()]
    frame(canvas, words["title"], words["notice"], columns, marker)
    finish(canvas, columns, FIRST, count, form.texts["print"]["footer"])
