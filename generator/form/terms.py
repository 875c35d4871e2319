"""Sums of figures: the terms of checks and of readings, and the names that texts may use for them."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Term:
    """Part of a side of a check: ``times`` x the sum of fields of this year's or last year's filing.

    A term without fields is the constant ``times``.
    """

    fields: tuple[str, ...]
    times: Decimal = Decimal(1)
    last: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a figure that texts may use as 【name】: a sum, and what it is a share of."""

    name: str
    terms: tuple[Term, ...]
    whole: tuple[Term, ...]
