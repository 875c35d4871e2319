"""What ``check`` and ``report`` are given alike: one file or many, and what goes with them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path

from generator.cli import options
from generator.cli.inputs import is_single
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Form
from generator.intake import received

_OPTIONS = (
    options.files,
    options.narrative,
    options.previous,
    options.checks,
    options.jobs,
    options.summary,
    options.force,
)


@dataclass(frozen=True, slots=True)
class Given:
    """The inputs of a run.

    Attributes:
        files: Files, folders or patterns; where it is one file, ``file`` is that.
        narrative: The texts in Word (``--narrative``).
        previous: Last year's (``--previous``).
        rules: The decisions of an office about checks (``--checks``).
        jobs: Worker processes.
        summary: Where the summary goes.
        force: Whether files that exist are written over.
    """

    files: tuple[Path, ...]
    narrative: Path | None
    previous: tuple[Path, ...]
    rules: Path | None
    jobs: int | None
    summary: Path | None
    force: bool

    @property
    def file(self) -> Path:
        """The one file."""
        return self.files[0]

    def is_single(self) -> bool:
        """Whether one file was given.

        Raises:
            UnusableInputError: If an option was given that has no meaning for one file, or for many.
        """
        if is_single(self.files):
            options.refuse("batch.only-many", {"--summary": self.summary})
            return True
        options.refuse("batch.one-by-one", {"--narrative": self.narrative, "--previous": self.previous})
        return False

    def inputs(self) -> tuple[Path, ...]:
        """All files that are read of one."""
        return tuple(path for path in (self.file, self.narrative, self.rules, *self.previous) if path)

    def checked(self, data: bytes) -> tuple[Form, Filing, tuple[Finding, ...]]:
        """What is in the one file, with the texts in Word put in, and what is found in it."""
        from generator.checks import check  # noqa: PLC0415  (the help needs no check)

        form, filing = received(data)
        filing = options.with_manuscript(self.narrative, filing, form)
        form = options.overridden(form, self.rules)
        return form, filing, check(filing, form, options.last_year(self.previous, form))


def given(command: Callable[..., int | None]) -> Callable[..., int | None]:
    """The options of a run, handed to the command as one value."""

    @wraps(command)
    def run(
        files: tuple[Path, ...],
        narrative: Path | None,
        previous: tuple[Path, ...],
        rules: Path | None,
        jobs: int | None,
        summary: Path | None,
        *,
        force: bool,
        **own: object,
    ) -> int | None:
        return command(Given(files, narrative, previous, rules, jobs, summary, force), **own)

    for option in reversed(_OPTIONS):
        run = option(run)
    return run
