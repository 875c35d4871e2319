import time
import tracemalloc
from collections.abc import Callable

import pytest

from generator import arithmetic
from generator.errors import UnusableInputError
from generator.filing import Filing
from generator.form.grid import lay_out
from generator.intake import received
from tests.cases import NAMES, filing_json
from tests.published.test_read import printed
from tests.workbook.kit import FORM, filing_of


def wps(text: str) -> str:
    """A text as office programs write it: fonts and spans around every few characters."""
    pieces = (text[at : at + 2] for at in range(0, len(text), 2))
    return "".join(
        f"<span style='mso-spacerun:yes'><font face=\"仿宋\">{piece}</font></span>" for piece in pieces
    )


def page(filing: Filing, *, filler: bool = False) -> str:
    """A saved page: metadata and navigation before the article, buttons and a footer behind it."""
    texts = {name: figure.text for name, figure in arithmetic.figures(FORM, filing).items()}
    parts = [
        "<!DOCTYPE html><html><head><meta charset=utf-8><script>if(a<b)x</script></head><body>",
        "<nav><ul><li>首页</li></ul></nav><!-- <table> --><table><tr><td>索引号</td><td>0001</td></tr>",
        "<tr><td>发布日期</td><td>2025-01-20</td></tr></table><table><tr><td>",
        f"<h3>{filing.particulars['organisation']}</h3>",
        f"<p>{wps(str(filing.particulars['year']) + '年政府信息公开工作年度报告')}<o:p></o:p></p>",
    ]
    for number, section in zip("一二三四五六", FORM.sections, strict=True):
        parts.append(
            f"<p class=MsoNormal>&nbsp;&nbsp;{wps(number + '、' + section.title)}<o:p>&nbsp;</o:p></p>"
        )
        for item in filing.narrative.get(section.id, ()):
            lines = (f"（一）{item.heading}" if item.heading else "", *item.paragraphs)
            parts += [f"<p>{wps(line)}</p>" for line in lines]
        for table in FORM.tables:
            if table.id == section.table:
                parts.append("<table border=1>")
                for row in lay_out(table).by_row():
                    parts.append("<tr>")
                    for cell in row:
                        text = texts[cell.field] if cell.field else cell.text
                        parts.append(
                            f'<td colspan="{cell.columns}" rowspan={cell.rows}><p>{wps(text)}</p></td>'
                        )
                        parts += ["<td style='display:none'></td>"] * ((cell.columns - 1) * filler)
                    parts.append("</tr>")
                parts.append("</table>")
    return "".join([*parts, "</td></tr></table><p>【打印】【关闭】</p><p>版权所有：某某网</p></body></html>"])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_in_the_manner_of_office_programs_comes_back_whatever_its_encoding(
    name: str, encoding: str
) -> None:
    given = filing_of(filing_json(name))
    form, found = received(page(given, filler=encoding == "utf-8").encode(encoding))
    assert form.edition == FORM.edition
    assert printed(found, FORM) == printed(given, FORM)
    assert found.particulars["year"] == given.particulars["year"]
    assert found.particulars["organisation"] == given.particulars["organisation"]
    assert found.narrative == given.narrative
    assert not found.remarks


HOSTILE: dict[str, Callable[[], bytes]] = {
    "large": lambda: b"<html>" + b"a" * 49_000_000,
    "deep": lambda: b"<div>" * 100_000,
    "deep tables": lambda: b"<table><tr><td>" * 100_000,
    "a million cells": lambda: b"<table><tr>" + b"<td>1" * 1_000_000,
    "wide spans": lambda: b"<table>" + b"<tr><td colspan=1000000 rowspan=1000000>1<td>2" * 20_000,
    "comments without end": lambda: b"<html>" + b"<!--" * 1_900_000,
    "tags without end": lambda: b"<html>" + b'<a "' * 1_900_000,
    "tall cells": lambda: (
        (b"<table><tr>" + b"<td rowspan=1000000>1" * 63 + b"<tr><td>2" * 999 + b"</table>") * 5
    ),
    "labels that are near": lambda: b"".join(
        f"<table><tr><td>申请人无正当理由逾期不补正、行政机关不再处理其政府信息公{at}<td>2</table>".encode()
        for at in range(480)
    ),
    "headings without end": lambda: "<p>一、总体情况</p><p>六、其他需要报告的事项</p>".encode() * 2_900,
    "tables without end": lambda: b"<table><td>1<td>2</table>" * 40_000,
    "a page saved in pieces": lambda: (
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n' + b"--x\n" * 1_900_000
    ),
    "a long attribute": lambda: b"<table><td " + b" a" * 3_900_000 + b">1",
    "brackets": lambda: b"<" * 7_900_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_page_is_refused_at_once_and_in_little_memory(kind: str) -> None:
    data = HOSTILE[kind]()
    begun = time.process_time()
    with pytest.raises(UnusableInputError):
        received(data)
    assert time.process_time() - begun < 2
    tracemalloc.start()
    with pytest.raises(UnusableInputError):
        received(data)
    assert tracemalloc.get_traced_memory()[1] < 150_000_000
    tracemalloc.stop()
