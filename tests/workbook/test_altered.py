"""Changed and old workbooks: each is told, and what it means for the result."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from generator.arithmetic import figures
from generator.checks import check
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Severity
from tests.ooxml.conftest import unzipped, zipped
from tests.witness.office import after, requires_office
from tests.workbook.kit import FORM, answers, case, cell, empty, made, place, sheet, typed

BASE = case("tongzhou-2024")


def _found(number: str, filing: Filing) -> list[Finding]:
    return [finding for finding in check(filing, FORM) if finding.check == number]


def _hidden(
    *, rows: tuple[int, ...] = (), columns: tuple[str, ...] = (), sheets: tuple[str, ...] = ()
) -> bytes:
    """The workbook of a case as a program saves it that hides something of 表三."""
    book = load_workbook(BytesIO(BASE))
    for row in rows:
        book["表三"].row_dimensions[row].hidden = True
    for column in columns:
        book["表三"].column_dimensions[column].hidden = True
    for name in sheets:
        book[name].sheet_state = "hidden"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_an_unchanged_workbook_is_not_told() -> None:
    for data in (BASE, empty()):
        assert {finding.check for finding in check(answers(data), FORM)}.isdisjoint(
            {"W-07", "W-08", "W-09", "W-10", "W-11", "W-13", "W-15"}
        )


def test_a_label_that_was_changed_is_told_and_its_figures_are_read() -> None:
    sheet, _, at = place("applications.granted.natural").partition("!")
    label = f"{sheet}!C{at[1:]}"
    assert cell(BASE, label).value == "（一）予以公开"
    changed = answers(typed({label: "（一）已公开", f"{sheet}!B5": "勾稽关系"}, BASE))
    (found,) = _found("W-07", changed)
    assert (found.at, found.severity) == ("applications", Severity.HINT)
    assert "有 2 处" in found.message
    assert "“（一）予以公开”" in found.message
    assert changed.figures == answers(BASE).figures


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/JDEData.bin", "xl/macrosheets/sheet1.xml"])
def test_macros_are_told_and_the_figures_are_read_without_them(part: str) -> None:
    found = answers(zipped(unzipped(BASE) | {part: b"\xd0\xcf\x11\xe0"}))
    assert [(finding.severity, finding.at) for finding in _found("W-13", found)] == [(Severity.HINT, "")]
    assert found == answers(BASE)


@pytest.mark.parametrize(
    ("name", "at", "place"), [("表三", "applications", "表三"), ("正文", "", ""), ("审核结果", "", "")]
)
def test_a_sheet_that_was_copied_is_told_and_its_copy_is_not_read(name: str, at: str, place: str) -> None:
    book = load_workbook(BytesIO(BASE))
    book.copy_worksheet(book[name]).title = f"{name} (2)"
    saved = BytesIO()
    book.save(saved)
    found = answers(saved.getvalue())
    (told,) = _found("W-15", found)
    assert (told.severity, told.at, told.place) == (Severity.EXPLAIN, at, place)
    assert f"有 1 张复制出来的工作表，没有读取：“{name} (2)”（读取的是“{name}”）。" in told.message
    assert found.figures == answers(BASE).figures


def test_a_title_that_was_changed_is_told() -> None:
    changed = answers(typed({"表四!B2": "四、行政复议和行政诉讼情况"}, BASE))
    (found,) = _found("W-07", changed)
    assert (found.at, "有 1 处" in found.message) == ("reviews", True)


def test_a_number_typed_over_the_formula_of_a_total_is_told_once_for_the_workbook() -> None:
    totals = ("applications.received.total", "applications.handled.total", "reviews.review.total")
    shown = figures(FORM, answers(BASE))
    typed_over = {place(name): shown[name].value for name in totals}
    (found,) = _found("W-03", answers(typed(typed_over, BASE)))
    assert (found.severity, found.cells) == (Severity.HINT, tuple(typed_over))
    assert "有 3 格公式已变动" in found.message
    assert not _found("W-03", answers(BASE))


def test_a_verdict_typed_over_its_formula_is_told() -> None:
    checks = sheet(BASE, "审核")
    row, column = next(at for at, held in checks.cells.items() if held.value == "通过" and held.formula)
    at = f"审核!{'ABCDEFGHIJKL'[column - 1]}{row}"
    (found,) = _found("W-03", answers(typed({at: "通过"}, BASE)))
    assert found.cells == (at,)


def test_spaces_and_punctuation_in_a_label_are_no_change() -> None:
    sheet, _, at = place("applications.granted.natural").partition("!")
    assert not _found("W-07", answers(typed({f"{sheet}!C{at[1:]}": "(一) 予以公开"}, BASE)))


@requires_office
def test_rows_that_were_deleted_are_told_by_their_labels() -> None:
    row = int(place("applications.refused_process.natural").partition("!")[2][1:])
    data = after(BASE, [["unprotect", "表三"], ["delete_rows", "表三", row, 1]]).workbook
    filing = answers(data)
    (found,) = _found("W-08", filing)
    assert (found.at, found.severity) == ("applications", Severity.EXPLAIN)
    assert "“三、本年度办理结果 / （三）不予公开 / 6.属于四类过程性信息”" in found.message
    assert not _found("W-07", filing)
    assert filing.stated("applications.refused_inquiry.natural") == answers(BASE).stated(
        "applications.refused_inquiry.natural"
    )


@pytest.mark.parametrize("hidden", [{"rows": (8,)}, {"columns": ("E",)}, {"sheets": ("表三",)}])
def test_hidden_figures_are_told_with_their_cells(hidden: dict[str, tuple[str, ...]]) -> None:
    (found,) = _found("W-09", answers(_hidden(**hidden)))  # type: ignore[arg-type]
    assert (found.at, found.severity) == ("applications", Severity.HINT)
    assert found.cells
    assert place("applications.received.natural") in found.cells or "sheets" not in hidden


def test_hidden_zeros_are_not_told() -> None:
    zeros = made({"organisation": "某局", "year": 2024, "figures": {"applications.granted.natural": 0}})
    assert not _found("W-09", answers(zeros))


def test_the_workbook_of_another_kit_is_told_with_its_version() -> None:
    other = answers(typed({"标识!B4": "0123456789abcdef"}, BASE))
    (found,) = _found("W-10", other)
    assert (found.severity, "（0.1.0）" in found.message) == (Severity.HINT, True)


def test_the_workbook_of_another_organisation_is_to_be_explained_or_settled_by_its_change() -> None:
    given = {"organisation": "某区教育局", "year": 2024}
    assert not _found("W-11", answers(typed({place("organisation"): "某市某区教育局"}, made(given))))
    taken = {place("organisation"): "某区财政局"}
    (found,) = _found("W-11", answers(typed(taken, made(given))))
    assert (found.severity, found.blocks, found.cells) == (
        Severity.EXPLAIN,
        True,
        (place("organisation"),),
    )
    assert "“某区财政局”（发给“某区教育局”）" in found.message
    change = {"change": {"kind": "更名", "text": "由某区教育局更名。"}}
    (found,) = _found("W-11", answers(typed(taken, made(given | change))))
    assert found.explanation == "由某区教育局更名。"


def test_a_workbook_handed_out_without_a_name_may_get_any() -> None:
    assert not _found("W-11", answers(typed({place("organisation"): "某局"}, empty())))
