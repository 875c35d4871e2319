"""What became of many files, a line each: for people and for programs."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from generator.batch import Outcome
from generator.cli.columns import aligned
from generator.errors import BLOCKED, DONE, UNUSABLE, OutputError
from generator.form.model import Severity
from generator.messages import say

_COLUMNS = ("file", "organisation", "status", *Severity, "fault", "outputs")
_SHOWN = _COLUMNS[:-1]
_STATUSES = {DONE: "passed", BLOCKED: "blocked", UNUSABLE: "unusable"}


@dataclass(frozen=True, slots=True)
class Line:
    """What became of a file: ``status`` as the command ends with, and how many findings of each severity."""

    file: str
    organisation: str
    status: int
    counts: tuple[int, ...]
    fault: str
    outputs: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """As programs read it."""
        return {
            "file": self.file,
            "organisation": self.organisation,
            "status": self.status,
            "findings": dict(zip(Severity, self.counts, strict=True)),
            "fault": self.fault,
            "outputs": self.outputs,
        }


def line(outcome: Outcome, outputs: Iterable[Path]) -> Line:
    """What became of a file, without what was found and made.

    Args:
        outcome: As the work gave it.
        outputs: The files that were written of it.
    """
    counts = Counter(finding.severity for finding in outcome.findings)
    return Line(
        outcome.name,
        outcome.organisation,
        outcome.status,
        tuple(counts[severity] for severity in Severity),
        outcome.fault,
        tuple(map(str, outputs)),
    )


def refuse_other_kinds(file: Path) -> None:
    """A summary is written as .csv or .json.

    Raises:
        OutputError: If the file is called otherwise.
    """
    if file.suffix.lower() not in (".csv", ".json"):
        raise OutputError("batch.summary-kind", file=file)


def written(file: Path, lines: Sequence[Line]) -> bytes:
    """The summary as the name of its file asks for it: JSON, or CSV (RFC 4180) as Excel reads it."""
    return _json(lines) if file.suffix.lower() == ".json" else _csv(lines)


def words(line: Line) -> str:
    """What became of a file, in a few words."""
    if line.fault:
        return line.fault
    status = say(f"batch.status.{_STATUSES[line.status]}")
    pairs = zip(Severity, line.counts, strict=True)
    counts = "，".join(f"{severity} {count}" for severity, count in pairs if count)
    return f"{status}（{counts}）" if counts else status


def table(lines: Sequence[Line]) -> list[str]:
    """The files that need attention, in columns, and how many there are of each kind."""
    open_ = [line for line in lines if line.status != DONE]
    kinds = Counter(line.status for line in lines)
    total = {"done": kinds[DONE], "blocked": kinds[BLOCKED], "unusable": kinds[UNUSABLE]}
    rows = [[_head(name) for name in _SHOWN], *(_row(line)[: len(_SHOWN)] for line in open_)]
    return [*(aligned(rows) if open_ else ()), say("batch.total", count=len(lines), **total)]


def _csv(lines: Iterable[Line]) -> bytes:
    from generator.report.data import guarded  # noqa: PLC0415

    target = StringIO()
    rows = csv.writer(target)
    rows.writerow(map(_head, _COLUMNS))
    rows.writerows(map(guarded, _row(line)) for line in lines)
    return target.getvalue().encode("utf-8-sig")


def _json(lines: Iterable[Line]) -> bytes:
    return json.dumps([line.as_json() for line in lines], ensure_ascii=False, indent=1).encode() + b"\n"


def _head(name: str) -> str:
    return name if name in list(Severity) else say(f"batch.columns.{name}")


def _row(line: Line) -> list[str]:
    counts = ["" if line.fault else str(count) for count in line.counts]
    status = say(f"batch.status.{_STATUSES[line.status]}")
    texts = [line.file, line.organisation, status, *counts, line.fault, "、".join(line.outputs)]
    return [" ".join(text.split()) for text in texts]
