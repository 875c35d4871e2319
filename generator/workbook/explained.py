"""The explanations that stand on 审核 and 审核结果."""

from collections.abc import Iterator, Mapping

from generator.filing import Explanation
from generator.form.model import Form, Instance
from generator.ooxml.sheets import Workbook
from generator.places import identifier, of_instance
from generator.workbook import keys
from generator.workbook.identity import Keyed, keyed, rows_below, words_at
from generator.workbook.labels import headed

Checked = tuple[Keyed, int, Explanation]
"""A row of 审核: the sheet, the row, and what is typed there to explain what the check finds."""


def explanations(workbook: Workbook, form: Form, names: Mapping[str, str]) -> Iterator[Explanation]:
    """Yield what was typed to settle findings, 审核 first.

    Args:
        workbook: Where to look; either sheet may be missing.
        form: For the words of places, should the keys of 审核 be lost.
        names: What each sheet is called in a new workbook.
    """
    yield from (typed for _, _, typed in rows_of_checks(workbook, form, names) if typed.text)
    if findings := findings_sheet(workbook, form, names):
        yield from _on_findings(findings, form)


def findings_sheet(workbook: Workbook, form: Form, names: Mapping[str, str]) -> Keyed | None:
    """审核结果, by its keys or by its heads."""
    return _listed(workbook, keys.FINDINGS, names, form.texts["findings_sheet"]["heads"])


def rows_of_checks(workbook: Workbook, form: Form, names: Mapping[str, str]) -> Iterator[Checked]:
    """Yield the rows of 审核, be there an explanation typed beside the check or not."""
    if checks := _listed(workbook, keys.CHECKS, names, form.texts["checks_sheet"]["heads"]):
        yield from ((checks, row, explanation) for row, explanation in _on_checks(checks, form))


def _listed(
    workbook: Workbook, marker: str, names: Mapping[str, str], heads: Mapping[str, str]
) -> Keyed | None:
    found = keyed(workbook, marker, names[marker])
    return found if found and found.columns.keys() >= heads.keys() else headed(workbook, heads)


def _on_checks(found: Keyed, form: Form) -> Iterator[tuple[int, Explanation]]:
    instances = {keys.instance_key(i.check, i.at): i for i in form.instances}
    row_keys = {row: key for key, row in found.rows.items()}
    for row in rows_below(found):
        instance = instances.get(row_keys.get(row, "")) or _worded(found, row, form)
        if instance:
            yield row, _explanation(found, row, instance.check, instance.at)


def _worded(found: Keyed, row: int, form: Form) -> Instance | None:
    """The check that a row without its key names in words."""
    check, place = words_at(found, row, "check"), words_at(found, row, "place")
    named = (instance for instance in form.instances if instance.check == check)
    return next((instance for instance in named if of_instance(instance, form) == place), None)


def _on_findings(found: Keyed, form: Form) -> Iterator[Explanation]:
    for row in rows_below(found):
        check, text = words_at(found, row, "check"), words_at(found, row, "explanation")
        if text and check not in ("", form.texts["findings_sheet"]["heads"]["check"]):
            yield _explanation(found, row, check, identifier(check, words_at(found, row, "at"), form))


def _explanation(found: Keyed, row: int, check: str, at: str) -> Explanation:
    text, kept = words_at(found, row, "explanation"), words_at(found, row, "saw")
    return Explanation(check, at, text, keys.seen(kept, text), keys.shown(kept))
