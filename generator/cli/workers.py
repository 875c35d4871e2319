"""The processes of this machine, for work on many files."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import TypeVar

from generator import batch
from generator.cli.options import MOST_JOBS
from generator.errors import NianbaoError

_FEW = 8  # files that are done sooner than a process has started
_FOR_EACH_PROCESS = 4

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def each(
    items: Iterable[_Item],
    count: int,
    work: Callable[[_Item], _Result],
    unusable: Callable[[_Item, str], _Result],
    jobs: int | None,
) -> Iterator[_Result]:
    """Yield the result of each item in their order; of many items, by several processes.

    Args:
        items: What is worked on, taken as there is room.
        count: How many there will be.
        work: What is done with an item.
        unusable: What stands for the result of an item that cannot be read, or whose process died; it
            takes the item, and why in words, and travels like the work.
        jobs: How many processes; None for as many as there are processors.
    """
    work = partial(_done, work, unusable)
    processes = min(jobs or os.cpu_count() or 1, MOST_JOBS)
    if processes == 1 or count <= _FEW:
        yield from map(work, items)
        return
    with ExitStack() as pools:

        def pool() -> Executor:
            new = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin)
            pools.callback(new.shutdown, cancel_futures=True)
            return new

        yield from batch.each(
            items, work, pool(), partial(_lost, unusable), processes * _FOR_EACH_PROCESS, pool
        )


def _done(
    work: Callable[[_Item], _Result], unusable: Callable[[_Item, str], _Result], item: _Item
) -> _Result:
    try:
        return work(item)
    except NianbaoError as fault:
        return unusable(item, str(fault))


def _lost(unusable: Callable[[_Item, str], _Result], item: _Item, fault: Exception) -> _Result:
    return unusable(item, batch.told(fault))


def _begin() -> None:
    """Leave it to the parent to hear Ctrl-C, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := parent_process():
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
