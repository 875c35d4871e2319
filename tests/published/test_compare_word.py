"""A report of ours that people edited in Word, compared with the workbook that it was made from."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given

from generator.filing import Filing
from generator.intake import received
from generator.ooxml.package import open_package, pack
from generator.printed import printed, published
from generator.published.compare import Difference, compare
from generator.published.taken import taken
from generator.report.render import render
from tests.checks.drawing import FORM
from tests.commands import nianbao
from tests.generated import examples
from tests.published.test_compare import OURS, OVERVIEW, PROBLEMS, SHOWN
from tests.witness.office import requires_office, resaved
from tests.workbook.kit import filing_of
from tests.workbook.test_round_trip import filings

REPORT = render(OURS, FORM)
MAIN = "word/document.xml"


def read(data: bytes) -> Filing:
    form, filing = received(data)
    assert form.edition == FORM.edition
    return published(filing, form)


def differences(data: bytes, ours: Filing = SHOWN) -> list[Difference]:
    return list(compare(ours, read(data), FORM))


def told(data: bytes) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.group, one.ours, one.theirs) for one in differences(data)]


def edited(edit: Callable[[Any], object]) -> bytes:
    """The report after an edit by python-docx."""
    document = Document(BytesIO(REPORT))
    edit(document)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def paragraph(document: Any, text: str) -> Any:
    return next(found for found in document.paragraphs if found.text == text)


def put(old: str, new: str) -> Callable[[Any], object]:
    """Change the words of a paragraph."""

    def edit(document: Any) -> None:
        found = next(found for found in document.paragraphs if old in found.text)
        changed = found.text.replace(old, new)
        for run in found.runs[1:]:
            run.text = ""
        found.runs[0].text = changed

    return edit


def cell(table: int, row: int, column: int, text: str) -> Callable[[Any], object]:
    def edit(document: Any) -> None:
        runs = document.tables[table].rows[row].cells[column].paragraphs[0].runs
        runs[0].text = text

    return edit


def remove(text: str) -> Callable[[Any], object]:
    def edit(document: Any) -> None:
        element = paragraph(document, text)._p
        element.getparent().remove(element)

    return edit


def move(text: str, before: str) -> Callable[[Any], object]:
    return lambda document: paragraph(document, before)._p.addprevious(paragraph(document, text)._p)


def add(text: str, before: str) -> Callable[[Any], object]:
    return lambda document: paragraph(document, before).insert_paragraph_before(text)


def remove_row(table: int, row: int) -> Callable[[Any], object]:
    def edit(document: Any) -> None:
        element = document.tables[table].rows[row]._tr
        element.getparent().remove(element)

    return edit


FIRST, SECOND, THIRD = SHOWN.narrative["problems"][0].paragraphs

EDITS: dict[str, tuple[Callable[[Any], object], tuple[str, str, str, str]]] = {
    "a cell": (cell(1, 3, 3, "2241"), ("figure", "表三", "2240", "2241")),
    "a cell emptied": (cell(2, 3, 0, ""), ("figure", "表四", "0", "")),
    "a number in the text": (put("申请2240件", "申请2204件"), ("number", OVERVIEW, "2240", "2204")),
    "a sub-heading": (put("监督保障", "监督与保障"), ("changed", OVERVIEW, "监督保障", "监督与保障")),
    "the heading of a section": (
        put("五、存在的主要问题及改进情况", "五、存在问题及改进情况"),
        ("section", PROBLEMS, "五、存在的主要问题及改进情况", "五、存在问题及改进情况"),
    ),
    "the number of a section": (
        put("五、存在的主要", "六、存在的主要"),
        ("section", PROBLEMS, "五、存在的主要问题及改进情况", "六、存在的主要问题及改进情况"),
    ),
    "a title": (
        put("2024年政府信息公开工作年度报告", "2023年政府信息公开工作年度报告"),
        ("title", "标题", "某区某局2024年政府信息公开工作年度报告", "某区某局2023年政府信息公开工作年度报告"),
    ),
    "a paragraph changed": (
        put("继续充实", "不断充实"),
        ("changed", PROBLEMS, SECOND, SECOND.replace("继续", "不断")),
    ),
    "a paragraph removed": (remove(SECOND), ("removed", PROBLEMS, SECOND, "")),
    "a paragraph moved": (move(THIRD, FIRST), ("moved", PROBLEMS, THIRD, THIRD)),
    "a paragraph added": (add("公开渠道有待拓宽。", SECOND), ("added", PROBLEMS, "", "公开渠道有待拓宽。")),
    "a table row deleted": (remove_row(1, 14), ("row", "表三", "0、0、0、0、0、0、0", "")),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_found_once_and_nothing_else(edit: str) -> None:
    change, expected = EDITS[edit]
    assert told(edited(change)) == [expected]


def test_a_report_that_nobody_touched_or_that_python_docx_saved_is_equal() -> None:
    assert told(REPORT) == []
    assert told(edited(lambda document: document.core_properties)) == []


@examples(15)
@given(filings())
def test_the_report_of_any_filing_equals_it(answers: dict[str, Any]) -> None:
    filing = filing_of(answers)
    assert differences(render(filing, FORM, draft=True), printed(filing, FORM)) == []


@requires_office
def test_a_report_that_libreoffice_saved_is_equal() -> None:
    assert told(resaved(REPORT)) == []


def revised(pattern: str, markup: str) -> bytes:
    """The report with tracked changes put into its XML."""
    package = open_package(REPORT)
    main = package.read(MAIN).decode()
    changed, count = re.subn(pattern, markup, main, count=1)
    assert count == 1
    return pack((name, changed.encode() if name == MAIN else package.kept(name)) for name in package.names)


RUN = r"<w:r>((?:(?!<w:r>).)*?)<w:t(?: [^>]*)?>公开内容还不够丰富。</w:t></w:r>"
BY = 'w:id="900" w:author="甲" w:date="2025-01-10T08:00:00Z"'


def test_tracked_changes_count_as_accepted_and_are_said() -> None:
    data = revised(
        RUN,
        rf"<w:del {BY}><w:r>\1<w:delText>公开内容还不够丰富。</w:delText></w:r></w:del>"
        rf"<w:ins {BY}><w:r>\1<w:t>公开内容仍不够丰富。</w:t></w:r></w:ins>",
    )
    assert told(data) == [("changed", PROBLEMS, FIRST, "公开内容仍不够丰富。")]
    assert any(remark.rule == "report-revised" for remark in read(data).remarks)


def test_the_final_text_is_taken_and_the_report_is_then_equal() -> None:
    for change, (kind, *_) in EDITS.values():
        theirs = read(edited(change))
        again = printed(taken(OURS, SHOWN, theirs, FORM), FORM)
        left = [one.kind for one in compare(again, theirs, FORM)]
        assert left == ([kind] if kind in ("figure", "row", "section") else [])


def test_the_command_says_that_the_final_report_agrees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.workbook.blank import blank

    monkeypatch.chdir(tmp_path)
    Path("填报表.xlsx").write_bytes(blank(FORM, "0.1.0", OURS))
    Path("定稿.docx").write_bytes(REPORT)
    done = nianbao("compare", "填报表.xlsx", "--with", "定稿.docx")
    assert (done.exit_code, done.output) == (0, "定稿与填报表一致。\n")
    Path("定稿.docx").write_bytes(edited(cell(1, 3, 3, "2241")))
    done = nianbao("compare", "填报表.xlsx", "--with", "定稿.docx")
    assert done.exit_code == 1
    assert "填报表为 2240（位置：表三!E8），定稿为 2241（" in done.output


def test_bold_words_are_no_difference_and_stay_bold_in_a_text_that_was_changed() -> None:
    source = {
        "organisation": "某局",
        "year": 2024,
        "narrative": {"overview": [{"text": "**一是**公开3件。"}]},
    }
    ours = filing_of(source)
    data = render(ours, FORM, draft=True)
    assert differences(data, printed(ours, FORM)) == []
    document, target = Document(BytesIO(data)), BytesIO()
    run = next(run for found in document.paragraphs for run in found.runs if run.text == "公开3件。")
    run.text = "公开4件。"
    document.save(target)
    assert [one.theirs for one in differences(target.getvalue(), printed(ours, FORM))] == ["4"]
    final = taken(ours, printed(ours, FORM), read(target.getvalue()), FORM)
    assert final.narrative["overview"][0].paragraphs == ("**一是**公开4件。",)


def test_a_section_that_was_moved_is_one_difference_and_keeps_its_texts() -> None:
    def move_first_to_end(document: Any) -> None:
        body = list(document.element.body)
        starts = [at for at, element in enumerate(body) if element in headings(document)]
        for element in body[starts[0] : starts[1]]:
            body[-1].addprevious(element)

    def headings(document: Any) -> list[Any]:
        return [found._p for found in document.paragraphs if found.style.name == "Heading 1"]

    (found,) = differences(edited(move_first_to_end))
    assert (found.kind, found.group) == ("section-moved", OVERVIEW)
    assert (found.ours, found.theirs) == ("", "六、其他需要报告的事项")
