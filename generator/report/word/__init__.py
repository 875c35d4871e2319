"""Word documents with tags as templates; knows nothing of what the documents are about.

``compile_template(data).render({"name": "value"})`` is all that most callers need.
"""

from generator.report.word.faults import Fault, Place, TemplateError
from generator.report.word.filters import FILTERS
from generator.report.word.template import Template, compile_template
from generator.report.word.values import Printed

__all__ = ["FILTERS", "Fault", "Place", "Printed", "Template", "TemplateError", "compile_template"]
