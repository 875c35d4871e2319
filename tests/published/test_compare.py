"""Two reports compared: every difference once, and nothing that does not show."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.figure import of_text
from generator.filing import Filing, Item, Origin
from generator.printed import printed
from generator.published.compare import Difference, compare
from generator.published.taken import taken
from tests.checks.drawing import FORM, filing

TEXTS = {
    "overview": [
        {
            "heading": "主动公开",
            "text": "全年新收申请【本年新收申请总计】件，比上年增加12件。\n政策解读材料及时发布。",
        },
        {"heading": "监督保障", "text": "组织业务培训3次。"},
    ],
    "problems": [
        {"heading": "", "text": "公开内容还不够丰富。\n今后将继续充实公开的内容。\n加强基层队伍建设。"}
    ],
    "other_matters": [{"heading": "", "text": "没有其他需要报告的事项。"}],
}
FEES = {f"processing_fee.{name}": 0 for name in ("notices", "charged", "received")}
OURS = filing(
    "applications natural\nreceived 2240",
    more=FEES,
    narrative=TEXTS,
    signature="某区某局",
    date="2025年1月20日",
)
SHOWN = printed(OURS, FORM)
OVERVIEW, PROBLEMS, OTHER = "一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"


def differences(theirs: Filing, ours: Filing = SHOWN) -> list[Difference]:
    return list(compare(ours, theirs, FORM))


def told(theirs: Filing, ours: Filing = SHOWN) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.group, one.ours, one.theirs) for one in differences(theirs, ours)]


def text(section: str, *items: Item) -> Filing:
    return replace(SHOWN, narrative={**SHOWN.narrative, section: items})


def problems(*paragraphs: str) -> Filing:
    return text("problems", Item("", paragraphs))


def figure(answer: str) -> Filing:
    changed = {"applications.received.natural": of_text(answer, FORM.not_applicable)}
    return replace(SHOWN, figures={**SHOWN.figures, **changed})


FIRST, SECOND, THIRD = SHOWN.narrative["problems"][0].paragraphs
ABOUT, BACKING = SHOWN.narrative["overview"]

EDITS: dict[str, tuple[Filing, tuple[str, str, str, str]]] = {
    "a cell": (figure("2241"), ("figure", "表三", "2240", "2241")),
    "a cell emptied": (figure(""), ("figure", "表三", "2240", "")),
    "a note": (figure("2240（含转办）"), ("figure", "表三", "2240", "2240（含转办）")),
    "a number in the text": (
        text(
            "overview",
            Item(ABOUT.heading, (ABOUT.paragraphs[0].replace("2240", "2204"), ABOUT.paragraphs[1])),
            BACKING,
        ),
        ("number", OVERVIEW, "2240", "2204"),
    ),
    "a sub-heading": (
        text("overview", replace(ABOUT, heading="主动公开情况"), BACKING),
        ("changed", OVERVIEW, "主动公开", "主动公开情况"),
    ),
    "words of a paragraph": (
        problems(FIRST, "今后将不断充实公开的内容。", THIRD),
        ("changed", PROBLEMS, SECOND, "今后将不断充实公开的内容。"),
    ),
    "a paragraph removed": (problems(FIRST, THIRD), ("removed", PROBLEMS, SECOND, "")),
    "a paragraph added": (
        problems(FIRST, "公开渠道有待拓宽。", SECOND, THIRD),
        ("added", PROBLEMS, "", "公开渠道有待拓宽。"),
    ),
    "a paragraph moved": (problems(SECOND, THIRD, FIRST), ("moved", PROBLEMS, FIRST, FIRST)),
    "a sub-heading removed": (
        text("overview", Item(ABOUT.heading, (*ABOUT.paragraphs, *BACKING.paragraphs))),
        ("removed", OVERVIEW, "监督保障", ""),
    ),
    "the title": (
        SHOWN.with_particulars({"title": "某区某局\n2023年政府信息公开工作年度报告"}),
        ("title", "标题", "某区某局2024年政府信息公开工作年度报告", "某区某局2023年政府信息公开工作年度报告"),
    ),
    "the date": (SHOWN.with_particulars({"date": "2025年1月21日"}), ("number", OTHER, "20", "21")),
    "the opening": (
        replace(SHOWN, opening=(f"{SHOWN.opening[0]}特此公布。",)),
        ("changed", "开头", "…2024年1月1日至12月31日。", "…2024年1月1日至12月31日。特此公布。"),
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_found_once_and_nothing_else(edit: str) -> None:
    theirs, expected = EDITS[edit]
    assert told(theirs) == [expected]


def test_a_paragraph_that_moved_to_another_section_is_told_with_both_places() -> None:
    moved = replace(
        SHOWN,
        narrative={
            **SHOWN.narrative,
            "problems": (Item("", (FIRST, THIRD)),),
            "overview": (ABOUT, Item(BACKING.heading, (*BACKING.paragraphs, SECOND))),
        },
    )
    (one,) = differences(moved)
    assert (one.kind, one.group, one.ours_at, one.theirs_at) == (
        "moved",
        PROBLEMS,
        "第 2 段",
        f"{OVERVIEW} 第 6 段",
    )


def test_a_number_is_told_with_the_words_around_it_and_apart_from_other_changes() -> None:
    both = text(
        "overview",
        Item(ABOUT.heading, ("全年共收到申请2204件，比上年增加12件。", ABOUT.paragraphs[1])),
        BACKING,
    )
    found = differences(both)
    assert [one.kind for one in found] == ["number", "changed"]
    assert "申请2240件" in found[0].around


NOT_SHOWN: dict[str, Filing] = {
    "white space": problems(f"　　{FIRST} ", SECOND.replace("将", "将 "), f"\u200b{THIRD}"),
    "widths": text(
        "overview",
        Item("主动公开", tuple(p.replace("2240", "２２４０").replace("，", ",") for p in ABOUT.paragraphs)),
        BACKING,
    ),
    "numbering by hand": text(
        "overview", replace(ABOUT, heading="（一）主动公开"), replace(BACKING, heading="2.监督保障")
    ),
    "a heading set as a paragraph": text(
        "overview", Item("", ("（一）主动公开", *ABOUT.paragraphs)), BACKING
    ),
    "a heading run in with its text": text(
        "overview", Item("", (f"（一）主动公开。{ABOUT.paragraphs[0]}", ABOUT.paragraphs[1])), BACKING
    ),
    "the title on one line": SHOWN.with_particulars({"title": "某区某局2024年政府信息公开工作年度报告"}),
    "a thousands separator": figure("2,240"),
    "the signature read as text": replace(
        SHOWN.with_particulars({"signature": "", "date": ""}),
        narrative={
            **SHOWN.narrative,
            "other_matters": (
                Item("", (*SHOWN.narrative["other_matters"][0].paragraphs, "某区某局", "2025年1月20日")),
            ),
        },
    ),
}


@pytest.mark.parametrize("what", NOT_SHOWN)
def test_what_does_not_show_is_no_difference(what: str) -> None:
    assert told(NOT_SHOWN[what]) == []


@pytest.mark.parametrize(
    ("mine", "other", "differ"), [("/", "-", False), ("/", "0", True), ("", "0", True), ("无", "/", False)]
)
def test_different_answers_differ_and_words_for_the_same_answer_do_not(
    mine: str, other: str, differ: bool
) -> None:
    assert bool(differences(figure(other), figure(mine))) is differ


def _without(keep: Callable[[str], bool]) -> Filing:
    kept = {name: found for name, found in SHOWN.figures.items() if keep(name)}
    return replace(SHOWN, figures=kept, origins={name: Origin("表三", "第1行") for name in kept})


def test_a_row_that_was_deleted_is_told_once() -> None:
    (one,) = differences(_without(lambda name: not name.startswith("applications.refused_inquiry")))
    assert (one.kind, one.group) == ("row", "表三")
    assert one.place.endswith("8.属于行政查询事项")


def test_a_table_that_is_missing_is_told_once() -> None:
    found = differences(_without(lambda name: not name.startswith("reviews.")))
    assert [(one.kind, one.group) for one in found] == [("table", "表四")]


def test_a_report_equals_itself() -> None:
    assert differences(SHOWN) == []


class TestTaken:
    def test_what_was_not_changed_stays_as_it_was_typed(self) -> None:
        assert taken(OURS, SHOWN, SHOWN, FORM) == OURS

    @pytest.mark.parametrize("edit", EDITS)
    def test_the_report_then_shows_the_final_text(self, edit: str) -> None:
        theirs, _ = EDITS[edit]
        again = printed(taken(OURS, SHOWN, theirs, FORM), FORM)
        assert [kind for kind, *_ in told(theirs, again) if kind != "figure"] == []

    @pytest.mark.parametrize(
        "lines",
        [
            ("没有收取信息处理费。",),
            ("没有其他需要报告的事项。",),
            ("没有其他需要报告的事项。", SHOWN.narrative["other_matters"][0].paragraphs[-1], "另有说明。"),
            (SHOWN.narrative["other_matters"][0].paragraphs[-1], "没有其他需要报告的事项。"),
        ],
    )
    def test_a_sentence_that_prints_by_itself_is_kept_where_it_would_not_print(
        self, lines: tuple[str, ...]
    ) -> None:
        theirs = text("other_matters", Item("", lines))
        again = printed(taken(OURS, SHOWN, theirs, FORM), FORM)
        left = told(theirs, again)
        removed = lines == ("没有其他需要报告的事项。",)
        assert [kind for kind, *_ in left] == (["removed"] if removed else [])

    def test_a_sheet_that_a_text_prints_is_no_difference_and_stays_where_it_stood(self) -> None:
        typed = ("甲段的文字。", "【表格｜目录】", "乙段的文字。", "【表格｜目录】")
        ours = replace(
            OURS,
            narrative={**OURS.narrative, "problems": (Item("", typed),)},
            tables={"目录": (("类别", "条数"), ("政策", "12"))},
        )
        shown = printed(ours, FORM)
        theirs = problems("甲段的文字。", "新的一段。", "乙段改过的文字。")
        kinds = [kind for kind, *_ in told(problems(typed[0], typed[2]), shown)]
        assert kinds == []
        found = taken(ours, shown, theirs, FORM).narrative["problems"]
        assert found == (Item("", (*typed[:2], "新的一段。", "乙段改过的文字。", typed[3])),)
        assert taken(ours, shown, problems(typed[0], typed[2]), FORM).narrative["problems"] == (
            Item("", typed),
        )

    def test_sub_headings_typed_among_the_paragraphs_stay_there(self) -> None:
        typed = ("（一）公开不够", "甲段的文字。", "（二）解读不足", "乙段的文字。")
        ours = replace(OURS, narrative={**OURS.narrative, "problems": (Item("", typed),)})
        shown = printed(ours, FORM)
        assert [item.heading for item in shown.narrative["problems"]] == ["公开不够", "解读不足"]
        assert taken(ours, shown, shown, FORM) == ours

    def test_names_of_figures_survive_where_only_another_paragraph_changed(self) -> None:
        theirs = problems(FIRST)
        found = taken(OURS, SHOWN, theirs, FORM)
        assert found.narrative["overview"] == OURS.narrative["overview"]
        assert found.narrative["problems"] == (Item("", (FIRST,)),)
        assert found.opening == ()

    def test_the_title_and_a_changed_opening_are_taken_and_figures_are_not(self) -> None:
        theirs = replace(figure("2241"), opening=("新的开头。",)).with_particulars({"title": "某局年度报告"})
        found = taken(OURS, SHOWN, theirs, FORM)
        assert (found.opening, found.particulars["title"]) == (("新的开头。",), "某局年度报告")
        assert found.figures == OURS.figures
