"""Tables and headings in the manners in which they stand on real pages."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from generator import arithmetic
from generator.filing import Filing
from generator.form.grid import Cell, lay_out
from generator.intake import received
from tests.cases import NAMES, filing_json
from tests.published.test_read import printed
from tests.workbook.kit import FORM, filing_of

GIVEN = filing_of(filing_json(NAMES[0]))
TEXTS = {name: figure.text for name, figure in arithmetic.figures(FORM, GIVEN).items()}


@dataclass(frozen=True)
class Td:
    text: str
    columns: int = 1
    rows: int = 1
    figure: bool = False


Rows = list[list[Td]]
Tables = dict[str, Rows]


def drawn() -> Tables:
    """The three tables as rows of cells, by identifier."""

    def td(cell: Cell) -> Td:
        return Td(TEXTS[cell.field] if cell.field else cell.text, cell.columns, cell.rows, bool(cell.field))

    return {table.id: [[td(c) for c in row] for row in lay_out(table).by_row()] for table in FORM.tables}


def html(rows: Rows) -> str:
    lines = ("".join(f"<td colspan={c.columns} rowspan={c.rows}>{c.text}</td>" for c in row) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def page(
    tables: dict[str, str],
    headings: Callable[[str], str] = str,
    title: str = "某局2023年政府信息公开工作年度报告",
) -> bytes:
    parts = [f"<p>{title}</p>"]
    for number, section in zip("一二三四五六", FORM.sections, strict=True):
        parts.append(f"<p>{headings(f'{number}、{section.title}')}</p>")
        parts.append(tables.get(section.table, "") or f"<p>{section.title}的正文。</p>")
    return f"<html><body>{''.join(parts)}</body></html>".encode()


def told(found: Filing) -> set[str]:
    return {remark.rule for remark in found.remarks}


def each(change: Callable[[Td], Td]) -> Callable[[Tables], dict[str, str]]:
    return lambda tables: {
        name: html([[change(cell) for cell in row] for row in rows]) for name, rows in tables.items()
    }


def figures(change: Callable[[str], str]) -> Callable[[Tables], dict[str, str]]:
    return each(lambda cell: replace(cell, text=change(cell.text)) if cell.figure else cell)


def labels(change: Callable[[str], str]) -> Callable[[Tables], dict[str, str]]:
    return each(lambda cell: cell if cell.figure else replace(cell, text=change(cell.text)))


def of(table: str, change: Callable[[Rows], Rows]) -> Callable[[Tables], dict[str, str]]:
    return lambda tables: {
        name: html(change(rows) if name == table else rows) for name, rows in tables.items()
    }


def split(table: str, at: int) -> Callable[[Tables], dict[str, str]]:
    """A table in two, the second without heads; what reached over the break is cut."""

    def cut(tables: Tables) -> dict[str, str]:
        rows = tables[table]
        first = [
            [replace(cell, rows=min(cell.rows, at - number)) for cell in row]
            for number, row in enumerate(rows[:at])
        ]
        return {name: html(there) for name, there in tables.items()} | {table: html(first) + html(rows[at:])}

    return cut


def labels_reach(by: int) -> Callable[[Tables], dict[str, str]]:
    """Labels of groups that reach further down than their rows, or less far."""
    return each(
        lambda cell: replace(cell, rows=cell.rows + by) if cell.rows > 2 and cell.columns == 1 else cell
    )


def without_heads(rows: Rows) -> Rows:
    return [row for row in rows if any(cell.figure for cell in row)]


def wide(row: list[Td]) -> int:
    return sum(cell.columns for cell in row)


TITLE = "主动公开政府信息情况统计表（单位：件）"
MANNERS: dict[str, Callable[[Tables], dict[str, str]]] = {
    "table 2 without its heads": of("proactive", without_heads),
    "other heads in table 2": of("proactive", lambda rows: [
        [replace(c, text=c.text.replace("本年", "当年新")) for c in row] for row in rows]),
    "other heads in table 4": of("reviews", lambda rows: [
        [replace(c, text=c.text.replace("结果", "")) for c in row] for row in rows]),
    "table 3 without its heads": of("applications", without_heads),
    "table 3 split before its last rows": split("applications", 26),
    "table 3 split in the middle": split("applications", 15),
    "table 2 split before its last rows": split("proactive", 13),
    "a row with a title": lambda tables: {n: html([[Td(TITLE, wide(r[0]))], *r]) for n, r in tables.items()},
    "breaks and spaces in words": labels(lambda text: re.sub("(..)", r"\1<br>", text.replace("数", " 数"))),
    "figures with spaces around": figures(lambda text: f"&nbsp; {text} &nbsp;"),
    "figures in full width": figures(lambda text: text.translate({48 + n: 0xFF10 + n for n in range(10)})),
    "figures with a unit": figures(lambda text: f"{text}件" if text.isdigit() else text),
    "figures with a unit set apart": figures(lambda text: f"{text} 件" if text.isdigit() else text),
    "figures in the boxes of a form": figures(lambda text: f'<input class=in value="{text}">'
        '<input type=hidden value=9><input type=checkbox value=1>'),
    "empty columns at the end": lambda tables: {
        n: html([[*row, Td(""), Td("")] for row in r]) for n, r in tables.items()},
    "a copy for narrow screens": lambda tables: {
        n: f"<div class=pc>{html(r)}</div><div class=mobile>{html(r)}</div>" for n, r in tables.items()},
    "heads in a table of their own": lambda tables: {n: html(r[:-1]) + html(r[-1:]) if n == "reviews"
        else html(r[:3]) + html(r[3:]) for n, r in tables.items()},
    "heads broken over rows": of("applications", lambda rows: [
        [replace(rows[0][0], rows=4), *rows[0][1:]],
        [replace(c, rows=3) if c.rows > 1 else c for c in rows[1]],
        [replace(c, text=c.text[:2]) if len(c.text) == 4 else replace(c, rows=2) for c in rows[2]],
        [Td(c.text[2:]) for c in rows[2] if len(c.text) == 4], *rows[3:]]),
    "groups that reach a row too far down": labels_reach(1),
    "groups that reach a row too few": labels_reach(-1),
    "spans that are no numbers": lambda tables: {n: html(r).replace("colspan=1 ", 'colspan="" ')
        .replace("rowspan=1>", "rowspan='1px'>") for n, r in tables.items()},
    "labels that reach over one column": each(lambda cell: replace(cell, columns=1)),
    "numbers of rows in front": lambda tables: {n: html([[Td(str(at) if at else "序号"), *row]
        for at, row in enumerate(r)]) for n, r in tables.items()},
    "readings above characters": labels(lambda text: f"<ruby>{text}<rp>(</rp><rt>du</rt><rp>)</rp></ruby>"),
    "figures with a narrow space": figures(lambda text: f"{text[:1]}&thinsp;{text[1:]}&ensp;"),
    "tables in tables": lambda tables: {
        n: f"<table><tr><td><table><tr><td>&nbsp;</td><td>{html(r)}</td></tr></table></td></tr></table>"
        for n, r in tables.items()},
}  # fmt: skip


@pytest.mark.parametrize("manner", MANNERS)
def test_every_figure_is_in_its_field_however_the_tables_are_set(manner: str) -> None:
    form, found = received(page(MANNERS[manner](drawn())))
    assert form.edition == FORM.edition
    assert printed(found, FORM) == printed(GIVEN, FORM)
    assert told(found) == ({"words-left"} if manner.startswith("other heads") else set())


def whole(headings: Callable[[str], str] = str, title: str = "某局2023年政府信息公开工作年度报告") -> bytes:
    return page({name: html(rows) for name, rows in drawn().items()}, headings, title)


SECTIONS = ["overview", "problems", "other_matters"]  # those that have no table


@pytest.mark.parametrize(
    "headings",
    [
        lambda text: text.replace("二、", "2、").replace("四、", "4、"),
        lambda text: f"<b>{text[2:]}</b>",
        lambda text: f"第{text[0]}部分 {text[2:]}",
        lambda text: (
            text.replace("其他需要", "其它需要")
            .replace("的主要问题", "问题")
            .replace("、行政诉讼", "和行政诉讼")
        ),
    ],
)
def test_headings_are_known_though_misnumbered_without_style_or_worded_otherwise(
    headings: Callable[[str], str],
) -> None:
    _, found = received(whole(headings))
    assert list(found.narrative) == SECTIONS
    assert told(found) <= {"heading-worded"}


def test_a_numbered_line_of_a_section_is_not_the_heading_that_reads_alike() -> None:
    listed = whole().replace("总体情况的正文。".encode(), "1.主动公开情况</p><p>公开3件。".encode())
    found = received(listed)[1]
    assert [item.paragraphs for item in found.narrative["overview"]] == [("1.主动公开情况", "公开3件。")]


def test_a_heading_that_runs_into_its_text_is_known() -> None:
    data = whole().replace("事项</p><p>其他需要报告的事项的正文。".encode(), "事项：无。".encode())
    assert received(data)[1].narrative["other_matters"][0].paragraphs == ("无。",)


def test_a_missing_section_is_told() -> None:
    data = whole().replace("五、存在的主要问题及改进情况".encode(), b"")
    assert told(received(data)[1]) == {"section-missing"}


@pytest.mark.parametrize(
    ("title", "organisation"),
    [
        ("某局政府信息公开工作2022年度报告", "某局"),
        ("2022年度某局政府信息公开工作年度报告", "某局"),
        ("某局关于2022年政府信息公开工作情况的报告", "某局"),
        ("某局</p><p>2022年政府信息公开<br>工作年度报告", "某局"),
        (
            "某某市市场监督管理局（知识产权局）</p><p>2022年度政府信息公开工作年度报告",
            "某某市市场监督管理局（知识产权局）",
        ),
        ("发布日期：2023-01-12</p><p>2022年政府信息公开工作年度报告", ""),
        ("首页 > 年报</p><p>2022年政府信息公开工作年度报告", ""),
    ],
)
def test_organisation_and_year_are_read_from_the_title_and_nothing_is_taken_for_a_name(
    title: str, organisation: str
) -> None:
    particulars = received(whole(title=title))[1].particulars
    assert particulars["year"] == 2022
    assert particulars.get("organisation", "") == organisation


def test_of_two_reports_on_a_page_the_first_is_read_and_the_other_told() -> None:
    other = whole(title="某局2022年政府信息公开工作年度报告").replace(b"<td", b"<td ")
    _, found = received(whole() + other)
    assert found.particulars["year"] == 2023
    assert printed(found, FORM) == printed(GIVEN, FORM)
    assert found.narrative["other_matters"][0].paragraphs == ("其他需要报告的事项的正文。",)
    assert [(r.rule, r.words) for r in found.remarks] == [
        ("another-report", "“某局2022年政府信息公开工作年度报告”")
    ]


def test_a_report_that_stands_there_once_more_for_narrow_screens_is_no_other_one() -> None:
    _, found = received(whole() + whole())
    assert printed(found, FORM) == printed(GIVEN, FORM)
    assert told(found) == set()


@pytest.mark.parametrize("to", ["", "……3", "...........12", "·····2"])
def test_a_list_of_contents_is_no_report(to: str) -> None:
    lines = "".join(f"<p>{n}、{s.title}{to}</p>" for n, s in zip("一二三四五六", FORM.sections, strict=True))
    _, found = received(whole(title=f"某局2023年政府信息公开工作年度报告</p><p>目录</p>{lines}<p>"))
    assert list(found.narrative) == SECTIONS
    assert printed(found, FORM) == printed(GIVEN, FORM)
