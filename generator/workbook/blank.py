"""The blank workbook, made from the form; with a filing, one that is filled in with its answers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from xml.etree import ElementTree as ET

from generator import arithmetic
from generator.figure import digits
from generator.filing import Explanation, Filing
from generator.form.model import Form
from generator.ooxml.change import change_cells
from generator.ooxml.package import open_package, pack
from generator.ooxml.strings import escaped
from generator.workbook import (
    audit,
    colours,
    extras,
    findings,
    guide,
    keys,
    last,
    own,
    particulars,
    prose,
    tables,
)
from generator.workbook.canvas import Canvas
from generator.workbook.formulas import Layout, Reckoning
from generator.workbook.handout import NOTHING, Handout
from generator.workbook.plan import Plan
from generator.workbook.strings import shared

from openpyxl import Workbook  # isort: skip  (after canvas, which tells it to leave lxml alone)
from openpyxl.packaging.core import DocumentProperties  # isort: skip
from openpyxl.workbook.defined_name import DefinedName  # isort: skip

_PROPERTIES = "docProps/core.xml"


def blank(form: Form, version: str, filing: Filing | None = None, handout: Handout = NOTHING) -> bytes:
    """Make a workbook.

    Args:
        form: What it asks.
        version: The kit's, for the hidden sheet.
        filing: What to fill in. A stated total that equals the sum becomes the formula; one that
            differs, or whose sum cannot be computed, the typed number.
        handout: What an office adds to it; figures beyond the form are else those that the filing has.

    Returns:
        An .xlsx with a result beside every formula; the same bytes each time.
    """
    answers = arithmetic.without_agreeing_totals(form, filing or Filing(form.id, form.edition))
    book = Workbook()
    book.remove(book.worksheets[0])
    beyond = handout.extras or extras.of_filing(answers)
    names = keys.sheet_names(form, extras=bool(beyond))
    canvases = {key: Canvas(book.create_sheet(name)) for key, name in names.items()}
    with_row, others = _by_place(answers, audit.verdict_cells(form))
    guide.write(canvases["guide"], form, handout)
    prose.write(canvases[keys.NARRATIVE], form, answers)
    targets = write_answers(canvases, form, answers, version, with_row)
    findings.write(canvases[keys.FINDINGS], form, others)
    if beyond:
        extras.write(canvases[keys.EXTRAS], form, beyond, answers.figures)
    own.write(book, answers.tables, answers.merged)
    for name, target in targets.items():
        book.defined_names[name] = DefinedName(name, attr_text=target)
    book.active = list(canvases).index(keys.PARTICULARS)
    stored = {canvas.sheet.title: canvas.stored for canvas in canvases.values()}
    return change_cells(open_package(saved(book, form.texts["guide"]["title"])), stored)


def write_answers(
    canvases: Mapping[str, Canvas],
    form: Form,
    filing: Filing,
    version: str,
    explanations: Sequence[Explanation] = (),
) -> dict[str, str]:
    """Write the sheets of particulars and figures, those that reckon with them, and who it is for.

    Args:
        canvases: The empty sheets, by their keys.
        form: What they ask.
        filing: What to fill in.
        version: The kit's, for the hidden sheet.
        explanations: Those that have a row on 审核.

    Returns:
        Names to be defined, as ``audit.write`` gives them.
    """
    plans = [Plan(table, canvases[table.id].sheet.title) for table in form.tables]
    layouts = _layouts(plans, form)
    verdicts = audit.verdict_cells(form)
    particulars.write(canvases[keys.PARTICULARS], form, filing)
    last.write(canvases[keys.LAST_YEAR], form, filing)
    for plan in plans:
        canvas = canvases[plan.table.id]
        tables.write(canvas, plan, form, filing)
        flags = colours.flags(plan.table, form, filing, verdicts)
        colours.write(canvas, plan, form, filing, Reckoning(form, layouts), flags)
    identify(canvases[keys.IDENTITY], form, filing, version)
    return audit.write(canvases[keys.CHECKS], form, filing, layouts, explanations)


def _layouts(plans: Sequence[Plan], form: Form) -> dict[str, Layout]:
    """Where answers stand, by table; what stands in no table is on 基本信息, last year's on 上年数."""
    names = keys.sheet_names(form)
    asked = particulars.layout(form, names[keys.PARTICULARS])
    before = last.layout(form, names[keys.LAST_YEAR])
    loose = dict.fromkeys((field.table for field in form.fields.values()), asked)
    of_tables = {plan.table.id: plan.layout for plan in plans}
    return loose | of_tables | {keys.PARTICULARS: asked, keys.LAST_YEAR: before}


def _by_place(
    filing: Filing, verdicts: Mapping[tuple[str, str], str]
) -> tuple[list[Explanation], list[Explanation]]:
    """Explanations that have a row on 审核, the first of each, and the others, which go to 审核结果."""
    first = {(e.check, e.at): e for e in reversed(filing.explanations) if (e.check, e.at) in verdicts}
    with_row = [e for e in filing.explanations if e is first.get((e.check, e.at))]
    return with_row, [e for e in filing.explanations if e is not first.get((e.check, e.at))]


def identify(canvas: Canvas, form: Form, filing: Filing, version: str, **more: str) -> None:
    """Write the hidden sheet that says what this is; ``more`` are further entries by key."""
    entries = {
        "form": form.id,
        "edition": form.edition,
        "fingerprint": form.fingerprint,
        "version": version,
        "unit": str(filing.particulars.get("unit", "")),
        "organisation": str(filing.particulars.get("organisation", "")),
        **{keys.named(name): digits(value) for name, value in filing.names.items()},
        **more,
    }
    canvas.text(1, 1, keys.marker(keys.IDENTITY), "bare")
    canvas.text(1, 2, keys.VALUE, "bare")
    for row, (name, value) in enumerate(entries.items(), start=2):
        canvas.text(row, 1, name, "bare")
        canvas.text(row, 2, value, "bare-text")
    canvas.sheet.sheet_state = "veryHidden"


def saved(book: Workbook, title: str) -> bytes:
    """What openpyxl writes, with a fixed time of writing, packed again: the bytes are always the same."""
    buffer = BytesIO()
    for sheet in book.worksheets:  # openpyxl keeps them in a set, in whose order they would be written
        vars(sheet.merged_cells)["ranges"] = sorted(
            sheet.merged_cells.ranges, key=lambda merged: merged.bounds
        )
    book.save(buffer)
    written = open_package(buffer.getvalue())
    properties = DocumentProperties(creator="nianbao", title=escaped(title))
    properties.created = properties.modified = datetime(1980, 1, 1)  # noqa: DTZ001  (as all parts are dated)
    parts = {name: written.read(name) for name in written.names}
    parts[_PROPERTIES] = ET.tostring(properties.to_tree())
    return pack(shared(parts).items())
