"""Many files at once: each is looked at by itself, in whichever process, and told in the order given.

Whoever has more than one machine hands in the executor of the engine they have: docs/batch.md.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from generator.errors import BLOCKED, DONE, UNUSABLE, NianbaoError
from generator.filing import Filing
from generator.finding import Finding, blocking
from generator.form.model import Form
from generator.intake import received, refuse_to_fill
from generator.messages import say

Item = TypeVar("Item")
Result = TypeVar("Result")
Writer = Callable[[Filing, Form, tuple[Finding, ...]], Mapping[str, bytes]]
"""Makes the report of a filing with these findings: contents by format."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file that came in: what it is called, and its bytes, or in words why it could not be read."""

    name: str
    data: bytes = b""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """What is done with each file.

    Attributes:
        make: A report, a copy with the findings in it, or nothing but findings.
        draft: Whether a report is made although findings stand in its way.
        template: A Word template; None for the form's own.
        writer: What makes the report, if it is not the Word report alone; it travels to the workers.
        checks: An office's decisions about checks, name and contents of the file; None without any.
    """

    make: Literal["", "report", "copy"] = ""
    draft: bool = False
    template: bytes | None = None
    writer: Writer | None = None
    checks: tuple[str, bytes] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    ``status`` is what the command ends with for it; ``fault`` is why it could not be used, in words;
    ``made`` is the report, by format, or the ``copy``, if one was asked for and nothing stood in its way.
    """

    name: str
    status: int
    organisation: str = ""
    findings: tuple[Finding, ...] = ()
    fault: str = ""
    made: Mapping[str, bytes] = field(default_factory=dict)


def outcome(job: Job, options: Options = Options()) -> Outcome:
    """Look at one file; whatever is wrong with it is told in what comes back.

    Args:
        job: The file.
        options: What is done with it.
    """
    if job.fault:
        return Outcome(job.name, UNUSABLE, fault=job.fault)
    try:
        return _looked_at(job, options)
    except NianbaoError as fault:
        return Outcome(job.name, UNUSABLE, fault=str(fault))
    except Exception as fault:  # noqa: BLE001  (a fault of ours, told with this file: it must not stop the others)
        return lost(job, fault)


def run(
    jobs: Iterable[Job], work: Callable[[Job], Outcome], executor: Executor, ahead: int = 64
) -> Iterator[Outcome]:
    """Do the work on many files, and yield what became of each in the order given.

    Args:
        jobs: The files; the next one is asked for only when there is room for it.
        work: ``outcome``, or that with its options (``functools.partial``): it travels to the workers.
        executor: Any that the standard library or a cluster's client gives.
        ahead: How many files are held at the same time, so that memory does not grow with their number.
    """
    return each(jobs, work, executor, lost, ahead)


def lost(job: Job, fault: Exception) -> Outcome:
    """What became of a file whose worker did not give it back."""
    return Outcome(job.name, UNUSABLE, fault=told(fault))


def told(fault: Exception) -> str:
    """What went wrong with a worker, or within it, in words."""
    if isinstance(fault, BrokenExecutor):
        return say("batch.worker-died")
    return say("batch.ours", fault=f"{type(fault).__name__}: {fault}")


def each(
    items: Iterable[Item],
    work: Callable[[Item], Result],
    executor: Executor,
    lost: Callable[[Item, Exception], Result],
    ahead: int = 64,
    renewed: Callable[[], Executor] | None = None,
) -> Iterator[Result]:
    """Do some work on each of many items, a few at a time, and yield the results in the order of the items.

    Args:
        items: Taken as there is room.
        work: What is done with an item; both travel to the workers.
        executor: Any of concurrent.futures' kind.
        lost: What stands for the result of an item that did not come back.
        ahead: How many items are held at the same time.
        renewed: Gives another executor when a worker has died and taken its executor along. The first item
            that is not done is then tried again by itself, and is lost if a worker dies of it once more.
    """
    waiting: deque[tuple[Item, Future[Result]]] = deque()

    def first() -> Result:
        nonlocal executor
        item, future = waiting.popleft()
        if renewed and isinstance(future.exception(), BrokenExecutor):
            executor = renewed()
            future = _submitted(executor, work, item)
            wait([future])  # by itself: the others may have been the end of the last one
            others = [(other, _submitted(executor, work, other)) for other, _ in waiting]
            waiting.clear()
            waiting.extend(others)
        try:
            return future.result()
        except Exception as fault:  # noqa: BLE001  (whatever the engine raises: the others go on)
            return lost(item, fault)

    for item in items:
        waiting.append((item, _submitted(executor, work, item)))
        if len(waiting) >= ahead:
            yield first()
    while waiting:
        yield first()


def _looked_at(job: Job, options: Options) -> Outcome:
    from generator.checks import check  # noqa: PLC0415  (workers need it; who hands out the work does not)

    form, filing = received(job.data)
    findings = check(filing, _decided(form, options))
    blocked = bool(blocking(findings)) and not (options.make == "report" and options.draft)
    return Outcome(
        name=job.name,
        status=BLOCKED if blocked else DONE,
        organisation=str(filing.particulars.get("organisation", "")),
        findings=findings,
        made=_made(job, options, form, filing, findings, blocked=blocked),
    )


def _decided(form: Form, options: Options) -> Form:
    if options.checks is None:
        return form
    from generator.form.overrides import with_overrides  # noqa: PLC0415

    return with_overrides(form, *options.checks)


def _made(
    job: Job, options: Options, form: Form, filing: Filing, findings: tuple[Finding, ...], *, blocked: bool
) -> Mapping[str, bytes]:
    from generator.checks.explanations import settling  # noqa: PLC0415

    if options.make == "copy":
        return {"copy": _copy(job, form, findings)}
    if options.make == "report" and not blocked:
        if options.writer:
            return options.writer(filing, form, findings)
        return _word(options, settling(filing, findings), form)
    return {}


def _copy(job: Job, form: Form, findings: tuple[Finding, ...]) -> bytes:
    from generator.workbook.fill import annotate  # noqa: PLC0415

    refuse_to_fill(job.data, job.name)
    return annotate(job.data, form, findings).workbook


def _word(options: Options, filing: Filing, form: Form) -> dict[str, bytes]:
    from generator.report.render import render  # noqa: PLC0415

    return {"docx": render(filing, form, options.template, draft=options.draft)}


def _submitted(executor: Executor, work: Callable[[Item], Result], item: Item) -> Future[Result]:
    try:
        return executor.submit(work, item)
    except BrokenExecutor as fault:
        gone: Future[Result] = Future()
        gone.set_exception(fault)
        return gone
