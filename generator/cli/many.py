"""Many files at once: looked at by several processes, their outputs written, what became of each told."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import click

from generator.batch import Job, Options, Outcome, outcome
from generator.cli import summary, workers
from generator.cli.endings import refuse_no_folder
from generator.cli.files import (
    make_folder,
    read_only,
    refuse_existing,
    refuse_inputs,
    tell_open,
    write,
    write_all,
)
from generator.cli.inputs import stems
from generator.cli.progress import make_room, shown
from generator.cli.shown import show
from generator.errors import DONE, UNUSABLE, NianbaoError, OutputError
from generator.messages import say

Told = tuple[Outcome, summary.Line]


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where what is made of many files goes.

    Attributes:
        folder: The folder for all; None for beside each input.
        named: The file of each thing that is made, from the input and its output's path without ending.
        protected: Further inputs, which like the others are not written over even with ``force``.
        force: Whether other files are written over.
        summary: Where the summary goes; None for nowhere.
    """

    folder: Path | None
    named: Callable[[Path, Path], Mapping[str, Path]]
    protected: tuple[Path | None, ...] = ()
    force: bool = False
    summary: Path | None = None


def many(
    files: Sequence[Path], options: Options, outputs: Outputs, *, jobs: int | None, style: str = "text"
) -> int:
    """Do what the options say with each of many files, and end as the worst of them does.

    Args:
        files: The inputs, each once.
        options: What is done with each.
        outputs: Where what is made goes.
        jobs: Worker processes; None for as many as there are processors.
        style: ``json`` for programs: an object a file, with its findings; ``text`` for people.
    """
    if outputs.summary:
        _prepare(outputs.summary, files, outputs)
    if outputs.folder:
        refuse_no_folder(outputs.folder)
        make_folder(outputs.folder)
    places = _places(files, outputs) if options.make else {}
    done = workers.each(
        _jobs(files, places, outputs), len(files), partial(outcome, options=options), _unusable, jobs
    )
    kept = shown(
        _kept(done, files, places, force=outputs.force),
        len(files),
        say("batch.working", count=len(files)),
        lambda pair: f"{pair[1].file}：{summary.words(pair[1])}",
    )
    lines = list(_as_json(kept) if style == "json" else _in_words(kept, hints=options.make != "report"))
    if outputs.summary:
        write(outputs.summary, summary.written(outputs.summary, lines), force=outputs.force)
    for told in _end(lines, outputs):
        click.echo(told, err=style == "json")
    tell_open(files)
    return max(line.status for line in lines)


def _unusable(job: Job, fault: str) -> Outcome:
    return Outcome(job.name, UNUSABLE, fault=fault)


def _prepare(file: Path, inputs: Sequence[Path], outputs: Outputs) -> None:
    summary.refuse_other_kinds(file)
    refuse_inputs(file, *inputs, *outputs.protected)
    refuse_existing(file, force=outputs.force)


def _places(files: Sequence[Path], outputs: Outputs) -> dict[Path, Mapping[str, Path]]:
    """The files to be written of each; those that would have had one name are told."""
    chosen = stems(files, outputs.folder)
    renamed = {file: stem for file, stem in chosen.items() if stem.name != file.stem}
    if renamed:
        click.echo(say("batch.same-name", count=len(renamed)), err=True)
    for file, stem in renamed.items():
        click.echo(say("batch.renamed", file=file, target=stem), err=True)
    return {file: outputs.named(file, stem) for file, stem in chosen.items()}


def _jobs(
    files: Iterable[Path], places: Mapping[Path, Mapping[str, Path]], outputs: Outputs
) -> Iterator[Job]:
    """Each file, read when its turn comes; what stands in its way is told with it and stops no other."""
    files = tuple(files)
    inputs = {path.resolve() for path in (*files, *outputs.protected) if path}
    for file in files:
        try:
            for target in places.get(file, {}).values():
                _refuse_target(target, inputs, force=outputs.force)
            yield Job(str(file), read_only(file))
        except NianbaoError as fault:
            yield Job(str(file), fault=str(fault))


def _refuse_target(target: Path, inputs: set[Path], *, force: bool) -> None:
    if target.resolve() in inputs:
        raise OutputError("cli.is-input", file=target)
    refuse_existing(target, force=force)


def _kept(
    done: Iterable[Outcome], files: Sequence[Path], places: Mapping[Path, Mapping[str, Path]], *, force: bool
) -> Iterator[Told]:
    """What was made, written; what was written for one file is not written over for another."""
    written: set[Path] = set()
    for file, one in zip(files, done, strict=True):
        made = {places[file][name]: data for name, data in one.made.items()}
        try:
            write_all(made, force=force and written.isdisjoint(made))
        except NianbaoError as fault:
            failed = replace(one, status=UNUSABLE, fault=str(fault), made={})
            yield failed, summary.line(failed, ())
        else:
            written.update(made)
            yield one, summary.line(one, made)


def _in_words(kept: Iterable[Told], *, hints: bool) -> Iterator[summary.Line]:
    """Say what was found in each file that has findings; in one that passes, only where hints are wanted."""
    for one, line in kept:
        if one.findings and (hints or one.status != DONE):
            make_room()
            click.echo(click.style(f"■ {one.name}", bold=True))
            show(one.findings)
        yield line


def _as_json(kept: Iterable[Told]) -> Iterator[summary.Line]:
    """One list, an object a file, in UTF-8 whatever the console's encoding."""
    for number, (one, line) in enumerate(kept):
        findings = [finding.as_json() for finding in one.findings]
        told = json.dumps(line.as_json() | {"findings": findings}, ensure_ascii=False, indent=1)
        make_room()
        click.echo(((",\n" if number else "[\n") + told).encode(), nl=False)
        yield line
    click.echo("\n]")


def _end(lines: Sequence[summary.Line], outputs: Outputs) -> Iterator[str]:
    yield from summary.table(lines)
    written = sum(len(line.outputs) for line in lines)
    if written and outputs.folder:
        yield say("batch.wrote", count=written, folder=outputs.folder)
    elif written:
        yield say("batch.wrote-beside", count=written)
    if outputs.summary:
        yield say("batch.wrote-summary", file=outputs.summary)
