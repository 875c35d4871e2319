"""LibreOffice at a desk of its own: run by the system's Python, which has UNO, never imported by the tests.

Started with the folder of a profile, it starts one soffice on a pipe and answers one JSON request a line:
``{"open": path, "steps": [[operation, argument, ...], ...], "save": path}`` with ``{"answers": [...]}`` (one
for each step) or ``{"error": text}``. When its standard input ends, soffice ends with it, so that nothing is
left behind even by a test run that is killed.
"""

import json
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any, TypeAlias

import uno  # type: ignore[import-not-found]

Uno: TypeAlias = Any  # UNO's objects have no types

START_SECONDS = 60
SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
WEB_PAGE = "com.sun.star.text.WebDocument"
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".docx": "MS Word 2007 XML", ".html": "HTML (StarWriter)"}
CONTENTS = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: VALUE, DATETIME, STRING, FORMULA


def start(profile: Path, pipe: str) -> "subprocess.Popen[bytes]":
    place = f"-env:UserInstallation={profile.as_uri()}"
    switches = ["--headless", "--nologo", "--nodefault", "--norestore", "--nolockcheck"]
    accept = f"--accept=pipe,name={pipe};urp;"
    command = ["soffice", place, *switches, accept]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sys.stderr)


def desktop_of(soffice: "subprocess.Popen[bytes]", pipe: str) -> Uno:
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and soffice.poll() is None:
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001  (NoConnectException; it has no importable type)
            time.sleep(0.05)
            continue
        return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
    raise SystemExit(f"soffice does not answer on its pipe (exit code {soffice.poll()})")


def properties(**values: object) -> tuple[Uno, ...]:
    return tuple(one_property(name, value) for name, value in values.items())


def one_property(name: str, value: object) -> Uno:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def cells(book: Uno, sheet: str, place: str) -> Uno:
    return book.Sheets.getByName(sheet).getCellRangeByName(place)


def unlocked(block: Uno) -> Uno:
    """Give the block back if a person could change it; UNO changes locked cells, or silently does nothing."""
    formats = block.UniqueCellFormatRanges
    locked = any(formats.getByIndex(index).CellProtection.IsLocked for index in range(formats.Count))
    if locked and block.Spreadsheet.isProtected():
        raise PermissionError(f"{block.AbsoluteName} is locked")
    return block


def one_cell(book: Uno, sheet: str, cell: str) -> Uno:
    return unlocked(cells(book, sheet, cell)).getCellByPosition(0, 0)


def column_number(book: Uno, sheet: str, letters: str) -> int:
    return int(cells(book, sheet, f"{letters}1").RangeAddress.StartColumn)


def move_range(book: Uno, sheet: str, source: str, target: str) -> None:
    """Cut and paste within one sheet; `target` is the upper left cell."""
    area = unlocked(cells(book, sheet, source)).RangeAddress
    corner = cells(book, sheet, target).getCellByPosition(0, 0).CellAddress
    right = corner.Column + area.EndColumn - area.StartColumn
    bottom = corner.Row + area.EndRow - area.StartRow
    page = book.Sheets.getByName(sheet)
    unlocked(page.getCellRangeByPosition(corner.Column, corner.Row, right, bottom))
    page.moveRange(corner, area)


def insert_rows(book: Uno, sheet: str, before: int, count: int = 1) -> None:
    """Insert above row `before`, counted from 1."""
    book.Sheets.getByName(sheet).Rows.insertByIndex(before - 1, count)


def delete_rows(book: Uno, sheet: str, first: int, count: int = 1) -> None:
    book.Sheets.getByName(sheet).Rows.removeByIndex(first - 1, count)


def insert_columns(book: Uno, sheet: str, before: str, count: int = 1) -> None:
    """Insert at the left of column `before`, given in letters."""
    book.Sheets.getByName(sheet).Columns.insertByIndex(column_number(book, sheet, before), count)


def delete_columns(book: Uno, sheet: str, first: str, count: int = 1) -> None:
    book.Sheets.getByName(sheet).Columns.removeByIndex(column_number(book, sheet, first), count)


def rename_sheet(book: Uno, sheet: str, name: str) -> None:
    book.Sheets.getByName(sheet).Name = name


def move_sheet(book: Uno, sheet: str, position: int) -> None:
    """Put the sheet before the one that stands at `position`, counted from 0."""
    book.Sheets.moveByName(sheet, position)


def set_value(book: Uno, sheet: str, cell: str, value: float) -> None:
    one_cell(book, sheet, cell).setValue(value)


def set_text(book: Uno, sheet: str, cell: str, text: str) -> None:
    one_cell(book, sheet, cell).setString(text)


def set_formula(book: Uno, sheet: str, cell: str, formula: str) -> None:
    one_cell(book, sheet, cell).setFormula(formula)


def clear(book: Uno, sheet: str, place: str) -> None:
    unlocked(cells(book, sheet, place)).clearContents(CONTENTS)


def unprotect(book: Uno, sheet: str) -> None:
    page = book.Sheets.getByName(sheet)
    page.unprotect("")
    if page.isProtected():
        raise PermissionError(f"{sheet} has a password")


def calculate_all(book: Uno) -> None:
    book.calculateAll()


def strings(book: Uno, sheet: str, place: str) -> list[list[str]]:
    """What the cells show."""
    block = cells(book, sheet, place)
    rows, columns = range(block.Rows.Count), range(block.Columns.Count)
    return [[block.getCellByPosition(column, row).String for column in columns] for row in rows]


def formulas(book: Uno, sheet: str, place: str) -> list[list[str]]:
    """What the cells hold, as LibreOffice writes it: ``=SUM($表三.A1;B2)``."""
    return [list(row) for row in cells(book, sheet, place).FormulaArray]


OPERATIONS = {
    operation.__name__: operation
    for operation in (
        move_range,
        insert_rows,
        delete_rows,
        insert_columns,
        delete_columns,
        rename_sheet,
        move_sheet,
        set_value,
        set_text,
        set_formula,
        clear,
        unprotect,
        calculate_all,
        strings,
        formulas,
    )
}


def filter_for(document: Uno, target: Path) -> str:
    if target.suffix in FILTERS:
        return FILTERS[target.suffix]
    if document.supportsService(SPREADSHEET):
        return "calc_pdf_Export"
    return "writer_web_pdf_Export" if document.supportsService(WEB_PAGE) else "writer_pdf_Export"


def save(document: Uno, target: Path) -> None:
    document.storeToURL(target.as_uri(), properties(FilterName=filter_for(document, target), Overwrite=True))


def opened(desktop: Uno, source: Path) -> Uno:
    if not source.stat().st_size:  # LibreOffice would give an empty document
        raise ValueError("the file is empty")
    # MacroExecutionMode 0: no macros are run. UpdateDocMode 0: no links are followed.
    # The filter is named, or a broken workbook would be opened as a text.
    given = properties(Hidden=True, MacroExecutionMode=0, UpdateDocMode=0, FilterName=FILTERS[source.suffix])
    document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, given)
    if document is None:
        raise ValueError("LibreOffice cannot open the file")
    return document


def answers_to(desktop: Uno, request: dict[str, Any]) -> list[Any]:
    document = opened(desktop, Path(request["open"]))
    try:
        answers = [OPERATIONS[name](document, *arguments) for name, *arguments in request["steps"]]
        save(document, Path(request["save"]))
    finally:
        document.close(True)
    return answers


def reply_to(desktop: Uno, line: str) -> dict[str, Any]:
    try:
        return {"answers": answers_to(desktop, json.loads(line))}
    except Exception as error:  # noqa: BLE001  (whatever it is, the test that asked is told and fails)
        return {"error": f"{type(error).__name__}: {error}"}


def main(profile: Path) -> None:
    pipe = f"nianbao-{uuid.uuid4().hex}"
    soffice = start(profile, pipe)
    try:
        desktop = desktop_of(soffice, pipe)
        for line in sys.stdin:
            print(json.dumps(reply_to(desktop, line)), flush=True)  # noqa: T201
        desktop.terminate()
        soffice.wait(10)
    finally:
        soffice.kill()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
