"""``nianbao rollup``: the units' workbooks, collected, checked and added up."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from generator.cli import options, publications, workers
from generator.cli.ends import BLOCKED, told
from generator.cli.files import (
    contents,
    make_folder,
    refuse_existing,
    refuse_inputs,
    tell_open,
    write,
    write_all,
)
from generator.cli.inputs import found as found_files
from generator.cli.inputs import passed_over as others_in
from generator.cli.progress import shown
from generator.cli.sources import Source, sources
from generator.errors import OutputError, UnusableInputError
from generator.form.loader import of_year
from generator.form.model import Form
from generator.messages import say
from generator.office.collect import Returns, State, collect, usual_year
from generator.office.file import File, look
from generator.office.inputs import is_archive, is_input, is_published
from generator.office.letters import Letter, Office, letters, signed
from generator.office.rollup import Rollup, last_year, roll_up
from generator.workbook.rolled import RolledUp, is_marked, read


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
def command(
    files: tuple[Path, ...],
    output: Path,
    list_: Path | None,
    previous: Path | None,
    organisation: str,
    year: int | None,
    reports: tuple[Path, ...],
    named: tuple[str, ...],
    own: Path | None,
    rules: Path | None,
    folder: Path | None,
    due: str,
    contact: str,
    template: Path | None,
    include_faulty: bool,
    jobs: int | None,
    force: bool,
) -> int:
    """Roll up."""
    from generator.office.own import own as with_sums  # noqa: PLC0415
    from generator.office.told import passed_over  # noqa: PLC0415
    from generator.office.units import units  # noqa: PLC0415
    from generator.office.workbook import workbook  # noqa: PLC0415  (openpyxl costs 80 ms)

    given = [file for file in files if file.is_file()]
    refuse_inputs(output, *given, list_, previous)
    refuse_existing(output, force=force)
    if own:
        refuse_inputs(own, *given, list_, previous)
        refuse_existing(own, force=force)
    kept = _replaced(output)
    standing = contents(own) if own and own.exists() else None
    office = signed(Office(organisation, due, contact), kept, standing)
    apart = (output, list_, previous, own)
    paths = found_files(files, _is_input, apart)
    came_in = sources(paths, is_input)
    options.overridden(of_year(year or 0), rules)  # what is wrong with them is no fault of the files
    found = _looked_at(came_in, options.decisions(rules), jobs)
    tell_open(paths)
    _refuse_unknown(named, found)
    year = year or usual_year(found)
    form = options.overridden(of_year(year), rules)
    listed = units(contents(list_), form) if list_ else ()
    last, before = last_year(contents(previous), form) if previous else (None, {})
    returns = collect(found, listed, form, year, named=named, include_faulty=include_faulty)
    published = sources(found_files(reports, _is_published, apart), is_published) if reports else []
    compared = publications.compared(published, came_in, returns, form, jobs)
    rollup = roll_up(
        returns, form, office.organisation,
        adjustments=kept.adjustments if kept else (), previous=last, before=before, publications=compared,
    )  # fmt: skip
    sent = letters(returns, form) if folder else []
    notices = _notices(sent, form, office, returns.year, template) if folder else {}
    for letter in sent:
        for name in (letter.name, letter.annotated):
            refuse_existing((folder or Path()) / name, force=force)
    made = {output: workbook(rollup, form)}
    if own:
        made[own] = with_sums(rollup, form, standing)
    write_all(made, force=force)
    if own:
        click.echo(say("rollup.wrote-own", file=own))
    if folder:
        _send(folder, notices, _annotated(sent, form, came_in), force=force)
        _tell_lacking(office)
    if others := [] if reports else others_in(files, is_published):
        click.echo(passed_over(list(map(str, others))))
    return _tell(rollup, form, output)


def _replaced(output: Path) -> RolledUp | None:
    """The roll-up that is to be replaced; what was typed there is kept."""
    if not output.exists():
        return None
    data = contents(output)
    if not is_marked(data):
        raise OutputError("rollup.not-a-rollup", file=output)
    return read(data)


def _tell_lacking(office: Office) -> None:
    """Notices that name nobody to call, or no sender, are told: a unit would not know whom to ask."""
    if office.lacking:
        options_ = "、".join(f"--{name}" for name in office.lacking)
        click.echo(say("rollup.unsigned", options=options_), err=True)


def _notices(
    letters: list[Letter], form: Form, office: Office, year: int, template: Path | None
) -> dict[str, bytes]:
    """The notice to each unit that has something to mend, by the name of its file."""
    from generator.office.letters import notice, template_of  # noqa: PLC0415

    compiled = template_of(contents(template) if template else None, form)
    return {letter.name: notice(letter.standing, form, compiled, office, year) for letter in letters}


def _annotated(letters: list[Letter], form: Form, came_in: list[Source]) -> Iterator[tuple[str, bytes]]:
    """The workbooks with the findings in them, by file name; one by one, since they may be many."""
    from generator.office.letters import annotated  # noqa: PLC0415

    sources = {source.name: source for source in came_in}
    for letter in letters:
        file = letter.standing.file
        if file and (data := annotated(sources[file.name].read(), letter.standing, form)):
            yield letter.annotated, data


def _send(
    folder: Path, notices: dict[str, bytes], workbooks: Iterator[tuple[str, bytes]], *, force: bool
) -> None:
    """Write the notices and the workbooks beside them."""
    make_folder(folder)
    for name, data in (*notices.items(), *workbooks):
        write(folder / name, data, force=force)
    click.echo(say("rollup.wrote-letters", count=len(notices), folder=folder))


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


def _refuse_unknown(named: tuple[str, ...], found: list[File]) -> None:
    known = {file.name for file in found}
    for name in named:
        if Path(name).as_posix() not in known:
            raise UnusableInputError("rollup.no-such-file", file=name)


def _tell(rollup: Rollup, form: Form, output: Path) -> int:
    """Name every unit and file that is not 已报; the status that the command ends with."""
    from generator.office.told import sentences  # noqa: PLC0415

    returns = rollup.returns
    open_ = [*_units(returns, form), *_strangers(returns, form)]
    for line in [say("rollup.open"), *open_] if open_ else [say("rollup.all-reported")]:
        click.echo(line)
    for line in sentences(rollup, form):
        click.echo(line)
    counted = len(returns.counted)
    click.echo(say("rollup.wrote", file=output, units=len(returns.standings), counted=counted))
    return BLOCKED if open_ else 0


def _units(returns: Returns, form: Form) -> Iterator[str]:
    from generator.office.status import remark_on  # noqa: PLC0415

    words = form.texts["office"]["states"]
    for standing in returns.standings:
        if standing.state is not State.REPORTED:
            remark = remark_on(standing, form) or (standing.file.name if standing.file else "")
            state = words[standing.state]
            yield say("rollup.unit", state=state, unit=standing.unit.name, remark=remark).rstrip()


def _strangers(returns: Returns, form: Form) -> Iterator[str]:
    from generator.office.status import remark, state_of  # noqa: PLC0415

    for stranger in returns.strangers:
        state, file = state_of(stranger, form), stranger.file.name
        yield say("rollup.file", state=state, file=file, remark=remark(stranger, form)).rstrip()
