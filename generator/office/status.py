"""情况: how things stand with every unit, the counts on top, a chart of them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from generator.finding import blocking
from generator.form.model import Form, Severity
from generator.office import aside, lists
from generator.office.collect import Returns, Standing, State, Stranger
from generator.office.details import FIRST as FIRST_OF_DETAILS
from generator.office.file import File
from generator.office.listing import LEFT, Column, Link, Value, finish, frame
from generator.office.rollup import Rollup, kind_of
from generator.office.units import Unit
from generator.ooxml.references import address, column_letters
from generator.workbook.canvas import Canvas, block
from generator.workbook.formulas import quoted

from openpyxl.chart import BarChart, Reference  # isort: skip  (after canvas)

STATUS = "status"
_STATES_ROW, _COUNTS_ROW, _CHART_ROW, _HEAD_ROW = 4, 5, 6, 7
FIRST = _HEAD_ROW + 1
_CHART_HEIGHT = 190
_FEW = 10  # units, of which office programs would mark halves on an axis
_CENTRED = ("state", "code", "counted", "version", "saved", "errors", "open", "published", "changed", "link")
_PRINTED = 13  # columns: what follows is for the screen
_SIGNALS = {
    State.FAULTY: Severity.ERROR,
    State.UNEXPLAINED: Severity.EXPLAIN,
    State.UNDECIDED: "failed",
    State.MISSING: "missing",
    State.UNREADABLE: "missing",
    State.OTHER_YEAR: "missing",
    State.OTHER_EDITION: "missing",
}


def write(canvas: Canvas, rollup: Rollup, form: Form) -> Iterator[list[Value]]:
    """Write what stands above the rows of 情况; returns the rows."""
    returns, words = rollup.returns, form.texts["office"]["status"]
    columns = [_column(key, words) for key in words["heads"]]
    frame(canvas, title(rollup, form), coverage(returns, form), columns, STATUS, head_row=_HEAD_ROW)
    bottom = FIRST + max(1, len(returns.standings)) - 1
    found = Counter(standing.state for standing in returns.standings)
    _counts(canvas, found, form, bottom)
    _chart(canvas, words, max(found.values(), default=0))
    count = len(returns.standings) + len(returns.strangers)
    finish(canvas, columns, FIRST, count, form.texts["print"]["footer"], frozen=2, printed=_PRINTED)
    shown = f"${column_letters(LEFT)}{FIRST}"
    for state, signal in _SIGNALS.items():
        word = form.texts["office"]["states"][state]
        canvas.signal(block(FIRST, LEFT, FIRST + max(1, count) - 1, LEFT), f'{shown}="{word}"', signal)
    return _rows(rollup, form)


def title(rollup: Rollup, form: Form) -> str:
    """The title of the workbook and of its first sheet."""
    organisation = rollup.whole.particulars.get("organisation", "")
    title = form.texts["office"]["status"]["title"]
    return str(title.format(organisation=organisation, year=rollup.returns.year or ""))


def _column(key: str, words: Mapping[str, Any]) -> Column:
    style = "label-center" if key in _CENTRED else "label"
    return Column(key, words["heads"][key], float(words["widths"][key]), style)


def left_out(returns: Returns, form: Form) -> list[str]:
    """The units that are not added up, each with its state."""
    words = form.texts["office"]
    return [
        words["status"]["left_out"].format(unit=standing.unit.name, state=words["states"][standing.state])
        for standing in returns.standings
        if standing.unit.counted and not standing.counted
    ]


def state_of(stranger: Stranger, form: Form) -> str:
    """How a file of no unit stands, in words."""
    words = form.texts["office"]
    return str(words["states"][stranger.state] if stranger.state else words["status"]["no_unit"])


def remark(stranger: Stranger, form: Form) -> str:
    """What is said of a file of no unit."""
    words = form.texts["office"]["status"]
    if stranger.file.fault:
        return stranger.file.fault
    if not (stranger.file.code or stranger.file.organisation):
        return str(words["no_name"])
    by_code = [unit.name for unit in stranger.perhaps if unit.code and unit.code == stranger.file.code]
    if by_code:
        return str(words["other_code"].format(unit=by_code[0], name=stranger.file.organisation))
    by_name = [unit for unit in stranger.perhaps if unit.name == stranger.file.organisation]
    if by_name:
        own = {"unit": by_name[0].name, "code": by_name[0].code}
        return str(words["other_unit_code"].format(**own, given=stranger.file.code))
    said = words["not_on_list"].format(name=_coded(stranger.file.organisation, stranger.file.code, form))
    joint = form.texts["office"]["words"]["joint"]
    units = joint.join(_coded(unit.name, unit.code, form) for unit in stranger.perhaps)
    return str(said + (words["may_be"].format(units=units) if units else ""))


def _coded(name: str, code: str, form: Form) -> str:
    """A unit by its name, with its code if it has one."""
    return str(form.texts["office"]["status"]["coded"].format(name=name, code=code)) if code else name


def remark_on(standing: Standing, form: Form) -> str:
    """What is said of a unit besides its state."""
    words = form.texts["office"]["status"]
    said = [] if standing.unit.counted else [words["not_to_be_counted"]]
    if standing.state is State.UNDECIDED:
        files = form.texts["office"]["words"]["joint"].join(file.name for file in standing.others)
        said.append(words["undecided"].format(files=files))
    for file in standing.others:
        if file.fault:
            said.append(f"{file.name}：{file.fault}")
        elif file.filing and standing.state is State.OTHER_YEAR:
            said.append(words["other_year"].format(year=file.filing.particulars.get("year", "")))
        elif file.filing and standing.state is State.OTHER_EDITION:
            said.append(words["other_edition"].format(edition=file.filing.edition))
    return "".join(said)


def coverage(returns: Returns, form: Form, named: int | None = None) -> str:
    """How many of the units are added up, and which are not: so many of them by name, or all."""
    words, units = form.texts["office"], left_out(returns, form)
    more = words["status"]["and_others"] if units[:named] != units else ""
    names = words["words"]["joint"].join(units[:named]) or words["status"]["none_left_out"]
    return str(
        words["status"]["notice"].format(
            units=len(returns.standings), counted=len(returns.counted), left_out=names + more
        )
    )


def _counts(canvas: Canvas, found: Counter[State], form: Form, bottom: int) -> None:
    """The states side by side, below each the number of units that stand so."""
    letters = column_letters(LEFT)
    for column, state in enumerate(State, start=LEFT):
        canvas.text(_STATES_ROW, column, form.texts["office"]["states"][state], "head")
        formula = f"COUNTIF(${letters}${FIRST}:${letters}${bottom},{address(_STATES_ROW, column)})"
        canvas.formula(_COUNTS_ROW, column, formula, found[state])


def _chart(canvas: Canvas, words: Mapping[str, Any], highest: int) -> None:
    chart = BarChart()
    if highest <= _FEW:
        chart.y_axis.majorUnit = 1
    right = LEFT + len(State) - 1
    chart.add_data(
        Reference(canvas.sheet, min_col=LEFT, max_col=right, min_row=_COUNTS_ROW), from_rows=True,
        titles_from_data=False,
    )  # fmt: skip
    chart.set_categories(Reference(canvas.sheet, min_col=LEFT, max_col=right, min_row=_STATES_ROW))
    chart.title, chart.legend = words["chart"], None
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.width, chart.height = 24, _CHART_HEIGHT / 30
    canvas.height(_CHART_ROW, _CHART_HEIGHT)
    canvas.sheet.add_chart(chart, address(_CHART_ROW, LEFT))


def _rows(rollup: Rollup, form: Form) -> Iterator[list[Value]]:
    row = FIRST_OF_DETAILS
    published, changed = _published(rollup, form), _changed(rollup, form)
    for standing in rollup.returns.standings:
        link = None
        if standing.file:
            link = _link("details", row, LEFT + 1, form.texts["office"]["words"]["link"], form)
            row += 1
        said = published.get(standing.unit, form.texts["office"]["published"]["not_given"])
        links: dict[str, Value] = {"link": link, "published": said, "changed": changed.get(standing.unit)}
        yield _row(standing, rollup, form, links)
    for stranger in rollup.returns.strangers:
        yield _of_no_unit(stranger, form)


def _link(sheet: str, row: int, column: int, words: str, form: Form) -> Link:
    """Words that lead to a cell of another sheet."""
    name = quoted(form.texts["office"]["sheets"][sheet])
    return Link(f'HYPERLINK("#{name}!{address(row, column)}","{words}")', words)


def _published(rollup: Rollup, form: Form) -> dict[Unit, Link]:
    """Whether what each unit published agrees, leading to where it is listed."""
    said: dict[Unit, list[str]] = {}
    for one in rollup.publications:
        if one.unit:
            said.setdefault(one.unit, []).append(lists.agreement(one, form))
    rows, joint = lists.first_rows(rollup), form.texts["office"]["words"]["joint"]
    return {
        unit: _link("published", rows[unit], LEFT, joint.join(dict.fromkeys(words)), form)
        for unit, words in said.items()
    }


def _changed(rollup: Rollup, form: Form) -> dict[Unit, Link]:
    """In how many cells the files that were set aside differ, leading to where they are listed."""
    words = form.texts["office"]["aside"]
    return {
        unit: _link(
            "aside", row, LEFT, words["changed"].format(count=count) if count else words["same"], form
        )
        for unit, (row, count) in aside.first_rows(rollup, form).items()
    }


def _row(standing: Standing, rollup: Rollup, form: Form, links: dict[str, Value]) -> list[Value]:
    words, unit, file = form.texts["office"], standing.unit, standing.file
    given = file.filing.particulars if file and file.filing else {}
    joint = words["words"]["joint"]
    answers: dict[str, Value] = {
        "state": words["states"][standing.state],
        "code": unit.code,
        "unit": unit.name,
        "kind": kind_of(standing, form) if rollup.kinds else unit.kind,
        "counted": words["words"]["yes" if standing.counted else "no"],
        "remark": remark_on(standing, form),
        "others": joint.join(other.name for other in standing.others),
        "contact": unit.contact or str(given.get("submission.prepared_by", "")),
        "telephone": unit.telephone or str(given.get("submission.telephone", "")),
        "url": str(given.get("submission.url", "")),
    }
    of_file = _of_file(file) if file else {}
    return ["", *((answers | of_file | links).get(key) for key in words["status"]["heads"])]


def _of_no_unit(stranger: Stranger, form: Form) -> list[Value]:
    words = form.texts["office"]
    answers: dict[str, Value] = {
        "state": state_of(stranger, form),
        "code": stranger.file.code,
        "unit": stranger.file.organisation,
        "counted": words["words"]["no"],
        "remark": remark(stranger, form),
    }
    return ["", *((answers | _of_file(stranger.file)).get(key) for key in words["status"]["heads"])]


def _of_file(file: File) -> dict[str, Value]:
    open_ = blocking(file.findings)
    errors = sum(finding.severity is Severity.ERROR for finding in open_)
    return {
        "file": file.name,
        "version": file.version or None,
        "saved": file.saved_words,
        "errors": errors,
        "open": len(open_) - errors,
    }
