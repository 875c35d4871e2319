"""T3-01 to T3-03 and T4-01: findings of the rules that the form prints or implies."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from generator.checks import check
from generator.filing import Filing, Origin
from generator.filing_json import from_json
from generator.finding import Finding
from generator.form.model import Severity
from tests.cases import NAMES, filing_json
from tests.checks.drawing import FORM, filing


def _places(given: Filing) -> list[tuple[str, str]]:
    return [(finding.check, finding.at) for finding in check(given, FORM)]


def _one(given: Filing) -> Finding:
    (found,) = check(given, FORM)
    return found


def test_a_column_that_balances_passes() -> None:
    given = filing("""
        applications natural total
        received     5       5
        carried_in   1       1
        granted      4       4
        handled      4       4
        carried_out  2       2
        """)
    assert check(given, FORM) == ()


def test_a_column_that_does_not_balance_is_told_once_and_not_again_in_the_total_column() -> None:
    given = filing("""
        applications legal total
        received     5     5
        carried_in   1     1
        granted      4     4
        carried_out  1     1
        """)
    found = _one(given)
    assert (found.check, found.at, found.severity) == ("T3-01", "legal", Severity.ERROR)
    assert found.fields == (
        "applications.received.legal",
        "applications.carried_in.legal",
        "applications.handled.legal",
        "applications.carried_out.legal",
    )
    assert (found.left, found.right, found.difference) == (6, 5, 1)
    assert found.message == (
        "法人或其他组织 / 法律服务机构一列，新收加上年结转为 6，办理结果各项之和加结转下年度为 5，相差 1。"
        "请核对本列的“一”“二”、三（一）至（六）各项和“四”，改正有误的格。"
    )


def test_two_columns_that_balance_only_together_are_both_told() -> None:
    given = filing("""
        applications natural other
        received     4       6
        granted      5       5
        """)
    assert _places(given) == [("T3-01", "natural"), ("T3-01", "other")]


def test_a_column_with_a_blank_is_incomplete_and_not_wrong() -> None:
    given = filing("""
        applications natural
        received     5
        granted      .
        """)
    assert _places(given) == [("C-02", "applications")]


def test_a_column_with_words_is_not_assessed() -> None:
    given = filing("""
        applications natural
        received     5
        granted      约5
        """)
    assert _places(given) == [("C-03", "applications")]


def test_not_applicable_counts_as_nothing() -> None:
    given = filing("""
        applications natural research
        received     5       /
        carried_in   0       /
        granted      5       /
        """)
    assert check(given, FORM) == ()


def test_a_stated_total_of_a_column_that_differs_is_told() -> None:
    given = filing("""
        applications natural
        received     5
        granted      3
        refused_process 2
        handled      6
        """)
    found = _one(given)
    assert (found.check, found.at, found.left, found.right, found.difference) == (
        "T3-02",
        "natural",
        5,
        6,
        -1,
    )
    assert len(found.fields) == 22
    assert found.fields[-1] == "applications.handled.natural"
    assert "自然人一列，三（一）至（六）各项之和为 5，（七）总计填的是 6，相差 1。" in found.message


@pytest.mark.parametrize("handled", ["5", ".", "５", "5（其中1件已撤回）"])
def test_a_total_of_a_column_that_agrees_or_is_left_out_passes(handled: str) -> None:
    given = filing(f"""
        applications natural
        received     5
        granted      5
        handled      {handled}
        """)
    assert "T3-02" not in {number for number, _ in _places(given)}


def test_a_stated_total_over_a_blank_is_not_assessed() -> None:
    given = filing("""
        applications natural
        granted      .
        handled      6
        """)
    assert _places(given) == [("C-02", "applications")]


def test_a_stated_total_of_a_row_that_differs_is_told() -> None:
    given = filing("""
        applications natural business total
        received     5       1        7
        granted      5       1        .
        """)
    found = _one(given)
    assert (found.check, found.at, found.left, found.right) == ("T3-03", "received", 6, 7)
    assert found.fields == (
        "applications.received.natural",
        "applications.received.business",
        "applications.received.research",
        "applications.received.social",
        "applications.received.legal",
        "applications.received.other",
        "applications.received.total",
    )
    assert (
        "“一、本年新收政府信息公开申请数量”一行，各类申请人之和为 6，总计填的是 7，相差 1。" in found.message
    )


def test_a_stated_total_of_a_row_with_words_in_it_is_not_assessed() -> None:
    given = filing("""
        applications natural business total
        received     5       约1      7
        granted      5       1        6
        """)
    assert _places(given) == [("C-03", "applications")]


def test_the_total_of_everything_handled_has_one_check() -> None:
    given = filing("""
        applications natural total
        received     5       5
        granted      5       5
        handled      5       6
        """)
    found = _one(given)
    assert (found.check, found.at, found.left, found.right) == ("T3-03", "handled", 5, 6)


def test_a_fault_in_one_total_of_a_column_does_not_spoil_the_total_of_its_row() -> None:
    given = filing("""
        applications natural total
        received     5       5
        granted      5       5
        handled      6       5
        """)
    assert _places(given) == [("T3-02", "natural")]


@pytest.mark.parametrize(
    ("drawn", "places"),
    [
        ("10 1 0 0 11", []),
        ("10 1 0 0 .", []),
        ("/ / / / 0", []),
        ("10 1 0 0 0", [("T4-01", "after_review")]),
        ("10 1 0 0 /", [("T4-01", "after_review")]),
        ("10 1 0 . 0", [("C-02", "reviews")]),
        ("10 1 0 约2 0", [("C-03", "reviews")]),
    ],
)
def test_the_outcomes_of_each_group_add_up_to_its_total(drawn: str, places: list[tuple[str, str]]) -> None:
    given = filing(f"reviews upheld corrected other pending total\nafter_review {drawn}")
    assert _places(given) == places


def test_a_finding_names_the_cells_it_read() -> None:
    fields = ("reviews.review.upheld", "reviews.review.total")
    origins = {name: Origin("表四", cell) for name, cell in zip(fields, ("C7", "G7"), strict=True)}
    given = replace(filing("reviews upheld total\nreview 1 2"), origins=origins)
    assert _one(given).cells == ("表四!C7", "表四!G7")


def test_a_difference_of_decimals_is_exact() -> None:
    given = filing("reviews upheld corrected total\nreview 0.1 0.2 0.4")
    found = next(finding for finding in check(given, FORM) if finding.check == "T4-01")
    assert found.difference == Decimal("-0.1")
    assert found.as_json()["difference"] == "-0.1"


def test_a_finding_for_programs_has_these_keys() -> None:
    assert _one(filing("reviews upheld total\ndirect 1 2")).as_json() == {
        "check": "T4-01",
        "at": "direct",
        "place": "表四 行政诉讼 / 未经复议直接起诉",
        "severity": "错误",
        "message": (
            "行政诉讼 / 未经复议直接起诉，四种结果之和为 1，总计填的是 2，相差 1。"
            "请核对四种结果；无误的，清空总计这一格，由程序计算。"
        ),
        "fields": [
            "reviews.direct.upheld",
            "reviews.direct.corrected",
            "reviews.direct.other",
            "reviews.direct.pending",
            "reviews.direct.total",
        ],
        "cells": [],
        "figures": [],
        "left": 1,
        "right": 2,
        "difference": -1,
        "explanation": "",
        "suspects": [],
    }


@pytest.mark.parametrize("name", NAMES)
def test_published_reports_have_exactly_their_findings(name: str) -> None:
    given = from_json(json.dumps(filing_json(name)).encode(), FORM)
    found = [(finding.check, finding.at, finding.left, finding.right) for finding in check(given, FORM)]
    wrong = [("T4-01", "review", 11, 0), ("T4-01", "after_review", 5, 0)]
    assert found == (wrong if name == "hongze-2023" else [])
