"""Every formula carries the result that LibreOffice computes for it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.ooxml.sheets import Value
from tests.cases import NAMES
from tests.witness.office import recalculated, requires_office
from tests.witness.rules import faults_of_xlsx
from tests.workbook.kit import FORM, HEAD, case, empty, made, opened

pytestmark = requires_office

INPUTS = [name for name in FORM.fields if not FORM.is_total(name)]
TOTALS = [name for name in FORM.fields if FORM.is_total(name)]

plain = st.integers(0, 9_999)
odd = st.one_of(
    st.integers(-50, -1),
    st.decimals(Decimal("-9.9"), Decimal("9999.9"), places=1).map(str),
    st.sampled_from(
        ["/", "-", "—", "－", "无", "不适用", "22（其中修订16件）", "约20", "１２", "2,240", "0.10"]
    ),
    st.none(),
)
figures = st.fixed_dictionaries(
    {}, optional={name: st.one_of(plain, plain, plain, odd) for name in INPUTS}
) | st.fixed_dictionaries(dict.fromkeys(INPUTS, plain))


@st.composite
def filings(draw: st.DrawFn) -> dict[str, Any]:
    """Filings of every sort: full and half-filled tables, declared zeros, typed totals."""
    found = draw(figures)
    stated = draw(st.dictionaries(st.sampled_from(TOTALS), st.one_of(plain, odd), max_size=5))
    declared = draw(st.lists(st.sampled_from(["proactive", "applications", "reviews"]), unique=True))
    return HEAD | {"figures": found | stated, "blank_means_zero": declared, "year": 2024}


def differences(data: bytes) -> Iterator[str]:
    """Cells whose stored result is not the one computed, or whose formula LibreOffice changed."""
    anew = {sheet.name: sheet.cells for sheet in opened(recalculated(data)).sheets}
    for sheet in opened(data).sheets:
        for at, cell in sheet.cells.items():
            if cell.formula:
                computed = anew[sheet.name].get(at)
                if computed is None or not same(cell.value, computed.value):
                    yield f"{sheet.name} {at}: {cell.value} stored, {computed and computed.value} computed"


def same(stored: Value, computed: Value) -> bool:
    if isinstance(stored, str | None) or isinstance(computed, str | None):
        return (stored or "") == (computed or "")
    return abs(Decimal(stored) - Decimal(computed)) < Decimal("1e-9")


def test_results_of_the_blank_workbook_are_those_of_libreoffice() -> None:
    assert not list(differences(empty()))


@pytest.mark.parametrize("name", NAMES)
def test_results_of_the_cases_are_those_of_libreoffice(name: str) -> None:
    assert not list(differences(case(name)))


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large],
)
@given(filings())
def test_results_of_any_filing_are_those_of_libreoffice(answers: dict[str, Any]) -> None:
    data = made(answers)
    assert not faults_of_xlsx(data)
    assert not list(differences(data))


def test_results_over_notes_words_and_typed_totals_are_those_of_libreoffice() -> None:
    data = made(
        {
            "figures": {
                "applications.received.natural": "22（其中代理3件）",
                "applications.received.business": "/",
                "applications.received.research": -3,
                "applications.received.social": "1.5",
                "applications.received.total": 20,
                "applications.carried_in.natural": "约20",
                "applications.handled.total": "约100",
                "reviews.review.upheld": 1,
                "reviews.review.total": "/",
                "proactive.fees.amount": "7545.00",
            },
            "blank_means_zero": ["reviews"],
            "narrative": {"opening": "字" * 1_200, "overview": [{"heading": "一二三", "text": "甲\n乙丙"}]},
        }
    )
    assert not list(differences(data))
