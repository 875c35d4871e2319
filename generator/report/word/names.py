"""Names in tags: where nothing has such a name, it is told what was probably meant."""

import unicodedata
from collections.abc import Sequence

from generator.messages import say
from generator.report.word.faults import TagError
from generator.report.word.scope import Known

_SOME = 3


def refuse_unknown(path: str, known: Known) -> None:
    """Refuse what is neither a name nor a field, with what was probably meant."""
    root, _, _ = path.partition(".")
    names = known.local | (known.names or frozenset())
    if root in names:
        return
    if unicodedata.normalize("NFKC", path) != path:
        raise TagError("full-width-sign")
    if any(field.startswith(f"{root}.") for field in known.fields):
        raise TagError("unknown-field", name=path, near=listed(similar(path, sorted(known.fields))))
    if known.names is not None:
        near = similar(path, sorted(known.fields | names))
        if near:
            raise TagError("unknown-name", name=path, near=listed(near))
        raise TagError("no-such-name", name=path, known=listed(sorted(names)))


def similar(name: str, names: Sequence[str]) -> list[str]:
    """The names of which one was probably meant, the most alike first."""
    from difflib import get_close_matches  # noqa: PLC0415  (only faults need it)

    return get_close_matches(name, names, n=_SOME)


def listed(names: list[str]) -> str:
    """Names as they are told."""
    return "、".join(names) or say("template.none")
