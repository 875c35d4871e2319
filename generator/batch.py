"""Many files at once: each is looked at by itself, in whichever process, and told in the order given.

Whoever has more than one machine hands in the executor of the engine they have.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from typing import Literal

from generator.errors import NianbaoError, UnusableInputError
from generator.filing import Filing
from generator.finding import Finding, blocking
from generator.form.model import Form
from generator.intake import is_json, received
from generator.messages import say

DONE, BLOCKED, UNUSABLE = 0, 1, 2


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
        make: A Word report, a copy with the findings in it, or nothing but findings.
        draft: Whether a report is made although findings stand in its way.
        template: A Word template; None for the form's own.
        checks: An office's decisions about checks, name and contents of the file; None without any.
    """

    make: Literal["", "report", "copy"] = ""
    draft: bool = False
    template: bytes | None = None
    checks: tuple[str, bytes] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    ``status`` is what the command ends with for it; ``fault`` is why it could not be used, in words;
    ``made`` is the report or copy, if one was asked for and nothing stood in its way.
    """

    name: str
    status: int
    organisation: str = ""
    findings: tuple[Finding, ...] = ()
    fault: str = ""
    made: bytes | None = None


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
        return Outcome(job.name, UNUSABLE, fault=say("batch.ours", fault=f"{type(fault).__name__}: {fault}"))


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
    waiting: deque[tuple[str, Future[Outcome]]] = deque()
    for job in jobs:
        waiting.append((job.name, _submitted(executor, work, job)))
        if len(waiting) >= ahead:
            yield _result(*waiting.popleft())
    while waiting:
        yield _result(*waiting.popleft())


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
) -> bytes | None:
    if options.make == "copy":
        from generator.workbook.fill import annotate  # noqa: PLC0415

        if is_json(job.data):
            raise UnusableInputError("cli.not-annotatable", file=job.name)
        return annotate(job.data, form, findings).workbook
    if options.make == "report" and not blocked:
        from generator.report.render import render  # noqa: PLC0415

        return render(filing, form, options.template, draft=options.draft)
    return None


def _submitted(executor: Executor, work: Callable[[Job], Outcome], job: Job) -> Future[Outcome]:
    try:
        return executor.submit(work, job)
    except BrokenExecutor as fault:
        lost: Future[Outcome] = Future()
        lost.set_exception(fault)
        return lost


def _result(name: str, future: Future[Outcome]) -> Outcome:
    """What became of a file; that its worker died is told, too."""
    try:
        return future.result()
    except BrokenExecutor:
        return Outcome(name, UNUSABLE, fault=say("batch.worker-died"))
