"""Names of units are data: no formula, no markup, no path, whatever was typed, wherever they go."""

import csv
import io
import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cases import filing_json
from tests.commands import nianbao
from tests.hostile.test_injection import formulas
from tests.page.test_kit import PAGE

NAMES = (
    '=HYPERLINK("http://example.invalid","甲")',
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "CON",
    "nul.txt",
    "../../离开",
    "C:\\Windows\\甲",
    "很长" * 200,
    "末尾. .",
    "甲\u202egpj\u200b局",
    "<script>alert(1)</script>",
    "{{ year }}{% for x in y %}",
    "&lt;b&gt;局",
)
_LOST_ON_WINDOWS = re.compile(r'[\\/:*?"<>|\x00-\x1f]|[ .]$|^(con|nul|aux|prn)(\.|$)', re.IGNORECASE)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def handed_in(folder: str = "上报") -> None:
    """A filing of each name, with a fault in it, so that it is written a letter."""
    Path(folder).mkdir()
    for number, name in enumerate(NAMES):
        filing = filing_json("hongze-2023") | {"organisation": name, "unit": f"u{number}"}
        Path(folder, f"{number}.json").write_text(json.dumps(filing), "utf-8")


def listed() -> None:
    with Path("名单.csv").open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(["单位", "代码", "联系人"])
        lines.writerows([name, f"u{number}", "=1+1"] for number, name in enumerate(NAMES))


def below(folder: str) -> list[Path]:
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def test_in_a_roll_up_and_its_letters_nothing_typed_is_a_formula_or_a_path() -> None:
    handed_in()
    listed()
    before = sorted(Path().resolve().parent.rglob("*"))
    done = nianbao(
        "rollup", "上报", "-o", "汇总.xlsx", "--units", "名单.csv", "--letters", "通知", "--jobs", "1"
    )
    assert Path("汇总.xlsx").exists(), done.output
    assert not _typed_in(formulas(Path("汇总.xlsx").read_bytes()))
    letters = below("通知")
    assert len([path for path in letters if path.suffix == ".docx"]) == len(NAMES)
    assert not [path.name for path in letters if _LOST_ON_WINDOWS.search(path.stem) or "\u202e" in path.name]
    assert all(len(path.name.encode()) < 256 for path in letters)
    made = set(Path().resolve().parent.rglob("*")) - set(before)
    assert not [path for path in made if path.name != "汇总.xlsx" and "通知" not in path.parts]
    for path in letters:
        if path.suffix == ".docx":
            assert b"<script" not in ZipFile(path).read("word/document.xml")
    assert any(b"{{ year }}" in ZipFile(path).read("word/document.xml") for path in letters)


def test_in_a_kit_nothing_typed_is_a_formula_or_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cli.kit._page", lambda: PAGE)
    listed()
    done = nianbao("kit", "-o", "填报包", "--units", "名单.csv", "--year", "2024", "--contact", NAMES[0])
    assert done.exit_code == 0, done.output
    books = [path for path in below("填报包") if path.suffix == ".xlsx"]
    assert len(books) == len(NAMES)
    assert not [path.name for path in books if _LOST_ON_WINDOWS.search(path.stem) or "\u202e" in path.name]
    assert not set().union(*(_typed_in(formulas(path.read_bytes())) for path in books))
    assert {path.name for path in Path().iterdir()} == {"填报包", "名单.csv"}
    for archive in (path for path in below("填报包") if path.suffix == ".zip"):
        inside = ZipFile(archive).namelist()
        assert not [name for name in inside if name.startswith(("/", "..")) or "\\" in name or ":" in name]


def test_in_a_summary_nothing_typed_is_a_formula() -> None:
    handed_in()
    nianbao("check", "上报", "--summary", "结果.csv", "--jobs", "1")
    rows = list(csv.reader(io.StringIO(Path("结果.csv").read_text("utf-8-sig"))))
    assert len(rows) == len(NAMES) + 1
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def _typed_in(found: set[str]) -> set[str]:
    return {formula for formula in found if any(name.lstrip("=") in formula for name in NAMES[:4])}
