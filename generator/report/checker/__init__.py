"""A template of one's own looked at with the form in hand: everything that is to be mended, all at once."""

from dataclasses import dataclass
from itertools import islice

from generator.form.model import Form
from generator.report.checker.fixed import fixed
from generator.report.checker.placed import mislabelled, missing, twice, uses_of
from generator.report.checker.strays import strays
from generator.report.checker.trial import try_out
from generator.report.context import NAMES
from generator.report.render import inspect
from generator.report.word.compile import MOST_PROBLEMS
from generator.report.word.faults import NOWHERE, Fault


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: ``faults`` stop every report, ``doubts`` let one come out that is hardly meant so."""

    faults: tuple[Fault, ...]
    doubts: tuple[Fault, ...]


def check_template(template: bytes, form: Form) -> Checked:
    """Check a template.

    Args:
        template: The .docx.
        form: The form whose report it is to be.

    Returns:
        Everything that is wrong with it, in the order in which it stands; what it lacks comes last.

    Raises:
        UnusableInputError: If it is no Word document, a damaged one, or one without a tag.
    """
    inspection = inspect(template, form)
    every = uses_of(inspection)
    uses = [use for use in every if not use.copy]
    stopping, odd = try_out(inspection, every, form)
    faults = dict.fromkeys([*inspection.faults, *stopping])
    names = {*NAMES, *form.fields}
    references = {*form.names, form.texts["table_mark"]}
    groups = (
        strays(inspection, names),
        fixed(inspection, references),
        twice(uses),
        mislabelled(uses, form),
        odd,
        missing(uses, form),
    )
    doubts = [fault for group in groups for fault in islice(group, MOST_PROBLEMS)]
    order = [part.name for part in inspection.parts]

    def standing(fault: Fault) -> tuple[bool, int, int]:
        part = fault.site.place.part
        return fault.site == NOWHERE, order.index(part) if part in order else len(order), fault.site.byte

    return Checked(tuple(sorted(faults, key=standing)), tuple(sorted(dict.fromkeys(doubts), key=standing)))
