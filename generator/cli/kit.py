"""``nianbao kit``: what an office hands out."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import click

from generator.cli import lists, options
from generator.cli.beside import PREFIX, SUFFIX
from generator.cli.endings import refuse_no_folder
from generator.cli.ends import told
from generator.cli.files import contents, why
from generator.cli.inputs import found as files_of
from generator.cli.inputs import is_report_or_input
from generator.errors import NianbaoError, OutputError, UnusableInputError
from generator.form.loader import of_year
from generator.form.model import Form
from generator.messages import say
from generator.office.handouts import Last, year_to_report
from generator.office.last import Before, brought, opened
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
    year = year or year_to_report(datetime.now())  # noqa: DTZ005  (the year of the people here)
    form = of_year(year)
    refuse_no_folder(output)
    if output.exists() and any(output.iterdir()) and not force:
        raise OutputError("kit.exists", file=output)
    listed = lists.units(list_, form)
    handout = Handout(lists.extras(extra, form), due, contact)
    last = _last_year(previous, listed, form, year)
    made = _made(form, listed, year, handout, last)
    _put(made, form, output)
    click.echo(say("kit.wrote", folder=output, count=len(listed)))
    if last:
        click.echo(say("kit.with-last-year", count=len(last)))
    return 0


def _made(
    form: Form, listed: Sequence[Unit], year: int, handout: Handout, last: Mapping[str, Last]
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
    shared = [folder / names[key] for key in ("page", "guide", "handbook", "licences")]
    (folder / names["archives"]).mkdir()
    for workbook in sorted((folder / names["workbooks"]).glob("*")):
        archive = folder / names["archives"] / names["archive"].format(workbook=workbook.stem)
        archive.write_bytes(pack((file.name, packed[file]) for file in (*shared, workbook)))
    everything = ((file.relative_to(folder).as_posix(), kept) for file, kept in packed.items())
    (folder / names["everything"]).write_bytes(pack(everything))


def _last_year(previous: Path | None, listed: Sequence[Unit], form: Form, year: int) -> Mapping[str, Last]:
    """What the units reported last year, by their names; what cannot be used or placed is told."""
    if previous is None:
        return {}
    files = files_of([previous], is_report_or_input)
    last = brought(map(_opened, files), listed, form, year)
    for sentence in last.told:
        click.echo(sentence, err=True)
    return last.by_unit


def _opened(file: Path) -> Before:
    try:
        return opened(file.name, contents(file))
    except NianbaoError as fault:
        return Before(file.name, fault=str(fault))
