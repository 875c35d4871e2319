"""Headings and labels of a published report that are not the official ones are told; its figures are read."""

import io
import json
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as DocumentObject

from generator.checks import check
from generator.filing_json import from_json
from generator.finding import Finding
from generator.form.loader import load
from generator.intake import received
from generator.report.render import render
from tests.cases import NAMES, filing_json

_CELL = "applications.refused_security.natural"


def _told(name: str, change: Callable[[DocumentObject], object] = lambda _: None) -> list[Finding]:
    form = load("disclosure", "2021")
    filing = from_json(json.dumps(filing_json(name)).encode(), form)
    document, saved = Document(io.BytesIO(render(filing, form, draft=True))), io.BytesIO()
    change(document)
    document.save(saved)
    own, read = received(saved.getvalue())
    assert read.figure("applications.refused_security.natural") == filing.figure(
        "applications.refused_security.natural"
    )
    return [finding for finding in check(read, own) if finding.check in ("P-08", "P-09")]


def _replaced(old: str, new: str) -> Callable[[DocumentObject], None]:
    def change(document: DocumentObject) -> None:
        cells = (cell for table in document.tables for cell in table._cells)
        paragraphs = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
        runs = [run for paragraph in paragraphs for run in paragraph.runs if old in run.text]
        assert runs
        for run in runs:
            run.text = run.text.replace(old, new)

    return change


@pytest.mark.parametrize("name", NAMES)
def test_the_official_words_are_not_told(name: str) -> None:
    assert _told(name) == []


def test_a_heading_with_another_number_is_told() -> None:
    (found,) = _told(NAMES[0], _replaced("二、主动公开", "2、主动公开"))
    assert (found.check, found.severity.value) == ("P-08", "提示")
    assert "“2、主动公开政府信息情况”（应为“二、主动公开政府信息情况”）" in found.message


def test_a_label_that_lacks_a_character_is_told() -> None:
    (found,) = _told(NAMES[0], _replaced("三安全一稳定", "三安全一稳"))
    assert (found.check, found.at) == ("P-09", "applications")
    assert "应为“3.危及“三安全一稳定””" in found.message


def test_spaces_and_the_width_of_signs_are_not_told() -> None:
    assert _told(NAMES[0], _replaced("1.属于国家秘密", "１．属于 国家秘密")) == []
