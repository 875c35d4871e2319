"""The styles of the report: type, size, pitch and indent by GB/T 9704-2012, as far as they serve it.

Each is one that Word knows, by its own name, where there is one; so the headings show in the navigation pane.
"""

from collections.abc import Iterable, Iterator

from generator.authoring.elements import Element, element
from generator.authoring.looks import Looks
from generator.authoring.properties import aligned, four_fonts, inset, pitch, single, size
from generator.form.grid import Cell, Grid, lay_out
from generator.form.model import Table

TITLE, HEADING, SUB_HEADING = "Title", "Heading1", "Heading2"
BODY, ADDRESS, CLOSING, CLOSING_ADDRESS = "BodyText", "Address", "LastText", "LastAddress"
SIGNATURE, SALUTATION = "Signature", "Salutation"
HEADER, FOOTER, STATEMENT, GAP = "Header", "Footer", "Statement", "Gap"
SHEET_HEAD, SHEET_CELL, SHEET_TEXT = "SheetHead", "SheetCell", "SheetText"
GRID = "FormTable"
SLIP, SLIP_LABEL = "Slip", "SlipLabel"

_SIDE = 25  # twips between the text of a cell and its left and right edge
_EVEN = "Even"
_PITCH = 579  # twips: 22 lines to 225 mm (GB/T 9704, 5.2.3)
_TITLE_PITCH = 640
_GAP = 120  # twips between a table and what stands above and below
_APART = 60  # twips between the rules of the slip and its words
_CONDENSED = -5  # twentieths of a point: 28 characters to 156 mm
_THIN = 4  # eighths of a point
_RULE = 10  # twips that it takes
_RED, _GREY = "C00000", "808080"
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_CELL_MARGINS = {"top": 20, "left": _SIDE, "bottom": 20, "right": _SIDE}


def styles(looks: Looks, tables: tuple[Table, ...]) -> Iterator[Element]:
    """Every style of the report, the defaults first."""
    yield _defaults(looks)
    yield _normal()
    yield _plain_table()
    yield from _texts(looks)
    yield from _around(looks)
    yield _grid()
    yield from _cells_of_sheets(looks)
    for table in tables:
        yield from _cells(table, looks)


def slip_styles(looks: Looks, points: float) -> Iterator[Element]:
    """The styles of the slip, whose cells are set in one size."""
    yield from styles(looks, ())
    for id_, name, side in ((SLIP, "slip", "left"), (SLIP_LABEL, "slip_label", "center")):
        run = [element("spacing", val=0), *size(points)]
        apart = element("ind", left=_APART, right=_APART)
        yield _style(id_, looks.words["styles"][name], [single(), apart, aligned(side)], run)


def head_style(cell: Cell, grid: Grid, looks: Looks) -> str:
    """The identifier of a cell's style; a narrower one for a head whose last line would be much shorter."""
    plain, points = cell_style(grid.table, cell.kind), looks.tables[grid.table].points
    if cell.kind != "head" or cell.columns > 1:
        return plain
    held = int((looks.widths(grid)[cell.column - 1] - 2 * _SIDE - _RULE) / 20 / points)
    lines = -(-len(cell.text) // max(1, held))
    return f"{plain}{_EVEN}" if lines > 1 and lines * (held - 1) >= len(cell.text) else plain


def notice_styles(looks: Looks) -> Iterator[Element]:
    """The styles of a notice, which begins with whom it is sent to, flush left (GB/T 9704-2012, 7.3.2)."""
    yield from styles(looks, ())
    yield _style(SALUTATION, "Salutation", [inset("firstLine", 0, 0), aligned("left")], based=BODY, then=BODY)


def cell_style(table: str, kind: str) -> str:
    """The identifier of the style of a table's ``label`` cells, ``figure`` cells, or any other: heads."""
    part = {"label": "Label", "figure": "Figure"}.get(kind, "Head")
    return f"{table.capitalize()}{part}"


def font_table(looks: Looks) -> Element:
    """Every font that is used, with what is next best where it is missing (ECMA-376 part 1, 17.8.3)."""
    names = sorted({*looks.fonts.values(), *looks.substitutes.values()})
    return element("fonts", *(_font(name, looks) for name in names))


def _font(name: str, looks: Looks) -> Element:
    other = looks.substitutes.get(name)
    chinese = name != looks.fonts["latin"]
    return element(
        "font",
        *([element("altName", val=other)] if other else []),
        *([element("charset", val="86")] if chinese else []),
        name=name,
    )


def _defaults(looks: Looks) -> Element:
    language = element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    run = element("rPr", four_fonts(looks, "body"), *size(looks.points["body"]), language)
    # As is usual in Word: signs may hang over the edge. LibreOffice takes it the other way round: where it is
    # off, signs hang there, and of those behind 28 condensed characters nothing is printed.
    layout = element("pPr", element("overflowPunct", val=1))
    return element("docDefaults", element("rPrDefault", run), element("pPrDefault", layout))


def _normal() -> Element:
    return element(
        "style",
        element("name", val="Normal"),
        element("qFormat"),
        element("pPr", element("widowControl", val=0), pitch(_PITCH)),
        element("rPr", element("spacing", val=_CONDENSED)),
        type="paragraph",
        default=1,
        styleId="Normal",
    )


def _texts(looks: Looks) -> Iterator[Element]:
    """What the report says, from its title to its date."""
    below = element("spacing", line=_TITLE_PITCH, lineRule="exact", after=_PITCH)
    title = [below, element("contextualSpacing"), aligned("center")]
    yield _style(TITLE, "Title", title, _type(looks, "title"), then=BODY)
    yield _heading(1, HEADING, looks)
    yield _heading(2, SUB_HEADING, looks)
    yield _style(BODY, "Body Text", [inset("firstLine", 2, looks.points["body"]), aligned("both")])
    # A line that ends early before a long address must not be pulled apart to both edges.
    yield _style(ADDRESS, looks.words["styles"]["address"], [aligned("left")], based=BODY)
    # What is signed keeps with the name below it, so that name and date never stand alone on a page.
    yield _style(CLOSING, looks.words["styles"]["closing"], [element("keepNext")], based=BODY)
    closing_address = looks.words["styles"]["closing_address"]
    yield _style(CLOSING_ADDRESS, closing_address, [element("keepNext")], based=ADDRESS)
    yield _style(SIGNATURE, "Signature", _signed(looks))


def _heading(level: int, id_: str, looks: Looks) -> Element:
    kept = [element("keepNext"), element("keepLines")]
    layout = [*kept, inset("firstLine", 2, looks.points["body"]), element("outlineLvl", val=level - 1)]
    return _style(id_, f"heading {level}", layout, [four_fonts(looks, f"heading_{level}")], then=BODY)


def _signed(looks: Looks) -> list[Element]:
    """Name and date, centred on each other in the right part of the page, a line below the text."""
    return [
        element("keepNext"),
        element("spacing", before=_PITCH, line=_PITCH, lineRule="exact"),
        inset("left", looks.words["signed_from"], looks.points["body"]),
        element("contextualSpacing"),
        aligned("center"),
    ]


def _around(looks: Looks) -> Iterator[Element]:
    """What stands around the texts."""
    mark = _type(looks, "draft", colour=_RED)
    yield _style(HEADER, "header", [single(), aligned("center")], mark)
    yield _style(FOOTER, "footer", [single()], _type(looks, "page_number"))
    yield _style(GAP, looks.words["styles"]["gap"], [element("keepNext"), pitch(_GAP)])
    grey = _type(looks, "statement", colour=_GREY)
    yield _style(STATEMENT, looks.words["styles"]["statement"], [single()], grey)


def _cells(table: Table, looks: Looks) -> Iterator[Element]:
    """The styles of a table's cells; heads keep with the row below, so that none is left alone."""
    look, names = looks.tables[table.id], looks.words["styles"]
    sides = {"head": "center", "label": look.labels, "figure": "center"}
    grid = lay_out(table)
    if not grid.label_columns:
        del sides["label"]
    for kind, side in sides.items():
        kept = [element("keepNext")] if kind == "head" else []
        layout = [*kept, single(), aligned(side)]
        run = _in_a_cell(look.points, looks, look.condensed if kind == "figure" else 0)
        yield _style(cell_style(table.id, kind), f"{table.number}{names[kind]}", layout, run)
    if any(head_style(cell, grid, looks).endswith(_EVEN) for cell in grid.cells):
        inset_ = round(10 * look.points)  # both together one character
        even, head = [element("ind", left=inset_, right=inset_)], cell_style(table.id, "head")
        yield _style(f"{head}{_EVEN}", f"{table.number}{names['even_head']}", even, based=head)


def _in_a_cell(points: float, looks: Looks, condensed: float = 0) -> list[Element]:
    """Font and size in a cell, with so many points taken off between its characters."""
    return [four_fonts(looks, "table"), element("spacing", val=-round(20 * condensed)), *size(points)]


def _cells_of_sheets(looks: Looks) -> Iterator[Element]:
    """The styles of the cells of a sheet that a text prints."""
    names = looks.words["styles"]
    yield _style(
        SHEET_CELL,
        names["sheet_cell"],
        [single(), aligned("center")],
        _in_a_cell(looks.points["table"], looks),
    )
    yield _style(SHEET_TEXT, names["sheet_text"], [aligned("left")], based=SHEET_CELL)
    yield _style(SHEET_HEAD, names["sheet_head"], [element("keepNext")], based=SHEET_CELL)


def _style(
    id_: str,
    name: str,
    layout: list[Element],
    run: Iterable[Element] = (),
    *,
    based: str = "",
    then: str = "",
) -> Element:
    """A paragraph style.

    Args:
        id_: Its identifier.
        name: Its name: Word's own for a style that Word knows.
        layout: Properties of the paragraph, in the order of the schema.
        run: Properties of its type, likewise.
        based: The style that it changes, if not Normal.
        then: The style of the paragraph typed after it, if another.
    """
    head = [element("name", val=name), element("basedOn", val=based or "Normal")]
    head += [element("next", val=then)] if then else []
    body = [element("pPr", *layout), element("rPr", *run)]
    return element("style", *head, element("qFormat"), *body, type="paragraph", styleId=id_)


def _plain_table() -> Element:
    inset = element("tblPr", element("tblInd", w=0, type="dxa"))
    hidden = [element("uiPriority", val=99), element("semiHidden"), element("unhideWhenUsed")]
    name = element("name", val="Normal Table")
    return element("style", name, *hidden, inset, type="table", default=1, styleId="TableNormal")


def _grid() -> Element:
    """Thin black rules, narrow margins, everything half-way up its cell."""
    rules = (element(edge, val="single", sz=_THIN, space=0, color="000000") for edge in _EDGES)
    margins = (element(side, w=width, type="dxa") for side, width in _CELL_MARGINS.items())
    return element(
        "style",
        element("name", val="Form Table"),
        element("basedOn", val="TableNormal"),
        element("tblPr", element("tblBorders", *rules), element("tblCellMar", *margins)),
        element("tcPr", element("vAlign", val="center")),
        type="table",
        styleId=GRID,
    )


def _type(looks: Looks, part: str, colour: str = "") -> Iterator[Element]:
    """Font and size of a part of the report, with nothing taken off between its characters."""
    yield four_fonts(looks, part)
    if colour:
        yield element("color", val=colour)
    yield element("spacing", val=0)
    yield from size(looks.points[part])
