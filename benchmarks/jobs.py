"""One report, workbook to document, by ours and by the least that must be done; and what peers are given."""

from io import BytesIO
from xml.parsers.expat import ParserCreate

from benchmarks.peers import Cells
from benchmarks.samples import FORM
from generator.checks import check
from generator.ooxml.package import open_package, pack
from generator.ooxml.sheets import read_workbook
from generator.report.render import render
from generator.workbook.read import read


def ours(workbook: bytes) -> bytes:
    """Read, check, render, read back."""
    filing = read(read_workbook(workbook), FORM)
    check(filing, FORM)
    return render(filing, FORM)


def floor(workbook: bytes, document: bytes) -> bytes:
    """Inflate and parse sheets and strings, join and pack a document, parse it once: nothing else."""
    package = open_package(workbook)
    texts: list[str] = []
    for name in package.names:
        if name.startswith("xl/worksheets/") or name == "xl/sharedStrings.xml":
            _parsed(package.read(name), texts)
    template = open_package(document)
    main = "word/document.xml"
    written = template.read(main)
    packed = pack((name, written if name == main else template.kept(name)) for name in template.names)
    _parsed(open_package(packed).read(main), texts)
    return packed


def _parsed(data: bytes, texts: list[str]) -> None:
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda _name, _attributes: None
    parser.CharacterDataHandler = texts.append
    parser.Parse(data, True)


def cells_of(workbook: bytes) -> Cells:
    """Sheet and cell of every figure, by a name that a template can have."""
    filing = read(read_workbook(workbook), FORM)
    return {
        name.replace(".", "_"): [origin.sheet, origin.cell]
        for name, origin in filing.origins.items()
        if name in FORM.fields
    }


def template() -> bytes:
    """A document with the three tables, a tag in each cell, as a maintainer would type it."""
    from docx import Document  # noqa: PLC0415

    document = Document()
    for table in FORM.tables:
        names = FORM.table_fields(table.id)
        width = 7 if len(names) % 7 == 0 else 5
        made = document.add_table(-(-len(names) // width), width)
        slots = [cell for row in made.rows for cell in row.cells]
        for name, cell in zip(names, slots, strict=False):
            cell.text = "{{ %s }}" % name.replace(".", "_")  # noqa: UP031  (braces of a tag)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
