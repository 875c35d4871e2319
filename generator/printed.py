"""A filing as its report prints it: names replaced, defaults put in, totals computed."""

from dataclasses import replace
from typing import Any

from generator.figure import of_text
from generator.filing import Filing, Item
from generator.form.headings import headings
from generator.form.model import Form
from generator.narrative import told
from generator.report.context import context, figures, title_lines


def printed(filing: Filing, form: Form) -> Filing:
    """Give the filing whose answers are what the report shows; where they were found stays with them.

    Args:
        filing: What was answered.
        form: The form that it answers.
    """
    values = context(filing, form)
    sections = zip(form.sections, values["sections"], strict=True)
    return replace(
        filing,
        particulars=_particulars(filing, values),
        figures={name: of_text(text, form.not_applicable) for name, text in figures(filing, form).items()},
        opening=tuple(values["opening"]),
        narrative={section.id: items for section, shown in sections if (items := _items(shown))},
        headings=headings(form),
    )


def _particulars(filing: Filing, values: dict[str, Any]) -> dict[str, str | int]:
    """The particulars with the title in the lines, and the date in the words, that the report has."""
    date = {"date": values["date"]} if values["date"] else {}
    return {**filing.particulars, "title": "\n".join(values["title_lines"]), **date}


def published(filing: Filing, form: Form) -> Filing:
    """Give a filing read from a published report with what follows from others: title, default sentences.

    Args:
        filing: As it was read; nothing else is added to it.
        form: The form that it answers.
    """
    title = {"title": "\n".join(title_lines(filing, form))} if _has_title(filing) else {}
    texts = {section.id: items for section in form.sections if (items := told(section.id, filing, form))}
    return replace(filing.with_particulars(title), narrative=texts)


def _has_title(filing: Filing) -> bool:
    return any(filing.particulars.get(name) for name in ("title", "organisation", "year"))


def _items(section: dict[str, Any]) -> tuple[Item, ...]:
    """The stretches of a section: what stands before the first sub-heading, and those below one."""
    parts = tuple(Item(part["heading"], tuple(part["paragraphs"])) for part in section["parts"])
    return (Item("", tuple(section["intro"])), *parts) if section["intro"] else parts
