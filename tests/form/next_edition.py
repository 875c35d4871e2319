"""An edition as a maintainer would write it when the national format changes: it extends edition 2021.

One label of table 3 is reworded and a row is new; table 4 has one more group of columns, table 2 one more
band; section six has one more figure; two checks are new, one weighs less; a section's guidance is reworded.
What stands in lists is taken from edition 2021, so that only the changes are written here.
"""

from collections.abc import Mapping

from tests.form.files import files

LAST = '"proactive.fees.amount",\n'
PETITION = '"1.信访举报投诉类申请"'
UNCLEAR = '["unavailable_unclear", "3.补正后申请内容仍不明确"],\n'
PROBLEMS = "写本年度的主要问题和改进措施；"

BAND = """
[[tables.proactive.bands]]
title = "第二十条第（九）项"
corner = "信息内容"
columns = [["tendered", "公开招标项目数量"], ["otherwise", "其他方式项目数量"], ["total", "总计"]]
rows = [["procurement", "政府集中采购"]]
"""

WAIVED = """
[[figures]]
id = "processing_fee.waived"
label = "减免总金额"
group = "信息处理费"
unit = "元"
kind = "amount"
"""

REVIEWS = """
[tables.reviews]
columns = [
    { key = "review", text = "行政复议", columns = "outcomes" },
    { text = "行政诉讼", columns = [
        { key = "direct", text = "未经复议直接起诉", columns = "outcomes" },
        { key = "after_review", text = "复议后起诉", columns = "outcomes" },
        { key = "retrial", text = "再审", columns = "outcomes" },
    ] },
]

[guidance]
"proactive.procurement" = "本年完成的政府集中采购项目。"
"applications.unavailable_elsewhere" = "已告知由其他机关负责公开的。"

[names]
"政府集中采购项目" = ["proactive.procurement.total"]
"再审总计" = ["reviews.retrial.total"]
"""

CHECKS = """
[[checks]]
number = "T2-06"
title = "采购总计＝两种方式之和"
severity = "错误"
total = "proactive.procurement.total"
parts = ["proactive.procurement.@methods"]
message = "政府集中采购两种方式之和为 {left}，总计填的是 {right}，相差 {difference}。"
remedy = "请核对两格；无误的，清空总计这一格。"
reason = "总计是两种方式之和。"
example = "公开招标 3、其他方式 2，总计填成 6。"

[[checks]]
number = "T2-07"
title = "采购项目不足上年的十倍"
severity = "核实"
left = ["proactive.procurement.total"]
relation = "<"
right = [{ last = "proactive.procurement.total", times = 10 }]
when = { positive = [{ last = "proactive.procurement.total" }] }
message = "采购项目填的是 {left} 项，达到上年的十倍（{right} 项）以上。"
remedy = "请核对是否填了金额；确无误的，请说明。"
settled_by = "change"
reason = "项目数量各年相差不大。"
example = "上年 12 项，本年填成 3800。"
"""

SETS = """
[sets]
unavailable = "applications.unavailable_not_held..unavailable_elsewhere"
review_groups = "reviews.review..retrial"
lawsuits = "reviews.direct..retrial"
methods = ["tendered", "otherwise"]
"""

TEXTS = f"""
[layout]
reviews = {[7.2] * 20}

[report.tables.reviews]
points = 9
whole = true
widths = {[1] * 20}
"""

PHRASES = """
[phrases.retrial]
topics = ["lawsuits"]
patterns = ['再审(?:案件)?#']
readings = ["再审总计"]
"""

FEE = """
收取信息处理费情况：{{ year }}年发出收费通知{{ notices }}件，总金额{{ charged }}元，
实际收取{{ received }}元，减免{{ waived }}元。
"""


def next_edition() -> dict[str, bytes]:
    """The files of the folder ``disclosure-2027``."""
    form, checks = (files()[name].decode() for name in ("form.toml", "checks.toml"))
    head = f'extends = "2021"\nedition = "2027"\nyears = [2027]\n{_part(form, "last = [", "]")}]\n'
    head = head.replace(LAST, f'{LAST}    "proactive.procurement.total",\n')
    sections = _part(form, "[[sections]]", "# ----").replace(PROBLEMS, "写主要问题和改进措施，逐条对应；")
    figures = _part(form, "[[figures]]", "# ----") + WAIVED
    bands = _part(form, "[[tables.proactive.bands]]", "[tables.applications]") + BAND
    rows = _part(form, 'rows = [\n    ["received"', "[tables.reviews]")
    rows = rows.replace(PETITION, '"1.信访、举报、投诉类申请"')
    rows = rows.replace(UNCLEAR, f'{UNCLEAR}["unavailable_elsewhere", "4.由其他机关负责公开"],\n')
    rules = _part(checks, '[[checks]]\nnumber = "T2-05"', '[[checks]]\nnumber = "S6-01"')
    texts = {
        "form.toml": "\n".join([head, sections, figures, bands, "[tables.applications]", rows, REVIEWS]),
        "checks.toml": SETS + rules.replace('"核实"', '"提示"') + CHECKS,
        "texts.toml": TEXTS,
        "phrases.toml": PHRASES,
        "published.toml": '[labels]\n"公开招标项目数量" = ["公开招标数量"]\n',
        "processing_fee.j2": FEE,
    }
    return {name: text.encode() for name, text in texts.items()}


def mistaken(name: str, old: str, new: str) -> Mapping[str, bytes]:
    """These files with a mistake in one of them: other words for some, or with none given, added ones."""
    given = next_edition()
    text = given.get(name, b"").decode()
    assert old in text
    return {**given, name: (text.replace(old, new, 1) if old else text + new).encode()}


def _part(text: str, start: str, end: str) -> str:
    """From the first occurrence of some words up to the next of others."""
    at = text.index(start)
    return text[at : text.index(end, at)]
