"""Findings, shown on a terminal."""

from collections.abc import Sequence

import click

from generator.filing import Filing, Remark
from generator.finding import MANY, Finding, blocking
from generator.form.model import Form, Severity
from generator.messages import say

_COLOURS = {Severity.ERROR: "red", Severity.EXPLAIN: "yellow", Severity.HINT: "blue"}


def show(findings: tuple[Finding, ...]) -> None:
    """Findings for people: by severity, each with its number, what is wrong and where."""
    told: set[str] = set()
    for severity in Severity:
        here = [finding for finding in findings if finding.severity is severity]
        if here:
            click.echo(
                click.style(
                    say("cli.group", severity=severity, count=len(here)), fg=_COLOURS[severity], bold=True
                )
            )
        for finding in here:
            click.echo(
                say("cli.finding", called=finding.called, title=finding.title, message=finding.message)
            )
            if finding.check not in told:
                click.echo(say("cli.handbook", check=finding.check))
                told.add(finding.check)
            if finding.cells_apart:
                click.echo(_places(finding.cells_apart))
            if finding.explanation:
                click.echo(say("cli.explained", explanation=finding.explanation))
    open_ = len(blocking(findings))
    click.echo(say("cli.blocked", count=open_) if open_ else say("cli.clean"))


def _places(cells: Sequence[str]) -> str:
    """Where the answers stand; the first of many, for a table left empty would fill the screen."""
    first = "、".join(cells[:MANY])
    more = len(cells) > MANY
    return say("cli.many-cells", cells=first, count=len(cells)) if more else say("cli.cells", cells=first)


def note(remarks: Sequence[Remark], form: Form, previous: Filing | None = None) -> None:
    """What the reader noticed, in last year's file too, for people, beside what a command puts out."""
    from generator.checks.reading import findings  # noqa: PLC0415

    noticed = Filing(form.id, form.edition, remarks=tuple(remarks))
    for finding in findings(noticed, form, previous):
        click.echo(say("cli.note", severity=finding.severity, message=finding.message), err=True)
