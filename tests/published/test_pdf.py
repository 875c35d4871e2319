"""PDFs as LibreOffice prints them, of our reports and of anybody's."""

import io
import re

import docx
import pytest
from docx.shared import Mm
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from generator.checks import check
from generator.errors import UnusableInputError
from generator.filing import Filing
from generator.form.model import Form
from generator.intake import received
from generator.report.render import render
from generator.report.web.page import render_page
from tests.cases import NAMES
from tests.published.setting import report
from tests.published.test_import_commands import OF_2019, case
from tests.published.test_read import printed
from tests.witness.browser import browser_page, requires_browser
from tests.witness.office import requires_office, to_pdf
from tests.workbook.kit import FORM

STYLE = "<style>table { border-collapse: collapse } td, th { border: 1px solid; font-size: 14pt }</style>"
TEXT = "本年度各项工作正常开展。" * 6


def ruled(given: Filing, form: Form, lines: int, *, narrow: bool = False) -> bytes:
    """Anybody's report with ruled tables, and as many paragraphs before each but the first.

    Narrow, the columns of figures hold no number of four digits in a line, and each page has a heading.
    """
    document = docx.Document(io.BytesIO(report(given, form)))
    for table in document.tables:
        table.style = "Table Grid"
        table.autofit = not narrow
        for cell in table._cells if narrow and len(table.columns) >= 10 else ():
            cell.width = Mm(9)
    for paragraph in list(document.paragraphs):
        for _ in range(lines if paragraph.text[:2] in ("二、", "三、", "四、") else 0):
            paragraph.insert_paragraph_before(TEXT)
    if narrow:
        document.sections[0].header.paragraphs[0].text = "政府信息公开"
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
@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("lines", [0, 3, 7, 12])
def test_a_table_that_runs_over_pages_is_one(lines: int, *, narrow: bool) -> None:
    given = case(NAMES[0])[1]
    found = received(to_pdf(ruled(given, FORM, lines, narrow=narrow), ".docx"))[1]
    assert printed(found, FORM) == printed(given, FORM)
    assert not found.remarks


@requires_browser
@pytest.mark.parametrize("lines", range(0, 20, 4))
def test_a_page_that_a_browser_prints_is_read_though_it_leaves_cut_cells_open(lines: int) -> None:
    given = case(NAMES[1])[1]
    plain = re.sub(r"<style.*?</style>", STYLE, render_page(given, FORM).decode(), flags=re.DOTALL)
    with browser_page() as page:
        page.set_content(plain.replace("</h1>", "</h1>" + f"<p>{TEXT}</p>" * lines))
        pdf = page.pdf(format="A4", display_header_footer=True)
    assert printed(received(pdf)[1], FORM) == printed(given, FORM)


def test_a_row_that_is_not_there_is_told() -> None:
    document = docx.Document(io.BytesIO(report(case(NAMES[0])[1], FORM)))
    table = document.tables[0]._tbl
    table.remove(table.tr_lst[2])
    packed = io.BytesIO()
    document.save(packed)
    form, found = received(packed.getvalue())
    assert [(remark.rule, remark.words) for remark in found.remarks] == [("row-missing", "“规章”")]
    assert "没有找到的项目有 1 个：“规章”" in next(f.message for f in check(found, form) if f.check == "P-16")


def test_a_row_of_figures_without_a_label_is_told() -> None:
    document = docx.Document(io.BytesIO(report(case(NAMES[0])[1], FORM)))
    document.tables[0].cell(2, 0).text = ""
    packed = io.BytesIO()
    document.save(packed)
    assert {remark.rule for remark in received(packed.getvalue())[1].remarks} == {
        "row-missing",
        "figures-unplaced",
    }


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
