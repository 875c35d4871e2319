"""Help and errors of usage are Chinese, also where the words are click's."""

import re

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import COMMANDS, main
from generator.cli.columns import width, wrapped

OURS = {"docx", "html", "pdf", "json", "csv", "slip", "text", "xlsx", "toml", "zip", "nianbao"}
PAGES = [[], *([name] for name in COMMANDS), *(["template", name] for name in ("new", "check", "preview"))]


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "80"}).invoke(main, arguments, prog_name="nianbao")


@pytest.mark.parametrize("command", PAGES, ids=" ".join)
def test_every_help_page_is_chinese_but_for_names_that_are_typed(command: list[str]) -> None:
    done = run(*command, "--help")
    assert (done.exit_code, done.output.partition("：")[0]) == (0, "用法")
    without_names = re.sub(
        r"--?[a-z][a-z-]*|nianbao [a-z ]*|^  [a-z]+  ", "", done.output, flags=re.MULTILINE
    )
    assert {word for word in re.findall("[A-Za-z]{3,}", without_names) if word.islower()} <= OURS
    assert not re.search("PATH|TEXT|INTEGER|FILE|OPTION|COMMAND|ARGS|Usage|Show", done.output)


@pytest.mark.parametrize("command", PAGES, ids=" ".join)
def test_a_help_page_is_as_wide_as_the_terminal_and_its_columns_stand_straight(command: list[str]) -> None:
    lines = run(*command, "--help").output.splitlines()
    assert max(map(width, lines)) <= 80
    options = [line for line in lines if re.match("  -", line)]
    assert len({width(re.match(r"  \S+(?: \S+)?  +", line)[0]) for line in options}) == 1  # type: ignore[index]


@pytest.mark.parametrize("command", [(), ("template",)], ids=" ".join)
def test_who_types_no_command_is_shown_the_help(command: tuple[str, ...]) -> None:
    assert run(*command).output == run(*command, "--help").output


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("check", "缺少“文件”。用法请看：nianbao check --help"),
        ("kit", "缺少“-o”。用法请看：nianbao kit --help"),
        ("kit -o", "“-o”的写法不对：后面缺少内容，或者不应带有内容。用法请看：nianbao --help"),
        ("check --form", "没有“--form”这个选项。用法请看：nianbao check --help"),
        (
            "blank -o a --year 99",
            "“--year”后面的内容不可用，应为 2008 至 2100 的整数。用法请看：nianbao blank --help",
        ),
        (
            "check a --format x",
            "“--format”后面的内容不可用，应为 text、json 之一。用法请看：nianbao check --help",
        ),
        ("chek a", "命令的写法不对：没有这个命令，或多写了内容。用法请看：nianbao --help"),
    ],
)
def test_what_is_typed_wrongly_is_told_with_what_is_wanted(typed: str, told: str) -> None:
    done = run(*typed.split())
    assert (done.exit_code, done.output) == (2, told + "\n")


@given(st.text("报告，。（）“”ab.-"), st.integers(8, 30))
def test_wrapping_loses_nothing_and_no_sign_stands_where_it_must_not(text: str, columns: int) -> None:
    lines = list(wrapped(text, columns))
    assert "".join(lines) == text
    assert not any(re.search("[（“]$|^[，。）”]", line) for line in lines[1:-1])
