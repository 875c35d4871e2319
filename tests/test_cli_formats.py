"""``nianbao report --to``: which files, all or none, and how LibreOffice is asked."""

import json
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from generator.cli import libreoffice, main
from tests.cases import filing_json
from tests.witness.office import page_texts, requires_office

ALL = "docx,html,json,csv,slip"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    case = json.dumps(filing_json("tongzhou-2024"), ensure_ascii=False)
    Path("通州2024.1.json").write_text(case, encoding="utf-8")
    return tmp_path


def report(*arguments: str, source: str = "通州2024.1.json") -> Result:
    return CliRunner().invoke(main, ["report", source, *arguments], catch_exceptions=False)


def written(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"通州2024.1.json"}


class TestFiles:
    def test_stand_beside_the_workbook_under_its_name(self, folder: Path) -> None:
        assert report("--to", "docx,html,csv,slip").exit_code == 0
        assert written(folder) == {
            "通州2024.1.docx",
            "通州2024.1.html",
            "通州2024.1.csv",
            "通州2024.1-报送单.docx",
        }

    def test_of_a_draft_say_so_and_leave_room_for_the_report_itself(self, folder: Path) -> None:
        assert report("--to", "docx,slip", "--draft").exit_code == 0
        assert written(folder) == {"通州2024.1（草稿）.docx", "通州2024.1（草稿）-报送单.docx"}
        assert report("--draft", "-o", "出/").exit_code == 0
        assert written(folder / "出") == {"通州2024.1（草稿）.docx"}
        assert report().exit_code == 0
        assert (folder / "通州2024.1.docx").exists()

    def test_go_into_a_folder_that_is_named(self, folder: Path) -> None:
        (folder / "出").mkdir()
        assert report("--to", ALL, "-o", "出").exit_code == 0
        assert len(list((folder / "出").iterdir())) == 5
        assert report("-o", "出", "--force").exit_code == 0

    @pytest.mark.parametrize(("given", "stem"), [("年报.docx", "年报"), ("年报.2024", "年报.2024")])
    def test_share_a_name_and_change_its_ending(self, folder: Path, given: str, stem: str) -> None:
        assert report("--to", "docx,json", "-o", given).exit_code == 0
        assert written(folder) == {f"{stem}.docx", f"{stem}.json"}

    @pytest.mark.parametrize("formats", ["docx", "docx,html"])
    def test_go_into_a_folder_that_is_made_where_a_slash_says_that_it_is_one(
        self, formats: str, folder: Path
    ) -> None:
        assert report("--to", formats, "-o", "新/年报/").exit_code == 0
        names = {path.suffix for path in (folder / "新" / "年报").iterdir()}
        assert names == {f".{name}" for name in formats.split(",")}

    def test_one_alone_is_named_as_asked(self, folder: Path) -> None:
        assert report("--to", "html", "-o", "index.htm").exit_code == 0
        assert written(folder) == {"index.htm"}

    def test_are_told_one_by_one(self) -> None:
        said = report("--to", " HTML，slip ", "-o", "年报").output
        assert said == "已写出报告：年报.html\n已写出报告：年报-报送单.docx\n"

    def test_are_not_written_when_one_exists_or_is_an_input(self, folder: Path) -> None:
        Path("年报.csv").write_text("mine", encoding="utf-8")
        assert report("--to", ALL, "-o", "年报").exit_code == 2
        assert report("--to", "docx,json").exit_code == 2
        assert written(folder) == {"年报.csv"}
        assert Path("年报.csv").read_text(encoding="utf-8") == "mine"

    def test_are_not_written_when_findings_stand_in_the_way(self, folder: Path) -> None:
        Path("通州2024.1.json").write_text(json.dumps(filing_json("hongze-2023")), encoding="utf-8")
        assert report("--to", ALL, "-o", "年报").exit_code == 1
        assert written(folder) == set()
        assert report("--to", "docx,html,slip", "-o", "年报", "--draft").exit_code == 0

    def test_are_the_same_each_time(self, folder: Path) -> None:
        for name in ("甲", "乙"):
            (folder / name).mkdir()
            report("--to", ALL, "-o", name)
        assert [(folder / "甲" / path.name).read_bytes() for path in sorted((folder / "乙").iterdir())] == [
            path.read_bytes() for path in sorted((folder / "乙").iterdir())
        ]


class TestOptions:
    def test_an_unknown_format_is_told(self) -> None:
        done = report("--to", "docx,xml")
        assert done.exit_code == 2
        assert "“xml”不是可写的格式" in done.output
        assert "docx、html、pdf、json、csv、slip" in done.output

    @pytest.mark.parametrize(
        ("format_", "file"),
        [
            *(("docx", "年报.html"), ("docx", "年报.doc"), ("docx", "年报"), ("csv", "年报.xlsx")),
            *(("slip", "报送单.PDF"), ("html", "年报.docx")),
        ],
    )
    def test_an_ending_of_another_format_is_told(self, folder: Path, format_: str, file: str) -> None:
        done = report("--to", format_, "-o", file)
        assert (done.exit_code, "扩展名与要写的格式不符" in done.output) == (2, True)
        assert written(folder) == set()

    @pytest.mark.parametrize(
        "arguments", [["--fragment"], ["--to", "html", "--template", "T.docx"], ["--fragment", "--to", "pdf"]]
    )
    def test_one_that_would_do_nothing_is_told(self, arguments: list[str], folder: Path) -> None:
        done = report(*arguments)
        assert (done.exit_code, "起作用" in done.output, written(folder)) == (2, True, set())

    @pytest.mark.parametrize("data", ["json", "csv"])
    def test_open_data_is_never_a_draft(self, data: str, folder: Path) -> None:
        done = report("--to", f"docx,{data}", "-o", "年报", "--draft")
        assert (done.exit_code, "草稿不写成" in done.output, written(folder)) == (2, True, set())

    def test_a_fragment_has_no_head(self) -> None:
        report("--to", "html", "--fragment", "-o", "片段.html")
        assert "<head" not in Path("片段.html").read_text(encoding="utf-8")


def as_office(script: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program that does this in LibreOffice's place; ``argv`` are its arguments."""
    program = folder / "soffice"
    program.write_text(f"#!{sys.executable}\nfrom sys import argv\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


class TestPdf:
    @requires_office
    def test_is_a_print_of_the_report(self) -> None:
        assert report("--to", "pdf,docx", "-o", "年报").exit_code == 0
        text = "".join(page_texts(Path("年报.pdf").read_bytes())).replace(" ", "")
        for paragraph in (paragraph.text for paragraph in Document("年报.docx").paragraphs[:2]):
            assert paragraph.replace(" ", "")[-16:] in text.replace("\n", "")

    def test_without_libreoffice_one_sentence_is_said_and_nothing_written(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", str(folder))
        monkeypatch.setattr(libreoffice, "_USUAL", {})
        done = report("--to", "docx,pdf", "-o", "年报")
        assert (done.exit_code, "没有找到 LibreOffice" in done.output, done.output.count("\n")) == (
            2,
            True,
            1,
        )
        assert written(folder) == set()

    @pytest.mark.parametrize(
        "script",
        ["", "raise SystemExit(1)", "open(argv[-1].replace('.docx', '.pdf'), 'w').write('not a PDF')"],
    )
    def test_what_is_no_pdf_is_not_written(
        self, script: str, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        as_office(script, folder, monkeypatch)
        done = report("--to", "docx,pdf", "-o", "年报")
        assert (done.exit_code, "没有生成 PDF" in done.output) == (2, True)
        assert written(folder) == {"soffice"}

    @pytest.mark.skipif(not Path("/proc").exists(), reason="the system does not list its processes in /proc")
    def test_a_libreoffice_that_hangs_is_ended_with_all_that_it_started(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hang = "import os, time\nopen('pid', 'w').write(str(os.fork() or os.getpid()))\ntime.sleep(60)"
        as_office(hang, folder, monkeypatch)
        monkeypatch.setattr(libreoffice, "LIMIT_SECONDS", 1)
        done = report("--to", "pdf", "-o", "年报.pdf")
        assert (done.exit_code, "超过 1 秒" in done.output) == (2, True)
        assert is_gone(int(Path("pid").read_text(encoding="utf-8")))

    def test_it_has_a_profile_of_its_own_and_leaves_nothing_behind(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        script = (
            "open('argv', 'w').write('\\n'.join(argv[1:]))\n"
            "open(argv[-1].replace('.docx', '.pdf'), 'wb').write(b'%PDF-1.7')"
        )
        as_office(script, folder, monkeypatch)
        assert report("--to", "pdf", "-o", "年报.pdf").exit_code == 0
        arguments = Path("argv").read_text(encoding="utf-8").split("\n")
        assert arguments[0].startswith("-env:UserInstallation=file:///")
        assert not Path(arguments[-1]).parent.exists()
        assert Path("年报.pdf").read_bytes() == b"%PDF-1.7"


def is_gone(process: int) -> bool:
    """Whether a process ends soon; one whose parent has not asked after it yet counts."""
    status = Path(f"/proc/{process}/status")
    for _ in range(50):
        try:
            if "State:\tZ" in status.read_text(encoding="utf-8"):
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False
