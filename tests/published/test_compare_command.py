"""``nianbao compare``: what it says, what it writes, and the status it ends with."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.workbook.blank import blank
from tests.cases import filing_json
from tests.checks.drawing import FORM
from tests.commands import nianbao
from tests.workbook.kit import answers, filing_of


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("填报表.xlsx").write_bytes(workbook())
    return tmp_path


def case(**changes: Any) -> dict[str, Any]:
    return filing_json("tongzhou-2024") | changes


def workbook(**changes: Any) -> bytes:
    return blank(FORM, "0.1.0", filing_of(case(**changes)))


def with_received(count: int) -> dict[str, Any]:
    figures = dict(case()["figures"])
    return figures | {"applications.received.natural": count}


def test_two_workbooks_that_say_the_same_are_equal() -> None:
    Path("另一份.xlsx").write_bytes(workbook(level="区"))
    done = nianbao("compare", "填报表.xlsx", "--with", "另一份.xlsx")
    assert (done.exit_code, done.output) == (0, "另一份.xlsx与填报表.xlsx一致。\n")


def test_a_cell_that_differs_is_told_with_both_values_and_cells() -> None:
    Path("另一份.xlsx").write_bytes(workbook(figures=with_received(1)))
    done = nianbao("compare", "填报表.xlsx", "--with", "另一份.xlsx")
    assert done.exit_code == 1
    assert "表三\n  一、本年新收政府信息公开申请数量 × 申请人情况 / 自然人：" in done.output
    assert "另一份.xlsx为 1（位置：表三!E8）" in done.output


def test_programs_get_the_differences_as_json() -> None:
    Path("另一份.xlsx").write_bytes(workbook(figures=with_received(1)))
    done = nianbao("compare", "填报表.xlsx", "--with", "另一份.xlsx", "--format", "json")
    found = json.loads(done.output)
    assert [(one["kind"], one["group"], one["theirs"], one["theirs_at"]) for one in found] == [
        ("figure", "表三", "1", "表三!E8")
    ]


def test_a_file_that_cannot_be_used_ends_with_status_2() -> None:
    Path("坏.docx").write_bytes(b"?")
    assert nianbao("compare", "填报表.xlsx", "--with", "坏.docx").exit_code == 2


def test_reports_of_different_editions_are_not_compared() -> None:
    nianbao("blank", "--edition", "2019", "-o", "旧.xlsx")
    done = nianbao("compare", "填报表.xlsx", "--with", "旧.xlsx")
    assert (done.exit_code, "表式版本不同（2021 版和 2019 版）" in done.output) == (2, True)


def test_the_final_text_is_written_into_a_copy_of_the_workbook() -> None:
    texts = {"problems": [{"heading": "", "text": "公开内容仍不够丰富。\n今后继续充实。"}]}
    Path("定稿.xlsx").write_bytes(workbook(figures=with_received(1), narrative=texts))
    before = Path("填报表.xlsx").read_bytes()
    done = nianbao("compare", "填报表.xlsx", "--with", "定稿.xlsx", "--take-text", "-o", "新.xlsx")
    assert done.exit_code == 1
    assert "已写出填报表：新.xlsx" in done.output
    assert "与定稿不同的有 1 处" in done.output
    found = answers(Path("新.xlsx").read_bytes())
    assert found.narrative["problems"][0].paragraphs == ("公开内容仍不够丰富。", "今后继续充实。")
    assert found.figures == answers(before).figures
    assert Path("填报表.xlsx").read_bytes() == before
    assert (
        nianbao("compare", "新.xlsx", "--with", "定稿.xlsx", "--format", "json").output.count('"kind"') == 1
    )


def test_nothing_is_taken_without_a_name_for_it_or_over_a_file_that_is_there() -> None:
    Path("定稿.xlsx").write_bytes(workbook())
    arguments = ("compare", "填报表.xlsx", "--with", "定稿.xlsx", "--take-text")
    assert nianbao(*arguments).exit_code == 2
    assert nianbao(*arguments, "-o", "定稿.xlsx", "--force").exit_code == 2
    Path("有.xlsx").write_bytes(b"mine")
    assert nianbao(*arguments, "-o", "有.xlsx").exit_code == 2
    assert Path("有.xlsx").read_bytes() == b"mine"
