"""The witnesses themselves: each accepts what is sound, and each can find fault."""

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from openpyxl.styles import Font, Protection

from tests.witness import office
from tests.witness.formulas import intersects, newer_functions, sheets
from tests.witness.office import (
    OfficeError,
    after,
    page_count,
    page_texts,
    recalculated,
    requires_office,
    to_pdf,
)
from tests.witness.parts import opened, packed
from tests.witness.rules import faults_of_docx, faults_of_xlsx
from tests.witness.validators import audit

ROOT = Path(__file__).parents[1]

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MEDIA = "application/vnd.openxmlformats-officedocument"


def types(**parts: str) -> str:
    overrides = "".join(
        f'<Override PartName="/{name.replace("__", "/")}.xml" ContentType="{MEDIA}.{kind}+xml"/>'
        for name, kind in parts.items()
    )
    rels = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    return f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">{rels}{overrides}</Types>'


def rels(**targets: str) -> str:
    links = "".join(
        f'<Relationship Id="rId{index}" Type="{OFFICE}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


HINT = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
CELL = f"<w:tc><w:p><w:r>{HINT}<w:t>危及“三安全一稳定”</w:t></w:r></w:p></w:tc>"
MERGED = '<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p w14:paraId="00000002"/></w:tc>'
DOCUMENT = f"""{DECLARATION}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"
 xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"><w:body>
<w:p w14:paraId="00000001"><w:bookmarkStart w:id="0" w:name="a"/><w:bookmarkEnd w:id="0"/></w:p>
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>
<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>wide</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc>{CELL}</w:tr>
<w:tr>{MERGED}{CELL}</w:tr>
</w:tbl><w:p/></w:body></w:document>"""
STYLES = f"""{DECLARATION}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Times New Roman" w:eastAsia="宋体"/><w:sz w:val="32"/></w:rPr></w:rPrDefault>
</w:docDefaults></w:styles>"""
DOCX = {
    "[Content_Types].xml": types(
        word__document="wordprocessingml.document.main", word__styles="wordprocessingml.styles"
    ),
    "_rels/.rels": rels(officeDocument="word/document.xml"),
    "word/document.xml": DOCUMENT,
    "word/_rels/document.xml.rels": rels(styles="styles.xml"),
    "word/styles.xml": STYLES,
}

WORKBOOK = f"""{DECLARATION}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>
<sheet name="表三" sheetId="1" r:id="rId1"/><sheet name="审核" sheetId="2" r:id="rId2"/></sheets>
<definedNames><definedName name="figures">表三!$A$1:$B$2</definedName></definedNames></workbook>"""
FIRST = f"""{DECLARATION}<worksheet xmlns="{SHEET}" xmlns:r="{OFFICE}">
<cols><col min="1" max="2" width="20"/><col min="3" max="3" width="10"/></cols><sheetData>
<row r="1" ht="409.5" customHeight="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>1</t></is></c><c r="B2" s="1"><f>SUM(B1)</f><v>2</v></c></row>
<row r="3"><c r="B3" t="str"><f>IF(B1=2,"",$C$1)</f><v></v></c></row>
</sheetData><sheetProtection sheet="1"/>
<mergeCells count="2"><mergeCell ref="A5:B5"/><mergeCell ref="A6:B7"/></mergeCells>
<conditionalFormatting sqref="B1"><cfRule type="expression" dxfId="0" priority="1">
<formula>$B$1&lt;&gt;"a b"</formula></cfRule></conditionalFormatting>
<dataValidations count="1"><dataValidation type="list" sqref="A2" promptTitle="填写" prompt="一"
 errorTitle="错" error="二"><formula1>"是,否"</formula1></dataValidation></dataValidations>
<hyperlinks><hyperlink ref="A1" location="'审核'!A1"/></hyperlinks>
<headerFooter><oddFooter>&amp;P</oddFooter></headerFooter></worksheet>"""
SECOND = f"""{DECLARATION}<worksheet xmlns="{SHEET}"><sheetData><row r="1"><c r="A1">
<f>SUM(表三!$B:$B 表三!$1:$2)</f><v>4</v></c></row></sheetData></worksheet>"""
BOOK_STYLES = f"""{DECLARATION}<styleSheet xmlns="{SHEET}"><fonts>
<font><sz val="11"/><name val="宋体"/></font></fonts>
<fills><fill><patternFill patternType="none"/></fill></fills><borders><border/></borders>
<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/><xf/></cellXfs><dxfs><dxf/></dxfs></styleSheet>"""
STRINGS = f'{DECLARATION}<sst xmlns="{SHEET}"><si><t>公开</t></si></sst>'
XLSX = {
    "[Content_Types].xml": types(
        xl__workbook="spreadsheetml.sheet.main",
        xl__one="spreadsheetml.worksheet",
        xl__two="spreadsheetml.worksheet",
        xl__styles="spreadsheetml.styles",
        xl__strings="spreadsheetml.sharedStrings",
    ),
    "_rels/.rels": rels(officeDocument="xl/workbook.xml"),
    "xl/workbook.xml": WORKBOOK,
    "xl/_rels/workbook.xml.rels": rels(
        worksheet1="/xl/one.xml", worksheet2="two.xml", styles="styles.xml", sharedStrings="strings.xml"
    ),
    "xl/one.xml": FIRST,
    "xl/two.xml": SECOND,
    "xl/styles.xml": BOOK_STYLES,
    "xl/strings.xml": STRINGS,
}


def made(parts: dict[str, str], old: str = "", new: str = "") -> bytes:
    """Pack the parts, with the one place where `old` stands changed to `new`."""
    if old:
        assert sum(text.count(old) for text in parts.values()) == 1, old
        parts = {name: text.replace(old, new) for name, text in parts.items()}
    return packed({name: text.encode() for name, text in parts.items()})


def assert_fault(found: list[str], words: str) -> None:
    assert any(words in fault for fault in found), found


def test_a_sound_document_has_no_faults() -> None:
    assert faults_of_docx(made(DOCX)) == []


def test_a_sound_workbook_has_no_faults() -> None:
    assert faults_of_xlsx(made(XLSX)) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('<w:vMerge w:val="restart"/>', "", "vMerge continues without a start"),
        ('<w:gridSpan w:val="2"/>', "", "row 1 is 1 columns wide, its grid 2"),
        ('<w:p w14:paraId="00000002"/>', "", "does not end with a paragraph"),
        (
            '<w:p w14:paraId="00000002"/>',
            "<w:p/><w:tbl><w:tblGrid/></w:tbl>",
            "does not end with a paragraph",
        ),
        ("</w:tbl><w:p/>", "</w:tbl><w:tbl><w:tblPr/><w:tblGrid/></w:tbl><w:p/>", "table 2 has no rows"),
        (f"<w:tr>{MERGED}{CELL}</w:tr>", "<w:tr><w:trPr/></w:tr>", "row 3 has no cells"),
        ("00000002", "00000001", "paraId '00000001' stands 2 times"),
        ("00000002", "80000000", "paraId '80000000' is none"),
        (
            "</w:tbl><w:p/>",
            '</w:tbl><w:p><wp:docPr id="1"/><wp:docPr id="1"/></w:p>',
            "docPr id '1' stands 2",
        ),
        ("</w:tbl><w:p/>", '</w:tbl><w:p><w:bookmarkStart w:id="0" w:name="b"/></w:p>', "bookmark id '0'"),
        ("</w:tbl><w:p/>", '</w:tbl><w:p><w:bookmarkStart w:id="1" w:name="a"/></w:p>', "bookmark name 'a'"),
        ('<w:bookmarkEnd w:id="0"/>', "", "bookmark '0' has no partner"),
        ('<w:sz w:val="32"/>', '<w:sz w:val="1"/>', "font size of '1'"),
        ('<w:sz w:val="32"/>', '<w:sz w:val="3277"/>', "font size of '3277'"),
        ('<w:sz w:val="32"/>', '<w:szCs w:val="10.5"/>', "font size of '10.5'"),
        ("wide", "{{ applications.total }}", "left over"),
        ("wide", "{</w:t></w:r><w:r><w:t>% if", "left over"),
        ('w:name="a"', 'w:name="{{ a }}"', "left over"),
        ("wide", "a\x7fb", "control character"),
        ("wide", "a\x01b", "word/document.xml: "),
        ("wide", " wide", "outer spaces"),
        ("wide", "wi\nde", "tab or line feed"),
        ('w:eastAsia="宋体"', f'w:eastAsia="{"宋" * 32}"', "too long"),
        ('w:eastAsia="宋体"', 'w:eastAsiaTheme="minorEastAsia"', "font of the theme in eastAsiaTheme"),
        *[("wide", character, "without w:hint") for character in "“”‘’—…"],
        ('Target="styles.xml"', 'Target="none.xml"', "points to word/none.xml, which is missing"),
        ('Target="styles.xml"', 'Target="styles.xml" TargetMode="External"', "an external styles"),
        ("/word/styles.xml", "/word/other.xml", "word/styles.xml: has no content type"),
        ("/word/styles.xml", "/word/document.xml", "has 2 content types"),
        ("/word/styles.xml", "/word/other.xml", "names word/other.xml, which is missing"),
        (
            "<w:tblPr/><w:tblGrid><w:gridCol/>",
            '<w:tblPr r:id="rId9"/><w:tblGrid><w:gridCol/>',
            "'rId9', which is missing",
        ),
        ("wordprocessingml.document.main", "wordprocessingml.macroEnabled.main", "macros"),
    ],
)
def test_a_fault_in_a_document_is_found(old: str, new: str, words: str) -> None:
    assert_fault(faults_of_docx(made(DOCX, old, new)), words)


def test_ids_that_word_repeats_in_the_fallback_of_a_text_box_are_no_fault() -> None:
    twice = '<mc:Fallback><w:p w14:paraId="00000001"/></mc:Fallback>'
    assert faults_of_docx(made(DOCX, "</w:tbl><w:p/>", f"</w:tbl><w:p>{twice}</w:p>")) == []


def test_missing_content_types_are_found() -> None:
    untyped = {name: text for name, text in DOCX.items() if name != "[Content_Types].xml"}
    assert_fault(faults_of_docx(made(untyped)), "[Content_Types].xml: missing")


def test_relationships_of_a_part_that_is_missing_are_found() -> None:
    found = faults_of_docx(made({**DOCX, "word/_rels/none.xml.rels": rels()}))
    assert found == ["word/_rels/none.xml.rels: belongs to no part"]


def test_an_empty_header_is_found() -> None:
    parts = {
        **DOCX,
        "[Content_Types].xml": DOCX["[Content_Types].xml"].replace(
            "<Override", '<Default Extension="xml" ContentType="application/xml"/><Override', 1
        ),
        "word/_rels/document.xml.rels": rels(styles="styles.xml", header="header.xml"),
        "word/header.xml": f'<w:hdr xmlns:w="{WORD}"/>',
    }
    assert faults_of_docx(made(parts)) == ["word/header.xml: hdr holds no paragraph"]


def long_sum(length: int) -> str:
    return "SUM(" + "B1+" * length + "B1)"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('prompt="一"', f'prompt="{"一" * 256}"', "prompt is 256 long"),
        ('error="二"', f'error="{"二" * 225}"', "error text is 225 long"),
        ('promptTitle="填写"', f'promptTitle="{"填" * 33}"', "title of the prompt is 33 long"),
        ('errorTitle="错"', f'errorTitle="{"😀" * 17}"', "title of the error is 34 long"),
        ('"是,否"', f'"{"是" * 256}"', "list is 256 long"),
        ('sheet name="审核"', f'sheet name="{"审" * 32}"', "sheet name is 32 long"),
        ('sheet name="审核"', 'sheet name="审/核"', "is not allowed"),
        ('sheet name="审核"', 'sheet name="表三"', "'表三' stands 2 times"),
        ('ht="409.5"', 'ht="409.75"', "row 1 is 409.75 pt high"),
        ('width="20"', 'width="256"', "column 1 is 256 wide"),
        ('min="1" max="2"', 'min="1" max="3"', "columns 1 and 3 overlap"),
        ("<is><t>1</t></is>", f"<is><t>{'字' * 32768}</t></is>", "text is 32768 long"),
        ("<is><t>1</t></is>", f"<is><r><t>{chr(10) * 254}</t></r></is>", "254 line feeds"),
        ("<t>公开</t>", f"<t>{'开' * 32768}</t>", "A1: text is 32768 long"),
        ("<t>公开</t>", "<t>{{ x }}</t>", "left over"),
        ("<t>公开</t>", "<t>a_x000B_b</t>", "control character"),
        ('ref="A6:B7"', 'ref="B5:C7"', "merges A5:B5 and B5:C7 overlap"),
        ('ref="A6:B7"', 'ref="A6"', "merge of 'A6', which is no range"),
        ("<f>SUM(B1)</f>", f"<f>{long_sum(2730)}</f>", "formula is 8197 long"),
        ("<f>SUM(B1)</f><v>2</v>", "<f>SUM(B1)</f>", "B2: formula without a stored result"),
        ("<f>SUM(B1)</f><v>2</v>", "<f>SUM(B1)</f><v></v>", "B2: formula without a stored result"),
        ("<f>SUM(B1)</f>", "<f>SUM(#REF!)</f>", "#REF!"),
        ("<f>SUM(B1)</f>", "<f>SUM(表四!B1)</f>", "sheet '表四', which is missing"),
        ("<f>SUM(B1)</f>", "<f>SUM([1]表三!B1)</f>", "another workbook"),
        ("<f>SUM(B1)</f>", "<f>_xlfn.CONCAT(B1)</f>", "newer than Excel 2010"),
        ("<f>SUM(B1)</f>", "<f>IFS(B1,2)</f>", "IFS is newer than Excel 2010"),
        ("<formula>$B$1", "<formula>审核!$A$1", "looks at another sheet"),
        ("<formula>$B$1", "<formula>$B:$B $1:$1", "intersects"),
        ("<formula>$B$1", "<formula>{1,2}", "constant array"),
        ('<formula1>"是,否"</formula1>', "<formula1>审核!$A$1:$A$2</formula1>", "looks at another sheet"),
        ('<formula1>"是,否"</formula1>', "<formula1>$A:$A $1:$2</formula1>", "intersects"),
        ('dxfId="0"', 'dxfId="1"', "format 1 is missing"),
        ('s="1"', 's="2"', "cell format 2 is missing"),
        ("表三!$A$1:$B$2</definedName>", "#REF!$A$1</definedName>", "name figures: #REF!"),
        ("表三!$A$1:$B$2</definedName>", "表四!$A$1</definedName>", "name figures: sheet '表四'"),
        ('name="figures"', 'name="figures" localSheetId="2"', "belongs to sheet 2"),
        (
            "<definedNames>",
            '<definedNames><definedName name="Figures">表三!$A$1</definedName>',
            "stands 2 times",
        ),
        (""" location="'审核'!A1\"""", "", "hyperlink without a target"),
        (""" location="'审核'!A1\"""", ' location="表四!A1"', "hyperlink to sheet '表四'"),
        (""" location="'审核'!A1\"""", ' r:id="rId7"', "'rId7', which is missing"),
        ('<c r="B1">', '<c r="A1">', "cell 'A1' in row 1 comes after column 1"),
        ('<c r="B1">', '<c r="B9">', "cell 'B9' in row 1"),
        ('<row r="3">', '<row r="2">', "row 2 comes after row 2"),
        ('t="s"><v>0</v>', 't="s"><v>1</v>', "shared string 1 is missing"),
        ('<c r="B1"><v>2</v>', '<c r="B1"><v>二</v>', "'二' is no number"),
        ("</sheets>", "</sheets><externalReferences/>", "refers to other workbooks"),
        ('sheetProtection sheet="1"', 'sheetProtection sheet="1" password="CC1A"', "has a password"),
        ('sheetProtection sheet="1"', 'sheetProtection sheet="1" hashValue="AA=="', "has a password"),
        ("<sheets>", '<workbookProtection workbookPassword="CC1A"/><sheets>', "workbook has a password"),
        ("<oddFooter>&amp;P", f"<oddFooter>{'页' * 256}", "header or footer is 256 long"),
        ('Target="two.xml"', 'Target="three.xml"', "points to xl/three.xml, which is missing"),
        ('Target="two.xml"', 'Target="three.xml"', "xl/two.xml: no relationship leads to it"),
        ('Target="two.xml"', 'Target="three.xml"', "a sheet without a part"),
        ('Id="rId4"', 'Id="rId3"', "2 relationships rId3"),
        ("spreadsheetml.sheet.main", "spreadsheetml.sheet.macroEnabled.main", "macros"),
        ('Target="xl/workbook.xml"', 'Target="xl/book.xml"', "no workbook"),
    ],
)
def test_a_fault_in_a_workbook_is_found(old: str, new: str, words: str) -> None:
    assert_fault(faults_of_xlsx(made(XLSX, old, new)), words)


def test_a_hidden_sheet_beside_a_visible_one_is_no_fault() -> None:
    assert faults_of_xlsx(made(XLSX, 'sheetId="1"', 'sheetId="1" state="veryHidden"')) == []


def test_a_workbook_without_a_visible_sheet_is_found() -> None:
    hidden = WORKBOOK.replace('sheetId="', 'state="hidden" sheetId="')
    assert faults_of_xlsx(made({**XLSX, "xl/workbook.xml": hidden})) == ["no sheet is visible"]


def test_macros_and_external_links_are_found_by_their_parts() -> None:
    parts = {**XLSX, "xl/vbaProject.bin": "", "xl/externalLinks/externalLink1.xml": "<a/>"}
    found = faults_of_xlsx(made(parts))
    assert_fault(found, "holds macros")
    assert_fault(found, "link to another workbook")


@pytest.mark.parametrize("faults", [faults_of_docx, faults_of_xlsx])
def test_what_is_no_package_is_told(faults: Callable[[bytes], list[str]]) -> None:
    assert_fault(faults(b"junk"), "no package")


def repacked(data: bytes, change: Callable[[zipfile.ZipInfo], None]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in opened(data).parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            change(entry)
            archive.writestr(entry, content)
    return target.getvalue()


def test_an_entry_that_is_dated_is_found() -> None:
    def date(entry: zipfile.ZipInfo) -> None:
        entry.date_time = (2024, 1, 31, 8, 0, 0)

    assert_fault(faults_of_xlsx(repacked(made(XLSX), date)), "not 1980-01-01")


def test_an_entry_made_under_another_system_is_found() -> None:
    def windows(entry: zipfile.ZipInfo) -> None:
        entry.create_system = 0

    assert_fault(faults_of_docx(repacked(made(DOCX), windows)), "create_system is 0")


def test_two_entries_of_one_name_are_found() -> None:
    twice = packed(
        {**{name: text.encode() for name, text in DOCX.items()}, "WORD/styles.xml": STYLES.encode()}
    )
    assert_fault(faults_of_docx(twice), "word/styles.xml: 2 entries of this name")


def test_a_doctype_is_found() -> None:
    found = faults_of_docx(made({**DOCX, "word/styles.xml": f"<!DOCTYPE a><w:styles xmlns:w='{WORD}'/>"}))
    assert found == ["word/styles.xml: has a DOCTYPE"]


def test_texts_and_errors_in_formulas_are_not_taken_for_names() -> None:
    formula = "IF('a b'!A1=\"表九!A1 IFS(\",#DIV/0!,表三!B1)"
    assert list(sheets(formula)) == ["a b", "表三"]
    assert newer_functions(formula) == []
    assert not intersects(formula)


def workbook(font: Font | None = None) -> bytes:
    """Make 表三 with figures in A1:D4 (A1 and B1 unlocked, the rest locked), sums in F1 and on 审核."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表三"
    for row in range(1, 5):
        for column in range(1, 5):
            sheet.cell(row, column, row * 10 + column)
    sheet["F1"] = "=SUM(A1:D1)"
    for name in ("A1", "B1"):
        sheet[name].protection = Protection(locked=False)
    if font:
        sheet["A1"].font = font
    sheet.protection.sheet = True
    book.create_sheet("审核")["A1"] = "=SUM(表三!$A:$A 表三!$1:$2)"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def document() -> bytes:
    """Make a document of two pages with python-docx."""
    text = Document()
    text.add_paragraph("第一页“甲”")
    text.add_paragraph("第二页").paragraph_format.page_break_before = True
    target = io.BytesIO()
    text.save(target)
    return target.getvalue()


def test_the_validators_pass_the_order_of_a_font_and_nothing_else() -> None:
    data = workbook(Font(name="仿宋", bold=True, size=11))
    assert audit(data, ".xlsx") == []
    parts = opened(data).parts
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b"<b val", b"<bold val")
    assert_fault(audit(packed(parts), ".xlsx"), "'bold'")


def test_the_validators_find_a_fault_in_a_workbook() -> None:
    assert_fault(audit(made(XLSX, "<mergeCells", "<nonsense/><mergeCells"), ".xlsx"), "nonsense")


def test_the_validators_pass_a_sound_document() -> None:
    parts = opened(document()).parts
    del parts["word/stylesWithEffects.xml"]  # python-docx's template contradicts itself there
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        parts[name] = re.sub(rb"<\w+ [^>]*stylesWithEffects.xml[^>]*>", b"", parts[name])
    assert audit(packed(parts), ".docx") == []


def test_both_validators_look_at_a_document() -> None:
    found = audit(made(DOCX, "<w:tblPr/>", '<w:tblPr><w:tblStyle w:val="none"/></w:tblPr>'), ".docx")
    assert_fault(found, "[semantic] /word/document.xml: Style 'none'")
    assert_fault(found, "[ERROR] STY001")


@requires_office
def test_a_document_is_printed_page_by_page() -> None:
    pdf = to_pdf(document(), ".docx")
    assert page_count(pdf) == 2
    assert [text.strip() for text in page_texts(pdf)] == ["第一页“甲”", "第二页"]


@requires_office
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@pytest.mark.parametrize("data", [b"", b"junk", b"PK\x03\x04junk"])
def test_what_libreoffice_cannot_open_is_told(data: bytes, suffix: str) -> None:
    with pytest.raises(OfficeError):
        to_pdf(data, suffix)


@requires_office
def test_stale_results_are_replaced() -> None:
    stale = made(XLSX, "<f>SUM(B1)</f><v>2</v>", "<f>SUM(B1)</f><v>77</v>")
    book = openpyxl.load_workbook(io.BytesIO(recalculated(stale)), data_only=True)
    assert book["表三"]["B2"].value == 2


@requires_office
def test_a_workbook_shows_its_results_as_soon_as_it_is_opened() -> None:
    stale = made(XLSX, "<f>SUM(B1)</f><v>2</v>", "<f>SUM(B1)</f><v>77</v>")
    assert after(stale, [["strings", "表三", "A1:B2"]]).answers == [[["公开", "2"], ["1", "2"]]]


@requires_office
def test_cutting_and_pasting_moves_references() -> None:
    script: list[list[str]] = [
        ["unprotect", "表三"],
        ["move_range", "表三", "A1", "A9"],
        ["strings", "表三", "A1:F1"],
        ["formulas", "表三", "F1"],
        ["strings", "审核", "A1"],
    ]
    answers = after(workbook(), script).answers
    assert answers == [[["", "12", "13", "14", "", "39"]], [["=SUM(A1:D1)"]], [["21"]]]


@requires_office
def test_rows_columns_and_sheets_move() -> None:
    script: list[list[str | int]] = [
        ["unprotect", "表三"],
        ["insert_rows", "表三", 1, 2],
        ["delete_rows", "表三", 4],
        ["insert_columns", "表三", "B"],
        ["delete_columns", "表三", "C", 1],
        ["rename_sheet", "表三", "收到"],
        ["move_sheet", "收到", 2],
        ["strings", "收到", "A1:D4"],
        ["formulas", "审核", "A1"],
    ]
    done = after(workbook(), script)
    cells = [["", "", "", ""], ["", "", "", ""], ["11", "", "13", "14"], ["31", "", "33", "34"]]
    assert done.answers == [cells, [["=SUM($收到.$A:$A!$收到.$3:$3)"]]]
    assert openpyxl.load_workbook(io.BytesIO(done.workbook)).sheetnames == ["审核", "收到"]


@requires_office
def test_open_cells_of_a_protected_sheet_can_be_filled_in() -> None:
    script: list[list[str | float]] = [
        ["set_value", "表三", "A1", 1.5],
        ["set_text", "表三", "B1", "约20"],
        ["calculate_all"],
        ["strings", "表三", "A1:F1"],
        ["set_formula", "表三", "A1", "=12+5"],
        ["clear", "表三", "B1"],
        ["strings", "表三", "A1:F1"],
    ]
    first, second = after(workbook(), script).answers
    assert first == [["1.5", "约20", "13", "14", "", "28.5"]]
    assert second == [["17", "", "13", "14", "", "44"]]


@requires_office
@pytest.mark.parametrize(
    "step",
    [
        ["set_value", "表三", "C1", 5],
        ["set_text", "表三", "C1", "五"],
        ["set_formula", "表三", "C1", "=5"],
        ["clear", "表三", "A1:A2"],
        ["move_range", "表三", "A1", "C1"],
        ["move_range", "表三", "C1", "A1"],
        ["move_range", "表三", "A1:B1", "B1"],
        ["insert_rows", "表三", 1, 1],
        ["delete_columns", "表三", "A", 1],
        ["strings", "表四", "A1"],
        ["no_such_step"],
    ],
)
def test_what_a_person_could_not_do_is_refused(step: list[str | int]) -> None:
    with pytest.raises(OfficeError):
        after(workbook(), [step])


@requires_office
def test_a_request_that_takes_too_long_is_ended_and_the_next_one_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    to_pdf(document(), ".docx")
    with monkeypatch.context() as patched:
        patched.setattr(office, "LIMIT_SECONDS", 0)
        with pytest.raises(OfficeError, match="more than 0 s"):
            to_pdf(document(), ".docx")
    assert page_count(to_pdf(document(), ".docx")) == 2


@pytest.mark.parametrize(
    ("ci", "code", "words"), [("", 0, "LibreOffice was not asked"), ("true", 1, "OfficeError: not installed")]
)
def test_without_libreoffice_tests_are_skipped_aloud_but_fail_in_ci(ci: str, code: int, words: str) -> None:
    command = [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider"]
    only = [f"{Path(__file__)}::test_stale_results_are_replaced"]
    nowhere = {**os.environ, "PATH": "", "CI": ci}
    done = subprocess.run(
        [*command, *only], env=nowhere, capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == code
    assert words in done.stdout


KILLED_SESSION = """
import os, signal, sys
from tests.witness import office
print(office._desk().folder, flush=True)
office.page_count(office.to_pdf(sys.stdin.buffer.read(), ".docx"))
os.kill(os.getpid(), signal.SIGKILL)
"""


def processes_of(profile: str) -> int:
    found = subprocess.run(["pgrep", "-c", "-f", "--", profile], capture_output=True, check=False, text=True)
    return int(found.stdout)


@requires_office
def test_closing_leaves_no_process_and_no_profile_behind() -> None:
    to_pdf(document(), ".docx")
    (desk,) = office._desks
    assert processes_of(str(desk.folder)) > 0
    office.close_office()
    assert processes_of(str(desk.folder)) == 0
    assert not desk.folder.exists()


@requires_office
def test_a_session_that_is_killed_leaves_no_process_behind() -> None:
    command = [sys.executable, "-c", KILLED_SESSION]
    killed = subprocess.run(command, input=document(), capture_output=True, check=False, cwd=ROOT)
    assert killed.returncode == -signal.SIGKILL
    folder = killed.stdout.decode().strip()
    end = time.monotonic() + 20
    while processes_of(folder) and time.monotonic() < end:
        time.sleep(0.05)
    assert processes_of(folder) == 0
    shutil.rmtree(folder)
