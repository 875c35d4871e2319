"""Figures that an office asks for beyond the form: their own sheet, filings, 【names】; not the report."""

import json
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from generator.checks import check
from generator.filing_json import to_json
from generator.narrative import Formatter
from generator.ooxml.change import Input, change_cells
from generator.ooxml.package import open_package
from generator.ooxml.references import position
from generator.ooxml.sheets import read_workbook
from generator.report.context import context
from generator.workbook.blank import blank
from generator.workbook.fill import annotate
from generator.workbook.handout import Extra, Handout
from generator.workbook.read import read
from tests.workbook.kit import FORM, VERSION, filing_of, made

ASKED = (Extra("接待咨询", "人次", "政务公开专区全年接待的咨询。"), Extra("政策解读", "条"))


def _filled(**cells: int | str) -> bytes:
    workbook = blank(FORM, VERSION, filing_of({"year": 2024}), Handout(ASKED))
    typed: dict[tuple[int, int], Input] = {position(cell): value for cell, value in cells.items()}
    return change_cells(open_package(workbook), {"附加指标": typed})


def test_the_sheet_lists_what_is_asked_before_the_checks() -> None:
    book = openpyxl.load_workbook(BytesIO(_filled()))
    names = book.sheetnames
    assert names.index("附加指标") == names.index("审核") - 1
    rows = [[cell.value for cell in row] for row in book["附加指标"]["B5:E6"]]
    assert rows == [
        ["接待咨询", "人次", None, "政务公开专区全年接待的咨询。"],
        ["政策解读", "条", None, None],
    ]
    assert not book["附加指标"]["D5"].protection.locked
    assert book["附加指标"]["B5"].protection.locked


def test_a_workbook_of_which_nothing_is_asked_beyond_has_no_such_sheet() -> None:
    assert "附加指标" not in openpyxl.load_workbook(BytesIO(made())).sheetnames


def test_answers_are_read_exported_and_put_back() -> None:
    filing = read(read_workbook(_filled(D5=320, D6="/")), FORM)
    exported = json.loads(to_json(filing, FORM))["figures"]
    assert {name: exported[name] for name in exported if name.startswith("extra.")} == {
        "extra.接待咨询": 320,
        "extra.政策解读": "/",
    }
    again = read(read_workbook(blank(FORM, VERSION, filing)), FORM)
    assert again.figures == filing.figures
    assert filing.cell("extra.接待咨询") == "附加指标!D5"


def test_a_text_may_name_them_and_the_report_does_not_print_them_by_itself() -> None:
    filing = read(read_workbook(_filled(D5=320)), FORM)
    assert Formatter(FORM, filing).fill("接待咨询【接待咨询】人次。") == "接待咨询320人次。"
    assert "320" not in json.dumps(context(filing, FORM), ensure_ascii=False)


def test_a_name_whose_figure_is_blank_is_told() -> None:
    filing = read(read_workbook(_filled()), FORM)
    given = json.loads(to_json(filing, FORM)) | {
        "narrative": {"overview": [{"heading": "", "text": "【接待咨询】人次"}]}
    }
    workbook = blank(FORM, VERSION, filing_of(given), Handout(ASKED))
    found = check(read(read_workbook(workbook), FORM), FORM)
    assert [finding.at for finding in found if finding.check == "N-02"] == ["【接待咨询】"]


def _told(**cells: int | str) -> list[tuple[str, str, tuple[str, ...]]]:
    filing = read(read_workbook(_filled(**cells)), FORM)
    beyond = [finding for finding in check(filing, FORM) if any("附加指标" in cell for cell in finding.cells)]
    return [(finding.check, finding.at, finding.cells) for finding in beyond]


@pytest.mark.parametrize("answer", ["2个", "约20", -3])
def test_what_is_no_amount_is_to_be_mended_where_it_stands(answer: int | str) -> None:
    assert _told(D5=answer, D6=0) == [("C-11", "extras", ("附加指标!D5",))]


def test_cells_left_blank_are_one_hint() -> None:
    assert _told() == [("C-12", "extras", ("附加指标!D5", "附加指标!D6"))]


def test_a_number_as_text_is_read_and_told_as_in_a_table() -> None:
    assert _told(D5="３２０", D6=1) == [("W-01", "extras", ("附加指标!D5",))]


@pytest.mark.parametrize("answer", [0, "/", "12（其中线上 3）"])
def test_a_right_answer_is_not_spoken_of(answer: int | str) -> None:
    assert _told(D5=answer, D6=3) == []


def test_a_filing_without_cells_names_what_was_asked() -> None:
    filing = read(read_workbook(_filled(D5="2个", D6=0)), FORM)
    (found,) = (found for found in check(replace(filing, origins={}), FORM) if found.check == "C-11")
    assert found.message.startswith("附加指标有 1 格填写的不是规范的数据：接待咨询“2个”。")
    assert found.place == "附加指标"


def test_the_cell_is_coloured_in_the_annotated_copy() -> None:
    workbook = _filled(D5="2个", D6=0)
    copy = annotate(workbook, FORM, check(read(read_workbook(workbook), FORM), FORM)).workbook
    marks = openpyxl.load_workbook(BytesIO(copy))["附加指标"]
    assert [marks.cell(row, 6).value for row in (5, 6)] == ["核实", None]
