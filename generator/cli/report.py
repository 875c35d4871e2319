"""``nianbao report``: the report in one format or several, unless findings stand in its way."""

from pathlib import Path

import click

from generator.cli import options
from generator.cli.ends import BLOCKED, told
from generator.cli.files import contents, refuse_existing, refuse_inputs, write_all
from generator.cli.formats import Report, formats_of, made, targets
from generator.cli.shown import show
from generator.errors import OutputError
from generator.finding import blocking
from generator.intake import received
from generator.messages import say

_WORD = ("docx", "pdf")
_WEB = ("html",)
_DATA = ("json", "csv")


@click.command(help=say("help.report"))
@options.file
@click.option("--to", "formats", default="docx", callback=formats_of, help=say("help.to"))
@click.option("-o", "output", type=options.path, help=say("help.report-output"))
@click.option("--template", type=options.path, help=say("help.template"))
@click.option("--fragment", is_flag=True, help=say("help.fragment"))
@click.option("--draft", is_flag=True, help=say("help.draft"))
@options.narrative
@options.previous
@options.checks
@options.force
@told
def command(
    file: Path,
    formats: tuple[str, ...],
    output: Path | None,
    template: Path | None,
    fragment: bool,
    draft: bool,
    narrative: Path | None,
    previous: tuple[Path, ...],
    rules: Path | None,
    force: bool,
) -> int:
    """Write the report, unless findings stand in its way."""
    from generator.checks import check as find  # noqa: PLC0415
    from generator.checks.explanations import settling  # noqa: PLC0415

    _refuse_idle("--template", template is not None, _WORD, formats)
    _refuse_idle("--fragment", fragment, _WEB, formats)
    if draft and set(_DATA) & set(formats):  # which have no place to say that it is one
        raise OutputError("cli.draft-data")
    form, filing = received(contents(file))
    filing = options.with_manuscript(narrative, filing, form)
    files = targets(formats, file, output)
    for target in files.values():
        refuse_inputs(target, file, template, narrative, rules, *previous)
        refuse_existing(target, force=force)
    findings = find(filing, options.overridden(form, rules), options.last_year(previous, form))
    open_ = blocking(findings)
    if open_ and not draft:
        show(findings)
        click.echo(say("cli.no-report", count=len(open_)), err=True)
        return BLOCKED
    own = contents(template) if template else None
    written = made(formats, Report(settling(filing, findings), form, findings, own, fragment, draft))
    write_all({files[name]: data for name, data in written.items()}, force=force)
    for target in files.values():
        click.echo(say("cli.wrote-draft" if draft else "cli.wrote-report", file=target, count=len(open_)))
    return 0


def _refuse_idle(option: str, given: bool, serves: tuple[str, ...], formats: tuple[str, ...]) -> None:
    """An option that has nothing to act on was meant for something else."""
    if given and not set(serves) & set(formats):
        raise OutputError("cli.idle", option=option, formats="、".join(serves))
