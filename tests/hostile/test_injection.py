"""What clerks type is data: no formula in workbooks that we write, no markup in pages."""

import io

import pytest
from openpyxl import load_workbook

from generator.checks import check
from generator.report.web.page import render_page
from generator.workbook.fill import annotate
from generator.workbook.read import read
from tests.workbook.kit import FORM, made, opened

TYPED = (
    '=HYPERLINK("http://example.invalid","甲")',
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "=cmd|' /C calc'!A0",
    "\t=1+1",
)


def formulas(data: bytes) -> set[str]:
    """Every formula of a workbook, as openpyxl sees it."""
    book = load_workbook(io.BytesIO(data))
    return {str(cell.value) for sheet in book for row in sheet for cell in row if cell.data_type == "f"}


@pytest.mark.parametrize("typed", TYPED)
def test_what_looks_like_a_formula_stays_text_in_a_workbook_made_and_annotated(typed: str) -> None:
    book = made({"organisation": typed, "unit": typed, "year": 2024})
    filing = read(opened(book), FORM)
    assert filing.particulars["organisation"] == typed.strip()
    noted = annotate(book, FORM, check(filing, FORM)).workbook
    for written in (book, noted):
        assert not {formula for formula in formulas(written) if typed.strip().lstrip("=") in formula}
    assert read(opened(noted), FORM).particulars == filing.particulars


def test_what_looks_like_markup_stays_text_on_the_page() -> None:
    typed = "<script>alert(1)</script>\"'&"
    filing = read(opened(made({"organisation": typed, "unit": typed, "year": 2024})), FORM)
    page = render_page(filing, FORM, draft=True)
    assert b"<script>alert" not in page
    assert b"&lt;script&gt;alert(1)" in page
