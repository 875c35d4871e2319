"""Real published figures, clean and faulty, as filings in JSON."""

import json
from pathlib import Path
from typing import Any

NAMES = tuple(sorted(path.stem for path in Path(__file__).parent.glob("*.json")))

KIND = {"organisation_type": "法律、法规授权的组织", "level": "市", "scope": "含所属单位"}
"""An organisation of which no check expects anything in particular."""

_BANDS = {
    "规章": ("rules.issued", "rules.repealed", "rules.in_force"),
    "行政规范性文件": ("normative.issued", "normative.repealed", "normative.in_force"),
    "行政许可": ("licences.decisions",),
    "行政处罚": ("penalties.decisions",),
    "行政强制": ("coercion.decisions",),
    "行政事业性收费": ("fees.amount",),
}
_ROWS = (
    "received",
    "carried_in",
    "granted",
    "partly_granted",
    "refused_state_secret",
    "refused_forbidden_by_law",
    "refused_security",
    "refused_third_party",
    "refused_internal_affairs",
    "refused_process",
    "refused_enforcement_file",
    "refused_inquiry",
    "unavailable_not_held",
    "unavailable_needs_creating",
    "unavailable_unclear",
    "not_processed_petition",
    "not_processed_repeated",
    "not_processed_publication",
    "not_processed_excessive",
    "not_processed_reissue",
    "other_not_corrected",
    "other_fee_unpaid",
    "other_other",
    "handled",
    "carried_out",
)
_COLUMNS = ["natural", "business", "research", "social", "legal", "other", "total"]
_GROUPS = ["review", "direct", "after_review"]
_OUTCOMES = ["upheld", "corrected", "other", "pending", "total"]
_FEE = ("processing_fee.notices", "processing_fee.charged", "processing_fee.received")
_UNPAID = "applications.other_fee_unpaid.total"
_MERGED = "merged_row_(六)其他处理"


def raw(name: str) -> dict[str, Any]:
    """The case as it was taken down: rows and columns in official order."""
    text = (Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8")
    case: dict[str, Any] = json.loads(text)
    return case


def figures(case: dict[str, Any]) -> dict[str, Any]:
    """The figures of a case by field; a single merged row （六） is ``other_other``, the rows above are 0."""
    found: dict[str, Any] = {}
    for label, keys in _BANDS.items():
        values = case["table2"][label]
        found |= {f"proactive.{key}": _value(v) for key, v in zip(keys, _as_list(values), strict=True)}
    for row, values in zip(_ROWS, case["table3"]["rows"], strict=True):
        found |= {f"applications.{row}.{c}": _value(v) for c, v in zip(_COLUMNS, values, strict=True)}
    if merged := case["table3"].get(_MERGED):
        for row, values in (
            ("other_not_corrected", [0] * 7),
            ("other_fee_unpaid", [0] * 7),
            ("other_other", merged),
        ):
            found |= {f"applications.{row}.{c}": v for c, v in zip(_COLUMNS, values, strict=True)}
    fields = [f"reviews.{group}.{outcome}" for group in _GROUPS for outcome in _OUTCOMES]
    return found | dict(zip(fields, case["table4"], strict=True))


def filing_json(name: str) -> dict[str, Any]:
    """A case as a filing, with a neutral narrative, hardly any fee, next to nothing of last year."""
    case = raw(name)
    given = figures(case)
    return {
        "form": "disclosure",
        "edition": "2021",
        "organisation": case["org"],
        "year": case["year"],
        **KIND,
        "figures": given | dict.fromkeys(_FEE, 0) | {_FEE[0]: given[_UNPAID]},
        "last_year": {"figures": {"proactive.fees.amount": 0}},
        "narrative": {
            "overview": [
                {"heading": "主动公开情况", "text": "本年度各项工作正常开展。\n重点领域信息及时公开。"}
            ],
            "problems": [{"heading": "", "text": "公开内容还不够丰富，今后将继续充实。"}],
            "other_matters": [{"heading": "", "text": "无。"}],
        },
    }


def _as_list(values: object) -> list[Any]:
    return values if isinstance(values, list) else [values]


def _value(value: object) -> Any:
    return str(value) if isinstance(value, float) else value
