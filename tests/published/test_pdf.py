"""PDFs as LibreOffice prints them, of our reports and of anybody's."""

import io

import docx
import pytest
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from generator.errors import UnusableInputError
from generator.filing import Filing
from generator.form.model import Form
from generator.intake import received
from generator.report.render import render
from tests.cases import NAMES
from tests.published.setting import report
from tests.published.test_import_commands import OF_2019, case
from tests.published.test_read import printed
from tests.witness.office import requires_office, to_pdf
from tests.workbook.kit import FORM


def ruled(given: Filing, form: Form, *before: str) -> bytes:
    """Anybody's report with ruled tables, and texts put before table 3."""
    document = docx.Document(io.BytesIO(report(given, form)))
    for table in document.tables:
        table.style = "Table Grid"
    heading = next(p for p in document.paragraphs if p.text.startswith("三、"))
    for text in before:
        heading.insert_paragraph_before(text)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


@requires_office
@pytest.mark.parametrize("name", [*NAMES, OF_2019])
def test_every_figure_of_our_report_is_in_its_field(name: str) -> None:
    form, given = case(name)
    of, found = received(to_pdf(render(given, form), ".docx"))
    assert of.edition == form.edition
    assert printed(found, form) == printed(given, form)
    assert found.particulars["year"] == given.particulars["year"]
    assert found.narrative["overview"] == given.narrative["overview"]
    assert {remark.rule for remark in found.remarks} <= {"section-missing"}


@requires_office
@pytest.mark.parametrize("lines", [0, 10, 16])
def test_a_table_that_runs_over_pages_is_one(lines: int) -> None:
    given = case(NAMES[0])[1]
    text = "本年度各项工作正常开展。" * 6
    found = received(to_pdf(ruled(given, FORM, *[text] * lines), ".docx"))[1]
    assert printed(found, FORM) == printed(given, FORM)
    assert not found.remarks


def blank_pages(count: int) -> bytes:
    pdf = PdfDocument.new()
    for _ in range(count):
        pdf.new_page(595, 842)
    packed = io.BytesIO()
    pdf.save(packed)
    pdf.close()
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"%PDF-1.7\n", "已损坏"), (blank_pages(2), "扫描件"), (blank_pages(101), "超过 100 页")],
)
def test_a_pdf_that_cannot_be_read_is_told_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UnusableInputError, match=said):
        received(data)
