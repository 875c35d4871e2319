"""What a report says from its title to its date: loops over the filing's texts, the tables between them."""

from collections.abc import Iterable, Iterator
from itertools import chain

from generator.authoring.elements import Element, kept, paragraph, statement, tag, text
from generator.authoring.looks import Looks
from generator.authoring.styles import (
    ADDRESS,
    BODY,
    CLOSING,
    CLOSING_ADDRESS,
    GAP,
    HEADING,
    SIGNATURE,
    STATEMENT,
    SUB_HEADING,
    TITLE,
)
from generator.authoring.tables import sheet_table, word_table
from generator.form.model import Form, Table


def body(form: Form, looks: Looks) -> Iterator[Element]:
    """The paragraphs and tables of the template, in order.

    Sections have the numbers of the form, wherever somebody moves them to.
    """
    yield from block("for line in title_lines", line(TITLE, tag("line")))
    yield from _texts("opening", looks)
    yield from block("for section in sections", _section(form, looks))
    yield from block("if signature", line(SIGNATURE, tag("signature")))
    yield from block("if date", line(SIGNATURE, tag("date")))


def _section(form: Form, looks: Looks) -> Iterator[Element]:
    number = f"number | {form.texts['filters']['chinese']}"
    heading = looks.words["heading"].format(number=tag(f"section.{number}"), title=tag("section.title"))
    yield from line(HEADING, heading)
    for table in form.tables:
        yield from block(f"if section.{table.id}", _table(table, looks))
    yield from _texts("section.intro", looks)
    sub_heading = looks.words["sub_heading"].format(number=tag(f"part.{number}"), heading=tag("part.heading"))
    part = chain(line(SUB_HEADING, sub_heading), _texts("part.paragraphs", looks))
    yield from block("for part in section.parts", part)


def _table(table: Table, looks: Looks) -> Iterator[Element]:
    yield paragraph(GAP)
    yield word_table(table, looks)
    yield paragraph(GAP)


def _texts(over: str, looks: Looks) -> Iterator[Element]:
    """Every paragraph of a list: the sheet it prints, or its text in the style that it needs."""
    words = tag("paragraph")
    either = chain(
        _own_table(looks, closing=True),
        line(STATEMENT, statement("elif paragraph.rows")),
        _own_table(looks),
        line(STATEMENT, statement("elif paragraph.closing and paragraph.ragged")),
        line(CLOSING_ADDRESS, words),
        line(STATEMENT, statement("elif paragraph.closing")),
        line(CLOSING, words),
        line(STATEMENT, statement("elif paragraph.ragged")),
        line(ADDRESS, words),
        line(STATEMENT, statement("else")),
        line(BODY, words),
    )
    return block(f"for paragraph in {over}", block("if paragraph.rows and paragraph.closing", either))


def _own_table(looks: Looks, *, closing: bool = False) -> Iterator[Element]:
    yield paragraph(GAP)
    yield sheet_table(looks, closing=closing)
    yield paragraph(GAP, layout=kept(closing))


def block(opening: str, content: Iterable[Element]) -> Iterator[Element]:
    """What stands between an opening statement and its end, each in a paragraph of its own."""
    keyword = opening.partition(" ")[0]
    yield from line(STATEMENT, statement(opening))
    yield from content
    yield from line(STATEMENT, statement(f"end{keyword}"))


def line(style: str, words: str) -> Iterator[Element]:
    """A paragraph of words, tags among them."""
    yield paragraph(style, text(words))
