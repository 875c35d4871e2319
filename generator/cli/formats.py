"""What a report is written as, and the files that it is written to."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.cli.endings import refuse_other_ending
from generator.errors import OutputError
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Form
from generator.messages import say


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be written: the answers and findings, and how.

    ``template`` is another one for Word; ``fragment`` asks of the web page only what is pasted somewhere.
    """

    filing: Filing
    form: Form
    findings: tuple[Finding, ...]
    template: bytes | None
    fragment: bool
    draft: bool


def formats_of(value: str) -> tuple[str, ...]:
    """The formats that ``--to`` names, parted by commas: each once, in the order given.

    Raises:
        OutputError: If one of them is none.
    """
    names = tuple(dict.fromkeys(name.strip().lower() for name in re.split("[,，、]", value)))
    for name in names:
        if name not in FORMATS:
            raise OutputError("cli.no-format", name=name, formats="、".join(FORMATS))
    return names


def targets(
    formats: Sequence[str],
    source: Path,
    output: Path | None,
    *,
    is_folder: bool = False,
    draft: bool = False,
) -> dict[str, Path]:
    """The file of each format.

    Args:
        formats: What is written.
        source: What was read; without ``output`` the files stand beside it, under its name.
        output: The file itself, if there is one format; a folder, for files of the source's name in it; or
            for several formats the file whose ending each of them changes.
        is_folder: Whether that is a folder though there is none yet (``报告/``).
        draft: Whether what has the source's name is a draft, so that none is taken for the report itself.

    Raises:
        OutputError: If one format is to be written to a file that does not end as it does.
    """
    is_folder = is_folder or (output is not None and output.is_dir())
    if output is not None and len(formats) == 1 and not is_folder:
        refuse_other_ending(output, *_endings(formats[0]), key="cli.other-format")
        return {formats[0]: output}
    if output is not None and not is_folder:
        return named(formats, _without_ending(output))
    stem = source.with_suffix("")
    return named(formats, output / stem.name if output else stem, draft=draft)


def named(formats: Sequence[str], stem: Path, *, draft: bool = False) -> dict[str, Path]:
    """The file of each format, all of one name but for their ending; a draft says what it is."""
    if draft:
        stem = stem.with_name(say("cli.draft-name", stem=stem.name))
    return {name: stem.with_name(_named(stem.name, name)) for name in formats}


def _ending(file: Path) -> str:
    return file.suffix.lower().lstrip(".")


def _endings(name: str) -> tuple[str, ...]:
    """How a file of a format may end."""
    return {"slip": (".docx",), "html": (".html", ".htm")}.get(name, (f".{name}",))


def _without_ending(file: Path) -> Path:
    """A file without the ending of a format; another one (``报告.2024``) belongs to its name."""
    return file.with_suffix("") if _ending(file) in FORMATS else file


def _named(stem: str, name: str) -> str:
    return say("cli.slip-name", stem=stem) if name == "slip" else f"{stem}.{name}"


def made(formats: Sequence[str], report: Report) -> dict[str, bytes]:
    """The report in each format; all of them, or what went wrong is told and there is none."""
    return {name: _MAKERS[name](report) for name in formats}


def writer(
    formats: Sequence[str], template: bytes | None, *, fragment: bool, draft: bool
) -> Callable[[Filing, Form, tuple[Finding, ...]], dict[str, bytes]]:
    """What makes these formats of any filing; it can be handed to other processes."""
    return partial(_made_of, formats, template, fragment, draft)


def _made_of(
    formats: Sequence[str],
    template: bytes | None,
    fragment: bool,
    draft: bool,
    filing: Filing,
    form: Form,
    findings: tuple[Finding, ...],
) -> dict[str, bytes]:
    from generator.checks.explanations import settling  # noqa: PLC0415

    return made(formats, Report(settling(filing, findings), form, findings, template, fragment, draft))


def _docx(report: Report) -> bytes:
    from generator.report.render import render  # noqa: PLC0415

    return render(report.filing, report.form, report.template, draft=report.draft)


def _html(report: Report) -> bytes:
    from generator.report.web.page import render_page  # noqa: PLC0415

    return render_page(report.filing, report.form, fragment=report.fragment, draft=report.draft)


def _pdf(report: Report) -> bytes:
    from generator.cli.libreoffice import to_pdf  # noqa: PLC0415

    return to_pdf(_docx(report))


def _json(report: Report) -> bytes:
    from generator.report.data import render_json  # noqa: PLC0415

    return render_json(report.filing, report.form)


def _csv(report: Report) -> bytes:
    from generator.report.data import render_csv  # noqa: PLC0415

    return render_csv(report.filing, report.form)


def _slip(report: Report) -> bytes:
    from generator.report.slip import render_slip  # noqa: PLC0415

    return render_slip(report.filing, report.form, report.findings, draft=report.draft)


_MAKERS: dict[str, Callable[[Report], bytes]] = {
    "docx": _docx,
    "html": _html,
    "pdf": _pdf,
    "json": _json,
    "csv": _csv,
    "slip": _slip,
}
FORMATS = tuple(_MAKERS)
