"""Chromium and the programs that judge web pages as witnesses: axe-core in it, the Nu HTML checker beside it.

``make packages`` fetches both at pinned versions with their checksums (``tests/witness/web``), and what the
offline page is built from (``generator/page``).
"""

import functools
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

_BUILD = Path(__file__).parents[2] / "build"
PACKAGES = _BUILD / "npm" / "node_modules"
_MODULES = _BUILD / "web" / "node_modules"
AXE = _MODULES / "axe-core" / "axe.min.js"
_CHECKER = _MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIMIT_SECONDS = 60

# Without the last, Chromium does not start as root, as in most containers.
FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-sandbox",
]  # fmt: skip


@functools.cache
def missing_tools() -> str:
    """Name what is not installed, or nothing."""
    programs = [name for name in ("chromium", "java", "node") if shutil.which(name) is None]
    fetched = [file.name for file in (AXE, _CHECKER, PACKAGES / "pyodide") if not file.exists()]
    python = [] if importlib.util.find_spec("playwright") else ["playwright"]
    return ", ".join(programs + fetched + python)


# Where CI is set, nothing is skipped: the test runs, and fails for want of them.
requires_browser = pytest.mark.skipif(
    bool(missing_tools()) and not os.environ.get("CI"),
    reason=f"no browser was asked, not installed: {missing_tools()}",
)


_started: list[tuple["Playwright", "Browser"]] = []  # none or one


def chromium() -> "Browser":
    """Chromium without a window; one serves a whole test session, as only one driver can."""
    from playwright.sync_api import sync_playwright

    if not _started:
        driver = sync_playwright().start()
        program = shutil.which("chromium")
        _started.append((driver, driver.chromium.launch(executable_path=program, args=FLAGS)))
    return _started[0][1]


def close_browser() -> None:
    """End Chromium, if it was started."""
    while _started:
        driver, browser = _started.pop()
        browser.close()
        driver.stop()


@pytest.fixture(scope="session", autouse=True)
def _browser_ends_with_the_session() -> Iterator[None]:
    yield
    close_browser()


@contextmanager
def browser_page(width: int = 1366) -> Iterator["Page"]:
    """A page of Chromium that cannot reach any network."""
    context = chromium().new_context(viewport={"width": width, "height": 800}, offline=True)
    try:
        yield context.new_page()
    finally:
        context.close()


def violations(page: "Page", html: str) -> list[str]:
    """Give what axe-core finds wrong with a document, rule by rule with the elements."""
    page.set_content(html)
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run()")["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def invalid_markup(*pages: bytes) -> list[str]:
    """Give what the Nu HTML checker says of some documents, warnings included."""
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        files = [Path(folder) / f"{number}.html" for number in range(len(pages))]
        for file, page in zip(files, pages, strict=True):
            file.write_bytes(page)
        command = ["java", "-jar", str(_CHECKER), "--format", "json", "--exit-zero-always", *map(str, files)]
        done = subprocess.run(command, capture_output=True, timeout=LIMIT_SECONDS, check=True)
    return [message["message"] for message in json.loads(done.stderr)["messages"]]
