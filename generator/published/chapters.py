"""The paragraphs of a Word file as title, opening and sections, by the headings in it; nothing is guessed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.filing import Item, joined, unnumbered
from generator.form.model import Form
from generator.published.block import Paragraph
from generator.published.passages import folded

_BRACKETED = re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[)）]")
_PUNCTUATION = re.compile(r"[、，。：:,.．]")
_LONGEST_HEADING = 50
_END_OF_TITLE = 4  # characters: the name of the report is often broken
_TITLE_STYLES = ("title", "标题")
_ENDS = ("。", "；", "：", ";", "，")


@dataclass
class Chapters:
    """Lines of the title, paragraphs of the opening, and the sections that have a heading, by identifier.

    ``signature`` and ``date`` are what closes the last section.
    """

    title: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    sections: dict[str, tuple[Item, ...]] = field(default_factory=dict)
    signature: str = ""
    date: str = ""


def chapters(paragraphs: Sequence[Paragraph], form: Form) -> Chapters:
    """Divide paragraphs by headings, which are known by style, by a number in the text or by Word's own.

    A heading of a section has its title, or a known variant of it, and a number (一、) or the style of a
    heading; without either it is one only where no other has them. A sub-heading is numbered （一）, or has
    the style below.

    Args:
        paragraphs: Those of the document outside its tables.
        form: For the titles of sections and of the report.
    """
    found = dict(_headings(paragraphs, form))
    starts = sorted(found)
    before = paragraphs[: starts[0]] if starts else paragraphs
    title = _title_lines(before, form)
    result = Chapters(
        tuple(paragraph.text for paragraph in before[:title]), tuple(map(_text, before[title:]))
    )
    end_of_text = len(paragraphs) - _closing(paragraphs[starts[-1] + 1 :] if starts else (), form)
    if end_of_text < len(paragraphs):
        result.signature, result.date = (paragraph.text for paragraph in paragraphs[end_of_text:])
    for start, end in pairwise([*starts, end_of_text]):
        level = paragraphs[start].level or 1
        result.sections[found[start]] = joined(_items(paragraphs[start + 1 : end], level, form))
    return result


def _headings(paragraphs: Sequence[Paragraph], form: Form) -> Iterator[tuple[int, str]]:
    """Where sections begin: at the first heading of each, in the order of the form."""
    titles = _titles(form)
    candidates = [
        (at, titles[core])
        for at, paragraph in enumerate(paragraphs)
        if (core := _core(paragraph, form)) in titles and not _BRACKETED.match(_text(paragraph))
    ]
    marked = [(at, name) for at, name in candidates if _is_marked(paragraphs[at], form)]
    order = [section.id for section in form.sections]
    last = -1
    for at, name in marked or candidates:
        if order.index(name) > last:
            last = order.index(name)
            yield at, name


def _titles(form: Form) -> Mapping[str, str]:
    """Every way to write the title of a section, with the section."""
    variants: Mapping[str, Iterable[str]] = form.texts["reports"]["sections"]
    written = ((s.id, text) for s in form.sections for text in (s.title, *variants.get(s.id, ())))
    return {_bare(text): name for name, text in written}


def _core(paragraph: Paragraph, form: Form) -> str:
    return _bare(unnumbered(_tight(paragraph), form)) if len(paragraph.text) <= _LONGEST_HEADING else ""


def _bare(text: str) -> str:
    return _PUNCTUATION.sub("", folded(text))


def _is_marked(paragraph: Paragraph, form: Form) -> bool:
    """Whether it is numbered, or set as the heading of a section."""
    text = _tight(paragraph)
    return paragraph.level == 1 or unnumbered(text, form) != text


def _title_lines(before: Sequence[Paragraph], form: Form) -> int:
    """How many of the first lines are the title: those set as one, or until the report's name ends."""
    named = (at for at, paragraph in enumerate(before, start=1) if _is_title(paragraph, form))
    return max(named, default=0)


def _is_title(paragraph: Paragraph, form: Form) -> bool:
    if paragraph.style in _TITLE_STYLES:
        return True
    return _stands_alone(paragraph) and folded(paragraph.text).endswith(form.title[-_END_OF_TITLE:])


def _closing(paragraphs: Sequence[Paragraph], form: Form) -> int:
    """How many of the last lines are signature and date: both, or neither."""
    if len(paragraphs) < 2:
        return 0
    signature, date = paragraphs[-2:]
    is_date = re.fullmatch(form.texts["compare"]["date"], folded(date.text)) is not None
    return 2 if is_date and _stands_alone(signature) else 0


def _stands_alone(paragraph: Paragraph) -> bool:
    """Whether it is too short for a text, and no sentence."""
    return len(paragraph.text) <= _LONGEST_HEADING and not paragraph.text.endswith(_ENDS)


def _items(paragraphs: Sequence[Paragraph], level: int, form: Form) -> Iterator[Item]:
    for paragraph in paragraphs:
        text = _text(paragraph)
        if _is_sub_heading(paragraph, level):
            yield Item(unnumbered(text, form), ())
        else:
            yield Item("", (text,))


def _is_sub_heading(paragraph: Paragraph, level: int) -> bool:
    """Whether it stands by itself; one that runs in with its text is a paragraph, number and all."""
    marked = paragraph.level == level + 1 or bool(_BRACKETED.match(_text(paragraph)))
    return marked and _stands_alone(paragraph)


def _text(paragraph: Paragraph) -> str:
    """A paragraph with the number that Word puts in front of it."""
    return f"{paragraph.number}{paragraph.text}"


def _tight(paragraph: Paragraph) -> str:
    return "".join(_text(paragraph).split())
