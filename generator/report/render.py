"""A filing into a Word report: ``render(filing, form, template) -> bytes``."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from generator.errors import UnusableInputError
from generator.filing import Filing
from generator.form.model import Form
from generator.report.context import NAMES, context, figures
from generator.report.word.filters import FILTERS
from generator.report.word.template import Inspection, Template, compile_template, inspect_template

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
    compiled = _with_tags(form.files[BUILT_IN] if template is None else template, form)
    return compiled.render(context(filing, form, draft=draft), figures(filing, form))


def inspect(template: bytes, form: Form) -> Inspection:
    """Look at a template with the form's fields and filters in hand.

    Raises:
        UnusableInputError: If it is no Word document, or holds no tag.
    """
    from generator.report.sample import sample_context  # noqa: PLC0415  (no report needs it)

    filters = _filters(form.texts["filters"])
    inspection = inspect_template(template, form.fields, filters, sample_context(form))
    if not inspection.faults and not any(part.tags for part in inspection.compiled):
        raise UnusableInputError("template.without-tags")
    return inspection


def preview(template: bytes, form: Form) -> bytes:
    """Render a template with the figures and texts of a sample; raises as ``render``."""
    from generator.report.sample import sample_context, sample_figures  # noqa: PLC0415  (no report needs it)

    return _with_tags(template, form).render(sample_context(form), sample_figures(form))


@lru_cache(maxsize=8)
def _compile(data: bytes, fields: frozenset[str], filters: tuple[tuple[str, str], ...]) -> Template:
    return compile_template(data, fields, _filters(dict(filters)), NAMES)


def _with_tags(data: bytes, form: Form) -> Template:
    compiled = _compile(data, frozenset(form.fields), tuple(form.texts["filters"].items()))
    if not compiled.programs:  # an earlier report, say: it would come out with its old figures
        raise UnusableInputError("template.without-tags")
    return compiled


def _filters(names: Mapping[str, str]) -> dict[str, Callable[..., object]]:
    """The filters under the names that the form gives them."""
    return {word: FILTERS[key] for key, word in names.items()}
