"""The offline page in Chromium: how large it is, how fast, and how much memory its process takes.

    python -m benchmarks.page [ROUNDS]

prints a table in Markdown with the limit of each figure, and ends with 1 where one is passed. Times are by
the clock, as a clerk waits for them. Memory is that of the page's own process at its most: what it holds
alone, and its share of what several processes hold, as the browser's program and the fonts. What was resident
counts all shared pages in full; so does that of an empty page.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.samples import example, workbook
from generator.page.build import build
from tests.witness import browser as witness

LIMITS = {
    "size, MB": 10.0,
    "ready after, s": 2.0,
    "checked after, s": 0.5,
    "report after, s": 0.5,
    "memory, MB": 220.0,
    "resident at most, MB": None,
    "resident at most, an empty page, MB": None,
}
"""What the page is held to; None where a figure only explains another."""

_MEGA = 1_000_000
_KIBI = 1024
_PATIENCE = 60


def main(rounds: int = 5) -> int:
    """Measure, print, and tell by the status whether the limits hold."""
    with tempfile.TemporaryDirectory() as name:
        page, filled = Path(name) / "年报填报.html", Path(name) / "填报表.xlsx"
        page.write_bytes(build(witness.PACKAGES))
        filled.write_bytes(workbook(example()))
        measured = [_job(page, filled) for _ in range(rounds)]
    witness.close_browser()
    middle = {what: statistics.median(one[what] for one in measured) for what in LIMITS}
    print("| the page in Chromium | median | limit |\n|---|---|---|")
    for what, limit in LIMITS.items():
        print(f"| {what} | {middle[what]:.3g} | {limit or '–'} |")
    return int(any(limit and middle[what] > limit for what, limit in LIMITS.items()))


def _job(file: Path, filled: Path) -> dict[str, float]:
    """One clerk's work in a browser of its own: open the page, choose the workbook, take the report."""
    witness.close_browser()
    browser = witness.chromium()
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    _, empty = _memory(browser)
    page.goto(file.as_uri(), wait_until="commit")
    ready = _clocked(lambda: page.evaluate("document.documentElement.className === 'ready'"))
    held = [_memory(browser)]
    page.set_input_files("#workbook", str(filled))
    checked = _clocked(lambda: page.locator("#findings .verdict").count())
    held.append(_memory(browser))
    with page.expect_download() as expected:
        start = time.monotonic()
        page.click("[data-action=report]")
    report = time.monotonic() - start
    expected.value.path()
    held.append(_memory(browser))
    most = max(own for own, _ in held), max(resident for _, resident in held)
    return dict(zip(LIMITS, (file.stat().st_size / _MEGA, ready, checked, report, *most, empty), strict=True))


def _clocked(is_done: Callable[[], object]) -> float:
    """Seconds until something is so."""
    start = time.monotonic()
    while not is_done():
        if time.monotonic() - start > _PATIENCE:
            raise TimeoutError
        time.sleep(0.005)
    return time.monotonic() - start


def _memory(browser: Browser) -> tuple[float, float]:
    """Megabytes of the page's process, the largest that shows pages: its own share, and resident at most."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return max(_held(process["id"]) for process in processes if process["type"] == "renderer")


def _held(process: int) -> tuple[float, float]:
    told = Path(f"/proc/{process}/smaps_rollup").read_text() + Path(f"/proc/{process}/status").read_text()
    lines = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    own, resident = (int(lines[name].split()[0]) * _KIBI / _MEGA for name in ("Pss", "VmHWM"))
    return own, resident


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
