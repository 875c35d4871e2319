"""The produced page read again: does it hold the figures that were to be printed?"""

from collections.abc import Iterable, Mapping
from html.parser import HTMLParser

from generator.errors import ReadBackError


def verify(page: bytes, part: str, fields: Iterable[str], figures: Mapping[str, str]) -> None:
    """Compare the text of every cell that carries a field with that field's figure.

    Args:
        page: The page, in UTF-8.
        part: What it is called where a difference is told.
        fields: Those that must be on it.
        figures: The text of each field.

    Raises:
        ReadBackError: If one is missing, or another text stands in its place.
    """
    reader = _Reader()
    reader.feed(page.decode())
    reader.close()
    for field in dict.fromkeys((*fields, *reader.found)):
        for found in reader.found.get(field, [""]):
            expected = figures.get(field, "")
            if found != expected or field not in reader.found:
                raise ReadBackError(
                    "template.read-back", part=part, field=field, expected=expected, found=found
                )


class _Reader(HTMLParser):
    """Gathers the texts of the cells that carry a field."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._field = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        field = dict(attrs).get("data-field")
        if tag == "td" and field:
            self._field = field
            self.found.setdefault(field, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._field = ""

    def handle_data(self, data: str) -> None:
        if self._field:
            self.found[self._field][-1] += data
