"""Damaged files, for as long as wanted: ``python -m tests.hostile.fuzz [SECONDS [SEED]]``.

Files of every kind are damaged in their bytes, in the bytes of a part that is packed again soundly, or in the
elements of its XML, and go the whole way: what is read is checked, annotated and made into a report. What may
come out is that, or a ``NianbaoError``; within two seconds.
"""

import random
import re
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from generator.checks import check
from generator.errors import NianbaoError
from generator.filing_json import to_json
from generator.form.loader import load
from generator.form.overrides import with_overrides
from generator.intake import is_json, is_report, received
from generator.office.requests import extras
from generator.office.units import units
from generator.report.render import render
from generator.report.web.page import render_page
from generator.report.word.template import compile_template
from generator.workbook.fill import annotate
from tests.hostile.fixtures import filled, strict
from tests.ooxml.conftest import unzipped, zipped

FORM = load("disclosure", "2021")
SLOWEST = 2.0
LEFT = Path("build/fuzz")
"""Where a file that did harm is left."""

_TRAPS = (
    b"<",
    b">",
    b"&",
    b'"',
    b"\0",
    b"\xff",
    b"-1",
    b"9" * 400,
    b"1e999",
    b"NaN",
    b"A0",
    b"XFD1048576",
    b"/>",
)
_ELEMENT = re.compile(rb"<[^<>/!?][^<>]*/>|<([\w:]+)(?: [^<>]*)?>[^<>]*</\1>|</?[\w:]+[^<>]*>")
_VALUE = re.compile(rb'"[^"<>]*"')


def _whole_way(data: bytes) -> None:
    form, filing = received(data)
    findings = check(filing, form)
    render(filing, form, draft=True)
    if not is_json(data) and not is_report(data):
        annotate(data, form, findings)


_READERS: tuple[Callable[[bytes], object], ...] = (
    _whole_way,
    lambda data: units(data, FORM),
    lambda data: extras(data, FORM),
    lambda data: with_overrides(FORM, "决定.toml", data),
    lambda data: compile_template(data, ()),
)


@cache
def seeds() -> list[bytes]:
    """Sound files of every kind."""
    answers = b'{"form": "disclosure", "edition": "2021", "year": 2024, "figures": {"fees.amount": 1.5}}'
    page = "<html><table><tr><td>一、总体情况</td></tr></table></html>".encode()
    decisions = b'[[overrides]]\ncheck = "T4-01"\ndate = 2025-01-05\nreason = "r"\noff = true\n'
    form, filing = received(filled())
    reports = [render(filing, form), render_page(filing, form)]
    lists = ["单位,代码\n某局,1\n".encode(), decisions]
    return [
        filled(),
        strict(),
        FORM.files["report.docx"],
        to_json(filing, form),
        *reports,
        answers,
        page,
        *lists,
    ]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A file with some of its bytes changed, or some of those of one part."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        parts = unzipped(data)
        name = chance.choice(sorted(parts))
        harmed = _torn if name.endswith((".xml", ".rels")) and chance.random() < 0.5 else _cut
        return zipped(parts | {name: harmed(parts[name], chance)})
    return _cut(data, chance)


def _cut(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.choice((0, 1, 1, 8, 200)))
        other = chance.randint(0, len(data))
        put = chance.choice((chance.choice(_TRAPS), chance.randbytes(2), data[other : other + 60]))
        data = data[:start] + put + data[end:]
    return data


def _torn(data: bytes, chance: random.Random) -> bytes:
    """XML with elements left out, doubled or put elsewhere, and values of attributes exchanged."""
    for _ in range(chance.randint(1, 4)):
        pieces = list((_VALUE if chance.random() < 0.4 else _ELEMENT).finditer(data))
        if not pieces:
            break
        one, other = chance.choice(pieces), chance.choice(pieces)
        put = chance.choice((b"", one[0] * 2, other[0], b'"-1"' if one[0][:1] == b'"' else b"<a>"))
        data = data[: one.start()] + put + data[one.end() :]
    return data


def harm(data: bytes) -> str:
    """What is wrong with how a file is answered, or nothing."""
    for reader in _READERS:
        begun = time.process_time()
        try:
            reader(data)
        except NianbaoError as fault:
            str(fault)
        except Exception as fault:  # noqa: BLE001  (this is what is looked for)
            return f"{type(fault).__name__}: {fault}"
        if time.process_time() - begun > SLOWEST:
            return "slow"
    return ""


def run(seconds: float, seed: int) -> tuple[int, list[tuple[str, bytes]]]:
    """Damage and read files for a time: how many; and what did harm, and how."""
    chance, sound, end = random.Random(seed), seeds(), time.monotonic() + seconds
    found: list[tuple[str, bytes]] = []
    count = 0
    while time.monotonic() < end:
        data = damaged(chance.choice(sound), chance)
        if said := harm(data):
            found.append((said, data))
        count += 1
    return count, found


if __name__ == "__main__":
    length, start = (*map(int, sys.argv[1:]), *(600, 0)[len(sys.argv) - 1 :])
    LEFT.mkdir(parents=True, exist_ok=True)
    count, found = run(length, start)
    for number, (said, data) in enumerate(found):
        (LEFT / f"{start}-{number}").write_bytes(data)
        sys.stdout.write(f"{LEFT / f'{start}-{number}'}: {said}\n")
    sys.stdout.write(f"{count} files, harm by {len(found)}\n")
