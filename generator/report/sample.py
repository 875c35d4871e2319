"""A filing that nobody made: each figure and text differs from all others, and so shows its place."""

from dataclasses import replace
from typing import Any

from generator.figure import of_number
from generator.filing import Filing, Item
from generator.form.model import Form
from generator.form.numerals import chinese
from generator.messages import say
from generator.report.context import context

_OF_A_TABLE = 1000
_MERGED = ("A1:A2", "B1:C1")


def sample_figures(form: Form) -> dict[str, str]:
    """For every field a number of its own: the first table counts from 1001 on, the second from 2001."""
    tables = dict.fromkeys(field.table for field in form.fields.values())
    return {
        name: str(thousand * _OF_A_TABLE + number)
        for thousand, table in enumerate(tables, 1)
        for number, name in enumerate(form.table_fields(table), 1)
    }


def sample_filing(form: Form) -> Filing:
    """A filing with a text of its own wherever texts may stand."""
    figures = {name: of_number(int(text)) for name, text in sample_figures(form).items()}
    particulars: dict[str, str | int] = {
        particular.id: say("template.sample.particular", label=particular.label)
        for particular in form.particulars
    }
    particulars |= {"organisation": say("template.sample.organisation"), "year": form.years[0] or 2024}
    del particulars["title"]
    return Filing(
        form.id,
        form.edition,
        particulars=particulars,
        figures=figures,
        opening=(say("template.sample.opening"),),
        narrative={section.id: _texts_of(n, form) for n, section in enumerate(form.sections, 1)},
        tables={say("template.sample.sheet"): sample_sheet()},
        merged={say("template.sample.sheet"): _MERGED},
    )


def sample_sheet() -> tuple[tuple[str, ...], ...]:
    """The rows of a sheet that the sample prints; two of them are heads."""
    return tuple(tuple(row.split("|")) for row in say("template.sample.rows").split("\n"))


def sample_of_sheets(form: Form) -> Filing:
    """The sample with the sheet in place of every paragraph."""
    filing, only = sample_filing(form), (_mark(form),)
    narrative = {
        section: tuple(replace(item, paragraphs=only) for item in items)
        for section, items in filing.narrative.items()
    }
    return replace(filing, opening=only, narrative=narrative)


def sample_context(form: Form, filing: Filing | None = None, *, draft: bool = True) -> dict[str, Any]:
    """The values of the sample filing that a template may use; as a draft it is marked as a sample."""
    mark = say("template.sample.mark") if draft else ""
    return context(filing or sample_filing(form), form, draft=draft) | {"draft_mark": mark}


def _mark(form: Form) -> str:
    return f"【{form.texts['table_mark']}｜{say('template.sample.sheet')}】"


def _texts_of(number: int, form: Form) -> tuple[Item, ...]:
    """A text before the first sub-heading, and two parts with one; in the first section a sheet, too."""
    sheet = (_mark(form),) if number == 1 else ()

    def text(key: str) -> str:
        return say(key, number=chinese(number))

    return (
        Item("", (text("template.sample.intro"),)),
        Item(
            text("template.sample.heading"),
            (text("template.sample.first"), *sheet, text("template.sample.second")),
        ),
        Item(text("template.sample.next-heading"), (text("template.sample.third"),)),
    )
