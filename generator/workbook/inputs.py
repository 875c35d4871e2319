"""Cells that take a figure: what is put into them, and what they ask for."""

from typing import Literal

from generator.figure import Figure
from generator.form.model import Form, Kind
from generator.workbook.canvas import Canvas, validation

from openpyxl.worksheet.datavalidation import DataValidation  # isort: skip  (after canvas)

LEAST = "-999999999"
"""The bound that a validation needs where any number may be below 0."""


def fill_in(canvas: Canvas, row: int, column: int, figure: Figure | None, style: str) -> None:
    """Put a figure into its cell: a number where a cell can hold it, else the text that was typed."""
    if figure is not None and figure.plain:
        canvas.number(row, column, figure.value, style)
    else:
        canvas.text(row, column, figure.typed if figure else "", style)


def figure_validation(kind: Kind, prompt: str, title: str, form: Form) -> DataValidation:
    """What a cell for a figure asks for; it warns, for ``/`` and ``22（其中修订16件）`` are answers."""
    words = form.texts["tables"]
    type_: Literal["whole", "decimal"] = "whole" if kind.whole else "decimal"
    return validation(
        type_, prompt, title, words[f"{kind}_warning"], words["warning_title"],
        operator="greaterThanOrEqual", formula1=LEAST if kind.signed else "0",
    )  # fmt: skip
