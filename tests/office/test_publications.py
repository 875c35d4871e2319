"""Whether what units published is what they handed in, as 情况 and 公开核对 say it."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from generator.cli import main
from generator.intake import received
from generator.report.render import render
from generator.report.web.page import render_page
from tests.office.district import FORM, applications, source, workbook

_LIST = "单位名称,单位代码\n某区财政局,A\n某区水务局,B\n某区丙街道办事处,C\n某区卫生健康委员会,D\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("名单.csv").write_text(_LIST, encoding="utf-8")
    Path("公开").mkdir()
    Path("上报").mkdir()
    for code, name in (("A", "某区财政局"), ("B", "某区水务局"), ("C", "某区丙街道办事处")):
        _hand_in(code, source(name, code, figures=applications(3)))
    return tmp_path


def _hand_in(code: str, answers: dict[str, Any]) -> None:
    Path("上报", f"{code}.json").write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")


def _report(answers: dict[str, Any]) -> bytes:
    _, filing = received(json.dumps(answers).encode())
    return render(filing, FORM)


def _page(answers: dict[str, Any]) -> bytes:
    _, filing = received(json.dumps(answers).encode())
    return render_page(filing, FORM)


def _shown(*more: str) -> tuple[str, dict[str, str], list[tuple[Any, ...]]]:
    """What is said on the terminal, what 情况 says of each unit, and the rows of 公开核对."""
    arguments = ["rollup", "上报", "-o", "汇总.xlsx", "--units", "名单.csv", "--force", *more]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    book = load_workbook("汇总.xlsx", data_only=True)
    heads, *rows = book["情况"].iter_rows(min_row=7, values_only=True)
    head = heads.index("公开文本")
    said = {str(row[2]): str(row[head]) for row in rows}
    listed = book["公开核对"].iter_rows(min_row=5, values_only=True) if "公开核对" in book.sheetnames else ()
    return done.stdout, said, list(listed)


def test_without_any_it_says_that_none_was_given() -> None:
    _, said, listed = _shown()
    assert said == dict.fromkeys(
        ("某区财政局", "某区水务局", "某区丙街道办事处", "某区卫生健康委员会"), "未提供"
    )
    assert listed == []


def test_reports_are_matched_by_title_or_name_and_compared() -> None:
    Path("上报/B.json").unlink()
    Path("上报/B.xlsx").write_bytes(workbook(source("某区水务局", "B", figures=applications(3))))
    Path("公开/财政局年报.docx").write_bytes(_report(source("某区财政局", figures=applications(3))))
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("2024年报.html", _page(source("某区水务局", figures=applications(4))))
    Path("公开/水务.zip").write_bytes(written.getvalue())
    untitled = _report(source("某区", figures=applications(3)))
    Path("公开/丙街道办事处").mkdir()
    Path("公开/丙街道办事处/终稿.docx").write_bytes(untitled)
    terminal, said, listed = _shown("--published", "公开")
    assert (said["某区财政局"], said["某区水务局"]) == ("一致", "不一致 6 处")
    differing = [row for row in listed if row[1] == "某区水务局"]
    cells = {row[5] for row in differing}
    assert "表三!E8" in cells
    assert any("填报表为 3" in row[4] and "公开文本为 4" in row[4] for row in differing)
    assert "公开文本不一致 6 处　某区水务局　公开/水务.zip/2024年报.html" in terminal
    assert said["某区丙街道办事处"].startswith("不一致")  # the title names another organisation


def test_what_is_in_doubt_or_cannot_be_compared_is_listed() -> None:
    Path("公开/某区水务局.docx").write_bytes(_report(source("某区财政局", figures=applications(3))))
    Path("公开/某区财政局.docx").write_bytes(_report(source("某区财政局", year=2023)))
    Path("公开/卫健委.docx").write_bytes(_report(source("某区卫生健康委员会")))
    Path("公开/某区丙街道办事处.pdf").write_bytes(b"%PDF-1.4 broken")
    Path("公开/别处.docx").write_bytes(_report(source("别区林业局")))
    _, said, listed = _shown("--published", "公开")
    by_file = {row[6]: row[1:5] for row in listed}
    assert by_file["公开/某区水务局.docx"][1] == "不能确定单位"
    assert "某区财政局；某区水务局" in by_file["公开/某区水务局.docx"][3]
    assert by_file["公开/别处.docx"][1] == "不能确定单位"
    assert said["某区财政局"] == "年度不符"
    assert said["某区卫生健康委员会"] == "没有可对照的填报表"
    assert said["某区丙街道办事处"] == "无法读取"
