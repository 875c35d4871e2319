"""Arguments and options that several commands take, and what they stand for."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click

from generator.cli.files import contents, read_as
from generator.errors import UnusableInputError
from generator.filing import Filing
from generator.form.model import Form
from generator.intake import added_up, narrated
from generator.messages import say
from generator.roles import used_as

MOST_JOBS = 61  # processes that Windows can wait for at the same time

path = click.Path(path_type=Path)
file = click.argument("file", type=path)
files = click.argument("files", nargs=-1, required=True, type=path)
output = click.option("-o", "output", required=True, type=path, help=say("help.output"))
checks = click.option("--checks", "rules", type=path, help=say("help.checks"))
previous = click.option("--previous", multiple=True, type=path, help=say("help.previous"))
narrative = click.option("--narrative", type=path, help=say("help.narrative"))
jobs = click.option("--jobs", type=click.IntRange(1, MOST_JOBS), help=say("help.jobs"))
summary = click.option("--summary", type=path, help=say("help.summary"))
force = click.option("--force", is_flag=True, help=say("help.force"))


def overridden(form: Form, rules: Path | None) -> Form:
    """The form with the decisions of an office about its checks (``--checks``)."""
    if rules is None:
        return form
    from generator.form.overrides import with_overrides  # noqa: PLC0415

    return read_as("role.checks", rules, partial(with_overrides, form, rules.name))


def decisions(rules: Path | None) -> tuple[str, bytes] | None:
    """The decisions of an office about checks (``--checks``): the name and the contents of their file."""
    return (rules.name, contents(rules)) if rules else None


def refuse(key: str, given: Mapping[str, object]) -> None:
    """Options that have no meaning for what is asked are not passed over.

    Args:
        key: What is said of one.
        given: What such options were given, by their names.

    Raises:
        UnusableInputError: If there is any.
    """
    for option, value in given.items():
        if value:
            raise UnusableInputError(key, option=option)


def last_year(files: tuple[Path, ...], form: Form) -> Filing | None:
    """Last year's files (``--previous``) as one filing of this form; none of no files."""
    given = [contents(file) for file in files]
    with used_as("role.previous", *files):
        return added_up(given, form)


def with_manuscript(file: Path | None, filing: Filing, form: Form) -> Filing:
    """The filing with the texts of a Word file (``--narrative``)."""
    return read_as("role.narrative", file, partial(narrated, filing, form=form)) if file else filing
