"""A trial rendering: what is placed must come back, once, and nothing else may be left."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.filing import Filing
from generator.form.model import Form
from generator.narrative import sheet_named
from generator.report.checker.placed import Use
from generator.report.sample import (
    sample_context,
    sample_figures,
    sample_filing,
    sample_of_sheets,
    sample_sheet,
)
from generator.report.word.faults import NOWHERE, Fault, Site, TagError
from generator.report.word.joined import joined_in
from generator.report.word.output import Output
from generator.report.word.part import Part, parse_part
from generator.report.word.places import place_of
from generator.report.word.tags import site_of
from generator.report.word.template import Inspection

_LEFT = re.compile(r"\{\{|\}\}|\{%|%\}|(?<![A-Za-z])(?:None|Undefined)(?![A-Za-z])")


def try_out(inspection: Inspection, uses: Sequence[Use], form: Form) -> tuple[list[Fault], list[Fault]]:
    """Render a template with the sample, as a draft and as what is published.

    Returns:
        What stops the rendering, and what does not come out as it should. The latter is only known where
        nothing else is wrong with the template's tags.
    """
    faults: list[Fault] = []
    drafted, final = (
        inspection.template.outputs(sample_context(form, draft=draft), sample_figures(form), faults)
        for draft in (True, False)
    )
    if faults or inspection.faults:
        return faults, []
    if together := list(dict.fromkeys(_together(final.values(), uses))):
        return together, []
    sheets = inspection.template.outputs(_only_sheets(form), sample_figures(form))
    odd = [*_come_out(drafted, uses, form), *_come_out(final, uses, form)]
    printed = _texts_of(drafted)
    return [], [
        *dict.fromkeys(odd),
        *_unmarked(printed, inspection, form),
        *dict.fromkeys(_sheets(sheets, form, knows_heads=_mentions("more_heads", inspection))),
        *_left("".join(printed.values()), inspection),
    ]


def _together(outputs: Iterable[Output], uses: Sequence[Use]) -> Iterator[Fault]:
    """Tell of figures that run together with a digit beside them."""
    fields = {figure.field for output in outputs for figure in joined_in(output)}
    for use in (use for use in uses if use.field in fields):
        yield TagError("joined", field=use.field).at(site_of(use.tag))


def _come_out(outputs: Mapping[str, Output], uses: Sequence[Use], form: Form) -> Iterator[Fault]:
    """Tell of figures and texts that do not come out of one of the renderings, or come too often."""
    yield from _figures(outputs.values(), uses)
    shown = {name: output for name, output in outputs.items() if _part(name, output).is_word}
    yield from _texts("".join(_texts_of(shown).values()), form)


def _texts_of(outputs: Mapping[str, Output]) -> dict[str, str]:
    return {name: _text(name, output) for name, output in outputs.items()}


def _figures(outputs: Iterable[Output], uses: Sequence[Use]) -> Iterator[Fault]:
    """Tell of figures that are placed but do not come, or come more often than they are placed."""
    printed = Counter(figure.field for output in outputs for figure in output.figures)
    placed = Counter(use.field for use in uses)
    for use in (use for use in uses if not use.copy):
        count = printed[use.field]
        if not count:
            yield TagError("never-printed", field=use.field).at(site_of(use.tag))
        elif count > placed[use.field]:
            yield TagError("printed-often", field=use.field, times=str(count)).at(site_of(use.tag))


def _texts(printed: str, form: Form) -> Iterator[Fault]:
    filing = sample_filing(form)
    for text in _expected(filing, form):
        if text not in printed:
            yield TagError("text-missing", text=text).at(NOWHERE)
    for text in (*filing.opening, *_paragraphs(filing, form)):
        if (times := printed.count(text)) > 1:
            yield TagError("text-often", text=text, times=str(times)).at(NOWHERE)


def _mentions(name: str, inspection: Inspection) -> bool:
    return any(name in tag.source for part in inspection.compiled for tag in part.tags)


def _only_sheets(form: Form) -> dict[str, Any]:
    return sample_context(form, sample_of_sheets(form))


def _sheets(outputs: Mapping[str, Output], form: Form, *, knows_heads: bool) -> Iterator[Fault]:
    """Tell of tags that print the name of a sheet in place of its table, and of cells that do not come.

    A template that knows of no further rows of heads is an old one, and told of that once.
    """
    unlaid = [tag for output in outputs.values() for tag in output.unlaid]
    for tag in unlaid:
        yield TagError("sheet-as-text").at(site_of(tag))
    printed = "".join(_texts_of(outputs).values())
    counts = {text: printed.count(text) for row in sample_sheet() for text in row if text}
    placed = sum(bool(sheet_named(text.words, form)) for text in sample_of_sheets(form).texts)
    most = min(max(counts.values()), placed - len(unlaid))
    lacking = [text for text, count in counts.items() if count < most]
    if lacking and not knows_heads:
        yield TagError("sheet-heads", texts="、".join(lacking)).at(NOWHERE)
        return
    for text in lacking:
        yield TagError("sheet-lacks", text=text).at(NOWHERE)


def _unmarked(texts: Mapping[str, str], inspection: Inspection, form: Form) -> Iterator[Fault]:
    """Tell of headers that do not say of a draft that it is one, unless all footers do."""
    mark = str(sample_context(form)["draft_mark"])
    lacking = [part for part in inspection.parts if mark not in texts.get(part.name, "")]
    headers, footers = ([part for part in lacking if part.root.name == root] for root in ("w:hdr", "w:ftr"))
    if not any(mark in text for text in texts.values()):
        yield TagError("no-draft-mark-anywhere").at(NOWHERE)
    elif footers:
        for part in headers:
            yield TagError("no-draft-mark").at(Site(place_of(part, part.root), "", ""))


def _paragraphs(filing: Filing, form: Form) -> Iterator[str]:
    """The paragraphs of a filing's sections, which a report holds once, but those that print a sheet."""
    items = (item for items in filing.narrative.values() for item in items)
    return (text for item in items for text in item.paragraphs if not sheet_named(text, form))


def _expected(filing: Filing, form: Form) -> Iterator[str]:
    """The texts of a filing that a report must hold."""
    yield from (*sample_context(form)["title_lines"], *filing.opening)
    for section in form.sections:
        yield section.title
        for item in filing.narrative[section.id]:
            yield from filter(None, [item.heading])
    yield from _paragraphs(filing, form)
    yield from (str(filing.particulars[name]) for name in ("signature", "date"))


def _left(printed: str, inspection: Inspection) -> Iterator[Fault]:
    """Tell of what looks like a rest of a tag or of an empty value, and is no text of the template."""
    own = "".join(piece.text for part in inspection.parts for piece in part.pieces)
    for found in dict.fromkeys(_LEFT.findall(printed)):
        if found not in own:
            yield TagError("left-over", text=found).at(NOWHERE)


def _text(name: str, output: Output) -> str:
    return "".join(piece.text for piece in _part(name, output).pieces)


def _part(name: str, output: Output) -> Part:
    return parse_part(b"".join(output.pieces), name)
