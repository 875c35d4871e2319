"""Files of the wrong kind, given to every command and asked of every command: each is told in a sentence."""

from pathlib import Path

import pytest

from generator.filing_json import to_json
from tests.cases import filing_json
from tests.commands import nianbao
from tests.workbook.kit import FORM, filing_of

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
