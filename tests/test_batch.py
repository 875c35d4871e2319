"""Many files at once: each told by itself, in the order given, few of them held at a time."""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context

import pytest

from generator import batch
from generator.batch import Job, Options, Outcome, outcome, run
from generator.errors import BLOCKED, DONE, UNUSABLE
from tests.cases import filing_json
from tests.workbook.kit import case


def filing(name: str) -> bytes:
    return json.dumps(filing_json(name), ensure_ascii=False).encode()


def jobs() -> list[Job]:
    return [
        Job("好.xlsx", case("tongzhou-2024")),
        Job("坏.xlsx", b"hello"),
        Job("错.json", filing("hongze-2023")),
        Job("读不到.xlsx", fault="没有权限"),
    ]


def dies(job: Job) -> Outcome:
    os._exit(3)


def test_processes_tell_each_file_in_the_order_given_and_a_bad_one_stops_none() -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        done = list(run(jobs(), partial(outcome, options=Options("report")), executor))
    assert [(told.name, told.status, bool(told.made)) for told in done] == [
        ("好.xlsx", DONE, True),
        ("坏.xlsx", UNUSABLE, False),
        ("错.json", BLOCKED, False),
        ("读不到.xlsx", UNUSABLE, False),
    ]
    assert "认不出" in done[1].fault
    assert done[3].fault == "没有权限"
    assert done == [outcome(job, Options("report")) for job in jobs()]


def test_a_draft_is_made_although_findings_stand_in_its_way() -> None:
    done = outcome(Job("错.json", filing("hongze-2023")), Options("report", draft=True))
    assert (done.status, list(done.made), len(done.findings)) == (DONE, ["docx"], 2)


def test_a_copy_has_the_findings_in_it_and_a_filing_has_no_place_for_them() -> None:
    done = outcome(Job("错.xlsx", case("hongze-2023")), Options("copy"))
    assert (done.status, done.made["copy"][:2]) == (BLOCKED, b"PK")
    assert outcome(Job("错.json", filing("hongze-2023")), Options("copy")).status == UNUSABLE


def test_an_offices_decisions_hold_for_each_file() -> None:
    decisions = b'overrides = [{check = "T4-01", date = 2025-01-05, reason = "r", off = true}]'
    done = outcome(Job("错.json", filing("hongze-2023")), Options(checks=("d.toml", decisions)))
    assert done.status == DONE


def test_a_fault_of_ours_is_told_with_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_data: bytes) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(batch, "received", fails)
    done = outcome(Job("a.xlsx", b"PK"))
    assert (done.status, "ZeroDivisionError: by zero" in done.fault) == (UNUSABLE, True)


def test_a_worker_that_dies_is_told_with_every_file_that_was_left() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        done = list(run([Job("a"), Job("b"), Job("c")], dies, executor, ahead=1))
    assert [(told.name, told.status) for told in done] == [(name, UNUSABLE) for name in "abc"]
    assert all("意外结束" in told.fault for told in done)


def test_no_more_files_are_held_than_asked() -> None:
    held, most = 0, 0

    def counted() -> Iterator[Job]:
        nonlocal held, most
        for number in range(50):
            held += 1
            most = max(most, held)
            yield Job(str(number), fault="x")

    with ThreadPoolExecutor(2) as executor:
        for _ in run(counted(), outcome, executor, ahead=5):
            held -= 1
    assert most == 5
