"""Processor time, which other work on the machine disturbs least: of this process, or of one started."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence


def warm(job: Callable[[], object], rounds: int) -> float:
    """Median milliseconds of a job that has run before."""
    job()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return statistics.median(times) * 1000


def cold(command: Sequence[str], rounds: int) -> float:
    """Median milliseconds of a command from its start to its end, bytecode compiled before."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(rounds + 1):
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, _, used = os.wait4(process.pid, 0)
        times.append(used.ru_utime + used.ru_stime)
    return statistics.median(times[1:]) * 1000


def python(code: str, *arguments: str) -> list[str]:
    """A command that runs a piece of Python."""
    return [sys.executable, "-c", code, *arguments]
