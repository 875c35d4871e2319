"""A form that contradicts itself is refused with the place named; each fault is made in the files in use."""

import re

import pytest

from generator.errors import FormError, UnusableInputError
from generator.form import folder
from generator.form.loader import build, load
from tests.form.files import edited, files

FAULTS = {
    "a set whose ends are no parts": (
        "checks.toml",
        'applicants = "applications.natural..other"',
        'applicants = "applications.natural..others"',
        "集合 applicants 的写法“applications.natural..others”不成立",
    ),
    "a set written backwards": (
        "checks.toml",
        'applicants = "applications.natural..other"',
        'applicants = "applications.other..natural"',
        "集合 applicants",
    ),
    "a set of another kind": ("checks.toml", "[sets]", "[sets]\nx = 5", "集合 x 的写法“5”不成立"),
    "a list of parts that are no texts": ("checks.toml", "[sets]", "[sets]\nx = [5]", "“x”写法不成立"),
    "a set under a name that is taken": (
        "checks.toml",
        "[sets]",
        '[sets]\ntables = ["reviews"]',
        "sets 中的 tables 出现两次",
    ),
    "a set that is not there": ("checks.toml", "@outcomes", "@outcome", "T3-02 提到的集合 outcome 不存在"),
    "a set to run over that is not there": (
        "checks.toml",
        'over = { row = "rows" }',
        'over = { row = "row" }',
        "T3-03 提到的集合 row 不存在",
    ),
    "a field that is not there": (
        "checks.toml",
        "applications.carried_in.{column}",
        "applications.carried.{column}",
        "T3-01 提到的字段 applications.carried.natural 不存在",
    ),
    "a total that is no field": (
        "checks.toml",
        'total = "applications.handled.{column}"',
        'total = "applications.all.{column}"',
        "T3-02 提到的字段 applications.all.natural 不存在",
    ),
    "a name of a field that is not there": (
        "form.toml",
        '= ["proactive.rules.issued"]',
        '= ["proactive.rules.made"]',
        "names.规章本年制发 提到的字段 proactive.rules.made 不存在",
    ),
    "a share of a field that is not there": (
        "form.toml",
        'whole = ["applications.received.total"]',
        'whole = ["applications.received.all"]',
        "提到的字段 applications.received.all 不存在",
    ),
    "a part that the check does not run over": (
        "checks.toml",
        "applications.carried_in.{column}",
        "applications.carried_in.{columns}",
        "{columns} 没有在 over 中给出",
    ),
    "a field twice": (
        "form.toml",
        '["carried_in", "二',
        '["received", "二',
        "applications.received.natural 出现两次",
    ),
    "a loose field twice": (
        "form.toml",
        'id = "processing_fee.charged"',
        'id = "processing_fee.notices"',
        "processing_fee.notices 出现两次",
    ),
    "a section twice": ("form.toml", 'id = "problems"', 'id = "overview"', "sections 中的 overview 出现两次"),
    "a particular twice": ("form.toml", 'id = "level"', 'id = "scope"', "particulars 中的 scope 出现两次"),
    "a number of a table twice": ("form.toml", 'number = "表四"', 'number = "表三"', "表三 出现两次"),
    "a check twice": ("checks.toml", 'number = "C-03"', 'number = "C-02"', "checks 中的 C-02 出现两次"),
    "a total that two checks define": (
        "checks.toml",
        'total = "reviews.{group}.total"',
        'total = "applications.received.total"',
        "总计 applications.received.total 由两条审核定义",
    ),
    "a total that is part of itself": (
        "checks.toml",
        'parts = ["reviews.{group}.@review_outcomes"]',
        'parts = ["reviews.{group}.total"]',
        "总计 reviews.review.total 的组成部分包含它自己",
    ),
    "a relation that is none": (
        "checks.toml",
        'relation = "="',
        'relation = "=="',
        "T3-01 的值“==”不在可用范围（=、<=、>=、<）之内",
    ),
    "a severity that is none": (
        "checks.toml",
        'severity = "核实"',
        'severity = "警告"',
        "C-04 的值“警告”不在可用范围（错误、核实、提示）之内",
    ),
    "a rule that is none": (
        "checks.toml",
        'rule = "valid"',
        'rule = "value"',
        "C-03 的值“value”不在可用范围",
    ),
    "a kind of field that is none": (
        "form.toml",
        'kind = "count"',
        'kind = "number"',
        "“number”不在可用范围",
    ),
    "a choice that says nothing but is none": (
        "form.toml",
        'nothing = "无"',
        'nothing = "没有"',
        "change.kind",
    ),
    "a placeholder that is none": (
        "checks.toml",
        "{place}一列，新收",
        "{column}一列，新收",
        "T3-01 的文字中 {column} 不是可用的占位符",
    ),
    "a placeholder that reaches inside": (
        "checks.toml",
        "{place}一列，新收",
        "{place.__class__}一列，新收",
        "不是可用的占位符",
    ),
    "a text with an odd brace": ("checks.toml", "{place}一列，新收", "{place一列，新收", "花括号不成对"),
    "a form without its name": ("form.toml", 'form = "disclosure"', "", "form.toml 缺少“form”"),
    "a form without tables": ("form.toml", "[tables.", "[unused.", "form.toml 中没有“unused”"),
    "a table without a title": (
        "form.toml",
        'number = "表四"\ntitle = ',
        'number = "表四"\nkind = ',
        "缺少“title”",
    ),
    "a band without columns": (
        "form.toml",
        'columns = [["decisions", "本年处理决定数量"]]',
        "",
        "tables.proactive.bands 缺少“columns”",
    ),
    "a band that is no table": (
        "form.toml",
        'number = "表四"',
        'number = "表四"\nbands = [1]',
        "tables.reviews.bands 的“1”写法不成立",
    ),
    "a label without a key": (
        "form.toml",
        '["natural", "自然人"]',
        '["自然人"]',
        "tables.applications 的“['自然人']”写法不成立",
    ),
    "a group of labels without labels": (
        "form.toml",
        '{ text = "法人或其他组织", columns = [',
        '{ text = "法人或其他组织", columns = [] }, { text = "其他", columns = [',
        "tables.applications 的“columns”写法不成立",
    ),
    "a list of labels that is not there": (
        "form.toml",
        'text = "行政复议", columns = "outcomes"',
        'text = "行政复议", columns = "results"',
        "lists 缺少“results”",
    ),
    "a section without a title": ("form.toml", 'title = "总体情况"', "", "sections.overview 缺少“title”"),
    "a particular without a label": (
        "form.toml",
        'label = "机关名称"',
        "",
        "particulars.organisation 缺少“label”",
    ),
    "a loose field without a kind": (
        "form.toml",
        'kind = "count"\n',
        "",
        "figures.processing_fee.notices 缺少“kind”",
    ),
    "a check without a number": ("checks.toml", 'number = "C-02"\n', "", "checks 缺少“number”"),
    "a check without a message": ("checks.toml", "message = ", "remark = ", "没有“remark”"),
    "a check without a remedy": (
        "checks.toml",
        'remedy = "请在“基本信息”中填写{nearest}。"\n',
        "",
        "缺少“remedy”",
    ),
    "a comparison with one side": (
        "checks.toml",
        'right = ["applications.handled.{column}", "applications.carried_out.{column}"]\n',
        "",
        "T3-01 缺少“right”",
    ),
    "a total without parts": (
        "checks.toml",
        'parts = ["reviews.{group}.@review_outcomes"]\n',
        "",
        "T4-01 缺少“parts”",
    ),
    "a total that is compared otherwise": (
        "checks.toml",
        'total = "reviews.{group}.total"',
        'total = "reviews.{group}.total"\nrelation = "<="',
        "T4-01 中没有“relation”",
    ),
    "a misspelt key": ("checks.toml", 'relation = "="', 'relatoin = "="', "T3-01 中没有“relatoin”这一项"),
    "a misspelt key of a term": (
        "checks.toml",
        '"applications.carried_in.{column}"]',
        '{ field = "applications.carried_in.{column}", time = 2 }]',
        "T3-01 的项",
    ),
    "a term that is no number of times": (
        "checks.toml",
        '"applications.carried_in.{column}"]',
        '{ field = "applications.carried_in.{column}", times = "2" }]',
        "T3-01 的项",
    ),
    "a term that is neither field nor number": (
        "checks.toml",
        '"applications.carried_in.{column}"]',
        "5]",
        "T3-01 的“5”写法不成立",
    ),
    "terms that are no list": (
        "checks.toml",
        'parts = ["reviews.{group}.@review_outcomes"]',
        'parts = "reviews.{group}.@review_outcomes"',
        "T4-01 的“parts”应是方括号括起的一列",
    ),
    "a section with a table that is not there": (
        "form.toml",
        'table = "reviews"',
        'table = "review"',
        "sections.reviews 提到的表 review 不存在",
    ),
    "guidance on a row that is not there": (
        "form.toml",
        '"applications.received" = ',
        '"applications.receive" = ',
        "guidance 提到的字段 applications.receive 不存在",
    ),
    "guidance that is no text": (
        "form.toml",
        "[guidance]",
        '[guidance]\n"reviews.review" = 1',
        "应是加引号的文字",
    ),
    "a condition on a particular that is not there": (
        "checks.toml",
        'relation = "="',
        'relation = "="\nwhen = { particulars = { rank = ["县"] } }',
        "T3-01 提到的基本信息 rank 不存在",
    ),
    "a condition on a choice that is not there": (
        "checks.toml",
        'relation = "="',
        'relation = "="\nwhen = { particulars = { level = ["镇"] } }',
        "T3-01 level 的值“镇”不在可用范围（省、市、县、乡）之内",
    ),
    "a condition on a check that is not there": (
        "checks.toml",
        'relation = "="',
        'relation = "="\nwhen = { unassessed = "T3-09" }',
        "T3-01 提到的审核 T3-09 不存在",
    ),
    "a condition on the check itself": (
        "checks.toml",
        'relation = "="',
        'relation = "="\nwhen = { unassessed = "T3-01" }',
        "T3-01 提到的审核 T3-01",
    ),
    "a misspelt condition": (
        "checks.toml",
        'relation = "="',
        'relation = "="\nwhen = { particular = {} }',
        "T3-01.when 中没有“particular”",
    ),
    "a change that settles but is never asked": (
        "checks.toml",
        'relation = "="',
        'relation = "="\nsettled_by = "merger"',
        "T3-01 提到的基本信息 merger.kind 不存在",
    ),
    "broken TOML": ("texts.toml", "[sheets]", "[sheets", "个字符处不能解析"),
    "a misspelt part of the form": ("form.toml", "[guidance]", "[guidances]", "form.toml 中没有“guidances”"),
    "a misspelt part of the checks": ("checks.toml", "[sets]", "[set]", "checks.toml 中没有“set”"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_form_is_refused_that_has(fault: str) -> None:
    name, old, new, told = FAULTS[fault]
    with pytest.raises(FormError) as refused:
        build(edited(name, old, new))
    assert told in str(refused.value)


def test_a_table_that_leaves_a_hole_is_refused() -> None:
    band = '[[tables.fifth.bands]]\ncolumns = [["{0}", "列"]]\n'
    fifth = '[tables.fifth]\nnumber = "表五"\ntitle = "第五"\n' + band.format("a") + 'rows = [["r", "行"]]\n'
    with pytest.raises(FormError, match="表 fifth 有没被单元格覆盖的位置"):
        build(edited("form.toml", "[guidance]", fifth + band.format("b") + "[guidance]"))


@pytest.mark.parametrize("name", ["form.toml", "checks.toml", "texts.toml"])
def test_a_missing_file_is_named(name: str) -> None:
    given = files()
    del given[name]
    with pytest.raises(FormError, match=re.escape(f"缺少 {name}")):
        build(given)


def test_a_file_in_another_encoding_is_refused() -> None:
    given = files()
    given["texts.toml"] = given["texts.toml"].decode().encode("gb18030")
    with pytest.raises(FormError, match=r"texts\.toml 不是 UTF-8 编码"):
        build(given)


@pytest.mark.parametrize(("form", "edition"), [("disclosure", "1998"), ("budget", "2021"), ("..", "")])
def test_an_edition_that_the_kit_does_not_have_is_told(form: str, edition: str) -> None:
    with pytest.raises(UnusableInputError, match="索取新的程序"):
        load(form, edition)


def test_a_form_is_loaded_once() -> None:
    assert load("disclosure", "2021") is load("disclosure", "2021")


def test_the_fingerprint_changes_with_any_word_but_not_with_line_ends_or_the_looks_of_a_template() -> None:
    own = build(files()).fingerprint
    assert len(own) == 16
    assert build(edited("form.toml", "总体情况", "总体状况")).fingerprint != own
    assert build(edited("opening.j2", "现公布", "现发布")).fingerprint != own
    crlf = {
        name: data.replace(b"\n", b"\r\n") if name.endswith((".toml", ".j2")) else data
        for name, data in files().items()
    }
    assert build(crlf | {"report.docx": b"restyled", "report.html.j2": b"restyled"}).fingerprint == own


def test_the_folder_of_forms_lies_beside_the_package_in_a_checkout() -> None:
    assert "disclosure-2021" in {entry.name for entry in folder.root().iterdir()}
