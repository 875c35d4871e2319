"""Where an element stands, as a reader of the document counts: table, row and column, or paragraph."""

from bisect import bisect_right

from generator.report.word.faults import Place
from generator.report.word.part import Element, Part, ancestors, attribute, nearest


def place_of(part: Part, element: Element) -> Place:
    """Return where an element stands in its part; see ``Place`` for what is counted."""
    kind = part.root.name.rpartition(":")[2]
    chain = [element, *ancestors(element)]
    table, box = _outermost(chain, "w:tbl"), _outermost(chain, "w:txbxContent") is not None
    if table is None:
        paragraph = _outermost(chain, "w:p")
        return Place(part.name, kind, paragraph=_number(part, "w:p", paragraph) if paragraph else 0, box=box)
    cell, row = _around(chain, table, "w:tc"), _around(chain, table, "w:tr")
    return Place(
        part.name,
        kind,
        table=_number(part, "w:tbl", table),
        row=_row_number(part, table, row),
        column=_column_number(part, row, cell),
        box=box,
    )


def _outermost(chain: list[Element], name: str) -> Element | None:
    return next((element for element in reversed(chain) if element.name == name), None)


def _around(chain: list[Element], table: Element, name: str) -> Element | None:
    """Return the row or cell of this table in the chain, not one of a table nested in it."""
    inner = chain[: chain.index(table)]
    return _outermost(inner, name)


def _number(part: Part, name: str, element: Element) -> int:
    """Count the outermost tables, or paragraphs outside tables, up to an element."""
    starts: list[int] = []
    behind = 0
    for other in part.elements:
        if other.start >= behind and other.name in ("w:p", "w:tbl"):
            behind = max(other.close, other.start + 1)
            starts += [other.start] if other.name == name else []
    return bisect_right(starts, element.start)


def _row_number(part: Part, table: Element, row: Element | None) -> int:
    if row is None:
        return 0
    rows = [one for one in part.inside(table) if one.name == "w:tr" and nearest(one, "w:tbl") is table]
    return rows.index(row) + 1


def _column_number(part: Part, row: Element | None, cell: Element | None) -> int:
    if row is None or cell is None:
        return 0
    before = [one for one in part.between(row.start, cell.start) if nearest(one, "w:tr") is row]
    return 1 + sum(columns_taken(one) for one in before)


def columns_taken(element: Element) -> int:
    """Return by how many columns an element of a row moves the cells behind it on."""
    if element.name == "w:tc":
        return 1
    if element.name == "w:gridSpan":
        return _width(element) - 1
    return _width(element) if element.name == "w:gridBefore" else 0


def _width(element: Element) -> int:
    value = attribute(element, "w:val") or ""
    return int(value) if value.isdecimal() and len(value) < 4 else 1
