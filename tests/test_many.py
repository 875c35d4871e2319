"""``check`` and ``report`` of many files: what is meant, what comes out, what is told."""

import csv
import gc
import json
import os
import pty
import random
import subprocess
import sys
import tracemalloc
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.batch import Job, Options, outcome
from generator.cli import workers
from generator.cli.inputs import found, is_report_or_input, stems
from tests.commands import nianbao
from tests.workbook.kit import case

GOOD, FAULTY = "tongzhou-2024", "hongze-2023"
MEGABYTE = 1_000_000


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("收到/二批").mkdir(parents=True)
    return tmp_path


def hand_in(*names: str, data: bytes | None = None) -> None:
    for name in names:
        Path("收到", name).write_bytes(case(GOOD) if data is None else data)


def there(folder: str) -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


class TestWhatIsMeant:
    def test_folders_with_their_folders_and_patterns_each_file_once_and_no_locks(self) -> None:
        hand_in("b.xlsx", "a.json", "二批/c.xlsx", "~$b.xlsx", ".d.xlsx", "读我.txt", "年报.docx", data=b"")
        every = ["收到/a.json", "收到/b.xlsx", "收到/二批/c.xlsx", "收到/年报.docx"]
        assert [str(path) for path in found([Path("收到")], is_report_or_input)] == every
        given = [Path("收到/**/*.xlsx"), Path("收到/二批"), Path("收到/读我.txt")]
        assert [path.name for path in found(given, is_report_or_input)] == ["b.xlsx", "c.xlsx", "读我.txt"]

    def test_a_file_with_brackets_in_its_name_is_no_pattern(self) -> None:
        hand_in("某局[定稿].xlsx")
        assert nianbao("check", "收到/某局[定稿].xlsx").exit_code == 0

    @pytest.mark.parametrize(
        ("what", "words"), [("收到", "没有可以处理的文件"), ("无/*.xlsx", "没有与“无/*.xlsx”相符")]
    )
    def test_where_there_is_nothing_it_is_told(self, what: str, words: str) -> None:
        done = nianbao("check", what)
        assert (done.exit_code, words in done.output) == (2, True)


class TestReport:
    def test_each_report_has_its_inputs_name_in_a_folder_that_is_made(self) -> None:
        hand_in("u001.xlsx", "二批/u002.xlsx")
        done = nianbao("report", "收到", "-o", "报告/今年", "--to", "docx,html")
        assert done.exit_code == 0
        assert there("报告/今年") == ["u001.docx", "u001.html", "u002.docx", "u002.html"]
        assert "已写出 4 个文件：报告/今年" in done.stdout

    def test_without_a_folder_each_lies_beside_its_input(self) -> None:
        hand_in("u001.xlsx", "二批/u002.xlsx")
        nianbao("report", "收到/u001.xlsx", "收到/二批/u002.xlsx")
        assert (there("收到"), there("收到/二批")) == (
            ["u001.docx", "u001.xlsx", "二批"],
            ["u002.docx", "u002.xlsx"],
        )

    def test_of_two_with_one_name_both_are_told_and_neither_is_lost(self) -> None:
        hand_in("u001.xlsx")
        hand_in("二批/U001.xlsx", data=case("shanghai-go-2025"))
        done = nianbao("report", "收到", "-o", "报告")
        assert there("报告") == ["U001（二批）.docx", "u001（收到）.docx"]
        assert "收到/u001.xlsx 写为 报告/u001（收到）" in done.stderr
        assert "收到/二批/U001.xlsx 写为 报告/U001（二批）" in done.stderr

    def test_a_bad_file_and_a_faulty_one_stop_no_other_and_the_status_is_the_worst(self) -> None:
        hand_in("1.xlsx", "3.xlsx")
        hand_in("2.xlsx", data=case(FAULTY))
        done = nianbao("report", "收到", "-o", "报告")
        assert (done.exit_code, there("报告")) == (1, ["1.docx", "3.docx"])
        assert "T4-01" in done.stdout
        hand_in("0.xlsx", data=b"hello")
        done = nianbao("report", "收到", "-o", "报告", "--force")
        assert (done.exit_code, there("报告")) == (2, ["1.docx", "3.docx"])
        assert "共 4 个文件：通过 2 个，有问题 1 个，不能处理 1 个。" in done.stdout
        assert [line.split()[0] for line in done.stdout.splitlines()[-5:-2]] == [
            "文件",
            "收到/0.xlsx",
            "收到/2.xlsx",
        ]

    def test_what_exists_stays_unless_asked_and_inputs_stay_anyway(self) -> None:
        hand_in("1.xlsx", "2.xlsx")
        Path("报告").mkdir()
        Path("报告/1.docx").write_bytes(b"mine")
        done = nianbao("report", "收到", "-o", "报告")
        assert (done.exit_code, "已经存在" in done.stdout, there("报告")) == (2, True, ["1.docx", "2.docx"])
        assert Path("报告/1.docx").read_bytes() == b"mine"
        assert nianbao("report", "收到", "-o", "报告", "--force").exit_code == 0
        before = Path("报告/1.docx").read_bytes()
        done = nianbao("report", "报告/*.docx", "--force")
        assert (done.exit_code, "不能写在它上面" in done.stdout) == (2, True)
        assert Path("报告/1.docx").read_bytes() == before

    def test_what_was_written_for_one_is_not_written_over_for_another(self) -> None:
        hand_in("a.xlsx", "a-报送单.xlsx")
        done = nianbao("report", "收到", "-o", "报告", "--to", "docx,slip", "--force")
        assert (done.exit_code, "a-报送单.docx 已经存在" in done.stdout) == (2, True)

    def test_a_file_where_the_folder_should_be_is_told(self) -> None:
        hand_in("1.xlsx", "2.xlsx")
        Path("报告").write_bytes(b"mine")
        assert "“报告”不是文件夹" in nianbao("report", "收到", "-o", "报告").output

    def test_several_processes_come_to_the_same(self) -> None:
        hand_in(*(f"{number}.xlsx" for number in range(9)))
        hand_in("4.xlsx", data=b"bad")
        told = {
            jobs: nianbao("report", "收到", "-o", jobs, "--jobs", jobs, "--summary", f"{jobs}.csv").stdout
            for jobs in ("1", "2")
        }
        assert told["1"].replace("：1", "：2").replace("1.csv", "2.csv") == told["2"]
        assert there("1") == there("2")
        assert len(there("2")) == 8
        assert all(Path("1", name).read_bytes() == Path("2", name).read_bytes() for name in there("1"))


class TestCheck:
    def test_published_reports_are_checked_in_one_command(self) -> None:
        hand_in("1.xlsx", "2.xlsx")
        nianbao("report", "收到", "-o", "已公布", "--to", "docx,html")
        done = nianbao("check", "已公布")
        assert (done.exit_code, "共 4 个文件：通过 4 个" in done.stdout) == (0, True)

    def test_copies_with_findings_go_into_a_folder(self) -> None:
        hand_in("1.xlsx", "2.xlsx", data=case(FAULTY))
        done = nianbao("check", "收到", "--annotate", "审核后")
        assert (done.exit_code, there("审核后")) == (1, ["1.xlsx", "2.xlsx"])
        assert "审核结果" in ZipFile("审核后/1.xlsx").read("xl/workbook.xml").decode()

    def test_programs_get_one_list_with_the_findings_of_each(self) -> None:
        hand_in("1.xlsx", data=case(FAULTY))
        hand_in("2.xlsx", data=b"")
        done = nianbao("check", "收到", "--format", "json")
        listed = json.loads(done.stdout)
        assert [(one["file"], one["status"], len(one["findings"])) for one in listed] == [
            ("收到/1.xlsx", 1, 2),
            ("收到/2.xlsx", 2, 0),
        ]
        assert listed[0]["findings"][0]["check"] == "T4-01"

    def test_an_input_that_is_open_is_told(self) -> None:
        hand_in("1.xlsx", "2.xlsx", "~$2.xlsx")
        assert "收到/2.xlsx 可能正在" in nianbao("check", "收到").stderr

    @pytest.mark.parametrize("option", ["--narrative", "--previous"])
    def test_what_belongs_to_one_file_is_refused(self, option: str) -> None:
        hand_in("1.xlsx")
        done = nianbao("check", "收到", option, "x")
        assert (done.exit_code, f"{option} 只用于一个文件" in done.output) == (2, True)

    def test_a_summary_of_one_file_is_refused(self) -> None:
        hand_in("1.xlsx")
        assert (
            "--summary 用于一次处理多个文件" in nianbao("check", "收到/1.xlsx", "--summary", "s.csv").output
        )


class TestSummary:
    def test_it_is_a_table_for_excel_in_which_nothing_is_a_formula(self) -> None:
        hand_in("好.xlsx")
        hand_in("错.xlsx", data=case(FAULTY))
        Path("=坏.xlsx").write_bytes(b"hello")
        nianbao("report", "=坏.xlsx", "收到", "-o", "报告", "--summary", "结果.csv")
        rows = list(csv.reader(Path("结果.csv").read_text(encoding="utf-8-sig").splitlines()))
        assert rows[0] == ["文件", "机关", "结果", "错误", "核实", "提示", "原因", "写出的文件"]
        assert [row[:1] + row[2:5] + row[7:] for row in rows[1:]] == [
            ["'=坏.xlsx", "不能处理", "", "", ""],
            ["收到/好.xlsx", "通过", "0", "0", "报告/好.docx"],
            ["收到/错.xlsx", "有问题", "2", "0", ""],
        ]

    def test_or_json(self) -> None:
        hand_in("错.xlsx", data=case(FAULTY))
        nianbao("check", "收到", "--summary", "结果.json")
        (one,) = json.loads(Path("结果.json").read_text(encoding="utf-8"))
        assert (one["file"], one["status"]) == ("收到/错.xlsx", 1)
        assert one["findings"] == {"错误": 2, "核实": 0, "提示": 0}

    def test_another_kind_is_refused_before_the_work(self) -> None:
        hand_in("1.xlsx")
        done = nianbao("report", "收到", "-o", "报告", "--summary", "结果.txt")
        assert (done.exit_code, Path("报告").exists()) == (2, False)


@given(
    st.lists(st.sampled_from("aAbB中"), min_size=1), st.lists(st.sampled_from(["x", "y", "x/y"]), min_size=1)
)
def test_no_two_files_have_outputs_of_one_name(names: list[str], folders: list[str]) -> None:
    files = {
        Path(folder, name + ending) for name in names for folder in folders for ending in (".xlsx", ".json")
    }
    chosen = stems(sorted(files), Path("out"))
    assert len({str(stem).casefold() for stem in chosen.values()}) == len(files)


def square_or_die(number: int) -> int:
    if number in (7, 15):
        os._exit(3)
    return number * number


def lost_one(number: int, fault: str) -> str | int:
    return f"{number}: {fault}"


def test_a_worker_that_dies_takes_only_its_own_item_along() -> None:
    work: list[str | int] = list(workers.each(range(20), 20, square_or_die, lost_one, 2))
    died = {number: one for number, one in enumerate(work) if isinstance(one, str)}
    assert set(died) == {7, 15}
    assert all("意外结束" in words for words in died.values())
    assert [one for one in work if one not in died.values()] == [n * n for n in range(20) if n not in died]


def test_what_a_worker_looks_at_leaves_nothing_in_its_memory() -> None:
    def look_at(count: int) -> None:
        for _ in range(count):
            assert outcome(Job("a", case(GOOD)), Options("report")).made
        gc.collect()

    look_at(2)
    tracemalloc.start()
    look_at(2)
    before, _ = tracemalloc.get_traced_memory()
    look_at(10)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 0.1 * MEGABYTE


def test_on_a_terminal_a_bar_tells_the_time_that_remains() -> None:
    script = (
        "import time\nfrom generator.cli.progress import make_room, shown\n"
        "for n in shown((time.sleep(0.4) or n for n in range(5)), 5, '处理'):\n    make_room()\n"
    )
    ours, theirs = pty.openpty()
    done = subprocess.Popen([sys.executable, "-c", script], stderr=theirs)
    done.wait(20)
    os.close(theirs)
    drawn = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "处理" in drawn
    assert "4/5  00:00:0" in drawn


def test_a_run_that_is_killed_leaves_whole_reports_and_no_process() -> None:
    hand_in(*(f"{number}.xlsx" for number in range(24)))
    chance = random.Random(5)
    for turn in ("1", "2"):
        command = [sys.executable, "-m", "generator", "report", "收到", "-o", turn, "--jobs", "2"]
        run = subprocess.Popen(command, stderr=subprocess.PIPE)
        assert run.stderr
        for _ in range(chance.randint(4, 16)):
            run.stderr.readline()
        run.kill()
        run.communicate(timeout=30)  # ends when the last process that can write there has ended
        reports = list(Path(turn).glob("*.docx"))
        assert reports
        assert all(ZipFile(path).testzip() is None for path in reports)
