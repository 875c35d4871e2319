"""The page as a clerk uses it: the same findings and bytes as the command line, and nothing leaves the PC."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from generator.arithmetic import figures
from generator.checks import check
from generator.intake import added_up, narrated, received
from generator.messages import say
from generator.office.rollup import roll_up
from generator.office.workbook import workbook as rolled
from generator.page.build import LIBRARIES
from generator.page.kit import common
from generator.report.render import render
from generator.report.web.page import render_page
from generator.workbook.handout import Handout
from tests.cases import NAMES, filing_json
from tests.hostile.fixtures import READ, REFUSED, put
from tests.hostile.test_commands import ran
from tests.office.district import returns
from tests.page.conftest import Opened
from tests.page.states import STATES
from tests.witness import browser as witness
from tests.workbook import kit

pytestmark = [pytest.mark.xdist_group("page"), witness.requires_browser]

Open = Callable[..., Opened]

_UNLIKELY = {"level": "县", "organisation_type": "政府部门", "scope": "本机关"}
"""With one of 规章, a county's department has one thing to explain."""


_NUMBER = re.compile(r"^  ([A-Z][0-9]?-[0-9]{2})[ 　]", re.MULTILINE)
"""The check of a finding as the command line prints it."""


def _workbook(folder: Path, name: str, **changes: Any) -> Path:
    """A case as a workbook, some answers replaced."""
    given = filing_json("tongzhou-2024") | {"organisation": "北京市通州区"} | changes
    file = folder / name
    file.write_bytes(kit.made(given))
    return file


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return _workbook(tmp_path, "填报表.xlsx")


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    rules = {"proactive.rules.issued": 1, "proactive.rules.in_force": 1, "proactive.fees.amount": 0}
    figures = filing_json("tongzhou-2024")["figures"] | rules
    return _workbook(tmp_path, "待核实.xlsx", figures=figures, **_UNLIKELY)


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    figures = filing_json("tongzhou-2024")["figures"] | {"reviews.review.total": 0}
    return _workbook(tmp_path, "有错误.xlsx", figures=figures)


def _nianbao(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_a_clean_workbook_gives_the_command_lines_report_and_data(started: Opened, clean: Path) -> None:
    page = started
    page.choose("workbook", clean)
    assert "审核通过" in page.page.inner_text("#findings")
    _nianbao("report", clean.name, cwd=clean.parent)
    _nianbao("export", clean.name, "-o", "filing.json", cwd=clean.parent)
    name, report = page.download("[data-action=report]")
    assert name == "北京市通州区2024年政府信息公开工作年度报告.docx"
    assert report == clean.with_suffix(".docx").read_bytes()
    assert page.download("[data-action=json]")[1] == (clean.parent / "filing.json").read_bytes()
    assert page.console == []


def test_web_page_and_slip_are_those_of_the_command_line(started: Opened, clean: Path) -> None:
    page = started
    page.choose("workbook", clean)
    for format_, file in (("page", "out.html"), ("slip", "out.docx")):
        to = {"page": "html"}.get(format_, format_)
        _nianbao("report", clean.name, "--to", to, "-o", file, cwd=clean.parent)
        assert page.download(f"[data-action={format_}]")[1] == (clean.parent / file).read_bytes()


def test_the_cells_of_a_finding_are_shown_in_the_preview(started: Opened, faulty: Path) -> None:
    page = started
    page.choose("workbook", faulty)
    page.page.click(".error [data-show]")
    total = page.report().locator("[data-field='reviews.review.total']")
    assert "rgb(208, 31, 31)" in total.evaluate("cell => getComputedStyle(cell).outlineColor")
    assert total.is_visible()
    assert page.report().locator("script").count() == 0


def test_the_web_page_is_copied_into_an_editor_with_all_its_tables(opened: Open, clean: Path) -> None:
    page = opened().ready()
    page.choose("workbook", clean)
    page.page.click("[data-action=fragment]")
    page.until(lambda: page.page.is_visible("#copied"), "nothing was copied")
    editor = "<div id=editor contenteditable style=height:50px></div>"
    page.page.evaluate(f"document.body.insertAdjacentHTML('beforeend', '{editor}')")
    page.page.focus("#editor")
    page.page.keyboard.press("Control+v")
    form, filing = received(clean.read_bytes())
    page.until(lambda: page.page.locator("#editor table").count() == 3, "not all tables were pasted")
    pasted = page.page.locator("#editor td, #editor th").all_inner_texts()
    in_tables = [name for table in form.tables for name in form.table_fields(table.id)]
    printed = {figures(form, filing)[name].text for name in in_tables}
    assert printed <= {text.strip() for text in pasted}
    assert "一、总体情况" in page.page.inner_text("#editor")


def test_a_file_chosen_while_the_program_starts_is_checked_when_it_has(opened: Open, clean: Path) -> None:
    page = opened()
    page.page.set_input_files("input[type=file]", str(clean))
    page.until(lambda: page.page.is_visible("#findings .verdict"), "no answer")
    assert "审核通过" in page.page.inner_text("#findings")


def test_findings_are_those_of_the_command_line(started: Opened, tmp_path: Path) -> None:
    page = started
    for name in NAMES:
        file = tmp_path / f"{name}.xlsx"
        file.write_bytes(kit.made(filing_json(name)))
        page.choose("workbook", file)
        form, filing = received(file.read_bytes())
        found = check(filing, form)
        assert sorted(page.findings()) == sorted(finding.check for finding in found)
        for finding in found:
            assert finding.message in page.page.inner_text("#findings")


def _is_draft(page: Opened) -> bool:
    return "草稿" in page.page.inner_text("[data-action=report]")


def test_what_is_made_of_every_case_is_what_the_command_line_makes(started: Opened, tmp_path: Path) -> None:
    page = started
    for name in NAMES:
        file = tmp_path / f"{name}.xlsx"
        file.write_bytes(kit.made(filing_json(name)))
        page.choose("workbook", file)
        is_draft = _is_draft(page)
        for action, kind in (("report", "docx"),) if is_draft else (("report", "docx"), ("page", "html")):
            out = file.with_suffix(f".{kind}")
            draft = ["--draft"] if is_draft else []
            done = _nianbao("report", file.name, "--to", kind, "-o", out.name, *draft, cwd=tmp_path)
            assert done.returncode == 0, done.stderr
            assert page.download(f"[data-action={action}]")[1] == out.read_bytes()


def test_while_an_error_stands_only_the_draft_is_offered(started: Opened, faulty: Path) -> None:
    page = started
    page.choose("workbook", faulty)
    assert "审核未通过" in page.page.inner_text("#findings")
    assert "T4-01" in page.findings()
    offered = page.page.locator(".downloads button").all_inner_texts()
    assert offered == ["下载 Word 草稿", "下载带审核结果的填报表"]
    assert "草稿" in page.report().locator("body").inner_text()
    _nianbao("report", faulty.name, "--draft", "-o", "draft.docx", cwd=faulty.parent)
    name, draft = page.download("[data-action=report]")
    assert (name.endswith("（草稿）.docx"), draft == (faulty.parent / "draft.docx").read_bytes()) == (
        True,
        True,
    )
    _nianbao("check", faulty.name, "--annotate", "copy.xlsx", cwd=faulty.parent)
    assert page.download("[data-action=annotated]")[1] == (faulty.parent / "copy.xlsx").read_bytes()


def test_an_explanation_is_saved_into_the_workbook_and_settles_it(started: Opened, doubtful: Path) -> None:
    page = started
    page.choose("workbook", doubtful)
    assert "T2-05" in page.findings()
    page.page.fill("textarea[data-check='T2-05']", "受市政府委托起草并以市政府名义发布。")
    name, saved = page.download("[data-action=explain]")
    assert name == page.page.inner_text("[data-place=workbook] .chosen")
    assert name.endswith("年度报告填报表.xlsx")
    assert page.page.locator(".settled").all_inner_texts() == ["已说明"]
    assert "审核通过" in page.page.inner_text("#findings")
    form, filing = received(saved)
    assert [given.text for given in filing.explanations] == ["受市政府委托起草并以市政府名义发布。"]
    assert not [finding for finding in check(filing, form) if finding.blocks]
    name, _ = page.download("[data-action=report]")
    assert name.endswith(".docx")


def test_last_years_file_is_compared(started: Opened, clean: Path) -> None:
    last = filing_json("tongzhou-2024") | {"year": 2023}
    last["figures"] = last["figures"] | {"applications.carried_out.natural": 9999}
    before = clean.with_name("上年.json")
    before.write_text(json.dumps(last), encoding="utf-8")
    page = started
    page.choose("workbook", clean)
    assert "T3-04" not in page.findings()
    page.choose("previous", before)
    page.until(lambda: "T3-04" in page.findings(), "last year was not compared")


def test_last_year_may_be_several_reports_and_saved_web_pages(started: Opened, clean: Path) -> None:
    form, filing = received(clean.read_bytes())
    files = [clean.with_name("上年甲.docx"), clean.with_name("上年乙.html")]
    last = filing.with_particulars({"year": 2023})
    files[0].write_bytes(render(last, form, draft=True))
    files[1].write_bytes(render_page(last, form))
    page = started
    page.choose("workbook", clean)
    page.choose("previous", *files)
    both = check(filing, form, added_up([file.read_bytes() for file in files], form))
    assert {finding.message for finding in both} != {
        finding.message for finding in check(filing, form, added_up([files[0].read_bytes()], form))
    }
    for finding in both:
        assert finding.message in page.page.inner_text("#findings")
    assert page.findings()
    page.page.click("[data-clear=previous]")
    page.until(lambda: "T3-04" not in page.findings(), "last year's files are still used")


def test_a_narrative_in_word_replaces_that_of_the_workbook(opened: Open, clean: Path) -> None:
    file = clean.with_name("正文.docx")
    document = docx.Document()
    for text in ("一、总体情况", "（一）主动公开", "文稿中的话。"):
        document.add_paragraph(text)
    document.save(str(file))
    page = opened().ready()
    page.page.set_input_files("#narrative", str(file))
    page.choose("workbook", clean)
    page.until(
        lambda: "文稿中的话。" in page.report().locator("body").inner_text(), "the narrative is not used"
    )
    _nianbao("report", clean.name, "--narrative", file.name, "--draft", "-o", "out.docx", cwd=clean.parent)
    form, filing = received(clean.read_bytes())
    found = check(narrated(filing, file.read_bytes(), form), form)
    assert sorted(page.findings()) == sorted(finding.check for finding in found)
    if not [finding for finding in found if finding.blocks]:
        _nianbao(
            "report", clean.name, "--narrative", file.name, "-o", "out.docx", "--force", cwd=clean.parent
        )
    assert page.download("[data-action=report]")[1] == (clean.parent / "out.docx").read_bytes()
    page.page.click("[data-clear=narrative]")
    page.until(lambda: "文稿中的话" not in page.report().locator("body").inner_text(), "it is still used")


def test_a_published_report_is_checked_in_place_of_a_workbook(started: Opened, clean: Path) -> None:
    form, filing = received(clean.read_bytes())
    file = clean.with_name("已公布.html")
    file.write_bytes(render_page(filing, form))
    page = started
    page.choose("workbook", file)
    found = check(received(file.read_bytes())[1], form)
    assert sorted(page.findings()) == sorted(finding.check for finding in found)
    assert page.page.locator("[data-action=annotated], [data-action=explain]").count() == 0
    assert page.page.locator("[data-action=report]").count() == 1


def test_the_final_report_is_compared_and_its_text_taken(started: Opened, clean: Path) -> None:
    form, filing = received(clean.read_bytes())
    final = clean.with_name("定稿.docx")
    final.write_bytes(render(filing, form))
    page = started
    page.choose("workbook", clean)
    page.choose("final", final, told="#differences")
    page.until(lambda: "定稿与填报表一致。" in page.page.inner_text("#differences"), "not compared")
    assert page.page.locator("[data-action=take-text]").count() == 0
    document = docx.Document(str(final))
    for paragraph in document.paragraphs:
        if "公开" in paragraph.text and len(paragraph.text) > 60:
            paragraph.runs[0].text = "定稿中改过的话。" + paragraph.runs[0].text
            break
    cell = document.tables[1].cell(4, document.tables[1]._column_count - 1)
    cell.text = "99999"
    document.save(str(final))
    page.choose("final", final, told="#differences")
    page.until(lambda: "处不同" in page.page.inner_text("#differences"), "not compared again")
    told = _nianbao(
        "compare", clean.name, "--with", final.name, "--take-text", "-o", "out.xlsx", cwd=clean.parent
    )
    shown = _squeezed(page.page.inner_text("#differences"))
    for line in told.stdout.splitlines():
        assert _squeezed(line) in shown
    assert "99999" in shown
    assert "定稿中改过的话。" in shown
    _, taken = page.download("[data-action=take-text]")
    assert taken == (clean.parent / "out.xlsx").read_bytes()
    page.choose("workbook", clean)
    assert "处不同" in page.page.inner_text("#differences")
    page.page.click("[data-clear=final]")
    page.until(lambda: page.page.inner_text("#differences") == "", "still compared")


def test_a_final_report_without_a_workbook_or_that_cannot_be_used_is_told(opened: Open, clean: Path) -> None:
    page = opened().ready()
    bad = clean.with_name("坏.docx")
    bad.write_bytes(b"PK\x03\x04" + bytes(200))
    page.choose("final", bad, told="#differences")
    assert "请先选择填报表" in page.page.inner_text("#fault")
    page.choose("workbook", clean)
    assert "审核通过" in page.page.inner_text("#findings")
    told = _nianbao("compare", clean.name, "--with", bad.name, cwd=clean.parent).stderr
    assert page.page.inner_text("#differences").strip() == told.strip()


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_workbook_dropped_on_the_page_is_taken(opened: Open, clean: Path) -> None:
    page = opened().ready()
    page.page.evaluate(
        """bytes => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], "拖入.xlsx"));
            const event = new DragEvent("drop", {bubbles: true, dataTransfer: data});
            document.querySelector("main").dispatchEvent(event);
        }""",
        list(clean.read_bytes()),
    )
    page.until(lambda: page.page.is_visible("#findings .verdict"), "nothing happens")
    assert "拖入.xlsx" in page.page.inner_text("[data-place=workbook]")


def test_a_blank_workbook_is_made(started: Opened, tmp_path: Path) -> None:
    page = started
    page.page.fill("#organisation", "某某镇人民政府")
    page.page.fill("#year", "2025")
    name, made = page.download("[data-action=blank]")
    assert name == "某某镇人民政府2025年政府信息公开工作年度报告填报表.xlsx"
    _nianbao("blank", "--organisation", "某某镇人民政府", "--year", "2025", "-o", "blank.xlsx", cwd=tmp_path)
    assert made == (tmp_path / "blank.xlsx").read_bytes()


def test_another_template_is_used_and_a_bad_one_is_told(started: Opened, clean: Path) -> None:
    page = started
    page.choose("workbook", clean)
    form, _ = received(clean.read_bytes())
    own = clean.with_name("模板.docx")
    own.write_bytes(form.files["report.docx"])
    page.choose("template", own, told="#own-template")
    assert "模板检查通过" in page.page.inner_text("#own-template")
    _nianbao("report", clean.name, "--template", own.name, "-o", "own.docx", cwd=clean.parent)
    assert page.download("[data-action=report]")[1] == (clean.parent / "own.docx").read_bytes()
    page.choose("template", clean, told="#own-template")
    told = page.page.inner_text("#own-template")
    assert _nianbao("template", "check", clean.name, cwd=clean.parent).stderr.strip() in told
    assert "报告仍用自带的模板" in told


def test_the_faults_of_a_template_are_listed_and_it_is_not_used(started: Opened, clean: Path) -> None:
    form, _ = received(clean.read_bytes())
    own = clean.with_name("模板.docx")
    document = docx.Document(io.BytesIO(form.files["report.docx"]))
    document.paragraphs[0].add_run("{{ no_such_name }}")
    document.save(str(own))
    page = started
    page.choose("template", own, told="#own-template")
    listed = _nianbao("template", "check", own.name, cwd=clean.parent).stdout
    shown = _squeezed(page.page.inner_text("#own-template"))
    assert "no_such_name" in shown
    for line in listed.splitlines()[:2]:
        assert _squeezed(line.partition(". ")[2] or line) in shown
    page.choose("workbook", clean)
    _nianbao("report", clean.name, "-o", "built-in.docx", cwd=clean.parent)
    assert page.download("[data-action=report]")[1] == (clean.parent / "built-in.docx").read_bytes()
    page.page.click("[data-clear=template]")
    page.until(lambda: page.page.inner_text("#own-template") == "", "its faults are still listed")


UNUSABLE = {
    b"": "空的",
    bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600): "另存为 .xlsx",
    b"\x62\x14\x23\x65" * 500: "加密软件",
    b"PK\x03\x04" + bytes(200): "损坏",
    b'{"form": "disclosure"}': "版",
}


def test_what_cannot_be_used_is_told_in_the_command_lines_words(started: Opened, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.xlsx" for number in range(len(UNUSABLE))]
    for file, data in zip(files, UNUSABLE, strict=True):
        file.write_bytes(data)
    answers = ran(tmp_path, [["check", file.name] for file in files])["runs"]
    good = _workbook(tmp_path, "good.xlsx")
    page = started
    for file, answer, words in zip(files, answers, UNUSABLE.values(), strict=True):
        page.choose("workbook", file)
        told = page.page.inner_text("#fault")
        assert words in told
        assert told.strip() == answer["err"].strip()
        page.choose("workbook", good)
        assert "审核通过" in page.page.inner_text("#findings")


def test_every_hostile_file_is_answered_as_by_the_command_line_and_the_page_goes_on(
    opened: Open, tmp_path: Path
) -> None:
    files = put(tmp_path, REFUSED | READ, ".xlsx")
    answers = ran(tmp_path, [["check", file.name] for file in files])["runs"]
    good = _workbook(tmp_path, "good.xlsx")
    page = opened().ready()
    wrong, reports = [], {}
    for file, answer in zip(files, answers, strict=True):
        page.choose("workbook", file)
        refused = answer["status"] == 2
        told = page.page.inner_text("#fault") if refused else page.findings()
        if told != (answer["err"].strip() if refused else _NUMBER.findall(answer["out"])):
            wrong.append((file.name, told, answer))
        if not refused:
            reports[file.name] = (_is_draft(page), page.download("[data-action=report]")[1])
    assert not wrong
    draft = {name: ["--draft"] if is_draft else [] for name, (is_draft, _) in reports.items()}
    ran(tmp_path, [["report", name, "-o", f"{name}.docx", *draft[name]] for name in reports])
    for name, (_, report) in reports.items():
        assert report == (tmp_path / f"{name}.docx").read_bytes(), name
    page.choose("workbook", good)
    assert "审核通过" in page.page.inner_text("#findings")
    assert not page.console


def test_a_file_that_cannot_be_used_leaves_nothing_of_the_last_one(started: Opened, clean: Path) -> None:
    page = started
    page.choose("workbook", clean)
    assert page.page.get_attribute("#preview", "srcdoc")
    broken = clean.with_name("坏.xlsx")
    broken.write_bytes(b"PK\x03\x04")
    page.choose("workbook", broken)
    assert page.page.get_attribute("#preview", "srcdoc") is None
    assert "选好填报表后" in page.page.inner_text("#findings")


def test_a_roll_up_in_place_of_a_workbook_is_told_what_it_is(started: Opened, tmp_path: Path) -> None:
    file = tmp_path / "汇总.xlsx"
    file.write_bytes(rolled(roll_up(returns(), kit.FORM, "某区"), kit.FORM))
    page = started
    page.choose("workbook", file)
    assert say("rollup.no-texts") in page.page.inner_text("#findings")


def test_a_file_changed_after_it_was_chosen_can_be_chosen_again(started: Opened, clean: Path) -> None:
    page = started
    page.choose("workbook", clean)
    clean.write_bytes(kit.made(filing_json("hongze-2023")))
    page.page.click("[data-action=report]")
    page.until(lambda: page.page.is_visible("#changed"), "an old file was used")
    page.choose("workbook", clean)
    assert "T4-01" in page.findings()


def test_a_worker_that_hangs_is_replaced_and_the_page_goes_on(opened: Open, clean: Path) -> None:
    page = opened().ready()
    page.page.evaluate("document.documentElement.dataset.patience = 300")
    (worker,) = page.page.workers
    worker.evaluate("setTimeout(() => { for (;;); }, 0)")
    page.page.set_input_files("#workbook", str(clean))
    page.until(lambda: page.page.is_visible("#stopped"), "a worker that hangs is waited for")
    page.page.evaluate("delete document.documentElement.dataset.patience")
    page.choose("workbook", clean)
    assert "审核通过" in page.page.inner_text("#findings")


def test_the_page_asks_for_nothing_and_may_ask_for_nothing(opened: Open, clean: Path) -> None:
    page = opened().ready()
    page.choose("workbook", clean)
    page.download("[data-action=report]")
    assert {request.partition(":")[0] for request in page.requests} <= {"file", "blob"}
    refused = "fetch('https://example.org/').then(() => 'sent', () => 'refused')"
    assert page.page.evaluate(refused) == "refused"
    policy = page.page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content") or ""
    assert "connect-src 'none'" in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize(
    ("state", "name", "words"),
    [
        ("too-old", "浏览器太旧", "右键单击本文件"),
        ("forbidden", "禁用 WebAssembly", "WebAssembly"),
        ("broken", "没有启动", "没有启动"),
    ],
)
def test_a_browser_that_cannot_run_it_is_told_so(opened: Open, state: str, name: str, words: str) -> None:
    page = opened(STATES[name].before)
    page.until(lambda: page.state() == state, "no word")
    assert words in page.page.inner_text("body")


def test_a_browser_with_an_older_webassembly_is_too_old(opened: Open) -> None:
    page = opened("delete WebAssembly.Tag")
    page.until(lambda: page.state() == "too-old", "no word")
    assert "打开方式" in page.page.inner_text("body")


@pytest.mark.parametrize("name", STATES)
def test_nobody_is_left_out_in_any_state(opened: Open, started: Opened, tmp_path: Path, name: str) -> None:
    state = STATES[name]
    page = opened(state.before) if state.before or state.is_first else started
    state.reach(page, tmp_path)
    assert page.console == ([] if name != "没有启动" else ["Error: no\n    at <anonymous>:3:51"])
    page.page.locator(state.region).wait_for()
    assert page.page.inner_text(state.region).strip() or state.region == "#preview"
    page.page.add_script_tag(content=witness.AXE.read_text(encoding="utf-8"))
    result = page.page.evaluate("axe.run()")
    assert [(v["id"], v["nodes"][0]["html"]) for v in result["violations"]] == []


def test_all_is_done_with_the_keyboard_alone(opened: Open, doubtful: Path) -> None:
    page = opened().ready()
    choosers: list[Any] = []
    # Well before it is wanted, for the browser has to be told; a method of a list cannot be marked as heard.
    page.page.on("filechooser", lambda one: choosers.append(one))  # noqa: PLW0108
    for place in ("workbook", "narrative"):
        page.page.keyboard.press("Tab")
        assert page.page.evaluate("document.activeElement.id") == place
    page.page.keyboard.press("Shift+Tab")
    page.page.keyboard.press("Enter")
    page.until(lambda: page.state() and choosers, "no chooser opens")  # events come while the page is asked
    choosers[0].set_files(str(doubtful))
    page.until(lambda: "T2-05" in page.findings(), "not checked")
    for words in ("受市政府委托起草。", None):
        target = "textarea" if words else "[data-action=explain]"
        _tab_to(page, target)
        if words:
            page.page.keyboard.type(words)
    with page.page.expect_download():
        page.page.keyboard.press("Enter")
    page.until(lambda: page.page.locator(".settled").count(), "not explained")
    _tab_to(page, "[data-action=report]", "Shift+Tab")
    with page.page.expect_download():
        page.page.keyboard.press("Enter")


def _tab_to(page: Opened, selector: str, key: str = "Tab") -> None:
    for _ in range(60):
        if page.page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
        page.page.keyboard.press(key)
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_what_was_downloaded_is_said(started: Opened, clean: Path) -> None:
    page = started
    page.choose("workbook", clean)
    name, _ = page.download("[data-action=report]")
    assert f"已下载《{name}》" in page.page.inner_text("[role=status]#saved")


def test_an_explanation_that_was_not_saved_is_not_lost_by_closing_the_page(
    started: Opened, doubtful: Path
) -> None:
    page = started
    page.choose("workbook", doubtful)
    asked = "dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    assert page.page.evaluate(asked) is True
    page.page.fill("textarea[data-check='T2-05']", "受市政府委托起草。")
    assert page.page.evaluate(asked) is False
    page.download("[data-action=explain]")
    assert page.page.evaluate(asked) is True


def test_what_was_found_is_printed_without_what_is_for_the_hand(started: Opened, faulty: Path) -> None:
    started.choose("workbook", faulty)
    started.page.emulate_media(media="print")
    seen = [started.page.is_visible(one) for one in (".finding", ".drop", "button", "#preview", "#new")]
    started.page.emulate_media(media="screen")
    assert seen == [True, False, False, False, False]


def test_where_scripts_are_forbidden_it_is_said_so(page_file: Path) -> None:
    context = witness.chromium().new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_file.as_uri())
    assert "不允许本页运行脚本" in page.inner_text("main")
    context.close()


def test_an_explanation_typed_outlives_a_file_chosen_beside(started: Opened, doubtful: Path) -> None:
    last = doubtful.with_name("上年.json")
    last.write_text(json.dumps(filing_json("tongzhou-2024") | {"year": 2023}), encoding="utf-8")
    page = started
    page.choose("workbook", doubtful)
    page.page.fill("textarea[data-check='T2-05']", "受市政府委托起草。")
    page.page.set_input_files("#previous", str(last))
    page.until(lambda: page.page.locator(".settled").count(), "what was typed is lost")
    assert page.page.input_value("textarea[data-check='T2-05']") == "受市政府委托起草。"
    page.choose("workbook", doubtful)
    assert page.page.input_value("textarea[data-check='T2-05']") == ""


def test_the_notices_of_all_that_the_page_carries_are_handed_out(page_file: Path) -> None:
    notices = common(page_file.read_bytes(), kit.FORM, Handout())["软件许可.txt"].decode()
    for name in ("nianbao", *LIBRARIES, "pyodide", "CPython", "Emscripten"):
        assert re.search(rf"^{name}\b.*\n.*\S", notices, re.MULTILINE | re.IGNORECASE)
    assert "Python Software Foundation; All Rights Reserved" in notices
    assert re.search("MPL-2.0; its source code: https://", notices)


def test_the_page_is_small_and_built_the_same_each_time(page_file: Path) -> None:
    from generator.page.build import build

    assert page_file.stat().st_size < 9_500_000
    assert build(witness.PACKAGES) == page_file.read_bytes()
