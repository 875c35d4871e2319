"""Runs commands one after another in one process: ``python -m tests.hostile.child RUNS.json``.

It prints, for each run, status, seconds and what was said; last, the peak of resident memory in MB.
"""

import json
import sys
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from generator.cli import main


def run(arguments: list[str]) -> dict[str, Any]:
    """Run one command as the shell would."""
    out, err = StringIO(), StringIO()
    begun = time.process_time()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main(arguments)
            status: object = 0
        except SystemExit as end:
            status = end.code
        except BaseException:  # noqa: BLE001  (told to whoever asked)
            status = "crashed"
            err.write(traceback.format_exc())
    seconds = time.process_time() - begun
    return {"status": status, "seconds": seconds, "out": out.getvalue(), "err": err.getvalue()}


def peak() -> float:
    """MB of resident memory at most; ``getrusage`` would count what the parent had when it started this."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


if __name__ == "__main__":
    runs = [run(arguments) for arguments in json.loads(Path(sys.argv[1]).read_text("utf-8"))]
    sys.stdout.write(json.dumps({"runs": runs, "peak": peak()}))
