"""A web page as another program reads it: its tables cell by cell, its texts, its elements."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str]


@dataclass(slots=True)
class Cell:
    """A cell of a table as it stands in the page."""

    tag: str
    attributes: Attributes
    text: str = ""


@dataclass(slots=True)
class Page(HTMLParser):
    """What there is in a page.

    Attributes:
        tables: Of each table the cells of each row.
        elements: Every element with its attributes, in order.
        texts: What stands between the tags, in order.
    """

    source: str
    tables: list[list[list[Cell]]] = field(default_factory=list)
    elements: list[tuple[str, Attributes]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    open: Cell | None = None

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.open = Cell(tag, given)
            self.tables[-1][-1].append(self.open)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.open = None

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.open is not None:
            self.open.text += data


def laid_out(rows: list[list[Cell]]) -> list[list[Cell]]:
    """A table by row and column, a merged cell at each of its places."""
    places: dict[tuple[int, int], Cell] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in places:
                x += 1
            for down in range(int(cell.attributes.get("rowspan", "1"))):
                for across in range(int(cell.attributes.get("colspan", "1"))):
                    assert (y + down, x + across) not in places
                    places[y + down, x + across] = cell
    width = 1 + max(x for _, x in places)
    return [[places[y, x] for x in range(width)] for y in range(len(rows))]
