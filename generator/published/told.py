"""Differences in words."""

from generator.messages import say
from generator.published.compare import Difference


def told(one: Difference, ours: str, theirs: str) -> str:
    """What is said of a difference; a cell is named beside its value.

    Args:
        one: As ``compare`` gives it.
        ours: What the first of the two is called.
        theirs: What the other is called.

    Returns:
        One line or several, indented as on a terminal.
    """
    nothing = say("compare.front" if one.kind == "section-moved" else "compare.blank")
    values = {
        "ours": one.ours or nothing,
        "theirs": one.theirs or nothing,
        "ours_at": _at(one.ours_at) if one.kind == "figure" else one.ours_at,
        "theirs_at": _at(one.theirs_at) if one.kind == "figure" else one.theirs_at,
        "only": ours if one.ours else theirs,
        "what": say("compare.heading") if one.heading else "",
    }
    names = {"ours_name": ours, "theirs_name": theirs}
    return say(f"compare.kind.{one.kind}", place=one.place, around=one.around, **values, **names)


def _at(cell: str) -> str:
    return say("compare.at", cell=cell) if cell else ""
