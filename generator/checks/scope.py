"""Whose numbers a stretch of a sentence has: the report's own body's, a part's, another's."""

from generator.checks.sentences import Tables
from generator.form.organisations import may_mean


def is_silent(plain: str, tables: Tables) -> bool:
    """Whether nothing can be said of the numbers of a stretch: they are of something else or of a part."""
    name = _name(tables)
    parts = (match[0] for match in tables.skip("partial").finditer(plain))
    return bool(tables.skip("stretch").search(plain)) or any(part not in name for part in parts)


def is_of_another(plain: str, tables: Tables, *, before: bool) -> bool:
    """Whether a stretch speaks of another body than the report's, or goes on speaking of it."""
    others = [
        match
        for match in tables.skip("body").finditer(plain)
        if not may_mean(match[0], _name(tables), tables.form)
    ]
    start = others[-1].end() if others else 0
    return False if tables.skip("again").search(plain, start) else before or bool(others)


def _name(tables: Tables) -> str:
    return str(tables.filing.particulars.get("organisation") or "")
