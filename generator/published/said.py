"""What a report says by itself, from figures, read back into these figures."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.figure import ZERO, Figure
from generator.filing import Filing, Item
from generator.form.model import Form
from generator.narrative import default_sentence, worded
from generator.published.cells import figure_of

_FIRST_MARK = 0xE000  # private use: no template has these characters


def read_back(filing: Filing, form: Form) -> Filing:
    """Give the filing with the figures of the sentences that its report says by itself, without these.

    A sentence that is worded otherwise, or speaks of another year, stays text, and its figures blank.

    Args:
        filing: As it was read from a report.
        form: The form that it answers.
    """
    for section in form.texts["report"]["defaults"]:
        filing = _read_back(section, filing, form)
    return filing


def _read_back(section: str, filing: Filing, form: Form) -> Filing:
    *before, last = filing.narrative.get(section, ()) or (Item("", ()),)
    if not last.paragraphs:
        return filing
    *kept, sentence = last.paragraphs
    rest = Item(last.heading, tuple(kept))
    items = (*before, rest) if rest.heading or rest.paragraphs else tuple(before)
    narrative = {**filing.narrative, section: items}
    without = replace(filing, narrative={name: texts for name, texts in narrative.items() if texts})
    for figures in _readings(sentence, section, form):
        found = replace(without, figures={**filing.figures, **figures})
        if default_sentence(section, found, form) == sentence:
            return found
    return filing


def _readings(sentence: str, section: str, form: Form) -> Iterator[Mapping[str, Figure]]:
    """The figures that a sentence may have been made from, by field: those it names, or 0 each.

    A sentence that does not name them all cannot be read back.
    """
    default = form.texts["report"]["defaults"][section]
    fields = {field.column: name for name, field in form.fields.items() if field.table == default["figures"]}
    yield dict.fromkeys(fields.values(), ZERO)
    marks = {name: chr(_FIRST_MARK + at) for at, name in enumerate([*fields, "year"])}
    pattern = re.escape(worded(default["text"], form, marks))
    for name, mark in marks.items():
        pattern = pattern.replace(mark, f"(?P<{name}>.+?)", 1).replace(mark, f"(?P={name})")
    match = re.fullmatch(pattern, sentence)
    if match and fields.keys() <= match.groupdict().keys():
        yield {name: figure_of(match[column], form) for column, name in fields.items()}
