"""Sections, and what is asked of the organisation itself, as written in ``form.toml``."""

from generator.form.model import Particular, Section
from generator.form.source import Entry
from generator.form.vocabulary import ANYTHING, Pattern


def sections_of(source: Entry) -> tuple[Section, ...]:
    """Read the sections of a form from its ``form.toml``.

    Raises:
        FormError: If one lacks something, or has what no section has.
    """
    return tuple(map(_section, source.entries("sections")))


def particulars_of(source: Entry) -> tuple[Particular, ...]:
    """Read what a form asks of the organisation from its ``form.toml``.

    Raises:
        FormError: If one lacks something, or has what no particular has.
    """
    return tuple(map(_particular, source.entries("particulars")))


def _section(data: Entry) -> Section:
    data.only("id", "title", "table", "guidance", "aspects", "compulsory", "may_be_nothing", "limit")
    return Section(
        id=data.need("id", str),
        title=data.need("title", str),
        table=data.get("table", ""),
        guidance=data.get("guidance", ""),
        aspects=data.texts("aspects"),
        compulsory=data.get("compulsory", False),
        may_be_nothing=data.get("may_be_nothing", False),
        limit=data.get("limit", 0),
    )


def _particular(data: Entry) -> Particular:
    data.only(
        "id", "label", "group", "kind", "guidance", "choices", "compulsory", "nothing", "lasting", "like"
    )
    like = data.inner("like").only("pattern", "shape")
    return Particular(
        id=data.need("id", str),
        label=data.need("label", str),
        group=data.need("group", str),
        kind=data.get("kind", "choice" if "choices" in data.data else "text"),
        guidance=data.get("guidance", ""),
        choices=data.texts("choices"),
        compulsory=data.get("compulsory", False),
        nothing=data.get("nothing", ""),
        lasting=data.get("lasting", False),
        pattern=Pattern(like.need("pattern", str), data.place) if like.data else ANYTHING,
        shape=like.get("shape", ""),
    )
