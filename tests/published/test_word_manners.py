"""Word reports as WPS and Word leave them: content controls, boxes, hidden and struck text, contents."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from generator.intake import received
from generator.report.web.page import render_page
from tests.cases import NAMES, filing_json
from tests.published.setting import report
from tests.published.test_manners import told
from tests.published.test_read import printed
from tests.workbook.kit import FORM, filing_of

MAIN = "word/document.xml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
GIVEN = filing_of(filing_json(NAMES[0]))
REPORT = report(GIVEN, FORM)
TABLE, CELL, RUN = r"<w:tbl>.*?</w:tbl>", r"<w:tc>.*?</w:tc>", r"<w:r><w:t>"


def with_page(html: bytes) -> bytes:
    """A document that holds nothing but a web page, as some exporters leave it to Word to read it."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    main = f'<w:document xmlns:w="{word}"><w:body/></w:document>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    pointer = f'<Relationship Id="r1" Type="{kind}" Target="/word/page.html"/>'
    parts = {
        MAIN: main.encode(),
        "word/page.html": html,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{space}">{pointer}</Relationships>'.encode(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target, zipfile.ZipFile(io.BytesIO(REPORT)) as source:
        for name in ("[Content_Types].xml", "_rels/.rels"):
            target.writestr(name, source.read(name))
        for name, data in parts.items():
            target.writestr(name, data)
    return packed.getvalue()


def test_a_document_that_holds_a_web_page_is_read_as_one() -> None:
    _, found = received(with_page(render_page(GIVEN, FORM, draft=True)))
    assert printed(found, FORM) == printed(GIVEN, FORM)


def edited(change: Callable[[str], str]) -> bytes:
    """The report with another main part."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target, zipfile.ZipFile(io.BytesIO(REPORT)) as source:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, change(data.decode()).encode() if name == MAIN else data)
    return packed.getvalue()


def each(pattern: str, shape: str) -> Callable[[str], str]:
    """Put a shape in place of each of these elements, which stand in it for ``{}``."""
    return lambda xml: re.sub(pattern, lambda found: shape.replace("{}", found[0]), xml, flags=re.DOTALL)


def in_tables(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda xml: re.sub(TABLE, lambda found: change(found[0]), xml, flags=re.DOTALL)


def run(text: str, properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def with_contents(xml: str) -> str:
    lines = "".join(
        f"<w:p><w:r><w:t>{number}、{section.title}</w:t><w:tab/><w:t>{number}</w:t></w:r></w:p>".replace(
            f"<w:t>{number}</w:t>", f"<w:t>{page}</w:t>"
        )
        for page, (number, section) in enumerate(zip("一二三四五六", FORM.sections, strict=True))
    )
    return xml.replace("<w:body>", f"<w:body><w:p><w:r><w:t>目录</w:t></w:r></w:p>{lines}")


BOX = "<w:pict><w:txbxContent>{}<w:p/></w:txbxContent></w:pict>"
IN_BOX = f'<w:p><w:r><mc:AlternateContent xmlns:mc="{MC}">{{}}</mc:AlternateContent></w:r></w:p>'
MANNERS: dict[str, Callable[[str], str]] = {
    "cells in content controls": each(CELL, "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"),
    "tables in boxes": each(TABLE, f"<w:p><w:r>{BOX}</w:r></w:p>"),
    "tables in boxes, each twice": each(
        TABLE, IN_BOX.format(f"<mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>")
    ),
    "tables in what stands in for a picture": each(
        TABLE, IN_BOX.format(f"<mc:Choice><w:drawing/></mc:Choice><mc:Fallback>{BOX}</mc:Fallback>")
    ),
    "text that does not show": in_tables(each(RUN, run("9", "<w:vanish/>") + "{}")),
    "text that is set to show": in_tables(each(RUN, '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>')),
    "pronunciation": in_tables(each(RUN, f"<w:r><w:ruby><w:rt>{run('9', '')}</w:rt></w:ruby></w:r>{{}}")),
    "a list of contents": with_contents,
}


@pytest.mark.parametrize("manner", MANNERS)
def test_every_figure_and_text_comes_back_however_word_sets_them(manner: str) -> None:
    _, found = received(edited(MANNERS[manner]))
    assert printed(found, FORM) == printed(GIVEN, FORM)
    assert found.narrative == GIVEN.narrative
    assert found.particulars["organisation"] == GIVEN.particulars["organisation"]
    assert told(found) == set()


@pytest.mark.parametrize("style", ["<w:strike/>", '<w:dstrike w:val="1"/>'])
def test_what_is_struck_out_is_no_digit_of_a_figure_and_told(style: str) -> None:
    _, found = received(edited(in_tables(each(RUN, run("9", style) + "{}"))))
    assert printed(found, FORM) == printed(GIVEN, FORM)
    assert told(found) == {"report-revised"}


def test_a_raised_mark_behind_a_figure_is_its_note() -> None:
    mark = run("1", '<w:vertAlign w:val="superscript"/>')
    _, found = received(edited(lambda xml: xml.replace("<w:t>21</w:t></w:r>", f"<w:t>21</w:t></w:r>{mark}")))
    noted = {name: f"{text}（1）" if text == "21" else text for name, text in printed(GIVEN, FORM).items()}
    assert printed(found, FORM) == noted != printed(GIVEN, FORM)
