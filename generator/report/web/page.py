"""A filing into a web page: ``render_page(filing, form) -> bytes``."""

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from generator.errors import FormError
from generator.filing import Filing, paragraphs
from generator.form.headings import headings, sub_heading
from generator.form.model import Form
from generator.report.context import context, figures
from generator.report.web.pictures import pictures
from generator.report.web.readback import verify
from generator.report.web.tables import web_table
from generator.report.word.values import readable

if TYPE_CHECKING:
    from jinja2 import Template

BUILT_IN = "report.html.j2"


def render_page(filing: Filing, form: Form, *, fragment: bool = False, draft: bool = False) -> bytes:
    """Render the report as HTML in UTF-8; its figures have been read back from it.

    Args:
        filing: The answers.
        form: The form they answer; its folder has the template.
        fragment: Whether only what belongs into the editor of a website: no head, no style sheet, no
            script, looks in attributes that an editor may take away.
        draft: Whether it says that this is a draft, in print on every page.

    Raises:
        FormError: If the template has a fault.
        ReadBackError: If the page does not hold the filing's figures.
    """
    from jinja2 import TemplateError  # noqa: PLC0415  (only who asks for a page pays for it)

    texts = {name: readable(text) for name, text in figures(filing, form).items()}
    values = context(filing, form, draft=draft) | {
        "signature": "　".join(paragraphs(str(filing.particulars.get("signature", "")))),
        "words": form.texts["report"],
        "tables": {table.id: web_table(table) for table in form.tables},
        "pictures": pictures(filing, form),
        "figures": texts,
        "headings": tuple(headings(form).values()),
        "sub_heading": partial(sub_heading, form),
        "fragment": fragment,
    }
    try:
        page = _template(form.files[BUILT_IN].decode()).render(values).encode()
    except (TemplateError, FormError) as fault:
        raise FormError(
            "web.template", file=BUILT_IN, line=getattr(fault, "lineno", ""), fault=fault
        ) from None
    verify(page, BUILT_IN, (name for table in form.tables for name in form.table_fields(table.id)), texts)
    return page


@lru_cache(maxsize=8)
def _template(source: str) -> "Template":
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415

    environment = Environment(
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(source)


def _printable(value: object) -> object:
    """A text without the characters that no document can hold; markup that the template makes, as it is."""
    return readable(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
