"""审核 in LibreOffice says what Python says, over situations that clerks bring about."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest

from generator import arithmetic, checks
from generator.filing import Filing
from generator.ooxml.references import address
from tests.witness.office import Step, after, requires_office
from tests.workbook.kit import FORM, answers, case, cell, place, sheet, typed

pytestmark = requires_office

Typed = dict[str, str | int | Decimal]

REVIEWS = [name for name in FORM.fields if name.startswith("reviews.")]

LAST = "last_year."

# What is typed into the workbook of a sound case, by field; an empty text empties the cell.
SITUATIONS: dict[str, Typed] = {
    "as published": {},
    "one too many": {"applications.granted.natural": 500},
    "one with another kind of applicant": {
        "applications.received.natural": 2239,
        "applications.received.other": 8,
    },
    "missing in a row": {"applications.granted.natural": ""},
    "missing in 一": {"applications.received.natural": ""},
    "missing in 四": {"applications.carried_out.social": ""},
    "missing, declared 0": {"applications.granted.legal": "", "applications": "是"},
    "missing, declared not 0": {"applications.granted.legal": "", "applications": "否"},
    "all of a table missing, declared 0": {**dict.fromkeys(REVIEWS, ""), "reviews": "是"},
    "a note": {"applications.granted.natural": "467（其中部分为咨询）"},
    "not applicable": {
        "applications.granted.research": "/",
        "applications.partly_granted.social": "－",
        "applications.refused_security.legal": "无",
    },
    "nothing but not applicable": {**dict.fromkeys(REVIEWS[5:9], "/")},
    "text that is no number": {"applications.granted.natural": "约20"},
    "text, and something missing": {
        "applications.granted.natural": "约20",
        "applications.partly_granted.natural": "",
    },
    "a number as text": {"applications.partly_granted.natural": "188"},
    "full-width digits": {"proactive.licences.decisions": "１５９９７２"},
    "negative": {"applications.granted.natural": -3},
    "a decimal in a count": {"reviews.review.upheld": Decimal("38.5")},
    "a fee with decimals": {"proactive.fees.amount": Decimal("7545.125")},
    "a negative fee": {"proactive.fees.amount": -1},
    "a total that agrees": {"applications.received.total": 2331},
    "a total that does not": {"applications.received.total": 2335},
    "a crossing total that does not": {"applications.handled.total": 1},
    "a total as text": {"reviews.review.total": "92"},
    "a total not applicable": {"reviews.after_review.total": "/"},
    "a total typed as 0": {"reviews.review.total": 0},
    "a total emptied": {"applications.received.total": "", "applications.handled.natural": ""},
    "a total over what is missing": {
        "applications.received.natural": "",
        "applications.received.total": 2331,
    },
    "a negative total": {"reviews.direct.total": -16},
    "spaces only": {"applications.granted.natural": "  ", "applications.granted.business": "\u3000"},
    "organisation of spaces, year in words": {"organisation": "   ", "year": "二〇二四"},
    "organisation missing, year with its word": {"organisation": "", "year": "2024年度"},
    "year missing": {"year": ""},
    "a year of two digits": {"year": 24},
    "a year of five digits": {"year": 20240},
    "a year that is none": {"year": 0},
    "a year below 0": {"year": -2024},
    "half a year": {"year": Decimal("2024.5")},
    "a year of three digits, as text": {"year": "999"},
    "two years": {"year": "2024-2025"},
    "a year in full-width digits": {"year": "２０２４"},
    "a year with its word": {"year": "2024年"},
    "a year as an exponent": {"year": "1E+3"},
    "an organisation of line feeds": {"organisation": "\n"},
    "spaces in a total": {"applications.received.total": " ", "applications.handled.natural": "\u3000"},
    "an unbreakable space": {"applications.granted.natural": "\u00a0"},
    "fees for information": {
        "processing_fee.notices": 2,
        "processing_fee.charged": Decimal("100.5"),
        "processing_fee.received": -1,
    },
    "half a fee notice": {"processing_fee.notices": Decimal("1.5")},
    "last year in part": {LAST + "applications.carried_out.natural": 1, LAST + "proactive.rules.in_force": 7},
    "last year in full": {
        LAST + f"applications.carried_out.{column}": 9
        for column in ("natural", "business", "research", "social", "legal", "other")
    },
    "last year in words": {LAST + "applications.carried_out.natural": "约5"},
    "last year of spaces": {LAST + "applications.carried_out.natural": "  "},
}


@dataclass(frozen=True)
class Shown:
    """What 审核 shows in LibreOffice, by check and place."""

    verdicts: dict[str, str]
    differences: dict[str, str]


@pytest.fixture(scope="module")
def shown() -> dict[str, Shown]:
    """Every situation brought about in one sitting, and undone again."""
    base = case("tongzhou-2024")
    page = sheet(base, "审核")
    rows = {at[0]: str(cell.value) for at, cell in page.cells.items() if at[1] == 1 and at[0] > 1}
    columns = {str(cell.value): at[1] for at, cell in page.cells.items() if at[0] == 1}
    spans = [
        f"{address(min(rows), columns[name])}:{address(max(rows), columns[name])}"
        for name in ("verdict", "difference")
    ]
    steps: list[Step] = []
    for situation in SITUATIONS.values():
        steps += _typing(situation)
        steps += [["strings", "审核", span] for span in spans]
        steps += _undoing(situation, base)
    read = iter(after(base, steps).answers)
    return {name: Shown(*(_by_key(rows, next(read)) for _ in spans)) for name in SITUATIONS}


def _by_key(rows: dict[int, str], column: list[list[str]]) -> dict[str, str]:
    return dict(zip(rows.values(), (line[0] for line in column), strict=True))


def _typing(cells: Typed) -> Iterator[Step]:
    for name, value in cells.items():
        sheet_, _, at = place(name).partition("!")
        if value == "":
            yield ["clear", sheet_, at]
        elif isinstance(value, str):
            yield ["set_text", sheet_, at, value]
        else:
            yield ["set_value", sheet_, at, float(value)]


def _undoing(cells: Typed, base: bytes) -> Iterator[Step]:
    for name in cells:
        sheet_, _, at = place(name).partition("!")
        stood = _at_first(base, name)
        if isinstance(stood, str) and stood.startswith("="):
            yield ["set_formula", sheet_, at, stood]
        elif isinstance(stood, str):
            yield ["set_text", sheet_, at, stood] if stood else ["clear", sheet_, at]
        else:
            yield ["set_value", sheet_, at, float(stood)]


def _at_first(base: bytes, name: str) -> str | int | Decimal:
    """What stood in a cell at first, a formula as LibreOffice spells it."""
    stood = cell(base, place(name))
    if stood.formula:
        return "=" + stood.formula.replace(",", ";")
    assert not isinstance(stood.value, bool)
    return "" if stood.value is None else stood.value


# Totals over spaces show 含文字, which R8 then sees.
_SPACES = ("spaces only", "an unbreakable space")


@pytest.mark.parametrize("name", [name for name in SITUATIONS if name not in _SPACES])
def test_libreoffice_shows_what_arithmetic_says_of_the_cells(name: str, shown: dict[str, Shown]) -> None:
    filing = _read(name)
    expected = {key: _word(filing, key, arithmetic.in_cells) for key in shown[name].verdicts}
    assert shown[name].verdicts == expected | _particulars(filing)


@pytest.mark.parametrize("name", SITUATIONS)
def test_where_the_sheet_can_judge_its_verdict_is_that_of_the_program(
    name: str, shown: dict[str, Shown]
) -> None:
    filing = _read(name)
    found = {f"{finding.check} {finding.at}".strip() for finding in checks.check(filing, FORM)}
    for key, verdict in shown[name].verdicts.items():
        if verdict != "含文字" and key not in ("T3-01 total", "T3-04 total"):
            assert (key in found) == (
                verdict == "不通过" or (verdict == "未填完" and key.startswith("C-"))
            ), key


@pytest.mark.parametrize("name", SITUATIONS)
def test_differences_are_those_of_the_findings(name: str, shown: dict[str, Shown]) -> None:
    for finding in checks.check(_read(name), FORM):
        key = f"{finding.check} {finding.at}".strip()
        if shown[name].verdicts.get(key) == "不通过" and finding.difference is not None:
            assert Decimal(shown[name].differences[key]) == finding.difference


@pytest.mark.parametrize(
    ("name", "key", "verdict"),
    [
        ("one too many", "T3-01 natural", "不通过"),
        ("one with another kind of applicant", "T3-01 total", "通过"),
        ("one with another kind of applicant", "T3-01 other", "不通过"),
        ("missing in a row", "T3-03 granted", "未填完"),
        ("missing in a row", "C-02 applications", "未填完"),
        ("missing in a row", "T3-03 received", "通过"),
        ("missing, declared 0", "C-02 applications", "通过"),
        ("a note", "T3-03 granted", "含文字"),
        ("a note", "C-03 applications", "含文字"),
        ("text, and something missing", "T3-02 natural", "未填完"),
        ("negative", "C-03 applications", "不通过"),
        ("a decimal in a count", "C-03 reviews", "不通过"),
        ("a fee with decimals", "C-03 proactive", "通过"),
        ("a total that does not", "T3-03 received", "不通过"),
        ("a total as text", "T4-01 review", "含文字"),
        ("a total emptied", "T3-03 received", "通过"),
        ("spaces only", "C-02 applications", "未填完"),
        ("organisation of spaces, year in words", "C-01 organisation", "未填完"),
        ("organisation of spaces, year in words", "C-01 year", "未填完"),
        ("organisation missing, year with its word", "C-01 year", "通过"),
        ("half a fee notice", "C-04 processing_fee", "不通过"),
        ("as published", "T3-04 natural", "无上年数"),
        ("last year in part", "T3-04 natural", "不通过"),
        ("last year in part", "T2-01 rules", "不通过"),
        ("last year in part", "T3-04 total", "无上年数"),
        ("last year in full", "T3-04 total", "不通过"),
        ("last year in words", "T3-04 natural", "含文字"),
        ("last year of spaces", "T3-04 natural", "无上年数"),
    ],
)
def test_a_situation_shows_its_verdict(name: str, key: str, verdict: str, shown: dict[str, Shown]) -> None:
    assert shown[name].verdicts[key] == verdict


def _read(name: str) -> Filing:
    return answers(
        typed({place(key): value for key, value in SITUATIONS[name].items()}, case("tongzhou-2024"))
    )


def _word(filing: Filing, key: str, reckonable: arithmetic.Reckonable) -> str:
    instance = next(i for i in FORM.instances if f"{i.check} {i.at}".strip() == key)
    outcome = arithmetic.evaluate(instance, FORM, filing, filing.last_year, reckonable).outcome
    return str(FORM.texts["verdicts"][outcome.name.lower()])


def _particulars(filing: Filing) -> dict[str, str]:
    """C-01 as the program finds it."""
    found = {finding.at for finding in checks.check(filing, FORM) if finding.check == "C-01"}
    return {f"C-01 {at}": "未填完" if at in found else "通过" for at in ("organisation", "year")}
