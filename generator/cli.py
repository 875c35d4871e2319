"""The command line, thin: files are opened and written here and nowhere else."""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from generator import __version__
from generator.errors import NianbaoError, OutputError, UnusableInputError
from generator.filing import Filing
from generator.finding import Finding, blocking
from generator.form.model import Form, Severity
from generator.messages import say
from generator.ooxml.package import LIMITS

FORM = "disclosure"
EDITION = "2021"
BLOCKED, UNUSABLE = 1, 2
_COLOURS = {Severity.ERROR: "red", Severity.EXPLAIN: "yellow", Severity.HINT: "blue"}

_input = click.argument("file", type=click.Path(path_type=Path))
_checks = click.option("--checks", "rules", type=click.Path(path_type=Path), help=say("help.checks"))
_previous = click.option(
    "--previous", multiple=True, type=click.Path(path_type=Path), help=say("help.previous")
)
_force = click.option("--force", is_flag=True, help=say("help.force"))


class _Commands(click.Group):
    """The commands; how one is typed wrongly is told in one sentence, too."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401  (as click has it)
        """Run a command as click does, and end with its status."""
        try:
            status = super().main(*args, **{**extra, "standalone_mode": False})
        except click.UsageError as fault:
            click.echo(_usage(fault), err=True)
            status = UNUSABLE
        except click.Abort:
            status = BLOCKED
        raise SystemExit(status)


def _usage(fault: click.UsageError) -> str:
    """What is wrong with how a command was typed, and where its usage is told."""
    command = fault.ctx.command_path if fault.ctx else "nianbao"
    if isinstance(fault, click.NoSuchOption):
        return say("usage.no-such-option", option=fault.option_name, command=command)
    if isinstance(fault, click.BadParameter) and fault.param is not None:
        name = (fault.param.opts or [""])[0]
        missing = isinstance(fault, click.MissingParameter)
        return say("usage.missing" if missing else "usage.bad-value", name=name, command=command)
    return say("usage.other", command=command)


@click.group(cls=_Commands, help=say("help.main"))
@click.version_option(__version__, prog_name="nianbao")
def main() -> None:
    """Turn the workbooks of departments into checked annual reports."""
    for stream in (sys.stdout, sys.stderr):  # a console in GBK has no emoji: show a mark instead of failing
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _told(command: Callable[..., int]) -> Callable[..., None]:
    """End with the command's exit status; what goes wrong is told in one sentence."""

    @wraps(command)
    def run(*args: object, **options: object) -> None:
        try:
            status = command(*args, **options)
        except NianbaoError as fault:
            click.echo(say("cli.fault", fault=fault), err=True)
            status = UNUSABLE
        except OSError as fault:  # the console or the file that the output goes to
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or what is still held back fails again at the end
            click.echo(say("cli.no-output", fault=fault.strerror), err=True)
            status = UNUSABLE
        raise SystemExit(status)

    return run


@main.command(help=say("help.blank"))
@click.option("--organisation", help=say("help.organisation"))
@click.option("--unit", help=say("help.unit"))
@click.option("--year", type=click.IntRange(2008, 2100), help=say("help.year"))
@click.option("--edition", help=say("help.edition"))
@click.option("--from", "source", type=click.Path(path_type=Path), help=say("help.from"))
@_previous
@click.option("-o", "output", required=True, type=click.Path(path_type=Path), help=say("help.output"))
@_force
@_told
def blank(
    organisation: str | None,
    unit: str | None,
    year: int | None,
    edition: str | None,
    source: Path | None,
    previous: tuple[Path, ...],
    output: Path,
    force: bool,
) -> int:
    """Make a workbook."""
    from generator.workbook.blank import blank as make  # noqa: PLC0415  (openpyxl costs 80 ms)

    _refuse_inputs(output, source, *previous)
    form, filing = (
        (_load(FORM, edition or EDITION), None) if source is None else _filing_of_json(_bytes(source))
    )
    if edition not in (None, form.edition):
        raise UnusableInputError("filing.other-form", form=form.id, edition=form.edition)
    given = {"organisation": organisation, "unit": unit, "year": year}
    filing = filing or Filing(form.id, form.edition)
    filing = filing.with_particulars({name: value for name, value in given.items() if value is not None})
    if last := _last_year(previous, form):
        from generator.previous import asked_of  # noqa: PLC0415

        filing = replace(filing, last=asked_of(last, form))
    _write(output, make(form, __version__, filing), force=force)
    click.echo(say("cli.wrote-workbook", file=output))
    if left_out := [*(name for name in filing.figures if name not in form.fields), *filing.tables]:
        click.echo(say("cli.left-out", names="、".join(left_out)), err=True)
    return 0


@main.command(help=say("help.check"))
@_input
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help=say("help.format")
)
@click.option("--annotate", "copy", type=click.Path(path_type=Path), help=say("help.annotate"))
@_previous
@_checks
@_force
@_told
def check(
    file: Path, style: str, copy: Path | None, previous: tuple[Path, ...], rules: Path | None, force: bool
) -> int:
    """Check a workbook or a filing."""
    from generator.checks import check as find  # noqa: PLC0415

    if copy:
        _refuse_inputs(copy, file, rules, *previous)
        _refuse_existing(copy, force=force)
    data = _bytes(file)
    form, filing = _filing(data)
    form = _overridden(form, rules)
    findings = find(filing, form, _last_year(previous, form))
    if style == "json":
        listed = json.dumps([finding.as_json() for finding in findings], ensure_ascii=False, indent=1)
        click.echo(listed.encode())  # UTF-8 for programs, whatever the console's encoding
    else:
        _show(findings)
    if copy:
        _annotate(file, data, form, findings, copy, force=force)
    return BLOCKED if blocking(findings) else 0


@main.command(help=say("help.report"))
@_input
@click.option("-o", "output", type=click.Path(path_type=Path), help=say("help.report-output"))
@click.option("--template", type=click.Path(path_type=Path), help=say("help.template"))
@click.option("--draft", is_flag=True, help=say("help.draft"))
@_previous
@_checks
@_force
@_told
def report(
    file: Path,
    output: Path | None,
    template: Path | None,
    draft: bool,
    previous: tuple[Path, ...],
    rules: Path | None,
    force: bool,
) -> int:
    """Write the report, unless findings stand in its way."""
    from generator.checks import check as find  # noqa: PLC0415
    from generator.report.render import render  # noqa: PLC0415

    form, filing = _filing(_bytes(file))
    target = output or file.with_suffix(".docx")
    _refuse_inputs(target, file, template, rules, *previous)
    _refuse_existing(target, force=force)
    findings = find(filing, _overridden(form, rules), _last_year(previous, form))
    open_ = blocking(findings)
    if open_ and not draft:
        _show(findings)
        click.echo(say("cli.no-report", count=len(open_)), err=True)
        return BLOCKED
    made = render(filing, form, _bytes(template) if template else None, draft=draft)
    _write(target, made, force=force)
    click.echo(say("cli.wrote-draft" if draft else "cli.wrote-report", file=target, count=len(open_)))
    return 0


@main.command(help=say("help.export"))
@_input
@click.option("-o", "output", required=True, type=click.Path(path_type=Path), help=say("help.output"))
@_force
@_told
def export(file: Path, output: Path, force: bool) -> int:
    """Write a filing as JSON."""
    from generator.arithmetic import without_agreeing_totals  # noqa: PLC0415
    from generator.checks import check as find  # noqa: PLC0415
    from generator.checks.explanations import recorded  # noqa: PLC0415
    from generator.filing import to_json  # noqa: PLC0415

    _refuse_inputs(output, file)
    form, filing = _filing(_bytes(file))
    if filing.explanations:
        filing = recorded(filing, find(filing, form))
    _write(output, to_json(without_agreeing_totals(form, filing), form), force=force)
    click.echo(say("cli.wrote-filing", file=output))
    return 0


def _annotate(
    file: Path, data: bytes, form: Form, findings: tuple[Finding, ...], copy: Path, *, force: bool
) -> None:
    """Write the workbook with its findings in it; what did not fit is said, beside what programs read."""
    from generator.workbook.fill import annotate  # noqa: PLC0415

    if _is_json(data):
        raise UnusableInputError("cli.not-annotatable", file=file)
    done = annotate(data, form, findings)
    _write(copy, done.workbook, force=force)
    click.echo(say("cli.wrote-annotated", file=copy), err=True)
    if done.unlisted:
        click.echo(say("cli.unlisted", count=done.unlisted), err=True)
    if done.uncoloured:
        cells = "、".join(done.uncoloured)
        click.echo(say("cli.uncoloured", count=len(done.uncoloured), cells=cells), err=True)


def _overridden(form: Form, rules: Path | None) -> Form:
    """The form with the decisions of an office about its checks."""
    if rules is None:
        return form
    from generator.form.overrides import with_overrides  # noqa: PLC0415

    return with_overrides(form, rules.name, _bytes(rules))


def _is_json(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{"


def _filing(data: bytes) -> tuple[Form, Filing]:
    """Read a workbook, or a filing in JSON; which form it answers, it says itself."""
    if _is_json(data):
        return _filing_of_json(data)
    from generator.ooxml.sheets import read_workbook  # noqa: PLC0415
    from generator.workbook.identity import identify  # noqa: PLC0415
    from generator.workbook.read import read  # noqa: PLC0415

    workbook = read_workbook(data)
    identity = identify(workbook)
    form = _load(identity.form, identity.edition)
    return form, read(workbook, form)


def _last_year(files: tuple[Path, ...], form: Form) -> Filing | None:
    """Last year's filings added up; a workbook or a filing of either edition each."""
    if not files:
        return None
    from generator.previous import added_up  # noqa: PLC0415

    read = [_filing(_bytes(file)) for file in files]
    return added_up([(filing, own) for own, filing in read], form)


def _filing_of_json(data: bytes) -> tuple[Form, Filing]:
    from generator.filing import from_json, parse  # noqa: PLC0415

    source = parse(data)
    form = _load(str(source.get("form", "")), str(source.get("edition", "")))
    return form, from_json(data, form)


def _load(form: str, edition: str) -> Form:
    from generator.form.loader import load  # noqa: PLC0415

    return load(form, edition)


def _bytes(file: Path) -> bytes:
    """Read a file, but no more of it than can be used."""
    if file.exists() and not file.is_file() and not file.is_dir():  # a pipe or device would never end
        raise UnusableInputError("cli.unreadable", file=file, fault=say("cli.not-a-file"))
    try:
        with file.open("rb") as stream:
            data = stream.read(LIMITS.file + 1)
    except OSError as fault:
        raise UnusableInputError("cli.unreadable", file=file, fault=_why(fault)) from None
    if len(data) > LIMITS.file:
        size, limit = (-(-count // 1_000_000) for count in (file.stat().st_size, LIMITS.file))
        raise UnusableInputError("package.too-large", size=size, limit=limit)
    return data


def _refuse_inputs(output: Path, *inputs: Path | None) -> None:
    """What was handed in is never written over, not even when asked."""
    if any(given and given.exists() and output.exists() and output.samefile(given) for given in inputs):
        raise OutputError("cli.is-input", file=output)


def _refuse_existing(file: Path, *, force: bool) -> None:
    if file.exists() and not force:
        raise OutputError("cli.exists", file=file)


def _write(file: Path, data: bytes, *, force: bool) -> None:
    """Write beside and rename, so that there is never half a file; never over another one unasked."""
    _refuse_existing(file, force=force)
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            beside.chmod(0o644)
            beside.replace(file)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as fault:
        raise OutputError("cli.unwritable", file=file, fault=_why(fault)) from None


def _why(fault: OSError) -> str:
    reasons = {
        FileNotFoundError: "cli.not-found",
        PermissionError: "cli.no-permission",
        IsADirectoryError: "cli.is-folder",
    }
    return say(reasons.get(type(fault), "cli.other-fault"), fault=fault.strerror or fault)


def _show(findings: tuple[Finding, ...]) -> None:
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
                say(
                    "cli.finding",
                    check=finding.check,
                    at=finding.at,
                    title=finding.title,
                    message=finding.message,
                )
            )
            if finding.check not in told:
                click.echo(say("cli.handbook", check=finding.check))
                told.add(finding.check)
            if finding.cells:
                click.echo(say("cli.cells", cells="、".join(finding.cells)))
            if finding.explanation:
                click.echo(say("cli.explained", explanation=finding.explanation))
    open_ = len(blocking(findings))
    click.echo(say("cli.blocked", count=open_) if open_ else say("cli.clean"))
