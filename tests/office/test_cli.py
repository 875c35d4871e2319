"""``nianbao rollup`` as the office types it."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from docx import Document
from openpyxl import load_workbook

from generator.cli import main
from generator.intake import received
from generator.ooxml.change import Input, change_cells
from generator.ooxml.package import open_package
from tests.office.district import applications, source, workbook

_LIST = "单位名称,单位代码,类别\n某区甲局,A,部门\n某区乙局,B,部门\n某区丙街道,C,街道\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("名单.csv").write_text(_LIST, encoding="gbk")
    Path("上报/二批").mkdir(parents=True)
    return tmp_path


def _hand_in(path: str, answers: dict[str, Any]) -> None:
    Path("上报", path).write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")


def _rollup(*more: str) -> Result:
    arguments = ["rollup", "上报", "-o", "汇总.xlsx", "--units", "名单.csv", "--organisation", "某区", *more]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_it_names_everyone_who_has_not_reported_and_every_file_it_cannot_use() -> None:
    _hand_in("甲.json", source("某区甲局", "A", figures=applications(3)))
    Path("上报/二批/坏.xlsx").write_bytes(b"PK\x03\x04")
    Path("上报/二批/~$甲.xlsx").write_bytes(b"lock")
    done = _rollup()
    assert done.exit_code == 1
    assert "未报　某区乙局" in done.stdout
    assert "未报　某区丙街道" in done.stdout
    assert "无法读取　上报/二批/坏.xlsx" in done.stdout
    assert "某区甲局" not in done.stdout
    assert "~$" not in done.stdout
    assert "已写出汇总表：汇总.xlsx（3 个单位，计入汇总 1 个）" in done.stdout


def test_a_report_handed_in_instead_of_a_workbook_is_told() -> None:
    _hand_in("甲.json", source("某区甲局", "A"))
    Path("上报/某区乙局.docx").write_bytes(b"PK\x03\x04")
    done = _rollup()
    assert "另有 1 份 Word、网页或 PDF 文件不是填报表，没有汇总：上报/某区乙局.docx。" in done.stdout


def test_a_damaged_file_with_the_name_that_the_kit_gave_it_is_its_units() -> None:
    Path("上报/某区乙局填报表.xlsx").write_bytes(b"PK\x03\x04")
    done = _rollup()
    assert "无法读取　某区乙局　上报/某区乙局填报表.xlsx" in done.stdout
    assert "未报　某区乙局" not in done.stdout


def test_a_good_file_of_no_unit_on_the_list_is_not_called_reported() -> None:
    _hand_in("丁.json", source("某区丁局", "D", figures=applications(3)))
    done = _rollup()
    assert "单位待定　上报/丁.json　某区丁局（单位代码 D）不在名单中，没有计入。请核对单位名称" in done.stdout
    assert "名称相近的有" not in done.stdout  # 某区…局 is what all of them are called


def test_one_of_the_list_with_a_code_that_is_not_on_it_is_told_so() -> None:
    _hand_in("甲.json", source("某区甲局", "Z", figures=applications(3)))
    assert "某区甲局的填报表中单位代码是 Z，名单中是 A，没有计入" in _rollup().stdout


def test_a_file_that_cannot_be_read_is_told_though_an_earlier_one_of_the_unit_counts() -> None:
    _hand_in("甲.json", source("某区甲局", "A", figures=applications(3)))
    Path("上报/某区甲局填报表.xlsx").write_bytes(b"PK\x03\x04")
    said = "上报/某区甲局填报表.xlsx（某区甲局采用的是 上报/甲.json）　这个文件已经损坏"
    assert said in _rollup().stdout
    page = load_workbook("汇总.xlsx")["情况"]
    assert any("这个文件已经损坏" in str(cell.value) for row in page.iter_rows() for cell in row)


def test_a_name_that_nearly_is_one_of_the_list_is_said_to_be_like_it() -> None:
    Path("名单.csv").write_text("单位名称\n某区农业农村局\n某区财政局\n", encoding="utf-8")
    _hand_in("农业.json", source("某区农业和农村局", figures=applications(3)))
    assert "名单中名称相近的有：某区农业农村局；确是其中之一的" in _rollup().stdout


def test_units_that_took_each_others_workbooks_are_told_and_not_added_up() -> None:
    _hand_in("甲.json", source("某区甲局", "B", figures=applications(3)))
    _hand_in("乙.json", source("某区乙局", "A"))
    done = _rollup()
    assert "计入汇总 0 个" in done.stdout
    assert "单位待定　上报/甲.json　填报表是发给某区乙局的，机关名称却是“某区甲局”" in done.stdout


def test_no_report_is_made_of_a_roll_up_itself_and_it_is_said_what_to_do() -> None:
    _hand_in("甲.json", source("某区甲局", "A", figures=applications(3)))
    _rollup()
    done = CliRunner().invoke(main, ["report", "汇总.xlsx"])
    assert (done.exit_code, "--into 本机关填报表.xlsx" in done.stderr) == (1, True)
    assert not Path("汇总.docx").exists()


def test_when_all_have_reported_it_says_so_and_ends_with_0() -> None:
    for name, code in (("某区甲局", "A"), ("某区乙局", "B"), ("某区丙街道", "C")):
        _hand_in(f"{code}.json", source(name, code))
    done = _rollup()
    assert (done.exit_code, "全部单位已报" in done.stdout) == (0, True)


def test_archives_are_read_with_the_names_that_windows_gives_them() -> None:
    written, name = BytesIO(), "甲局/坏.xlsx".encode("gbk")
    with ZipFile(written, "w") as archive:
        archive.writestr("0" * len(name), b"PK\x03\x04")
        archive.writestr("甲局/填报表.xlsx", workbook(source("某区甲局", "A", figures=applications(3))))
    Path("上报/甲.zip").write_bytes(written.getvalue().replace(b"0" * len(name), name))
    done = _rollup()
    assert "计入汇总 1 个" in done.stdout
    assert "上报/甲.zip/甲局/坏.xlsx" in done.stdout


def test_archives_in_an_archive_are_read_and_one_that_cannot_be_is_told() -> None:
    inner, outer, deeper = BytesIO(), Path("上报/全部.zip"), BytesIO()
    with ZipFile(deeper, "w") as archive:
        archive.writestr("丙.json", json.dumps(source("某区丙街道", "C")))
    with ZipFile(inner, "w") as archive:
        archive.writestr("甲.json", json.dumps(source("某区甲局", "A", figures=applications(3))))
        archive.writestr("再里面.zip", deeper.getvalue())
    with ZipFile(outer, "w") as archive:
        archive.writestr("甲局.zip", inner.getvalue())
        archive.writestr("坏.zip", b"PK\x03\x04 no archive")
        archive.writestr("乙.json", json.dumps(source("某区乙局", "B")))
    done = _rollup()
    assert "计入汇总 2 个" in done.stdout
    for name in ("甲局.zip/再里面.zip", "坏.zip"):
        assert f"无法读取　上报/全部.zip/{name}　这个压缩包不能读取" in done.stdout


def test_what_a_pattern_matches_is_read_and_what_is_open_is_told() -> None:
    _hand_in("甲.json", source("某区甲局", "A", figures=applications(3)))
    _hand_in("二批/乙.json", source("某区乙局", "B"))
    Path("上报/~$甲.json").write_bytes(b"lock")
    done = CliRunner().invoke(main, ["rollup", "上报/*.json", "上报/二批", "-o", "汇总.xlsx"])
    assert "2 个单位，计入汇总 2 个" in done.stdout
    assert "上报/甲.json 可能正在 Excel" in done.stderr


def test_a_damaged_archive_is_told_in_words_and_stops_nothing() -> None:
    _hand_in("甲.json", source("某区甲局", "A", figures=applications(3)))
    Path("上报/坏.zip").write_bytes(b"PK\x03\x04 no archive")
    Path("上报/乙.rar").write_bytes(b"Rar!\x1a\x07")
    done = _rollup()
    assert "无法读取　上报/坏.zip　这个压缩包不能读取" in done.stdout
    assert "无法读取　上报/乙.rar　这个压缩包不能读取" in done.stdout
    assert "计入汇总 1 个" in done.stdout


def test_adjustments_and_whose_it_is_are_kept_when_the_roll_up_is_made_again() -> None:
    _hand_in("甲.json", source("某区甲局", "A", figures=applications(3)))
    _rollup()
    book = open_package(Path("汇总.xlsx").read_bytes())
    typed: dict[tuple[int, int], Input] = {
        (5, 2): "表二　行政许可 × 本年处理决定数量",
        (5, 3): 7,
        (5, 4): "补报",
        (5, 5): "王某",
    }
    Path("汇总.xlsx").write_bytes(change_cells(book, {"调整": typed}))
    assert _rollup().exit_code == 2  # never over an existing file unasked
    again = ["rollup", "上报", "-o", "汇总.xlsx", "--units", "名单.csv", "--force"]
    CliRunner().invoke(main, again, catch_exceptions=False)
    assert received(Path("汇总.xlsx").read_bytes())[1].particulars["organisation"] == "某区"
    assert received(Path("汇总.xlsx").read_bytes())[1].figures["proactive.licences.decisions"].value == 7


def test_a_city_rolls_up_the_roll_ups_of_its_districts() -> None:
    for district, natural in (("甲区", 3), ("乙区", 4)):
        Path(district).mkdir()
        answers = source(f"{district}财政局", figures=applications(natural))
        Path(district, "1.json").write_text(json.dumps(answers), encoding="utf-8")
        CliRunner().invoke(
            main, ["rollup", district, "-o", f"上报/{district}.xlsx", "--organisation", district]
        )
    done = CliRunner().invoke(main, ["rollup", "上报", "-o", "全市.xlsx", "--organisation", "某市"])
    assert (done.exit_code, "2 个单位，计入汇总 2 个" in done.stdout) == (0, True)
    assert received(Path("全市.xlsx").read_bytes())[1].figures["applications.received.natural"].value == 7


def test_what_is_no_roll_up_is_never_written_over() -> None:
    _hand_in("甲.json", source("某区甲局", "A"))
    Path("汇总.xlsx").write_bytes(workbook(source("某区")))
    before = Path("汇总.xlsx").read_bytes()
    assert _rollup("--force").exit_code == 2
    assert Path("汇总.xlsx").read_bytes() == before


def test_several_processes_come_to_the_same() -> None:
    for index in range(12):
        _hand_in(f"{index}.json", source(f"第{index}局", f"U{index}", figures=applications(index)))
    arguments = ["rollup", "上报", "--organisation", "某区"]
    for jobs in ("1", "2"):
        CliRunner().invoke(main, [*arguments, "--jobs", jobs, "-o", f"{jobs}.xlsx"], catch_exceptions=False)
    assert Path("1.xlsx").read_bytes() == Path("2.xlsx").read_bytes()


class TestInto:
    def test_sums_go_into_the_offices_own_workbook_and_its_texts_stay(self) -> None:
        _hand_in("甲.json", source("某区甲局", "A", figures=applications(3)))
        _hand_in("丙.json", source("某区丙街道", "C", figures=applications(4)))
        text = (
            "全区【计入汇总单位数】个单位报送，街道新收【街道本年新收申请总计】件，共【本年新收申请总计】件。"
        )
        own = source("某区") | {"narrative": {"overview": [{"heading": "", "text": text}]}}
        Path("自己.xlsx").write_bytes(workbook(own))
        assert _rollup("--into", "自己.xlsx").exit_code == 2
        _rollup("--into", "自己.xlsx", "--force")
        _, filing = received(Path("自己.xlsx").read_bytes())
        assert filing.figures["applications.received.natural"].value == 7
        assert filing.narrative["overview"][0].paragraphs == (text,)
        done = CliRunner().invoke(main, ["report", "自己.xlsx", "--draft", "-o", "报告.docx"])
        assert done.exit_code == 0
        xml = open_package(Path("报告.docx").read_bytes()).read("word/document.xml").decode()
        assert "全区2个单位报送，街道新收4件，共7件。" in xml

    def test_done_again_it_holds_the_sums_of_today(self) -> None:
        for natural in (3, 5):
            _hand_in("甲.json", source("某区甲局", "A", figures=applications(natural)))
            _rollup("--into", "自己.xlsx", "--force")
        _, filing = received(Path("自己.xlsx").read_bytes())
        assert filing.figures["applications.received.natural"].value == 5
        assert filing.names["已报单位数"] == 1
        assert filing.particulars["organisation"] == "某区"

    def test_it_says_which_units_its_sums_lack_until_they_have_reported(self) -> None:
        _hand_in("甲.json", source("某区甲局", "A", figures=applications(3)))
        _hand_in("丙.json", source("某区丙街道", "C", figures=applications(4)))
        Path("自己.xlsx").write_bytes(workbook(source("某区")))
        _rollup("--into", "自己.xlsx", "--force")
        said = "共 3 个单位，计入汇总 2 个。没有计入的：某区乙局（未报）。"
        checked = CliRunner().invoke(main, ["check", "自己.xlsx"])
        assert "W-14" in checked.output
        assert said in checked.output
        reported = CliRunner().invoke(main, ["report", "自己.xlsx", "-o", "报告.docx"])
        assert (reported.exit_code, said in reported.output) == (1, True)
        _hand_in("乙.json", source("某区乙局", "B", figures=applications(1)))
        _rollup("--into", "自己.xlsx", "--force")
        assert "W-14" not in CliRunner().invoke(main, ["check", "自己.xlsx"]).output
        assert received(Path("自己.xlsx").read_bytes())[1].names["已报单位数"] == 3

    def test_a_new_one_says_so_as_well(self) -> None:
        _hand_in("甲.json", source("某区甲局", "A", figures=applications(3)))
        _rollup("--into", "新的.xlsx")
        _, filing = received(Path("新的.xlsx").read_bytes())
        (remark,) = (remark for remark in filing.remarks if remark.rule == "units-left-out")
        assert "某区乙局（未报）；某区丙街道（未报）" in remark.words

    def test_extra_figures_that_it_has_no_cell_for_are_told(self) -> None:
        _hand_in("甲.json", source("某区甲局", "A", figures={"extra.接待咨询": 5}))
        Path("自己.xlsx").write_bytes(workbook(source("某区")))
        said = "自己.xlsx中没有填写这些附加指标的格，其合计没有写入，只列在汇总表的“分项”中：接待咨询。"
        assert said in _rollup("--into", "自己.xlsx", "--force").stderr
        assert "接待咨询" not in _rollup("--into", "新的.xlsx", "--force").stderr
        assert "接待咨询" not in _rollup("--into", "新的.xlsx", "--force").stderr

    def test_lying_among_the_files_it_is_not_added_to_itself(self) -> None:
        _hand_in("甲.json", source("某区甲局", "A", figures=applications(3)))
        for _ in range(2):
            _rollup("--into", "上报/自己.xlsx", "--force")
        _, filing = received(Path("上报/自己.xlsx").read_bytes())
        assert filing.figures["applications.received.natural"].value == 3


def test_growth_and_outliers_are_shown_against_last_years_roll_up() -> None:
    for year, natural in ((2023, 10), (2024, 50)):
        given = source("某区甲局", "A", figures=applications(natural), year=year)
        _hand_in("甲.json", given)
        _hand_in("乙.json", source("某区乙局", "B", figures=applications(5), year=year))
        _rollup("--force", *(["--previous", "2023.xlsx"] if year == 2024 else []))
        Path("汇总.xlsx").replace(f"{year}.xlsx")
    page = load_workbook("2024.xlsx")["对比"]
    rows = [tuple(cell.value for cell in row[1:5]) for row in page.iter_rows()]
    assert ("本年新收申请总计", 15, 55, "266.67%") in rows
    assert ("某区甲局", 10, 50, None) in rows
    assert ("某区乙局", 5, 5, None) not in rows


def test_last_years_sums_of_a_wrong_year_are_told_and_not_compared() -> None:
    for name in ("去年.xlsx", "汇总.xlsx"):
        _hand_in("甲.json", source("某区甲局", "A", figures=applications(30)))
        _rollup("--force")
        Path("汇总.xlsx").replace(name)
    done = _rollup("--force", "--previous", "去年.xlsx")
    assert "给出的上年报告是 2024 年的，而本报告的上一年是 2023 年" in done.stdout
    words = {cell.value for row in load_workbook("汇总.xlsx")["对比"].iter_rows() for cell in row}
    assert "与上年相比" not in words


class TestLetters:
    def test_each_unit_with_faults_gets_a_notice_and_its_annotated_workbook(self) -> None:
        unbalanced = applications(3) | {"applications.granted.natural": 2}
        Path("上报/甲.xlsx").write_bytes(workbook(source("某区甲局", "A", figures=unbalanced)))
        Path("上报/乙.xlsx").write_bytes(workbook(source("某区乙局", "B")))
        _rollup("--letters", "通知", "--due", "2025年1月20日", "--contact", "王某，010-1")
        names = sorted(path.name for path in Path("通知").iterdir())
        assert names == ["某区丙街道（通知）.docx", "某区甲局（审核后）.xlsx", "某区甲局（通知）.docx"]
        text = "\n".join(paragraph.text for paragraph in Document("通知/某区甲局（通知）.docx").paragraphs)
        for words in (
            "某区甲局：",
            "有 1 处需要修改",
            "自然人一列",
            "表三!E8",
            "2025年1月20日",
            "王某，010-1",
        ):
            assert words in text
        assert "{" not in text
        cells = load_workbook("通知/某区甲局（审核后）.xlsx")["审核结果"]
        assert "T3-01" in [cells.cell(row, 3).value for row in range(5, 8)]

    def test_notices_that_name_nobody_to_call_are_told(self) -> None:
        _rollup_of_one()
        done = _rollup("--letters", "通知", "--force")
        assert "请用 --contact 写明后重新生成" in done.stderr
        done = _rollup("--letters", "通知", "--force", "--contact", "王某，010-1")
        assert "通知上没有写明" not in done.stderr

    def test_who_sends_them_is_taken_from_the_offices_own_workbook(self) -> None:
        _rollup_of_one()
        mine = {"submission": {"prepared_by": "王某", "telephone": "010-88880000"}}
        Path("自己.xlsx").write_bytes(workbook(source("某区人民政府办公室") | mine))
        arguments = [
            "rollup",
            "上报",
            "-o",
            "另.xlsx",
            "--units",
            "名单.csv",
            "--into",
            "自己.xlsx",
            "--letters",
            "通知",
            "--force",
        ]
        done = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert "通知上没有写明" not in done.stderr
        said = [line.text for line in Document("通知/某区乙局（通知）.docx").paragraphs]
        assert said[-1] == "某区人民政府办公室"
        assert "如有疑问，请与我们联系：王某，010-88880000。" in said

    def test_a_workbook_with_macros_goes_back_with_them(self) -> None:
        unbalanced = applications(3) | {"applications.granted.natural": 2}
        Path("上报/甲.xlsm").write_bytes(workbook(source("某区甲局", "A", figures=unbalanced)))
        _rollup("--letters", "通知")
        assert Path("通知/某区甲局（审核后）.xlsm").exists()

    def test_a_template_of_the_offices_own_is_used(self) -> None:
        document = Document()
        document.add_paragraph("函告 {{ to }}")
        document.save("模板.docx")
        _rollup_of_one()
        _rollup("--letters", "通知", "--template", "模板.docx", "--force")
        assert Document("通知/某区乙局（通知）.docx").paragraphs[0].text == "函告 某区乙局："

    def test_nothing_is_written_where_a_notice_exists_already(self) -> None:
        _rollup_of_one()
        Path("通知").mkdir()
        Path("通知/某区乙局（通知）.docx").write_bytes(b"mine")
        done = _rollup("--letters", "通知")
        assert (done.exit_code, Path("汇总.xlsx").exists()) == (2, False)
        assert Path("通知/某区乙局（通知）.docx").read_bytes() == b"mine"


def test_notices_say_what_the_unit_can_do_and_not_what_the_office_can() -> None:
    for name in ("甲一.json", "甲二.json"):
        _hand_in(name, source("某区甲局", "A", figures=applications(len(name))))
    _hand_in("甲三.json", source("某区甲局", "A", figures=applications(9)))
    _hand_in("乙.json", source("某区乙局", "B", year=2023))
    _rollup("--letters", "通知", "--year", "2024")
    said = {
        path.name: "".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
        for path in Path("通知").glob("*.docx")
    }
    assert "请告知以哪一份为准" in said["某区甲局（通知）.docx"]
    assert "甲三.json" in said["某区甲局（通知）.docx"]
    assert "--use" not in said["某区甲局（通知）.docx"]
    assert "报告年度是 2023" in said["某区乙局（通知）.docx"]
    assert "改为 2024" in said["某区乙局（通知）.docx"]


def test_a_notice_about_a_file_that_cannot_be_read_says_why_and_what_the_unit_can_do() -> None:
    Path("上报/二批/某区乙局填报表.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    own = {"organisation": "某区丙街道", "unit": "C", "year": 2020}
    _hand_in("丙.json", {"form": "disclosure", "edition": "2019", **own})
    _rollup("--letters", "通知", "--year", "2024")
    said = {
        path.name[:5]: "".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
        for path in Path("通知").glob("*.docx")
    }
    assert "报送的文件（某区乙局填报表.xls）没有计入汇总：这是旧格式的文件" in said["某区乙局（"]
    assert "另存为 .xlsx" in said["某区乙局（"]
    assert "二批" not in said["某区乙局（"]
    assert "用的是 2019 版表式" in said["某区丙街道"]


def test_files_of_an_earlier_run_beside_the_notices_are_told_and_left_alone() -> None:
    _rollup_of_one()
    _rollup("--letters", "通知")
    _hand_in("乙.json", source("某区乙局", "B"))
    Path("通知/~$某区乙局（通知）.docx").write_bytes(b"lock")
    done = _rollup("--letters", "通知", "--force")
    assert "通知 中另有 1 个文件不是这次写的：某区乙局（通知）.docx。" in done.stderr
    assert Path("通知/某区乙局（通知）.docx").exists()
    assert "不是这次写的" not in _rollup("--letters", "新通知", "--force").stderr


def _rollup_of_one() -> None:
    _hand_in("甲.json", source("某区甲局", "A"))


def test_a_check_that_the_office_switched_off_makes_no_unit_faulty() -> None:
    reviews = {f"reviews.review.{name}": 0 for name in ("upheld", "corrected", "other", "pending")}
    wrong = applications(3) | reviews | {"reviews.review.total": 2}
    _hand_in("甲.json", source("某区甲局", "A", figures=wrong))
    Path("决定.toml").write_text(
        '[[overrides]]\ncheck = "T4-01"\ndate = 2025-01-05\nreason = "按原口径填报"\noff = true\n',
        encoding="utf-8",
    )
    assert "有错误　某区甲局" in _rollup().stdout
    done = _rollup("--checks", "决定.toml", "--force")
    assert "某区甲局" not in done.stdout
    assert "计入汇总 1 个" in done.stdout


def test_decisions_that_are_wrong_stop_the_roll_up_before_any_file_is_read() -> None:
    _hand_in("甲.json", source("某区甲局", "A", figures=applications(3)))
    Path("决定.toml").write_text('[[overrides]]\ncheck = "T9-99"\n', encoding="utf-8")
    done = _rollup("--checks", "决定.toml")
    assert done.exit_code == 2
    assert "T9-99" in done.stderr
    assert not Path("汇总.xlsx").exists()
