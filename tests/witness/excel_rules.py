"""What Excel refuses, repairs or forgets in a workbook, and the validators do not see.

The limits are those of Excel's own specification; lengths are counted in UTF-16 code units, as it does.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.witness import formulas
from tests.witness.parts import REFERENCES, Element, Package, faults_of_package

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R_ID = f"{{{REFERENCES}}}id"

ROWS, COLUMNS = 1_048_576, 16_384
ROW_HEIGHT, COLUMN_WIDTH = 409.5, 255
TEXT, LINE_FEEDS, FORMULA = 32_767, 253, 8_192
PROMPT, ERROR_TEXT, TITLE, LIST = 255, 224, 32, 255
HEADER_OR_FOOTER = 255
SHEET_NAME = 31

CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
PASSWORDS = (
    "password",
    "hashValue",
    "saltValue",
    "workbookPassword",
    "workbookHashValue",
    "revisionsPassword",
)
CONTROLS = re.compile("[\x7f-\x9f\ufffd-\uffff]|_x00(?:0[0-8BbCcEeFf]|1[0-9A-Fa-f])_")
TAGS = re.compile(r"\{\{|\}\}|\{%|%\}")

Rectangle = tuple[int, int, int, int]  # top, left, bottom, right


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name, its state (visible, hidden, veryHidden) and its part."""

    name: str
    state: str
    root: Element


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook's parts, as far as the rules look at them."""

    root: Element
    sheets: list[Sheet]
    names: list[str]
    texts: list[str]
    cell_formats: int
    differential_formats: int
    parts: list[str]


def faults(package: Package) -> list[str]:
    """Give what is wrong with a workbook, each fault with its sheet."""
    found = faults_of_package(package)
    part = package.target("", "officeDocument")
    if part not in package.roots:
        return [*found, "no workbook"]
    book = _book(package, part)
    found += [fault for rule in BOOK_RULES for fault in rule(book)]
    for sheet in book.sheets:
        found += [f"{sheet.name}: {fault}" for rule in SHEET_RULES for fault in rule(sheet, book)]
    return found


def _book(package: Package, part: str) -> Book:
    root = package.roots[part]
    targets = {link.id: link.target for link in package.relationships(part)}
    listed = list(root.iterfind(f"{S}sheets/{S}sheet"))
    sheets = [
        Sheet(one.get("name", ""), one.get("state", "visible"), package.roots[targets[one.get(R_ID, "")]])
        for one in listed
        if targets.get(one.get(R_ID, "")) in package.roots
    ]
    styles = package.roots.get(package.target(part, "styles"))
    strings = package.roots.get(package.target(part, "sharedStrings"))
    return Book(
        root=root,
        sheets=sheets,
        names=[one.get("name", "") for one in listed],
        texts=[] if strings is None else [_plain(item) for item in strings.iterchildren(f"{S}si")],
        cell_formats=_count(styles, f"{S}cellXfs/{S}xf"),
        differential_formats=_count(styles, f"{S}dxfs/{S}dxf"),
        parts=list(package.parts),
    )


def _count(root: Element | None, path: str) -> int:
    return 0 if root is None else len(root.findall(path))


def _plain(item: Element) -> str:
    """Give the text of a string item; what is read aloud (rPh) is not part of it."""
    pieces = [*item.iterfind(f"{S}t"), *item.iterfind(f"{S}r/{S}t")]
    return "".join(piece.text or "" for piece in pieces)


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _too_long(what: str, text: str, limit: int) -> Iterator[str]:
    if _length(text) > limit:
        yield f"{what} is {_length(text)} long, more than {limit}: {text[:20]!r}"


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _place(reference: str) -> tuple[int, int]:
    """Give row and column; 0, 0 if it is no cell of Excel's."""
    match = CELL.fullmatch(reference)
    row, column = (int(match[2]), _column(match[1])) if match else (0, 0)
    return (row, column) if row <= ROWS and column <= COLUMNS else (0, 0)


def _rectangle(reference: str) -> Rectangle:
    first, _, last = reference.partition(":")
    return *_place(first), *_place(last or first)


def _overlap(one: Rectangle, other: Rectangle) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _cells(sheet: Sheet) -> Iterator[Element]:
    return sheet.root.iterfind(f"{S}sheetData/{S}row/{S}c")


def _value(cell: Element) -> str | None:
    element = cell.find(f"{S}v")
    return None if element is None else element.text or ""


def _text_of(cell: Element, book: Book) -> str:
    value, kind = _value(cell) or "", cell.get("t", "n")
    inline = cell.find(f"{S}is")
    if inline is not None:
        return _plain(inline)
    if kind == "s":
        return book.texts[int(value)] if value.isdecimal() and int(value) < len(book.texts) else ""
    return value if kind == "str" else ""


def _sheet_names(book: Book) -> Iterator[str]:
    for name in book.names:
        yield from _too_long("sheet name", name, SHEET_NAME)
        if not name or re.search(r"[\[\]:*?/\\]|^'|'$", name) or name.lower() == "history":
            yield f"sheet name {name!r} is not allowed"
    for name, count in Counter(name.lower() for name in book.names).items():
        if count > 1:
            yield f"sheet name {name!r} stands {count} times"
    if len(book.sheets) != len(book.names):
        yield "a sheet without a part"


def _visible_sheet(book: Book) -> Iterator[str]:
    if not any(sheet.state == "visible" for sheet in book.sheets):
        yield "no sheet is visible"


def _defined_names(book: Book) -> Iterator[str]:
    seen: Counter[tuple[str, str]] = Counter()
    for element in book.root.iterfind(f"{S}definedNames/{S}definedName"):
        name, scope = element.get("name", ""), element.get("localSheetId", "")
        seen[name.lower(), scope] += 1
        yield from (f"name {name}: {fault}" for fault in _faults_of_formula(element.text or "", book))
        if scope and int(scope) >= len(book.names):
            yield f"name {name}: belongs to sheet {scope}, which is missing"
    yield from (f"name {name} stands {count} times" for (name, _), count in seen.items() if count > 1)


def _external_links(book: Book) -> Iterator[str]:
    if book.root.find(f"{S}externalReferences") is not None:
        yield "refers to other workbooks"
    yield from (f"{part}: link to another workbook" for part in book.parts if "externalLinks/" in part)


def _workbook_password(book: Book) -> Iterator[str]:
    protection = book.root.find(f"{S}workbookProtection")
    if protection is not None and any(protection.get(name) for name in PASSWORDS):
        yield "the workbook has a password"


def _faults_of_formula(formula: str, book: Book) -> Iterator[str]:
    yield from _too_long("formula", formula, FORMULA)
    known = {name.lower() for name in book.names}
    if formulas.is_broken(formula):
        yield f"#REF! in {formula!r}"
    for name in formulas.sheets(formula):
        if "[" in name:
            yield f"another workbook in {formula!r}"
        elif name.lower() not in known:
            yield f"sheet {name!r}, which is missing, in {formula!r}"
    yield from (f"{name} is newer than Excel 2010" for name in formulas.newer_functions(formula))


def _rows(sheet: Sheet, _book: Book) -> Iterator[str]:
    last = 0
    for row in sheet.root.iterfind(f"{S}sheetData/{S}row"):
        number = int(row.get("r", last + 1))
        if not last < number <= ROWS:
            yield f"row {number} comes after row {last}"
        yield from _order_of_cells(row, number)
        last = number


def _order_of_cells(row: Element, number: int) -> Iterator[str]:
    last = 0
    for cell in row.iterchildren(f"{S}c"):
        reference = cell.get("r", "")
        line, column = _place(reference)
        if line != number or column <= last:
            yield f"cell {reference!r} in row {number} comes after column {last}"
        last = column


def _heights_and_widths(sheet: Sheet, _book: Book) -> Iterator[str]:
    for row in sheet.root.iterfind(f"{S}sheetData/{S}row"):
        if float(row.get("ht", "0")) > ROW_HEIGHT:
            yield f"row {row.get('r')} is {row.get('ht')} pt high"
    columns = sheet.root.findall(f"{S}cols/{S}col")
    for column in columns:
        if float(column.get("width", "0")) > COLUMN_WIDTH:
            yield f"column {column.get('min')} is {column.get('width')} wide"
    for one, other in itertools.pairwise(columns):
        if int(other.get("min", "0")) <= int(one.get("max", "0")):
            yield f"columns {one.get('min')} and {other.get('min')} overlap"


def _values(sheet: Sheet, book: Book) -> Iterator[str]:
    for cell in _cells(sheet):
        value, kind, at = _value(cell), cell.get("t", "n"), cell.get("r")
        if kind == "s" and not (value and value.isdecimal() and int(value) < len(book.texts)):
            yield f"{at}: shared string {value} is missing"
        if kind == "n" and value and not re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", value):
            yield f"{at}: {value!r} is no number"
        if int(cell.get("s", "0")) >= max(book.cell_formats, 1):
            yield f"{at}: cell format {cell.get('s')} is missing"


def _texts(sheet: Sheet, book: Book) -> Iterator[str]:
    for cell in _cells(sheet):
        text, at = _text_of(cell, book), cell.get("r")
        yield from _too_long(f"{at}: text", text, TEXT)
        if text.count("\n") > LINE_FEEDS:
            yield f"{at}: text of {text.count(chr(10))} line feeds"
        if CONTROLS.search(text):
            yield f"{at}: control character in {text[:60]!r}"
        if TAGS.search(text):
            yield f"{at}: left over: {text[:60]!r}"


def _cell_formulas(sheet: Sheet, book: Book) -> Iterator[str]:
    for cell in _cells(sheet):
        formula = cell.find(f"{S}f")
        if formula is not None:
            yield from (f"{cell.get('r')}: {fault}" for fault in _faults_of_formula(formula.text or "", book))
            if not _value(cell) and cell.get("t") != "str":
                yield f"{cell.get('r')}: formula without a stored result"


def _merges(sheet: Sheet, _book: Book) -> Iterator[str]:
    references = [one.get("ref", "") for one in sheet.root.iterfind(f"{S}mergeCells/{S}mergeCell")]
    for reference in references:
        top, left, bottom, right = _rectangle(reference)
        if not (0 < top <= bottom and 0 < left <= right) or (top, left) == (bottom, right):
            yield f"merge of {reference!r}, which is no range"
    for one, other in itertools.combinations(references, 2):
        if _overlap(_rectangle(one), _rectangle(other)):
            yield f"merges {one} and {other} overlap"


def _validations(sheet: Sheet, book: Book) -> Iterator[str]:
    for rule in sheet.root.iterfind(f"{S}dataValidations/{S}dataValidation"):
        at = f"validation of {rule.get('sqref')}"
        yield from _too_long(f"{at}: prompt", rule.get("prompt", ""), PROMPT)
        yield from _too_long(f"{at}: error text", rule.get("error", ""), ERROR_TEXT)
        yield from _too_long(f"{at}: title of the prompt", rule.get("promptTitle", ""), TITLE)
        yield from _too_long(f"{at}: title of the error", rule.get("errorTitle", ""), TITLE)
        if rule.get("type") == "list":
            listed = rule.findtext(f"{S}formula1", "")
            yield from _too_long(f"{at}: list", re.sub('^"|"$', "", listed), LIST)
        for formula in rule.iterfind(f"{S}*"):
            yield from (f"{at}: {fault}" for fault in _faults_of_rule(formula.text or "", sheet, book))


def _conditional_formats(sheet: Sheet, book: Book) -> Iterator[str]:
    for block in sheet.root.iterfind(f"{S}conditionalFormatting"):
        at = f"conditional format of {block.get('sqref')}"
        for rule in block.iterchildren(f"{S}cfRule"):
            if int(rule.get("dxfId", "-1")) >= book.differential_formats:
                yield f"{at}: format {rule.get('dxfId')} is missing"
            for formula in rule.iterchildren(f"{S}formula"):
                yield from (f"{at}: {fault}" for fault in _faults_of_rule(formula.text or "", sheet, book))


def _faults_of_rule(formula: str, sheet: Sheet, book: Book) -> Iterator[str]:
    # [MS-OI29500] forbids intersections and constant arrays here; Excel moves a rule that looks at another
    # sheet into an extension of 2010, which many programs drop.
    yield from _faults_of_formula(formula, book)
    if any(name.lower() != sheet.name.lower() for name in formulas.sheets(formula)):
        yield f"looks at another sheet: {formula!r}"
    if formulas.intersects(formula):
        yield f"intersects: {formula!r}"
    if formulas.has_array(formula):
        yield f"holds a constant array: {formula!r}"


def _hyperlinks(sheet: Sheet, book: Book) -> Iterator[str]:
    for link in sheet.root.iterfind(f"{S}hyperlinks/{S}hyperlink"):
        location = link.get("location", "")
        if not link.get(R_ID) and not location:
            yield f"{link.get('ref')}: hyperlink without a target"
        for name in formulas.sheets(location):
            if name.lower() not in {known.lower() for known in book.names}:
                yield f"{link.get('ref')}: hyperlink to sheet {name!r}, which is missing"


def _sheet_password(sheet: Sheet, _book: Book) -> Iterator[str]:
    protections = [*sheet.root.iterfind(f"{S}sheetProtection"), *sheet.root.iterfind(f".//{S}protectedRange")]
    if any(one.get(name) for one in protections for name in PASSWORDS):
        yield "the sheet has a password"


def _headers_and_footers(sheet: Sheet, _book: Book) -> Iterator[str]:
    for element in sheet.root.iterfind(f"{S}headerFooter/{S}*"):
        yield from _too_long("header or footer", element.text or "", HEADER_OR_FOOTER)


BOOK_RULES = (_sheet_names, _visible_sheet, _defined_names, _external_links, _workbook_password)
SHEET_RULES = (
    _rows,
    _heights_and_widths,
    _values,
    _texts,
    _cell_formulas,
    _merges,
    _validations,
    _conditional_formats,
    _hyperlinks,
    _sheet_password,
    _headers_and_footers,
)
