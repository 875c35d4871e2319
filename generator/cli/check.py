"""``nianbao check``: what is wrong, where, and what to do."""

import json
from pathlib import Path

import click

from generator.cli import options
from generator.cli.endings import refuse_other_workbook
from generator.cli.ends import BLOCKED, told
from generator.cli.files import contents, refuse_existing, refuse_inputs, write
from generator.cli.given import Given, given
from generator.cli.inputs import found, is_report_or_input
from generator.cli.shown import show
from generator.finding import Finding, blocking
from generator.form.model import Form
from generator.intake import refuse_to_fill
from generator.messages import say
from generator.office.inputs import is_input


@click.command(help=say("help.check"))
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help=say("help.format")
)
@click.option("--annotate", "copy", type=options.path, help=say("help.annotate"))
@given
@told
def command(run: Given, style: str, copy: Path | None) -> int:
    """Check a workbook, a filing or a published report; or many."""
    return _check(run, style, copy) if run.is_single() else _check_many(run, style, copy)


def _check_many(run: Given, style: str, copies: Path | None) -> int:
    from generator.batch import Options  # noqa: PLC0415  (few runs are about many files)
    from generator.cli.many import Outputs, many  # noqa: PLC0415

    accepted = is_input if copies else is_report_or_input  # findings fit into workbooks only
    todo = Options("copy" if copies else "", checks=options.decisions(run.rules))
    outputs = Outputs(copies, _copy_of, (run.rules,), run.force, run.summary)
    return many(found(run.files, accepted, (run.rules,)), todo, outputs, jobs=run.jobs, style=style)


def _copy_of(file: Path, stem: Path) -> dict[str, Path]:
    return {"copy": stem.with_name(stem.name + file.suffix)}


def _check(run: Given, style: str, copy: Path | None) -> int:
    data = contents(run.file)
    if copy:
        refuse_inputs(copy, *run.inputs())
        refuse_existing(copy, force=run.force)
        refuse_to_fill(data, str(run.file))
        refuse_other_workbook(copy, data)
    form, _, findings = run.checked(data)
    if style == "json":
        listed = json.dumps([finding.as_json() for finding in findings], ensure_ascii=False, indent=1)
        click.echo(listed.encode())  # UTF-8 for programs, whatever the console's encoding
    else:
        show(findings)
    if copy:
        _annotate(data, form, findings, copy, force=run.force)
    return BLOCKED if blocking(findings) else 0


def _annotate(data: bytes, form: Form, findings: tuple[Finding, ...], copy: Path, *, force: bool) -> None:
    """Write the workbook with its findings in it; what did not fit is said, beside what programs read."""
    from generator.workbook.fill import annotate  # noqa: PLC0415

    done = annotate(data, form, findings)
    write(copy, done.workbook, force=force)
    click.echo(say("cli.wrote-annotated", file=copy), err=True)
    if done.unlisted:
        click.echo(say("cli.unlisted", count=done.unlisted), err=True)
    if done.uncoloured:
        cells = "、".join(done.uncoloured)
        click.echo(say("cli.uncoloured", count=len(done.uncoloured), cells=cells), err=True)
