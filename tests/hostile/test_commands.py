"""Every hostile file through the real commands: soon, in little memory, in one sentence, nothing written."""

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from generator.intake import received
from generator.messages import say
from generator.report.render import render
from tests.hostile.fixtures import READ, REFUSED, filled, put

COMMANDS: dict[str, list[str]] = {
    "check": ["check", "{}"],
    "report": ["report", "{}", "-o", "out.docx"],
    "template": ["report", "good.xlsx", "--template", "{}", "-o", "out.docx"],
    "compare": ["compare", "good.xlsx", "--with", "{}"],
    "text": ["text", "good.xlsx", "{}", "-o", "out.xlsx"],
    "import": ["import", "{}", "-o", "out.json"],
    "narrative": ["report", "good.xlsx", "--narrative", "{}", "-o", "out.docx"],
    "previous": ["check", "good.xlsx", "--previous", "{}"],
    "checks": ["check", "good.xlsx", "--checks", "{}"],
    "annotate": ["check", "{}", "--annotate", "out.xlsx"],
    "blank": ["blank", "--from", "{}", "-o", "out.xlsx"],
    "preview": ["template", "preview", "{}", "-o", "out.docx"],
    "template check": ["template", "check", "{}"],
    "letters": [
        *("rollup", "good.xlsx", "-o", "out.xlsx", "--jobs", "1"),
        *("--letters", "out", "--template", "{}"),
    ],
    "units": ["rollup", "good.json", "--units", "{}", "-o", "out.xlsx", "--jobs", "1"],
    "kit": ["kit", "-o", "out", "--units", "{}"],
    "extra": ["kit", "-o", "out", "--extra", "{}"],
}

pytestmark = pytest.mark.xdist_group("hostile")  # the files are large: they are made once

GOOD = {"good.xlsx", "good.json"}
_LIST = {"a .csv.xlsx"}
SOUND = defaultdict(
    lambda: GOOD,
    units=GOOD | _LIST, kit=GOOD | _LIST, extra=GOOD | _LIST, checks=GOOD | {"empty.xlsx"},
)  # fmt: skip
"""What is no hostile file for a command: a list may be CSV, and no decisions are decisions, too."""
STRANGE: dict[str, list[str]] = {
    "check": ["check", "{}"],
    "report": ["report", "{}", "-o", "out/{}.docx"],
    "annotate": ["check", "{}", "--annotate", "out/{}"],
    "compare": ["compare", "good.xlsx", "--with", "{}"],
    "previous": ["check", "good.xlsx", "--previous", "{}"],
    "blank": ["blank", "--from", "{}", "-o", "out/{} blank.xlsx"],
    "rollup": ["rollup", "{}", "-o", "out/{} rolled.xlsx", "--jobs", "1"],
    "text": ["text", "{}", "good.docx", "-o", "out/text {}"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    put(made, REFUSED, ".xlsx")
    (made / "good.xlsx").write_bytes(filled())
    (made / "good.json").write_bytes(b'{"form": "disclosure", "edition": "2021", "year": 2024}')
    return made


def ran(folder: Path, runs: list[list[str]]) -> dict[str, Any]:
    (folder / "runs.json").write_text(json.dumps(runs), "utf-8")
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.child", "runs.json"],
        cwd=folder, capture_output=True, check=True, timeout=300, env={"PYTHONPATH": root, "PYTHONUTF8": "1"},
    )  # fmt: skip
    (folder / "runs.json").unlink()
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured in /proc")
def test_what_cannot_be_used_is_told_in_one_sentence_and_nothing_is_written(
    command: str, folder: Path
) -> None:
    before = sorted(folder.iterdir())
    files = [file for file in before if file.name not in SOUND[command]]
    runs = [[word.format(file.name) for word in COMMANDS[command]] for file in files]
    answer = ran(folder, runs)
    wrong = [
        (file.name, run["status"], round(run["seconds"], 2), run["err"][-300:])
        for file, run in zip(files, answer["runs"], strict=True)
        if run["status"] != 2 or run["seconds"] >= 2 or not _is_one_sentence(run["err"])
    ]
    assert not wrong
    assert answer["peak"] < 150
    assert sorted(folder.iterdir()) == before


def _is_one_sentence(said: str) -> bool:
    lines = [line for line in said.strip().splitlines() if line != say("rollup.read", count=1)]
    return len(lines) == 1 and re.search("[一-鿿]", lines[0]) is not None and len(lines[0]) < 500


def test_what_is_strange_but_sound_is_read_with_the_same_answers(tmp_path: Path) -> None:
    files = put(tmp_path, READ, ".xlsx")
    (tmp_path / "good.xlsx").write_bytes(filled())
    runs = [["export", name, "-o", f"{name}.json"] for name in ("good.xlsx", *(file.name for file in files))]
    answer = ran(tmp_path, runs)
    assert [run["status"] for run in answer["runs"]] == [0] * len(runs), answer
    expected = (tmp_path / "good.xlsx.json").read_bytes()
    assert [file.name for file in files if (tmp_path / f"{file.name}.json").read_bytes() != expected] == []


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured in /proc")
def test_what_is_strange_but_sound_costs_no_command_more_than_any_other_file(tmp_path: Path) -> None:
    files = put(tmp_path, {name: make for name, make in READ.items() if name != "with macros"}, ".xlsx")
    files += put(tmp_path, {"with macros": READ["with macros"]}, ".xlsm")
    (tmp_path / "good.xlsx").write_bytes(filled())
    form, filing = received(filled())
    (tmp_path / "good.docx").write_bytes(render(filing, form))
    (tmp_path / "out").mkdir()
    runs = [[word.format(file.name) for word in words] for words in STRANGE.values() for file in files]
    answer = ran(tmp_path, runs)
    wrong = [
        (*words, run["status"], run["err"][-300:])
        for words, run in zip(runs, answer["runs"], strict=True)
        if run["status"] not in (0, 1) or run["seconds"] >= 2
    ]
    assert not wrong
    assert answer["peak"] < 150


def test_macros_and_hidden_figures_are_said(tmp_path: Path) -> None:
    names = ["with macros", "with every sheet hidden", "with every sheet very hidden", "strict"]
    files = put(tmp_path, {name: READ[name] for name in names}, ".xlsx")
    said = [run["out"] for run in ran(tmp_path, [["check", file.name] for file in files])["runs"]]
    assert ["W-13" in out for out in said] == [True, False, False, False]
    assert ["W-09" in out for out in said] == [False, True, True, False]
