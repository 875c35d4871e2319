"""Real figures set as Word reports by python-docx, in the manners in which offices set them."""

import io
from collections.abc import Callable
from typing import Any

import docx

from generator import arithmetic
from generator.filing import Filing
from generator.form.grid import Grid, lay_out
from generator.form.model import Form

Writer = Callable[[Any, str], None]


def plainly(cell: Any, text: str) -> None:
    """The text as one run."""
    cell.text = text


def brokenly(cell: Any, text: str) -> None:
    """Labels over several paragraphs, numbers in bold runs split in the middle."""
    half = len(text) // 2
    cell.paragraphs[0].add_run(text[:half]).bold = True
    digits = text.replace(".", "").isdigit()
    paragraph = cell.paragraphs[0] if digits or not half else cell.add_paragraph()
    paragraph.add_run(text[half:])


def report(filing: Filing, form: Form, write: Writer = plainly, *, merged: bool = True) -> bytes:
    """A report with title, headings and tables."""
    document = docx.Document()
    document.add_paragraph(str(filing.particulars["organisation"]))
    document.add_paragraph(f"{filing.particulars['year']}年政府信息公开工作年度报告")
    printed = {name: figure.text for name, figure in arithmetic.figures(form, filing).items()}
    for number, section in zip("一二三四五六", form.sections, strict=True):
        document.add_paragraph(f"{number}、{section.title}")
        for item in filing.narrative.get(section.id, ()):
            for text in (f"（一）{item.heading}" if item.heading else "", *item.paragraphs):
                document.add_paragraph(text)
        for table in form.tables:
            if table.id == section.table:
                _set(document, lay_out(table), printed, write, merged=merged)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _set(document: Any, grid: Grid, printed: dict[str, str], write: Writer, *, merged: bool) -> None:
    table = document.add_table(grid.rows, grid.columns)
    for cell in grid.cells:
        place = table.cell(cell.row - 1, cell.column - 1)
        if merged and (cell.rows, cell.columns) != (1, 1):
            place = place.merge(table.cell(cell.row + cell.rows - 2, cell.column + cell.columns - 2))
        write(place, printed[cell.field] if cell.field else cell.text)
