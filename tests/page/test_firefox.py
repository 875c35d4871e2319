"""The page in Firefox: it starts from a file, checks, says what it cannot read, and saves the same bytes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import __version__
from generator.filing import Filing
from generator.intake import received
from generator.report.render import render
from generator.workbook.blank import blank
from tests.cases import filing_json
from tests.witness.browser import requires_browser
from tests.witness.firefox import Firefox, firefox, requires_firefox, until
from tests.workbook import kit

pytestmark = [pytest.mark.xdist_group("page"), requires_browser, requires_firefox]


@pytest.fixture(scope="module")
def browser(page_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox(tmp_path_factory.mktemp("firefox")) as driven:
        driven.say("WebDriver:Navigate", url=page_file.as_uri())
        yield driven


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    file = tmp_path / "填报 表.xlsx"
    file.write_bytes(kit.made(filing_json("tongzhou-2024") | {"organisation": "北京市通州区"}))
    return file


def test_a_workbook_chosen_at_once_is_checked_and_its_report_saved(browser: Firefox, clean: Path) -> None:
    browser.choose("#workbook", clean)
    until(lambda: "审核通过" in browser.text("#findings"), "not checked")
    form, filing = received(clean.read_bytes())
    name, report = browser.downloaded("[data-action=report]")
    assert name == "北京市通州区2024年政府信息公开工作年度报告.docx"
    assert report == render(filing, form)
    shown = "return document.querySelector('#preview').contentDocument.querySelectorAll('table').length"
    assert browser.run(shown) == 3


def test_a_blank_workbook_is_saved(browser: Firefox) -> None:
    browser.run(
        "document.querySelector('#organisation').value = '某镇'; document.querySelector('#year').value = 2025"
    )
    _, made = browser.downloaded("[data-action=blank]")
    form, filing = received(made)
    given: dict[str, str | int] = {"organisation": "某镇", "year": 2025}
    assert filing.particulars == given
    assert made == blank(form, __version__, Filing(form.id, form.edition, particulars=given))


def test_findings_and_files_that_cannot_be_used_are_told(browser: Firefox, tmp_path: Path) -> None:
    wrong = filing_json("tongzhou-2024")
    faulty, damaged = tmp_path / "有误.json", tmp_path / "损坏.xlsx"
    faulty.write_text(
        json.dumps(wrong | {"figures": wrong["figures"] | {"reviews.review.total": 0}}), "utf-8"
    )
    damaged.write_bytes(b"PK\x03\x04" + bytes(200))
    browser.choose("#workbook", damaged)
    until(lambda: "损坏" in browser.text("#fault"), "not told")
    browser.choose("#workbook", faulty)
    until(lambda: "审核未通过" in browser.text("#findings"), "not checked")
    assert "T4-01" in browser.text("#findings")
