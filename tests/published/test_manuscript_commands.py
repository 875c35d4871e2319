"""``--narrative`` of ``check`` and ``report``, and ``nianbao text``."""

from pathlib import Path

import pytest
from docx import Document

from generator.filing import Item
from tests.commands import nianbao
from tests.published.test_chapters import word
from tests.published.test_compare_command import case, workbook
from tests.workbook.kit import answers

MANUSCRIPT = word(
    "一、总体情况", "（一）主动公开", "文稿的第一段。", "五、存在的主要问题及改进情况", "文稿的问题。",
    "六、其他需要报告的事项", "文稿的其他事项。",
)  # fmt: skip
TEXTS = {
    "overview": (Item("主动公开", ("文稿的第一段。",)),),
    "problems": (Item("", ("文稿的问题。",)),),
    "other_matters": (Item("", ("文稿的其他事项。",)),),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("填报表.xlsx").write_bytes(workbook())
    Path("正文.docx").write_bytes(MANUSCRIPT)
    return tmp_path


def test_the_report_has_the_texts_of_the_word_file() -> None:
    done = nianbao("report", "填报表.xlsx", "--narrative", "正文.docx")
    assert (done.exit_code, done.output) == (0, "已写出报告：填报表.docx\n")
    texts = [paragraph.text for paragraph in Document("填报表.docx").paragraphs]
    assert "文稿的第一段。" in texts
    assert case()["narrative"]["problems"][0]["text"] not in texts


def test_check_tells_where_the_workbook_says_otherwise() -> None:
    done = nianbao("check", "填报表.xlsx", "--narrative", "正文.docx")
    assert done.exit_code == 0
    assert "P-11" in done.output
    assert "P-11" not in nianbao("check", "填报表.xlsx").output


def test_an_annotated_copy_can_be_made_of_a_workbook_with_a_narrative_in_word() -> None:
    Path("正文.docx").write_bytes(word("一、总体情况", "本年新收【本年新收申请总数】件。"))
    done = nianbao("check", "填报表.xlsx", "--narrative", "正文.docx", "--annotate", "审核后.xlsx")
    assert done.exit_code == 1
    assert "N-01" in done.output
    assert Path("审核后.xlsx").exists()


def test_what_stands_for_a_number_and_is_no_name_keeps_a_report_from_being_written() -> None:
    Path("正文.docx").write_bytes(word("一、总体情况", "本年收件【收件】件。"))
    told = nianbao("check", "填报表.xlsx", "--narrative", "正文.docx").output
    assert "“【收件】”不是引用数据的写法" in told
    done = nianbao("report", "填报表.xlsx", "--narrative", "正文.docx")
    assert (done.exit_code, Path("填报表.docx").exists()) == (1, False)


def test_text_writes_it_into_a_copy_of_the_workbook_and_tells_what_it_replaces() -> None:
    before = Path("填报表.xlsx").read_bytes()
    done = nianbao("text", "填报表.xlsx", "正文.docx", "-o", "新.xlsx")
    assert done.exit_code == 0
    assert done.output.startswith("已写出填报表：新.xlsx\n另请留意（提示）：填报表的“正文”与 Word 文稿有 ")
    assert answers(Path("新.xlsx").read_bytes()).narrative == TEXTS
    assert Path("填报表.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("manuscript", "said"),
    [
        (word("今年做了许多工作。"), "没有找到各部分的标题"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "另存为 .docx"),
        (b"", "空的"),
    ],
)
def test_a_word_file_that_cannot_be_used_is_told_and_nothing_written(
    manuscript: bytes, said: str, folder: Path
) -> None:
    Path("坏.docx").write_bytes(manuscript)
    for arguments in (
        ("report", "填报表.xlsx", "--narrative", "坏.docx"),
        ("text", "填报表.xlsx", "坏.docx", "-o", "新.xlsx"),
    ):
        done = nianbao(*arguments)
        assert (done.exit_code, done.output.count("\n"), said in done.output) == (2, 1, True)
    assert {path.name for path in folder.iterdir()} == {"填报表.xlsx", "正文.docx", "坏.docx"}


def test_inputs_are_never_written_over() -> None:
    assert nianbao("text", "填报表.xlsx", "正文.docx", "-o", "正文.docx", "--force").exit_code == 2
    assert nianbao("text", "填报表.xlsx", "正文.docx", "-o", "填报表.xlsx").exit_code == 2
    assert Path("正文.docx").read_bytes() == MANUSCRIPT


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<html><p>\xe4\xb8\x80</p></html>", "网页"),
        (b"%PDF-1.7", " PDF 文件"),
        (b"{}", "填报数据（JSON）"),
        (workbook(), " Excel 工作簿"),
    ],
)
def test_a_narrative_that_is_no_word_file_is_refused_by_what_it_is(data: bytes, kind: str) -> None:
    Path("正文").write_bytes(data)
    done = nianbao("report", "填报表.xlsx", "--narrative", "正文")
    assert done.exit_code == 2
    assert f"正文须是 Word 文件（.docx），给出的是{kind}，" in done.output
    assert not Path("填报表.docx").exists()
