"""N-03 to N-05: texts that do not agree with the tables, and all that must raise nothing."""

import json
from dataclasses import replace
from typing import Any

import pytest

from generator.checks import check
from generator.filing_json import from_json
from generator.finding import Finding
from generator.form.model import Severity
from tests import cases
from tests.checks.drawing import FORM, filing
from tests.narrative import SETS, Labelled, is_found, score, sentences, told
from tests.narrative.__main__ import PAGE, page

NUMBERS = ("N-03", "N-04", "N-05")
_CARRIED = {
    f"applications.carried_out.{column}": 0
    for column in ("natural", "business", "research", "social", "legal", "other")
} | {"applications.handled.total": 40}
APPLICATIONS = "applications natural business\nreceived 30 2\ngranted 25 2\ncarried_out 5 0"


def _found(text: str, *tables: str, heading: str = "依申请公开", **given: Any) -> list[Finding]:
    narrative = {"overview": [{"heading": heading, "text": text}]}
    whole = filing(*(tables or (APPLICATIONS,)), narrative=narrative, **given)
    return [finding for finding in check(whole, FORM) if finding.check in NUMBERS]


def _of_case(name: str, text: str) -> list[Finding]:
    case = cases.filing_json(name)
    case["narrative"]["overview"] = [{"heading": "依申请公开", "text": text}]
    given = from_json(json.dumps(case).encode(), FORM)
    return [finding for finding in check(given, FORM) if finding.check in NUMBERS]


@pytest.mark.parametrize("name", SETS)
def test_of_the_labelled_sentences_enough_are_judged_right(name: str) -> None:
    assert (score(name).precision >= 0.98, score(name).recall >= 0.95) == (True, True)


def test_the_labelled_sentences_are_many_and_half_of_them_without_fault() -> None:
    labelled = [one for name in SETS for one in sentences(name)]
    assert len(labelled) >= 300
    assert sum(not one.is_faulty for one in labelled) >= len(labelled) / 2


def test_narrow_signs_as_web_pages_have_them_are_read_as_wide_ones() -> None:
    narrow = str.maketrans("，；：（）", ",;:()")
    for one in (*sentences("sealed"), *sentences("newer")):
        changed = replace(one, fault=one.fault.translate(narrow), sentence=one.sentence.translate(narrow))
        assert is_found(changed, told(changed)) == is_found(one, told(one)), changed.sentence


def test_the_table_of_precision_and_recall_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("labelled", [one for one in sentences("tuned") if not one.is_faulty], ids=str)
def test_what_must_raise_nothing_raises_nothing(labelled: Labelled) -> None:
    assert told(labelled) == []


def test_a_number_is_told_with_its_words_the_nearest_figures_and_the_name() -> None:
    (found,) = _found("全年收到政府信息公开申请33件。")
    assert (found.check, found.at, found.saw) == ("N-03", "全年收到政府信息公开申请33件", ("33", "32"))
    assert found.severity is Severity.EXPLAIN
    assert found.message.startswith(
        "“总体情况”中，“全年收到政府信息公开申请33件”，表中没有相同的数，最接近的“本年新收申请总计”为 32"
    )
    assert "【本年新收申请总计】" in found.message


def test_the_numbers_of_one_sentence_are_one_finding() -> None:
    (found,) = _found("全年收到政府信息公开申请33件，答复28件，结转下年度4件。")
    assert all(words in found.message for words in ("申请33件", "答复28件", "结转下年度4件"))


def test_names_are_not_checked_again() -> None:
    assert _found("收到政府信息公开申请【本年新收申请总计】件，答复【办结申请总计】件。") == []


def test_what_the_tables_do_not_say_is_not_told() -> None:
    assert _found("全年收到政府信息公开申请33件。", "applications natural\nreceived .") == []


def test_all_done_with_cases_carried_over_is_told() -> None:
    (found,) = _found("收到的政府信息公开申请已全部办结。")
    assert (found.check, found.saw) == ("N-04", ("0", "5"))


def test_parts_that_are_more_than_their_whole_are_told() -> None:
    (found,) = _found("收到政府信息公开申请32件，其中甲类20件、乙类15件。")
    assert (found.check, found.saw) == ("N-05", ("35", "32"))


def test_parts_may_be_those_of_an_earlier_whole_of_the_sentence() -> None:
    said = "因政府信息公开被申请行政复议92件，已审结58件，其中维持38件、纠正19件，其他结果1件，尚未审结34件。"
    table = "reviews upheld corrected other pending\nreview 38 19 1 34"
    assert _found(said, table) == []
    assert _found(said.replace("尚未审结34件", "在途34件"), table) == []


def test_items_that_are_figures_of_the_tables_need_not_add_up_to_what_stands_before_them() -> None:
    said = "因政府信息公开被申请行政复议92件，其中结果维持38件、结果纠正19件、其他1件。"
    assert _found(said, "reviews upheld corrected other pending\nreview 38 19 1 34") == []


def test_what_follows_a_whole_that_its_parts_have_reached_is_no_part_of_it() -> None:
    said = "因政府信息公开引发行政复议11件，其中维持10件、被纠正1件，复议后起诉5件，均被维持。"
    table = "reviews upheld corrected\nreview 10 1\nafter_review 5 0"
    assert _found(said, table) == []
    (found,) = _found(said.replace("复议后起诉5件，均被维持", "其他方式5件"), table)
    assert (found.check, found.saw) == ("N-05", ("16", "11"))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("加上上年结转的0件，本年度共办理34件。", "本年度共办理34件"),
        ("连同上年结转的0件，应办理34件。", "应办理34件"),
        ("上年结转0件，合计34件。", "合计34件"),
        ("全年办理答复33件。", "全年办理答复33件"),
        ("不予公开5件，主要涉及内部事务信息5件。", "主要涉及内部事务信息5件"),
        ("经区司法局审理，因政府信息公开引发的行政复议维持3件。", "因政府信息公开引发的行政复议维持3件"),
        ("个别镇办理不规范，全年收到政府信息公开申请33件。", "全年收到政府信息公开申请33件"),
    ],
)
def test_more_numbers_of_the_whole_are_bound(said: str, words: str) -> None:
    table = "applications natural\nreceived 32\nrefused_internal_affairs 1\nrefused_process 4\ngranted 27"
    told = _found(f"全年收到政府信息公开申请32件。{said}", table, organisation="某区人民政府")
    assert [words in finding.message for finding in told] == [True]


def test_a_comparison_before_leads_to_the_change_and_a_year_apart_is_that_of_the_number() -> None:
    last = {"figures": {"applications.received.total": 40, **_CARRIED}}
    for said, count in (
        ("与上年相比，政府信息公开申请减少8件。", 0),
        ("与上年相比，政府信息公开申请减少6件。", 1),
        ("2023年，本机关收到政府信息公开申请40件；2024年收到32件。", 0),
        ("2023年，本机关收到政府信息公开申请44件；2024年收到32件。", 1),
    ):
        assert len(_found(said, last_year=last)) == count, said


def test_nothing_carried_over_may_be_said_of_either_year() -> None:
    said = "全年收到政府信息公开申请32件，无结转。"
    assert _found(said) == []
    both = "applications natural\nreceived 32\ncarried_in 2\ngranted 30\ncarried_out 4"
    assert [f.check for f in _found(said, both)] == ["N-03"]


def test_an_office_that_reports_for_itself_is_no_part() -> None:
    said = "某区政府办公室收到政府信息公开申请31件。"
    assert _found(said, organisation="某区人民政府") == []
    assert [f.check for f in _found(said, organisation="某区人民政府办公室")] == ["N-03"]


@pytest.mark.parametrize(
    ("organisation", "scope", "said", "is_told"),
    [
        ("某区人民政府", "本行政区域汇总", "区本级收到政府信息公开申请31件，答复26件。", False),
        ("某区人民政府", "本行政区域汇总", "区本级收到政府信息公开申请33件。", True),
        ("某区人民政府", "本行政区域汇总", "全区共收到政府信息公开申请1126件。", True),
        ("某区人民政府", "本行政区域汇总", "各街道收到政府信息公开申请31件。", False),
        ("某区人民政府", "本行政区域汇总", "各街道收到政府信息公开申请33件。", True),
        ("某区人民政府", "本行政区域汇总", "全区各部门、各街道共收到政府信息公开申请31件。", True),
        ("某区财政局", "本机关", "各街道收到政府信息公开申请33件。", False),
        ("某区公安局", "本机关", "各街道（镇）派出所收到政府信息公开申请33件。", False),
        ("某区人民政府办公室", "本机关", "办公室本级收到政府信息公开申请31件。", True),
        ("某区人民政府办公室", "本机关", "全区收到政府信息公开申请1126件，其中办公室收到申请32件。", False),
        ("某区人民政府办公室", "本机关", "全区收到政府信息公开申请1126件，其中办公室收到申请31件。", True),
        ("某区人民政府办公室", "本机关", "全区各级机关收到政府信息公开申请23件。", True),
        ("某区人民政府办公室", "本行政区域汇总", "全区各级机关收到政府信息公开申请1126件。", True),
        ("某区财政局", "本机关", "全市财政系统受理政府信息公开申请3.6万件。", False),
        ("某区财政局", "本机关", "全区政府信息公开申请同比增长12.5%。", False),
        ("某经济开发区管委会", "含所属单位", "全区收到政府信息公开申请1126件。", True),
        ("某区财政局", "含所属单位", "通过信函收到政府信息公开申请31件。", False),
        ("某区财政局", "含所属单位", "通过信函收到政府信息公开申请33件。", True),
        ("某区财政局", "含所属单位", "通过信函、网络等渠道收到政府信息公开申请31件。", True),
    ],
)
def test_a_number_is_of_whom_the_words_and_the_scope_say(
    organisation: str, scope: str, said: str, is_told: bool
) -> None:
    found = _found(said, organisation=organisation, scope=scope)
    assert [finding.check for finding in found] == ["N-03"] * is_told


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("政府信息公开申请新收、上年结转、办结分别为32件、0件、27件。", None),
        ("政府信息公开申请新收、上年结转、办结分别为32件、0件、72件。", 72),
        ("政府信息公开申请中，自然人、企业申请分别占93.8%、6.3%。", None),
        ("政府信息公开申请中，自然人、企业申请分别占93.8%、3.6%。", "3.6"),
        ("政府信息公开行政复议、行政诉讼均为0件。", None),
        ("政府信息公开行政复议、行政诉讼各1件。", 1),
        ("政府信息公开申请中，超过95%的申请由自然人提出。", 95),
    ],
)
def test_a_number_is_of_the_name_that_is_listed_for_it(said: str, wrong: object) -> None:
    assert [str(finding.left) for finding in _found(said)] == [str(wrong)] * (wrong is not None)


@pytest.mark.parametrize(("last", "is_told"), [(310, False), (301, True)])
def test_last_years_number_may_stand_in_brackets(last: int, is_told: bool) -> None:
    said = f"全年收到政府信息公开申请329件，比2023年（{last}件）增长6.1%。"
    assert bool(told(Labelled("county", "-", said))) == is_told


@pytest.mark.parametrize(("last", "is_told"), [(310, False), (301, True)])
def test_brackets_before_a_comparison_do_not_hide_what_it_is_of(last: int, is_told: bool) -> None:
    said = f"全年收到政府信息公开申请329件（网上申请187件），比2023年的{last}件增加19件。"
    assert bool(told(Labelled("county", "-", said))) == is_told


@pytest.mark.parametrize(
    ("said", "scope", "is_told"),
    [
        ("区司法局受理政府信息公开行政复议2件，维持1件。", "本行政区域汇总", False),
        ("区司法局受理政府信息公开行政复议4件。", "本行政区域汇总", True),
        ("区司法局受理行政复议126件，其中信息公开类4件。", "本行政区域汇总", True),
        ("以区政府为被申请人的政府信息公开行政复议2件，维持1件。", "本行政区域汇总", False),
        ("区政府被申请政府信息公开行政复议2件。", "本机关", True),
    ],
)
def test_reviews_of_a_government_itself_or_of_who_decides_them_are_a_part_of_its_area(
    said: str, scope: str, is_told: bool
) -> None:
    reviews = "reviews upheld corrected\nreview 2 1"
    found = _found(said, APPLICATIONS, reviews, organisation="某市某区人民政府", scope=scope)
    assert [finding.check for finding in found] == ["N-03"] * is_told


@pytest.mark.parametrize(
    ("said", "is_told"),
    [
        ("收到政府信息公开申请40件，与上年持平。", False),
        ("收到政府信息公开申请40件，较上年增长一倍。", True),
        ("受理行政许可300件，收到政府信息公开申请40件，办结40件，与上年持平。", False),
        ("办结政府信息公开申请40件，与上年持平。", True),
        ("办结政府信息公开申请40件，与上年基本持平。", False),
        ("办结政府信息公开申请40件，较上年无变化。", True),
        ("办结政府信息公开申请40件，办理流程与上年一致。", False),
        ("收到政府信息公开申请40件，公开信息300条，与上年相同。", False),
        ("政府信息公开行政复议8件，是上年的2倍。", False),
        ("政府信息公开行政复议8件，是上年的3倍。", True),
        ("政府信息公开行政复议8件，较上年翻了一番。", False),
        ("政府信息公开行政复议8件，比上年减少一半。", True),
        ("政府信息公开行政复议8件，与上年持平。", True),
        ("政府信息公开行政复议8件，纠错率与上年持平。", False),
    ],
)
def test_words_of_change_are_judged_without_a_number(said: str, is_told: bool) -> None:
    this = filing(
        "applications natural\nreceived 40\ngranted 40",
        "reviews upheld\nreview 8",
        narrative={"overview": [{"heading": "依申请公开", "text": said}]},
    )
    last = filing(
        "applications natural\nreceived 40\ngranted 38\ncarried_out 2", "reviews upheld\nreview 4", year=2023
    )
    found = [finding.check for finding in check(this, FORM, last) if finding.check in NUMBERS]
    assert found == ["N-03"] * is_told


def test_no_change_at_all_has_no_sign() -> None:
    said = [{"heading": "依申请公开", "text": "收到政府信息公开申请32件，同比下降5.0%。"}]
    whole = filing(APPLICATIONS, narrative={"overview": said})
    (found,) = (one for one in check(whole, FORM, filing(APPLICATIONS, year=2023)) if one.check == "N-03")
    assert "增加 0.0%" in found.message


def test_without_last_year_growth_is_not_told() -> None:
    assert _found("收到政府信息公开申请32件，同比增长90%。") == []


def test_an_explanation_settles_the_words_that_it_quotes() -> None:
    given = [{"check": "N-03", "at": "收到政府信息公开申请33件", "text": "含一件撤回的。"}]
    (found,) = _found("收到政府信息公开申请33件。", explanations=given)
    assert not found.blocks


def test_no_application_this_year_beside_cases_in_table_four_is_no_fault() -> None:
    reviews = "reviews upheld\nreview 1"
    assert _found("未收到政府信息公开申请。因政府信息公开发生行政复议1件。", reviews) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "huaian-city-2024",
            "全市受理政府信息公开申请3119件，答复3050件（含上年度结转申请34件），顺延到下年度答复103件。"
            "因政府信息公开引发的行政复议351件，其中结果维持72件、结果纠正64件、其他结果178件、尚未审结37件；"
            "行政诉讼46件，其中结果维持25件、结果纠正5件、其他结果9件、尚未审结7件。",
        ),
        (
            "shanghai-go-2025",
            "受理政府信息公开申请1295件，办结1191件（含上年结转189件）。其中，予以公开及部分公开208件，占17.46%；"
            "不予公开20件，占1.68%；无法提供564件，占47.36%；不予处理80件，占6.72%；其他处理319件，占26.78%。",
        ),
        ("shanghai-go-2025", "主动公开市政府规章22件、行政规范性文件34件。"),
        ("hongze-2023", "政府网站主动公开政府信息1136条。全区受理政府信息公开申请21件，信息处理费0元。"),
        ("tongzhou-2024", "领导信箱全年接收网民留言、咨询、建议等信件2293件。业务培训2次。"),
    ],
)
def test_phrases_of_published_reports_that_agree_raise_nothing(name: str, text: str) -> None:
    assert _of_case(name, text) == []


def test_the_known_fault_of_a_published_report_is_told() -> None:
    (found,) = _of_case("tongzhou-2024", "全区收到依申请公开总数2333件。")
    assert found.saw == ("2333", "2331")


@pytest.mark.parametrize("name", cases.NAMES)
def test_a_neutral_narrative_raises_nothing(name: str) -> None:
    given = from_json(json.dumps(cases.filing_json(name)).encode(), FORM)
    assert [finding for finding in check(given, FORM) if finding.check in NUMBERS] == []


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        ("占91.49%，较上年下降0.45个百分点", False),
        ("占91.49%（比上年下降0.45个百分点）", False),
        ("占91.49%，较上年下降0.54个百分点", True),
        ("占91.49%，同比提高0.45个百分点", True),
        ("占91.49%。按时办结率100%，较上年提高2个百分点", False),
    ],
)
def test_percentage_points_are_those_between_this_and_last_years_share(words: str, is_told: bool) -> None:
    sentence = f"全县共收到政府信息公开申请329件，其中自然人申请301件，{words}。"
    found = [finding.message for finding in told(Labelled("county", "-", sentence))]
    assert ["应为减少 0.45个百分点" in message for message in found] == [True] * is_told


def test_percentage_points_are_not_judged_without_last_years_report() -> None:
    sentence = "共收到政府信息公开申请10件，其中自然人申请5件，占50%，较上年提高9个百分点。"
    assert _found(sentence, "applications natural business\nreceived 5 5\ngranted 5 5") == []


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("收到当面申请1件、网上申请3件，共计6件。", True),
        ("收到当面申请1件、网上申请3件，共计4件。", False),
        ("收到当面申请1件、网上申请3件，共计600件。", False),
        ("公开信息120条，其中政策文件30条、工作动态50条、其他30条。", True),
        ("公开信息120条，其中政策文件30条、工作动态60条、其他30条。", False),
        ("公开信息120条，其中政策文件30条、工作动态50条。", False),
        ("公开信息120条，其中网站90条、公众号80条、其他渠道30条。", False),
        ("公开信息340条，由部门信息187条、镇街信息124条两部分组成。", True),
    ],
)
def test_a_list_that_is_complete_adds_up_to_its_whole(text: str, is_told: bool) -> None:
    assert [finding.check for finding in _found(text)] == ["N-05"] * is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("收到的政府信息公开申请均已办结。", True),
        ("除5件未到期外，政府信息公开申请均已办结。", False),
        ("政府信息公开申请均在法定期限内处理，答复率100%。", False),
        ("政府信息公开申请办结率100%。", True),
        ("政府信息公开申请答复率100%。", False),
    ],
)
def test_what_is_excepted_or_done_in_time_is_no_claim_of_all(text: str, is_told: bool) -> None:
    assert [finding.check for finding in _found(text)] == ["N-04"] * is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("收到政府信息公开申请32件，比上年增长28%。", False),
        ("收到政府信息公开申请32件，比上年增长38%。", True),
        ("收到政府信息公开申请32件，较上年的25件增加7件。", False),
        ("收到政府信息公开申请32件，较上年的52件减少20件。", True),
        ("收到政府信息公开申请32件（去年同期25件）。", False),
        ("政府信息公开申请较上年增加7件，增幅28%；发布信息3万条，同比增长12%。", False),
        ("政府信息公开申请较上年增加7件，增幅38%。", True),
        ("收到政府信息公开申请32件（去年同期52件）。", True),
        ("政府信息公开申请办结率84.38%，较上年下降11.62个百分点。", False),
        ("政府信息公开申请办结率84.38%，较上年下降3.13个百分点。", True),
    ],
)
def test_growth_is_checked_with_no_more_than_what_the_workbook_asks_of_last_year(
    text: str, is_told: bool
) -> None:
    last = {
        "applications.received.total": 25,
        "applications.handled.total": 24,
        "applications.carried_out.natural": 4,
        "applications.carried_out.business": 0,
        **{f"applications.carried_out.{name}": 0 for name in ("research", "social", "legal", "other")},
    }
    table = "applications natural business\nreceived 30 2\ncarried_in 3 0\ngranted 25 2\ncarried_out 8 0"
    found = _found(text, table, last_year={"figures": last})
    assert [finding.check for finding in found] == ["N-03"] * is_told


def test_an_endless_list_is_no_sentence_and_what_follows_is_read_all_the_same() -> None:
    (found,) = _found("收到政府信息公开申请3件，" * 100 + "。收到政府信息公开申请33件。")
    assert found.at == "收到政府信息公开申请33件"
