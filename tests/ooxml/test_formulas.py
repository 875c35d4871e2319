"""Formulas move as they do when a spreadsheet copies them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from generator.ooxml.formulas import moved
from generator.ooxml.references import address, column_letters, column_number, position


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A1+$A1+A$1+$A$1", "C4+$A4+C$1+$A$1"),
        ("SUM(D4:I4)", "SUM(F7:K7)"),
        ("SUM(INDEX($D:$D,ROW()):INDEX(I:I,ROW()))", "SUM(INDEX($D:$D,ROW()):INDEX(K:K,ROW()))"),
        ("SUM(表三!$D:$D 表三!$8:28)", "SUM(表三!$D:$D 表三!$8:31)"),
        ("'A1 B2'!A1&\"A1\"&'it''s A1'!B2", "'A1 B2'!C4&\"A1\"&'it''s A1'!D5"),
        ('"他说""A1"""&A1', '"他说""A1"""&C4'),
        ("LOG10(A1)+ATAN2(B2,C3)+DEC2BIN(1)", "LOG10(C4)+ATAN2(D5,E6)+DEC2BIN(1)"),
        ("[1]Sheet1!A1+表1[[#This Row],[A1]]", "[1]Sheet1!C4+表1[[#This Row],[A1]]"),
        ("1E5+A1.B+数据A1+_A1+XFE1+ABC1048577", "1E5+A1.B+数据A1+_A1+XFE1+ABC1048577"),
        ("TRUE+#REF!+TODAY()", "TRUE+#REF!+TODAY()"),
        ("XFC1+XFD1048574", "#REF!+#REF!"),
    ],
)
def test_references_move_and_all_else_stays(formula: str, expected: str) -> None:
    assert moved(formula, rows=3, columns=2) == expected


def test_a_reference_that_leaves_the_sheet_is_lost() -> None:
    assert moved("A1+B2+B:B+2:2", rows=-1, columns=-1) == "#REF!+A1+A:A+1:1"
    assert moved("A1+A:A+1:1", rows=-1, columns=-1) == "#REF!+#REF!+#REF!"


REFERENCES = st.builds(
    lambda absolute_column, column, absolute_row, row: (
        "$" * absolute_column + column_letters(column) + "$" * absolute_row + str(row)
    ),
    st.booleans(),
    st.integers(100, 16_000),
    st.booleans(),
    st.integers(100, 1_000_000),
)


@given(st.lists(REFERENCES, min_size=1, max_size=5), st.integers(-50, 50), st.integers(-50, 50))
def test_openpyxl_moves_references_alike(references: list[str], rows: int, columns: int) -> None:
    formula = f'SUM({",".join(references)})&"{references[0]}"'
    theirs = Translator(f"={formula}", origin=address(100, 100)).translate_formula(
        address(100 + rows, 100 + columns)
    )
    assert f"={moved(formula, rows, columns)}" == theirs


@given(st.text("A1$'\"[]!:(),.一 #", max_size=40), st.integers(-5, 5))
def test_any_text_moves_without_a_fault_and_back(formula: str, by: int) -> None:
    there = moved(formula, by, by)
    assert "#REF!" in there or moved(there, -by, -by).upper() == formula.upper()


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_addresses_and_positions_agree(row: int, column: int) -> None:
    assert position(address(row, column)) == (row, column)


@pytest.mark.parametrize(
    "reference", ["", "A", "1", "A0", "XFE1", "A1048577", "AAAA1", "A-1", "A1B", "A１", "a b1"]
)
def test_what_names_no_cell_is_refused(reference: str) -> None:
    with pytest.raises(ValueError, match=r"^.*$"):
        position(reference)


def test_columns_count_from_a_to_xfd() -> None:
    assert [column_number(letters) for letters in ("A", "Z", "AA", "XFD")] == [1, 26, 27, 16_384]
