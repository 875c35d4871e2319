"""What is wrong with a template, and where, in words a person can act on."""

from dataclasses import dataclass, field

from generator.errors import UnusableInputError
from generator.messages import say

_WORDS = {
    "document": "body",
    "hdr": "header",
    "ftr": "footer",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "coreProperties": "properties",
    "Properties": "properties",
    "chartSpace": "chart",
    "dataModel": "diagram",
    "Relationships": "links",
}

_MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a part, counted from 1 as a reader counts; 0 where it does not apply.

    Attributes:
        part: Name of the part in the package, ``word/document.xml``; empty for the template as a whole.
        kind: Local name of the part's root element, ``document``, ``hdr``.
        table: Which table of the part; of nested tables the outermost.
        row: Which row of that table.
        column: Which column of its grid.
        paragraph: Which paragraph of the part, those in tables not counted; for a text box the one around it.
        box: Whether it stands in a text box.
    """

    part: str
    kind: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    paragraph: int = 0
    box: bool = False

    def __str__(self) -> str:
        part = say(f"template.place.{_WORDS.get(self.kind, 'other')}", part=self.part)
        box = say("template.place.box") if self.box else ""
        if self.table:
            cell = {"table": self.table, "row": self.row, "column": self.column}
            return part + say("template.place.cell", **cell) + box
        if self.paragraph:
            return part + say("template.place.paragraph", paragraph=self.paragraph) + box
        return part


@dataclass(frozen=True, slots=True)
class Site:
    """A tag as a person sees it: where it stands, the tag as typed, the text around it."""

    place: Place
    tag: str
    around: str
    byte: int = field(default=0, compare=False)


NOWHERE = Site(Place(""), "", "")
"""The site of what the template lacks."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend in a template.

    Two copies of one text box, the modern and the fallback one, give equal faults.

    Attributes:
        site: The tag.
        key: Which fault, as the key of its text below ``template.fault`` in messages.toml.
        values: What the text's placeholders stand for.
    """

    site: Site
    key: str
    values: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        site, problem = self.site, say(f"template.fault.{self.key}", **dict(self.values))
        if site == NOWHERE:
            return say("template.told-of-all", problem=problem)
        if not site.tag:
            return say("template.told-of-part", place=site.place, problem=problem)
        around = say("template.around", around=_cut(site.around)) if site.around != site.tag else ""
        return say("template.told", place=site.place, problem=problem, tag=_cut(site.tag)) + around


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


class TemplateError(UnusableInputError):
    """A template that cannot be used, with everything that is wrong with it.

    Attributes:
        faults: All faults, in the order in which they stand.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("template.faults", count=len(faults), faults="\n".join(map(str, faults)))
        self.faults = faults


class TagError(Exception):
    """A tag that says what it must not; whoever knows where it stands makes a fault of it."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def at(self, site: Site) -> Fault:
        """Return the fault that this is at a tag."""
        return Fault(site, self.key, tuple(self.values.items()))
