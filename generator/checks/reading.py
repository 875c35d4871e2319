"""Findings on how answers were typed: what the reader noticed, one finding a check and place."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.checks.wording import found, join, where
from generator.figure import Figure, State, fits_a_cell
from generator.filing import Filing, Remark
from generator.finding import Finding
from generator.form.model import Form
from generator.places import EXTRAS

_OF_HEADINGS = ("section-missing", "heading-worded", "sections-moved")


def findings(filing: Filing, form: Form, previous: Filing | None) -> Iterator[Finding]:
    """Yield one finding for all remarks of a kind about a table, or the texts; then those of last year."""
    yield from _told([*_on_figures(filing, form), *filing.remarks], form)
    if previous is not None:
        yield from of_last_year(previous, form)


def of_last_year(previous: Filing, form: Form) -> Iterator[Finding]:
    """Yield what was noticed in last year's file and may bear on its figures, said to be of that file."""
    words = str(form.texts["published"]["last_year"])
    remarks = [remark for remark in previous.remarks if remark.rule not in _OF_HEADINGS]
    for finding in _told(remarks, form):
        yield replace(finding, message=words.format(message=finding.message), cells=())


def _told(remarks: Sequence[Remark], form: Form) -> Iterator[Finding]:
    for check in form.checks.values():
        mine = [remark for remark in remarks if remark.rule == check.rule]
        for at in dict.fromkeys(remark.at for remark in mine):
            here = [remark for remark in mine if remark.at == at]
            cells = tuple(dict.fromkeys(remark.cell for remark in here if remark.cell))
            words = join([f"{remark.cell}{remark.words}" for remark in here])
            yield found(check, at, form, cells=cells, count=len(here), words=words)


def _on_figures(filing: Filing, form: Form) -> Iterator[Remark]:
    doubtful = form.texts["figures"]["doubtful"]
    for name, figure in filing.figures.items():
        table = form.fields[name].table if name in form.fields else EXTRAS
        cell = filing.cell(name)
        place = "" if cell else where(name, filing, form)
        if _is_needlessly_text(figure):
            yield Remark("number-as-text", table, cell, place)
        if figure.state is State.NOT_APPLICABLE and figure.typed in doubtful:
            yield Remark("word-for-nothing", table, cell, place)
        if figure.formula and figure.state is not State.UNREADABLE:
            yield Remark("formula", table, cell, f"{place}“={figure.formula}”")


def _is_needlessly_text(figure: Figure) -> bool:
    """A number as text, where a cell could hold that very number (7545.00 it cannot)."""
    is_text = figure.state is State.NUMBER and bool(figure.typed) and not figure.note
    return is_text and (figure.typed != figure.text or fits_a_cell(figure.value))
