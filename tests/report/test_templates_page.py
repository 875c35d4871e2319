"""What docs/templates.md shows is so."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from docx import Document
from docx.oxml.ns import qn

from generator.form.loader import load
from generator.form.model import Form
from generator.report.context import NAMES
from generator.report.prose import Paragraph
from generator.report.render import inspect
from generator.report.sample import sample_context
from generator.report.sheet import laid_out
from generator.report.word.lookup import parts_of
from generator.report.word.program import Turn
from tests.report.word.paper import docx, p, tbl, tr

PAGE = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def examples(*kinds: str) -> list[tuple[str, ...]]:
    """The blocks that follow each other in this order."""
    found = (BLOCKS[at : at + len(kinds)] for at in range(len(BLOCKS)))
    return [tuple(text for _, text in some) for some in found if tuple(kind for kind, _ in some) == kinds]


def paper(text: str) -> bytes:
    """A document of the lines of a text: paragraphs, and rows where a line begins with a bar."""
    lines = text.splitlines()
    rows = [tr(*map(escape, cells(line))) for line in lines if line.startswith("|")]
    paragraphs = [p(f"<w:r><w:t>{escape(line)}</w:t></w:r>") for line in lines if not line.startswith("|")]
    return docx(*paragraphs, *([tbl(*rows)] if rows else []))


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r" ?\|(?= |$)(?![^{]*\}\})", line)[1:-1]]


def lines_of(data: bytes) -> Iterator[str]:
    document = Document(io.BytesIO(data))
    for paragraph in document.element.body.iterchildren(qn("w:p")):
        yield "".join(
            "⏎" if one.tag == qn("w:br") else one.text or "" for one in paragraph.iter(qn("w:t"), qn("w:br"))
        )
    for table in document.tables:
        for row in table.rows:
            yield f"| {' | '.join(cell.text for cell in row.cells)} |"


def as_given(value: Any) -> Any:
    """The texts of lists as paragraphs, those with rows as sheets."""
    if isinstance(value, dict) and "rows" in value:
        return Paragraph("", laid_out(value["rows"], value["merged"], ""))
    if isinstance(value, dict):
        return {name: as_given(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [Paragraph(inner) if isinstance(inner, str) else as_given(inner) for inner in value]
    return value


@pytest.fixture(scope="module")
def form() -> Form:
    return load("disclosure", "2021")


@pytest.mark.parametrize(("template", "values", "result"), examples("template", "values", "result"))
def test_an_example_gives_what_the_page_says(template: str, values: str, result: str, form: Form) -> None:
    given = {name: as_given(value) for name, value in json.loads(values).items()}
    figures = {name: given.pop(name, "") for name in form.fields}
    inspection = inspect(paper(template), form)
    assert inspection.faults == ()
    assert list(lines_of(inspection.template.render(given, figures))) == result.splitlines()


@pytest.mark.parametrize(("template", "faults"), examples("template", "fault"))
def test_a_faulty_example_is_told_as_the_page_says(template: str, faults: str, form: Form) -> None:
    told = map(str, inspect(paper(template), form).faults)
    assert all(fault in words for fault, words in zip(faults.splitlines(), told, strict=True))


def test_the_example_in_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    ((code,),) = examples("python")
    scope = {"docx": paper("{% for row in rows %}{{ name }}{{ row.a }}{% endfor %}")}
    exec(code, scope)
    assert list(lines_of(scope["made"])) == ["某某局1某某局2"]
    exec(code, {"docx": paper("{{ name | upper }}")})
    assert capsys.readouterr().out == "正文（word/document.xml）第 1 段 unknown-filter {{ name | upper }}\n"


def test_every_name_and_filter_is_told_of(form: Form) -> None:
    told = set(re.findall(r"(?<!`)`([^`\n]+)`(?!`)", PAGE))
    assert set(NAMES) | set(form.texts["filters"].values()) <= told


def test_all_that_stands_behind_a_dot_is_told_of(form: Form) -> None:
    section = sample_context(form)["sections"][0]
    (part, *_) = section["parts"]
    (paragraph,) = [one for one in part["paragraphs"] if one.rows]
    known = {"section": section, "part": part, "paragraph": paragraph, "cell": paragraph.head[0]}
    known |= {"run": paragraph.runs[0], "loop": Turn(1, 1)}
    told = set(re.findall(r"`(\w+\.\w+)`", PAGE))
    names = {f"{whole}.{name}" for whole, value in known.items() for name in parts_of(value)}
    assert {one for one in told if one.partition(".")[0] in known} == names


def test_every_example_is_run() -> None:
    run = [*examples("template", "values", "result"), *examples("template", "fault"), *examples("python")]
    assert sum(map(len, run)) == len(BLOCKS)
