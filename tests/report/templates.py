"""The built-in template, changed as people change it: through its XML, or as python-docx sees it."""

import io
from collections.abc import Callable, Mapping

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table

from generator.ooxml.package import open_package, pack
from tests.report.word.paper import MAIN

_RELATIONSHIPS = "word/_rels/document.xml.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def built(template: bytes, change: Callable[[DocumentObject], object]) -> bytes:
    """The template after a change with python-docx."""
    document = Document(io.BytesIO(template))
    change(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def table_of(document: DocumentObject, table: str) -> Table:
    """The table that holds the fields of a table of the form."""
    return next(found for found in document.tables if f"{{{{ {table}." in words(found._tbl))


def number_of(template: bytes, table: str) -> int:
    """How many tables of the template that one of the form is, counted from 1."""
    document = Document(io.BytesIO(template))
    wanted = table_of(document, table)._tbl
    return next(at for at, found in enumerate(document.tables, start=1) if found._tbl is wanted)


def words(element: BaseOxmlElement) -> str:
    """The text of a paragraph or table."""
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def with_parts(template: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The template with parts put in or put in place of others."""
    package = open_package(template)
    old = {name: package.read(name) for name in package.names}
    return pack((old | dict(parts)).items())


def replaced(template: bytes, old: str, new: str, part: str = MAIN) -> bytes:
    """The template with the first occurrence of some markup of a part replaced."""
    source = open_package(template).read(part).decode()
    assert old in source
    return with_parts(template, {part: source.replace(old, new, 1).encode()})


def ending_with(template: bytes, *content: str) -> bytes:
    """The template with content put behind everything else."""
    before, properties, after = open_package(template).read(MAIN).decode().rpartition("<w:sectPr")
    return with_parts(template, {MAIN: (before + "".join(content) + properties + after).encode()})


def pointed_to(template: bytes, kind: str, name: str, data: bytes) -> bytes:
    """The template with one more part that its main part points to."""
    pointer = f'<Relationship Id="x{kind}" Type="{_OFFICE}/{kind}" Target="{name.removeprefix("word/")}"/>'
    more = replaced(template, "</Relationships>", f"{pointer}</Relationships>", _RELATIONSHIPS)
    return with_parts(more, {name: data})
