"""Differences between two reports, shown on a terminal."""

from collections.abc import Sequence
from itertools import groupby

import click

from generator.messages import say
from generator.published.compare import Difference


def show(found: Sequence[Difference], ours: str, theirs: str) -> None:
    """Differences for people: by table and section, each with both values and where they stand.

    Args:
        found: As ``compare`` gives them.
        ours: What the first of the two is called.
        theirs: What the other is called.
    """
    names = {"ours_name": ours, "theirs_name": theirs}
    if not found:
        click.echo(say("compare.equal", **names))
        return
    click.echo(say("compare.count", count=len(found), **names))
    for group, differences in groupby(found, key=lambda one: one.group):
        click.echo(click.style(group, bold=True))
        for one in differences:
            click.echo(_told(one, names))


def _told(one: Difference, names: dict[str, str]) -> str:
    """What is said of a difference; a cell is named beside its value."""
    values = {
        "ours": one.ours or say("compare.blank"),
        "theirs": one.theirs or say("compare.blank"),
        "ours_at": _at(one.ours_at) if one.kind == "figure" else one.ours_at,
        "theirs_at": _at(one.theirs_at) if one.kind == "figure" else one.theirs_at,
        "only": names["ours_name" if one.ours else "theirs_name"],
        "what": say("compare.heading") if one.heading else "",
    }
    return say(f"compare.kind.{one.kind}", place=one.place, around=one.around, **values, **names)


def _at(cell: str) -> str:
    return say("compare.at", cell=cell) if cell else ""
