import io
import json
import sys

import docx
import pytest

from generator import arithmetic
from generator.errors import UnusableInputError
from generator.filing import Filing
from generator.filing_json import from_json
from generator.form.loader import load
from generator.form.model import Form
from generator.intake import received
from generator.report.render import render
from tests.cases import NAMES, filing_json
from tests.published.setting import Writer, brokenly, plainly, report
from tests.workbook.kit import FORM, filing_of

OLD = load("disclosure", "2019")


def printed(filing: Filing, form: Form) -> dict[str, str]:
    texts = {name: figure.text for name, figure in arithmetic.figures(form, filing).items()}
    return {name: text for name, text in texts.items() if form.fields[name].table in form.numbers and text}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("write", "merged"), [(plainly, True), (brokenly, True), (plainly, False)])
def test_every_figure_of_a_real_case_comes_back_from_anybody_s_word_report(
    name: str, write: Writer, merged: bool
) -> None:
    given = filing_of(filing_json(name))
    form, found = received(report(given, FORM, write, merged=merged))
    assert form.edition == FORM.edition
    assert printed(found, FORM) == printed(given, FORM)
    assert found.particulars["organisation"] == given.particulars["organisation"]
    assert found.particulars["year"] == given.particulars["year"]
    assert found.narrative == given.narrative
    assert not found.remarks


def test_our_own_report_comes_back_with_notes_blanks_and_texts() -> None:
    case = filing_json(NAMES[0])
    case["figures"] |= {
        "proactive.rules.issued": {"value": 22, "note": "其中修订16件"},
        "proactive.fees.amount": "28983.0794",
        "applications.granted.legal": "/",
        "applications.received.social": None,
        "applications.received.total": None,
    }
    given = filing_of(case | {"signature": "某某局", "date": "2025年1月20日"})
    form, found = received(render(given, FORM))
    assert form.edition == FORM.edition
    assert printed(found, FORM) == printed(given, FORM)
    assert "applications.received.social" not in found.figures
    assert found.narrative["overview"] == given.narrative["overview"]
    assert (found.particulars["signature"], found.particulars["date"]) == ("某某局", "2025年1月20日")


def test_edition_2019_is_known_by_its_table_two() -> None:
    figures = {name: at % 7 for at, name in enumerate(OLD.fields)}
    source = {
        "form": "disclosure",
        "edition": "2019",
        "organisation": "某局",
        "year": 2020,
        "figures": figures,
    }
    given = from_json(json.dumps(source).encode(), OLD)
    form, found = received(render(given, OLD))
    assert form.edition == OLD.edition
    assert printed(found, OLD) == printed(given, OLD)


def test_a_document_without_the_tables_is_refused_in_one_sentence() -> None:
    packed = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("通知")
    document.save(packed)
    with pytest.raises(UnusableInputError, match="没有找到年度报告的表格"):
        received(packed.getvalue())


def test_without_pdfplumber_a_pdf_is_told_in_one_sentence_what_to_hand_in_instead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(UnusableInputError, match="请改用报告的 Word 文件"):
        received(b"%PDF-1.7")
