"""Our own report, as Word file and as web page, gives back the filing that it was made from."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import arithmetic
from generator.figure import State
from generator.filing import Filing, Item
from generator.filing_json import from_json
from generator.form.model import Form
from generator.intake import received
from generator.printed import printed
from generator.report.render import render
from generator.report.web.page import render_page
from tests.generated import examples
from tests.published.setting import report
from tests.published.test_read import OLD
from tests.workbook.kit import FORM, filing_of

FORMS = {form.edition: form for form in (FORM, OLD)}
FEES = ("notices", "charged", "received")

# What people write in reports: words and punctuation of the language, numbers, some Latin, no layout.
_PIECES = [
    *("公开", "政府信息", "依申请", "第三十六条", "12件", "3.5%", "100.00万元", "，", "、", "“两微一端”"),
    *("（其中网站8条）", "2024年", "《条例》", "App", "A&B<C>", "；", "①", "{{ 年 }}", "**一是**加强"),
]
texts = st.lists(st.sampled_from(_PIECES), min_size=2, max_size=12).map(
    lambda words: f"全年{''.join(words)}。"
)
headings = st.sampled_from(["主动公开", "依申请公开", "监督保障情况", "平台建设", "政府信息管理与队伍"])
items = st.builds(
    lambda heading, lines: {"heading": heading, "text": "\n".join(lines)},
    st.one_of(st.just(""), headings),
    st.lists(texts, min_size=1, max_size=3),
)
counts = st.one_of(
    st.integers(0, 99_999),
    st.sampled_from(["/", "—", "２２", "2,240"]),
    st.builds(lambda value: {"value": value, "note": "其中修订16件"}, st.integers(0, 99)),
    st.none(),
)
fees = st.one_of(st.integers(0, 9_999), st.sampled_from(["0", "28983.0794", "7545.00"]))
names = ["某某局", "北京市通州区人民政府", "某市A区住房和城乡建设局（人民防空办公室）"]


def filings(form: Form) -> st.SearchStrategy[dict[str, Any]]:
    """Filings of an edition as people fill them in."""
    inputs = [name for table in form.tables for name in form.inputs(table.id)]
    asked = [name for name in form.fields if name.startswith("processing_fee.")]
    figures = st.fixed_dictionaries(dict.fromkeys(inputs, counts))
    of_fees = st.fixed_dictionaries(dict.fromkeys(asked, fees))
    no_fees: dict[str, Any] = {}
    given_fees = st.one_of(st.just(no_fees), st.just(dict.fromkeys(asked, 0)), of_fees)
    narrative = {section.id: st.lists(items, max_size=3) for section in form.sections}
    head = {"form": form.id, "edition": form.edition}
    # A name without a date under it cannot be told from a last paragraph on a page.
    ends = st.sampled_from(
        [{}, {"signature": "某某局办公室", "date": "2025年1月20日"}, {"date": "2025年1月20日"}]
    )
    answers = st.fixed_dictionaries(
        {
            "year": st.integers(2019, 2040),
            "organisation": st.sampled_from(names),
            "figures": st.builds(dict.__or__, figures, given_fees),
            "narrative": st.fixed_dictionaries({}, optional=narrative),
        }
    )
    return st.builds(lambda given, below: head | given | below, answers, ends)


def told(filing: Filing, form: Form) -> dict[str, str]:
    """What every field says that is filled in."""
    figures = arithmetic.figures(form, filing)
    return {name: figure.text for name, figure in figures.items() if figure.state is not State.BLANK}


@examples(25)
@given(st.one_of(filings(FORM), filings(OLD)))
def test_any_filing_comes_back_from_its_report(answers: dict[str, Any]) -> None:
    form = FORMS[answers["edition"]]
    filing = from_json(json.dumps(answers).encode(), form)
    for write in (render, render_page):
        of, found = received(write(filing, form))
        assert of.edition == form.edition
        assert told(found, form) == told(filing, form)
        assert found.narrative == filing.narrative
        assert found.particulars == filing.particulars
        assert found.opening == printed(filing, form).opening
        assert {remark.rule for remark in found.remarks} <= {"section-missing"}


def with_last_words(*paragraphs: str) -> Filing:
    """A report whose last section says this, as it is read."""
    source = {
        "organisation": "某局",
        "year": 2024,
        "narrative": {"other_matters": [{"text": "\n".join(paragraphs)}]},
    }
    return received(report(filing_of(source), FORM))[1]


def test_fees_are_read_from_the_sentence_that_the_report_says_by_itself() -> None:
    sentence = "收取信息处理费情况：2024年发出收费通知2件，总金额1,020.50元，实际收取20元。"
    found = with_last_words("无。", sentence.replace(",", ""))
    assert [found.stated(f"processing_fee.{name}").text for name in FEES] == ["2", "1020.50", "20"]
    assert found.narrative["other_matters"] == (Item("", ("无。",)),)


@pytest.mark.parametrize(
    "sentence",
    [
        "收取信息处理费情况：2023年发出收费通知2件，总金额20元，实际收取20元。",
        "收取信息处理费情况：2024年发出收费通知若干件，总金额20元，实际收取20元。",
        "2024年没有收取信息处理费。",
    ],
)
def test_a_sentence_of_another_year_or_worded_otherwise_stays_text_and_its_fees_blank(sentence: str) -> None:
    found = with_last_words("无。", sentence)
    assert not any(f"processing_fee.{name}" in found.figures for name in FEES)
    assert found.narrative["other_matters"] == (Item("", ("无。", sentence)),)


@pytest.mark.parametrize("text", ["**一是**加强。", "**一是**见www.example-of-a-long-address.gov.cn。"])
def test_bold_words_come_back_whatever_style_the_report_sets_them_in(text: str) -> None:
    sections = {"overview": [{"text": f"{text}\n{text}"}], "other_matters": [{"text": text}]}
    filing = filing_of({"organisation": "某局", "year": 2024, "narrative": sections})
    found = received(render(filing, FORM))[1]
    assert found.narrative["overview"] == filing.narrative["overview"]
    assert text in found.narrative["other_matters"][0].paragraphs
