"""Last year: which file it is, what several files add up to, and what a filing says of it by itself."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.checks import check
from generator.cli import main
from generator.figure import Figure, State, of_number
from generator.filing import Filing, LastYear
from generator.filing_json import from_json, to_json
from generator.finding import Finding
from generator.form.loader import load
from generator.form.model import Severity
from generator.form.organisations import is_same_name
from generator.intake import added_up as files_added_up
from generator.ooxml.sheets import Sheet, read_workbook
from generator.previous import added_up, asked_of
from generator.workbook.blank import blank
from generator.workbook.fill import annotate
from generator.workbook.read import read
from tests.checks.drawing import FORM, filing, source

OLD = load("disclosure", "2019")
THIS = "applications natural business\nreceived 1 1\ncarried_in 4 2\ncarried_out 5 3"
LAST = "applications natural business\nreceived 4 2\ncarried_out 4 2"
MERGED = {"kind": "合并", "text": "与某局合并。"}


def _found(number: str, this: Filing, *last: Filing) -> list[Finding]:
    files = [(known, load(known.form, known.edition)) for known in last]
    found = check(this, FORM, added_up(files, FORM) if files else None)
    return [finding for finding in found if finding.check == number]


def _last(*tables: str, **given: Any) -> Filing:
    return filing(*tables or (LAST,), **{"year": 2023} | given)


def test_a_clean_filing_has_no_finding_against_the_right_report() -> None:
    assert check(filing(THIS), FORM, added_up([(_last(), FORM)], FORM)) == ()


@pytest.mark.parametrize("year", [2024, 2022, 2025])
def test_a_report_of_another_year_is_an_error_and_not_compared(year: int) -> None:
    last = _last(LAST.replace("4 2", "9 9"), year=year)
    (found,) = check(filing(THIS), FORM, added_up([(last, FORM)], FORM))
    assert (found.check, found.severity) == ("L-01", Severity.ERROR)
    assert f"{year} 年的，而本报告的上一年是 2023 年" in found.message


def test_two_reports_of_different_years_are_told_with_both() -> None:
    (found,) = _found("L-01", filing(THIS), _last(), _last(year=2022))
    assert "2023、2022 年" in found.message


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("某市某区教育局", "某区教育局", True),
        ("教育局", "某省某市教育局", True),
        ("江苏省苏州市吴江区教育局", "苏州市吴江区教育局", True),
        ("甲区 教育局（本级）", "甲区教育局本级", True),
        ("北京市通州区", "北京市 通州区", True),
        ("通州区市场监督管理局", "市场监督管理局", True),
        ("甲区教育局", "乙区教育局", False),
        ("甲区教育局", "甲区教育和体育局", False),
        ("北京市", "北京市通州区", False),
        ("北京市通州区", "通州区", True),
        ("江苏省淮安市", "淮安市", True),
        ("江苏省淮安市洪泽区", "淮安市", False),
        ("通州区市场监督管理局", "大兴区市场监督管理局", False),
        ("内蒙古自治区呼和浩特市财政局", "呼和浩特市财政局", True),
    ],
)
def test_names_are_compared_without_spaces_brackets_and_areas_in_front(
    one: str, other: str, same: bool
) -> None:
    assert (is_same_name(one, other, FORM), is_same_name(other, one, FORM)) == (same, same)


def test_another_name_is_to_be_explained_and_a_change_settles_it_together_with_what_is_compared() -> None:
    last = _last(LAST.replace("carried_out 4", "carried_out 3"), organisation="某区某某局")
    this = filing(THIS)
    assert [finding.blocks for finding in _found("L-02", this, last)] == [True]
    merged = filing(THIS, change=MERGED)
    found = check(merged, FORM, added_up([(last, FORM)], FORM))
    assert {finding.check: finding.explanation for finding in found} == {
        "T3-04": "与某局合并。",
        "L-02": "与某局合并。",
    }


def test_several_reports_are_added_up() -> None:
    other = _last("applications natural\nreceived 1\ncarried_out 1", organisation="某区另一局")
    this = filing("applications natural business\ncarried_in 5 2\ncarried_out 5 2", change=MERGED)
    assert not _found("T3-04", this, _last(), other)
    (found,) = _found("L-02", this, _last(), other)
    assert found.at == "某区某局、某区另一局"
    assert not found.blocks


def test_a_report_of_the_older_edition_is_compared_where_both_have_the_field() -> None:
    old = filing("applications natural\nreceived 9\nother_handling 5\ncarried_out 4", form=OLD, year=2020)
    this = filing("applications natural\ncarried_in 3\ngranted 3", year=2021)
    assert [(f.at, f.left, f.right) for f in _found("T3-04", this, old)] == [("natural", 3, 4)]
    added = added_up([(old, OLD)], FORM)
    assert added.figures["applications.handled.total"].value == 5
    assert "proactive.rules.in_force" not in added.figures


def test_what_is_not_applicable_or_unreadable_stays_so_when_added_up() -> None:
    one, two = (
        _last("applications social legal\ncarried_out / 约2"),
        _last("applications social\ncarried_out /"),
    )
    states = added_up([(one, FORM), (two, FORM)], FORM).figures
    assert states["applications.carried_out.social"].state is State.NOT_APPLICABLE
    assert states["applications.carried_out.legal"].state is State.UNREADABLE


def test_without_last_year_there_is_one_hint() -> None:
    (found,) = check(filing(THIS, last_year=None), FORM)
    assert (found.check, found.severity) == ("L-03", Severity.HINT)


def test_what_the_filing_says_of_last_year_counts_until_a_file_is_given() -> None:
    given = {
        "figures": {"applications.carried_out.natural": 3, "proactive.rules.in_force": 1},
        "url": "http://a.cn",
    }
    this = filing(THIS, last_year=given)
    told = {("T3-04", "natural"), ("T2-01", "rules"), ("L-06", "")}
    assert {(f.check, f.at) for f in check(this, FORM)} == told
    assert {f.check for f in check(this, FORM, added_up([(_last(), FORM)], FORM))} == {"L-04"}
    assert from_json(to_json(this, FORM), FORM) == this


def test_what_was_left_blank_beside_what_was_filled_in_is_one_hint() -> None:
    given = dict.fromkeys((name for name in FORM.last if not FORM.is_total(name)), 0)
    assert check(filing(last_year={"figures": given}), FORM) == ()
    del given["applications.carried_out.legal"], given["proactive.rules.in_force"]
    (found,) = check(filing(last_year={"figures": given}), FORM)
    assert (found.check, found.severity) == ("L-06", Severity.HINT)
    assert found.message.startswith("“上年数”填了一部分，还有 2 格没有填写：")


def test_a_blank_that_nothing_is_compared_with_is_no_hint() -> None:
    given = dict.fromkeys((name for name in FORM.last if not FORM.is_total(name)), 0)
    del given["proactive.fees.amount"]
    assert check(filing(last_year={"figures": given}), FORM) == ()


def test_what_the_filing_says_otherwise_than_the_file_is_told_with_both_and_to_be_explained() -> None:
    given = {"applications.carried_out.natural": 3, "applications.carried_out.business": 2}
    (one,) = _found("L-04", filing(THIS, last_year={"figures": given}), _last())
    assert one.message.startswith("表三“四、结转下年度继续办理 × 申请人情况 / 自然人”，“上年数”填的是 3，")
    assert "给出的上年报告是 4" in one.message
    assert (one.severity, one.saw) == (Severity.EXPLAIN, ("3", "4"))
    reason = [{"check": "L-04", "at": one.at, "text": "公布后更正了自然人一列。", "saw": [3, 4]}]
    told = _found("L-04", filing(THIS, last_year={"figures": given}, explanations=reason), _last())
    assert [finding.blocks for finding in told] == [False]


@pytest.mark.parametrize("typed", [4, "4", "４", "4（其中补正1件）", None])
def test_what_agrees_with_the_file_or_is_blank_is_not_told(typed: object) -> None:
    this = filing(THIS, last_year={"figures": {"applications.carried_out.natural": typed}})
    assert _found("L-04", this, _last()) == []


def test_nothing_is_compared_that_the_file_lacks_or_with_a_file_of_another_year() -> None:
    last = _last(LAST.replace("carried_out 4", "carried_out ."))
    this = filing(THIS, last_year={"figures": {"applications.carried_out.natural": 3}})
    assert _found("L-04", this, last) == _found("L-04", this, _last(year=2022)) == []


def test_what_was_typed_of_last_year_and_is_no_figure_is_told_with_its_cells() -> None:
    asked = LastYear({"applications.carried_out.natural": Figure(State.UNREADABLE, typed="见上年报告")})
    this = read(read_workbook(blank(FORM, "0", replace(filing(THIS), last=asked))), FORM)
    (found,) = _found("L-05", this)
    assert (found.severity, found.cells, "上年数!D5“见上年报告”" in found.message) == (
        Severity.EXPLAIN,
        ("上年数!D5",),
        True,
    )
    for figure, count in ((-1, 1), ("1.5", 1), ("/", 0), (None, 0), (3, 0), ("3（含撤回1件）", 0)):
        given = {"applications.carried_out.natural": figure, "proactive.fees.amount": "1.5"}
        assert len(_found("L-05", filing(THIS, last_year={"figures": given}))) == count, figure


def test_the_same_file_given_twice_counts_once() -> None:
    last = json.dumps(source(LAST, year=2023)).encode()
    assert files_added_up([last, last], FORM) == files_added_up([last], FORM)


def test_the_cell_on_the_sheet_of_last_year_is_named_and_coloured() -> None:
    asked = LastYear({"applications.carried_out.natural": of_number(3)})
    data = blank(FORM, "0", replace(filing(THIS), last=asked))
    this = read(read_workbook(data), FORM)
    (found,) = _found("L-04", this, _last())
    assert found.cells == ("上年数!D5",)
    copy = annotate(data, FORM, (found,))
    assert copy.uncoloured == ()
    assert "核实" in [cell.value for at, cell in _sheet(copy.workbook).cells.items() if at[0] == 5]


def _sheet(data: bytes) -> Sheet:
    return next(sheet for sheet in read_workbook(data).sheets if sheet.name == "上年数")


def test_the_sheet_is_filled_from_the_report_and_read_again() -> None:
    fees = {"proactive.fees.amount": "7.5", "proactive.rules.in_force": 3}
    last = _last(more=fees, submission={"url": "http://www.mou.gov.cn/2023"})
    asked = asked_of(added_up([(last, FORM)], FORM), FORM)
    this = filing(THIS, last_year=json.loads(to_json(Filing("", "", last=asked), FORM))["last_year"])
    back = read(read_workbook(blank(FORM, "0", this)), FORM)
    assert (back.last, back.last.url) == (asked, "http://www.mou.gov.cn/2023")
    assert {name for name in FORM.last if name not in back.last.figures} == {"applications.carried_out.total"}
    assert back.cell("last_year.applications.carried_out.natural") == "上年数!D5"


def test_the_edition_must_be_that_of_the_year() -> None:
    assert not _found("W-12", filing(year=2021))
    (found,) = _found("W-12", filing(year=2020))
    assert (found.severity, found.at) == (Severity.EXPLAIN, "2020")
    late = filing(form=OLD, year=2023)
    assert [f.check for f in check(late, OLD) if f.check == "W-12"] == ["W-12"]


def test_fees_that_exceed_what_was_charged_or_noticed_are_to_be_explained() -> None:
    fees = {"processing_fee.charged": 100, "processing_fee.received": "100.5", "processing_fee.notices": 1}
    this = filing("applications natural\nreceived 2\nother_fee_unpaid 2", more=fees)
    assert {(f.check, f.severity) for f in check(this, FORM)} == {
        ("S6-01", Severity.EXPLAIN),
        ("S6-02", Severity.EXPLAIN),
    }


def test_the_commands_take_last_years_files(tmp_path: Path) -> None:
    def run(*arguments: str | Path) -> Any:
        return CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)

    this, last, wrong, book = (tmp_path / name for name in ("this.json", "last.json", "wrong.json", "a.xlsx"))
    this.write_text(json.dumps(source(THIS, last_year=None)), encoding="utf-8")
    last.write_text(json.dumps(source(LAST, year=2023)), encoding="utf-8")
    wrong.write_text(json.dumps(source(LAST, year=2024)), encoding="utf-8")
    assert "L-03" in run("check", this).output
    assert (
        run("check", this, "--previous", last).output,
        run("check", this, "--previous", wrong).exit_code,
    ) == (
        "审核通过，可以生成报告。\n",
        1,
    )
    assert run("report", this, "--previous", wrong, "-o", tmp_path / "a.docx").exit_code == 1
    assert run("blank", "--from", this, "--previous", last, "-o", book).exit_code == 0
    assert run("check", book).output == "审核通过，可以生成报告。\n"
    assert run("report", this, "--previous", book, "-o", tmp_path / "b.docx", "--force").exit_code == 1
