"""The texts of a published report: opening, sections by their headings, and what stands around them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from generator.filing import Item, joined, unnumbered
from generator.form.model import Form
from generator.form.numerals import chinese
from generator.published.block import Block, Paragraph, Table
from generator.published.captions import is_caption
from generator.published.labels import nearest, plain
from generator.published.titles import LONGEST_HEADING, closing_of, particulars_of, title_of

_STYLED = 3


@dataclass(frozen=True, slots=True)
class Texts:
    """What was read: particulars (title, organisation, year, signature, date) and narrative.

    ``headings`` are those of the sections as they stand there, ``missing`` the titles of those without one.
    """

    particulars: Mapping[str, str | int]
    opening: tuple[str, ...]
    narrative: Mapping[str, tuple[Item, ...]]
    headings: Mapping[str, str]
    missing: tuple[str, ...]

    def begins(self, line: Paragraph) -> bool:
        """Whether a line is the heading of a section, or begins with it."""
        return any(_numbered(line).startswith(heading) for heading in self.headings.values())


def find(blocks: Sequence[Block], form: Form) -> Texts:
    """Find the texts of a report; its tables are left out.

    Args:
        blocks: Those of the document.
        form: Whose sections are looked for.
    """
    patterns = form.texts["reports"]["patterns"]
    texts = _without_captions(blocks, form)
    lines = list(_unfolded([block for block in texts if isinstance(block, Paragraph)], form))
    headings = _headings(lines, form)
    is_styled = _is_styled(lines)
    if headings and not is_styled:
        lines = _without_footer(lines, max(headings), patterns)
    first = min(headings, default=len(lines))
    title, start = title_of(lines[:first], patterns)
    end, closing = closing_of(lines, max(headings, default=0), patterns)
    around = () if is_styled else ("aside", "footer", "date")
    said = (line for line in lines[start:first] if title and not _is_around(line, around, patterns))
    opening = tuple(line.typed for line in said)
    narrative = {
        headings[at]: items
        for at, until in pairwise([*sorted(headings), end])
        if (items := joined(_items(lines[at + 1 : until], form, patterns, is_styled)))
    }
    return Texts(
        particulars_of(title, opening, form) | closing,
        opening,
        narrative,
        {section: _numbered(lines[at]) for at, section in headings.items()},
        tuple(s.title for s in form.sections if s.id not in headings.values()),
    )


def with_headings_in_tables(blocks: Sequence[Block], form: Form) -> Sequence[Block]:
    """The blocks, headings of sections that stand in a row of a table by themselves put in front of it.

    Where a table has such rows, its other rows of one cell are texts of the sections.
    """
    words, titles = form.texts["reports"], titles_of(form)
    outside = _begun_by([block for block in blocks if isinstance(block, Paragraph)], titles, words)
    found: list[Block] = []
    for block in blocks:
        lines = _alone(block) if isinstance(block, Table) else []
        if _begun_by(lines, titles, words) - outside:
            found += (line for line in lines if not is_caption(line.text, form))
        found.append(block)
    return found


def _alone(table: Table) -> list[Paragraph]:
    """The texts of rows of one cell."""
    cells = (row[0] for row in table.by_row() if len(row) == 1)
    return [Paragraph(text, page=table.page) for cell in cells for text in cell.text.split("\n") if text]


def _begun_by(lines: Iterable[Paragraph], titles: Mapping[str, str], words: Mapping[str, Any]) -> set[str]:
    """The sections that some of the lines are headings of, well marked."""
    return {section_of(line, titles, words) for line in lines if mark_of(line, words) > 1} - {""}


def _numbered(line: Paragraph) -> str:
    """A line with the number that Word puts in front of it."""
    return f"{line.number}{line.text}"


def _without_footer(lines: list[Paragraph], after: int, patterns: Mapping[str, Any]) -> list[Paragraph]:
    """The lines up to what follows an article on a web page."""
    around = ("aside", "footer")
    ends = (at for at in range(after + 1, len(lines)) if _is_around(lines[at], around, patterns))
    return lines[: next(ends, len(lines))]


def _is_around(line: Paragraph, around: Iterable[str], patterns: Mapping[str, Any]) -> bool:
    """Whether a website put a line around the article, or it does nothing but lead elsewhere."""
    return line.leads or any(re.fullmatch(patterns[name], line.text) for name in around)


def _without_captions(blocks: Sequence[Block], form: Form) -> Sequence[Block]:
    """The blocks without the captions right above a table."""
    kept: list[Block] = []
    is_above = False
    for block in reversed(blocks):
        is_above = isinstance(block, Table) or (is_above and is_caption(block.text, form))
        if isinstance(block, Table) or not is_above:
            kept.append(block)
    return kept[::-1]


def _headings(lines: Sequence[Paragraph], form: Form) -> dict[int, str]:
    """The sections by the index of their headings; styled ones if any.

    First those in the order of the form, then those that were moved. Of the lines that may be the heading of
    a section, those are that are marked best, and of these, those that are worded as known. Where there are
    none, the numbers of sub-headings may be those of sections.
    """
    words, titles = form.texts["reports"], titles_of(form)
    found = {at: key for at, line in enumerate(lines) if (key := section_of(line, titles, words))}
    found = found or dict(_below(lines, titles, words))
    styled = {at: section for at, section in found.items() if lines[at].level == 1}
    chosen = styled if len(styled) >= _STYLED else found
    marks = {at: (mark_of(lines[at], words), _is_known(lines[at], titles, words)) for at in chosen}
    best = dict.fromkeys(chosen.values(), (0, False))
    for at, section in chosen.items():
        best[section] = max(best[section], marks[at])
    order = [section.id for section in form.sections]
    kept: dict[int, str] = {}
    for at, section in chosen.items():
        is_next = not kept or order.index(section) > order.index(kept[max(kept)])
        if is_next and marks[at] == best[section]:
            kept[at] = section
    return dict(sorted((kept | _out_of_order(lines, chosen, kept, titles, words)).items()))


def _out_of_order(
    lines: Sequence[Paragraph],
    chosen: Mapping[int, str],
    kept: Mapping[int, str],
    titles: Mapping[str, str],
    words: Mapping[str, Any],
) -> dict[int, str]:
    """The headings of other sections, known and well marked, that stand where the form has them not."""
    found: dict[str, int] = {}
    for at, section in chosen.items():
        if mark_of(lines[at], words) > 1 and plain(_bare(lines[at], words)) in titles:
            found.setdefault(section, at)
    return {at: section for section, at in found.items() if section not in kept.values()}


def _below(
    lines: Sequence[Paragraph], titles: Mapping[str, str], words: Mapping[str, Any]
) -> Iterator[tuple[int, str]]:
    """Lines numbered as sub-headings are, that say the title of a section."""
    for at, line in enumerate(lines):
        number = re.match(words["patterns"]["sub_number"], line.text)
        if number and (section := titles.get(plain(line.text[number.end() :]))):
            yield at, section


def titles_of(form: Form) -> dict[str, str]:
    """The sections of a form by every way to write their titles, plain."""
    return {
        plain(text): section.id
        for number, section in enumerate(form.sections, start=1)
        for title in (section.title, *form.texts["reports"]["sections"].get(section.id, ()))
        for text in (title, chinese(number) + title)
    }


def section_of(line: Paragraph, titles: Mapping[str, str], words: Mapping[str, Any]) -> str:
    """Which section a line may be the heading of; none for texts and sub-headings."""
    text = _numbered(line)
    if len(text) > LONGEST_HEADING or (line.level != 1 and re.match(words["patterns"]["sub_number"], text)):
        return ""
    bare = _bare(line, words)
    mark = mark_of(line, words)
    if not mark:
        return titles.get(plain(bare), "")
    return nearest(bare, titles) or (_in_other_words(bare, words) if mark > 1 else "")


def _in_other_words(bare: str, words: Mapping[str, Any]) -> str:
    """The section that a heading speaks of, if it is no sentence."""
    if re.search("[。；，：:].", bare):
        return ""
    patterns: Mapping[str, str] = words["section_patterns"]
    return next((name for name, wanted in patterns.items() if re.fullmatch(wanted, plain(bare))), "")


def _is_known(line: Paragraph, titles: Mapping[str, str], words: Mapping[str, Any]) -> bool:
    return bool(nearest(_bare(line, words), titles))


def _bare(line: Paragraph, words: Mapping[str, Any]) -> str:
    """A line without the number of a section."""
    return re.sub(f"^{words['patterns']['number']}", "", _numbered(line), count=1)


def mark_of(line: Paragraph, words: Mapping[str, Any]) -> int:
    """How well a heading is marked: 3 as one of the outermost, 2 by the number of a section, 1 by another."""
    text = _numbered(line)
    if line.level == 1:
        return 3
    if re.match(words["patterns"]["chinese_number"], text):
        return 2
    return int(re.match(words["patterns"]["number"], text) is not None)


def _unfolded(lines: Sequence[Paragraph], form: Form) -> Iterator[Paragraph]:
    """The lines, a numbered heading set on one of its own that runs into its text or is broken in two."""
    words, titles = form.texts["reports"], titles_of(form)
    rest = iter(pairwise([*lines, Paragraph("")]))
    for line, following in rest:
        parts = re.split(words["patterns"]["run_in"], line.text, maxsplit=1)
        head = replace(line, text=parts[0])
        if _is_broken(line, following, titles, words):
            yield replace(line, text=line.text + following.text)
            next(rest, None)
        elif len(parts) > 1 and parts[1].strip() and mark_of(line, words) and section_of(head, titles, words):
            yield head
            yield Paragraph(parts[1].strip(), page=line.page)
        else:
            yield line


def _is_broken(
    line: Paragraph, following: Paragraph, titles: Mapping[str, str], words: Mapping[str, Any]
) -> bool:
    """Whether two lines are a known heading together."""
    if len(line.text + following.text) > LONGEST_HEADING:
        return False
    if not plain(following.text) or following.level != line.level or not mark_of(line, words):
        return False
    return plain(_bare(replace(line, text=line.text + following.text), words)) in titles


def _is_styled(lines: Sequence[Paragraph]) -> bool:
    return sum(line.level == 1 for line in lines) >= _STYLED


def _items(
    lines: Sequence[Paragraph], form: Form, patterns: Mapping[str, Any], styled: bool
) -> Iterator[Item]:
    """Sub-headings and paragraphs; by style where the document has styles, else by number."""
    for line in lines:
        if line.level > 1:
            yield Item(unnumbered(line.text, form), ())
        elif styled or not re.match(patterns["sub_number"], _numbered(line)):
            yield Item("", (line.typed,))
        else:
            heading, _, rest = _numbered(line).partition("。")
            is_heading = len(heading) <= LONGEST_HEADING
            if is_heading:
                yield Item(unnumbered(heading, form), (rest,) if rest else ())
            else:
                yield Item("", (line.text,))
