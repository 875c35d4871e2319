"""Differences between two reports, shown on a terminal."""

from collections.abc import Sequence
from itertools import groupby

import click

from generator.messages import say
from generator.published.compare import Difference
from generator.published.told import told


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
            click.echo(told(one, ours, theirs))
