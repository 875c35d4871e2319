"""``nianbao rollup``: the units' workbooks, collected, checked and added up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import Any

import click

from generator.cli import lists, notices, options, publications, workers
from generator.cli.endings import refuse_no_folder, refuse_other_ending
from generator.cli.ends import BLOCKED, told
from generator.cli.files import contents, read_as, refuse_existing, refuse_inputs, tell_open, write_all
from generator.cli.inputs import found as found_files
from generator.cli.inputs import passed_over as others_in
from generator.cli.inputs import refuse_missing
from generator.cli.progress import shown
from generator.cli.sources import Source, sources
from generator.errors import OutputError, UnusableInputError
from generator.filing import Filing
from generator.form.loader import of_year
from generator.form.model import Form
from generator.intake import refuse_to_fill
from generator.messages import say
from generator.office.collect import Returns, collect, usual_year
from generator.office.file import File, look
from generator.office.inputs import is_archive, is_input, is_published
from generator.office.letters import Office, signed
from generator.office.rollup import Rollup, last_year, roll_up
from generator.roles import used_as
from generator.workbook.rolled import RolledUp, is_marked, read


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed: what is rolled up and how, and what is written.

    Attributes:
        files: Files, folders or patterns.
        list_: The list of units (``--units``).
        previous: Last year's sums.
        organisation: Whose roll-up it is.
        year: The year; None for the one that most files have.
        reports: Published reports (``--published``).
        named: The files that the office has decided for (``--use``).
        rules: The decisions of the office about checks (``--checks``).
        include_faulty: Whether units with a 错误 are added up.
        output: Where the roll-up goes.
        own: The office's own workbook, into which the sums go (``--into``).
        folder: Where notices go (``--letters``).
        due: Until when units may answer them.
        contact: Whom they may call.
        template: Another Word template of the notice.
        jobs: Worker processes.
        force: Whether files that exist are written over.
    """

    files: tuple[Path, ...]
    list_: Path | None
    previous: Path | None
    organisation: str
    year: int | None
    reports: tuple[Path, ...]
    named: tuple[str, ...]
    rules: Path | None
    include_faulty: bool
    output: Path
    own: Path | None
    folder: Path | None
    due: str
    contact: str
    template: Path | None
    jobs: int | None
    force: bool

    @property
    def outputs(self) -> list[Path]:
        """The workbooks that are written."""
        return [file for file in (self.output, self.own) if file]

    @property
    def apart(self) -> tuple[Path | None, ...]:
        """What nobody handed in, though it may lie among the files."""
        return self.output, self.own, self.list_, self.previous, self.rules, self.template


@click.command(help=say("help.rollup"))
@click.argument("files", nargs=-1, required=True, type=options.path)
@options.output
@click.option("--units", "list_", type=options.path, help=say("help.rollup-units"))
@click.option("--previous", type=options.path, help=say("help.rollup-previous"))
@click.option("--organisation", default="", help=say("help.rollup-organisation"))
@click.option("--year", type=click.IntRange(2008, 2100), help=say("help.rollup-year"))
@click.option("--published", "reports", multiple=True, type=options.path, help=say("help.published"))
@click.option("--use", "named", multiple=True, help=say("help.use"))
@click.option("--into", "own", type=options.path, help=say("help.into"))
@options.checks
@click.option("--letters", "folder", type=options.path, help=say("help.letters"))
@click.option("--due", default="", help=say("help.due"))
@click.option("--contact", default="", help=say("help.contact"))
@click.option("--template", type=options.path, help=say("help.letter-template"))
@click.option("--include-faulty", is_flag=True, help=say("help.include-faulty"))
@options.jobs
@options.force
@told
def command(**typed: Any) -> int:  # noqa: ANN401  (as click has it)
    """Roll up."""
    return _roll_up(_Asked(**typed))


def _roll_up(asked: _Asked) -> int:
    _refuse_names(asked)
    _refuse_idle(asked)
    _refuse_to_replace(asked)
    kept, standing = _replaced(asked.output), _standing(asked.own)
    with used_as("role.own", *asked.outputs[1:]):
        office = signed(Office(asked.organisation, asked.due, asked.contact), kept, standing)
    came_in = _came_in(asked)
    returns, form = _returns(asked, came_in)
    last, before = _last_year(asked.previous, form)
    reports = found_files(asked.reports, _is_published, asked.apart) if asked.reports else []
    published = sources(reports, is_published)
    rollup = roll_up(
        returns,
        form,
        office.organisation,
        adjustments=kept.adjustments if kept else (),
        previous=last,
        before=before,
        publications=publications.compared(published, came_in, returns, form, asked.jobs),
    )
    sent = _notices(asked, returns, form, office)
    beyond = _unplaced(standing, rollup, form)
    write_all(_workbooks(asked, rollup, form, standing), force=asked.force)
    if asked.own:
        click.echo(say("rollup.wrote-own", file=asked.own))
    if beyond:
        click.echo(say("rollup.extras-unplaced", file=asked.own, names="、".join(beyond)), err=True)
    if asked.folder:
        notices.send(asked.folder, sent, came_in, form, force=asked.force)
        notices.tell_lacking(office)
    return _tell(asked, reports, rollup, form)


def _refuse_names(asked: _Asked) -> None:
    """Each output is called as its kind is, and none as another."""
    refuse_other_ending(asked.output, ".xlsx")
    if asked.folder:
        refuse_no_folder(asked.folder)
    if asked.own:
        refuse_other_ending(asked.own, ".xlsx", ".xlsm")
        if asked.own.resolve() == asked.output.resolve():
            raise OutputError("cli.same-output", file=asked.own)


def _refuse_idle(asked: _Asked) -> None:
    """What notices say is of no use where none are asked for."""
    if asked.folder is None:
        said = {"--due": asked.due, "--contact": asked.contact, "--template": asked.template}
        options.refuse("rollup.only-letters", said)


def _refuse_to_replace(asked: _Asked) -> None:
    """Inputs are never written over, and what exists only when asked."""
    given = [file for file in asked.files if file.is_file()]
    for file in asked.outputs:
        refuse_inputs(file, *given, asked.list_, asked.previous)
        refuse_existing(file, force=asked.force)


def _replaced(output: Path) -> RolledUp | None:
    """The roll-up that is to be replaced; what was typed there is kept."""
    if not output.exists():
        return None
    data = contents(output)
    if not is_marked(data):
        raise OutputError("rollup.not-a-rollup", file=output)
    with used_as("role.kept", output):
        return read(data)


def _standing(own: Path | None) -> bytes | None:
    """The office's own workbook as it stands; the sums go into a workbook alone."""
    if own is None or not own.exists():
        return None
    data = contents(own)
    refuse_to_fill(data, str(own))
    return data


def _came_in(asked: _Asked) -> list[Source]:
    """What is gone through; nothing at all, such as an empty archive, is a mistake."""
    refuse_missing((*asked.files, *asked.reports))
    paths = found_files(asked.files, _is_input, asked.apart)
    tell_open(paths)
    came_in = sources(paths, is_input)
    if not came_in:
        raise UnusableInputError("inputs.nothing")
    return came_in


def _returns(asked: _Asked, came_in: list[Source]) -> tuple[Returns, Form]:
    """What came in for the year, unit by unit, and the form of that year."""
    options.overridden(of_year(asked.year or 0), asked.rules)  # what is wrong there is no fault of a file
    files = _looked_at(came_in, options.decisions(asked.rules), asked.jobs)
    named = tuple(_decided(asked.named, files))
    year = asked.year or usual_year(files)
    form = options.overridden(of_year(year), asked.rules)
    listed = lists.units(asked.list_, form)
    returns = collect(files, listed, form, year, named=named, include_faulty=asked.include_faulty)
    return returns, form


def _last_year(file: Path | None, form: Form) -> tuple[Filing | None, Mapping[str, Filing]]:
    return read_as("role.previous", file, partial(last_year, form=form)) if file else (None, {})


def _notices(asked: _Asked, returns: Returns, form: Form, office: Office) -> list[notices.Sent]:
    if asked.folder is None:
        return []
    return notices.made(asked.folder, returns, form, office, asked.template, force=asked.force)


def _workbooks(asked: _Asked, rollup: Rollup, form: Form, standing: bytes | None) -> dict[Path, bytes]:
    """The roll-up, and the office's own workbook with the sums in it; a new one where there is none yet."""
    from generator.office.own import own  # noqa: PLC0415
    from generator.office.workbook import workbook  # noqa: PLC0415  (openpyxl costs 80 ms)

    made = {asked.output: workbook(rollup, form)}
    if asked.own:
        with used_as("role.own", asked.own):
            made[asked.own] = own(rollup, form, standing)
    return made


def _unplaced(standing: bytes | None, rollup: Rollup, form: Form) -> tuple[str, ...]:
    """What the office's own workbook, as it is now, has no cell for."""
    from generator.office.own import unplaced  # noqa: PLC0415

    return unplaced(rollup, form, standing) if standing else ()


def _is_input(path: str) -> bool:
    return is_input(path) or is_archive(path)


def _is_published(path: str) -> bool:
    return is_published(path) or is_archive(path)


def _looked_at(came_in: list[Source], decisions: tuple[str, bytes] | None, jobs: int | None) -> list[File]:
    """Every file looked at, with progress on a terminal; of many, by several processes."""
    count = len(came_in)
    looked = workers.each(came_in, count, partial(_look, decisions=decisions), _unusable, jobs)
    return list(shown(looked, count, say("rollup.read", count=count)))


def _look(source: Source, decisions: tuple[str, bytes] | None) -> File:
    return look(source.name, source.read(), decisions)


def _unusable(source: Source, fault: str) -> File:
    return File(source.name, fault=fault)


def _decided(named: Sequence[str], found: Sequence[File]) -> Iterator[str]:
    """The files that were decided for: each as it is listed, or by its name alone where no other has it."""
    for name in named:
        wanted = PurePath(name).as_posix()
        listed = [file.name for file in found if file.name == wanted]
        called = listed or [file.name for file in found if PurePath(file.name).name == wanted]
        if len(called) != 1:
            raise UnusableInputError("rollup.no-such-file", file=name)
        yield called[0]


def _tell(asked: _Asked, reports: Sequence[Path], rollup: Rollup, form: Form) -> int:
    """Name what is not 已报 and what else there is to look at; the status that the command ends with."""
    from generator.office.told import not_reported, passed_over, sentences  # noqa: PLC0415  (openpyxl: 80 ms)

    compared = set(reports)
    if others := [file for file in others_in(asked.files, is_published) if file not in compared]:
        click.echo(passed_over(list(map(str, others))))
    open_ = not_reported(rollup.returns, form)
    for line in [say("rollup.open"), *open_] if open_ else [say("rollup.all-reported")]:
        click.echo(line)
    for line in sentences(rollup, form):
        click.echo(line)
    units, counted = len(rollup.returns.standings), len(rollup.returns.counted)
    click.echo(say("rollup.wrote", file=asked.output, units=units, counted=counted))
    return BLOCKED if open_ else 0
