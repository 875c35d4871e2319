"""The office at its desk: workbooks for all units, and the roll-up, as the command line makes them."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import docx
import pytest

from generator.checks import check
from generator.intake import received
from generator.messages import say
from generator.office.handouts import year_to_report
from generator.office.rollup import roll_up
from generator.office.workbook import workbook as rolled
from generator.page.kit import PAGE
from generator.report.render import render
from generator.sums import Adjustment
from tests.office.district import FORM, applications, filing, returns, source, workbook
from tests.page.conftest import Opened
from tests.witness import browser as witness

pytestmark = [pytest.mark.xdist_group("page"), witness.requires_browser]

Open = Callable[..., Opened]
_LIST = "单位名称,单位代码,类别\n某区甲局,A,部门\n某区乙局,B,部门\n某区丙街道,C,街道\n"
_DECIDED = '[[overrides]]\ncheck = "T4-01"\ndate = "2025-01-06"\nreason = "待更新"\nseverity = "提示"\n'
_KIT = """
import os
from pathlib import Path
from generator.cli import kit
kit._page = Path(os.environ["PAGE"]).read_bytes
from generator.cli import main
main()
"""


@pytest.fixture
def units(tmp_path: Path) -> Path:
    file = tmp_path / "名单.csv"
    file.write_text(_LIST, encoding="gbk")
    return file


def _run(*command: str, cwd: Path, page: Path | None = None) -> str:
    """Run Python; what it says. The kit hands out the page that was built for the tests."""
    done = subprocess.run(
        [sys.executable, *command], cwd=cwd, capture_output=True, text=True, check=False,
        env=os.environ | {"PAGE": str(page)},
    )  # fmt: skip
    return done.stdout + done.stderr


def _zipped(name: str, text: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, text)
    return made.getvalue()


def _members(archive: Path | io.BytesIO) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_the_kit_made_in_the_page_is_that_of_the_command_line(
    opened: Open, page_file: Path, units: Path
) -> None:
    odd = ("CON", "某区/丁局", "某区:丁局", "=1+1", "丁" * 200)
    units.write_text(_LIST + "".join(f"{name},,\n" for name in odd), encoding="gbk")
    page = opened().ready()
    page.page.set_input_files("#units", str(units))
    for field, text in {"desk-year": "2024", "due": "2025年1月20日", "contact": "政务公开办 <010-2>"}.items():
        page.page.fill(f"#{field}", text)
    name, made = page.download("[data-action=units]")
    assert name == "全部.zip"
    options = ("--year", "2024", "--due", "2025年1月20日", "--contact", "政务公开办 <010-2>")
    _run("-c", _KIT, "kit", "-o", "kit", "--units", units.name, *options, cwd=units.parent, page=page_file)
    ours = _members(units.parent / "kit" / "全部.zip")
    assert _members(io.BytesIO(made)) == ours
    named = ("=1+1", "_CON", "丁" * 60, "某区_丁局-2", "某区_丁局", "某区丙街道", "某区乙局", "某区甲局")
    assert list(ours) == [
        "使用说明.html",
        *(f"填报表/{unit}填报表.xlsx" for unit in named),
        "审核手册.html",
        "年报填报.html",
        "软件许可.txt",
    ]
    assert "政务公开办 &lt;010-2&gt;" in ours["年报填报.html"].decode()
    assert page.console == []


def test_without_a_list_the_kit_has_a_blank_workbook(opened: Open, page_file: Path, tmp_path: Path) -> None:
    page = opened().ready()
    page.page.fill("#desk-year", "2024")
    _, made = page.download("[data-action=units]")
    _run("-c", _KIT, "kit", "-o", "kit", "--year", "2024", cwd=tmp_path, page=page_file)
    assert _members(io.BytesIO(made)) == _members(tmp_path / "kit" / "全部.zip")


def test_the_page_that_is_handed_out_hands_itself_out(opened: Open, page_file: Path, tmp_path: Path) -> None:
    page = opened().ready()
    page.page.fill("#contact", "甲办")
    _, made = page.download("[data-action=units]")
    handed_out = tmp_path / PAGE
    handed_out.write_bytes(_members(io.BytesIO(made))[PAGE])
    page.page.goto(handed_out.as_uri())
    page.ready()
    _, made = page.download("[data-action=units]")
    assert _members(io.BytesIO(made))[PAGE] == page_file.read_bytes().replace(b"<!--CONTACT-->", b"")


def test_last_years_files_and_extra_figures_are_brought_as_by_the_kit(
    opened: Open, page_file: Path, units: Path
) -> None:
    folder = units.parent / "上年"
    folder.mkdir()
    for name, unit, year in (("甲", "某区甲局", 2023), ("别处", "别处", 2023), ("旧", "某区乙局", 2001)):
        text = json.dumps(source(unit) | {"year": year})
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04")
    extra = units.parent / "附加.csv"
    extra.write_text("名称,单位,说明\n接待咨询,人次,全年\n", encoding="utf-8-sig")
    page = opened().ready()
    page.page.set_input_files("#units", str(units))
    page.page.set_input_files("#earlier", [str(file) for file in sorted(folder.iterdir())])
    page.page.set_input_files("#extra", str(extra))
    page.page.fill("#desk-year", "2024")
    _, made = page.download("[data-action=units]")
    told = _run("-c", _KIT, "kit", "-o", "kit", "--units", units.name, "--year", "2024",
                "--previous", "上年", "--extra", extra.name, cwd=units.parent, page=page_file)  # fmt: skip
    shown = page.page.inner_text("#handed")
    assert "已填入上年数据的单位 1 个。" in shown
    for line in told.splitlines():
        assert line in shown or "已写出" in line
    for name in ("别处.json", "旧.json", "坏.xlsx"):
        assert name in shown
    assert _members(io.BytesIO(made)) == _members(units.parent / "kit" / "全部.zip")
    assert page.console == []


def test_without_a_year_workbooks_are_for_the_one_that_is_due(opened: Open, units: Path) -> None:
    page = opened().ready()
    page.page.set_input_files("#units", str(units))
    _, made = page.download("[data-action=units]")
    due = year_to_report(datetime.now().astimezone())
    assert page.page.input_value("#year") == str(due)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert received(archive.read("填报表/某区甲局填报表.xlsx"))[1].particulars["year"] == due


def test_a_list_without_names_is_told(opened: Open, units: Path) -> None:
    units.write_text("代码\n1\n", encoding="utf-8")
    page = opened().ready()
    page.page.set_input_files("#units", str(units))
    page.page.click("[data-action=units]")
    page.until(lambda: page.page.is_visible("#told-units #fault"), "no word beside the button")
    assert "名单中找不到“单位名称”一列" in page.page.inner_text("#fault")


def test_several_workbooks_are_rolled_up_as_on_the_command_line(opened: Open, units: Path) -> None:
    folder = units.parent
    files = [folder / name for name in ("乙.json", "坏.xlsx", "甲.xlsx")]
    files[0].write_text(json.dumps(source("某区乙局", "B", figures=applications(5))), encoding="utf-8")
    files[1].write_bytes(b"PK\x03\x04")
    files[2].write_bytes(workbook(source("某区甲局", "A", figures=applications(3)), "2025-01-10T09:00:00Z"))
    page = opened().ready()
    page.page.set_input_files("#units", str(units))
    page.page.fill("#area", "某区")
    page.page.fill("#desk-year", "2024")
    page.choose("returns", *files, told="#states")
    told = page.page.inner_text("#states")
    assert "单位 3 个，计入汇总 2 个" in told
    _run("-m", "generator", "rollup", *(file.name for file in files), "-o", "out.xlsx",
         "--units", units.name, "--organisation", "某区", "--year", "2024", cwd=folder)  # fmt: skip
    rows = [row.split("\t") for row in page.page.locator("#states tr").all_inner_texts()]
    assert [row[:3] for row in rows[1:]] == [
        ["已报", "某区甲局", "甲.xlsx"],
        ["已报", "某区乙局", "乙.json"],
        ["未报", "某区丙街道", ""],
        ["无法读取", "", "坏.xlsx"],
    ]
    name, made = page.download("[data-action=rollup]")
    assert name == "汇总.xlsx"
    assert made == (folder / "out.xlsx").read_bytes()


def test_all_that_an_office_makes_of_what_came_in_is_made_as_on_the_command_line(
    opened: Open, units: Path
) -> None:
    folder = units.parent
    good = source("某区甲局", "A", figures=applications(3), submission={"prepared_by": "张某"})
    (folder / "甲.json").write_text(json.dumps(good), encoding="utf-8")
    wrong = source("某区乙局", "B", figures={"applications.received.natural": 3})
    (folder / "乙.xlsx").write_bytes(workbook(wrong))
    published = source("某区甲局", "A", figures=applications(4))
    (folder / "某区甲局.docx").write_bytes(render(filing(published), FORM))
    (folder / "别处.docx").write_bytes(b"PK\x03\x04")
    (folder / "上年.json").write_text(json.dumps(source("某区", year=2023)), encoding="utf-8")
    kept = roll_up(
        returns(), FORM, "某区", adjustments=[Adjustment("proactive.licences.decisions", 7, "合并")]
    )
    for name in ("原表.xlsx", "out.xlsx"):
        (folder / name).write_bytes(rolled(kept, FORM))
    page = opened().ready()
    page.page.set_input_files("#units", str(units))
    page.page.fill("#due", "2025年1月20日")
    page.page.fill("#contact", "政务公开办 010-2")
    page.page.set_input_files("#past", str(folder / "上年.json"))
    page.page.set_input_files("#kept", str(folder / "原表.xlsx"))
    page.choose("returns", folder / "甲.json", folder / "乙.xlsx", told="#states")
    page.choose("published", folder / "别处.docx", folder / "某区甲局.docx", told="#states")
    page.until(lambda: page.page.locator("#states li").count(), "not compared")
    made = dict(page.download(f"[data-action={action}]") for action in ("rollup", "own", "letters"))
    told = _run(
        "-m", "generator", "rollup", "甲.json", "乙.xlsx", "-o", "out.xlsx", "--units", units.name, "--force",
        "--into", "own.xlsx", "--letters", "letters", "--due", "2025年1月20日",
        "--contact", "政务公开办 010-2",
        "--previous", "上年.json", "--published", "别处.docx", "--published", "某区甲局.docx", cwd=folder,
    )  # fmt: skip
    for sentence in page.page.locator("#states li").all_inner_texts():
        assert "".join(sentence.split()) in "".join(told.split())  # a terminal has lines set in
    assert "不一致" in page.page.inner_text("#states ul")
    assert made["汇总.xlsx"] == (folder / "out.xlsx").read_bytes()
    assert made["本机关填报表.xlsx"] == (folder / "own.xlsx").read_bytes()
    posted = {file.name: file.read_bytes() for file in (folder / "letters").iterdir()}
    assert len(posted) == 3
    assert _members(io.BytesIO(made["通知.zip"])) == posted
    assert page.console == []


def test_what_an_office_decides_counts_as_on_the_command_line(opened: Open, units: Path) -> None:
    folder = units.parent
    figures = {"applications.received.natural": 3, "reviews.review.total": 5}
    wrong = source("某区乙局", "B", figures=figures)
    saved = "2025-01-10T09:00:00Z"
    own = source("某区", submission={"prepared_by": "王某", "telephone": "010-3"})
    books = {
        "甲一.xlsx": workbook(source("某区甲局", "A", figures=applications(3)), saved),
        "甲二.xlsx": workbook(source("某区甲局", "A", figures=applications(4)), saved),
        "乙.xlsx": workbook(wrong),
        "本机关.xlsx": workbook(own),
        "模板.docx": FORM.files[FORM.texts["office"]["notice"]["template"]],
        "调整.toml": _DECIDED.encode(),
    }
    for name, data in books.items():
        (folder / name).write_bytes(data)
    page = opened().ready()
    chosen = {"units": units.name, "own": "本机关.xlsx", "notice": "模板.docx", "desk-checks": "调整.toml"}
    for place, name in chosen.items():
        page.page.set_input_files(f"#{place}", str(folder / name))
    page.page.check("#faulty")
    page.choose("returns", *(folder / name for name in list(books)[:3]), told="#states")
    page.until(lambda: page.page.locator("#states td").count(), "not collected")
    page.page.click("[data-use='甲二.xlsx']")
    page.until(lambda: "计入汇总 2 个" in page.page.inner_text("#states"), "not decided")
    made = dict(page.download(f"[data-action={action}]") for action in ("rollup", "own", "letters"))
    told = _run(
        "-m", "generator", "rollup", *list(books)[:3], "-o", "out.xlsx", "--units", units.name, "--force",
        "--use", "甲二.xlsx", "--include-faulty", "--checks", "调整.toml", "--template", "模板.docx",
        "--into", "本机关.xlsx", "--letters", "letters", cwd=folder,
    )  # fmt: skip
    aside = page.page.inner_text("#states li").strip()
    assert aside.startswith("未采用")
    assert aside in told
    assert made["汇总.xlsx"] == (folder / "out.xlsx").read_bytes()
    assert made["本机关填报表.xlsx"] == (folder / "本机关.xlsx").read_bytes()
    posted = {file.name: file.read_bytes() for file in (folder / "letters").iterdir()}
    assert _members(io.BytesIO(made["通知.zip"])) == posted
    (notice,) = (data for name, data in posted.items() if "乙局" in name and name.endswith(".docx"))
    assert "王某" in "".join(paragraph.text for paragraph in docx.Document(io.BytesIO(notice)).paragraphs)
    assert page.console == []


def test_a_roll_up_is_of_the_edition_of_the_year_that_most_files_have(opened: Open, tmp_path: Path) -> None:
    _run("-m", "generator", "blank", "--edition", "2019", "--year", "2020", "--organisation", "某局",
         "-o", "旧.xlsx", cwd=tmp_path)  # fmt: skip
    page = opened().ready()
    page.choose("returns", tmp_path / "旧.xlsx", told="#states")
    page.until(lambda: page.page.locator("#states td").count(), "not collected")
    _, made = page.download("[data-action=rollup]")
    _run("-m", "generator", "rollup", "旧.xlsx", "-o", "out.xlsx", cwd=tmp_path)
    assert made == (tmp_path / "out.xlsx").read_bytes()


def test_an_archive_is_opened_as_on_the_command_line(opened: Open, units: Path) -> None:
    folder = units.parent
    with zipfile.ZipFile(folder / "上报.zip", "w") as archive:
        archive.writestr("甲.json", json.dumps(source("某区甲局", "A", figures=applications(3))))
        archive.writestr("街道/丙.zip", _zipped("丙.json", json.dumps(source("某区丙街道", "C"))))
        archive.writestr("街道/坏.zip", b"PK\x03\x04")
        archive.writestr("读我.txt", "不是填报表")
    (folder / "坏.zip").write_bytes(b"PK\x03\x04" + bytes(50))
    page = opened().ready()
    page.page.set_input_files("#units", str(units))
    page.choose("returns", folder / "上报.zip", told="#states")
    assert "2024年度，单位 3 个，计入汇总 2 个" in page.page.inner_text("#states")
    _, made = page.download("[data-action=rollup]")
    _run("-m", "generator", "rollup", "上报.zip", "-o", "out.xlsx", "--units", units.name, cwd=folder)
    assert made == (folder / "out.xlsx").read_bytes()
    page.choose("returns", folder / "坏.zip", folder / "上报.zip", told="#states")
    rows = [row.split("\t") for row in page.page.locator("#states tr").all_inner_texts()]
    assert rows[-1][0] == "无法读取"
    assert rows[-1][2:] == ["坏.zip", say("rollup.bad-zip")]


def test_several_workbooks_dropped_anywhere_are_rolled_up(opened: Open) -> None:
    page = opened().ready()
    page.page.fill("#desk-year", "2024")
    data = [
        [f"{name}.json", json.dumps(source(name, code))]
        for name, code in (("某区甲局", "A"), ("某区乙局", "B"))
    ]
    _drop(page, data)
    page.until(lambda: "全部单位已报" in page.page.inner_text("#states"), "not rolled up")
    page.page.add_script_tag(content=witness.AXE.read_text(encoding="utf-8"))
    result = page.page.evaluate("axe.run()")
    assert [(v["id"], v["nodes"][0]["html"]) for v in result["violations"]] == []


def test_a_workbook_dropped_together_with_another_kind_of_file_is_no_roll_up(opened: Open) -> None:
    page = opened().ready()
    _drop(page, [["填报表.json", json.dumps(source("某区甲局"))], ["正文.docx", "x"]])
    assert "分别拖到各自的框里" in page.page.inner_text("#mixed")
    assert page.page.inner_text("#states") == ""
    _drop(page, [["填报表.json", json.dumps(source("某区甲局"))]])
    page.until(lambda: "某区甲局" in page.page.inner_text("#findings"), "not checked")
    assert page.page.is_hidden("#mixed")


def test_a_folder_that_is_dropped_is_told_and_one_that_is_chosen_is_gone_through(
    opened: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "上报"
    (folder / "街道").mkdir(parents=True)
    for name in ("甲.json", "街道/甲.json", "街道/~$乙.xlsx", "读我.txt", "丙.docx"):
        (folder / name).write_text(json.dumps(source(name)), encoding="utf-8")
    page = opened().ready()
    page.page.evaluate(
        """() => {
            const data = {files: [], items: [{webkitGetAsEntry: () => ({isDirectory: true})}]};
            document.dispatchEvent(Object.assign(new Event("drop"), {dataTransfer: data}));
        }"""
    )
    assert "选择整个文件夹" in page.page.inner_text("#folder")
    page.page.set_input_files("#folder-of-returns", str(folder))
    page.until(lambda: page.page.locator("#states td").count(), "not collected")
    files = page.page.locator("#states td:nth-child(3)").all_inner_texts()
    assert files == ["上报/甲.json", "上报/街道/甲.json"]
    told = _run("-m", "generator", "rollup", "上报", "-o", "out.xlsx", cwd=tmp_path)
    assert page.page.inner_text("#states li") in told
    assert "上报/丙.docx" in page.page.inner_text("#states li")
    assert page.page.is_hidden("#folder")


def _drop(page: Opened, files: list[list[str]]) -> None:
    """Drop files, given by name and contents, on the page."""
    page.page.evaluate(
        """files => {
            const data = new DataTransfer();
            for (const [name, text] of files) data.items.add(new File([text], name));
            const event = new DragEvent("drop", {bubbles: true, dataTransfer: data});
            document.querySelector("main").dispatchEvent(event);
        }""",
        files,
    )


def test_a_file_that_takes_too_long_costs_only_itself(opened: Open, tmp_path: Path) -> None:
    page = opened().ready()
    files = [tmp_path / "甲.json", tmp_path / "乙.json"]
    for file, name in zip(files, ("某区甲局", "某区乙局"), strict=True):
        file.write_text(json.dumps(source(name)), encoding="utf-8")
    page.page.evaluate("document.documentElement.dataset.patience = 6000")
    (worker,) = page.page.workers
    worker.evaluate("setTimeout(() => { for (;;); }, 0)")
    page.page.set_input_files("#returns", [str(file) for file in files])
    page.until(lambda: "某区乙局" in page.page.inner_text("#states"), "the others are lost")
    assert "没有能在规定时间内处理完" in page.page.inner_text("#states")


def test_what_stands_in_the_way_of_a_unit_is_named(opened: Open, tmp_path: Path) -> None:
    file = tmp_path / "甲.json"
    wrong = source("某区甲局", "A", figures={"applications.received.natural": 3})
    file.write_text(json.dumps(wrong), encoding="utf-8")
    page = opened().ready()
    page.choose("returns", file, told="#states")
    page.until(lambda: page.page.locator("#states td").count(), "not collected")
    form, handed_in = received(file.read_bytes())
    first = next(finding for finding in check(handed_in, form) if finding.blocks)
    told = page.page.locator("#states td").nth(3).inner_text()
    assert f"{first.check} {first.place}　{first.title}" in told
