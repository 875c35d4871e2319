"""Findings put into the workbook that they were found in, by values only.

审核结果 lists them, and marks colour the cells concerned; the blank workbook has columns ready for both,
so that everything else stays as its owner saved it. Where it is a matter of the same findings, the same
workbook comes out; explanations stay.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from generator.errors import UnusableInputError
from generator.finding import Finding
from generator.form.model import Form, Severity
from generator.ooxml.change import change_cells
from generator.ooxml.package import open_package
from generator.ooxml.sheets import read_workbook
from generator.workbook import keys
from generator.workbook.changes import Change, by_sheet, written
from generator.workbook.explained import Checked, findings_sheet, rows_of_checks
from generator.workbook.listed import listed
from generator.workbook.marks import marked


@dataclass(frozen=True, slots=True)
class Annotated:
    """The annotated copy; how many findings did not fit on 审核结果, and cells that could not be coloured."""

    workbook: bytes
    unlisted: int
    uncoloured: tuple[str, ...]


def annotate(
    data: bytes,
    form: Form,
    findings: Sequence[Finding],
    explanations: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> Annotated:
    """Put findings into the workbook in which they were found.

    Args:
        data: The workbook, as its owner saved it.
        form: The form that it answers.
        findings: As ``check`` gives them; they replace those of the last time.
        explanations: What settles a finding (its check and place), in place of what is typed there.

    Raises:
        UnusableInputError: If it cannot be changed, or has no 审核结果.
    """
    package = open_package(data)
    workbook = read_workbook(package)
    names = keys.sheet_names(form)
    sheet = findings_sheet(workbook, form, names)
    if sheet is None:
        raise UnusableInputError("fill.no-findings-sheet", sheet=names[keys.FINDINGS])
    checked = list(rows_of_checks(workbook, form, names))
    on_checks = {(explanation.check, explanation.at) for _, _, explanation in checked if explanation.text}
    beyond = {key: text for key, text in explanations.items() if key not in on_checks}
    listing = listed(sheet, form, findings, beyond)
    marks, unmarked = marked(workbook, form, findings)
    changes = by_sheet(
        chain(listing.changes, _explained(checked, explanations), _recorded(checked, findings), marks)
    )
    changed = change_cells(package, changes, {sheet.sheet.name: listing.heights})
    return Annotated(changed, listing.unlisted, unmarked)


def _explained(checked: Sequence[Checked], explanations: Mapping[tuple[str, str], str]) -> Iterator[Change]:
    """What takes the place of explanations on 审核."""
    for found, row, typed in checked:
        if typed.text:
            text = explanations.get((typed.check, typed.at), typed.text)
            yield from written(found, (row, found.columns["explanation"]), text)


def _recorded(checked: Sequence[Checked], findings: Sequence[Finding]) -> Iterator[Change]:
    """The figures on 审核 that explanations were given for, or are asked for."""
    doubts = {(f.check, f.at): f for f in findings if f.severity is Severity.EXPLAIN}
    for found, row, typed in checked:
        doubt = doubts.get((typed.check, typed.at))
        kept = keys.saw(doubt.saw, typed.text) if doubt and (doubt.explanation or not typed.text) else ""
        if "saw" in found.columns and not typed.saw and (kept or not typed.text):
            yield from written(found, (row, found.columns["saw"]), kept)
