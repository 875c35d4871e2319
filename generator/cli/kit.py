"""``nianbao kit``: what an office hands out."""

import tempfile
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import click

from generator.cli import options
from generator.cli.beside import PREFIX, SUFFIX
from generator.cli.ends import told
from generator.cli.files import contents, why
from generator.cli.inputs import found as files_of
from generator.cli.inputs import is_report_or_input
from generator.errors import NianbaoError, OutputError, UnusableInputError
from generator.filing import Filing
from generator.form.loader import EDITION, FORM, load
from generator.form.model import Form
from generator.intake import received
from generator.messages import say
from generator.office.matching import Matcher
from generator.office.units import Unit
from generator.ooxml.archive import deflated
from generator.ooxml.package import pack
from generator.workbook.handout import Handout


@click.command(help=say("help.kit"))
@click.option("-o", "output", required=True, type=options.path, help=say("help.kit-output"))
@click.option("--units", "list_", type=options.path, help=say("help.rollup-units"))
@click.option("--year", type=click.IntRange(2008, 2100), help=say("help.year"))
@click.option("--previous", type=options.path, help=say("help.kit-previous"))
@click.option("--due", default="", help=say("help.kit-due"))
@click.option("--contact", default="", help=say("help.kit-contact"))
@click.option("--extra", type=options.path, help=say("help.kit-extra"))
@options.force
@told
def command(
    output: Path,
    list_: Path | None,
    year: int | None,
    previous: Path | None,
    due: str,
    contact: str,
    extra: Path | None,
    force: bool,
) -> int:
    """Make a kit."""
    from generator.office.requests import extras  # noqa: PLC0415
    from generator.office.units import units  # noqa: PLC0415

    form = load(FORM, EDITION)
    if output.exists() and (not output.is_dir() or any(output.iterdir())) and not force:
        raise OutputError("kit.exists", file=output)
    listed = units(contents(list_), form) if list_ else ()
    handout = Handout(extras(contents(extra), form) if extra else (), due, contact)
    year = year or datetime.now().year - 1  # noqa: DTZ005  (the year of the people here)
    last = _last_year(previous, listed, form, year)
    made = _made(form, listed, year, handout, last)
    _put(made, form, output)
    click.echo(say("kit.wrote", folder=output, count=len(listed)))
    if last:
        click.echo(say("kit.with-last-year", count=len(last)))
    return 0


def _made(
    form: Form, listed: tuple[Unit, ...], year: int, handout: Handout, last: dict[str, tuple[Filing, Form]]
) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the kit with its path; a unit's archive beside its workbook."""
    from generator.page.kit import blank_workbook, common, workbooks  # noqa: PLC0415  (openpyxl costs 80 ms)

    names = form.texts["office"]["kit"]
    shared = common(_page(), form, handout)
    yield from shared.items()
    if not listed:
        yield names["blank"], blank_workbook(form, year, handout)
    for _, name, workbook in workbooks(listed, form, year, handout, last):
        yield f"{names['workbooks']}/{name}", workbook


def _page() -> bytes:
    from generator.page.kit import PAGE  # noqa: PLC0415

    built = files("generator.page") / PAGE
    if not built.is_file():
        raise UnusableInputError("kit.no-page")
    return built.read_bytes()


def _put(made: Iterator[tuple[str, bytes]], form: Form, output: Path) -> None:
    """Write everything beside and move it into place when it is complete."""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=output.parent, prefix=PREFIX, suffix=SUFFIX) as beside:
            folder = Path(beside)
            for name, data in made:
                file = folder / name
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(data)
            _archive(folder, form)
            output.mkdir(exist_ok=True)
            for file in sorted(path for path in folder.rglob("*") if path.is_file()):
                target = output / file.relative_to(folder)
                target.parent.mkdir(exist_ok=True)
                file.replace(target)
    except OSError as fault:
        raise OutputError("cli.unwritable", file=output, fault=why(fault, output)) from None


def _archive(folder: Path, form: Form) -> None:
    """Pack what each unit gets, and everything; each file is deflated once for all archives."""
    names = form.texts["office"]["kit"]
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    packed = {file: deflated(file.read_bytes()) for file in files}
    shared = [folder / names[key] for key in ("page", "guide", "licences")]
    (folder / names["archives"]).mkdir()
    for workbook in sorted((folder / names["workbooks"]).glob("*")):
        archive = folder / names["archives"] / names["archive"].format(workbook=workbook.stem)
        archive.write_bytes(pack((file.name, packed[file]) for file in (*shared, workbook)))
    everything = ((file.relative_to(folder).as_posix(), kept) for file, kept in packed.items())
    (folder / names["everything"]).write_bytes(pack(everything))


def _last_year(
    previous: Path | None, listed: tuple[Unit, ...], form: Form, year: int
) -> dict[str, tuple[Filing, Form]]:
    """What the units reported last year, by their names; what cannot be used or placed is told."""
    if previous is None:
        return {}
    matcher = Matcher(listed, form)
    found: dict[str, list[tuple[Path, Form, Filing]]] = {}
    for file in files_of([previous], is_report_or_input):
        try:
            own, filing = received(contents(file))
        except NianbaoError as fault:
            click.echo(say("kit.unusable", file=file.name, fault=fault), err=True)
            continue
        unit = matcher.match(_said(filing, "unit"), _said(filing, "organisation")).unit
        if _said(filing, "year") != str(year - 1):
            click.echo(say("kit.other-year", file=file.name, year=year - 1), err=True)
        elif unit is None:
            click.echo(say("kit.unplaced", file=file.name), err=True)
        else:
            found.setdefault(unit.name, []).append((file, own, filing))
    return {unit: _latest(unit, files) for unit, files in found.items()}


def _latest(unit: str, files: list[tuple[Path, Form, Filing]]) -> tuple[Filing, Form]:
    """Of several files the one that was handed in last."""
    file, form, filing = max(files, key=lambda given: (_said(given[2], "submission.version"), given[0].name))
    if len(files) > 1:
        click.echo(say("kit.several", unit=unit, count=len(files), file=file.name), err=True)
    return filing, form


def _said(filing: Filing, name: str) -> str:
    return str(filing.particulars.get(name, ""))
