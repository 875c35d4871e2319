"""A check is switched off or weighs otherwise by a dated entry with a reason, and the report says so."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.checks import check
from generator.cli import main
from generator.errors import FormError
from generator.form.loader import build
from generator.form.model import Form
from generator.form.overrides import with_overrides
from generator.workbook.audit import expressible
from tests.checks.drawing import FORM, filing, source
from tests.form.files import files

WRONG = "reviews upheld total\nreview 1 2"


def entry(
    change: str, number: str = "T4-01", date: str = "2025-01-05", reason: str = "办公室通知。"
) -> bytes:
    given = f'[[overrides]]\ncheck = "{number}"\ndate = {date}\nreason = "{reason}"\n{change}\n'
    return given.encode()


def office(*args: str) -> Form:
    return with_overrides(FORM, "rules.toml", entry(*args))


def told(form: Form) -> list[tuple[str, str, str]]:
    found = check(filing(WRONG), form)
    return [(finding.check, finding.at, finding.severity.value) for finding in found]


def test_a_check_switched_off_finds_nothing_and_that_is_told() -> None:
    assert told(office("off = true")) == [("E-03", "T4-01", "提示")]
    (found,) = check(filing(WRONG), office("off = true"))
    assert "“总计＝四种结果之和”自 2025-01-05 起不审核，理由：办公室通知。" in found.message
    assert "。。" not in found.message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_file_is_read_as_editors_on_windows_write_it(encoding: str) -> None:
    written = entry("off = true").decode().replace("\n", "\r\n").encode(encoding)
    assert with_overrides(FORM, "rules.toml", written).checks == office("off = true").checks


def test_an_entry_that_lacks_something_is_named() -> None:
    given = entry("off = true").replace('reason = "办公室通知。"'.encode(), b"")
    with pytest.raises(FormError, match=r"overrides\.T4-01 缺少“reason”"):
        with_overrides(FORM, "rules.toml", given)


def test_a_check_may_weigh_otherwise() -> None:
    changed = office('severity = "核实"')
    assert told(changed) == [("T4-01", "review", "核实"), ("E-03", "T4-01", "提示")]


def test_without_entries_nothing_is_said() -> None:
    assert told(FORM) == [("T4-01", "review", "错误")]


def test_the_form_folder_takes_the_same_entries_and_its_workbook_has_no_such_row() -> None:
    own = files()
    form = build(
        own | {"checks.toml": own["checks.toml"] + b"\n" + entry("off = true", "T3-03", '"2025-01-05"')}
    )
    assert "T3-03" not in {instance.check for instance in expressible(form)}
    assert form.is_total("applications.received.total")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (entry("off = true", "T9-99"), "没有编号为 T9-99 的审核"),
        (entry("off = true", "E-03"), "不能调整"),
        (entry(""), "二者只写一项"),
        (entry('off = true\nseverity = "提示"'), "二者只写一项"),
        (entry('severity = "严重"'), "二者只写一项"),
        (entry("off = true", date='"昨天"'), "不是日期"),
        (entry("off = true", date="20250105"), "不是日期"),
        (entry("off = true", reason=" "), "reason"),
        (b"[[checks]]\nnumber = 'T4-01'", "checks"),
        (b"[[overrides", "rules.toml 第 1 行第 12 个字符处不能解析"),
        ("[[overrides]]\ncheck = “T4-01”".encode(), "rules.toml 第 2 行第 9 个字符处不能解析"),
    ],
)
def test_an_entry_that_is_wrong_is_refused_with_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(FormError, match=said):
        with_overrides(FORM, "rules.toml", data)


def test_an_office_gives_its_file_to_check_and_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_text(json.dumps(source(WRONG)), encoding="utf-8")
    Path("rules.toml").write_bytes(entry("off = true"))
    assert CliRunner().invoke(main, ["check", "a.json"]).exit_code == 1
    done = CliRunner().invoke(main, ["check", "a.json", "--checks", "rules.toml"])
    assert (done.exit_code, "起不审核，理由：办公室通知。" in done.output) == (0, True)
    made = CliRunner().invoke(main, ["report", "a.json", "--checks", "rules.toml", "-o", "a.docx"])
    assert made.exit_code == 0
