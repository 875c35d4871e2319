"""What a report says from its title to its date: loops over the filing's texts, the tables between them."""

from collections.abc import Iterable, Iterator
from itertools import chain

from generator.authoring.elements import Element, paragraph, statement, tag, text
from generator.authoring.looks import Looks
from generator.authoring.styles import (
    ADDRESS,
    BODY,
    CLOSING,
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

    Sections and sub-headings are numbered by counting the turns of their loops.
    """
    yield from _block("for line in title_lines", _line(TITLE, tag("line")))
    yield from _texts("opening", looks)
    yield from _block("for section in sections", _section(form, looks))
    yield from _block("if signature", _line(SIGNATURE, tag("signature")))
    yield from _block("if date", _line(SIGNATURE, tag("date")))


def _section(form: Form, looks: Looks) -> Iterator[Element]:
    number = tag(f"loop.index | {form.texts['filters']['chinese']}")
    yield from _line(HEADING, looks.words["heading"].format(number=number, title=tag("section.title")))
    for table in form.tables:
        yield from _block(f"if section.{table.id}", _table(table, looks))
    yield from _texts("section.intro", looks)
    sub_heading = looks.words["sub_heading"].format(number=number, heading=tag("part.heading"))
    part = chain(_line(SUB_HEADING, sub_heading), _texts("part.paragraphs", looks))
    yield from _block("for part in section.parts", part)


def _table(table: Table, looks: Looks) -> Iterator[Element]:
    yield paragraph(GAP)
    yield word_table(table, looks)
    yield paragraph(GAP)


def _texts(over: str, looks: Looks) -> Iterator[Element]:
    """Every paragraph of a list: the sheet it prints, or its text in the style that it needs."""
    signs = " or ".join(f"'{sign}' in paragraph" for sign in looks.words["address_signs"])
    words = tag("paragraph")
    either = chain(
        _own_table(looks),
        _line(STATEMENT, statement("elif paragraph.closing")),
        _line(CLOSING, words),
        _line(STATEMENT, statement(f"elif {signs}")),
        _line(ADDRESS, words),
        _line(STATEMENT, statement("else")),
        _line(BODY, words),
    )
    return _block(f"for paragraph in {over}", _block("if paragraph.rows", either))


def _own_table(looks: Looks) -> Iterator[Element]:
    yield paragraph(GAP)
    yield sheet_table(looks)
    yield paragraph(GAP)


def _block(opening: str, content: Iterable[Element]) -> Iterator[Element]:
    """What stands between an opening statement and its end, each in a paragraph of its own."""
    keyword = opening.partition(" ")[0]
    yield from _line(STATEMENT, statement(opening))
    yield from content
    yield from _line(STATEMENT, statement(f"end{keyword}"))


def _line(style: str, words: str) -> Iterator[Element]:
    yield paragraph(style, text(words))
