"""Reports as people have them: saved by a browser as one file, or made a web page by LibreOffice."""

import io
import json
import quopri
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml

from generator.arithmetic import figures
from generator.filing import Filing
from generator.filing_json import from_json
from generator.form.loader import load
from generator.intake import received
from generator.report.render import render
from generator.report.web.page import render_page
from tests.cases import NAMES, filing_json
from tests.witness.office import requires_office

FORM = load("disclosure", "2021")

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
}

CHROME = """From: <Saved by Blink>
Snapshot-Content-Location: https://www.example.gov.cn/a.html
Subject: =?utf-8?B?5bm05oql?=
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--abc----"


------MultipartBoundary--abc----
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://www.example.gov.cn/a.html

{page}
------MultipartBoundary--abc----
Content-Type: text/css

p {{ }}
------MultipartBoundary--abc------
"""
EXPLORER = """From: "由 Internet Explorer 11 保存"
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="xx"

This is a multi-part message in MIME format.

--xx
Content-Type: text/html; charset="gb2312"
Content-Transfer-Encoding: quoted-printable

{page}
--xx--
"""


def _filing(name: str) -> Filing:
    return from_json(json.dumps(filing_json(name)).encode(), FORM)


def _same_figures(data: bytes, filing: Filing) -> bool:
    form, read = received(data)
    printed, found = figures(FORM, filing), figures(form, read)
    in_tables = [field for table in FORM.tables for field in FORM.table_fields(table.id)]
    return all(found[field].text == printed[field].text for field in in_tables)


@pytest.mark.parametrize(("saved", "encoding"), [(CHROME, "utf-8"), (EXPLORER, "gb18030")])
def test_a_page_saved_as_one_file_is_read(saved: str, encoding: str) -> None:
    filing = _filing(NAMES[0])
    page = quopri.encodestring(render_page(filing, FORM, draft=True).decode().encode(encoding))
    head, foot = saved.format(page="\0").split("\0")
    data = head.encode(encoding) + page + foot.encode(encoding)
    assert _same_figures(data.replace(b"\n", b"\r\n"), filing)
    assert _same_figures(data, filing)


@requires_office
def test_what_libreoffice_makes_of_the_report_is_read(tmp_path: Path) -> None:
    filings = {name: _filing(name) for name in NAMES}
    for name, filing in filings.items():
        (tmp_path / f"{name}.docx").write_bytes(render(filing, FORM, draft=True))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    program = shutil.which("soffice") or "soffice"
    command = [program, profile, "--headless", "--convert-to", "html", "--outdir", str(tmp_path)]
    files = [str(tmp_path / f"{name}.docx") for name in NAMES]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)
    pages = {name: (tmp_path / f"{name}.html").read_bytes() for name in NAMES}
    assert [name for name in NAMES if not _same_figures(pages[name], filings[name])] == []


def test_a_title_in_a_text_box_is_the_title() -> None:
    document, saved = Document(io.BytesIO(render(_filing(NAMES[0]), FORM, draft=True))), io.BytesIO()
    title = [p._p for p in document.paragraphs if p.style and p.style.name == "Title"]
    space = " ".join(f'xmlns:{name}="{address}"' for name, address in _SPACES.items())
    content = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent/></v:textbox></v:shape></w:pict></w:r>"
    box = parse_xml(f"<w:p {space}>{content}</w:p>")
    title[0].addprevious(box)
    box.xpath(".//*[local-name()='txbxContent']")[0].extend(title)
    for paragraph in document.paragraphs[1:]:  # the opening, which names organisation and year as well
        if "现公布" in paragraph.text:
            paragraph.text = "根据有关规定编制本报告。"
    document.save(saved)
    _, read = received(saved.getvalue())
    filing = _filing(NAMES[0])
    assert [read.particulars[name] for name in ("organisation", "year")] == [
        filing.particulars[name] for name in ("organisation", "year")
    ]
