"""The blank workbook, made from the form; with a filing, one that is filled in with its answers."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from xml.etree import ElementTree as ET

from generator import arithmetic
from generator.filing import Explanation, Filing
from generator.form.model import Form
from generator.ooxml.change import Result, change_cells
from generator.ooxml.package import open_package, pack
from generator.workbook import audit, keys, pages, tables
from generator.workbook.canvas import Canvas
from generator.workbook.formulas import Reckoning
from generator.workbook.strings import shared

from openpyxl import Workbook  # isort: skip  (after canvas, which tells it to leave lxml alone)
from openpyxl.packaging.core import DocumentProperties  # isort: skip
from openpyxl.workbook.defined_name import DefinedName  # isort: skip

_PROPERTIES = "docProps/core.xml"


def blank(form: Form, version: str, filing: Filing | None = None) -> bytes:
    """Make a workbook.

    Args:
        form: What it asks.
        version: The kit's, for the hidden sheet.
        filing: What to fill in. A stated total that equals the sum becomes the formula; one that
            differs, or whose sum cannot be computed, the typed number.

    Returns:
        An .xlsx with a result beside every formula; the same bytes each time.
    """
    answers = arithmetic.without_agreeing_totals(form, filing or Filing(form.id, form.edition))
    book = Workbook()
    book.remove(book.worksheets[0])
    canvases = {key: Canvas(book.create_sheet(name)) for key, name in keys.sheet_names(form).items()}
    _write(book, canvases, form, answers, version)
    results = {
        canvas.sheet.title: {place: Result(value) for place, value in canvas.results.items()}
        for canvas in canvases.values()
    }
    return change_cells(open_package(_saved(book, form)), results)


def _write(book: Workbook, canvases: Mapping[str, Canvas], form: Form, filing: Filing, version: str) -> None:
    layouts = {table.id: tables.layout(table, canvases[table.id].sheet.title) for table in form.tables}
    particulars = pages.particulars_layout(form, canvases[keys.PARTICULARS].sheet.title)
    layouts |= {field.table: particulars for field in form.fields.values() if field.table not in layouts}
    layouts[keys.PARTICULARS] = particulars
    reckoning = Reckoning(form, layouts)
    verdicts = audit.verdict_cells(form)
    with_row, others = _by_place(filing, verdicts)
    pages.write_guide(canvases["guide"], form)
    pages.write_particulars(canvases[keys.PARTICULARS], form, filing)
    pages.write_narrative(canvases[keys.NARRATIVE], form, filing)
    for table in form.tables:
        flags = tables.flags(table, form, filing, verdicts)
        tables.write(canvases[table.id], table, form, filing, reckoning, flags)
    targets = audit.write_checks(canvases[keys.CHECKS], form, filing, layouts, with_row)
    audit.write_findings(canvases[keys.FINDINGS], form, others)
    pages.write_identity(canvases[keys.IDENTITY], form, filing, version)
    for name, target in targets.items():
        book.defined_names[name] = DefinedName(name, attr_text=target)
    book.active = list(canvases).index(keys.PARTICULARS)


def _by_place(
    filing: Filing, verdicts: Mapping[tuple[str, str], str]
) -> tuple[list[Explanation], list[Explanation]]:
    """Explanations of checks that have a row on 审核, and the others, which go to 审核结果."""
    split: tuple[list[Explanation], list[Explanation]] = ([], [])
    for explanation in filing.explanations:
        split[(explanation.check, explanation.at) not in verdicts].append(explanation)
    return split


def _saved(book: Workbook, form: Form) -> bytes:
    """What openpyxl writes, with a fixed time of writing, packed again: the bytes are always the same."""
    buffer = BytesIO()
    book.save(buffer)
    written = open_package(buffer.getvalue())
    properties = DocumentProperties(creator="nianbao", title=form.texts["guide"]["title"])
    properties.created = properties.modified = datetime(1980, 1, 1)  # noqa: DTZ001  (as all parts are dated)
    parts = {name: written.read(name) for name in written.names}
    parts[_PROPERTIES] = ET.tostring(properties.to_tree())
    return pack(shared(parts).items())
