"""The roll-up as a workbook, 汇总.xlsx: values on 明细, formulas over them, results beside the formulas."""

from collections.abc import Callable, Iterable, Mapping, Sequence

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


_OPTIONAL = {"published", "aside", "subordinate"}
_Rows = Iterable[Sequence[Value]]
_Writer = Callable[[Canvas, Rollup, Form], _Rows]


def workbook(rollup: Rollup, form: Form) -> bytes:
    """Make the workbook of a roll-up; the same bytes each time."""
    names = form.texts["office"]["sheets"]
    book = Workbook()
    book.remove(book.worksheets[0])
    plans = [Plan(table, names["tables"].format(table=table.number)) for table in form.tables]
    before = [names["status"], *(plan.sheet for plan in plans)]
    listed = _lists(rollup, form)
    unused = {"status", "tables"} | (_OPTIONAL - listed.keys())
    after = [names[key] for key in names if key not in unused]
    canvases = {name: Canvas(book.create_sheet(name)) for name in (*before, *after)}
    _write(canvases, plans, rollup, form)
    rows = {
        names[key]: (first, write(canvases[names[key]], rollup, form))
        for key, (first, write) in listed.items()
    }
    stored = {name: canvas.stored for name, canvas in canvases.items()}
    made = saved(book, status.title(rollup, form))
    return _with_rows(change_cells(open_package(made), stored), rows)


def _lists(rollup: Rollup, form: Form) -> dict[str, tuple[int, _Writer]]:
    """The sheets of many rows, by key: the first row, and what writes all but the rows and returns those."""
    found: dict[str, tuple[int, _Writer]] = {
        "status": (status.FIRST, status.write),
        "details": (details.FIRST, details.write),
        "findings": (lists.FIRST, lists.write_findings),
        "explanations": (lists.FIRST, lists.write_explanations),
    }
    if rollup.publications:
        found["published"] = lists.FIRST, lists.write_publications
    if aside.is_set_aside(rollup):
        found["aside"] = aside.FIRST, aside.write
    if subordinate.has_any(rollup, form):
        found["subordinate"] = subordinate.FIRST, subordinate.write
    return found


def _write(canvases: dict[str, Canvas], plans: Sequence[Plan], rollup: Rollup, form: Form) -> None:
    """Write the sheets that are no lists of many rows."""
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


def _with_rows(data: bytes, rows: Mapping[str, tuple[int, _Rows]]) -> bytes:
    """The workbook with the rows of its lists, each with the first one's number, by sheet."""
    package = open_package(data)
    places = {place.name: place.part for place in sheet_parts(package, workbook_part(package))}
    parts = {places[name]: spliced(package.read(places[name]), *content) for name, content in rows.items()}
    return pack((name, parts.get(name) or package.kept(name)) for name in package.names)
