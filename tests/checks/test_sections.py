"""C-05 to C-07: sections without a text, longer than they should be, naming a sheet that is not there."""

from typing import Any

import pytest

from generator.checks import check
from generator.errors import FormError
from generator.finding import Finding
from generator.form.loader import load
from generator.form.model import Form, Severity
from generator.form.overrides import with_overrides
from tests.checks.drawing import FORM, filing

NO_FEE = dict.fromkeys(("processing_fee.notices", "processing_fee.charged", "processing_fee.received"))


def found(number: str, form: Form = FORM, **given: Any) -> list[Finding]:
    return [finding for finding in check(filing(form=form, **given), form) if finding.check == number]


def texts(section: str, *items: tuple[str, str]) -> dict[str, Any]:
    return {section: [{"heading": heading, "text": text} for heading, text in items]}


class TestEmpty:
    @pytest.mark.parametrize("section", ["overview", "problems"])
    @pytest.mark.parametrize("items", [[], [("存在的问题", "")], [("", "无。")], [("", "/")]])
    def test_a_compulsory_section_without_a_text_stops_the_report(
        self, section: str, items: list[tuple[str, str]]
    ) -> None:
        (one,) = found("C-05", narrative=texts(section, *items))
        assert (one.at, one.severity, one.blocks) == (section, Severity.ERROR, True)
        assert one.message.endswith("没有正文。请在“正文”中写明。这一部分不能只写“无”。")

    @pytest.mark.parametrize("text", ["无。", "无", "甲。"])
    def test_other_matters_may_be_nothing(self, text: str) -> None:
        assert found("C-05", narrative=texts("other_matters", ("", text)), more=NO_FEE) == []

    def test_other_matters_may_be_left_to_the_sentence_on_the_fee(self) -> None:
        nothing: dict[str, Any] = {"other_matters": []}
        assert found("C-05", narrative=nothing) == []
        (one,) = found("C-05", narrative=nothing, more=NO_FEE)
        assert one.at == "other_matters"
        assert "可以写“无”" in one.message

    def test_in_2019_there_is_no_such_sentence(self) -> None:
        form = load("disclosure", "2019")
        (one,) = found("C-05", form, year=2019, narrative={"other_matters": []}, last_year={})
        assert one.at == "other_matters"

    def test_the_sections_with_a_table_need_no_text(self) -> None:
        assert check(filing(), FORM) == ()


class TestLong:
    RULES = b"[limits]\noverview = 6\n"

    @pytest.mark.parametrize(("text", "length"), [("甲乙丙。", 0), ("甲 乙\n丙丁。", 7)])
    def test_a_section_beyond_its_limit_is_a_hint(self, text: str, length: int) -> None:
        form = with_overrides(FORM, "rules.toml", self.RULES)
        hints = found("C-06", form, narrative=texts("overview", ("小标", text)))
        assert [(hint.at, hint.severity, hint.left, hint.right) for hint in hints] == (
            [("overview", Severity.HINT, length, 6)] if length else []
        )

    def test_without_a_limit_any_length_will_do(self) -> None:
        assert found("C-06", narrative=texts("overview", ("", "甲" * 5000))) == []

    @pytest.mark.parametrize("rules", [b"[limits]\nelsewhere = 6", b'[limits]\noverview = "6"'])
    def test_a_limit_is_a_number_for_a_section_of_the_form(self, rules: bytes) -> None:
        with pytest.raises(FormError):
            with_overrides(FORM, "rules.toml", rules)


class TestSheets:
    def test_one_that_is_not_there_is_told_once(self) -> None:
        given = texts("overview", ("", "【表格｜目录】\n【表格｜目录】\n【表格｜公开目录】"))
        (one,) = found("C-07", narrative=given, tables={"公开目录": [["甲"]]})
        assert (one.at, one.severity) == ("【表格｜目录】", Severity.EXPLAIN)
        assert "不超过 100 行、15 列" in one.message

    @pytest.mark.parametrize(
        "given",
        [
            texts("overview", ("", "详见【表格｜目录】。")),
            texts("overview", ("【表格｜目录】", "依法公开。")),
        ],
    )
    def test_one_that_is_named_in_a_sentence_or_a_sub_heading_is_told(self, given: Any) -> None:
        (one,) = found("C-07", narrative=given, tables={"目录": [["甲"]]})
        assert one.at == "【表格｜目录】"
        assert "独占一段" in one.message

    def test_one_that_is_too_large_is_told(self) -> None:
        given = texts("overview", ("", "【表格｜目录】"))
        assert found("C-07", narrative=given, tables={"目录": [["甲"]] * 101}) != []
