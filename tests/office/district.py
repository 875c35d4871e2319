"""Districts drawn for tests: units that hand in workbooks, and faults planted among them."""

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from generator.filing import Filing
from generator.filing_json import from_json
from generator.form.loader import load
from generator.office.collect import Returns, collect
from generator.office.file import File, look
from generator.office.units import Unit
from generator.ooxml.package import open_package, pack
from generator.workbook.blank import blank

FORM = load("disclosure", "2021")
INPUTS = [name for name in FORM.fields if not FORM.is_total(name)]
YEAR = 2024


def source(name: str, code: str = "", *, year: int = YEAR, **given: Any) -> dict[str, Any]:
    """A clean filing in JSON, all zero but for ``figures``."""
    figures = dict.fromkeys(INPUTS, 0) | dict(given.pop("figures", {}))
    return {
        "form": "disclosure",
        "edition": "2021",
        "organisation": name,
        "unit": code,
        "year": year,
        "figures": figures,
        "last_year": {"figures": {"proactive.fees.amount": 0}},
        "narrative": {
            "overview": [{"heading": "主动公开情况", "text": "各项工作正常开展。"}],
            "problems": [{"heading": "", "text": "公开内容还不够丰富，今后将继续充实。"}],
            "other_matters": [{"heading": "", "text": "无。"}],
        },
    } | given


def applications(natural: int, business: int = 0) -> dict[str, int]:
    """Figures of table 3 that add up: so many applications, all granted."""
    given = {"natural": natural, "business": business}
    return {f"applications.{row}.{c}": n for row in ("received", "granted") for c, n in given.items()}


def workbook(answers: Mapping[str, Any], saved: str = "") -> bytes:
    """A workbook with these answers, saved at a time."""
    data = blank(FORM, "test", filing(answers))
    return saved_at(data, saved) if saved else data


def saved_at(data: bytes, time: str) -> bytes:
    """The workbook as saved at a time (``2025-01-10T09:00:00Z``)."""
    datetime.fromisoformat(time)
    package = open_package(data)
    parts = {name: package.read(name) for name in package.names}
    core = parts["docProps/core.xml"]
    head, mark, rest = core.partition(b"modified")
    inside, close, tail = rest.partition(b"</")
    assert (mark, close) == (b"modified", b"</")
    parts["docProps/core.xml"] = b"".join(
        [head, mark, inside[: inside.index(b">") + 1], time.encode(), close, tail]
    )
    return pack(parts.items())


def filing(answers: Mapping[str, Any]) -> Filing:
    """A filing from its JSON."""
    return from_json(json.dumps(answers).encode(), FORM)


def file(name: str, answers: Mapping[str, Any]) -> File:
    """A file handed in as JSON, looked at."""
    return look(name, json.dumps(answers).encode())


def returns(*files: File, units: tuple[Unit, ...] = (), **options: Any) -> Returns:
    """What came in for the year."""
    return collect(files, units, FORM, YEAR, **options)


def number(value: object) -> Decimal:
    """What an independent adding-up makes of an answer in JSON: a number, or nothing."""
    try:
        return Decimal(str(value))
    except ArithmeticError:
        return Decimal(0)
