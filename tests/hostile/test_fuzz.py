"""The fuzzer, for a moment; by hand it runs for hours."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile import fuzz


@settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.integers(0, 9))
def test_a_damaged_file_is_read_or_refused_in_our_own_words(seed: int, kind: int) -> None:
    assert not fuzz.harm(fuzz.damaged(fuzz.seeds()[kind], random.Random(seed)))


def test_the_fuzzer_sees_what_is_none_of_our_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "_READERS", (lambda data: data.decode("ascii"),))
    assert fuzz.harm(b"\xff").startswith("UnicodeDecodeError")
