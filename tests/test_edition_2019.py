"""Edition 2019: only its differences are written, and it is read, checked and reported in full."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from generator.authoring.template import build_template
from generator.checks import check
from generator.filing import Filing
from generator.filing_json import from_json, to_json
from generator.form import folder
from generator.form.grid import lay_out
from generator.form.loader import load
from generator.form.model import Kind
from generator.ooxml.change import Input, change_cells
from generator.ooxml.package import open_package
from generator.ooxml.references import position
from generator.ooxml.sheets import read_workbook
from generator.report.render import render
from generator.workbook.blank import blank
from generator.workbook.identity import identify
from generator.workbook.read import read
from tests.checks import drawing
from tests.witness.office import after, requires_office
from tests.workbook.kit import shown

FORM = load("disclosure", "2019")
SOUND = """
    applications natural business
    received     30      2
    carried_in   1       0
    granted      20      1
    other_handling 9     1
    carried_out  2       0
    """
CHANGES = """
    proactive previous change decisions
    licences  12       -3     450
    services  5        0      7
    """


def _filing(*tables: str, **given: Any) -> Filing:
    return drawing.filing(*tables, form=FORM, **{"year": 2020} | given)


def _typed(data: bytes, cells: dict[str, Input]) -> bytes:
    changes: dict[str, dict[tuple[int, int], Input]] = {}
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        changes.setdefault(sheet, {})[position(cell)] = value
    return change_cells(open_package(data), changes)


def test_the_folder_has_only_what_differs() -> None:
    assert folder.read("disclosure", "2019").keys() == {
        *("form.toml", "checks.toml", "texts.toml", "opening.j2", "report.docx", "slip.docx")
    }
    assert (FORM.years, load("disclosure", "2021").years) == ((2019, 2020), (2021, 0))


def test_table_two_has_its_five_bands_and_columns() -> None:
    table = FORM.tables[0]
    assert [band.title[-5:] for band in table.bands] == [f"第（{n}）项" for n in "一五六八九"]
    assert [(name, FORM.fields[name].label) for name in FORM.table_fields("proactive")][6:9] == [
        ("proactive.licences.previous", "行政许可 × 上一年项目数量"),
        ("proactive.licences.change", "行政许可 × 本年增/减"),
        ("proactive.licences.decisions", "行政许可 × 处理决定数量"),
    ]
    assert FORM.table_fields("proactive")[-4:] == (
        *("proactive.fees.previous", "proactive.fees.change"),
        *("proactive.procurement.items", "proactive.procurement.amount"),
    )


def test_table_three_has_23_rows_with_one_for_other_handling() -> None:
    names = [name for name in FORM.table_fields("applications") if name.endswith(".total")]
    assert len(names) == 23
    assert names[-3:] == [f"applications.{row}.total" for row in ("other_handling", "handled", "carried_out")]
    grid = lay_out(FORM.tables[1])
    assert (grid.rows, grid.columns, grid.label_columns) == (26, 10, 3)


def test_there_is_no_processing_fee() -> None:
    assert not any(name.startswith("processing_fee") for name in FORM.fields)
    assert not any("信息处理费" in section.guidance for section in FORM.sections)


def test_only_an_increase_or_decrease_may_be_below_zero() -> None:
    signed = [name for name, field in FORM.fields.items() if field.kind is Kind.CHANGE]
    assert {name.rpartition(".")[2] for name in signed} == {"change"}
    assert not [f for f in check(_filing(CHANGES), FORM) if f.check == "C-03"]
    wrong = _filing(CHANGES, more={"proactive.licences.decisions": -1, "proactive.fees.change": "0.5"})
    (found,) = (f for f in check(wrong, FORM) if f.check == "C-03")
    assert found.fields == ("proactive.licences.decisions", "proactive.fees.change")


def test_its_arithmetic_is_checked_with_the_single_row() -> None:
    assert not [f for f in check(_filing(SOUND), FORM) if f.check.startswith("T3")]
    wrong = _filing(SOUND, more={"applications.other_handling.natural": 10})
    assert {(f.check, f.at) for f in check(wrong, FORM) if f.check.startswith("T3")} == {("T3-01", "natural")}


@pytest.mark.parametrize("year", [2019, 2020])
def test_its_workbook_gives_the_filing_back(year: int) -> None:
    filing = _filing(SOUND, CHANGES, year=year)
    workbook = read_workbook(blank(FORM, "0", filing))
    assert identify(workbook).edition == "2019"
    assert to_json(read(workbook, FORM), FORM) == to_json(filing, FORM)


def test_its_template_is_what_the_builder_makes() -> None:
    committed = Path(__file__).parents[1] / "templates" / "disclosure-2019" / "report.docx"
    assert committed.read_bytes() == build_template(FORM)


def test_its_report_has_its_tables_and_its_basis() -> None:
    document = Document(BytesIO(render(_filing(SOUND, CHANGES), FORM)))
    two, three, _ = document.tables
    assert len(three.rows) == 26
    assert [cell.text for cell in two.rows[6].cells] == ["行政许可", "12", "-3", "450"]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "国办公开办函〔2019〕60号" in text
    assert "信息处理费" not in text


def test_a_field_of_the_other_edition_is_refused() -> None:
    with pytest.raises(Exception, match=r"applications\.other_other\.natural"):
        from_json(
            json.dumps(drawing.source(form=FORM, more={"applications.other_other.natural": 1})).encode(), FORM
        )


@requires_office
def test_libreoffice_shows_the_verdicts_of_the_program() -> None:
    made = blank(FORM, "0", _filing(SOUND, CHANGES))
    places = read(read_workbook(made), FORM)
    wrong = _typed(
        made,
        {
            places.cell("applications.other_handling.natural"): 10,
            places.cell("proactive.licences.decisions"): -2,
            places.cell("proactive.procurement.amount"): "约3",
        },
    )
    for data, failing in ((made, {}), (wrong, {"T3-01 natural": "不通过", "T3-01 total": "不通过"})):
        verdicts = shown(after(data, [["calculate_all"]]).workbook)
        expected = failing | ({"C-03 proactive": "含文字"} if failing else {})
        assert {key: w for key, w in verdicts.items() if w not in ("通过", "无上年数")} == expected


@requires_office
def test_a_decrease_passes_in_libreoffice_and_a_negative_count_does_not() -> None:
    made = blank(FORM, "0", _filing(SOUND, CHANGES, more={"proactive.services.decisions": -1}))
    assert shown(after(made, [["calculate_all"]]).workbook)["C-03 proactive"] == "不通过"
