"""Sixty units with planted faults, rolled up by the command: 汇总.xlsx says of each what was planted.

What it adds up to is summed here from what was handed in, and read from its sheets by openpyxl.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.commands import nianbao
from tests.office.district import INPUTS, applications, number, source, workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = _OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
_ADJUSTED = "proactive.licences.decisions"


@dataclass(slots=True)
class Planted:
    """A unit: how it has to stand, what counts of it, and its files by what stands behind its name."""

    name: str
    code: str
    state: str
    answers: dict[str, Any]
    files: dict[str, bytes]


def _answers(chance: random.Random, name: str, code: str, **more: Any) -> dict[str, Any]:
    given: dict[str, Any] = dict(applications(chance.randint(0, 90), chance.randint(0, 90)))
    given[_ADJUSTED] = chance.randint(0, 900)
    given["proactive.fees.amount"] = chance.choice([0, 7, "0.1", "12.345", "28983.0794"])
    last = {"figures": {"proactive.fees.amount": given["proactive.fees.amount"]}}
    return source(name, code, figures=given | more.pop("figures", {}), last_year=last, **more)


def _packed(files: dict[str, bytes]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return written.getvalue()


def _as_json(answers: dict[str, Any]) -> bytes:
    return json.dumps(answers, ensure_ascii=False).encode()


def _planted(chance: random.Random, at: int) -> Planted:
    """The fault of a unit by its number; those of most numbers have none."""
    name, code = f"示范区第{at:02d}局", f"U{at:02d}"
    good, other = _answers(chance, name, code), _answers(chance, name, code)
    newer = _answers(chance, name, code, submission={"version": "2"})
    figures = good["figures"]
    unbalanced = good | {"figures": figures | {"applications.carried_in.natural": 3}}
    doubtful = good | {"figures": figures | {"proactive.normative.issued": 5}}
    noted = {"proactive.rules.in_force": "22（其中修订16件）", "processing_fee.notices": "/"}
    said, renamed = good | {"figures": figures | noted}, good | {"organisation": f"改了名的第{at}局"}
    old = {"form": "disclosure", "edition": "2019", "organisation": name, "unit": code, "year": 2020}
    handed_in, again = _as_json(good), _as_json(other)
    plants: dict[int, tuple[str, dict[str, Any], dict[str, bytes]]] = {
        0: ("未报", {}, {}),
        1: ("有错误", {}, {"": _as_json(good | {"figures": {}})}),
        2: ("有错误", {}, {"": _as_json(unbalanced)}),
        3: ("已报", newer, {"": _as_json(newer), "（旧）": handed_in}),
        4: ("重复待定", {}, {"甲": handed_in, "乙": again}),
        5: ("已报", renamed, {"": _as_json(renamed)}),
        6: ("年度不符", {}, {"": _as_json(good | {"year": 2023})}),
        7: ("版本不符", {}, {"": _as_json(old)}),
        8: ("无法读取", {}, {"": handed_in[:200]}),
        9: ("无法读取", {}, {"": b""}),
        10: ("无法读取", {}, {"": _LOCKED}),
        11: ("待核实", doubtful, {"": _as_json(doubtful)}),
        12: ("已报", said, {"": workbook(said) if at % 20 == 12 else b""}),  # it takes its time
        13: ("已报", good, {"（修改）": handed_in, "": handed_in[:200]}),
    }
    return Planted(name, code, *plants.get(at % 20, ("已报", good, {"": handed_in})))


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Planted]]:
    """The district in the folder that is worked in, rolled up."""
    folder, chance = tmp_path_factory.mktemp("district"), random.Random(60)
    units = [_planted(chance, at) for at in range(1, 61)]
    rows = [f"{unit.name},{unit.code},{'镇' if int(unit.code[1:]) % 2 else '部门'}" for unit in units]
    deep: dict[str, bytes] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        Path("名单.csv").write_text("单位名称,单位代码,类别\n" + "\n".join(rows), encoding="utf-8-sig")
        Path("上报/二批").mkdir(parents=True)
        for at, unit in enumerate(units):
            for mark, data in unit.files.items():
                ending = ".xlsx" if data.startswith((b"PK", _OLE)) else ".json"
                name = f"{unit.name}{mark}{ending}"
                if at % 10 == 9:  # in an archive in an archive
                    deep[name] = data
                else:
                    Path("上报", "二批" if at % 3 else "", name).write_bytes(data)
        Path("上报/打包.zip").write_bytes(_packed({"里面.zip": _packed(deep)}))
        yield units


def _rolled_up(*more: str) -> Any:
    command = "rollup 上报 -o 汇总.xlsx --units 名单.csv --year 2024 --force"
    assert nianbao(*command.split(), *more).exit_code == 1  # not all have reported
    return load_workbook("汇总.xlsx", data_only=True)


def _rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows below the keys of a sheet, by column."""
    keys = [str(cell.value) for cell in sheet[1]]
    return [dict(zip(keys, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]


def _sums(answers: list[dict[str, Any]]) -> dict[str, Decimal]:
    """What answers add up to, notes behind numbers apart."""
    return {name: sum((_number(one[name]) for one in answers), Decimal(0)) for name in INPUTS}


def _number(answer: object) -> Decimal:
    return number(str(answer).partition("（")[0])


def test_each_stands_as_was_planted_and_the_sums_are_those_of_what_counts(planted: list[Planted]) -> None:
    book = _rolled_up()
    page = book["情况"]
    wanted = {unit.code: unit.state for unit in planted}
    rows = {row["code"]: row for row in _rows(page) if row["code"] in wanted}
    assert {code: row["state"] for code, row in rows.items()} == wanted
    counts = {head.value: count.value for head, count in zip(page[4], page[5], strict=True) if count.value}
    assert counts == Counter(wanted.values())
    assert "不能解析" in rows["U13"]["remark"]  # though an earlier file counts
    sums = _sums([unit.answers["figures"] for unit in planted if unit.answers])
    items = {row[0].value: row[3].value for row in book["分项"].iter_rows(min_row=5)}
    assert {name: Decimal(str(items[name])) for name in INPUTS} == sums
    details = [row for row in _rows(book["明细"]) if row["counted"] == "是"]
    assert (len(details), _sums(details)) == (sum(bool(unit.answers) for unit in planted), sums)


def test_the_faulty_count_when_asked_and_what_was_adjusted_stays(planted: list[Planted]) -> None:
    _rolled_up()
    book = load_workbook("汇总.xlsx")
    label = next(row[2].value for row in book["分项"].iter_rows(min_row=5) if row[0].value == _ADJUSTED)
    book["调整"]["B5"], book["调整"]["C5"] = label, -7
    book.save("汇总.xlsx")  # which writes texts into the cells
    book = _rolled_up("--include-faulty")
    counted = [row["code"] for row in _rows(book["明细"]) if row["counted"] == "是"]
    assert counted == [unit.code for unit in planted if unit.answers or unit.state == "有错误"]
    row = next(row for row in book["分项"].iter_rows(min_row=5) if row[0].value == _ADJUSTED)
    assert (row[4].value, row[5].value) == (-7, row[3].value - 7)
    assert "W-17" in {row["check"] for row in _rows(book["核查"])}
