"""The command line: what it writes, what it says, and the status it ends with."""

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import Workbook, load_workbook

from generator.cli import main
from generator.ooxml.package import LIMITS
from tests.cases import NAMES, filing_json
from tests.commands import nianbao
from tests.hostile.fixtures import with_macros
from tests.ooxml.conftest import unzipped, zipped
from tests.witness.parts import packed


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def filled(case: dict[str, Any], name: str = "填报表.xlsx") -> str:
    Path("filing.json").write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    assert nianbao("blank", "--from", "filing.json", "-o", name, "--force").exit_code == 0
    return name


def tagged() -> bytes:
    """A Word document whose only text is a tag."""
    document = Document()
    document.add_paragraph("{{ organisation }}")
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def of_kind(document: bytes, kind: str, **more: bytes) -> bytes:
    """A Word document that says it is of another kind, with further parts."""
    parts = unzipped(document) | more
    types = parts["[Content_Types].xml"]
    assert types.count(b"document.main+xml") == 1
    return zipped(parts | {"[Content_Types].xml": types.replace(b"document.main+xml", kind.encode())})


@pytest.mark.usefixtures("folder")
class TestBlank:
    def test_says_in_one_line_what_it_wrote(self) -> None:
        done = nianbao(
            "blank", "--organisation", "某某局", "--unit", "A01", "--year", "2025", "-o", "空表.xlsx"
        )
        assert (done.exit_code, done.output) == (0, "已写出填报表：空表.xlsx\n")

    def test_puts_organisation_unit_and_year_where_they_are_read_again(self) -> None:
        nianbao("blank", "--organisation", "某某局", "--unit", "A01", "--year", "2025", "-o", "空表.xlsx")
        nianbao("export", "空表.xlsx", "-o", "空表.json")
        written = json.loads(Path("空表.json").read_text(encoding="utf-8"))
        assert written == {
            "form": "disclosure",
            "edition": "2021",
            "unit": "A01",
            "organisation": "某某局",
            "year": 2025,
            "figures": {},
        }

    @pytest.mark.parametrize("name", ["空表.xls", "空表.xlsm", "空表"])
    def test_a_workbook_is_not_called_what_no_program_opens(self, folder: Path, name: str) -> None:
        done = nianbao("blank", "-o", name)
        assert (done.exit_code, "请把扩展名改为 .xlsx" in done.output) == (2, True)
        assert not (folder / name).exists()

    def test_options_override_the_filing(self) -> None:
        Path("filing.json").write_text(json.dumps(filing_json("hongze-2023")), encoding="utf-8")
        nianbao("blank", "--from", "filing.json", "--year", "2024", "-o", "填报表.xlsx")
        nianbao("export", "填报表.xlsx", "-o", "again.json")
        assert json.loads(Path("again.json").read_text(encoding="utf-8"))["year"] == 2024

    def test_what_has_no_place_in_the_workbook_is_told(self) -> None:
        case = filing_json("hongze-2023") | {"tables": {"附表/一": [["甲"]]}}
        case["figures"]["extra.hotline"] = 5
        Path("filing.json").write_text(json.dumps(case), encoding="utf-8")
        done = nianbao("blank", "--from", "filing.json", "-o", "w.xlsx")
        assert (done.exit_code, "extra.hotline、附表/一" in done.output) == (0, True)

    def test_never_overwrites_unasked(self, folder: Path) -> None:
        (folder / "空表.xlsx").write_bytes(b"mine")
        done = nianbao("blank", "-o", "空表.xlsx")
        assert done.exit_code == 2
        assert "已经存在" in done.output
        assert (folder / "空表.xlsx").read_bytes() == b"mine"
        assert nianbao("blank", "-o", "空表.xlsx", "--force").exit_code == 0

    def test_an_unknown_edition_is_told(self, folder: Path) -> None:
        done = nianbao("blank", "--edition", "1999", "-o", "空表.xlsx")
        assert done.exit_code == 2
        assert "没有“disclosure”表式的 1999 版" in done.output
        assert list(folder.iterdir()) == []

    def test_a_folder_that_is_not_there_is_told(self) -> None:
        done = nianbao("blank", "-o", "没有/空表.xlsx")
        assert (done.exit_code, "不存在" in done.output) == (2, True)


@pytest.mark.usefixtures("folder")
class TestCheck:
    @pytest.mark.parametrize("name", NAMES)
    def test_finds_in_each_case_exactly_its_faults(self, name: str) -> None:
        done = nianbao("check", filled(filing_json(name)), "--format", "json")
        found = [(f["check"], f["at"], f["severity"], f["left"], f["right"]) for f in json.loads(done.output)]
        faults = {
            "hongze-2023": [("T4-01", "review", "错误", 11, 0), ("T4-01", "after_review", "错误", 5, 0)],
        }
        assert found == faults.get(name, [])
        assert done.exit_code == (1 if found else 0)

    def test_names_cells_labels_and_remedy(self) -> None:
        done = nianbao("check", filled(filing_json("hongze-2023")))
        assert "【错误】2 处" in done.output
        assert "T4-01 表四 行政复议" in done.output
        assert "行政复议，四种结果之和为 11，总计填的是 0，相差 11。" in done.output
        assert "位置：表四!B8、表四!C8、表四!D8、表四!E8、表四!F8" in done.output

    def test_names_the_first_cells_of_a_table_left_empty(self) -> None:
        done = nianbao("check", filled({"form": "disclosure", "edition": "2021", "organisation": "某某局"}))
        (told,) = (line for line in done.output.splitlines() if "表三!" in line)
        assert told.count("表三!") == 12
        assert told.lstrip().startswith("表三还有 144 格没有填写：表三!")

    def test_colours_only_a_terminal(self) -> None:
        name = filled(filing_json("hongze-2023"))
        assert "\x1b[" not in nianbao("check", name).output
        coloured = CliRunner().invoke(main, ["check", name], color=True)
        assert "\x1b[31m" in coloured.output

    def test_an_explained_doubt_does_not_block(self) -> None:
        case = filing_json("tongzhou-2024")
        case["narrative"]["overview"][0]["text"] = "本年新收【本年新收申请总数】件。"
        assert nianbao("check", filled(case)).exit_code == 1
        case["explanations"] = [{"check": "N-01", "at": "【本年新收申请总数】", "text": "照原样印出。"}]
        done = nianbao("check", filled(case))
        assert (done.exit_code, "已说明：照原样印出。" in done.output) == (0, True)

    def test_takes_a_filing_as_well_as_a_workbook(self) -> None:
        filled(filing_json("hongze-2023"))
        assert nianbao("check", "filing.json").exit_code == 1


@pytest.mark.usefixtures("folder")
class TestReport:
    def test_stands_beside_the_workbook_under_its_name(self, folder: Path) -> None:
        done = nianbao("report", filled(filing_json("tongzhou-2024"), "通州.xlsx"))
        assert (done.exit_code, done.output) == (0, "已写出报告：通州.docx\n")
        assert (folder / "通州.docx").exists()

    def test_is_prevented_by_findings(self, folder: Path) -> None:
        done = nianbao("report", filled(filing_json("hongze-2023")))
        assert done.exit_code == 1
        assert "没有生成报告" in done.output
        assert list(folder.glob("*.docx")) == []

    def test_a_draft_is_written_all_the_same_and_prints_the_stated_total(self) -> None:
        done = nianbao("report", filled(filing_json("hongze-2023")), "--draft", "-o", "草稿.docx")
        assert (done.exit_code, "草稿不得公开" in done.output) == (0, True)
        reviews = Document("草稿.docx").tables[2]
        assert [cell.text for cell in reviews.rows[3].cells][:5] == ["10", "1", "0", "0", "0"]

    def test_is_the_same_each_time(self) -> None:
        name = filled(filing_json("shanghai-go-2025"))
        nianbao("report", name, "-o", "1.docx")
        nianbao("report", name, "-o", "2.docx")
        assert Path("1.docx").read_bytes() == Path("2.docx").read_bytes()

    def test_an_existing_report_is_not_overwritten_unasked(self, folder: Path) -> None:
        name = filled(filing_json("tongzhou-2024"))
        (folder / "填报表.docx").write_bytes(b"mine")
        assert nianbao("report", name).exit_code == 2
        assert (folder / "填报表.docx").read_bytes() == b"mine"
        assert nianbao("report", name, "--force").exit_code == 0

    def test_the_workbook_is_never_written_over_even_when_asked(self) -> None:
        name = filled(filing_json("tongzhou-2024"))
        before = Path(name).read_bytes()
        done = nianbao("report", name, "-o", name, "--force")
        assert (done.exit_code, "不能写在它上面" in done.output) == (2, True)
        assert Path(name).read_bytes() == before

    def test_another_template_is_used(self, folder: Path) -> None:
        document = Document()
        document.add_paragraph("{{ organisation }}：新收 {{ applications.received.total }} 件")
        document.save(str(folder / "T.docx"))
        nianbao("report", filled(filing_json("tongzhou-2024")), "--template", "T.docx", "-o", "R.docx")
        assert [p.text for p in Document("R.docx").paragraphs] == [
            "北京市通州区（报告主体：通州区，全区汇总）：新收 2331 件"
        ]

    def test_an_earlier_report_is_no_template(self, folder: Path) -> None:
        nianbao("report", filled(filing_json("tongzhou-2024")), "-o", "old.docx")
        done = nianbao("report", "填报表.xlsx", "--template", "old.docx", "-o", "R.docx")
        assert (done.exit_code, "没有任何标记" in done.output) == (2, True)
        assert not (folder / "R.docx").exists()

    def test_of_a_template_for_new_documents_comes_a_document(self) -> None:
        Path("T.dotx").write_bytes(of_kind(tagged(), "template.main+xml"))
        done = nianbao("report", filled(filing_json("tongzhou-2024")), "--template", "T.dotx", "-o", "R.docx")
        assert done.exit_code == 0
        assert Document("R.docx").paragraphs[0].text == "北京市通州区（报告主体：通州区，全区汇总）"

    def test_a_template_with_macros_is_told_and_nothing_written(self, folder: Path) -> None:
        Path("T.docm").write_bytes(
            of_kind(tagged(), "macroEnabled.main+xml", **{"word/vbaProject.bin": b"x"})
        )
        done = nianbao("report", filled(filing_json("tongzhou-2024")), "--template", "T.docm", "-o", "R.docx")
        assert (done.exit_code, "带有宏" in done.output) == (2, True)
        assert not (folder / "R.docx").exists()

    def test_a_template_with_faults_is_told_and_nothing_written(self, folder: Path) -> None:
        document = Document()
        document.add_paragraph("{{ organisaton }} {{ applications.recieved.total }}")
        document.save(str(folder / "T.docx"))
        done = nianbao("report", filled(filing_json("tongzhou-2024")), "--template", "T.docx", "-o", "R.docx")
        assert done.exit_code == 2
        assert "organisaton" in done.output
        assert "applications.received.total" in done.output
        assert not (folder / "R.docx").exists()

    def test_what_clerks_type_is_never_markup_or_code(self) -> None:
        hostile = "A<B 且 C&D {{ 7*7 }} {% if %} “双”‘单’\"直' 😀\x0b完"
        case = filing_json("tongzhou-2024")
        case["organisation"] = hostile
        case["narrative"]["overview"] = [{"heading": hostile, "text": hostile}]
        nianbao("report", filled(case), "-o", "R.docx")
        texts = [paragraph.text for paragraph in Document("R.docx").paragraphs]
        typed = hostile.replace("\x0b", "")
        assert typed in texts
        assert "".join(texts).startswith(typed)
        assert f"（一）{typed}" in texts


UNUSABLE = {
    "not a workbook": (b"hello", "认不出这个文件的格式"),
    "nothing": (b"", "空的"),
    "an old .xls or .et": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "另存为 .xlsx"),
    "another package": (packed({"[Content_Types].xml": b"<Types/>"}), "工作簿"),
    "JSON of something else": (b'{"name": 1}', "版"),
}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", ["check", "report", "export"])
class TestUnusableInput:
    @pytest.mark.parametrize("what", UNUSABLE)
    def test_gets_one_sentence_and_status_2_and_nothing_is_written(
        self, command: str, what: str, folder: Path
    ) -> None:
        data, said = UNUSABLE[what]
        (folder / "坏.xlsx").write_bytes(data)
        done = nianbao(command, "坏.xlsx", *(["-o", "出.json"] if command == "export" else []))
        assert done.exit_code == 2
        assert said in done.output
        assert done.output.count("\n") == 1
        assert [path.name for path in folder.iterdir()] == ["坏.xlsx"]

    def test_a_file_that_is_not_there_is_told(self, command: str, folder: Path) -> None:
        done = nianbao(command, "没有.xlsx", *(["-o", "出.json"] if command == "export" else []))
        assert (done.exit_code, "不存在" in done.output) == (2, True)
        assert list(folder.iterdir()) == []


def without_sheet(name: str) -> None:
    book = load_workbook("填报表.xlsx")
    book.remove(book[name])
    book.save("填报表.xlsx")


def of_edition(edition: str) -> None:
    book = load_workbook("填报表.xlsx")
    cells = [cell for row in book["标识"].iter_rows() for cell in row if cell.value == "2021"]
    cells[0].value = edition
    book.save("填报表.xlsx")


@pytest.mark.usefixtures("folder")
class TestUnusableWorkbook:
    def said(self) -> str:
        done = nianbao("report", "填报表.xlsx")
        assert done.exit_code == 2
        assert done.output.count("\n") == 1
        assert not Path("填报表.docx").exists()
        return done.output

    @pytest.mark.parametrize(
        ("sheet", "words"), [("基本信息", "“基本信息”"), ("表三", "表三"), ("标识", "不是本程序的填报表")]
    )
    def test_that_lacks_a_sheet_is_told_which(self, sheet: str, words: str) -> None:
        filled(filing_json("tongzhou-2024"))
        without_sheet(sheet)
        assert words in self.said()

    def test_of_an_unknown_edition_is_told(self) -> None:
        filled(filing_json("tongzhou-2024"))
        of_edition("2031")
        assert "2031 版" in self.said()

    def test_of_somebody_else_is_told(self) -> None:
        Workbook().save("填报表.xlsx")
        assert "不是本程序的填报表" in self.said()


@pytest.mark.usefixtures("folder")
class TestTypedWrongly:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["check"], "缺少“文件”"),
            (["blank"], "缺少“-o”"),
            (["blank", "--year", "25", "-o", "w.xlsx"], "“--year”后面的内容不可用"),
            (["check", "a.xlsx", "--nope"], "没有“--nope”这个选项"),
            (["import", "a.docx", "b.docx", "-o", "w.xlsx"], "多写了内容"),
            (["nope"], "没有这个命令"),
        ],
    )
    def test_is_told_in_one_sentence(self, arguments: list[str], said: str) -> None:
        done = nianbao(*arguments)
        assert (done.exit_code, said in done.output, done.output.count("\n")) == (2, True, 1)

    def test_another_edition_than_the_filings_is_refused(self) -> None:
        Path("filing.json").write_text(json.dumps(filing_json("hongze-2023")), encoding="utf-8")
        done = nianbao("blank", "--from", "filing.json", "--edition", "2099", "-o", "w.xlsx")
        assert (done.exit_code, Path("w.xlsx").exists()) == (2, False)

    def test_the_filing_is_never_written_over(self) -> None:
        Path("filing.json").write_text(json.dumps(filing_json("hongze-2023")), encoding="utf-8")
        assert nianbao("blank", "--from", "filing.json", "-o", "filing.json", "--force").exit_code == 2
        assert json.loads(Path("filing.json").read_text(encoding="utf-8"))["year"] == 2023


@pytest.mark.usefixtures("folder")
class TestWhatNeverEnds:
    def test_a_pipe_is_refused(self) -> None:
        os.mkfifo("p.xlsx")
        assert nianbao("check", "p.xlsx").exit_code == 2

    def test_no_more_is_read_than_can_be_used(self) -> None:
        with Path("big.xlsx").open("wb") as stream:
            stream.truncate(LIMITS.file * 60)
        done = nianbao("check", "big.xlsx")
        assert (done.exit_code, "MB" in done.output) == (2, True)

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
    def test_an_output_that_is_full_is_told(self) -> None:
        name = filled(filing_json("hongze-2023"))
        with Path("/dev/full").open("wb") as full:
            command = [sys.executable, "-m", "generator", "check", name]
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
        assert (done.returncode, done.stderr.decode().count("\n")) == (2, 1)


@pytest.mark.usefixtures("folder")
class TestAnnotate:
    def test_an_offices_decisions_are_never_written_over(self) -> None:
        name = filled(filing_json("tongzhou-2024"))
        Path("决定.toml").write_text("overrides = []", encoding="utf-8")
        assert nianbao("report", name, "--checks", "决定.toml", "-o", "决定.toml", "--force").exit_code == 2
        assert Path("决定.toml").read_text(encoding="utf-8") == "overrides = []"

    def test_the_workbook_itself_is_never_the_copy(self) -> None:
        name = filled(filing_json("hongze-2023"))
        before = Path(name).read_bytes()
        assert nianbao("check", name, "--annotate", name, "--force").exit_code == 2
        assert Path(name).read_bytes() == before

    def test_writes_the_copy_and_ends_as_the_check_does(self) -> None:
        done = nianbao("check", filled(filing_json("hongze-2023")), "--annotate", "审核后.xlsx")
        assert (done.exit_code, "已写出带审核结果的填报表：审核后.xlsx" in done.output) == (1, True)
        assert nianbao("check", "审核后.xlsx").exit_code == 1
        assert (
            nianbao("check", filled(filing_json("tongzhou-2024")), "--annotate", "通州.xlsx").exit_code == 0
        )

    @pytest.mark.parametrize(
        "command", [("check", "报表.xlsm", "--annotate"), ("text", "报表.xlsm", "稿.docx", "-o")]
    )
    def test_a_workbook_with_macros_goes_out_as_one(self, folder: Path, command: tuple[str, ...]) -> None:
        (folder / "报表.xlsm").write_bytes(with_macros())
        manuscript = Document()
        manuscript.add_paragraph("一、总体情况")
        manuscript.add_paragraph("概述。")
        manuscript.save("稿.docx")
        done = nianbao(*command, "副本.xlsx")
        assert (done.exit_code, "请把扩展名改为 .xlsm" in done.output) == (2, True)
        assert not (folder / "副本.xlsx").exists()
        assert nianbao(*command, "副本.XLSM").exit_code in (0, 1)
        assert (folder / "副本.XLSM").exists()

    def test_never_goes_over_another_file_unasked(self) -> None:
        name = filled(filing_json("hongze-2023"))
        Path("旧.xlsx").write_bytes(b"mine")
        assert nianbao("check", name, "--annotate", "旧.xlsx").exit_code == 2
        assert Path("旧.xlsx").read_bytes() == b"mine"
        assert nianbao("check", name, "--annotate", "旧.xlsx", "--force").exit_code == 1
        assert Path("旧.xlsx").read_bytes()[:2] == b"PK"

    def test_a_filing_in_json_has_no_place_for_it(self, folder: Path) -> None:
        filled(filing_json("hongze-2023"))
        done = nianbao("check", "filing.json", "--annotate", "审核后.xlsx")
        assert (done.exit_code, "不是填报表" in done.output) == (2, True)
        assert not (folder / "审核后.xlsx").exists()
