"""The states that the page can be in, each with how it gets there: for pictures and for tests."""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx

from generator.intake import received
from generator.report.render import render
from tests.cases import filing_json
from tests.office.district import applications, filing, source
from tests.page.conftest import Opened
from tests.workbook import kit

_NEVER_READY = "window.Worker = class { postMessage() {} }"
_BROKEN = """window.Worker = class {
    constructor() { setTimeout(() => this.onerror(new Error("no")), 0); }
    postMessage() {}
}"""
_LEVEL = {"level": "县", "organisation_type": "政府部门", "scope": "本机关", "organisation": "某区某局"}
_RULES = {"proactive.rules.issued": 1, "proactive.rules.in_force": 1}
_OLD_WORKBOOK = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
_ENCRYPTED = b"\x62\x14\x23\x65" * 500
_UNITS = "名称,代码\n某区甲局,A\n某区乙局,B\n某区丙街道,C\n"


@dataclass(frozen=True)
class State:
    """How the page comes into it, and what is looked at then.

    ``before`` is a script that runs first; ``is_first`` says that nothing comes before it.
    """

    reach: Callable[[Opened, Path], None]
    region: str = "header"
    before: str = ""
    is_first: bool = False


def _nothing(page: Opened, folder: Path) -> None:
    pass


def _starting(page: Opened, folder: Path) -> None:
    page.until(lambda: page.state() == "starting", "not starting")


def _ready(page: Opened, folder: Path) -> None:
    page.ready()


def _clean(page: Opened, folder: Path) -> None:
    _check(page, _workbook(folder))


def _findings(page: Opened, folder: Path) -> None:
    _check(page, _workbook(folder, **_RULES, **{"reviews.review.total": 0}))


def _explained(page: Opened, folder: Path) -> None:
    _check(page, _workbook(folder, **_RULES))
    page.page.fill("textarea[data-check='T2-05']", "受市政府委托起草，并以市政府名义发布。")
    page.download("[data-action=explain]")


def _highlighted(page: Opened, folder: Path) -> None:
    _findings(page, folder)
    page.page.click(".error [data-show]")


def _final(page: Opened, folder: Path) -> None:
    book = _workbook(folder)
    _check(page, book)
    form, filing = received(book.read_bytes())
    document = docx.Document(io.BytesIO(render(filing, form)))
    document.tables[1].cell(4, document.tables[1]._column_count - 1).text = "99999"
    paragraph = next(one for one in document.paragraphs if len(one.text) > 60)
    paragraph.runs[0].text = "领导加的话。" + paragraph.runs[0].text
    document.save(str(folder / "定稿.docx"))
    page.choose("final", folder / "定稿.docx", told="#differences")


def _template(page: Opened, folder: Path) -> None:
    document = docx.Document(io.BytesIO(kit.FORM.files["report.docx"]))
    document.paragraphs[0].add_run("{{ no_such_name }}")
    document.save(str(folder / "本单位模板.docx"))
    page.ready().choose("template", folder / "本单位模板.docx", told="#own-template")


def _blank(page: Opened, folder: Path) -> None:
    page.ready().page.fill("#organisation", "某镇人民政府")
    page.download("[data-action=blank]")


def _handed_out(page: Opened, folder: Path) -> None:
    _list(page, folder)
    names = {"某区甲局": "甲局上年.json", "别处": "别处上年.json"}
    files = [_json(folder / file, source(unit) | {"year": 2023}) for unit, file in names.items()]
    page.page.set_input_files("#earlier", [str(file) for file in files])
    page.page.fill("#desk-year", "2024")
    page.page.fill("#due", "2025年1月20日")
    page.download("[data-action=units]")


def _rolled_up(page: Opened, folder: Path) -> None:
    _list(page, folder)
    wrong = {"applications.received.natural": 3}
    files = [
        _json(folder / "甲局.json", source("某区甲局", "A")),
        _json(folder / "乙局.json", source("某区乙局", "B", figures=wrong)),
        _file(folder / "旧表.xlsx", _OLD_WORKBOOK),
    ]
    published = {"某区甲局": applications(4), "某区丙街道": {}}
    for name, figures in published.items():
        report = render(filing(source(name, figures=figures)), kit.FORM)
        _file(folder / f"{name}2024年度报告.docx", report)
    page.choose("returns", *files, told="#states")
    page.choose("published", *sorted(folder.glob("*报告.docx")), told="#states")
    page.until(lambda: page.page.locator("#states table").count(), "not collected")


def _unusable(data: bytes) -> Callable[[Opened, Path], None]:
    def reach(page: Opened, folder: Path) -> None:
        page.ready().choose("workbook", _file(folder / "填报表.xls", data))

    return reach


STATES: Mapping[str, State] = {
    "正在准备": State(_starting, ".progress", _NEVER_READY),
    "可以选择文件": State(_ready, ".choose", is_first=True),
    "发现的问题": State(_findings, "#findings"),
    "已说明": State(_explained, "#findings"),
    "审核通过": State(_clean, "#findings"),
    "在预览中查看": State(_highlighted, "#preview"),
    "核对定稿": State(_final, "#differences"),
    "本单位的模板": State(_template, "#own-template"),
    "空白填报表": State(_blank, "#new"),
    "下发": State(_handed_out, "#desk"),
    "汇总": State(_rolled_up, "#states"),
    "旧格式": State(_unusable(_OLD_WORKBOOK), "#fault"),
    "加密的文件": State(_unusable(_ENCRYPTED), "#fault"),
    "不能使用的文件": State(_unusable(b"PK\x03\x04" + bytes(200)), "#fault"),
    "浏览器太旧": State(_nothing, ".when-too-old", "delete window.DecompressionStream"),
    "禁用 WebAssembly": State(_nothing, ".when-forbidden", "delete window.WebAssembly"),
    "没有启动": State(_nothing, ".when-broken", _BROKEN),
}
"""By what they are called; the order is that of the work."""


def _check(page: Opened, file: Path) -> None:
    page.ready().choose("workbook", file)
    page.until(lambda: page.report().locator("table").count() == 3, "no preview")


def _workbook(folder: Path, **figures: Any) -> Path:
    case = filing_json("tongzhou-2024") | _LEVEL
    case["figures"] = case["figures"] | {"proactive.fees.amount": 0} | figures
    return _file(folder / "某区某局填报表.xlsx", kit.made(case))


def _list(page: Opened, folder: Path) -> None:
    page.ready().page.set_input_files("#units", str(_file(folder / "单位名单.csv", _UNITS.encode("gbk"))))


def _json(file: Path, answers: Mapping[str, Any]) -> Path:
    return _file(file, json.dumps(answers).encode())


def _file(file: Path, data: bytes) -> Path:
    file.write_bytes(data)
    return file
