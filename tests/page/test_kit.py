"""What an office hands out: for each unit a workbook that is filled in as far as it can be."""

import html
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import Mock, call

import openpyxl
import pdfplumber
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.filing_json import from_json
from generator.form.loader import load
from generator.intake import received
from generator.office.units import units
from generator.ooxml.archive import deflated
from generator.page.kit import common
from generator.report.handbook import entries
from generator.report.render import render
from generator.workbook.handout import Handout
from tests.cases import filing_json
from tests.witness import browser as witness

FORM = load("disclosure", "2021")
PAGE_NAME = "年报填报.html"
_ROOT = Path(__file__).parents[2]
_WITHOUT_NETWORK = """
import socket, sys
sys.path.insert(0, "installed")
socket.socket = None
from generator.cli import main
import generator
assert "installed" in generator.__file__
main()
"""
PAGE = b'<html><p><!--CONTACT--></p><pre id="notices">Jinja2 BSD-3</pre></html>'
LIST = """单位名称,代码,类别,联系人,电话
某区水务局,A01,政府部门,张某,010-1
某区 A/B 局,A02,,,
某镇,A03,乡镇人民政府,,
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("generator.cli.kit._page", lambda: PAGE)
    (tmp_path / "名单.csv").write_bytes(LIST.encode("gbk"))
    return tmp_path


def _kit(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["kit", "-o", "填报包", "--year", "2024", *arguments])


def _files(folder: Path) -> Sequence[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_every_unit_gets_a_workbook_and_an_archive_with_all_it_needs(desk: Path) -> None:
    done = _kit("--units", "名单.csv", "--due", "2025年1月20日", "--contact", "政务公开办 010-2")
    assert done.exit_code == 0, done.output
    assert _files(desk / "填报包") == sorted(
        [
            "年报填报.html", "使用说明.html", "审核手册.html", "软件许可.txt", "全部.zip",
            *(f"填报表/{name}填报表.xlsx" for name in ("某区水务局", "某区 A_B 局", "某镇")),
            *(f"分发/{name}填报表.zip" for name in ("某区水务局", "某区 A_B 局", "某镇")),
        ]
    )  # fmt: skip
    with zipfile.ZipFile(desk / "填报包/分发/某镇填报表.zip") as archive:
        assert archive.namelist() == [
            "年报填报.html", "使用说明.html", "审核手册.html", "软件许可.txt", "某镇填报表.xlsx"
        ]  # fmt: skip
        assert archive.read("某镇填报表.xlsx") == (desk / "填报包/填报表/某镇填报表.xlsx").read_bytes()
    _, filing = received((desk / "填报包/填报表/某区水务局填报表.xlsx").read_bytes())
    assert filing.particulars == {
        "unit": "A01",
        "organisation": "某区水务局",
        "organisation_type": "政府部门",
        "year": 2024,
        "submission.prepared_by": "张某",
        "submission.telephone": "010-1",
    }
    assert "Jinja2" in (desk / "填报包/软件许可.txt").read_text(encoding="utf-8")


def test_the_handbook_that_is_handed_out_says_of_every_check_what_the_maintainers_says(desk: Path) -> None:
    assert _kit().exit_code == 0
    written = (desk / "填报包/审核手册.html").read_text(encoding="utf-8")
    said = [html.unescape(text) for text in re.findall("<dd>(.*?)</dd>", written)]
    assert said == [text for check in FORM.checks.values() for _, text in entries(check, FORM)]
    assert re.findall('<h2 id="(.*?)">', written) == list(FORM.checks)
    assert "make forms" not in written


def test_date_and_contact_are_printed_wherever_a_clerk_looks(desk: Path) -> None:
    _kit("--units", "名单.csv", "--due", "2025年1月20日", "--contact", "政务公开办 <010-2>")
    guide = openpyxl.load_workbook(desk / "填报包/填报表/某镇填报表.xlsx")["填报说明"]
    words = [str(cell.value) for row in guide.iter_rows(max_row=4) for cell in row]
    assert any("2025年1月20日" in word for word in words)
    assert any("政务公开办 <010-2>" in word for word in words)
    for name in ("使用说明.html", "年报填报.html"):
        assert "政务公开办 &lt;010-2&gt;" in (desk / "填报包" / name).read_text(encoding="utf-8")


def test_last_years_filings_are_brought_and_what_cannot_be_placed_is_told(desk: Path) -> None:
    folder = desk / "上年"
    folder.mkdir()
    last = filing_json("tongzhou-2024") | {"organisation": "某区水务局", "year": 2023, "level": "县"}
    (folder / "a.json").write_text(json.dumps(last), encoding="utf-8")
    (folder / "b.json").write_text(json.dumps(last | {"organisation": "别处"}), encoding="utf-8")
    (folder / "c.json").write_text(json.dumps(last | {"year": 2022}), encoding="utf-8")
    (folder / "d.xlsx").write_bytes(b"damaged")
    published = from_json(json.dumps(last | {"organisation": "某镇"}).encode(), FORM)
    (folder / "某镇.docx").write_bytes(render(published, FORM))
    done = _kit("--units", "名单.csv", "--previous", "上年")
    assert done.exit_code == 0, done.output
    for name, words in (("b.json", "没有与名单"), ("c.json", "不是 2023 年度"), ("d.xlsx", "不能使用")):
        assert any(name in line and words in line for line in done.output.splitlines())
    _, filing = received((desk / "填报包/填报表/某区水务局填报表.xlsx").read_bytes())
    given = last["figures"]
    for column in ("natural", "business", "research", "social", "legal", "other"):
        out, into = f"applications.carried_out.{column}", f"applications.carried_in.{column}"
        assert filing.figures[into].value == given[out]
        assert filing.last.figures[out].value == given[out]
    _, of_a_report = received((desk / "填报包/填报表/某镇填报表.xlsx").read_bytes())
    assert of_a_report.figures == filing.figures
    assert filing.particulars["level"] == "县"
    assert filing.particulars["year"] == 2024
    assert not filing.narrative


def test_figures_beyond_the_form_are_asked_of_everybody(desk: Path) -> None:
    (desk / "附加.csv").write_text("名称,单位,说明\n接待咨询,人次,全年\n", encoding="utf-8-sig")
    assert _kit("--units", "名单.csv", "--extra", "附加.csv").exit_code == 0
    sheet = openpyxl.load_workbook(desk / "填报包/填报表/某镇填报表.xlsx")["附加指标"]
    assert [cell.value for cell in sheet[5]][1:5] == ["接待咨询", "人次", None, "全年"]
    (desk / "附加.csv").write_text("名称\n接待咨询\n接待咨询\n", encoding="utf-8-sig")
    refused = _kit("--units", "名单.csv", "--extra", "附加.csv", "--force")
    assert (refused.exit_code, "出现两次" in refused.output) == (2, True)


def test_without_a_list_there_is_one_blank_workbook(desk: Path) -> None:
    assert _kit().exit_code == 0
    assert "填报表.xlsx" in _files(desk / "填报包")


def test_two_kits_are_the_same_and_one_is_not_put_over_another_unasked(desk: Path) -> None:
    _kit("--units", "名单.csv")
    first = {name: (desk / "填报包" / name).read_bytes() for name in _files(desk / "填报包")}
    assert _kit("--units", "名单.csv").exit_code == 2
    assert _kit("--units", "名单.csv", "--force").exit_code == 0
    assert first == {name: (desk / "填报包" / name).read_bytes() for name in _files(desk / "填报包")}


def test_the_large_page_is_deflated_once_for_all_archives(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Mock(side_effect=deflated)
    monkeypatch.setattr("generator.cli.kit.deflated", counted)
    assert _kit("--units", "名单.csv").exit_code == 0
    page = (desk / "填报包/年报填报.html").read_bytes()
    assert counted.call_args_list.count(call(page)) == 1
    for archive in (desk / "填报包").rglob("*.zip"):
        with zipfile.ZipFile(archive) as packed:
            assert packed.testzip() is None
            assert packed.getinfo("使用说明.html").compress_type == zipfile.ZIP_DEFLATED


def test_units_of_one_file_name_keep_a_workbook_each() -> None:
    from generator.page.kit import workbooks

    listed = units("单位\n某/局\n某:局\n".encode(), FORM)
    assert [name for _, name, _ in workbooks(listed, FORM, 2024, Handout(), {})] == [
        "某_局填报表.xlsx",
        "某_局-2填报表.xlsx",
    ]


def test_without_the_built_page_it_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("generator.page.kit.PAGE", "没有.html")
    done = _kit()
    assert (done.exit_code, "make page" in done.output) == (2, True)
    assert not (tmp_path / "填报包").exists()


@pytest.mark.xdist_group("page")
@witness.requires_browser
def test_the_guide_prints_on_one_page(tmp_path: Path) -> None:
    handout = Handout(due="2025年1月20日前（节假日不顺延）", contact="某市某区人民政府办公室政务公开科 010-2")
    guide = tmp_path / "使用说明.html"
    guide.write_bytes(common(PAGE, FORM, handout)[guide.name])
    page = witness.chromium().new_page()
    page.goto(guide.as_uri())
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        assert len(printed.pages) == 1
        assert len(printed.pages[0].images) == 6
    page.close()


@pytest.mark.xdist_group("page")
@witness.requires_browser
def test_a_wheel_built_after_the_page_makes_kits_without_network(page_file: Path, desk: Path) -> None:
    source = desk / "source"
    for folder in ("generator", "templates"):
        shutil.copytree(
            _ROOT / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__", PAGE_NAME)
        )
    for file in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(_ROOT / file, source)
    shutil.copy(page_file, source / "generator" / "page" / PAGE_NAME)
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(desk), str(source))
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = desk.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(desk / "installed")
    command = (sys.executable, "-I", "-c", _WITHOUT_NETWORK, "kit", "-o", "包", "--units", "名单.csv")
    done = subprocess.run(command, cwd=desk, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    handed_out = (desk / "包/年报填报.html").read_bytes()
    assert handed_out == page_file.read_bytes().replace(b"<!--CONTACT-->", b"")
    assert len(list((desk / "包/分发").glob("*.zip"))) == 3
