"""The program as people run it: its command line within the test, and programs of their own."""

import subprocess
from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli import main


def nianbao(*arguments: str) -> Result:
    """What came of a command, in the folder of the test; a fault that it does not tell is the test's."""
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def run(*command: str, cwd: Path | None = None) -> None:
    """Run a program, which must end well."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
