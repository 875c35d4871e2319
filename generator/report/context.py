"""What a template sees of a filing: plain texts and lists, names replaced, defaults put in."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from generator import arithmetic
from generator.filing import Filing, Item, paragraphs
from generator.form import dates
from generator.form.model import Form, Section
from generator.narrative import Formatter, fits_a_page, sheet_named, told, worded
from generator.report.lines import broken
from generator.report.prose import Paragraph
from generator.report.sheet import Sheet, laid_out
from generator.report.subheadings import headed

_POINTS_PER_MM = 72 / 25.4

NAMES = (
    "organisation", "year", "title", "title_lines", "opening", "sections",
    "signature", "date", "website", "contact", "draft", "draft_mark",
)  # fmt: skip


def figures(filing: Filing, form: Form) -> dict[str, str]:
    """For every field the text to print."""
    return {name: figure.text for name, figure in arithmetic.figures(form, filing).items()}


def context(filing: Filing, form: Form, *, draft: bool = False) -> dict[str, Any]:
    """The values that a template may use, by name.

    ``sections`` are in the order of the form, each with ``id``, ``number``, ``title``, ``intro`` (paragraphs
    before the first sub-heading), ``parts`` (each with ``number``, ``heading`` and ``paragraphs``) and, for
    every table of the form, whether it stands in this section (``section.applications``). Each paragraph is a
    ``Paragraph``: the text, its ``runs``, and the ``rows`` of the sheet that it prints.
    """
    words = form.texts["report"]
    formatter = Formatter(form, filing)
    lines = title_lines(filing, form)
    return {
        **{name: str(filing.particulars.get(name, "")) for name in ("organisation", "year", "website")},
        "date": dates.printed(str(filing.particulars.get("date", ""))),
        "signature": "\n".join(signature_lines(filing, form)),
        "contact": _contact(filing, words),
        "title": "".join(lines),
        "title_lines": lines,
        "opening": _paragraphs(filing.opening or _default_opening(filing, form), filing, form, formatter),
        "sections": _sections(filing, form, formatter),
        "draft": draft,
        "draft_mark": words["draft_mark"] if draft else "",
    }


def title_lines(filing: Filing, form: Form) -> list[str]:
    """The title: as given, line by line; else the organisation and the name of the report."""
    given = paragraphs(str(filing.particulars.get("title", "")))
    words, year = form.texts["report"], filing.particulars.get("year", "")
    derived = (
        str(filing.particulars.get("organisation", "")),
        words["title_line"].format(year=year, title=form.title),
    )
    limit = _characters(words, words["points"]["title"])
    return [
        part for line in given or filter(None, derived) for part in broken(line, limit, words["line_ends"])
    ]


def signature_lines(filing: Filing, form: Form) -> list[str]:
    """The name below a report as typed, line by line; in more where one is longer than its place."""
    words = form.texts["report"]
    given = paragraphs(str(filing.particulars.get("signature", "")))
    limit = _characters(words, words["points"]["body"]) - words["signed_from"]
    return [part for line in given for part in broken(line, limit, words["line_ends"])]


def _characters(words: Mapping[str, Any], points: float) -> int:
    """How many characters of a size stand in a line of the text area."""
    page = words["page"]
    return int((page["width"] - page["left"] - page["right"]) * _POINTS_PER_MM / points)


def _sections(filing: Filing, form: Form, formatter: Formatter) -> list[dict[str, Any]]:
    """The sections; the last paragraph of a report that is signed below it says so."""
    sections = [_section(section, filing, form, formatter) for section in form.sections]
    is_signed = any(filing.particulars.get(name) for name in ("signature", "date"))
    last = sections[-1]["parts"][-1]["paragraphs"] if sections[-1]["parts"] else sections[-1]["intro"]
    if is_signed and last:
        last[-1] = last[-1].closed()
    return sections


def _section(section: Section, filing: Filing, form: Form, formatter: Formatter) -> dict[str, Any]:
    items = headed(told(section.id, filing, form), form)
    intro = items.pop(0).paragraphs if items and not items[0].heading else ()
    return {
        "id": section.id,
        "number": form.sections.index(section) + 1,
        "title": section.title,
        "intro": _paragraphs(intro, filing, form, formatter),
        "parts": [
            {
                "number": number,
                "heading": Paragraph(formatter.fill(_heading(item, form))),
                "paragraphs": _paragraphs(item.paragraphs, filing, form, formatter),
            }
            for number, item in enumerate(items, start=1)
        ],
        **{table.id: section.table == table.id for table in form.tables},
    }


def _heading(item: Item, form: Form) -> str:
    """A sub-heading without the sign that closes it: whether it has one is for the template to say."""
    return re.sub(form.texts["closing"], r"\1", item.heading) if item.paragraphs else item.heading


def _paragraphs(typed: Iterable[str], filing: Filing, form: Form, formatter: Formatter) -> list[Paragraph]:
    """Each text with its figures; one that prints a sheet, with that table."""
    return [Paragraph(formatter.fill(text), _sheet(sheet_named(text, form), filing)) for text in typed]


def _sheet(name: str, filing: Filing) -> Sheet:
    """The table that a sheet prints; none for one that has more rows or columns than there is room for."""
    rows = filing.tables.get(name, ())
    return laid_out(rows, filing.merged.get(name, ()), name) if fits_a_page(rows) else Sheet()


def _default_opening(filing: Filing, form: Form) -> tuple[str, ...]:
    given = {name: str(filing.particulars.get(name, "")) for name in ("organisation", "year", "website")}
    return paragraphs(worded("opening.j2", form, given | {"contact": _contact(filing, form.texts["report"])}))


def _contact(filing: Filing, words: Mapping[str, Any]) -> str:
    given = ((filing.particulars.get(name), text) for name, text in words["contact"].items())
    return str(words["contact_joint"]).join(text.format(value=value) for value, text in given if value)
