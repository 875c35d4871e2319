"""PDFs as LibreOffice prints them, of our reports and of anybody's."""

import io
import re
import zlib
from itertools import pairwise
from time import monotonic

import docx
import pytest
from docx.shared import Mm
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from generator import arithmetic
from generator.checks import check
from generator.errors import UnusableInputError
from generator.filing import Filing
from generator.form.model import Form
from generator.intake import received
from generator.published.block import Paragraph
from generator.published.pdf import read
from generator.published.shifted import looks_shifted
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
    in_doubt = {"columns-doubtful"} if name == OF_2019 else set()  # its totals do not hold
    assert {remark.rule for remark in found.remarks} - {"section-missing"} == in_doubt


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


@requires_browser
def test_figures_that_a_browser_prints_across_the_rules_of_their_columns_are_told() -> None:
    given = case(NAMES[2])[1]
    indented = STYLE.replace("table {", "td { text-indent: 2em } table { table-layout: fixed; width: 600px;")
    plain = re.sub(r"<style.*?</style>", indented, render_page(given, FORM).decode(), flags=re.DOTALL)
    with browser_page() as page:
        page.set_content(plain)
        pdf = page.pdf(format="A4")
    found = received(pdf)[1]
    assert printed(found, FORM) != printed(given, FORM)
    assert "reviews" in {remark.at for remark in found.remarks if remark.rule == "columns-doubtful"}


@pytest.mark.parametrize("name", NAMES)
def test_figures_moved_by_a_column_are_told_from_those_in_their_places(name: str) -> None:
    given = arithmetic.figures(FORM, case(name)[1])
    for table in FORM.tables:
        fields = FORM.table_fields(table.id)
        moved = {to: given[of] for of, to in pairwise(fields)}
        assert not looks_shifted(table, given, FORM)
        assert looks_shifted(table, moved, FORM) == (table.id != "proactive")


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


def programmed(content: bytes, times: int = 1) -> bytes:
    """A page whose content is deflated as often as said."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    filters = b"/FlateDecode" * times
    stream = b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(content), filters, content)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 %s>>>>>>"
        % font
    )
    parts = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream)
    objects = b"".join(b"%d 0 obj\n%s\nendobj\n" % pair for pair in enumerate(parts, start=1))
    return b"%PDF-1.7\n" + objects + b"trailer<</Size 5/Root 1 0 R>>\n%%EOF"


def test_a_page_in_several_streams_is_read() -> None:
    data = programmed(b"BT /F1 8 Tf (2024) Tj ET").replace(b"/Contents 4 0 R", b"/Contents [4 0 R 4 0 R]")
    with pytest.raises(UnusableInputError, match="没有找到"):
        received(data)


def test_what_stands_beyond_the_paper_is_not_read() -> None:
    data = programmed(b"BT /F1 8 Tf 50 400 Td (2024 report) Tj 560 0 Td (beyond) Tj ET")
    assert [block.text for block in read(data).blocks if isinstance(block, Paragraph)] == ["2024 report"]


def boxes(count: int, size: int) -> bytes:
    return b"".join(
        b"%d %d %d %d re S " % (at % 60 * 10, at // 60 % 80 * 10, size, size) for at in range(count)
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n", "已损坏"),
        (blank_pages(2), "扫描件"),
        (blank_pages(101), "超过 100 页"),
        (programmed(b" " * 100_000_000), "内容太多"),
        (programmed(b" " * 100_000_000, 2), "内容太多"),
        (programmed(b"q " * 1_000_000), "内容太多"),
        (programmed(b"BT /F1 8 Tf " + b"(aaaaaaaaaaaaaaaa) Tj " * 20_000 + b"ET"), "内容太多"),
        (programmed(boxes(40_000, 9)), "内容太多"),
        (programmed(boxes(4_800, 9)), "内容太多"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_told_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UnusableInputError, match=said):
        received(data)


def test_a_page_that_would_take_hours_is_given_up_when_its_time_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("generator.published.pdf._SECONDS", 0.6)
    begun = monotonic()
    with pytest.raises(UnusableInputError, match="内容太多"):
        received(programmed(boxes(30_000, 1)))
    assert monotonic() - begun < 30
