"""A filing as JSON: read by its conventions, written back the same, or refused with one sentence."""

import json
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.arithmetic import without_agreeing_totals
from generator.errors import UnusableInputError
from generator.figure import BLANK, Figure, State
from generator.filing import Explanation, Filing, Item, Origin, joined
from generator.filing_json import LARGEST, from_json, to_json
from generator.form.loader import load
from tests.cases import NAMES, filing_json

FORM = load("disclosure", "2021")
HEAD = {"form": "disclosure", "edition": "2021"}
FIELD = "applications.received.natural"
FEES = "proactive.fees.amount"


def _read(**given: Any) -> Filing:
    return from_json(json.dumps(HEAD | given).encode(), FORM)


def _figure(value: Any, name: str = FIELD) -> Figure:
    return _read(figures={name: value}).stated(name)


def _written(filing: Filing) -> dict[str, Any]:
    source: dict[str, Any] = json.loads(to_json(filing, FORM))
    return source


def _told(data: bytes) -> str:
    """The one sentence with which a file is refused."""
    with pytest.raises(UnusableInputError) as refused:
        from_json(data, FORM)
    told = str(refused.value)
    assert told.endswith("。")
    assert "\n" not in told
    return told


def test_all_but_form_and_edition_may_be_missing() -> None:
    assert _read() == Filing("disclosure", "2021")


def test_null_is_as_good_as_missing() -> None:
    keys = (
        *("organisation", "year", "unit", "blank_means_zero", "figures", "narrative", "explanations"),
        *("title", "contact", "change", "submission", "tables"),
    )
    assert _read(**dict.fromkeys(keys)) == _read()


def test_particulars_are_kept_by_their_path() -> None:
    filing = _read(
        organisation="某区某局",
        organisation_type="政府部门",
        level="县",
        scope="本机关",
        year=2024,
        unit="110112",
        title="某区某局\n2024年政府信息公开工作年度报告",
        signature="某区某局",
        date="2025年1月20日",
        website="https://www.example.gov.cn",
        contact={"address": "某路1号", "postcode": "101100", "telephone": "010-1", "email": "a@b.cn"},
        change={"kind": "合并", "text": "与某局合并。"},
        submission={
            "prepared_by": "甲",
            "telephone": "010-2",
            "reviewed_by": "乙",
            "approved_by": "丙",
            "version": 2,
            "url": "https://www.example.gov.cn/1",
        },
    )
    assert filing.particulars["year"] == 2024
    assert filing.particulars["contact.postcode"] == "101100"
    assert filing.particulars["submission.version"] == 2
    assert len(filing.particulars) == 22
    assert from_json(to_json(filing, FORM), FORM) == filing


def test_white_space_around_a_particular_is_no_part_of_it() -> None:
    assert _read(organisation=" 某局 ", level="  ").particulars == {"organisation": "某局"}


def test_halves_of_characters_are_dropped() -> None:
    filing = _read(organisation="某\ud800局", figures={FIELD: "\udfff7"}, tables={"\ud800": [["\ud800"]]})
    assert filing.particulars == {"organisation": "某局"}
    assert filing.stated(FIELD).value == 7
    assert filing.tables == {"": (("",),)}


def test_numbers_stay_numbers_only_where_numbers_are_asked() -> None:
    filing = _read(year=2024, contact={"postcode": 101100})
    assert filing.particulars == {"year": 2024, "contact.postcode": "101100"}


@pytest.mark.parametrize(
    ("value", "figure"),
    [
        (2240, Figure(State.NUMBER, 2240)),
        ("2240", Figure(State.NUMBER, 2240)),
        ("28983.0794", Figure(State.NUMBER, Decimal("28983.0794"))),
        (28983.0794, Figure(State.NUMBER, Decimal("28983.0794"))),
        ("7545.00", Figure(State.NUMBER, Decimal("7545.00"), typed="7545.00")),
        (12345678901234567, Figure(State.NUMBER, 12345678901234567, typed="12345678901234567")),
        ({"value": 22}, Figure(State.NUMBER, 22)),
        ({"value": 22, "note": None}, Figure(State.NUMBER, 22)),
        ({"value": 22, "note": "  "}, Figure(State.NUMBER, 22)),
        (
            {"value": 22, "note": "其中修订16件"},
            Figure(State.NUMBER, 22, "其中修订16件", "22（其中修订16件）"),
        ),
        (
            {"value": "7545.00", "note": "注"},
            Figure(State.NUMBER, Decimal("7545.00"), "注", "7545.00（注）"),
        ),
        ("2,240", Figure(State.NUMBER, 2240, typed="2,240")),
        ("/", Figure(State.NOT_APPLICABLE, typed="/")),
        ("约20", Figure(State.UNREADABLE, typed="约20")),
        (-1, Figure(State.NUMBER, -1)),
        (None, BLANK),
        ("", BLANK),
    ],
)
def test_a_figure_is_read(value: Any, figure: Figure) -> None:
    assert _figure(value) == figure


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (2240, 2240),
        ("2240", 2240),
        ("28983.0794", "28983.0794"),
        (28983.0794, "28983.0794"),
        ("4068.208", "4068.208"),
        ("7545", 7545),
        ("7545.00", "7545.00"),
        ("0.10", "0.10"),
        (12345678901234567, 12345678901234567),
        ("0.1234567890123456789", "0.1234567890123456789"),
        ({"value": 22, "note": "其中修订16件"}, {"value": 22, "note": "其中修订16件"}),
        ({"value": "0.10", "note": "注"}, {"value": "0.10", "note": "注"}),
        ("22（其中修订16件）", {"value": 22, "note": "其中修订16件"}),
        ("22(其中修订16件)", "22(其中修订16件)"),
        ("２２４０", "２２４０"),
        (" 2,240 ", " 2,240 "),
        ("/", "/"),
        ("-", "-"),
        ("—", "—"),
        ("－", "－"),
        ("无", "无"),
        ("不适用", "不适用"),
        ("约20", "约20"),
        ("#REF!", "#REF!"),
        (-1, -1),
        ("1.5", "1.5"),
    ],
)
def test_a_figure_is_written_as_it_was_given(value: Any, written: Any) -> None:
    filing = _read(figures={FIELD: value})
    assert _written(filing)["figures"] == {FIELD: written}
    assert from_json(to_json(filing, FORM), FORM) == filing


def test_blank_figures_are_not_written() -> None:
    assert _written(_read(figures={FIELD: None, FEES: ""})) == HEAD | {"figures": {}}


def test_extra_figures_are_kept() -> None:
    filing = _read(figures={"extra.leaflets": 3})
    assert _written(filing)["figures"] == {"extra.leaflets": 3}


def test_a_declared_table_is_zero_where_it_is_blank() -> None:
    filing = _read(blank_means_zero=["reviews"], figures={"reviews.review.upheld": 2})
    assert filing.figure("reviews.review.upheld").value == 2
    assert filing.figure("reviews.review.pending") == Figure(State.NUMBER, 0)
    assert filing.stated("reviews.review.pending") == BLANK
    assert filing.figure(FIELD) == BLANK
    assert _written(filing)["blank_means_zero"] == ["reviews"]


def test_texts_are_cut_into_paragraphs_and_put_together_again() -> None:
    filing = _read(
        narrative={
            "opening": "第一段\n\n  第二段  ",
            "overview": [
                {"heading": "", "text": "引子"},
                {"heading": " 主动公开 ", "text": "甲\r\n乙\r丙"},
                {"text": "续前"},
                {"heading": "只有小标题", "text": None},
                {"heading": "", "text": " "},
            ],
            "problems": [],
        }
    )
    assert filing.opening == ("第一段", "第二段")
    assert filing.narrative["overview"] == (
        Item("", ("引子",)),
        Item("主动公开", ("甲", "乙", "丙", "续前")),
        Item("只有小标题", ()),
    )
    assert _written(filing)["narrative"]["opening"] == "第一段\n第二段"
    assert "problems" not in filing.narrative
    assert from_json(to_json(filing, FORM), FORM) == filing


def test_stretches_without_a_sub_heading_go_to_the_one_above() -> None:
    items = [Item("", ("甲",)), Item("", ("乙",)), Item("丙", ()), Item("", ("丁",))]
    assert joined(items) == (Item("", ("甲", "乙")), Item("丙", ("丁",)))


def test_explanations_keep_the_figures_they_were_given_for() -> None:
    given = [
        {"check": "T2-01", "at": "rules", "text": "口径调整。", "saw": [235, "213.50"]},
        {"check": "N-03", "at": "收到政府信息公开申请2333件", "text": "含口头申请。"},
    ]
    filing = _read(explanations=given)
    assert filing.explanations == (
        Explanation("T2-01", "rules", "口径调整。", ("235", "213.50")),
        Explanation("N-03", "收到政府信息公开申请2333件", "含口头申请。"),
    )
    assert _written(filing)["explanations"] == given


def test_tables_of_texts_are_kept() -> None:
    tables = {"附表一": [["甲", "乙"], ["1", ""]]}
    assert _written(_read(tables=tables))["tables"] == tables


@pytest.mark.parametrize("name", NAMES)
def test_totals_that_agree_are_left_out_and_others_kept(name: str) -> None:
    filing = from_json(json.dumps(filing_json(name)).encode(), FORM)
    stated = {name for name in without_agreeing_totals(FORM, filing).figures if FORM.is_total(name)}
    wrong = {"reviews.review.total", "reviews.after_review.total"}
    assert stated == (wrong if name == "hongze-2023" else set())


def test_a_byte_order_mark_is_passed_over() -> None:
    assert from_json(b"\xef\xbb\xbf" + json.dumps(HEAD).encode(), FORM) == _read()


def test_origins_say_where_an_answer_was_found() -> None:
    filing = Filing("disclosure", "2021", origins={FIELD: Origin("表三", "D6")})
    assert (filing.cell(FIELD), filing.cell(FEES)) == ("表三!D6", "")


def test_particulars_can_be_given_from_outside() -> None:
    given = _read(organisation="甲", year=2023).with_particulars({"year": 2024})
    assert given.particulars == {"organisation": "甲", "year": 2024}


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"figures": []}, "figures"),
        ({"figures": 0}, "figures"),
        ({"figures": {FIELD: True}}, FIELD),
        ({"figures": {FIELD: [1]}}, FIELD),
        ({"figures": {FIELD: {"number": 1}}}, FIELD),
        ({"figures": {FIELD: {}}}, FIELD),
        ({"figures": {FIELD: {"value": {"value": 1}}}}, FIELD),
        ({"figures": {FIELD: {"value": None, "note": "注"}}}, FIELD),
        ({"figures": {FIELD: {"value": "/", "note": "注"}}}, FIELD),
        ({"figures": {FIELD: {"value": "1（甲）", "note": "注"}}}, FIELD),
        ({"figures": {FIELD: {"value": 1, "note": 2}}}, FIELD),
        ({"figures": {FIELD: 10**120}}, FIELD),
        ({"blank_means_zero": "reviews"}, "blank_means_zero"),
        ({"blank_means_zero": [1]}, "blank_means_zero"),
        ({"year": 2024.5}, "year"),
        ({"year": True}, "year"),
        ({"organisation": ["甲"]}, "organisation"),
        ({"contact": "某路1号"}, "contact"),
        ({"contact": {"address": {}}}, "contact.address"),
        ({"narrative": "总体情况"}, "narrative"),
        ({"narrative": {"opening": ["甲"]}}, "narrative.opening"),
        ({"narrative": {"overview": "甲"}}, "narrative.overview"),
        ({"narrative": {"overview": ["甲"]}}, "narrative.overview"),
        ({"narrative": {"overview": [{"text": 1}]}}, "narrative.overview"),
        ({"explanations": {}}, "explanations"),
        ({"explanations": ["甲"]}, "explanations"),
        ({"explanations": [{"text": "没有编号"}]}, "explanations.check"),
        ({"explanations": [{"check": "C-04", "at": 1}]}, "explanations.at"),
        ({"explanations": [{"check": "C-04", "saw": [True]}]}, "explanations.saw"),
        ({"explanations": [{"check": "C-04", "saw": 5}]}, "saw"),
        ({"tables": []}, "tables"),
        ({"tables": {"附表": "甲"}}, "tables.附表"),
        ({"tables": {"附表": ["甲"]}}, "tables.附表"),
        ({"tables": {"附表": [[1]]}}, "tables.附表"),
    ],
)
def test_a_value_of_the_wrong_shape_is_told_with_its_place(given: dict[str, Any], place: str) -> None:
    told = _told(json.dumps(HEAD | given).encode())
    assert told == f"填报数据中“{place}”的写法不符合约定，不能使用。请用本程序重新导出。"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"figures": {"applications.receive.natural": 1}},
            "字段 applications.receive.natural 不属于这一版表式",
        ),
        ({"figures": {"extras.a": 1}}, "字段 extras.a 不属于"),
        ({"narrative": {"summary": []}}, "部分 summary 不属于这一版表式"),
        ({"blank_means_zero": ["review"]}, "表 review 不属于这一版表式"),
        ({"edition": "2019"}, "属于“disclosure”表式的 2019 版"),
        ({"form": "budget"}, "属于“budget”表式的 2021 版"),
    ],
)
def test_what_the_form_does_not_have_makes_the_file_unusable(given: dict[str, Any], told: str) -> None:
    assert told in _told(json.dumps(HEAD | given).encode())


@pytest.mark.parametrize("key", ["form", "edition"])
@pytest.mark.parametrize("value", [None, 2021])
def test_a_file_has_to_say_which_form_and_edition_it_answers(key: str, value: object) -> None:
    assert "没有写明属于哪个表式、哪一版" in _told(json.dumps(HEAD | {key: value}).encode())


_WITH = '{"form": "disclosure", "edition": "2021", "figures": {"' + FIELD + '": %s}}'


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "第 1 行第 1 个字符处不能解析"),
        (b"PK\x03\x04", "不能解析"),
        (b'{"form": "disclosure",\n "edition" "2021"}', "第 2 行第 12 个字符处不能解析"),
        (b"[]", "“{}”的写法不符合约定"),
        (b'"disclosure"', "“{}”的写法不符合约定"),
        (b"null", "没有写明属于哪个表式、哪一版"),
        ((_WITH % "NaN").encode(), "“NaN”的写法不符合约定"),
        ((_WITH % "-Infinity").encode(), "“-Infinity”的写法不符合约定"),
        ((_WITH % "1e400").encode(), f"“{FIELD}”的写法不符合约定"),
        ((_WITH % "1e999999999").encode(), f"“{FIELD}”的写法不符合约定"),
        ((_WITH % "1e-999999999").encode(), f"“{FIELD}”的写法不符合约定"),
        ((_WITH % ("1." + "0" * 5000)).encode(), f"“{FIELD}”的写法不符合约定"),
        ((_WITH % ("9" * 5000)).encode(), "过长的数字"),
        (b"[" * 100_000, "嵌套的层次过多"),
        (b'{"form": "disclosure", "form": "budget"}', "“form”出现两次"),
        ((_WITH % ('1, "' + FIELD + '": 2')).encode(), f"“{FIELD}”出现两次"),
        (
            json.dumps(HEAD | {"organisation": "某局"}, ensure_ascii=False).encode("gb18030"),
            "不是 UTF-8 编码",
        ),
        (json.dumps(HEAD).encode("utf-16"), "不是 UTF-8 编码"),
        (b" " * (LARGEST + 1), "超过 3 MB"),
    ],
)
def test_a_file_that_is_no_filing_is_refused_with_one_sentence(data: bytes, told: str) -> None:
    assert told in _told(data)


def test_a_number_with_an_exponent_is_that_number() -> None:
    assert from_json((_WITH % "2.5e3").encode(), FORM).stated(FIELD).text == "2500"


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
_NUMBERS = st.integers(-(10**20), 10**20)
_DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=0, max_value=10**9).map(
    str
)
_ANSWERS = (
    _NUMBERS | _DECIMALS | _TEXT | st.fixed_dictionaries({"value": _NUMBERS | _DECIMALS, "note": _TEXT})
)
_FILINGS = st.fixed_dictionaries(
    {
        "form": st.just("disclosure"),
        "edition": st.just("2021"),
        "figures": st.dictionaries(st.sampled_from(list(FORM.fields)), _ANSWERS, max_size=12),
    },
    optional={
        "organisation": _TEXT,
        "year": st.integers(2021, 2030),
        "blank_means_zero": st.lists(st.sampled_from([table.id for table in FORM.tables]), unique=True),
        "narrative": st.fixed_dictionaries(
            {},
            optional={
                "opening": _TEXT,
                "overview": st.lists(st.fixed_dictionaries({"heading": _TEXT, "text": _TEXT}), max_size=3),
            },
        ),
        "explanations": st.lists(
            st.fixed_dictionaries(
                {"check": st.just("C-04"), "at": _TEXT, "text": _TEXT}, optional={"saw": st.lists(_NUMBERS)}
            ),
            max_size=2,
        ),
        "tables": st.dictionaries(_TEXT, st.lists(st.lists(_TEXT, max_size=3), max_size=3), max_size=2),
    },
)


@given(_FILINGS)
def test_what_is_read_is_written_so_that_it_reads_the_same(source: dict[str, Any]) -> None:
    filing = from_json(json.dumps(source).encode(), FORM)
    written = to_json(filing, FORM)
    assert from_json(written, FORM) == filing
    assert to_json(from_json(written, FORM), FORM) == written


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
_KEYS = st.sampled_from(
    ["figures", "narrative", "explanations", "tables", "blank_means_zero", "contact", "year", "title"]
)


@given(st.dictionaries(_KEYS, _JSON, max_size=4))
def test_any_json_is_read_or_refused(source: dict[str, Any]) -> None:
    with suppress(UnusableInputError):
        filing = from_json(json.dumps(HEAD | source).encode(), FORM)
        assert from_json(to_json(filing, FORM), FORM) == filing


def test_a_number_in_front_of_a_sub_heading_is_taken_off_and_told() -> None:
    source = {"form": "disclosure", "edition": "2021", "figures": {}}
    source["narrative"] = {"overview": [{"heading": "（一）主动公开", "text": "甲。"}]}
    found = from_json(json.dumps(source).encode(), load("disclosure", "2021"))
    assert found.narrative["overview"][0].heading == "主动公开"
    assert [(remark.rule, remark.words) for remark in found.remarks] == [
        ("numbering-removed", "“（一）主动公开”")
    ]


def test_brackets_within_a_text_are_no_nesting() -> None:
    typed = "[{" * 300 + '\\"'
    data = json.dumps(HEAD | {"year": 2024, "figures": {}, "organisation": typed}).encode()
    assert from_json(data, FORM).particulars["organisation"] == typed
