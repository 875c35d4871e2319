"""What belongs to the Chinese language and not to a form: numerals, years; Python has little else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.form import dates
from generator.form.numerals import chinese, digit_by_digit, read

CODE = Path(__file__).parents[2] / "generator"
WORDS = re.compile("[一-龥]{2,}")

# Numerals, dates, words that join, weights of findings, and what Office and its fonts say in Chinese.
OF_THE_LANGUAGE = {
    "checks/numerals.py": {"百分之", "万亿", "至到", "一二三四五六七八九", "一二两三四五六七八九"},
    "checks/passages.py": {"年度", "和及与"},
    "form/dates.py": {"年度"},
    "form/model.py": {"错误", "核实", "提示"},
    "ooxml/formats.py": {"上午", "下午", "通用格式"},
    "page/kit.py": {"年报填报"},
    "published/chapters.py": {"一二三四五六七八九十", "标题"},
    "published/labels.py": {"一二三四五六七八九十"},
    "published/pdf_layout.py": {"一二三四五六七八九十"},
    "published/styles.py": {"标题"},
    "published/titles.py": {"零一二三四五六七八九"},
    "report/word/filters.py": {"元整"},
    "workbook/canvas.py": {"宋体", "黑体"},
    "workbook/shown.py": {"上午", "下午", "通用格式", "星期", "一二三四五六日"},
}
NUMERALS = "form/numerals.py"


def _words(file: Path) -> set[str]:
    """The Chinese words of a module, docstrings and comments apart."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {word for text in _strings(tree) for word in WORDS.findall(text)}


def _strings(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            if not isinstance(node, ast.Expr):
                yield child.value
        else:
            yield from _strings(child)


def test_no_word_of_a_form_stands_in_python() -> None:
    files = {file.relative_to(CODE).as_posix(): file for file in CODE.rglob("*.py")}
    beyond = {
        name: _words(file) - OF_THE_LANGUAGE.get(name, set())
        for name, file in files.items()
        if name != NUMERALS
    }
    assert not {name: words for name, words in beyond.items() if words}


@given(st.integers(0, 9999))
def test_a_number_that_is_spelled_is_read_as_itself(number: int) -> None:
    assert read(chinese(number)) == number
    assert read(digit_by_digit(number)) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [("两百零五", 205), ("十", 10), ("一十二", 12), ("二〇二五", 2025), ("千", 1000), ("两", 2)],
)
def test_a_number_is_read_however_it_is_said(written: str, number: int) -> None:
    assert read(written) == number


@pytest.mark.parametrize(
    ("answer", "year"),
    [
        ("2024", 2024),
        (" ２０２４ ", 2024),
        ("2024年", 2024),
        ("2024 年度", 2024),
        ("24年", None),
        ("年", None),
    ],
)
def test_a_year_is_four_digits_with_or_without_its_word(answer: str, year: int | None) -> None:
    assert dates.year(answer) == year
