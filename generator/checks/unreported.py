"""What a section must report: by figures, from which the report makes a sentence, or in its own words."""

from collections.abc import Iterator

from generator.checks.wording import found
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Form


def findings(filing: Filing, form: Form, _previous: Filing | None) -> Iterator[Finding]:
    """Yield a finding for each group of figures that is not filled in and not spoken of in its section."""
    sentences = {
        default["figures"]: (id_, default) for id_, default in form.texts["report"]["defaults"].items()
    }
    for check in (check for check in form.checks.values() if check.rule == "unreported"):
        for at in (instance.at for instance in check.instances if instance.at in sentences):
            section, default = sentences[at]
            fields = [name for name in form.table_fields(at) if filing.figure(name).is_blank]
            said = any(default["unless"] in text.words for text in filing.texts if text.section == section)
            if fields and not said:
                cells = tuple(filter(None, map(filing.cell, fields)))
                yield found(check, at, form, fields=tuple(fields), cells=cells, words=default["unless"])
