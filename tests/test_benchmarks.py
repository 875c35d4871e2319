"""What is timed against each other does the same work: every peer's document holds the figures of ours."""

from io import BytesIO

import pytest
from docx import Document

from benchmarks import jobs, peers
from benchmarks.samples import FORM, example, workbook
from generator.arithmetic import figures

BOOK = workbook(example())


@pytest.mark.parametrize("read_only", [False, True])
def test_a_peer_prints_every_figure_of_the_workbook(read_only: bool) -> None:
    document = peers.peer(BOOK, jobs.cells_of(BOOK), jobs.template(), read_only=read_only)
    tables = Document(BytesIO(document)).tables
    printed = [cell.text for table in tables for row in table.rows for cell in row.cells if cell.text]
    asked = [name for table in FORM.tables for name in FORM.table_fields(table.id)]
    computed = figures(FORM, example())
    assert printed == [computed[name].text for name in asked]


def test_the_floor_gives_back_the_document_it_was_given() -> None:
    ours = jobs.ours(BOOK)
    assert jobs.floor(BOOK, ours) == ours
