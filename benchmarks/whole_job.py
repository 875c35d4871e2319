"""The whole job, workbook to report, of ours against openpyxl + docxtpl as their documentation shows.

Ours reads, checks, renders and reads back; the peer reads and renders. Both get the same workbook and
put the same figures into a Word document; the peer's template is ours with docxtpl's own loop tags.

    python -m benchmarks.whole_job [ROUNDS]
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from docx import Document
from docxtpl import DocxTemplate
from openpyxl import load_workbook

from generator.checks import check
from generator.filing import from_json
from generator.form.loader import load
from generator.ooxml.sheets import read_workbook
from generator.report.render import render
from generator.workbook.blank import blank
from generator.workbook.read import read

_ROOT = Path(__file__).parents[1]
_FORM = load("disclosure", "2021")


def main(rounds: int = 15) -> None:
    """Print a table: median milliseconds of one report in a running process, and the ratio to ours."""
    filing = from_json((_ROOT / "examples" / "北京市通州区2024.json").read_bytes(), _FORM)
    workbook = blank(_FORM, "benchmark", filing)
    cells = {
        name: str(origin).split("!") for name, origin in read(read_workbook(workbook), _FORM).origins.items()
    }
    template = _peer_template()
    jobs: dict[str, Callable[[], object]] = {
        "nianbao: read, check, render, read back": lambda: _ours(workbook),
        "openpyxl + docxtpl: read, render": lambda: _peer(workbook, cells, template),
    }
    times = {name: _median(job, rounds) for name, job in jobs.items()}
    ours = next(iter(times.values()))
    print("| whole job, warm | ms | ratio |\n|---|---|---|")
    for name, milliseconds in times.items():
        print(f"| {name} | {milliseconds:.1f} | {milliseconds / ours:.1f} |")
    print(
        json.dumps({"python": sys.version.split()[0], "rounds": rounds, "workbook_kB": len(workbook) // 1000})
    )


def _ours(workbook: bytes) -> bytes:
    filing = read(read_workbook(workbook), _FORM)
    check(filing, _FORM)
    return render(filing, _FORM)


def _peer(workbook: bytes, cells: dict[str, list[str]], template: bytes) -> bytes:
    book = load_workbook(BytesIO(workbook), data_only=True)
    values = {name.replace(".", "_"): book[sheet][cell].value for name, (sheet, cell) in cells.items()}
    document = DocxTemplate(BytesIO(template))
    document.render(values, autoescape=True)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _peer_template() -> bytes:
    """A document with the three tables, a tag in each cell, as a maintainer would type it for docxtpl."""
    document = Document()
    for table in _FORM.tables:
        names = _FORM.table_fields(table.id)
        width = 7 if len(names) % 7 == 0 else 5
        made = document.add_table(-(-len(names) // width), width)
        slots = [cell for row in made.rows for cell in row.cells]
        for name, cell in zip(names, slots, strict=False):
            cell.text = "{{ %s }}" % name.replace(".", "_")  # noqa: UP031  (braces of a tag)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _median(job: Callable[[], object], rounds: int) -> float:
    job()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
