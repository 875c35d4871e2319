"""What was found: a plain value."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.figure import Number, digits, minus
from generator.filing_json import json_number
from generator.form.model import Severity

MANY = 12
"""Cells, words or files named one by one; of more, the first so many."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found in a filing.

    ``at`` is the part of the identifier the check ran over, the table, or the words it quotes; ``place``
    is the same in words (``generator.places``);
    ``fields`` are those the check names; ``cells`` where the answers stand (``表三!D6``).
    ``figures`` are what stands there, where that and no comparison is the fault.
    ``explanation`` is what settles it; ``suspects`` are the inputs that arithmetic points at.
    """

    check: str
    at: str
    severity: Severity
    title: str
    message: str
    fields: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    left: Number | None = None
    right: Number | None = None
    explanation: str = ""
    suspects: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    place: str = ""

    @property
    def called(self) -> str:
        """Check and place, for people."""
        return f"{self.check} {self.place}".strip()

    @property
    def cells_apart(self) -> tuple[str, ...]:
        """The cells, for whoever shows them below the message; none where the message has named them."""
        is_told = all(cell in self.message for cell in self.cells[:MANY])
        return () if is_told else self.cells

    @property
    def difference(self) -> Number | None:
        """Left minus right, where both are known."""
        return None if self.left is None or self.right is None else minus(self.left, self.right)

    @property
    def saw(self) -> tuple[str, ...]:
        """The figures as an explanation records them."""
        sides = tuple(digits(side) for side in (self.left, self.right) if side is not None)
        return sides or self.figures

    @property
    def blocks(self) -> bool:
        """Whether it stands in the way of a report."""
        return self.severity is Severity.ERROR or (self.severity is Severity.EXPLAIN and not self.explanation)

    def as_json(self) -> dict[str, Any]:
        """The finding for programs; figures as filings give them."""
        sides = {"left": self.left, "right": self.right, "difference": self.difference}
        return {
            "check": self.check,
            "at": self.at,
            "place": self.place,
            "severity": self.severity.value,
            "message": self.message,
            "fields": list(self.fields),
            "cells": list(self.cells),
            "figures": list(self.figures),
            **{key: None if value is None else json_number(value) for key, value in sides.items()},
            "explanation": self.explanation,
            "suspects": list(self.suspects),
        }


def copied(check: str, at: str) -> tuple[str, str]:
    """Check and place as people copy them by hand: case, width, spaces and 【】 do not count."""
    return _plain(check), _plain(at)


@lru_cache(maxsize=10_000)  # the places of a form, with which each that was copied is compared
def _plain(words: str) -> str:
    return re.sub(r"[\s【】]+", "", unicodedata.normalize("NFKC", words)).upper()


def by_cause(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by severity, those that point at the same suspects one after the other."""
    given = list(findings)
    first: dict[object, int] = {}
    for index, finding in enumerate(given):
        first.setdefault((finding.severity, finding.suspects or index), index)
    weight = list(Severity)
    return tuple(
        finding
        for _, finding in sorted(
            enumerate(given),
            key=lambda pair: (
                weight.index(pair[1].severity),
                first[pair[1].severity, pair[1].suspects or pair[0]],
                pair[0],
            ),
        )
    )


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those findings that stand in the way of a report."""
    return tuple(finding for finding in findings if finding.blocks)
