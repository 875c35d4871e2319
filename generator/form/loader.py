"""Form files into a Form; what is inconsistent is refused with its place named.

A form is a folder: ``form.toml`` (sections, particulars, tables, names), ``checks.toml`` (sets and
checks), ``texts.toml`` (the words of workbook, report and findings), ``phrases.toml`` (what texts say
of figures) and the default narrative. An edition whose form.toml says that it
``extends`` another has only what differs.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from generator.errors import FormError
from generator.form import folder
from generator.form.consistency import refuse_inconsistent
from generator.form.expand import Expansion
from generator.form.model import (
    Field,
    Form,
    Table,
)
from generator.form.phrases import vocabulary
from generator.form.rules import checks_of, items_of, names_of
from generator.form.sections import particulars_of, sections_of
from generator.form.source import Entry, merged, parsed
from generator.form.tables import fields_of, tables_of
from generator.form.terms import Name
from generator.form.texts import Texts, texts_of
from generator.form.vocabulary import Vocabulary

_FORM = (
    *("form", "edition", "extends", "title", "years", "last", "not_applicable"),
    *("sections", "particulars", "figures", "tables", "guidance", "names"),
)
_REPORTS = "published.toml"
_SIDES = {"office": "office.toml", "reports": _REPORTS}
"""The words of the office's side, and how published reports word what the form asks."""
_FILES = ("form.toml", "checks.toml", "phrases.toml", "texts.toml", *_SIDES.values())

FORM = "disclosure"
"""What is meant where nothing else is said."""


@cache
def load(form: str, edition: str) -> Form:
    """Load an edition of a form by name; the same object each time.

    Raises:
        UnusableInputError: If there is no such form or edition in the kit.
        FormError: If its files contradict themselves.
    """
    built = build(*_layers(form, edition))
    if (built.id, built.edition) != (form, edition):
        raise FormError("form.other-folder", form=built.id, edition=built.edition, folder=f"{form}-{edition}")
    return built


def of_year(year: int = 0) -> Form:
    """The edition that the reports of a year are made in: the newest that has begun by then.

    Without a year, the newest; for a year before all of them, the oldest.
    """
    *newer, oldest = folder.editions(FORM)
    for edition in newer:
        form = load(FORM, edition)
        if not year or form.years[0] <= year:
            return form
    return load(FORM, oldest)


def build(*layers: Mapping[str, bytes]) -> Form:
    """Build a form from its files.

    Args:
        layers: Contents by name; the files of an edition after those of the one that it extends.

    Raises:
        FormError: If a file cannot be parsed, or what it says contradicts itself.
    """
    _refuse_unknown_files(layers)
    source = merged("form.toml", layers).only(*_FORM)
    rules = merged("checks.toml", layers).only("sets", "checks", "overrides")
    tables = tables_of(source)
    fields = fields_of(source, tables)
    particulars = particulars_of(source)
    compulsory = {particular.id: particular.label for particular in particulars if particular.compulsory}
    expansion = Expansion(fields, rules.inner("sets"), [table.id for table in tables], compulsory)
    checks, names = checks_of(rules, expansion), names_of(source, expansion)
    form = Form(
        id=source.need("form", str),
        edition=source.need("edition", str),
        title=source.need("title", str),
        years=_years(source),
        fingerprint=_fingerprint(layers),
        sections=sections_of(source),
        particulars=particulars,
        tables=tables,
        fields=fields,
        checks=checks,
        items=items_of(checks.values(), fields),
        last=tuple(name for term in expansion.terms(source, "last") for name in term.fields),
        names=names,
        guidance=_guidance(source.inner("guidance")),
        not_applicable=source.texts("not_applicable"),
        texts=_texts(layers, _identifiers(source, tables, fields)),
        files={name: data for layer in layers for name, data in layer.items()},
        vocabulary=_vocabulary(layers, names, expansion),
    )
    refuse_inconsistent(form)
    _refuse_lost_labels(form, layers[-1])
    return form


def _vocabulary(
    layers: Sequence[Mapping[str, bytes]], names: Mapping[str, Name], expansion: Expansion
) -> Vocabulary:
    """The phrases of texts; a form need have none."""
    if not any("phrases.toml" in layer for layer in layers):
        return Vocabulary()
    source = merged("phrases.toml", layers)
    own = None
    if len(layers) > 1:
        own = parsed("phrases.toml", layers[-1].get("phrases.toml", b"")).get("phrases", {})
    return vocabulary(source, names, expansion, own)


def _refuse_lost_labels(form: Form, own: Mapping[str, bytes]) -> None:
    """Other words for labels are given by the official ones; those of an extended edition may be gone."""
    written = parsed(_REPORTS, own.get(_REPORTS, b"")).get("labels", {})
    official = {text for field in form.fields.values() for text in (*field.row_labels, *field.column_labels)}
    for label in written:
        if label not in official:
            raise FormError("form.no-such-label", place=f"{_REPORTS}.labels", label=label)


def _refuse_unknown_files(layers: Sequence[Mapping[str, bytes]]) -> None:
    """A misspelt file would go unnoticed."""
    for name in (name for layer in layers for name in layer if name.endswith(".toml")):
        if name not in _FILES:
            raise FormError("form.unknown-file", file=name, allowed="、".join(_FILES))


def _texts(layers: Sequence[Mapping[str, bytes]], identifiers: Collection[str]) -> Texts:
    """The words of the form; those that it need not have stand in files of their own (``_SIDES``)."""
    sides = {
        key: texts_of(name, layers, identifiers)
        for key, name in _SIDES.items()
        if any(name in layer for layer in layers)
    }
    return Texts("texts.toml", texts_of("texts.toml", layers, identifiers) | sides)


def _identifiers(source: Entry, tables: Iterable[Table], fields: Mapping[str, Field]) -> set[str]:
    """What the form calls its parts."""
    listed = (data.get("id") for key in ("sections", "particulars") for data in source.need(key, list))
    parts = (part for name in fields for part in name.split("."))
    return {*filter(None, listed), *(table.id for table in tables), *fields, *parts}


def _layers(form: str, edition: str, above: tuple[str, ...] = ()) -> list[dict[str, bytes]]:
    """The files of an edition, after those of the ones that it extends."""
    if edition in above:
        raise FormError("form.extends-itself", edition=edition)
    own = folder.read(form, edition)
    extended = merged("form.toml", [own]).get("extends", "")
    below = _layers(form, extended, (*above, edition)) if extended else []
    return [*below, own]


def _fingerprint(layers: Iterable[Mapping[str, bytes]]) -> str:
    """Sixteen hex digits that change with any word of the form's own files, not with a template's looks."""
    digest = hashlib.sha256()
    for name, data in (file for layer in layers for file in sorted(layer.items())):
        if name.endswith((".toml", ".j2")) and not name.startswith("report."):
            digest.update(name.encode() + b"\0" + data.replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def _guidance(source: Entry) -> dict[str, str]:
    return {key: source.need(key, str) for key in source.data}


def _years(source: Entry) -> tuple[int, int]:
    """``[first]`` or ``[first, last]``."""
    written = source.get("years", [])
    if len(written) > 2 or not all(isinstance(year, int) for year in written):
        raise FormError("form.wrong-kind", place=source.place, key="years")
    first, last = (*written, 0, 0)[:2]
    if last and last < first:
        raise FormError("form.wrong-kind", place=source.place, key="years")
    return first, last
