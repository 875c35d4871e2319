"""What maintainers mistype in the folder of a new edition is told, with where it stands."""

from pathlib import Path

import pytest

from generator.authoring.template import build_template
from generator.errors import FormError
from generator.form import folder
from generator.form.loader import build, load
from generator.form.model import Form
from generator.narrative import worded
from generator.workbook.blank import blank
from tests.form.files import files
from tests.form.next_edition import mistaken, next_edition

TOTAL = "两种方式之和为 {left}，总计"
FEE = 'text = "processing_fee.j2", figures = "processing_fee", unless = "信息处理费"'
FEES = FEE.replace('fee"', 'fees"')

MISTAKES = {
    "a misspelt part": ("texts.toml", "[layout]", "[lay]", "texts.toml 中没有“lay”"),
    "a misspelt text": ("texts.toml", "", '[sheets]\ngiude = "说明"', "texts.toml.sheets 中没有“giude”"),
    "a misspelt look": ("texts.toml", "whole", "wohle", "texts.toml.report.tables.reviews 中没有“wohle”"),
    "a number in quotes": ("texts.toml", "points = 9", 'points = "9"', "“points”写法不成立"),
    "a width that is none": ("texts.toml", "reviews = [7.2", 'reviews = ["宽"', "“reviews”写法不成立"),
    "a number for a text": ("texts.toml", "", "[report]\ntitle_line = 5", "“title_line”写法不成立"),
    "a sheet twice": ("texts.toml", "", '[sheets]\nguide = "基本信息"', "sheets 中的 基本信息 出现两次"),
    "a name that no sheet can have": (
        "texts.toml",
        "",
        '[sheets]\nguide = "说明/口径"',
        "“说明/口径”不能使用",
    ),
    "a sentence for no section": (
        "texts.toml",
        "",
        f"[report.defaults]\nother_maters = {{ {FEE} }}",
        "没有“other_maters”",
    ),
    "a sentence of no figures": (
        "texts.toml",
        "",
        f"[report.defaults]\nother_matters = {{ {FEES} }}",
        "“processing_fees”不在可用范围（processing_fee）",
    ),
    "a slip with a lost field": (
        "texts.toml",
        "",
        '[slip]\ntotals = [["采购", "proactive.procurement.totl"]]',
        "slip.totals 提到的字段 proactive.procurement.totl",
    ),
    "a slip with a lost particular": ("texts.toml", "", '[slip]\nparticulars = ["organ"]', "“organ”不在"),
    "a misspelt notice": ("office.toml", "", '[notice]\nmising = "无"', "office.toml.notice 中没有“mising”"),
    "a misspelt way of wording": ("published.toml", "[labels]", "[label]", "published.toml 中没有“label”"),
    "a wording that is no list": ("published.toml", '["公开招标数量"]', '"公开招标数量"', "写法不成立"),
    "a row that is not there": (
        "published.toml",
        "",
        '[single_rows.other_others]\ntable = "applications"\ntext = "六"\nzero = []',
        "没有“other_others”",
    ),
    "a table that is not there": (
        "published.toml",
        "[labels]",
        'telling_table = "proactives"\n[labels]',
        "“proactives”不在",
    ),
    "a topic that is not there": ("phrases.toml", '"lawsuits"', '"lawsuit"', "“lawsuit”不在可用范围"),
    "a phrase of no figure": (
        "phrases.toml",
        '"再审总计"',
        '"再审总数"',
        "phrases.retrial 提到的字段 再审总数",
    ),
    "a phrase that nothing finds": ("phrases.toml", "patterns = ['再审(?:案件)?#']\n", "", "缺少“patterns”"),
    "a label that is not there": ("published.toml", "公开招标项目", "公开招投标项目", "不是表中的项目名称"),
    "a misspelt key of a phrase": ("phrases.toml", "patterns", "pattern", "中没有“pattern”"),
    "a file with another name": ("text.toml", "", "[layout]", "text.toml 不是表式所用的文件"),
    "years the wrong way round": ("form.toml", "years = [2027]", "years = [2027, 2020]", "“years”"),
    "a key with a dot": ("form.toml", '"retrial"', '"re.trial"', "标识“re.trial”不能使用"),
    "a key that no tag can name": ("form.toml", '["tendered"', '["招标"', "标识“招标”不能使用"),
    "a figure without a group": ("form.toml", '"processing_fee.waived"', '"waived"', "标识“”不能使用"),
    "yes in quotes": ("form.toml", "compulsory = true", 'compulsory = "true"', "应是 true 或 false"),
    "a limit in quotes": (
        "form.toml",
        'title = "总体情况"',
        'title = "总体情况"\nlimit = "3000"',
        "sections.overview 的“limit”应是整数",
    ),
    "a placeholder with a format": ("checks.toml", TOTAL, TOTAL.replace("left", "left:d"), "请只写名称"),
    "a full-width quote": ("form.toml", '"再审总计" =', "“再审总计” =", "个字符处不能解析"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_an_edition_is_refused_that_has(mistake: str) -> None:
    name, old, new, told = MISTAKES[mistake]
    with pytest.raises(FormError) as refused:
        build(files(), mistaken(name, old, new))
    assert told in str(refused.value)


def test_an_edition_may_word_what_the_one_it_extends_left_as_it_was() -> None:
    third = {"texts.toml": '[sheets]\nguide = "说明"\n'.encode()}
    assert build(files(), next_edition(), third).texts["sheets"]["guide"] == "说明"


def edition(name: str, old: str, new: str) -> Form:
    """The form with a mistake that shows when its words are used."""
    return build(files(), mistaken(name, old, new))


def test_too_few_widths_for_a_sheet_are_told() -> None:
    with pytest.raises(FormError, match=r"texts\.toml\.layout\.reviews 给出 19 个列宽，表格有 20 列"):
        blank(edition("texts.toml", "reviews = [7.2, ", "reviews = ["), "0")


def test_what_a_replaced_table_lacks_is_told() -> None:
    with pytest.raises(FormError, match=r"texts\.toml\.report\.tables\.reviews 缺少“points”"):
        build_template(edition("texts.toml", "points = 9\n", ""))


@pytest.mark.parametrize("line", ["{year}年{titel}", "{year年{title}", "{}{title}"])
def test_a_text_that_asks_for_what_is_not_given_is_told_with_what_it_may_ask_for(line: str) -> None:
    form = edition("texts.toml", "", f'[report]\ntitle_line = "{line}"')
    with pytest.raises(FormError, match=r"texts\.toml\.report\.title_line .*\{year\}、\{title\}"):
        form.texts["report"]["title_line"].format(year=2027, title="报告")


@pytest.mark.parametrize("text", ["减免{{ waved }}元", "减免{{ waived }元"])
def test_a_sentence_that_cannot_be_made_is_told_with_the_names_it_may_use(text: str) -> None:
    form = build(files(), {**next_edition(), "processing_fee.j2": text.encode()})
    with pytest.raises(FormError, match=r"processing_fee\.j2 不能生成文字.*notices、waived"):
        worded("processing_fee.j2", form, {"notices": "1", "waived": "2"})


def test_a_folder_whose_form_says_another_edition_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "disclosure-2028").mkdir()
    for name, data in files().items():
        (tmp_path / "disclosure-2028" / name).write_bytes(data)
    monkeypatch.setattr(folder, "root", lambda: tmp_path)
    with pytest.raises(
        FormError, match=r"文件夹 disclosure-2028 的 form\.toml 写的是“disclosure”表式的 2021 版"
    ):
        load("disclosure", "2028")
