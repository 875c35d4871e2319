"""Sheets given out row by row hold what whole workbooks hold."""

from functools import cache

import pytest

from generator.errors import UnusableInputError
from generator.ooxml.package import Package, open_package, pack
from generator.ooxml.rows import Row, each_row, strings_of
from generator.ooxml.sheets import read_workbook, sheet_parts, workbook_part
from tests.office.district import applications, source, workbook


@cache
def _package() -> Package:
    return open_package(workbook(source("某区甲局", "A", figures=applications(7, 2))))


def _rows(package: Package, number: int, most: int = 10_000) -> dict[int, Row]:
    place = sheet_parts(package, workbook_part(package))[number]
    found: dict[int, Row] = {}

    def take(row: int, cells: Row) -> bool:
        found[row] = cells
        return len(found) < most

    each_row(package, place, strings_of(package), take)
    return found


def test_every_cell_is_the_one_that_the_whole_workbook_has() -> None:
    for number, sheet in enumerate(read_workbook(_package()).sheets):
        given = {(row, column): cell.value for row, cells in _rows(_package(), number).items()
                 for column, cell in cells.items()}  # fmt: skip
        assert given == {at: cell.value for at, cell in sheet.cells.items() if cell.value not in (None, "")}


def test_it_ends_when_no_more_is_wanted() -> None:
    assert len(_rows(_package(), 0, most=2)) == 2


def test_rows_and_cells_out_of_order_are_refused() -> None:
    main = workbook_part(_package())
    part = sheet_parts(_package(), main)[0].part
    parts = {name: _package().read(name) for name in _package().names}
    for body in (
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>',
        '<row r="2"><c r="A3"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>',
    ):
        sheet = (
            f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{body}'
        )
        hostile = parts | {part: f"{sheet}</sheetData></worksheet>".encode()}
        with pytest.raises(UnusableInputError):
            _rows(open_package(pack(hostile.items())), 0)
