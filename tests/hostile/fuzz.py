"""Damaged files, for as long as wanted: ``python -m tests.hostile.fuzz [SECONDS [SEED]]``.

Files of every kind are damaged in their bytes, or in the bytes of a part that is packed again soundly, and
read. What may come out is a filing, a list, a template, or a ``NianbaoError``; within two seconds.
"""

import random
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from generator.errors import NianbaoError
from generator.form.loader import load
from generator.intake import received
from generator.office.units import units
from generator.report.word.template import compile_template
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
_READERS: tuple[Callable[[bytes], object], ...] = (
    received,
    lambda data: units(data, FORM),
    lambda data: compile_template(data, ()),
)


@cache
def seeds() -> list[bytes]:
    """Sound files of every kind."""
    answers = b'{"form": "disclosure", "edition": "2021", "year": 2024, "figures": {"fees.amount": 1.5}}'
    page = "<html><table><tr><td>一、总体情况</td></tr></table></html>".encode()
    return [filled(), strict(), FORM.files["report.docx"], answers, page, "单位,代码\n某局,1\n".encode()]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A file with some of its bytes changed, or some of those of one part."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        parts = unzipped(data)
        name = chance.choice(sorted(parts))
        return zipped(parts | {name: _cut(parts[name], chance)})
    return _cut(data, chance)


def _cut(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.choice((0, 1, 1, 8, 200)))
        other = chance.randint(0, len(data))
        put = chance.choice((chance.choice(_TRAPS), chance.randbytes(2), data[other : other + 60]))
        data = data[:start] + put + data[end:]
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


def run(seconds: float, seed: int) -> list[tuple[str, bytes]]:
    """Damage and read files for a time; what did harm, and how."""
    chance, sound, end = random.Random(seed), seeds(), time.monotonic() + seconds
    found: list[tuple[str, bytes]] = []
    while time.monotonic() < end:
        data = damaged(chance.choice(sound), chance)
        if said := harm(data):
            found.append((said, data))
    return found


if __name__ == "__main__":
    length, start = (*map(int, sys.argv[1:]), *(600, 0)[len(sys.argv) - 1 :])
    LEFT.mkdir(parents=True, exist_ok=True)
    for number, (said, data) in enumerate(run(length, start)):
        (LEFT / f"{start}-{number}").write_bytes(data)
        sys.stdout.write(f"{LEFT / f'{start}-{number}'}: {said}\n")
