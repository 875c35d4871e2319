"""The handbook of checks follows from the form files."""

from generator.authoring.handbook import FILE, handbook
from generator.form.folder import editions
from generator.form.loader import build, load
from tests.form.files import continuity, edited, files

FORM = load("disclosure", "2021")
OLDER = load("disclosure", "2019")


def entry(text: str, number: str) -> list[str]:
    """The lines of a check."""
    return text.partition(f'<a id="{number}"></a>\n')[2].partition("<a id=")[0].strip().split("\n")


def test_the_committed_handbook_is_what_the_form_says() -> None:
    newest, *older = (load("disclosure", edition) for edition in editions("disclosure"))
    assert FILE.read_text(encoding="utf-8") == handbook(newest, *older), "make forms"


def test_what_the_older_edition_checks_otherwise_stands_under_the_same_number() -> None:
    lines = entry(handbook(FORM, OLDER), "T2-02")
    assert "### 2019 版表式：对外公开总数量不少于本年新公开数量" in lines
    assert f"- 举例：{OLDER.checks['T2-02'].example}" in lines


def test_every_number_leads_to_its_entry_with_severity_reason_example_and_remedy() -> None:
    for number, check in FORM.checks.items():
        lines = entry(handbook(FORM), number)
        assert lines[0] == f"## {number}　{check.title}"
        assert lines[2].startswith(f"- 级别：{check.severity}。")


def test_the_formula_is_derived_from_terms_and_labels() -> None:
    lines = entry(handbook(FORM), "T3-01")
    assert lines[3] == (
        "- 关系：“一、本年新收政府信息公开申请数量” ＋ “二、上年结转政府信息公开申请数量” ＝ "
        "“（七）总计” ＋ “四、结转下年度继续办理”"
    )
    assert entry(handbook(FORM), "T4-01")[3] == "- 关系：“结果维持”至“尚未审结”各项之和 ＝ “总计”"


def test_last_year_coefficients_and_conditions_are_put_into_words() -> None:
    text = handbook(build(files(), continuity()))
    assert "上年“现行有效件数”" in text
    assert " － “本年废止件数”" in text
    assert "- 条件：" in text


def test_a_check_that_was_switched_off_says_so() -> None:
    entry_ = b'\n[[overrides]]\ncheck = "T4-01"\ndate = 2025-01-05\nreason = "notice"\noff = true\n'
    own = files()
    text = handbook(build(own | {"checks.toml": own["checks.toml"] + entry_}))
    assert any(line.startswith("- 调整：") and "2025-01-05" in line for line in entry(text, "T4-01"))


def test_a_change_of_the_form_changes_the_handbook() -> None:
    other = edited("checks.toml", 'reason = "报告标题', 'reason = "另一个理由，报告标题')
    assert "- 理由：另一个理由" in handbook(build(other))
