"""The places of findings in the words that staff read."""

import re

import pytest

from generator.form.loader import load
from generator.form.model import Form
from generator.places import identifier, in_words

FORMS = [load("disclosure", edition) for edition in ("2021", "2019")]
FORM = FORMS[0]


@pytest.mark.parametrize(
    ("check", "at", "words"),
    [
        ("T3-04", "natural", "表三 自然人"),
        ("T2-01", "rules", "表二 规章"),
        ("C-01", "year", "基本信息 报告年度"),
        ("C-02", "applications", "表三"),
        ("W-07", "applications", "表三"),
        ("C-04", "processing_fee", "基本信息 信息处理费"),
        ("C-05", "other_matters", "其他需要报告的事项"),
        ("N-09", "overview", "总体情况"),
        ("N-03", "收到申请33件", "收到申请33件"),
        ("E-01", "T3-04 natural", "T3-04 表三 自然人"),
        ("E-01", "N-03 收到申请33件", "N-03 收到申请33件"),
        ("L-04", "proactive.rules.in_force", "表二 规章 × 现行有效件数"),
        ("E-02", "L-04 proactive.rules.in_force", "L-04 表二 规章 × 现行有效件数"),
        ("T2-03", "", ""),
    ],
)
def test_a_place_is_told_in_the_words_of_the_form(check: str, at: str, words: str) -> None:
    assert in_words(check, at, FORM) == words


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.edition)
def test_the_words_of_every_place_lead_back_to_it_and_hold_no_identifier(form: Form) -> None:
    for instance in form.instances:
        words = in_words(instance.check, instance.at, form)
        assert not re.search("[a-z_]", words)
        assert identifier(instance.check, words, form) == instance.at
        assert identifier(instance.check, instance.at, form) == instance.at


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.edition)
def test_the_words_of_every_figure_lead_back_to_it(form: Form) -> None:
    for name in form.fields:
        if form.fields[name].table in form.numbers:
            words = in_words("L-04", name, form)
            assert not re.search("[a-z_]", words)
            assert identifier("L-04", words, form) == name


@pytest.mark.parametrize("words", ["表三 自然人", "表三自然人", "表三　自然人", "自然人", "natural"])
def test_a_place_is_known_as_people_copy_it(words: str) -> None:
    assert identifier(" ｔ3-04", words, FORM) == "natural"
