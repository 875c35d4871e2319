"""Dates as people type them, and as documents have them."""

import re
from datetime import date

from generator.form.numerals import HALF_WIDTH

AFTER_A_YEAR = ("年度", "年")

_YEAR = re.compile(rf"([0-9]{{4}})\s*(?:{'|'.join(AFTER_A_YEAR)})?")
_TYPED = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?")


def year(text: str) -> int | None:
    """The year that an answer gives, None if none: ``2024``, ``２０２４``, ``2024年``, ``2024年度``."""
    match = _YEAR.fullmatch(text.strip().translate(HALF_WIDTH))
    return int(match[1]) if match else None


def named(text: str) -> date | None:
    """The day that a text names: 2025-1-20, 2025.01.20, 2025年1月20日; None if there is none."""
    match = _TYPED.fullmatch(text.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def worded(day: date) -> str:
    """A day as documents have it: 2025年1月20日 (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def printed(text: str) -> str:
    """A day however it is typed, as documents have it; any other text as it stands."""
    day = named(text)
    return worded(day) if day else text
