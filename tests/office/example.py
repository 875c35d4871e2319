"""The district of the example: twelve invented units whose figures add up to published totals.

``python -m tests.office.example`` writes it, its roll-up and a notice to examples/示例区. Some units are
faulty on purpose: one has handed in twice, one has a wrong figure, one a file of last year, one nothing; one
gives no code and a short form of its name.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir
from decimal import Decimal
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from generator.cli import main
from tests.cases import figures, raw
from tests.office.district import FORM, INPUTS, workbook

FOLDER = Path(__file__).parents[2] / "examples" / "示例区"
COMMAND = (
    "--organisation",
    "示例区",
    "--due",
    "2025年1月20日",
    "--contact",
    "示例区政务公开办公室，010-00000000",
)
_HEADS = "单位代码,单位名称,类别,计入汇总,曾用名,联系人,电话"
_UNITS = (
    ("A01", "示例区发展和改革局", "部门", 6),
    ("A02", "示例区财政局", "部门", 4),
    ("A03", "示例区规划和自然资源局", "部门", 21),
    ("A04", "示例区住房和城乡建设局", "部门", 17),
    ("A05", "示例区城市管理局", "部门", 5),
    ("A06", "示例区卫生健康局", "部门", 3),
    ("A07", "示例区市场监督管理局", "部门", 13),
    ("A08", "示例区农业农村局", "部门", 7),
    ("B01", "示例区清河街道办事处", "街道", 5),
    ("B02", "示例区柳林镇人民政府", "乡镇", 8),
    ("B03", "示例区石桥镇人民政府", "乡镇", 6),
    ("C01", "示例区高新技术园区管理委员会", "派出机构", 5),
)
_WEIGHTS = [weight for *_, weight in _UNITS]
_COLUMNS = ("natural", "business", "research", "social", "legal", "other")
_TAKEN_IN = ("received", "carried_in")


def totals() -> dict[str, Any]:
    """The published inputs that the units add up to; processing fees are invented."""
    fees = {"processing_fee.notices": 4, "processing_fee.charged": 50990, "processing_fee.received": 930}
    published = figures(raw("tongzhou-2024"))
    return {name: published[name] for name in INPUTS if name in published} | fees


def shared_out() -> list[dict[str, Any]]:
    """The figures of each unit, clean: what came in is what was done and what is left."""
    given = totals()
    units: list[dict[str, Any]] = [{} for _ in _UNITS]
    noticed = _split(given["processing_fee.notices"], _WEIGHTS)  # who sent no notice charged nothing
    for name, value in given.items():
        table = name.partition(".")[0]
        if table != "applications":
            _give(units, name, _split(value, noticed if table == "processing_fee" else _WEIGHTS))
    for column in _COLUMNS:
        _share_column(units, given, column)
    return units


def make(folder: Path) -> None:
    """Write the district, and what the commands make of it."""
    shutil.rmtree(folder, ignore_errors=True)
    returns = folder / "上报"
    returns.mkdir(parents=True)
    lines = [f"{code},{name},{kind},是,,," for code, name, kind, _ in _UNITS]
    (folder / "名单.csv").write_text("\n".join([_HEADS, *lines, ""]), encoding="utf-8-sig", newline="")
    for name, data in _files():
        (returns / name).write_bytes(data)
    command = ["rollup", returns.name, "-o", "汇总.xlsx", "--units", "名单.csv", "--letters", "通知"]
    with chdir(folder):
        done = CliRunner().invoke(main, [*command, *COMMAND])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception


def _files() -> Iterator[tuple[str, bytes]]:
    """What is handed in, faults and all."""
    for (code, name, _, _), given in zip(_UNITS, shared_out(), strict=True):
        answers = _answers(name, code, given)
        match code:
            case "A02":
                less = given | {"proactive.licences.decisions": given["proactive.licences.decisions"] - 100}
                yield f"{name}（第一次）.json", _json(_answers(name, code, less))
                yield f"{name}.json", _json(answers | {"submission": {"version": 2}})
            case "A04":
                wrong = given | {"applications.granted.natural": given["applications.granted.natural"] + 10}
                yield f"{name}.xlsx", workbook(_answers(name, code, wrong))
            case "A06":
                pass
            case "A07":
                yield f"{name}.json", _json(answers | {"year": 2023})
            case "B02":
                yield "柳林镇.json", _json(_answers(name.removeprefix("示例区"), "", given))
            case _:
                yield f"{name}.json", _json(answers)


def _answers(name: str, code: str, given: Mapping[str, Any]) -> dict[str, Any]:
    unit = {"unit": code} if code else {}
    return {
        "form": FORM.id,
        "edition": FORM.edition,
        "organisation": name,
        **unit,
        "year": 2024,
        "submission": {"version": 1},
        "figures": dict(given),
        "narrative": {
            "overview": [{"heading": "", "text": "本年新收政府信息公开申请【本年新收申请总计】件。"}],
            "problems": [{"heading": "", "text": "公开内容还不够丰富，今后将继续充实。"}],
            "other_matters": [{"heading": "", "text": "没有其他需要报告的事项。"}],
        },
        "last_year": {"figures": {"applications.received.total": 1}},
    }


def _json(answers: Mapping[str, Any]) -> bytes:
    return (json.dumps(answers, ensure_ascii=False, indent=1) + "\n").encode()


def _share_column(units: list[dict[str, Any]], given: Mapping[str, Any], column: str) -> None:
    """Share out the outcomes of a column, then what came in so that each unit's column balances."""
    names = [name for name in given if name.startswith("applications.") and name.endswith(f".{column}")]
    done = [name for name in names if name.split(".")[1] not in _TAKEN_IN]
    for name in done:
        _give(units, name, _split(given[name], _WEIGHTS))
    sums = [sum(unit[name] for name in done) for unit in units]
    carried = _split(given[f"applications.carried_in.{column}"], sums)
    _give(units, f"applications.carried_in.{column}", carried)
    received = [whole - part for whole, part in zip(sums, carried, strict=True)]
    _give(units, f"applications.received.{column}", received)


def _give(units: list[dict[str, Any]], name: str, parts: Sequence[Any]) -> None:
    for unit, part in zip(units, parts, strict=True):
        unit[name] = part


def _split(value: object, weights: Sequence[int]) -> list[Any]:
    """Share a number out by weights, to the last digit, the largest remainders first."""
    exact = Decimal(str(value))
    places = max(0, -int(exact.as_tuple().exponent))
    whole, weight = int(exact.scaleb(places)), max(1, sum(weights))
    parts = [whole * own // weight for own in weights]
    order = sorted(range(len(weights)), key=lambda index: -(whole * weights[index] % weight))
    for index in order[: whole - sum(parts)]:
        parts[index] += 1
    return [str(Decimal(part).scaleb(-places).normalize()) if places else part for part in parts]


if __name__ == "__main__":
    make(FOLDER)
