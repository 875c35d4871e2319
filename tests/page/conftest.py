"""The page is built once, put where clerks put it, and opened in Chromium with the network cut off."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Download, FrameLocator, Page

from tests.witness import browser as witness

_PATIENCE = 30.0
_FORGET = """region => {
    document.querySelector(region).innerHTML = "<i id=before></i>";
    for (const told of document.querySelectorAll(".fault")) told.hidden = true;
}"""


@dataclass
class Opened:
    """The page in a browser; what it asked the network for, and what it said on the console."""

    page: Page
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    def until(self, condition: Callable[[], Any], what: str) -> Any:
        """Wait for something; the page's policy forbids to wait within it."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if found := condition():
                return found
            time.sleep(0.02)
        raise AssertionError(f"{what}; the page says: {self.page.inner_text('body')[:600]}")

    def state(self) -> str:
        return str(self.page.evaluate("document.documentElement.className"))

    def ready(self) -> "Opened":
        self.until(lambda: self.state() != "starting", "still starting")
        return self

    def idle(self) -> None:
        self.until(lambda: self.page.is_hidden("#busy"), "still busy")

    def choose(self, place: str, *files: Path, told: str = "#findings") -> None:
        """Choose files in a place and wait until they are told of in a region."""
        self.page.set_input_files(f"#{place}", [])  # as a click on it does: the same file may be chosen again
        self.page.evaluate(_FORGET, told)
        self.page.set_input_files(f"#{place}", [str(file) for file in files])
        self.until(self._has_answered, "no answer")

    def _has_answered(self) -> bool:
        is_old = self.page.locator("#before").count() and not self.page.locator(".fault:visible").count()
        return not is_old and self.page.is_hidden("#busy")

    def download(self, selector: str) -> tuple[str, bytes]:
        """Click and take what is downloaded: its name and contents."""
        with self.page.expect_download() as expected:
            self.page.click(selector)
        self.idle()
        return named(expected.value)

    def cleared(self) -> bool:
        """Give up all that was chosen beside a workbook; whether the page can go on."""
        is_at_work = self.state() != "ready" or self.page.is_visible("#busy")
        if is_at_work or self.page.inner_text("[data-place=returns] .chosen"):
            return False
        chosen = "buttons => buttons.map(button => button.dataset.clear)"
        for place in self.page.eval_on_selector_all("[data-clear]:not([hidden])", chosen):
            self.page.click(f"[data-clear={place}]")
            self.idle()
        self.requests.clear()
        self.console.clear()
        return True

    def report(self) -> FrameLocator:
        """The preview."""
        return self.page.frame_locator("#preview")

    def findings(self) -> list[str]:
        return self.page.locator(".finding .number").all_inner_texts()


def named(download: Download) -> tuple[str, bytes]:
    return download.suggested_filename, Path(download.path()).read_bytes()


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built page, in a folder with Chinese characters and spaces."""
    from generator.page.build import build

    folder = tmp_path_factory.mktemp("page") / "年报 材料（2024）"
    folder.mkdir()
    file = folder / "年报填报.html"
    file.write_bytes(build(witness.PACKAGES))
    return file


def _open(page_file: Path, before: str = "") -> Opened:
    context = witness.chromium().new_context(
        viewport={"width": 1366, "height": 768}, accept_downloads=True, offline=True, locale="zh-CN"
    )
    seen = Opened(context.new_page())
    if before:
        seen.page.add_init_script(before)
    seen.page.on("request", lambda request: seen.requests.append(request.url))
    seen.page.on("console", lambda message: seen.console.append(message.text))
    seen.page.on("pageerror", lambda fault: seen.console.append(str(fault)))
    seen.page.goto(page_file.as_uri())
    return seen


@pytest.fixture
def opened(page_file: Path) -> Iterator[Callable[..., Opened]]:
    """Open the page; ``before`` is a script that runs before its own."""
    pages: list[Opened] = []

    def open_(before: str = "") -> Opened:
        pages.append(_open(page_file, before))
        return pages[-1]

    yield open_
    for page in pages:
        page.page.context.close()


@pytest.fixture(scope="module")
def kept() -> Iterator[list[Opened]]:
    """The pages with which one test after the other goes on."""
    pages: list[Opened] = []
    yield pages
    for page in pages:
        page.page.context.close()


@pytest.fixture
def started(kept: list[Opened], page_file: Path) -> Opened:
    """The page when it is ready: as the test before left it, where it can go on, for starting takes longest.

    A test that begins with a workbook may have it; one that is about what is there before needs ``opened``.
    """
    if not kept or not kept[-1].cleared():
        kept.append(_open(page_file).ready())
    return kept[-1]
