"""What the page is answered, without a browser: the command line's words and bytes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.intake import received
from generator.page.session import answered
from generator.report.web.page import render_page
from tests.cases import filing_json
from tests.hostile.fixtures import filled, with_macros
from tests.workbook import kit

_OFF = '[[overrides]]\ncheck = "T4-01"\ndate = "2025-01-06"\nreason = "系统数据待更新"\noff = true\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a workbook in it, where the command line runs."""
    monkeypatch.chdir(tmp_path)
    case = filing_json("tongzhou-2024") | {"organisation": "北京市通州区"}
    (tmp_path / "填报表.xlsx").write_bytes(kit.made(case))
    return tmp_path


def _ask(action: str, files: dict[str, Path], **options: Any) -> tuple[dict[str, Any], dict[str, bytes]]:
    request = json.dumps({"action": action, "options": options})
    told, made = answered(request, {place: file.read_bytes() for place, file in files.items()})
    return json.loads(told), dict(made)


def _nianbao(*arguments: str) -> str:
    return CliRunner().invoke(main, arguments).output


@pytest.mark.parametrize(("workbook", "expected"), [(filled, ".xlsx"), (with_macros, ".xlsm")])
def test_a_changed_workbook_is_named_as_its_kind(workbook: Callable[[], bytes], expected: str) -> None:
    request = json.dumps({"action": "annotated"})
    told, made = answered(request, {"workbook": workbook()})
    assert "fault" not in json.loads(told)
    assert [name.partition("填报表")[2] for name, _ in made] == [expected]


def test_an_offices_decisions_about_checks_are_taken(folder: Path) -> None:
    case = filing_json("tongzhou-2024")
    case["figures"] = case["figures"] | {"reviews.review.total": 0}
    (folder / "填报表.xlsx").write_bytes(kit.made(case))
    (folder / "调整.toml").write_text(_OFF, encoding="gbk")
    files = {"workbook": folder / "填报表.xlsx"}
    before, _ = _ask("check", files)
    after, _ = _ask("check", files | {"checks": folder / "调整.toml"})
    shown = [told["regions"]["findings"] for told in (before, after)]
    listed = json.loads(_nianbao("check", "填报表.xlsx", "--checks", "调整.toml", "--format", "json"))
    assert [">T4-01<" in one for one in shown] == [True, False]
    assert all(finding["message"] in shown[1] for finding in listed)
    (folder / "调整.toml").write_text(_OFF.replace("T4-01", "T9-99"), encoding="utf-8")
    told, _ = _ask("check", files | {"checks": folder / "调整.toml"})
    said = _nianbao("check", "填报表.xlsx", "--checks", "调整.toml").strip()
    assert told["fault"].removeprefix("所选的文件") == said.removeprefix("调整.toml")


def test_a_blank_workbook_holds_last_years_figures(folder: Path) -> None:
    last = {"previous": folder / "填报表.xlsx"}
    told, made = _ask("blank", last, organisation="某局", year=2025)
    _nianbao(
        "blank", "--organisation", "某局", "--year", "2025", "--previous", "填报表.xlsx", "-o", "新.xlsx"
    )
    assert list(made.values()) == [(folder / "新.xlsx").read_bytes()]
    assert "上年数据已填入" in told["regions"]["made-blank"]


def test_a_published_report_becomes_a_workbook(folder: Path) -> None:
    form, filing = received((folder / "填报表.xlsx").read_bytes())
    (folder / "已公布.html").write_bytes(render_page(filing, form))
    told, _ = _ask("check", {"workbook": folder / "已公布.html"})
    assert 'data-action="workbook"' in told["regions"]["findings"]
    _, made = _ask("workbook", {"workbook": folder / "已公布.html"})
    _nianbao("import", "已公布.html", "-o", "导入.xlsx")
    assert list(made.values()) == [(folder / "导入.xlsx").read_bytes()]


def test_a_narrative_in_word_is_put_into_the_workbook(folder: Path) -> None:
    document = docx.Document()
    for text in ("一、总体情况", "（一）主动公开", "文稿中的话。"):
        document.add_paragraph(text)
    document.save(str(folder / "正文.docx"))
    files = {"workbook": folder / "填报表.xlsx", "narrative": folder / "正文.docx"}
    told, _ = _ask("check", files)
    assert 'data-action="text"' in told["regions"]["findings"]
    _, made = _ask("text", files)
    _nianbao("text", "填报表.xlsx", "正文.docx", "-o", "写入.xlsx")
    assert list(made.values()) == [(folder / "写入.xlsx").read_bytes()]


def test_open_data_and_the_built_in_template_are_those_of_the_command_line(folder: Path) -> None:
    _nianbao("report", "填报表.xlsx", "--to", "csv", "-o", "数据.csv")
    _nianbao("template", "new", "-o", "模板.docx")
    files = {"workbook": folder / "填报表.xlsx"}
    for action, file in (("csv", "数据.csv"), ("built-in", "模板.docx")):
        assert list(_ask(action, files)[1].values()) == [(folder / file).read_bytes()]
