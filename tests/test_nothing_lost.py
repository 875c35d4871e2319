"""What is written is there whole or not at all; what was there stays, unless someone asked otherwise."""

import errno
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import beside, files
from generator.cli.beside import PREFIX, SUFFIX, place
from generator.cli.files import contents, make_folder, write, write_all
from generator.errors import NianbaoError, OutputError

_DAY = 24 * 60 * 60
_WRITER = """
import sys
from itertools import count
from pathlib import Path
from generator.cli.files import write
print("ready", flush=True)
for number in count():
    write(Path("old"), bytes([number % 7]) * 300_000, force=True)
    write(Path(f"new{number}"), bytes([number % 7]) * 300_000, force=False)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    beside.tidy.cache_clear()
    return tmp_path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def fails_with(number: int, **more: object) -> Callable[..., None]:
    def fail(*_given: object, **_options: object) -> None:
        fault = OSError(number, os.strerror(number))
        for name, value in more.items():
            setattr(fault, name, value)
        raise fault

    return fail


def told(act: Callable[[], object]) -> str:
    with pytest.raises(NianbaoError) as fault:
        act()
    return str(fault.value)


def test_a_process_killed_at_any_moment_leaves_whole_files_and_only_what_is_removed_later(
    folder: Path,
) -> None:
    chance = random.Random(13)
    for _ in range(15):
        writer = subprocess.Popen([sys.executable, "-c", _WRITER], stdout=subprocess.PIPE)
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(chance.uniform(0, 0.03))
        writer.kill()
        writer.communicate()
        for path in folder.iterdir():
            if not path.name.startswith(PREFIX):
                data = path.read_bytes()
                assert (len(data), len(set(data))) == (300_000, 1)
            if path.name.startswith("new"):
                path.unlink()
    for left in folder.glob(f"{PREFIX}*{SUFFIX}"):
        os.utime(left, (0, 0))
    write(Path("last"), b"x", force=False)
    assert names(folder) <= {"old", "last"}


def test_what_a_killed_run_left_is_removed_when_it_is_a_day_old_and_a_running_ones_is_not(
    folder: Path,
) -> None:
    for name, age in (("old", _DAY + 9), ("new", _DAY - 9)):
        left = folder / f"{PREFIX}{name}{SUFFIX}"
        left.write_bytes(b"half")
        os.utime(left, (time.time() - age,) * 2)
    write(Path("a"), b"x", force=False)
    assert names(folder) == {"a", f"{PREFIX}new{SUFFIX}"}


def test_a_name_as_long_as_the_system_allows_is_written() -> None:
    name = "年" * 83 + ".xlsx"  # 254 bytes
    write(Path(name), b"x", force=False)
    assert Path(name).read_bytes() == b"x"
    assert "文件名过长" in told(lambda: write(Path("年" * 84 + ".xlsx"), b"x", force=False))


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_comes_in_the_very_last_moment_stays(
    links: bool, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not links:  # as on a memory stick
        monkeypatch.setattr(Path, "hardlink_to", fails_with(errno.EPERM))

    def late(made: Path, file: Path, *, force: bool) -> None:
        Path("b").write_bytes(b"another's")
        place(made, file, force=force)

    monkeypatch.setattr(files, "place", late)
    said = told(lambda: write_all({Path("a"): b"ours", Path("b"): b"ours"}, force=False))
    assert "b 已经存在" in said
    assert Path("b").read_bytes() == b"another's"
    assert names(folder) == {"b"}


def test_a_disk_without_second_names_holds_the_files_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "hardlink_to", fails_with(errno.EPERM))
    write_all({Path("a"): b"1", Path("b"): b"2"}, force=False)
    assert (names(folder), Path("a").read_bytes()) == ({"a", "b"}, b"1")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "没有权限"),
        (errno.EIO, "系统提示"),
    ],
)
def test_a_disk_that_takes_no_more_is_told_and_what_was_there_stays(
    number: int, words: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("old").write_bytes(b"before")
    monkeypatch.setattr(os, "fsync", fails_with(number))
    assert words in told(lambda: write_all({Path("a"): b"1", Path("old"): b"2"}, force=True))
    assert names(folder) == {"old"}
    assert Path("old").read_bytes() == b"before"


def test_a_file_that_grows_beyond_what_there_is_room_for_leaves_nothing(folder: Path) -> None:
    script = (
        "import resource; from pathlib import Path; from generator.cli.files import write\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "write(Path('a'), b'x' * 300_000, force=False)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "OutputError" in done.stderr
    assert names(folder) == set()


@pytest.mark.parametrize("lock", ["~$填报表.xlsx", ".~填报表.xlsx", ".~lock.填报表.xlsx#"])
def test_an_input_open_in_an_office_program_is_told_and_read(
    lock: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("填报表.xlsx").write_bytes(b"x")
    contents(Path("填报表.xlsx"))
    assert capsys.readouterr().err == ""
    Path(lock).write_bytes(b"")
    assert contents(Path("填报表.xlsx")) == b"x"
    assert "可能正在 Excel、WPS 等程序中打开，读到的是最近一次保存的内容" in capsys.readouterr().err


def test_an_output_open_in_word_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("~$某局年度报告.docx").write_bytes(b"")
    write(Path("某某局年度报告.docx"), b"x", force=True)
    assert "请关闭该窗口且不要保存" in capsys.readouterr().err


def test_what_another_program_has_for_itself_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.xlsx").write_bytes(b"x")
    Path("b.xlsx").write_bytes(b"x")
    Path("~$b.xlsx").write_bytes(b"")
    monkeypatch.setattr(Path, "open", fails_with(errno.EACCES, winerror=32))
    assert "正在 Excel、WPS 等程序中打开" in told(lambda: contents(Path("a.xlsx")))
    monkeypatch.setattr(Path, "open", fails_with(errno.EACCES))
    assert "没有权限" in told(lambda: contents(Path("a.xlsx")))
    assert "正在 Excel、WPS 等程序中打开" in told(lambda: contents(Path("b.xlsx")))


def test_a_folder_in_place_of_which_a_file_lies_is_told() -> None:
    Path("报告").write_bytes(b"x")
    assert "不是文件夹" in told(lambda: make_folder(Path("报告")))


def test_windows_refuses_what_exists_by_renaming(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "rename", lambda made, file: asked.append(f"{made} to {file}"))
    place(Path("made"), Path("file"), force=False)
    assert asked == ["made to file"]


def test_without_force_nothing_is_replaced() -> None:
    Path("a").write_bytes(b"mine")
    with pytest.raises(OutputError):
        write(Path("a"), b"ours", force=False)
    assert Path("a").read_bytes() == b"mine"
