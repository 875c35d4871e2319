"""``nianbao report``: the report, unless findings stand in its way."""

from pathlib import Path

import click

from generator.cli import options
from generator.cli.ends import BLOCKED, told
from generator.cli.files import contents, refuse_existing, refuse_inputs, write
from generator.cli.shown import show
from generator.finding import blocking
from generator.intake import received
from generator.messages import say


@click.command(help=say("help.report"))
@options.file
@click.option("-o", "output", type=options.path, help=say("help.report-output"))
@click.option("--template", type=options.path, help=say("help.template"))
@click.option("--draft", is_flag=True, help=say("help.draft"))
@options.narrative
@options.previous
@options.checks
@options.force
@told
def command(
    file: Path,
    output: Path | None,
    template: Path | None,
    draft: bool,
    narrative: Path | None,
    previous: tuple[Path, ...],
    rules: Path | None,
    force: bool,
) -> int:
    """Write the report, unless findings stand in its way."""
    from generator.checks import check as find  # noqa: PLC0415
    from generator.report.render import render  # noqa: PLC0415

    form, filing = received(contents(file))
    filing = options.with_manuscript(narrative, filing, form)
    target = output or file.with_suffix(".docx")
    refuse_inputs(target, file, template, narrative, rules, *previous)
    refuse_existing(target, force=force)
    findings = find(filing, options.overridden(form, rules), options.last_year(previous, form))
    open_ = blocking(findings)
    if open_ and not draft:
        show(findings)
        click.echo(say("cli.no-report", count=len(open_)), err=True)
        return BLOCKED
    made = render(filing, form, contents(template) if template else None, draft=draft)
    write(target, made, force=force)
    click.echo(say("cli.wrote-draft" if draft else "cli.wrote-report", file=target, count=len(open_)))
    return 0
