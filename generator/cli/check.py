"""``nianbao check``: what is wrong, where, and what to do."""

import json
from pathlib import Path

import click

from generator.cli import options
from generator.cli.ends import BLOCKED, told
from generator.cli.files import contents, refuse_existing, refuse_inputs, write
from generator.cli.inputs import found, is_report_or_input, is_single
from generator.cli.shown import show
from generator.errors import UnusableInputError
from generator.finding import Finding, blocking
from generator.form.model import Form
from generator.intake import is_json, is_report, received
from generator.messages import say
from generator.office.inputs import is_input


@click.command(help=say("help.check"))
@options.files
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help=say("help.format")
)
@click.option("--annotate", "copy", type=options.path, help=say("help.annotate"))
@options.narrative
@options.previous
@options.checks
@options.jobs
@options.summary
@options.force
@told
def command(
    files: tuple[Path, ...],
    style: str,
    copy: Path | None,
    narrative: Path | None,
    previous: tuple[Path, ...],
    rules: Path | None,
    jobs: int | None,
    summary: Path | None,
    force: bool,
) -> int:
    """Check a workbook, a filing or a published report; or many."""
    if is_single(files):
        options.refuse("batch.only-many", {"--summary": summary})
        return _check(files[0], style, copy, narrative, previous, rules, force=force)
    options.refuse("batch.one-by-one", {"--narrative": narrative, "--previous": previous})
    return _check_many(files, style, copy, rules, jobs, summary, force=force)


def _check_many(
    files: tuple[Path, ...],
    style: str,
    copies: Path | None,
    rules: Path | None,
    jobs: int | None,
    summary: Path | None,
    *,
    force: bool,
) -> int:
    from generator.batch import Options  # noqa: PLC0415  (few runs are about many files)
    from generator.cli.many import Outputs, many  # noqa: PLC0415

    accepted = is_input if copies else is_report_or_input  # findings fit into workbooks only
    todo = Options("copy" if copies else "", checks=options.decisions(rules))
    outputs = Outputs(copies, _copy_of, (rules,), force, summary)
    return many(found(files, accepted, (rules,)), todo, outputs, jobs=jobs, style=style)


def _copy_of(file: Path, stem: Path) -> dict[str, Path]:
    return {"copy": stem.with_name(stem.name + file.suffix)}


def _check(
    file: Path,
    style: str,
    copy: Path | None,
    narrative: Path | None,
    previous: tuple[Path, ...],
    rules: Path | None,
    *,
    force: bool,
) -> int:
    from generator.checks import check as find  # noqa: PLC0415

    if copy:
        refuse_inputs(copy, file, narrative, rules, *previous)
        refuse_existing(copy, force=force)
    data = contents(file)
    form, filing = received(data)
    filing = options.with_manuscript(narrative, filing, form)
    form = options.overridden(form, rules)
    findings = find(filing, form, options.last_year(previous, form))
    if style == "json":
        listed = json.dumps([finding.as_json() for finding in findings], ensure_ascii=False, indent=1)
        click.echo(listed.encode())  # UTF-8 for programs, whatever the console's encoding
    else:
        show(findings)
    if copy:
        _annotate(file, data, form, findings, copy, force=force)
    return BLOCKED if blocking(findings) else 0


def _annotate(
    file: Path, data: bytes, form: Form, findings: tuple[Finding, ...], copy: Path, *, force: bool
) -> None:
    """Write the workbook with its findings in it; what did not fit is said, beside what programs read."""
    from generator.workbook.fill import annotate  # noqa: PLC0415

    if is_json(data):
        raise UnusableInputError("cli.not-annotatable", file=file)
    if is_report(data):
        raise UnusableInputError("cli.not-annotatable-report", file=file)
    done = annotate(data, form, findings)
    write(copy, done.workbook, force=force)
    click.echo(say("cli.wrote-annotated", file=copy), err=True)
    if done.unlisted:
        click.echo(say("cli.unlisted", count=done.unlisted), err=True)
    if done.uncoloured:
        cells = "、".join(done.uncoloured)
        click.echo(say("cli.uncoloured", count=len(done.uncoloured), cells=cells), err=True)
