"""Values put into the cells of somebody else's workbook; everything else stays, byte for byte."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from math import isfinite
from operator import itemgetter

from generator.errors import UnusableInputError
from generator.ooxml.calculation import calculation_chain, recalculated
from generator.ooxml.cells import Position
from generator.ooxml.edits import MARKUP, Edit, appending, edited, quoted, setting
from generator.ooxml.layout import Layout, Place, is_shared, sheet_layout
from generator.ooxml.markup import Attributes
from generator.ooxml.package import Package, pack
from generator.ooxml.references import COLUMNS, ROWS, Cursor, address
from generator.ooxml.sheets import SheetPart, read_workbook, sheet_parts, workbook_part
from generator.ooxml.strings import escaped

_DIGITS = re.compile(r"[0-9]{1,5}")
LINE_FEEDS = 253


@dataclass(frozen=True, slots=True)
class Result:
    """What is stored as the result of a formula: of that which the cell holds, which stays, or of a new one.

    Attributes:
        value: The result.
        formula: The new one, without ``=``.
    """

    value: str | int | Decimal | bool
    formula: str = ""


Input = str | int | Decimal | Result | None


def change_cells(
    package: Package,
    changes: Mapping[str, Mapping[Position, Input]],
    heights: Mapping[str, Mapping[int, float]] | None = None,
) -> bytes:
    """Return the workbook with values put into its cells.

    A text becomes an inline string; an empty one and None empty the cell. A style stays; a cell that is not
    there yet is inserted with the one that its row or column holds ready for it. A formula under a plain
    value goes; where other cells shared it, they get it written out. The workbook is marked to be calculated
    when it is next opened.

    Args:
        package: The workbook, opened.
        changes: By the sheet's name and the cell's row and column, from 1, what to put there.
        heights: By the sheet's name, points that changed rows take from now on, until something else is
            typed into them.

    Raises:
        UnusableInputError: If a sheet is missing, the workbook is damaged, or a text is too long for a cell.
        ValueError: If a ``Result`` without formula is meant for a cell that has none, a number is not finite,
            or a position lies outside a sheet.
    """
    workbook = workbook_part(package)
    places = {place.name: place for place in sheet_parts(package, workbook)}
    parts: dict[str, bytes] = {}
    for sheet, cells in changes.items():
        if sheet not in places:
            raise UnusableInputError("change.no-sheet", sheet=sheet)
        parts[places[sheet].part] = _changed_sheet(
            package, places[sheet], cells, (heights or {}).get(sheet, {})
        )
    parts |= recalculated(package, workbook)
    chain = calculation_chain(package, workbook)
    return pack((name, parts.get(name) or package.kept(name)) for name in package.names if name != chain)


def _changed_sheet(
    package: Package, place: SheetPart, changes: Mapping[Position, Input], heights: Mapping[int, float]
) -> bytes:
    layout = sheet_layout(package, place, {row for row, _ in changes})
    ordered = {
        at: _cleaned(place.name, at, value, package.limits.text) for at, value in sorted(changes.items())
    }
    freed = _freed_formulas(package, layout, ordered)
    edits = [_written_out(layout, at, formula) for at, formula in freed.items() if at not in ordered]
    ready = _ready_styles(layout, ordered.keys() - layout.cells.keys())
    written = {at: _cell(layout, at, value, freed.get(at), ready.get(at)) for at, value in ordered.items()}
    inserted = {at: text for at, text in written.items() if text and at not in layout.cells}
    edits += [(*_span(layout.cells[at]), text.encode()) for at, text in written.items() if at in layout.cells]
    edits += _insertions(layout, inserted, heights)
    edits += _extents(layout, inserted)
    edits += _heights(layout, heights)
    return edited(layout.data, edits)


def _span(element: Place) -> tuple[int, int]:
    return element.start, element.end


def refuse_too_many_lines(text: str, sheet: str, at: Position) -> None:
    """Excel holds no cell of more than 253 line feeds, and repairs the file.

    Raises:
        UnusableInputError: If the text has more.
    """
    lines = text.count("\n")
    if lines > LINE_FEEDS:
        raise UnusableInputError(
            "change.too-many-lines", sheet=sheet, cell=address(*at), lines=lines + 1, limit=LINE_FEEDS + 1
        )


def _cleaned(sheet: str, at: Position, value: Input, limit: int) -> Input:
    """Return the value as it is written: texts escaped, empty ones as None."""
    if not (1 <= at[0] <= ROWS and 1 <= at[1] <= COLUMNS):
        raise ValueError(f"no cell: {at}")
    text = value.value if isinstance(value, Result) else value
    if not isinstance(text, str):
        return value
    if len(text) > limit:
        cell = address(*at)
        raise UnusableInputError(
            "change.text-too-long", sheet=sheet, cell=cell, length=len(text), limit=limit
        )
    refuse_too_many_lines(text, sheet, at)
    stored = escaped(text).translate(MARKUP)
    return replace(value, value=stored) if isinstance(value, Result) else stored or None


def _freed_formulas(
    package: Package, layout: Layout, changes: Mapping[Position, Input]
) -> dict[Position, str]:
    """Return the formulas of cells that shared one whose first cell, which holds it, is overwritten."""
    overwritten = {at for at, value in changes.items() if not isinstance(value, Result) or value.formula}
    shared = {at: place for at, place in layout.formulas.items() if is_shared(place.attributes)}
    lost = {
        place.attributes.get("si")
        for at, place in shared.items()
        if at in overwritten and place.content < place.close
    }
    freed = [
        at for at, place in shared.items() if place.attributes.get("si") in lost and at not in overwritten
    ]
    if not freed:
        return {}
    cells = {sheet.name: sheet.cells for sheet in read_workbook(package).sheets}[layout.sheet]
    for at in freed:
        if at not in cells:
            raise UnusableInputError("sheets.lost-formula", sheet=layout.sheet, cell=address(*at))
    return {at: cells[at].formula for at in freed}


def _written_out(layout: Layout, at: Position, formula: str) -> Edit:
    return (*_span(layout.formulas[at]), _formula(layout, formula).encode())


def _formula(layout: Layout, formula: str) -> str:
    return f"<{layout.prefix}f>{formula.translate(MARKUP)}</{layout.prefix}f>"


def _cell(layout: Layout, at: Position, value: Input, freed: str | None, ready: str | None) -> str:
    """Return a cell's element as it is to be; nothing where an absent cell stays empty.

    Args:
        layout: The sheet.
        at: The cell's place.
        value: What is put there.
        freed: The formula that the cell shared with others, if it has to hold it itself now.
        ready: The style that an absent cell has.
    """
    present = layout.cells.get(at)
    attributes = present.attributes if present else {"s": ready} if ready else {}
    if isinstance(value, Result):
        new = value.formula or freed
        formula = _formula(layout, new) if new else _present_formula(layout, at)
        kind, content = _stored(layout.prefix, value.value, "str")
        kept = _only(attributes, "s") if value.formula else _only(attributes, "s", "cm", "vm", "ph")
        return _element(layout.prefix, at, kept, kind, formula + content)
    if value is None and present is None:
        return ""
    return _element(layout.prefix, at, _only(attributes, "s"), *_stored(layout.prefix, value, "inlineStr"))


def _ready_styles(layout: Layout, absent: Set[Position]) -> dict[Position, str]:
    """Return the styles of absent cells: their row's (18.3.1.73), or their column's (18.3.1.13)."""
    rows = {
        place.label.row: place.attributes["s"]
        for place in layout.rows
        if place.attributes.get("customFormat") in ("1", "true") and "s" in place.attributes
    }
    columns = _column_styles(layout, {column for _, column in absent})
    ready = {at: rows.get(at[0]) or columns.get(at[1]) for at in absent}
    return {at: style for at, style in ready.items() if style}


def _column_styles(layout: Layout, columns: Set[int]) -> dict[int, str]:
    styles: dict[int, str] = {}
    for place in layout.columns:
        limits = [place.attributes.get(name, "") for name in ("min", "max")]
        if "style" in place.attributes and all(map(_DIGITS.fullmatch, limits)):
            first, last = map(int, limits)
            styles |= {column: place.attributes["style"] for column in columns if first <= column <= last}
    return styles


def _only(attributes: Attributes, *names: str) -> Attributes:
    return {name: attributes[name] for name in names if name in attributes}


def _present_formula(layout: Layout, at: Position) -> str:
    place = layout.formulas.get(at)
    if place is None:
        raise ValueError(f"no formula in {layout.sheet}!{address(*at)}")
    return layout.data[place.start : place.end].decode()


def _stored(prefix: str, value: str | int | Decimal | bool | None, text: str) -> tuple[str, str]:
    """Return a value's type (18.18.11) and its element; texts are of the type given."""
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return "b", f"<{prefix}v>{value:d}</{prefix}v>"
    if isinstance(value, str) and text == "inlineStr":
        return text, f'<{prefix}is><{prefix}t xml:space="preserve">{value}</{prefix}t></{prefix}is>'
    if isinstance(value, str):
        return text, f"<{prefix}v>{value}</{prefix}v>"
    if not isfinite(Decimal(value)):
        raise ValueError(f"no number: {value}")
    return "", f"<{prefix}v>{value}</{prefix}v>"


def _element(prefix: str, at: Position, kept: Attributes, kind: str, content: str) -> str:
    attributes = {"r": address(*at), **kept} | ({"t": kind} if kind else {})
    tag = f"{prefix}c " + " ".join(f'{name}="{quoted(value)}"' for name, value in attributes.items())
    return f"<{tag}>{content}</{prefix}c>" if content else f"<{tag}/>"


def _insertions(
    layout: Layout, inserted: Mapping[Position, str], heights: Mapping[int, float]
) -> Iterator[Edit]:
    """Put new cells where their columns belong, and new rows where theirs do."""
    rows = {place.label.row: place for place in layout.rows}
    last_rows = ""
    present = {row: list(places) for row, places in groupby(layout.cells, key=itemgetter(0))}
    for row, places in groupby(inserted, key=itemgetter(0)):
        columns = {column: inserted[row, column] for _, column in places}
        if row in rows:
            yield from _cells_into_row(layout, rows[row], present.get(row, []), columns)
            continue
        height = f' ht="{heights[row]:g}"' if row in heights else ""
        text = f'<{layout.prefix}row r="{row}"{height}>{"".join(columns.values())}</{layout.prefix}row>'
        following = next((place.start for place in layout.rows if place.label.row > row), None)
        if following is None:
            last_rows += text
        else:
            yield following, following, text.encode()
    if last_rows:
        yield appending(layout.data, layout.body, last_rows)


def _cells_into_row(
    layout: Layout, row: Place, present: list[Position], columns: Mapping[int, str]
) -> Iterator[Edit]:
    last_cells = ""
    for column, text in columns.items():
        following = next((at for at in present if at[1] > column), None)
        if following is None:
            last_cells += text
        else:
            start = layout.cells[following].start
            yield start, start, text.encode()
    if last_cells:
        yield appending(layout.data, row, last_cells)


def _extents(layout: Layout, inserted: Mapping[Position, str]) -> Iterator[Edit]:
    """Widen what the sheet says of its own extent (18.3.1.35) and of its rows' (18.3.1.73) over new cells."""
    if not inserted:
        return
    if layout.dimension is not None:
        yield from _wider_dimension(layout, layout.dimension, inserted)
    by_row = {row: [at[1] for at in places] for row, places in groupby(inserted, key=itemgetter(0))}
    for place in layout.rows:
        columns = by_row.get(place.label.row, [])
        spans = [int(number) for number in _DIGITS.findall(place.attributes.get("spans", ""))]
        if columns and spans and not min(spans) <= min(columns) <= max(columns) <= max(spans):
            wider = f"{min(spans + columns)}:{max(spans + columns)}"
            yield setting(layout.data, place, "spans", wider)


def _heights(layout: Layout, heights: Mapping[int, float]) -> Iterator[Edit]:
    """Give rows the height that their new texts need (18.3.1.73), unless one was set by hand."""
    for place in layout.rows:
        by_hand = place.attributes.get("customHeight", "0") in ("1", "true")
        if place.label.row in heights and not by_hand:
            yield setting(layout.data, place, "ht", f"{heights[place.label.row]:g}")


def _wider_dimension(layout: Layout, place: Place, inserted: Mapping[Position, str]) -> Iterator[Edit]:
    cursor = Cursor(layout.sheet)
    corners = [cursor.position(corner) for corner in place.attributes.get("ref", "A1").split(":")]
    rows, columns = zip(*corners, *inserted, strict=True)
    first, last = address(min(rows), min(columns)), address(max(rows), max(columns))
    yield setting(layout.data, place, "ref", f"{first}:{last}" if first != last else first)
