"""Files of the wrong kind, given to every command and asked of every command: each is told in a sentence."""

from functools import cache
from pathlib import Path

import pytest

from generator.filing_json import to_json
from generator.office.rollup import roll_up
from generator.office.workbook import workbook
from generator.report.render import render
from tests.cases import filing_json
from tests.commands import nianbao
from tests.office.district import file, returns, source
from tests.workbook.kit import FORM, filing_of, made

_CASE = filing_json("hongze-2023")
_LIST = "单位名称\n某区甲局\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("名单.csv").write_text(_LIST, encoding="utf-8")
    Path("填报.json").write_bytes(to_json(filing_of(_CASE), FORM))
    return tmp_path


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["export", "填报.json", "-o", "出.xlsx"], "请把扩展名改为 .json。"),
        (["import", "填报.json", "-o", "出.xls"], "请把扩展名改为 .json 或 .xlsx。"),
        (["template", "new", "-o", "出.doc"], "请把扩展名改为 .docx。"),
        (["rollup", "填报.json", "-o", "汇总.xls"], "请把扩展名改为 .xlsx。"),
        (
            ["rollup", "填报.json", "-o", "汇总.xlsx", "--into", "本机关.docx"],
            "请把扩展名改为 .xlsx 或 .xlsm。",
        ),
        (["rollup", "填报.json", "-o", "汇总.xlsx", "--into", "./汇总.xlsx"], "同时用作了两个文件的名称"),
        (["rollup", "填报.json", "-o", "汇总.xlsx", "--letters", "名单.csv"], "“名单.csv”不是文件夹"),
        (["kit", "-o", "填报包.zip"], "填报包.zip 像是文件名，不是文件夹名"),
        (["report", ".", "-o", "报告.docx"], "报告.docx 像是文件名，不是文件夹名"),
        (["check", ".", "--annotate", "审核后.xlsx"], "审核后.xlsx 像是文件名，不是文件夹名"),
    ],
)
def test_what_is_written_is_called_what_programs_open_and_else_nothing_is(
    folder: Path, command: list[str], said: str
) -> None:
    before = set(folder.iterdir())
    done = nianbao(*command)
    assert (done.exit_code, said in done.stderr) == (2, True)
    assert set(folder.iterdir()) == before


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("kit -o 包 --units 填报表.xlsx", "填报表.xlsx 不能用作单位名单：这是填报表，不是名单。"),
        ("kit -o 包 --extra 汇总.xlsx", "汇总.xlsx 不能用作附加指标：这是汇总表，不是名单。"),
        ("rollup 报告.docx -o 新.xlsx --units 填报.json", "不能用作单位名单：这是填报数据（JSON），不是名单"),
        ("rollup 填报.json -o 新.xlsx --units 报告.docx", "不能用作单位名单：这是 Word 文件，不是名单"),
        ("rollup 填报.json -o 新.xlsx --previous 名单.csv", "不能用作上年的材料：这是纯文本文件"),
        ("rollup 填报.json -o 新.xlsx --into 汇总.xlsx --force", "汇总.xlsx 是汇总表，不是填报表"),
        ("rollup 空.zip -o 新.xlsx", "没有可以处理的文件"),
        ("rollup 填报.json 没有 -o 新.xlsx", "不能读取 没有：文件或文件夹不存在"),
        ("rollup 填报.json -o 新.xlsx --published 没有", "不能读取 没有：文件或文件夹不存在"),
        ("rollup 填报.json -o 新.xlsx --due 2025年1月20日", "--due 用于通知，没有写明 --letters"),
        ("check 填报.json --previous 名单.csv", "名单.csv 不能用作上年的材料：这是纯文本文件"),
        ("check 填报.json --narrative 名单.csv", "名单.csv 不能用作正文：这是纯文本文件"),
        ("check 填报.json --checks 填报表.xlsx", "填报表.xlsx 不能用作审核规则的调整：它应是文本文件"),
        ("check 填报.json --checks 名单.csv", "名单.csv 不能用作审核规则的调整：它应是文本文件"),
        ("check 填报.json --annotate 新.xlsx", "填报.json 是填报数据（JSON），不是填报表，不能写入"),
        ("check 汇总.xlsx --annotate 新.xlsx", "汇总.xlsx 是汇总表，不是填报表，不能写入"),
        ("text 报告.docx 报告.docx -o 新.xlsx", "报告.docx 是 Word 文件，不是填报表，不能写入"),
        ("text 填报表.xlsx 汇总.xlsx -o 新.xlsx", "正文须是 Word 文件（.docx），给出的是汇总表"),
    ],
)
def test_what_is_given_is_said_to_be_what_it_seems_and_what_it_was_given_for(
    folder: Path, command: str, said: str
) -> None:
    for name, data in _given().items():
        Path(name).write_bytes(data)
    before = set(folder.iterdir())
    done = nianbao(*command.split())
    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
    assert set(folder.iterdir()) == before


@cache
def _given() -> dict[str, bytes]:
    """Files of every kind, as people mistake them for each other."""
    sums = roll_up(returns(file("甲.json", source("某区甲局"))), FORM, "某区")
    return {
        "填报表.xlsx": made(_CASE),
        "汇总.xlsx": workbook(sums, FORM),
        "报告.docx": render(filing_of(_CASE), FORM),
        "空.zip": b"PK\x05\x06" + bytes(18),
    }


def test_reports_of_two_organisations_are_said_to_be_unlike_when_they_are_compared() -> None:
    Path("另.json").write_bytes(to_json(filing_of(filing_json("tongzhou-2024")), FORM))
    assert "不是同一机关、同一年度的" in nianbao("compare", "填报.json", "--with", "另.json").stderr
    assert nianbao("compare", "填报.json", "--with", "填报.json").stderr == ""
