"""Chromium as a witness: the built page, opened from a file, without a network."""

import functools
import os
import shutil
import subprocess
from pathlib import Path

import pytest

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_PACKAGES = Path(__file__).parents[2] / "build" / "npm"


@functools.cache
def missing_tools() -> str:
    """Name what is not installed, or nothing."""
    tools = [name for name in ("node", "npm") if shutil.which(name) is None]
    return ", ".join(tools + ([] if Path(CHROMIUM).exists() else ["chromium"]))


def requires_browser() -> None:
    """Skip aloud where there is no browser; fail in CI."""
    if tools := missing_tools():
        if os.environ.get("CI"):
            pytest.fail(f"not installed: {tools}")
        pytest.skip(f"not installed: {tools}")


@functools.cache
def packages() -> Path:
    """The folder of the npm packages, pinned by version and checksum; fetched where they are missing."""
    subprocess.run(["make", "packages"], cwd=_PACKAGES.parents[1], check=True, capture_output=True)
    return _PACKAGES / "node_modules"
