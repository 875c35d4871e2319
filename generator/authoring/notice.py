"""``python -m generator.authoring.notice FORM EDITION`` writes ``templates/FORM-EDITION/notice.docx``."""

from collections.abc import Iterator
from itertools import chain

import click

from generator.authoring.body import block, line
from generator.authoring.elements import Element, tag
from generator.authoring.looks import looks_of
from generator.authoring.page import put_page_without_header
from generator.authoring.styles import ADDRESS, BODY, SALUTATION, SIGNATURE, TITLE, notice_styles
from generator.authoring.template import assembled
from generator.authoring.writing import template_file, write
from generator.form.model import Form
from generator.messages import say


def build_notice(form: Form) -> bytes:
    """Build the Word template of the notice that an office sends to a unit."""
    looks = looks_of(form)
    return assembled(looks, notice_styles(looks), _content(form), put_page_without_header)


def _content(form: Form) -> Iterator[Element]:
    fault = form.texts["office"]["notice"]["numbered"].format(
        number=tag("loop.index"), text=tag("fault.text")
    )
    where = block("if fault.where", line(ADDRESS, tag("fault.where")))
    yield from line(TITLE, tag("title"))
    yield from line(SALUTATION, tag("to"))
    yield from block("for paragraph in opening", line(BODY, tag("paragraph")))
    yield from block("for fault in faults", chain(line(BODY, fault), where))
    yield from block("for paragraph in closing", line(BODY, tag("paragraph")))
    yield from block("if organisation", line(SIGNATURE, tag("organisation")))


@click.command(help=say("authoring.notice-help"))
@click.argument("form")
@click.argument("edition")
def main(form: str, edition: str) -> None:
    """Build the Word template of a form's notice and put it where notices find it."""
    file = template_file(form, edition, "notice.docx")
    write(form, edition, file, build_notice, "authoring.wrote-notice")


if __name__ == "__main__":
    main()
