"""A published report in place of a workbook: ``check``, ``export``, ``import``, and as last year's."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from generator import arithmetic
from generator.figure import BLANK, ZERO, of_number
from generator.filing import Filing
from generator.filing_json import from_json, to_json
from generator.form.model import Form
from generator.intake import received
from generator.report.render import render
from generator.report.web.page import render_page
from tests.cases import NAMES, filing_json
from tests.commands import nianbao
from tests.published.setting import report
from tests.published.test_read import OLD, printed
from tests.workbook.kit import FORM, answers, filing_of

OF_2019 = "edition-2019"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@cache
def case(name: str) -> tuple[Form, Filing]:
    if name != OF_2019:
        return FORM, filing_of(filing_json(name))
    given = {name: at % 7 for at, name in enumerate(OLD.fields)}
    texts = {"overview": [{"heading": "主动公开", "text": "本年度各项工作正常开展。"}]}
    head = {"form": "disclosure", "edition": "2019", "organisation": "某局", "year": 2020}
    return OLD, from_json(json.dumps(head | {"figures": given, "narrative": texts}).encode(), OLD)


def written(path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    return found


def findings(*arguments: str) -> set[tuple[str, str, str]]:
    """What ``check`` finds in the tables and of last year's, with its words but for the remedy."""
    done = nianbao("check", *arguments, "--format", "json")
    listed = [one for one in json.loads(done.stdout) if one["check"][0] in "TLP"]
    return {(one["check"], one["at"], one["message"].partition("。请")[0]) for one in listed}


@pytest.mark.parametrize("name", [*NAMES, OF_2019])
@pytest.mark.parametrize(("kind", "made"), [("docx", render), ("html", render_page)])
def test_a_report_is_checked_exported_and_imported_as_its_filing_is(
    name: str, kind: str, made: Callable[[Filing, Form], bytes]
) -> None:
    form, filing = case(name)
    file = f"年度报告.{kind}"
    Path(file).write_bytes(made(filing, form))
    source = json.loads(to_json(filing, form))
    source.pop("last_year", None)
    Path("填报.json").write_text(json.dumps(source), encoding="utf-8")
    assert findings(file) == findings("填报.json")
    for command in ("export", "import"):
        assert nianbao(command, file, "-o", f"{command}.json").exit_code == 0
    nianbao("export", "填报.json", "-o", "同.json")
    expected = {key: value for key, value in written("同.json")["figures"].items() if _printed(key, form)}
    for command in ("export", "import"):
        found = written(f"{command}.json")
        assert (found["edition"], found["year"]) == (form.edition, filing.particulars["year"])
        assert {key: v for key, v in found["figures"].items() if _printed(key, form)} == expected


def _printed(name: str, form: Form) -> bool:
    return name in form.fields and form.fields[name].table in form.numbers


@pytest.mark.parametrize("name", [*NAMES, OF_2019])
def test_a_report_imported_as_a_workbook_has_its_figures_and_texts_in_their_cells(name: str) -> None:
    form, filing = case(name)
    Path("年度报告.html").write_bytes(render_page(filing, form))
    done = nianbao("import", "年度报告.html", "-o", "填报表.xlsx")
    assert (done.exit_code, done.output) == (0, "已写出填报表：填报表.xlsx\n")
    of, found = received(Path("填报表.xlsx").read_bytes())
    assert of.edition == form.edition
    assert printed(found, form) == printed(filing, form)
    assert found.narrative["overview"] == filing.narrative["overview"]


@pytest.mark.parametrize("name", [*NAMES, OF_2019])
def test_a_report_serves_as_last_year_s(name: str) -> None:
    form, filing = case(name)
    before = {key: arithmetic.figures(form, filing)[key] for key in FORM.last if key in form.fields}
    year = int(filing.particulars["year"]) + 1
    Path("上年.docx").write_bytes(report(filing, form))
    Path("上年.json").write_bytes(to_json(filing, form))
    carried = before["applications.carried_out.natural"].value + 1
    this = filing_json(NAMES[0]) | {"year": year, "organisation": filing.particulars["organisation"]}
    this["figures"] |= {"applications.carried_in.natural": int(carried)}
    del this["last_year"]
    Path("本年.json").write_text(json.dumps(this), encoding="utf-8")
    told = findings("本年.json", "--previous", "上年.docx")
    assert told == findings("本年.json", "--previous", "上年.json")
    assert ("T3-04", "natural") in {(check, at) for check, at, _ in told}

    assert nianbao("blank", "--previous", "上年.docx", "-o", "空表.xlsx").exit_code == 0
    last = answers(Path("空表.xlsx").read_bytes()).last.figures
    assert {key: figure.text for key, figure in last.items()} == {
        key: figure.text
        for key, figure in before.items()
        if not FORM.is_reckoned_of_last(key) and figure.text
    }


def test_what_is_not_read_of_last_year_s_report_is_told_wherever_that_is_given() -> None:
    _, filing = case(NAMES[0])
    year = int(filing.particulars["year"]) + 1
    document = docx.Document(io.BytesIO(report(filing, FORM, merged=False)))
    row = next(row for row in document.tables[1].rows if row.cells[0].text.startswith("四、"))
    row.cells[0].text = "转到下一年的"
    next(p for p in document.paragraphs if p.text.startswith("五、")).runs[0].text = "五、问题和不足"
    document.save("上年.docx")
    Path("本年.json").write_text(json.dumps(filing_json(NAMES[0]) | {"year": year}), encoding="utf-8")
    words = "上年文件：已公布的报告中有 1 行数据与表头或项目名称对不上，没有读取：表三 第28行"
    told = findings("本年.json", "--previous", "上年.docx")
    assert ("P-03", words) in {(check, message[: len(words)]) for check, _, message in told}
    assert "P-08" not in {check for check, _, _ in told}
    assert words in nianbao("blank", "--previous", "上年.docx", "-o", "空表.xlsx").stderr
    Path("名单.csv").write_text(f"单位\n{filing.particulars['organisation']}\n", encoding="utf-8-sig")
    kit = ("kit", "-o", "包", "--units", "名单.csv", "--year", str(year), "--previous", "上年.docx")
    assert f"上年.docx：{words}" in nianbao(*kit).stderr


def test_tracked_changes_of_a_report_are_read_as_accepted_and_told() -> None:
    document = docx.Document(io.BytesIO(report(case(NAMES[0])[1], FORM)))
    run = next(p for p in document.paragraphs if p.text == "无。").runs[0]._r
    mark = '<w:ins xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    inserted = parse_xml(mark)
    run.addprevious(inserted)
    inserted.append(run)
    document.save("修订.docx")
    done = nianbao("import", "修订.docx", "-o", "填报.json")
    assert done.exit_code == 0
    assert "报告中有 1 处没有接受的修订" in done.stderr
    assert written("填报.json")["narrative"]["other_matters"] == [{"heading": "", "text": "无。"}]
    assert {check for check, _, _ in findings("修订.docx")} >= {"P-06"}


def test_a_single_row_of_other_handling_in_a_report_of_2021_is_the_last_of_three_and_told() -> None:
    given = case(NAMES[0])[1]
    others = ("other_not_corrected", "other_fee_unpaid")
    zeros = {name: ZERO for name in FORM.fields if name.split(".")[1] in others}
    given = replace(given, figures={**given.figures, **zeros})
    document = docx.Document(io.BytesIO(report(given, FORM, merged=False)))
    table = document.tables[1]
    rows = [row for row in table.rows if any("逾期" in cell.text for cell in row.cells)]
    for row in rows:
        table._tbl.remove(row._tr)
    single = next(row for row in table.rows if row.cells[2].text == "3.其他")
    single.cells[1].text, single.cells[2].text = "（六）其他处理", ""
    document.save("单行.docx")
    assert len(rows) == len(others)
    assert nianbao("import", "单行.docx", "-o", "填报.json").exit_code == 0
    _, found = received(Path("填报.json").read_bytes())
    assert printed(found, FORM) == printed(given, FORM)
    assert {check for check, _, _ in findings("单行.docx")} >= {"P-01"}


def test_what_is_wrong_in_a_report_is_to_be_mended_in_the_report_not_in_a_workbooks_sheets() -> None:
    form, filing = case(NAMES[0])
    wrong = {"reviews.review.total": of_number(7_777), "reviews.review.upheld": BLANK}
    figures = {**filing.figures, **wrong}
    faulty = replace(filing, figures=figures, narrative={**filing.narrative, "overview": ()})
    Path("报告.docx").write_bytes(render(faulty, form, draft=True))
    Path("填报.json").write_bytes(to_json(faulty, form))
    said, of_answers = (nianbao("check", file).output for file in ("报告.docx", "填报.json"))
    assert said.count("请在报告") == 2
    assert "表四还有 1 格没有填写：表四 第4行第1列。" in said
    for sheet in ("请在“正文”", "在表题旁", "清空总计这一格"):
        assert (sheet in said, sheet in of_answers) == (False, True)


def test_a_remedy_of_reports_speaks_of_no_sheet_of_the_workbook() -> None:
    sheets = [f"“{name}”" for name in FORM.texts["sheets"].values() if isinstance(name, str)]
    said = [check.remedy_of_report for check in FORM.checks.values()]
    assert len([text for text in said if text]) > 5
    assert [text for text in said for sheet in sheets if sheet in text] == []
