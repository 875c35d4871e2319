"""The texts of a filing as lines to be compared: what shows is kept, how it was set is not."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.filing import Filing, Item, unnumbered
from generator.form.headings import OPENING
from generator.form.model import Form
from generator.narrative import fits_a_page, sheet_named
from generator.published.emphasis import without_emphasis

_TOKEN = re.compile(
    r"[0-9０-９]+(?:,[0-9]{3})*(?:[.．][0-9０-９]+)?|[^\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff]"
)
_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BEHIND_HEADING = "。：:．. 　"


@dataclass(frozen=True, slots=True)
class Token:
    """A number, or a single character; ``key`` is the same whatever its width."""

    text: str
    key: str

    @property
    def is_number(self) -> bool:
        """Whether it is a number, not a character."""
        return self.key[0].isdecimal()


@dataclass(frozen=True, slots=True)
class Line:
    """A sub-heading or paragraph: ``number`` is its place in the section, from 1, ``key`` what is compared.

    ``below`` says that it stands under the last section: signature or date; ``sheet`` that it prints a table.
    """

    text: str
    number: int
    heading: bool
    tokens: tuple[Token, ...]
    key: str
    below: bool = False
    sheet: bool = False


def tokens(text: str) -> tuple[Token, ...]:
    """Take a text apart; white space and what takes no room at all are no tokens."""
    return tuple(Token(found, found.translate(_WIDTHS)) for found in _TOKEN.findall(text))


def folded(text: str) -> str:
    """A text without white space and without regard to widths, as texts are compared."""
    return "".join(token.key for token in tokens(text))


def lines(filing: Filing, form: Form) -> dict[str, tuple[Line, ...]]:
    """The lines of the opening and of each section, by identifier, as the report shows them.

    Numbers in front of them are left out, for the report gives its own; what stands under the last
    section (signature, date) belongs to it. A text that prints a sheet shows none.
    """
    every = _every(filing, form)
    return {group: tuple(line for line in there if not line.sheet) for group, there in every.items()}


def sheets(filing: Filing, form: Form) -> dict[str, tuple[Line, ...]]:
    """The lines in whose place the report shows a sheet, by the same identifiers."""
    every = _every(filing, form)
    return {group: tuple(line for line in there if line.sheet) for group, there in every.items()}


def _every(filing: Filing, form: Form) -> dict[str, tuple[Line, ...]]:
    found = {OPENING: _lines([Item("", filing.opening)], filing, form)}
    found |= {
        section.id: _lines(filing.narrative.get(section.id, ()), filing, form) for section in form.sections
    }
    last = form.sections[-1].id
    ends = (str(filing.particulars.get(name, "")) for name in ("signature", "date"))
    found[last] += tuple(
        replace(_line(text, len(found[last]) + at, form), below=True)
        for at, text in enumerate(filter(None, ends), start=1)
    )
    return {group: tuple(line for line in there if line.key) for group, there in found.items()}


def run_in(theirs: Iterable[Line], ours: Iterable[Line], form: Form) -> tuple[Line, ...]:
    """Lines, a sub-heading that the other side has for itself taken off the paragraph it runs into."""
    headings = [line.text for line in ours if line.heading]
    return tuple(part for line in theirs for part in _split(line, headings, form))


def _lines(items: Iterable[Item], filing: Filing, form: Form) -> tuple[Line, ...]:
    texts = [
        (text, bool(at == 0 and item.heading))
        for item in items
        for at, text in enumerate(filter(None, (item.heading, *item.paragraphs)))
    ]
    found = (_line(text, at, form, heading=heading) for at, (text, heading) in enumerate(texts, start=1))
    return tuple(replace(line, sheet=_prints_a_sheet(line, filing, form)) for line in found)


def _prints_a_sheet(line: Line, filing: Filing, form: Form) -> bool:
    return not line.heading and fits_a_page(filing.tables.get(sheet_named(line.text, form), ()))


def _line(text: str, number: int, form: Form, *, heading: bool = False) -> Line:
    taken = tokens(unnumbered(without_emphasis(text), form))
    return Line(text, number, heading, taken, "".join(token.key for token in taken))


def _split(line: Line, headings: Iterable[str], form: Form) -> Iterator[Line]:
    text = without_emphasis(line.text)
    bare = unnumbered(text, form)
    mine = (heading for heading in headings if _runs_into(heading, bare))
    heading = None if line.heading or bare == text.strip() else next(mine, None)
    if heading is None:
        yield line
    else:
        yield _line(heading, line.number, form, heading=True)
        yield _line(bare[len(heading) :].lstrip(_BEHIND_HEADING), line.number, form)


def _runs_into(heading: str, text: str) -> bool:
    """Whether a paragraph begins with a heading, set off from what follows."""
    return (
        text.startswith(heading)
        and text[len(heading) :][:1] in tuple(_BEHIND_HEADING)
        and len(text) > len(heading)
    )
