"""What the page says of the office's own workbook and of the notices, without a browser."""

import json

from generator.messages import say
from generator.page.session import answered
from tests.office.district import applications, source, workbook

_DESK = {"organisation": "", "year": 0, "due": "", "contact": "", "faulty": False, "named": [], "others": []}
_PLACE = "told-of-sums"


def _told(action: str, handed_in: dict[str, object], own: bytes | None = None, **typed: str) -> str:
    looked = json.dumps({"action": "look", "options": {"name": "甲.json", "at": 0}})
    _, seen = answered(looked, {"file": json.dumps(handed_in).encode()})
    files = dict(seen) | ({"own": own} if own else {})
    told, _ = answered(json.dumps({"action": action, "options": _DESK | typed}), files)
    return str(json.loads(told)["regions"][_PLACE])


def test_extra_figures_that_the_own_workbook_has_no_cell_for_are_told() -> None:
    given = source("某区甲局", "A", figures={"extra.接待咨询": 5})
    said = say("page.extras-unplaced", names="接待咨询")
    assert said in _told("own", given, workbook(source("某区")))
    assert "接待咨询" not in _told("own", given)
    plain = source("某区甲局", "A", figures=applications(3))
    assert _told("own", plain, workbook(source("某区"))).strip() == ""


def test_notices_that_name_nobody_to_call_are_told() -> None:
    faulty = source("某区甲局", "A", figures={"applications.received.natural": 3})
    assert say("page.unsigned") in _told("letters", faulty)
    assert say("page.unsigned") in _told("letters", faulty, organisation="某区")
    assert _told("letters", faulty, organisation="某区", contact="张某 010-2").strip() == ""


def test_what_was_told_of_sums_goes_when_they_are_made_anew() -> None:
    assert _told("states", source("某区甲局", "A", figures=applications(3))) == ""


def test_which_of_the_chosen_files_cannot_be_used_is_told() -> None:
    roles = {"own": "本机关的填报表", "kept": "原来的汇总表", "past": "上年的材料", "units": "单位名单"}
    for place, role in roles.items():
        request = json.dumps({"action": "states", "options": _DESK})
        told, _ = answered(request, {place: b"PK\x03\x04"})
        assert json.loads(told)["fault"].startswith(f"所选的文件 不能用作{role}：这个文件已经损坏")
