"""A published PDF as blocks, by pdfplumber, which the command line has as an extra (``nianbao[pdf]``).

A page of a PDF is a program for a printer, and can ask for hours and for all of the memory: it is read in a
process of its own, which is ended when its time is over. The page in the browser has neither.
"""

import io
import logging
import os
import re
import signal
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING

from generator.errors import UnusableInputError
from generator.published.block import Block, Document
from generator.published.pdf_layout import blocks
from generator.published.pdf_page import Grid, Line, lines_and_grids

if TYPE_CHECKING:
    from pdfplumber.page import Page

_PAGES = 100
_PROGRAM = 1_000_000  # bytes of a page; a table of 300 cells with dashed rules has 200,000
_PROGRAMS = 4_000_000  # of all pages
_SECONDS = 20.0  # on a clock: where many programs run at once, much of that is theirs
_AT_WORK = (3.0, 0.3)  # seconds of the processor, and for each page; a page takes 0.08, dashed tables 1.7
_MEMORY = 220_000_000  # bytes, where the system can hold a process to it
_INFLATED = 50_000_000  # bytes of a stream: a picture of a page has 26 million
_ALL_INFLATED = 150_000_000
_PIECE = 100_000
_STREAM = re.compile(rb"stream\r?\n")


def read(data: bytes) -> Document:
    """Read a PDF as blocks.

    Args:
        data: The file.

    Raises:
        UnusableInputError: If it is damaged, protected, too long, asks for too much, or holds pictures of
            pages only; or if there is no pdfplumber to read it.
    """
    if find_spec("pdfplumber") is None:
        raise UnusableInputError("published.pdf")
    if _inflates_too_far(data):
        raise UnusableInputError("published.pdf-too-much")
    return Document(_apart(data))


def _inflates_too_far(data: bytes) -> bool:
    """Whether streams are larger than those of any report, though they were deflated twice."""
    whole = 0
    for begin in _STREAM.finditer(data):
        size = _size(data, begin.end())
        whole += size
        if size > _INFLATED or whole > _ALL_INFLATED:
            return True
    return False


def _size(data: bytes, begin: int) -> int:
    """How many bytes a stream has, inflated once or twice: the larger, or more than are allowed."""
    once = twice = 0

    def outer() -> Iterator[bytes]:
        nonlocal once
        for part in _inflated(_pieces(data, begin)):
            once += len(part)
            yield part
            if once > _INFLATED:
                return

    parts = outer()
    for part in _inflated(parts):
        twice += len(part)
        if twice > _INFLATED:
            return twice
    for _ in parts:  # what is not deflated twice is only inflated to its end
        pass
    return max(once, twice)


def _pieces(data: bytes, begin: int) -> Iterator[bytes]:
    return (data[at : at + _PIECE] for at in range(begin, len(data), _PIECE))


def _inflated(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Inflate piece by piece, up to the end or to what is not deflated."""
    stream = zlib.decompressobj()
    with suppress(zlib.error):
        for part in parts:
            rest = part
            while rest and not stream.eof:
                yield stream.decompress(rest, _PIECE)
                rest = stream.unconsumed_tail
            if stream.eof:
                return


def _apart(data: bytes) -> tuple[Block, ...]:
    """The blocks of a file, read in a process of its own."""
    import pickle  # noqa: PLC0415  (few runs read a PDF, and no browser does)
    import subprocess  # noqa: PLC0415

    path = os.pathsep.join(sys.path)
    try:
        done = subprocess.run(  # noqa: S603  (this very program)
            [sys.executable, "-m", __name__],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            timeout=_SECONDS,
            check=True,
        )
        answer: tuple[Block, ...] | UnusableInputError = pickle.loads(done.stdout)  # noqa: S301  (our own)
    except (subprocess.SubprocessError, pickle.UnpicklingError, EOFError):  # its time or memory was over
        raise UnusableInputError("published.pdf-too-much") from None
    if isinstance(answer, UnusableInputError):
        raise answer
    return answer


def _answer(data: bytes) -> tuple[Block, ...] | UnusableInputError:
    """What the process says."""
    _end_after(_AT_WORK[0])
    with suppress(ImportError):  # only some systems know limits
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        return _blocks(data)
    except UnusableInputError as error:
        return error


def _blocks(data: bytes) -> tuple[Block, ...]:
    import pdfplumber  # noqa: PLC0415  (an extra)

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it warns of what does not matter here
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            found = list(_of_pages(pdf.pages))
    except UnusableInputError:
        raise
    except MemoryError:
        raise UnusableInputError("published.pdf-too-much") from None
    except Exception:  # noqa: BLE001  (a damaged file lets pdfminer fail in any way)
        raise UnusableInputError("published.damaged-pdf") from None
    if not found:
        raise UnusableInputError("published.scanned-pdf")
    return tuple(blocks(found))


def _of_pages(pages: "Sequence[Page]") -> Iterator[Line | Grid]:
    from pdfminer.pdftypes import stream_value  # noqa: PLC0415  (an extra)

    from generator.published.pdf_amount import Counter  # noqa: PLC0415

    if len(pages) > _PAGES:
        raise UnusableInputError("published.pdf-too-long", limit=_PAGES)
    _end_after(_AT_WORK[0] + _AT_WORK[1] * len(pages))
    counter, programs = Counter(), 0
    for page in pages:
        program = sum(len(stream_value(part).get_data()) for part in page.page_obj.contents)
        programs += program
        if program > _PROGRAM or programs > _PROGRAMS:
            raise UnusableInputError("published.pdf-too-much")
        counter.take(page.page_obj)
        yield from lines_and_grids(page)
        page.close()


def _end_after(seconds: float) -> None:
    """End this process when it has been at work for so long, where the system can."""
    with suppress(AttributeError):
        signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    import pickle

    sys.stdout.buffer.write(pickle.dumps(_answer(sys.stdin.buffer.read())))
