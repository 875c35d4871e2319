"""The roll-up: what came in, what it adds up to, and what is wrong with the sums."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.checks import check
from generator.checks.previous import is_of_another_year
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Form
from generator.intake import added_up, is_json
from generator.office.collect import Returns, Standing
from generator.office.file import of_figures
from generator.office.publications import Comparison
from generator.sums import Adjustment, Sum, rolled_up, sums
from generator.workbook.rolled import is_marked, read


@dataclass(frozen=True, slots=True)
class Rollup:
    """What a district's office owes: its sums as a filing (``whole``), and what they were made of.

    ``sums`` are before, ``whole`` is after what was adjusted; ``kinds`` are the filings of each 类别.
    ``findings`` are those of the sums; ``before`` are the figures of each unit last year, by code or name;
    ``publications`` are the published reports that were given, each beside what its unit handed in.
    """

    returns: Returns
    sums: Mapping[str, Sum]
    adjustments: tuple[Adjustment, ...]
    whole: Filing
    kinds: Mapping[str, Filing]
    findings: tuple[Finding, ...]
    previous: Filing | None = None
    before: Mapping[str, Filing] | None = None
    publications: tuple[Comparison, ...] = ()

    def fields(self, form: Form) -> tuple[str, ...]:
        """Every figure: the form's, totals included, then the extra ones."""
        return tuple(dict.fromkeys((*form.fields, *self.sums)))


def roll_up(
    returns: Returns,
    form: Form,
    organisation: str,
    *,
    adjustments: Sequence[Adjustment] = (),
    previous: Filing | None = None,
    before: Mapping[str, Filing] | None = None,
    publications: Sequence[Comparison] = (),
) -> Rollup:
    """Add up the units that count.

    Args:
        returns: What came in.
        form: The form that is added up.
        organisation: Whose roll-up it is.
        adjustments: What the office adds to sums.
        previous: Last year's roll-up or report, which the sums are compared with.
        before: Each unit's figures of last year, by code or name, where they are known.
        publications: What came of the published reports that were given.
    """
    added = sums(filings(returns.counted), form)
    particulars: dict[str, str | int] = {"organisation": organisation, "year": returns.year}
    whole = rolled_up(added, adjustments, form, {key: value for key, value in particulars.items() if value})
    found = of_figures(check(whole, form, previous), form)
    if previous and is_of_another_year(whole, previous):  # which the findings tell
        previous, before = None, None
    return Rollup(
        returns,
        added,
        tuple(adjustments),
        whole,
        _kinds(returns, form),
        found,
        previous,
        before,
        tuple(publications),
    )


def last_year(data: bytes, form: Form) -> tuple[Filing | None, Mapping[str, Filing]]:
    """Last year's sums, and where they come from a roll-up, each unit's compared figures by code and name.

    Args:
        data: Last year's roll-up, or what was reported then.
        form: The form that is added up.

    Raises:
        UnusableInputError: If it is neither, or cannot be used.
    """
    if is_json(data) or not is_marked(data):
        return added_up([data], form), {}
    field = form.texts["office"]["comparison"]["outliers"]["field"]
    last = read(data, form.items[field])
    return last.filing, last.units


def filings(standings: Iterable[Standing]) -> list[Filing]:
    """The filings that count for units."""
    return [standing.file.filing for standing in standings if standing.file and standing.file.filing]


def kind_of(standing: Standing, form: Form) -> str:
    """The 类别 of a unit, or the word for none."""
    return standing.unit.kind or str(form.texts["office"]["words"]["no_kind"])


def _kinds(returns: Returns, form: Form) -> dict[str, Filing]:
    """The sums of each 类别, where the list of units gives any."""
    if not any(standing.unit.kind for standing in returns.standings):
        return {}
    by_kind: dict[str, list[Standing]] = {}
    for standing in returns.counted:
        by_kind.setdefault(kind_of(standing, form), []).append(standing)
    return {kind: rolled_up(sums(filings(group), form), (), form, {}) for kind, group in by_kind.items()}
