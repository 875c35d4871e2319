"""``nianbao report``: the report in one format or several, unless findings stand in its way."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from generator.cli import options
from generator.cli.ends import BLOCKED, told
from generator.cli.files import contents, make_folder, refuse_existing, refuse_inputs, write_all
from generator.cli.formats import formats_of, named, targets, writer
from generator.cli.given import Given, given
from generator.cli.inputs import found
from generator.cli.shown import note, show
from generator.errors import OutputError
from generator.filing import Filing
from generator.finding import Finding, blocking
from generator.form.model import Form
from generator.messages import say
from generator.office.inputs import is_input

_WORD = ("docx", "pdf")
_WEB = ("html",)
_DATA = ("json", "csv")
_FOLDER = ("/", os.sep)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be written of an input, or of each of many."""

    formats: tuple[str, ...]
    output: Path | None
    is_folder: bool
    template: Path | None
    fragment: bool
    draft: bool

    def writer(self) -> Callable[[Filing, Form, tuple[Finding, ...]], dict[str, bytes]]:
        """What makes the report."""
        own = contents(self.template) if self.template else None
        return writer(self.formats, own, fragment=self.fragment, draft=self.draft)

    def named(self, _file: Path, stem: Path) -> dict[str, Path]:
        """The file of each format."""
        return named(self.formats, stem, draft=self.draft)


@click.command(help=say("help.report"))
@click.option("--to", default="docx", help=say("help.to"))
@click.option("-o", "output", type=click.Path(), help=say("help.report-output"))
@click.option("--template", type=options.path, help=say("help.template"))
@click.option("--fragment", is_flag=True, help=say("help.fragment"))
@click.option("--draft", is_flag=True, help=say("help.draft"))
@given
@told
def command(
    run: Given,
    to: str,
    output: str | None,
    template: Path | None,
    fragment: bool,
    draft: bool,
) -> int:
    """Write the report, unless findings stand in its way; or the reports of many."""
    formats = formats_of(to)
    _refuse_idle("--template", template is not None, _WORD, formats)
    _refuse_idle("--fragment", fragment, _WEB, formats)
    if draft and set(_DATA) & set(formats):  # which have no place to say that it is one
        raise OutputError("cli.draft-data")
    target, is_folder = (Path(output), output.endswith(_FOLDER)) if output else (None, False)
    asked = _Asked(formats, target, is_folder, template, fragment, draft)
    return _report(run, asked) if run.is_single() else _report_many(run, asked)


def _report(run: Given, asked: _Asked) -> int:
    given = (*run.inputs(), asked.template)
    if asked.output:
        refuse_inputs(asked.output, *given)
    form, filing, findings = run.checked(contents(run.file))
    files = targets(asked.formats, run.file, asked.output, is_folder=asked.is_folder, draft=asked.draft)
    for target in files.values():
        refuse_inputs(target, *given)
        refuse_existing(target, force=run.force)
    open_ = blocking(findings)
    if open_ and not asked.draft:
        from generator.sums import is_roll_up  # noqa: PLC0415  (most reports are made)

        show(findings)
        click.echo(say("cli.no-report", count=len(open_)), err=True)
        if is_roll_up(filing, form):
            click.echo(say("rollup.no-texts"), err=True)
        return BLOCKED
    written = asked.writer()(filing, form, findings)
    note([remark for remark in filing.remarks if remark.rule == "units-left-out"], form)
    if asked.output and asked.is_folder:
        make_folder(asked.output)
    write_all({files[name]: data for name, data in written.items()}, force=run.force)
    for target in files.values():
        click.echo(
            say("cli.wrote-draft" if asked.draft else "cli.wrote-report", file=target, count=len(open_))
        )
    return 0


def _report_many(run: Given, asked: _Asked) -> int:
    from generator.batch import Options  # noqa: PLC0415  (few runs are about many files)
    from generator.cli.many import Outputs, many  # noqa: PLC0415

    todo = Options("report", asked.draft, writer=asked.writer(), checks=options.decisions(run.rules))
    apart = (asked.template, run.rules)
    outputs = Outputs(asked.output, asked.named, apart, run.force, run.summary)
    return many(found(run.files, is_input, apart), todo, outputs, jobs=run.jobs)


def _refuse_idle(option: str, given: bool, serves: tuple[str, ...], formats: tuple[str, ...]) -> None:
    """An option that has nothing to act on was meant for something else."""
    if given and not set(serves) & set(formats):
        raise OutputError("cli.idle", option=option, formats="、".join(serves))
