"""``python -m generator.authoring.handbook FORM EDITION`` writes the handbook of checks."""

import click

from generator.authoring.writing import ROOT, write
from generator.form.loader import load
from generator.form.model import Check, Form, Severity
from generator.messages import say
from generator.report.handbook import entries

FILE = ROOT / "docs" / "checks.md"


def handbook(form: Form, *older: Form) -> str:
    """Every check of the form in words, as Markdown; each number is an anchor.

    What an older edition checks otherwise under the same number stands beneath.
    """
    words = form.texts["handbook"]
    lines = [f"# {words['title'].format(title=form.title, edition=form.edition)}", "", words["notice"], ""]
    lines += [f"- **{severity}**：{words['severities'][severity]}" for severity in Severity]
    lines += ["", f"## {words['contents']}", "", f"| {' | '.join(words['heads'])} |", "|---|---|---|"]
    lines += [f"| [{c.number}](#{c.number}) | {c.title} | {c.severity} |" for c in form.checks.values()]
    for check in form.checks.values():
        lines += ["", f'<a id="{check.number}"></a>', "", f"## {check.number}　{check.title}", ""]
        lines += [f"- {head}：{text}" for head, text in entries(check, form)]
        for edition in older:
            lines += _otherwise(check, form, edition)
    return "\n".join(lines) + "\n"


def _otherwise(check: Check, form: Form, older: Form) -> list[str]:
    """The entry of a check that an older edition has with another title."""
    other = older.checks.get(check.number)
    if other is None or other.title == check.title:
        return []
    title = form.texts["handbook"]["older"].format(edition=older.edition, title=other.title)
    return ["", f"### {title}", "", *(f"- {head}：{text}" for head, text in entries(other, older))]


@click.command(help=say("authoring.handbook-help"))
@click.argument("form")
@click.argument("edition")
@click.argument("older", nargs=-1)
def main(form: str, edition: str, older: tuple[str, ...]) -> None:
    """Write the handbook of a form, and of what its older editions check otherwise, into docs/."""
    others = [load(form, other) for other in older]
    write(form, edition, FILE, lambda built: handbook(built, *others).encode(), "authoring.wrote-handbook")


if __name__ == "__main__":
    main()
