"""What arithmetic can say about where the mistake is; nothing where several explanations fit equally.

The strongest evidence is looked for first: a row and a column that are off by the same amount; two columns
that are off by opposite amounts; a slip of the hand that explains several findings; a total whose items other
comparisons confirm; a slip that alone explains the difference. Each is tried: it must mend what it explains,
and break nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.checks.trial import Change, Trial
from generator.checks.wording import join, where
from generator.figure import Number, State, digits, minus, plus
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Form


@dataclass(frozen=True, slots=True)
class _Suspicion:
    """The inputs or the total suspected, and what is added to the message."""

    suspects: tuple[str, ...]
    told: str


def with_suspects(
    findings: Iterable[Finding], filing: Filing, form: Form, previous: Filing | None = None
) -> list[Finding]:
    """The findings, those where arithmetic can tell the likely fault with that named."""
    given = list(findings)
    trial = Trial(filing, form, previous)
    return [_named(finding, given, trial) for finding in given]


def _named(finding: Finding, findings: Sequence[Finding], trial: Trial) -> Finding:
    check = trial.form.checks[finding.check]
    if (finding.check, finding.at) not in trial.instances or check.relation != "=" or not finding.difference:
        return finding
    for evidence in (_crossing, _pair, _slip_behind_several, _wrong_total, _slip):
        if found := evidence(finding, findings, trial):
            return replace(finding, message=finding.message + found.told, suspects=found.suspects)
    return finding


def _crossing(finding: Finding, findings: Sequence[Finding], trial: Trial) -> _Suspicion | None:
    """The one input that a finding has in common with one of another check, off by as much."""
    found: set[str] = set()
    for other in findings:
        if other.check != finding.check and _amount(finding) == _amount(other):
            shared = trial.inputs(finding.fields) & trial.inputs(other.fields)
            if len(shared) == 1 and all(_explains(name, (finding, other), trial) for name in shared):
                found |= shared
    if len(found) != 1:
        return None
    (name,) = found
    lows = list(_low_at(name, finding, trial))
    if len(lows) == 1:
        return lows[0]
    swaps = [change[name] for _, change in _swapped(finding, trial) if name in change]
    told = _told("suspect", (name,), trial)
    return replace(told, told=told.told + _swap(name, swaps, trial)) if len(swaps) == 1 else told


def _low_at(name: str, finding: Finding, trial: Trial) -> Iterator[_Suspicion]:
    """A figure in the row below its own that mends what a change of the suspect alone would not."""
    changed = (plus(trial.value(name), _amount(finding)), minus(trial.value(name), _amount(finding)))
    alone = max(len(trial.mended({name: value})) for value in changed)
    for key, change in _one_row_too_low(finding, trial):
        if name in change and len(trial.mended(change)) > alone:
            yield _told(key, tuple(change), trial, _meant(change))


def _meant(change: Change) -> str:
    return "".join(digits(value) for value in change.values() if value)


def _swap(name: str, swaps: Sequence[Number | None], trial: Trial) -> str:
    """What is added where the only swap of two digits of the suspect mends what is off."""
    (meant,) = swaps
    several = len(trial.mended({name: meant})) > 1
    return _told("suspect_digits", (name,), trial, digits(meant or 0)).told if several else ""


def _explains(name: str, findings: Iterable[Finding], trial: Trial) -> bool:
    """Whether one figure, more or less by the amount, mends all of these findings."""
    places = {(finding.check, finding.at) for finding in findings}
    amount = max(map(_amount, findings))
    changed = (plus(trial.value(name), amount), minus(trial.value(name), amount))
    return any(places <= trial.mended({name: value}) for value in changed)


def _wrong_total(finding: Finding, _findings: Sequence[Finding], trial: Trial) -> _Suspicion | None:
    """The stated total, where every item of it is confirmed by another comparison."""
    instance = trial.instances[finding.check, finding.at]
    items = set(trial.form.items[instance.total]) if instance.total else set()
    return _told("suspect_total", (instance.total,), trial) if items and items <= trial.confirmed else None


def _pair(finding: Finding, findings: Sequence[Finding], trial: Trial) -> _Suspicion | None:
    """The two columns of which one has too many and the other as many too few, and the cells to look at."""
    text = trial.form.checks[finding.check].pair
    same = [f for f in findings if f.check == finding.check and _amount(f) == _amount(finding)]
    if not text or len(same) != 2:
        return None
    one, other = same
    if plus(one.difference or 0, other.difference or 0) != 0:
        return None
    rows = list(_rows_of_pair(one, other, trial))
    if not rows:
        return None
    columns = [trial.instances[f.check, f.at].subject for f in same]
    told = text.format(words=join(columns), count=digits(_amount(finding)))
    suspects = tuple(dict.fromkeys(name for row in rows for name in row))
    if len(rows) == 1:
        told += _told("suspect_row", suspects, trial).told
    return _Suspicion(suspects, told)


def _rows_of_pair(one: Finding, other: Finding, trial: Trial) -> Iterator[tuple[str, str]]:
    """The cells of one row between which moving the amount mends both columns."""
    amount = _amount(one)
    places = {(one.check, one.at), (other.check, other.at)}
    columns = ([item for field in f.fields for item in trial.form.items[field]] for f in (one, other))
    for here, there in zip(*columns, strict=True):
        for source, target in ((here, there), (there, here)):
            moved = {source: minus(trial.value(source), amount), target: plus(trial.value(target), amount)}
            if places <= trial.mended(moved):
                yield here, there


def _slip_behind_several(finding: Finding, findings: Sequence[Finding], trial: Trial) -> _Suspicion | None:
    """A slip that mends other comparisons, too."""
    return _slip(finding, findings, trial, several=True)


def _slip(
    finding: Finding, _findings: Sequence[Finding], trial: Trial, *, several: bool = False
) -> _Suspicion | None:
    """The only swap of two digits, or figure in the row below its own, that explains the difference."""
    place = finding.check, finding.at
    slips = list(_swapped(finding, trial))
    if not _looks_back(finding, trial):  # else a figure of last year that is wrong explains as much
        slips += _one_row_too_low(finding, trial)
    tried = [(key, change, trial.mended(change)) for key, change in slips]
    fitting = [
        (key, change) for key, change, mended in tried if place in mended and len(mended) > int(several)
    ]
    if len(fitting) != 1:
        return None
    ((key, change),) = fitting
    return _told(key, tuple(change), trial, _meant(change))


def _looks_back(finding: Finding, trial: Trial) -> bool:
    instance = trial.instances[finding.check, finding.at]
    return any(term.last for term in instance.left + instance.right)


def _swapped(finding: Finding, trial: Trial) -> Iterator[tuple[str, Change]]:
    """Figures with two neighbouring digits swapped, where that makes as much as is missing."""
    for name in _typed(finding, trial):
        value = trial.filing.stated(name).value
        for meant in _swaps(str(value)) if isinstance(value, int) else ():
            if abs(meant - value) == _amount(finding):
                yield "suspect_digits", {name: meant}


def _swaps(text: str) -> Iterator[int]:
    for at in range(len(text) - 1):
        meant = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        if meant != text and meant.isdigit() and not meant.startswith("0"):
            yield int(meant)


def _one_row_too_low(finding: Finding, trial: Trial) -> Iterator[tuple[str, Change]]:
    """Figures above which a 0 stands, moved up; where a total was typed over, it is computed again."""
    concerned = set(_typed(finding, trial))
    columns: dict[tuple[str, str], list[str]] = {}
    for name, field in trial.form.fields.items():
        columns.setdefault((field.table, field.column), []).append(name)
    for names in columns.values():
        for above, below in pairwise(names):
            moved = trial.filing.stated(below).value
            is_empty = not trial.form.is_total(above) and trial.value(above) == 0
            if is_empty and moved and concerned & {above, below}:
                yield "suspect_low", {above: moved, below: None if trial.form.is_total(below) else 0}


def _typed(finding: Finding, trial: Trial) -> list[str]:
    """What was typed as a number, of all that a finding compares: its inputs, and its stated total."""
    total = trial.instances[finding.check, finding.at].total
    names = sorted(trial.inputs(finding.fields) | ({total} if total else set()))
    return [name for name in names if trial.filing.figure(name).state is State.NUMBER]


def _amount(finding: Finding) -> Number:
    difference: Number = finding.difference or 0
    return difference if difference >= 0 else minus(0, difference)


def _told(key: str, names: tuple[str, ...], trial: Trial, meant: str = "") -> _Suspicion:
    words = join([where(name, trial.filing, trial.form) for name in names])
    return _Suspicion(names, trial.form.texts[key].format(words=words, meant=meant))
