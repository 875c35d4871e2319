"""The roll-up as a workbook, 汇总.xlsx: values on 明细, formulas over them, results beside the formulas."""

from collections.abc import Iterable, Sequence

from generator import __version__
from generator.form.model import Form
from generator.office import (
    adjustments,
    aside,
    comparison,
    details,
    items,
    lists,
    status,
    subordinate,
    tables,
)
from generator.office.listing import Value, spliced
from generator.office.rollup import Rollup
from generator.ooxml.change import change_cells
from generator.ooxml.package import open_package, pack
from generator.ooxml.sheets import sheet_parts, workbook_part
from generator.workbook.blank import identify, saved
from generator.workbook.canvas import Canvas
from generator.workbook.plan import Plan
from generator.workbook.rolled import YEAR

from openpyxl import Workbook  # isort: skip  (after canvas, which tells it to leave lxml alone)


def workbook(rollup: Rollup, form: Form) -> bytes:
    """Make the workbook of a roll-up; the same bytes each time."""
    names = form.texts["office"]["sheets"]
    book = Workbook()
    book.remove(book.worksheets[0])
    plans = [Plan(table, names["tables"].format(table=table.number)) for table in form.tables]
    before = [names["status"], *(plan.sheet for plan in plans)]
    unused = ["status", "tables"]
    unused += [] if rollup.publications else ["published"]
    unused += [] if aside.is_set_aside(rollup) else ["aside"]
    unused += [] if subordinate.has_any(rollup, form) else ["subordinate"]
    after = [names[key] for key in names if key not in unused]
    canvases = {name: Canvas(book.create_sheet(name)) for name in (*before, *after)}
    rows = _write(canvases, plans, rollup, form)
    stored = {name: canvas.stored for name, canvas in canvases.items()}
    title = form.texts["office"]["status"]["title"].format(
        organisation=rollup.whole.particulars.get("organisation", ""), year=rollup.returns.year or ""
    )
    return _with_rows(change_cells(open_package(saved(book, title)), stored), rows)


_Rows = dict[str, tuple[int, Iterable[Sequence[Value]]]]


def _write(canvases: dict[str, Canvas], plans: Sequence[Plan], rollup: Rollup, form: Form) -> _Rows:
    """Write every sheet; returns the rows that are still to be put in, with the first one's number."""
    names = form.texts["office"]["sheets"]
    ranges, lines = details.ranges(rollup, form), items.lines(rollup, form)
    typed = adjustments.typed(rollup.adjustments, form)
    for plan in plans:
        tables.write(canvases[plan.sheet], plan, rollup, form, ranges, lines)
    items.write(canvases[names["items"]], rollup, form, ranges, typed)
    adjustments.write(canvases[names["adjustments"]], rollup.adjustments, tuple(rollup.sums), form)
    comparison.write(canvases[names["comparison"]], rollup, form)
    year = {YEAR: str(rollup.returns.year)} if rollup.returns.year else {}
    identify(canvases[names["identity"]], form, rollup.whole, __version__, **year)
    rows: _Rows = {
        names["status"]: (status.FIRST, status.write(canvases[names["status"]], rollup, form)),
        names["details"]: (details.FIRST, details.write(canvases[names["details"]], rollup, form)),
        names["findings"]: (lists.FIRST, lists.write_findings(canvases[names["findings"]], rollup, form)),
        names["explanations"]: (
            lists.FIRST,
            lists.write_explanations(canvases[names["explanations"]], rollup, form),
        ),
    }
    if rollup.publications:
        sheet = names["published"]
        rows[sheet] = lists.FIRST, lists.write_publications(canvases[sheet], rollup, form)
    if aside.is_set_aside(rollup):
        rows[names["aside"]] = aside.FIRST, aside.write(canvases[names["aside"]], rollup, form)
    if subordinate.has_any(rollup, form):
        sheet = names["subordinate"]
        rows[sheet] = subordinate.FIRST, subordinate.write(canvases[sheet], rollup, form)
    return rows


def _with_rows(data: bytes, rows: _Rows) -> bytes:
    package = open_package(data)
    places = {place.name: place.part for place in sheet_parts(package, workbook_part(package))}
    parts = {places[name]: spliced(package.read(places[name]), *content) for name, content in rows.items()}
    return pack((name, parts.get(name) or package.kept(name)) for name in package.names)
