"""The whole job, workbook to report: ours, what people would use, and the least that must be done.

    python -m benchmarks.whole_job [ROUNDS [FILES]]

prints tables in Markdown: one report warm and cold; FILES reports on one core and on all; how the cost
grows with the length of the narrative; what a file of a roll-up costs. Times of one report are processor
time, those of many are by the clock.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path

from benchmarks import clock, jobs, peers
from benchmarks.samples import example, longer, variants, workbook
from generator.batch import Job, Options, outcome, run
from generator.errors import DONE
from generator.office.file import look

_ROOT = Path(__file__).parents[1]
_NODE = _ROOT / "build" / "bench"
_PEER = (
    "import sys, json; from pathlib import Path; from benchmarks.peers import peer; "
    "read = [Path(name).read_bytes() for name in sys.argv[1:]]; "
    "Path(sys.argv[1] + '.docx').write_bytes(peer(read[0], json.loads(read[2]), read[1]{more}))"
)
_DIFFERENT = 20
_TIMES_AS_LONG = (1, 2, 4, 8)


def main(rounds: int = 15, files: int = 2000) -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as name:
        _one(rounds, Path(name))
    _longer(rounds)
    different = list(variants(_DIFFERENT))
    _rolled_up(different, rounds)
    _many(different, files)


def _one(rounds: int, folder: Path) -> None:
    """One report, warm and cold."""
    data = workbook(example())
    cells, template, document = jobs.cells_of(data), jobs.template(), jobs.ours(data)
    given = [folder / "填报表.xlsx", folder / "模板.docx", folder / "cells.json"]
    for file, contents in zip(given, (data, template, json.dumps(cells).encode()), strict=True):
        file.write_bytes(contents)
    names = [str(file) for file in given]
    nianbao = [sys.executable, "-m", "generator", "report", names[0], "--draft", "--force"]
    whole = {
        "nianbao: read, check, render, read back": (partial(jobs.ours, data), nianbao),
        "openpyxl + docxtpl: read, render": (
            partial(peers.peer, data, cells, template),
            clock.python(_PEER.format(more=""), *names),
        ),
        "openpyxl read_only + docxtpl: read, render": (
            partial(peers.peer, data, cells, template, read_only=True),
            clock.python(_PEER.format(more=", read_only=True"), *names),
        ),
    }
    least = clock.warm(partial(jobs.floor, data, document), rounds)
    times = {
        name: (clock.warm(job, rounds), clock.cold(command, rounds)) for name, (job, command) in whole.items()
    }
    if node := _node(names, rounds):
        times["SheetJS + docxtemplater: read, render"] = node
    own = next(iter(times.values()))[0]
    print(
        f"Workbook of {len(data) // 1000} kB; Python {sys.version.split()[0]}; median of {rounds} rounds.\n"
    )
    print("| one report | warm, ms | times ours | times the floor | cold, ms |\n|---|---|---|---|---|")
    for name, (warm, cold) in times.items():
        print(f"| {name} | {warm:.1f} | {warm / own:.1f} | {warm / least:.1f} | {cold:.0f} |")
    nothing = clock.cold(clock.python("pass"), rounds)
    print(f"| floor: inflate, parse, pack, parse | {least:.1f} | {least / own:.2f} | 1.0 | {nothing:.0f} |")


def _node(names: list[str], rounds: int) -> tuple[float, float] | None:
    """Warm and cold milliseconds of the peer in Node, where its packages are (``make bench``)."""
    node = shutil.which("node")
    if node is None or not (_NODE / "node_modules").is_dir():
        return None
    script = _NODE / "peer.js"
    shutil.copyfile(Path(__file__).with_name("peer.js"), script)
    told = subprocess.run([node, script, *names, str(rounds + 5)], capture_output=True, check=True).stdout
    warm = sorted(json.loads(told)[5:])[rounds // 2]
    return warm, clock.cold([node, str(script), *names, "1"], rounds)


def _longer(rounds: int) -> None:
    print("\n| narrative, times the example's | ms |\n|---|---|")
    for times in _TIMES_AS_LONG:
        print(f"| {times} | {clock.warm(partial(jobs.ours, longer(times)), rounds):.1f} |")


def _rolled_up(different: list[bytes], rounds: int) -> None:
    each = clock.warm(lambda: [look("u.xlsx", data) for data in different], rounds) / len(different)
    print(f"\nA file of a roll-up, read and checked: {each:.1f} ms.")


def _many(different: list[bytes], files: int) -> None:
    """Many reports on one core and on all, with the most memory that a worker took.

    Where the clock runs on although the processor time stays, other work has taken the cores.
    """
    cores = os.cpu_count() or 1
    print(
        "\n| reports | workers | seconds | times as fast | processor time, s | most memory of a worker, MB |"
    )
    print("|---|---|---|---|---|---|")
    for count in (files // 10, files):
        alone = 0.0
        for workers in (1, cores):
            seconds, used, memory = _batch(different, count, workers)
            alone = alone or seconds
            print(f"| {count} | {workers} | {seconds:.1f} | {alone / seconds:.2f} | {used:.1f} | {memory} |")


def _batch(different: list[bytes], count: int, workers: int) -> tuple[float, float, int]:
    """Seconds by the clock, seconds of the workers' processors, and MB."""
    jobs_ = (Job(f"u{index}.xlsx", data) for index, data in enumerate(islice(cycle(different), count)))
    work = partial(outcome, options=Options("report", draft=True))
    start, used = time.perf_counter(), _used_by_workers()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as executor:
        done = sum(told.status == DONE and told.made is not None for told in run(jobs_, work, executor))
        seconds = time.perf_counter() - start
        memory = max(executor.map(_memory, range(workers * 4)))
    if done != count:
        raise SystemExit(f"{count - done} of {count} failed")
    return seconds, _used_by_workers() - used, memory


def _used_by_workers() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(_: int) -> int:
    """The most that this process has taken so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
