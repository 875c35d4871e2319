"""The Word template of the slip that goes with the paper copy (``slip.docx``): one table on one page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from generator.authoring.elements import Element, element, paragraph, statement, tag, text
from generator.authoring.looks import looks_of, twips
from generator.authoring.page import put_page_without_number
from generator.authoring.styles import GAP, SLIP, SLIP_LABEL, STATEMENT, TITLE, slip_styles
from generator.authoring.tables import frame
from generator.authoring.template import assembled
from generator.form.model import Form

_COLUMNS = 4
_LOW, _HIGH = 8, 22  # millimetres: what is printed, what is signed or sealed

Pair = tuple[str, str]


def build_slip(form: Form) -> bytes:
    """Build the slip's Word template; the same bytes each time.

    Raises:
        FormError: If the form's texts do not say what the slip is to say and how it is to look.
    """
    words = form.texts["slip"]
    looks = looks_of(form)
    margins = {side: twips(width) for side, width in words["page"].items()}
    looks = replace(looks, page={**looks.page, **margins})
    content = [
        paragraph(TITLE, text(tag("title"))),
        _table(form, words),
        paragraph(GAP),  # Word wants a paragraph below the last table
    ]
    return assembled(looks, slip_styles(looks, words["points"]), content, put_page_without_number)


def _table(form: Form, words: Mapping[str, Any]) -> Element:
    widths = [twips(width) for width in words["widths"]]
    labels = {asked.id: asked.label for asked in form.particulars}
    asked = [(labels[name], tag(f"particulars['{name}']")) for name in words["particulars"]]
    totals = [(label, tag(field)) for label, field in words["totals"]]
    signed = [*((label, "") for label in words["signatures"]), (words["date"], words["date_line"])]
    return element(
        "tbl",
        *frame(widths),
        _row(_cell(SLIP_LABEL, asked[0][0]), _cell(SLIP, asked[0][1], across=_COLUMNS - 1)),
        *_pairs(asked[1:]),
        _band(words["totals_head"]),
        *_pairs(totals),
        _band(words["findings_head"]),
        _row(_findings()),
        _band(words["signatures_head"]),
        *_pairs(signed, _HIGH // 2),
        _row(_cell(SLIP_LABEL, words["seal"]), _cell(SLIP, "", across=_COLUMNS - 1), height=_HIGH),
    )


def _pairs(pairs: Sequence[Pair], height: int = _LOW) -> Iterator[Element]:
    """Rows of two labels with what belongs to each; the last one may have only one."""
    for left, right in zip_longest(pairs[::2], pairs[1::2], fillvalue=("", "")):
        cells = [
            _cell(style, words)
            for pair in (left, right)
            for style, words in zip((SLIP_LABEL, SLIP), pair, strict=True)
        ]
        yield _row(*cells, height=height)


def _band(head: str) -> Element:
    return _row(_cell(SLIP_LABEL, head, across=_COLUMNS))


def _row(*cells: Element, height: int = _LOW) -> Element:
    """A row of at least so many millimetres, which no page splits."""
    low = element("trHeight", val=twips(height), hRule="atLeast")
    return element("tr", element("trPr", element("cantSplit"), low), *cells)


def _cell(style: str, words: str, *, across: int = 1) -> Element:
    return _merged(across, paragraph(style, *([text(words)] if words else [])))


def _findings() -> Element:
    """How many findings there are, then each explanation in a paragraph of its own."""
    lines = (
        (SLIP, tag("result")),
        (STATEMENT, statement("for explanation in explanations")),
        (SLIP, tag("explanation")),
        (STATEMENT, statement("endfor")),
    )
    return _merged(_COLUMNS, *(paragraph(style, text(words)) for style, words in lines))


def _merged(across: int, *content: Element) -> Element:
    span = [element("tcPr", element("gridSpan", val=across))] if across > 1 else []
    return element("tc", *span, *content)
