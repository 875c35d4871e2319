"""``blank --from`` is the inverse of ``export``, for filings of every sort."""

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.generated import examples
from tests.witness.rules import faults_of_xlsx
from tests.workbook.kit import FORM, HEAD, answers, exported, filing_of, made

INPUTS = [name for name in FORM.fields if not FORM.is_total(name)]
TOTALS = [name for name in FORM.fields if FORM.is_total(name)]
NUMBERING = FORM.texts["numbering"]

# Anything XML can hold; a cell's text begins and ends with something that is no space.
characters = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff\u2028\u2029\u0085"
)
words = st.one_of(
    st.text(characters, min_size=1, max_size=40).map(str.strip).filter(bool),
    st.sampled_from(
        [
            "{{ year }}",
            "{% if x %}",
            "<w:p>&amp;",
            "_x000D_",
            "=SUM(A1)",
            "【本年新收申请总计】",
            "'单引号",
            "😀𠮷",
        ]
    ),
)
lines = st.lists(words, min_size=1, max_size=3).map("\n".join)
headings = words.filter(lambda text: not _is_numbered(text))

figures = st.one_of(
    st.integers(0, 99_999),
    st.integers(-9, -1),
    st.integers(10**15, 10**20),
    st.decimals(-10, 10**6, places=4).map(str),
    st.sampled_from(
        ["7545.00", "0.10", "28983.0794", "/", "—", "无", "约20", " 2,240 ", "２２", "#REF!", "TRUE"]
    ),
    st.builds(
        lambda value, note: {"value": value, "note": note},
        st.integers(0, 99),
        st.sampled_from(["其中修订16件", "含（甲）乙"]),
    ),
    st.none(),
)
items = st.lists(
    st.builds(
        lambda heading, text: {"heading": heading, "text": text}, st.one_of(st.just(""), headings), lines
    ),
    min_size=1,
    max_size=3,
)
explanations = st.builds(
    lambda check, text, saw: {"check": check[0], "at": check[1], "text": text, "saw": saw},
    st.one_of(
        st.sampled_from([(i.check, i.at) for i in FORM.instances if i.at]),
        st.tuples(st.sampled_from(["N-01", "N-02", "S6-01"]), words),
    ),
    lines,
    st.lists(st.one_of(st.integers(-9, 9_999), st.sampled_from(["0.5", "/"])), max_size=2),
)


def _is_numbered(text: str) -> bool:
    return re.match(NUMBERING, text) is not None


def particulars() -> st.SearchStrategy[dict[str, Any]]:
    """Particulars, nested as filings nest them."""
    found: dict[str, Any] = {"unit": st.sampled_from(["007", "A-1"])}
    groups: dict[str, dict[str, Any]] = {}
    for asked in FORM.particulars:
        group, _, key = asked.id.rpartition(".")
        answer = _answer(asked.kind, asked.choices)
        (groups.setdefault(group, {}) if group else found)[key] = answer
    nested = {group: st.fixed_dictionaries({}, optional=members) for group, members in groups.items()}
    return st.fixed_dictionaries({}, optional=found | nested)


def _answer(kind: str, choices: tuple[str, ...]) -> st.SearchStrategy[Any]:
    if choices:
        return st.sampled_from(choices)
    if kind in ("year", "number"):
        return st.integers(1, 9_999)
    return lines if kind == "lines" else words


@st.composite
def filings(draw: st.DrawFn) -> dict[str, Any]:
    stated = draw(st.dictionaries(st.sampled_from(TOTALS), figures, max_size=4))
    found = draw(st.dictionaries(st.sampled_from(INPUTS), figures, max_size=30))
    narrative = draw(
        st.fixed_dictionaries({}, optional={"opening": lines} | {s.id: items for s in FORM.sections})
    )
    rest = {
        "figures": found | stated,
        "narrative": narrative,
        "explanations": draw(st.lists(explanations, max_size=4, unique_by=lambda e: (e["check"], e["at"]))),
        "blank_means_zero": draw(st.lists(st.sampled_from([table.id for table in FORM.tables]), unique=True)),
    }
    return HEAD | draw(particulars()) | rest


def by_place(found: dict[str, Any]) -> dict[str, Any]:
    """Explanations in any order: those with a row on 审核 come back first."""
    order = sorted(found.get("explanations", ()), key=lambda e: (e["check"], e["at"]))
    return {**found, "explanations": order}


@examples(15)
@given(filings())
def test_a_filing_comes_back_from_its_workbook(filing: dict[str, Any]) -> None:
    data = made(filing)
    assert by_place(exported(answers(data))) == by_place(exported(filing_of(filing)))
    assert [fault for fault in faults_of_xlsx(data) if "left over" not in fault] == []  # {{ is text


def test_stated_totals_come_back_only_where_they_differ_or_cannot_be_computed() -> None:
    row = {
        f"applications.received.{c}": 1
        for c in ("natural", "business", "research", "social", "legal", "other")
    }
    agrees = row | {"applications.received.total": 6}
    differs = row | {"applications.received.total": 7}
    uncertain = {"applications.received.natural": 1, "applications.received.total": 6}
    for figures_, kept in ((agrees, False), (differs, True), (uncertain, True)):
        found = exported(answers(made({"figures": figures_})))["figures"]
        assert ("applications.received.total" in found) is kept


def test_an_exported_filing_makes_the_workbook_it_came_from() -> None:
    data = made(
        {
            "organisation": "某局",
            "year": 2024,
            "figures": {"reviews.review.upheld": 3, "reviews.review.total": 4},
        }
    )
    assert made(exported(answers(data))) == data
