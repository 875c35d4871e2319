"""The patterns of the forms: compiled when they are first used, and all of them sound."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import pytest

from generator.errors import FormError
from generator.form.loader import load
from generator.form.vocabulary import Pattern


def _patterns(value: object) -> Iterator[Pattern]:
    if isinstance(value, Pattern):
        yield value
    elif isinstance(value, Mapping):
        yield from (pattern for one in value.values() for pattern in _patterns(one))
    elif isinstance(value, tuple):
        yield from (pattern for one in value for pattern in _patterns(one))
    elif is_dataclass(value):
        yield from (pattern for one in fields(value) for pattern in _patterns(getattr(value, one.name)))


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_every_pattern_of_the_form_is_a_regular_expression(edition: str) -> None:
    patterns = list(_patterns(load("disclosure", edition).vocabulary))
    assert len(patterns) > 100
    for pattern in patterns:
        pattern.search("")


def test_what_is_no_regular_expression_is_told_with_its_place_when_it_is_used() -> None:
    pattern = Pattern("收到(", "phrases.toml.phrases.received")
    with pytest.raises(FormError, match=r"phrases\.toml\.phrases\.received.*收到\("):
        pattern.search("收到3件")
