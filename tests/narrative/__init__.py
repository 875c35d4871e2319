"""Labelled sentences in the manner of published reports, and how many of their faults are found.

``python -m tests.narrative`` writes the table in ``docs/narrative.md``.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.checks import check
from generator.filing import Filing
from generator.finding import Finding
from tests.checks import drawing

HERE = Path(__file__).parent
SETS = (
    "tuned",
    "held_out",
    "fresh",
    "bodies",
    "later",
    "newer",
    "newest",
    "shown",
    "kept",
    "sixth",
    "sealed",
)
_NUMBERS = ("N-03", "N-04", "N-05")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence, the filing it is about, and the word of the fault in it, or ``-``."""

    filing: str
    fault: str
    sentence: str

    @property
    def is_faulty(self) -> bool:
        return self.fault != "-"


@dataclass(frozen=True, slots=True)
class Score:
    """Faulty sentences found and missed, and right ones told."""

    found: int
    missed: int
    wrongly: int

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrongly)

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed)


def sentences(name: str) -> list[Labelled]:
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [Labelled(*line.split(" | ")) for line in lines if not line.startswith("#")]


def told(labelled: Labelled) -> list[Finding]:
    """The findings on the numbers of a sentence that stands by itself in section one."""
    given, last = _filings()[labelled.filing]
    narrative = {"overview": [{"heading": "工作情况", "text": labelled.sentence}]}
    filing = _filing({**given, "narrative": narrative})
    return [finding for finding in check(filing, drawing.FORM, last) if finding.check in _NUMBERS]


def is_found(labelled: Labelled, findings: list[Finding]) -> bool:
    """Whether a finding is on the number that is labelled: the word of it stands among what it quotes."""
    words = "".join(finding.message for finding in findings)
    return bool(findings) and (labelled.fault == "0" or labelled.fault in words)


@cache
def score(name: str) -> Score:
    found = missed = wrongly = 0
    for labelled in sentences(name):
        findings = told(labelled)
        found += labelled.is_faulty and is_found(labelled, findings)
        missed += labelled.is_faulty and not is_found(labelled, findings)
        wrongly += bool(findings) and not labelled.is_faulty
        wrongly += bool(findings) and labelled.is_faulty and not is_found(labelled, findings)
    return Score(found, missed, wrongly)


def first_met() -> dict[str, Score]:
    """The scores of sets before anything was mended after them, as they were recorded."""
    recorded = tomllib.loads((HERE / "first_met.toml").read_text(encoding="utf-8"))
    return {name: Score(**counts) for name, counts in recorded.items()}


def misjudged(name: str) -> Iterator[tuple[Labelled, list[Finding]]]:
    for labelled in sentences(name):
        findings = told(labelled)
        if labelled.is_faulty != is_found(labelled, findings) or (findings and not labelled.is_faulty):
            yield labelled, findings


@cache
def _filings() -> dict[str, tuple[dict[str, Any], Filing | None]]:
    drawn = tomllib.loads((HERE / "filings.toml").read_text(encoding="utf-8"))
    return {name: _with_last(given) for name, given in drawn.items()}


def _with_last(given: dict[str, Any]) -> tuple[dict[str, Any], Filing | None]:
    own = {key: value for key, value in given.items() if key != "last"}
    last = _filing(given["last"] | {"year": given["year"] - 1}) if "last" in given else None
    return own, last


def _filing(given: dict[str, Any]) -> Filing:
    rest = {key: value for key, value in given.items() if key != "tables"}
    return drawing.filing(*given["tables"], **rest)
