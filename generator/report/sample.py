"""A filing that nobody made: each figure and text differs from all others, and so shows its place."""

from typing import Any

from generator.figure import of_number
from generator.filing import Filing, Item
from generator.form.model import Form
from generator.form.numerals import chinese
from generator.messages import say
from generator.report.context import context

_OF_A_TABLE = 1000


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
        narrative={section.id: _texts_of(n) for n, section in enumerate(form.sections, 1)},
    )


def sample_context(form: Form, *, draft: bool = True) -> dict[str, Any]:
    """The values of the sample filing that a template may use; as a draft it is marked as a sample."""
    mark = say("template.sample.mark") if draft else ""
    return context(sample_filing(form), form, draft=draft) | {"draft_mark": mark}


def _texts_of(number: int) -> tuple[Item, ...]:
    """A text before the first sub-heading, and two parts with one."""

    def text(key: str) -> str:
        return say(key, number=chinese(number))

    return (
        Item("", (text("template.sample.intro"),)),
        Item(
            text("template.sample.heading"), (text("template.sample.first"), text("template.sample.second"))
        ),
        Item(text("template.sample.next-heading"), (text("template.sample.third"),)),
    )
