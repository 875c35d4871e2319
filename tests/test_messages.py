"""Texts are in messages.toml, each of them used, and each that is used is there."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from generator.errors import FormError, NianbaoError, OutputError, ReadBackError, UnusableInputError
from generator.messages import say

CODE = Path(__file__).parent.parent / "generator"
KEY = re.compile(r"[a-z]+(?:\.[a-z0-9-]+)+")


def _leaves(texts: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in texts.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def _strings() -> Iterator[str]:
    for file in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    for file in CODE.rglob("*.j2"):
        yield from re.findall(r'say\("([^"]+)"', file.read_text(encoding="utf-8"))


TEXTS = dict(_leaves(tomllib.loads((CODE / "messages.toml").read_text(encoding="utf-8"))))
TABLES = {key.split(".")[0] for key in TEXTS}
STRINGS = set(_strings())
# Keys of these tables are put together from a fixed beginning and what a place or a fault is called.
PUT_TOGETHER = (
    "template.place.",
    "template.kind.",
    "template.fault.",
    "compare.kind.",
    "batch.status.",
    "batch.columns.",
)


def _is_used(key: str) -> bool:
    beginning = next((start for start in PUT_TOGETHER if key.startswith(start)), "")
    return key in STRINGS or bool(beginning and key.removeprefix(beginning) in STRINGS)


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_is_used(key: str) -> None:
    assert _is_used(key)


def test_every_key_in_the_code_has_a_text() -> None:
    files = (".toml", ".xml", ".docx", ".rels", ".bin", ".xlsx", ".html", ".js", ".json")
    keys = {
        text
        for text in STRINGS
        if KEY.fullmatch(text) and text.split(".")[0] in TABLES and not text.endswith(files)
    }
    assert keys - TEXTS.keys() == set()


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_is_chinese_and_has_placeholders_by_name(key: str) -> None:
    text = TEXTS[key]
    placeholders = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    assert all(re.fullmatch(r"[a-z_]+", name) for name in placeholders)
    rest = re.sub(r"\{[a-z_]+\}", "", text)
    assert not rest.strip() or re.search(r"[\u4e00-\u9fff]", rest)


@pytest.mark.parametrize("error", [NianbaoError, UnusableInputError, FormError, OutputError, ReadBackError])
def test_an_error_says_its_text_with_the_values_filled_in(error: type[NianbaoError]) -> None:
    fault = error("form.no-file", file="form.toml")
    assert (fault.key, fault.values) == ("form.no-file", {"file": "form.toml"})
    assert str(fault) == "表式文件夹中缺少 form.toml。"
    assert isinstance(fault, NianbaoError)


def test_braces_in_a_value_are_not_placeholders() -> None:
    assert say("form.no-file", file="{key}") == "表式文件夹中缺少 {key}。"


def test_a_text_that_is_not_there_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        say("form.nothing")
