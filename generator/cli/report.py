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
from generator.cli.inputs import found, is_single
from generator.cli.shown import show
from generator.errors import OutputError
from generator.filing import Filing
from generator.finding import Finding, blocking
from generator.form.model import Form
from generator.intake import received
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
    rules: Path | None
    force: bool

    def writer(self) -> Callable[[Filing, Form, tuple[Finding, ...]], dict[str, bytes]]:
        """What makes the report."""
        own = contents(self.template) if self.template else None
        return writer(self.formats, own, fragment=self.fragment, draft=self.draft)

    def named(self, _file: Path, stem: Path) -> dict[str, Path]:
        """The file of each format."""
        return named(self.formats, stem)


@click.command(help=say("help.report"))
@options.files
@click.option("--to", default="docx", help=say("help.to"))
@click.option("-o", "output", type=click.Path(), help=say("help.report-output"))
@click.option("--template", type=options.path, help=say("help.template"))
@click.option("--fragment", is_flag=True, help=say("help.fragment"))
@click.option("--draft", is_flag=True, help=say("help.draft"))
@options.narrative
@options.previous
@options.checks
@options.jobs
@options.summary
@options.force
@told
def command(
    files: tuple[Path, ...],
    to: str,
    output: str | None,
    template: Path | None,
    fragment: bool,
    draft: bool,
    narrative: Path | None,
    previous: tuple[Path, ...],
    rules: Path | None,
    jobs: int | None,
    summary: Path | None,
    force: bool,
) -> int:
    """Write the report, unless findings stand in its way; or the reports of many."""
    formats = formats_of(to)
    _refuse_idle("--template", template is not None, _WORD, formats)
    _refuse_idle("--fragment", fragment, _WEB, formats)
    if draft and set(_DATA) & set(formats):  # which have no place to say that it is one
        raise OutputError("cli.draft-data")
    target, is_folder = (Path(output), output.endswith(_FOLDER)) if output else (None, False)
    asked = _Asked(formats, target, is_folder, template, fragment, draft, rules, force)
    if is_single(files):
        options.refuse("batch.only-many", {"--summary": summary})
        return _report(files[0], asked, narrative, previous)
    options.refuse("batch.one-by-one", {"--narrative": narrative, "--previous": previous})
    return _report_many(files, asked, jobs, summary)


def _report(file: Path, asked: _Asked, narrative: Path | None, previous: tuple[Path, ...]) -> int:
    from generator.checks import check as find  # noqa: PLC0415

    form, filing = received(contents(file))
    filing = options.with_manuscript(narrative, filing, form)
    files = targets(asked.formats, file, asked.output, is_folder=asked.is_folder)
    for target in files.values():
        refuse_inputs(target, file, asked.template, narrative, asked.rules, *previous)
        refuse_existing(target, force=asked.force)
    findings = find(filing, options.overridden(form, asked.rules), options.last_year(previous, form))
    open_ = blocking(findings)
    if open_ and not asked.draft:
        show(findings)
        click.echo(say("cli.no-report", count=len(open_)), err=True)
        return BLOCKED
    written = asked.writer()(filing, form, findings)
    if asked.output and asked.is_folder:
        make_folder(asked.output)
    write_all({files[name]: data for name, data in written.items()}, force=asked.force)
    for target in files.values():
        click.echo(
            say("cli.wrote-draft" if asked.draft else "cli.wrote-report", file=target, count=len(open_))
        )
    return 0


def _report_many(files: tuple[Path, ...], asked: _Asked, jobs: int | None, summary: Path | None) -> int:
    from generator.batch import Options  # noqa: PLC0415  (few runs are about many files)
    from generator.cli.many import Outputs, many  # noqa: PLC0415

    todo = Options("report", asked.draft, writer=asked.writer(), checks=options.decisions(asked.rules))
    apart = (asked.template, asked.rules)
    outputs = Outputs(asked.output, asked.named, apart, asked.force, summary)
    return many(found(files, is_input, apart), todo, outputs, jobs=jobs)


def _refuse_idle(option: str, given: bool, serves: tuple[str, ...], formats: tuple[str, ...]) -> None:
    """An option that has nothing to act on was meant for something else."""
    if given and not set(serves) & set(formats):
        raise OutputError("cli.idle", option=option, formats="、".join(serves))
