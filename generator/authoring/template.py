"""The Word template of a form, put together and packed."""

from collections.abc import Iterable
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from lxml import etree

from generator.authoring.body import body
from generator.authoring.elements import Element, tag
from generator.authoring.looks import Looks, looks_of
from generator.authoring.page import put_page
from generator.authoring.settings import put_properties, put_settings
from generator.authoring.styles import font_table, styles
from generator.form.model import Form
from generator.ooxml.package import open_package, pack

_FONT_TABLE = "word/fontTable.xml"
_UNUSED = ("stylesWithEffects", "customXml", "numbering", "thumbnail", "extended-properties", "webSettings")


def build_template(form: Form) -> bytes:
    """Build the Word template of a form.

    Args:
        form: What the report says; its texts give fonts, sizes, page and the widths of the tables.

    Returns:
        A .docx with tags; the same bytes each time.

    Raises:
        FormError: If the form's texts do not say how the report is to look.
    """
    looks = looks_of(form)
    return document_of(body(form, looks), form, looks, header=tag("draft_mark"))


def document_of(content: Iterable[Element], form: Form, looks: Looks, *, header: str = "") -> bytes:
    """Pack a Word template: its content, in the styles and on the page of the report.

    Args:
        content: Paragraphs and tables, with tags.
        form: Its tables have styles of their own.
        looks: Fonts, sizes, page.
        header: What stands above each page.
    """
    document = Document()
    document.styles.element[:] = list(styles(looks, form.tables))
    put_settings(document)
    put_properties(document)
    put_page(document, looks, header)
    section = document.element.body[-1]
    document.element.body[:] = [*content, section]
    _drop_unused(document)
    return _packed(document, looks)


def _drop_unused(document: DocumentObject) -> None:
    """Leave out the parts that python-docx's own template brings along."""
    for relationships in (document.part.rels, document.part.package.rels):
        for identifier, relationship in list(relationships.items()):
            if relationship.reltype.rpartition("/")[2] in _UNUSED:
                del relationships[identifier]


def _packed(document: DocumentObject, looks: Looks) -> bytes:
    """What python-docx writes, with our font table, packed anew: the time of day is not in it."""
    written = BytesIO()
    document.save(written)
    package = open_package(written.getvalue())
    fonts = etree.tostring(font_table(looks), encoding="UTF-8", standalone=True)
    return pack((name, fonts if name == _FONT_TABLE else package.read(name)) for name in package.names)
