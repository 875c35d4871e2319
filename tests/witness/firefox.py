"""Firefox as a second browser, driven by what it brings itself: Marionette, one JSON message at a time."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PROGRAM = shutil.which("firefox-esr") or shutil.which("firefox")
requires_firefox = pytest.mark.skipif(
    PROGRAM is None and not os.environ.get("CI"), reason="Firefox was not asked, not installed: firefox-esr"
)

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # what WebDriver calls a reference to one
_PATIENCE = 60.0


@dataclass
class Firefox:
    """A started Firefox; ``downloads`` is where it puts what is saved."""

    connection: socket.socket
    downloads: Path
    number: int = 0

    def say(self, command: str, **given: Any) -> Any:
        """Give a command and take its answer."""
        self.number += 1
        message = json.dumps([0, self.number, command, given]).encode()
        self.connection.sendall(b"%d:%s" % (len(message), message))
        _, _, fault, answer = json.loads(self._message())
        assert fault is None, fault
        return answer

    def _message(self) -> bytes:
        length = b""
        while not length.endswith(b":"):
            length += self.connection.recv(1)
        message = b""
        while len(message) < int(length[:-1]):
            message += self.connection.recv(65536)
        return message

    def run(self, script: str) -> Any:
        """What a piece of JavaScript returns in the page."""
        return self.say("WebDriver:ExecuteScript", script=script, args=[])["value"]

    def element(self, selector: str) -> str:
        """A reference to an element."""
        found = self.say("WebDriver:FindElement", using="css selector", value=selector)
        return str(found["value"][_ELEMENT])

    def choose(self, selector: str, file: Path) -> None:
        """Choose a file in an input."""
        self.say("WebDriver:ElementSendKeys", id=self.element(selector), text=str(file))

    def click(self, selector: str) -> None:
        self.say("WebDriver:ElementClick", id=self.element(selector))

    def text(self, selector: str) -> str:
        return str(self.say("WebDriver:GetElementText", id=self.element(selector))["value"])

    def downloaded(self, selector: str) -> tuple[str, bytes]:
        """Click and take what is downloaded: its name and contents."""
        before = set(self.downloads.iterdir())
        self.click(selector)
        done = until(lambda: self._complete(before), "nothing was downloaded")
        return done.name, done.read_bytes()

    def _complete(self, before: set[Path]) -> Path | None:
        new = set(self.downloads.iterdir()) - before
        return (
            new.pop()
            if len(new) == 1 and all(f.stat().st_size and f.suffix != ".part" for f in new)
            else None
        )


def until(condition: Callable[[], Any], what: str) -> Any:
    """Wait for something."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError(what)


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Start Firefox without a window, with a profile of its own and no way to any network."""
    assert PROGRAM is not None, "Firefox is not installed"
    profile, downloads, port = folder / "profile", folder / "downloads", _free_port()
    profile.mkdir()
    downloads.mkdir()
    preferences = {
        "marionette.port": port,
        "browser.download.folderList": 2,
        "browser.download.dir": str(downloads),
        "network.proxy.type": 1,
        "network.proxy.http": "127.0.0.1",
        "network.proxy.http_port": 9,  # where nothing listens
        "network.proxy.share_proxy_settings": True,
        "app.normandy.enabled": False,
        "datareporting.policy.dataSubmissionEnabled": False,
    }
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in preferences.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [PROGRAM, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            with until(lambda: _connection(port), "Firefox does not start") as connection:
                driven = Firefox(connection, downloads)
                driven._message()
                driven.say("WebDriver:NewSession")
                yield driven
        finally:
            process.terminate()


def _connection(port: int) -> socket.socket | None:
    try:
        return socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
    except OSError:
        return None


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
