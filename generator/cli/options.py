"""Arguments and options that several commands take, and what they stand for."""

from pathlib import Path

import click

from generator.cli.files import contents
from generator.filing import Filing
from generator.form.model import Form
from generator.intake import added_up, narrated
from generator.messages import say

path = click.Path(path_type=Path)
file = click.argument("file", type=path)
output = click.option("-o", "output", required=True, type=path, help=say("help.output"))
checks = click.option("--checks", "rules", type=path, help=say("help.checks"))
previous = click.option("--previous", multiple=True, type=path, help=say("help.previous"))
narrative = click.option("--narrative", type=path, help=say("help.narrative"))
force = click.option("--force", is_flag=True, help=say("help.force"))


def overridden(form: Form, rules: Path | None) -> Form:
    """The form with the decisions of an office about its checks (``--checks``)."""
    if rules is None:
        return form
    from generator.form.overrides import with_overrides  # noqa: PLC0415

    return with_overrides(form, rules.name, contents(rules))


def last_year(files: tuple[Path, ...], form: Form) -> Filing | None:
    """Last year's files (``--previous``) as one filing of this form; none of no files."""
    return added_up([contents(file) for file in files], form)


def with_manuscript(file: Path | None, filing: Filing, form: Form) -> Filing:
    """The filing with the texts of a Word file (``--narrative``)."""
    return narrated(filing, contents(file), form) if file else filing
