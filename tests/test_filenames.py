"""File names made of what people typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.filenames import file_name, file_names

DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)( *\..*)?")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("某某局", "某某局"),
        ("../../甲/乙", "_.._甲_乙"),
        (r"C:\Windows\甲", "C_Windows_甲"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("Com1 .docx", "_Com1 .docx"),
        ("lpt³", "_lpt³"),
        ("CONSUL", "CONSUL"),
        ("甲局. . ", "甲局"),
        ("甲\u202exslx.exe", "甲_xslx.exe"),
        ("", "_"),
        ("..", "_"),
        ("甲" * 300, "甲" * 60),
    ],
)
def test_a_name_that_every_system_takes_is_made_of_what_was_typed(typed: str, expected: str) -> None:
    assert file_name(typed) == expected


@given(st.text(st.characters(), max_size=200))
def test_no_text_leads_out_of_the_folder_or_to_a_device(typed: str) -> None:
    name = file_name(typed)
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f]', name)
    assert 0 < len(name.encode()) <= 181
    assert name == name.strip(" .")
    assert not DEVICES.fullmatch(name)


def test_no_two_units_share_a_name() -> None:
    names = file_names(["甲/乙", "甲:乙", "ABC", "abc", "abc-2"])
    assert len({name.casefold() for name in names.values()}) == 5
    assert names["甲/乙"] == "甲_乙"
