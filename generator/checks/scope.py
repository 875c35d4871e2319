"""Whose numbers a stretch of a sentence has: the body's own, a part's, a larger area's, another's."""

from collections.abc import Callable

from generator.checks.sentences import Extent, Tables
from generator.form.organisations import may_mean
from generator.form.vocabulary import NEVER

_Own = Callable[[str, Tables], bool]


def extent(plain: str, tables: Tables, before: Extent) -> Extent:
    """Whose numbers a stretch has by the last one that it names, else those of whom was spoken before."""
    named = [
        (match.start(), Extent.WHOLE if is_own(match[0], tables) else kind)
        for key, (kind, is_own) in _NAMED.items()
        for match in tables.skip(key).finditer(plain)
    ]
    now = max(named)[1] if named else before
    is_summed = now in (Extent.OTHER, Extent.PART) and tables.skip("summed").search(plain)
    return Extent.WHOLE if is_summed else now


def is_silent(plain: str, tables: Tables) -> bool:
    """Whether nothing can be said of the numbers of a stretch: they are of others or else."""
    return is_of_others(plain, tables) or bool(tables.skip("stretch").search(plain))


def is_of_others(plain: str, tables: Tables) -> bool:
    """Whether those below are spoken of in a report that does not count them: 各镇收到33件，办结31件."""
    return _is_below(plain, tables) and not _sums_up(tables)


def is_part(plain: str, tables: Tables) -> bool:
    """Whether numbers are of what came one way (several listed to their end are all) or of those below."""
    is_way = tables.skip("channel").search(plain) and not tables.skip("channels").search(plain)
    return bool(is_way) or _is_below(plain, tables)


def _is_below(plain: str, tables: Tables) -> bool:
    """Whether those below a body are spoken of, but not all of its area together."""
    return bool(tables.skip("below").search(plain)) and not tables.skip("all").search(plain)


def _sums_up(tables: Tables) -> bool:
    """Whether a report is of an area, with all that are below."""
    return bool(tables.skip("area").search(_name(tables)))


def _is_own_body(said: str, tables: Tables) -> bool:
    return may_mean(said, _name(tables), tables.form)


def _is_own_part(said: str, tables: Tables) -> bool:
    """Whether a part is the body itself: as the words of its scope say, where that has any, else its name."""
    has_words = _scope(tables) in tables.words.scopes
    return _is_within_scope(said, tables) if has_words else said in _name(tables)


def _is_own_area(said: str, tables: Tables) -> bool:
    area = tables.skip("area").search(_name(tables))
    return bool(area and said.endswith(area[1])) or _is_within_scope(said, tables)


def _is_within_scope(said: str, tables: Tables) -> bool:
    """Whether a report of this scope counts just what is said."""
    return bool(tables.words.scopes.get(_scope(tables), NEVER).search(said))


def _is_own(_said: str, _tables: Tables) -> bool:
    return True


def _scope(tables: Tables) -> str:
    return str(tables.filing.particulars.get("scope") or "")


def _name(tables: Tables) -> str:
    return str(tables.filing.particulars.get("organisation") or "")


_NAMED: dict[str, tuple[Extent, _Own]] = {
    "body": (Extent.OTHER, _is_own_body),
    "partial": (Extent.PART, _is_own_part),
    "wider": (Extent.MORE, _is_own_area),
    "again": (Extent.WHOLE, _is_own),
}
