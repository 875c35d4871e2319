"""What edition 2021 asks, written out: labels are official, and filings are exchanged in the identifiers."""

import pytest

from generator.form.loader import load
from generator.form.model import Kind, Severity

FORM = load("disclosure", "2021")

SECTIONS = [
    ("overview", "总体情况", ""),
    ("proactive", "主动公开政府信息情况", "proactive"),
    ("applications", "收到和处理政府信息公开申请情况", "applications"),
    ("reviews", "政府信息公开行政复议、行政诉讼情况", "reviews"),
    ("problems", "存在的主要问题及改进情况", ""),
    ("other_matters", "其他需要报告的事项", ""),
]
PROACTIVE = {
    "proactive.rules.issued": ("规章", "本年制发件数"),
    "proactive.rules.repealed": ("规章", "本年废止件数"),
    "proactive.rules.in_force": ("规章", "现行有效件数"),
    "proactive.normative.issued": ("行政规范性文件", "本年制发件数"),
    "proactive.normative.repealed": ("行政规范性文件", "本年废止件数"),
    "proactive.normative.in_force": ("行政规范性文件", "现行有效件数"),
    "proactive.licences.decisions": ("行政许可", "本年处理决定数量"),
    "proactive.penalties.decisions": ("行政处罚", "本年处理决定数量"),
    "proactive.coercion.decisions": ("行政强制", "本年处理决定数量"),
    "proactive.fees.amount": ("行政事业性收费", "本年收费金额（单位：万元）"),
}
RESULTS = "三、本年度办理结果"
ROWS = {
    "received": ("一、本年新收政府信息公开申请数量",),
    "carried_in": ("二、上年结转政府信息公开申请数量",),
    "granted": (RESULTS, "（一）予以公开"),
    "partly_granted": (RESULTS, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    "refused_state_secret": (RESULTS, "（三）不予公开", "1.属于国家秘密"),
    "refused_forbidden_by_law": (RESULTS, "（三）不予公开", "2.其他法律行政法规禁止公开"),
    "refused_security": (RESULTS, "（三）不予公开", "3.危及“三安全一稳定”"),
    "refused_third_party": (RESULTS, "（三）不予公开", "4.保护第三方合法权益"),
    "refused_internal_affairs": (RESULTS, "（三）不予公开", "5.属于三类内部事务信息"),
    "refused_process": (RESULTS, "（三）不予公开", "6.属于四类过程性信息"),
    "refused_enforcement_file": (RESULTS, "（三）不予公开", "7.属于行政执法案卷"),
    "refused_inquiry": (RESULTS, "（三）不予公开", "8.属于行政查询事项"),
    "unavailable_not_held": (RESULTS, "（四）无法提供", "1.本机关不掌握相关政府信息"),
    "unavailable_needs_creating": (RESULTS, "（四）无法提供", "2.没有现成信息需要另行制作"),
    "unavailable_unclear": (RESULTS, "（四）无法提供", "3.补正后申请内容仍不明确"),
    "not_processed_petition": (RESULTS, "（五）不予处理", "1.信访举报投诉类申请"),
    "not_processed_repeated": (RESULTS, "（五）不予处理", "2.重复申请"),
    "not_processed_publication": (RESULTS, "（五）不予处理", "3.要求提供公开出版物"),
    "not_processed_excessive": (RESULTS, "（五）不予处理", "4.无正当理由大量反复申请"),
    "not_processed_reissue": (RESULTS, "（五）不予处理", "5.要求行政机关确认或重新出具已获取信息"),
    "other_not_corrected": (
        RESULTS,
        "（六）其他处理",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    ),
    "other_fee_unpaid": (
        RESULTS,
        "（六）其他处理",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    ),
    "other_other": (RESULTS, "（六）其他处理", "3.其他"),
    "handled": (RESULTS, "（七）总计"),
    "carried_out": ("四、结转下年度继续办理",),
}
APPLICANTS, ORGANISATIONS = "申请人情况", "法人或其他组织"
COLUMNS = {
    "natural": (APPLICANTS, "自然人"),
    "business": (APPLICANTS, ORGANISATIONS, "商业企业"),
    "research": (APPLICANTS, ORGANISATIONS, "科研机构"),
    "social": (APPLICANTS, ORGANISATIONS, "社会公益组织"),
    "legal": (APPLICANTS, ORGANISATIONS, "法律服务机构"),
    "other": (APPLICANTS, ORGANISATIONS, "其他"),
    "total": (APPLICANTS, "总计"),
}
GROUPS = {
    "review": ("行政复议",),
    "direct": ("行政诉讼", "未经复议直接起诉"),
    "after_review": ("行政诉讼", "复议后起诉"),
}
OUTCOMES = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
    "total": "总计",
}
FEE = ["processing_fee.notices", "processing_fee.charged", "processing_fee.received"]


def test_it_says_which_form_and_edition_it_is() -> None:
    assert (FORM.id, FORM.edition, FORM.title) == ("disclosure", "2021", "政府信息公开工作年度报告")


def test_six_sections_have_the_official_titles_and_three_of_them_a_table() -> None:
    assert [(section.id, section.title, section.table) for section in FORM.sections] == SECTIONS


def test_section_one_has_five_usual_aspects() -> None:
    aspects = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")
    assert FORM.sections[0].aspects == aspects


def test_tables_have_the_titles_of_their_sections_and_the_numbers_two_to_four() -> None:
    titles = {section.table: section.title for section in FORM.sections}
    numbers = {"proactive": "表二", "applications": "表三", "reviews": "表四"}
    assert {table.id: table.number for table in FORM.tables} == numbers
    assert all(table.title == titles[table.id] for table in FORM.tables)


def test_table_two_has_four_bands_and_ten_fields() -> None:
    assert [band.title for band in FORM.tables[0].bands] == [
        "第二十条第（一）项",
        "第二十条第（五）项",
        "第二十条第（六）项",
        "第二十条第（八）项",
    ]
    assert {band.corner for band in FORM.tables[0].bands} == {"信息内容"}
    fields = {
        name: (*FORM.fields[name].row_labels, *FORM.fields[name].column_labels)
        for name in FORM.table_fields("proactive")
    }
    assert list(fields.items()) == list(PROACTIVE.items())


def test_table_three_has_twenty_five_rows_and_seven_columns() -> None:
    fields = {
        name: (FORM.fields[name].row_labels, FORM.fields[name].column_labels)
        for name in FORM.table_fields("applications")
    }
    expected = {
        f"applications.{row}.{column}": (ROWS[row], COLUMNS[column]) for row in ROWS for column in COLUMNS
    }
    assert list(fields.items()) == list(expected.items())
    assert len(fields) == 175


def test_the_corner_of_table_three_quotes_the_rule() -> None:
    corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    assert FORM.tables[1].bands[0].corner == corner


def test_table_four_has_three_groups_of_five() -> None:
    fields = {name: FORM.fields[name].column_labels for name in FORM.table_fields("reviews")}
    expected = {
        f"reviews.{group}.{outcome}": (*GROUPS[group], OUTCOMES[outcome])
        for group in GROUPS
        for outcome in OUTCOMES
    }
    assert list(fields.items()) == list(expected.items())


def test_the_processing_fee_is_three_figures_outside_the_tables() -> None:
    fields = [FORM.fields[name] for name in FEE]
    assert [field.label for field in fields] == [
        "信息处理费 × 发出收费通知件数",
        "信息处理费 × 收费通知总金额",
        "信息处理费 × 实际收取总金额",
    ]
    assert [field.unit for field in fields] == ["件", "元", "元"]
    assert [field.kind for field in fields] == [Kind.COUNT, Kind.AMOUNT, Kind.AMOUNT]


def test_there_are_no_other_fields() -> None:
    assert len(FORM.fields) == 10 + 175 + 15 + 3


def test_only_fees_are_amounts() -> None:
    amounts = {name for name, field in FORM.fields.items() if field.kind is Kind.AMOUNT}
    assert amounts == {"proactive.fees.amount", *FEE[1:]}


def test_totals_are_those_that_the_rules_define() -> None:
    of_rows = {f"applications.{row}.total" for row in ROWS}
    of_columns = {f"applications.handled.{column}" for column in COLUMNS}
    of_groups = {f"reviews.{group}.total" for group in GROUPS}
    assert {name for name in FORM.fields if FORM.is_total(name)} == of_rows | of_columns | of_groups


def test_the_crossing_total_is_made_of_all_outcomes_of_all_applicants() -> None:
    rows = [row for row in ROWS if row not in ("received", "carried_in", "handled", "carried_out")]
    columns = [column for column in COLUMNS if column != "total"]
    items = {f"applications.{row}.{column}" for row in rows for column in columns}
    assert set(FORM.items["applications.handled.total"]) == items
    assert len(items) == 21 * 6


def test_particulars_are_those_of_filings_and_two_are_compulsory() -> None:
    labels = {particular.id: particular.label for particular in FORM.particulars}
    assert labels == {
        "organisation": "机关名称",
        "organisation_type": "机关类型",
        "level": "层级",
        "scope": "数据口径",
        "year": "报告年度",
        "title": "报告标题",
        "signature": "落款单位",
        "date": "落款日期",
        "website_pictures": "网页附图",
        "website": "政府网站网址",
        "contact.address": "联系地址",
        "contact.postcode": "邮政编码",
        "contact.telephone": "联系电话（公开）",
        "contact.email": "电子邮箱",
        "change.kind": "机构变动",
        "change.text": "变动说明",
        "submission.prepared_by": "填报人",
        "submission.telephone": "联系电话",
        "submission.reviewed_by": "审核人",
        "submission.approved_by": "分管负责人",
        "submission.version": "报送版次",
        "submission.url": "发布网址",
    }
    assert [particular.id for particular in FORM.particulars if particular.compulsory] == [
        "organisation",
        "year",
    ]


@pytest.mark.parametrize(
    ("particular", "choices"),
    [
        (
            "organisation_type",
            "县级以上人民政府（本行政区域汇总） 乡镇人民政府 街道办事处 政府部门 派出机构（开发区等） "
            "法律、法规授权的组织",
        ),
        ("level", "省 市 县 乡"),
        ("scope", "本机关 含所属单位 本行政区域汇总"),
        ("change.kind", "无 更名 合并 职能划入 新设"),
    ],
)
def test_choices_are_the_official_ones(particular: str, choices: str) -> None:
    found = {known.id: known.choices for known in FORM.particulars}
    assert found[particular] == tuple(choices.split())


def test_six_words_mean_not_applicable() -> None:
    assert FORM.not_applicable == ("/", "-", "—", "－", "无", "不适用")


def test_every_row_but_the_total_has_its_guidance() -> None:
    rows = {f"applications.{row}" for row in ROWS if row != "handled"}
    bands = {name.rpartition(".")[0] for name in PROACTIVE}
    assert set(FORM.guidance) == rows | bands | {"proactive", "applications", "reviews"}


@pytest.mark.parametrize(
    ("row", "clause"),
    [
        ("granted", "第三十六条第（一）、（二）项"),
        ("partly_granted", "第三十七条"),
        ("refused_state_secret", "第十四条"),
        ("refused_forbidden_by_law", "第十四条"),
        ("refused_security", "第十四条"),
        ("refused_third_party", "第十五条"),
        ("refused_internal_affairs", "第十六条第一款"),
        ("refused_process", "第十六条第二款"),
        ("refused_enforcement_file", "第十六条第二款"),
        ("refused_inquiry", "第三十六条第（七）项"),
        ("unavailable_not_held", "第三十六条第（四）、（五）项"),
        ("unavailable_needs_creating", "第三十八条"),
        ("not_processed_petition", "第三十九条第一款"),
        ("not_processed_repeated", "第三十六条第（六）项"),
        ("not_processed_publication", "第三十九条第二款"),
        ("not_processed_excessive", "第三十五条"),
        ("other_not_corrected", "第三十条"),
        ("other_fee_unpaid", "国办函〔2020〕109号"),
    ],
)
def test_guidance_names_the_clause_a_row_comes_from(row: str, clause: str) -> None:
    assert clause in FORM.guidance[f"applications.{row}"]


def test_governments_are_told_to_report_appraisal_in_section_one() -> None:
    assert "工作考核、社会评议和责任追究结果" in FORM.sections[0].guidance


def test_the_checks_are_numbered_weighed_and_expanded() -> None:
    found = {
        number: (check.severity, [instance.at for instance in check.instances])
        for number, check in FORM.checks.items()
        if check.rule in ("terms", "particulars", "complete", "valid")
    }
    columns = list(COLUMNS)
    assert found == {
        "C-01": (Severity.ERROR, ["organisation", "year"]),
        "C-02": (Severity.ERROR, ["proactive", "applications", "reviews"]),
        "C-03": (Severity.ERROR, ["proactive", "applications", "reviews"]),
        "C-04": (Severity.EXPLAIN, ["processing_fee"]),
        "T3-01": (Severity.ERROR, columns),
        "T3-02": (Severity.ERROR, columns[:-1]),
        "T3-03": (Severity.ERROR, list(ROWS)),
        "T4-01": (Severity.ERROR, list(GROUPS)),
        "T3-04": (Severity.EXPLAIN, columns),
        "T2-01": (Severity.EXPLAIN, ["rules", "normative"]),
        "T2-02": (Severity.EXPLAIN, ["rules", "normative"]),
        "T2-03": (Severity.EXPLAIN, [""]),
        "T2-04": (Severity.EXPLAIN, [""]),
        "T2-05": (Severity.EXPLAIN, [""]),
        "S6-01": (Severity.EXPLAIN, [""]),
        "S6-02": (Severity.EXPLAIN, [""]),
        "S6-04": (Severity.EXPLAIN, [""]),
    }


def test_only_the_rules_of_the_columns_are_silent_in_the_total_column() -> None:
    silent = [(instance.check, instance.at) for instance in FORM.instances if instance.silent]
    assert silent == [("T3-01", "total"), ("T3-04", "total")]


def test_a_place_is_told_by_the_labels_that_its_fields_share() -> None:
    subjects = {(instance.check, instance.at): instance.subject for instance in FORM.instances}
    assert subjects["T3-01", "natural"] == "自然人"
    assert subjects["T3-01", "legal"] == "法人或其他组织 / 法律服务机构"
    assert (
        subjects["T3-03", "refused_process"] == "三、本年度办理结果 / （三）不予公开 / 6.属于四类过程性信息"
    )
    assert subjects["T4-01", "after_review"] == "行政诉讼 / 复议后起诉"
    assert subjects["C-01", "year"] == "报告年度"


def test_every_name_of_a_figure_reads_this_years_fields() -> None:
    assert {"本年新收申请总计", "办结申请总计", "行政复议总计", "信息处理费实收金额"} <= FORM.names.keys()
    assert all(not term.last for name in FORM.names.values() for term in name.terms + name.whole)


def test_the_whole_of_an_outcome_is_all_that_was_handled() -> None:
    (whole,) = FORM.names["不予公开总计"].whole
    assert whole.fields == ("applications.handled.total",)
    (amount,) = FORM.names["不予公开总计"].terms
    assert len(amount.fields) == 8
