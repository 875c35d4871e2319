"""Labels as they are compared: without white space, punctuation, numbering and brackets behind them."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from unicodedata import normalize

_NUMBER = re.compile(
    r"^\s*(?:\([一二三四五六七八九十0-9]{1,3}\)|[一二三四五六七八九十0-9]{1,3}[、.:．,]|[0-9]{1,2}(?![0-9]))\s*"
)
_BRACKETS = re.compile(r"(?<=.)\([^()]*\)\s*$", re.DOTALL)
_OTHER = re.compile(r"[\W_]+")
_ALIKE = 0.88
_SHORTEST = 6


@lru_cache(maxsize=10_000)  # the cells of a table are looked at for each band of each edition
def plain(text: str) -> str:
    """A label as it is compared."""
    folded = re.sub(r"\s+", "", normalize("NFKC", text))
    return _OTHER.sub("", _BRACKETS.sub("", _NUMBER.sub("", folded)))


def nearest(text: str, known: Mapping[str, str]) -> str:
    """What a label stands for, empty where it is none of the known; characters may be missing.

    Args:
        text: The label as it stands.
        known: What labels stand for, by plain label.
    """
    wanted = plain(text)
    if wanted in known:
        return known[wanted]
    if len(wanted) < _SHORTEST:
        return ""
    alike = {key: _ratio(wanted, key) for key in known if _is_near(wanted, key)}
    best = max(alike, key=lambda key: alike[key], default="")
    return known[best] if best and alike[best] >= _ALIKE else ""


def spellings(official: str, variants: Mapping[str, Iterable[str]]) -> set[str]:
    """The plain labels that stand for an official one."""
    return {plain(text) for text in (official, *variants.get(official, ()))}


@lru_cache(maxsize=100_000)
def _ratio(wanted: str, key: str) -> float:
    """How alike two labels are, from 0 to 1; 0 where the characters that they share are too few."""
    matcher = SequenceMatcher(None, wanted, key)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0


def _is_near(wanted: str, key: str) -> bool:
    return len(key) >= _SHORTEST and abs(len(key) - len(wanted)) <= len(key) // 4
