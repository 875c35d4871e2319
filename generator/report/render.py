"""A filing into a Word report: ``render(filing, form, template) -> bytes``."""

from functools import lru_cache

from generator.errors import UnusableInputError
from generator.filing import Filing
from generator.form.model import Form
from generator.report.context import NAMES, context, figures
from generator.report.word.filters import FILTERS
from generator.report.word.template import Template, compile_template

BUILT_IN = "report.docx"


def render(filing: Filing, form: Form, template: bytes | None = None, *, draft: bool = False) -> bytes:
    """Render the report; its figures have been read back from the packed file.

    Args:
        filing: The answers.
        form: The form they answer.
        template: A Word document with tags; None for the form's own.
        draft: Whether every page says that this is a draft.

    Raises:
        TemplateError: If the template has faults; all are told.
        UnusableInputError: If the template is no Word document, or holds no tag.
        ReadBackError: If the produced file does not hold the filing's figures.
    """
    compiled = _compiled(form.files[BUILT_IN] if template is None else template, form)
    if not compiled.programs:  # an earlier report, say: it would come out with its old figures
        raise UnusableInputError("template.without-tags")
    return compiled.render(context(filing, form, draft=draft), figures(filing, form))


@lru_cache(maxsize=8)
def _compile(data: bytes, fields: frozenset[str], filters: tuple[tuple[str, str], ...]) -> Template:
    return compile_template(data, fields, {word: FILTERS[key] for key, word in filters}, NAMES)


def _compiled(data: bytes, form: Form) -> Template:
    return _compile(data, frozenset(form.fields), tuple(form.texts["filters"].items()))
