"""What was reported beside what is to be published: the differences, and the final text taken over."""

from dataclasses import dataclass

from generator.errors import UnusableInputError
from generator.filing import Filing
from generator.form.model import Form
from generator.intake import is_report, received
from generator.printed import printed, published
from generator.published.compare import Difference, compare
from generator.published.taken import PARTICULARS, taken


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its filing, and ``shown``, the same as its report shows it."""

    form: Form
    filing: Filing
    shown: Filing


def side(data: bytes) -> Side:
    """Read one of the two: a workbook, a filing in JSON or a published report.

    Raises:
        UnusableInputError: If it is none of these, or cannot be used.
    """
    form, filing = received(data)
    return side_of(filing, form, is_published=is_report(data))


def side_of(filing: Filing, form: Form, *, is_published: bool) -> Side:
    """The side of what was read already: a published report, or answers that are not published yet."""
    return Side(form, filing, published(filing, form) if is_published else printed(filing, form))


def differences(ours: Side, theirs: Side) -> tuple[Difference, ...]:
    """What the two do not have in common, in the order of the report.

    Raises:
        UnusableInputError: If they are of different editions.
    """
    form, other = ours.form, theirs.form
    if (form.id, form.edition) != (other.id, other.edition):
        raise UnusableInputError("compare.editions", ours=form.edition, theirs=other.edition)
    return compare(ours.shown, theirs.shown, form)


def with_final_text(workbook: bytes, ours: Side, theirs: Side) -> bytes:
    """The workbook with the texts of the final report in it; its figures stay.

    Args:
        workbook: The workbook that ours was read from.
        ours: What was answered.
        theirs: The final report, of the same edition.
    """
    from generator.workbook.texts import with_texts  # noqa: PLC0415  (few comparisons write one)

    final = taken(ours.filing, ours.shown, theirs.shown, ours.form)
    before = ours.filing.particulars
    changed = [name for name in PARTICULARS if final.particulars.get(name) != before.get(name)]
    return with_texts(workbook, ours.form, final, changed)


def of_figures(found: tuple[Difference, ...]) -> int:
    """How many differences are of figures, which the final text does not settle."""
    return sum(one.kind in ("figure", "row", "table") for one in found)
