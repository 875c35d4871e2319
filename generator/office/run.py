"""One job for each of many items, in an executor, a few at a time."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def each(
    executor: Executor, job: Callable[[_Item], _Result], items: Iterable[_Item], at_once: int
) -> Iterator[_Result]:
    """Yield the results in the order of the items; never more than ``at_once`` are under way.

    Args:
        executor: Any of concurrent.futures' kind.
        job: What is done with an item; both can be pickled where processes do it.
        items: The items, taken as there is room.
        at_once: How many, so that memory stays flat however many there are.
    """
    under_way: deque[Future[_Result]] = deque()
    for item in items:
        under_way.append(executor.submit(job, item))
        if len(under_way) >= at_once:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()
