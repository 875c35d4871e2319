"""The texts of a published report: title, opening, sections by their headings, closing lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from generator.filing import Item, joined, unnumbered
from generator.form.model import Form
from generator.published.block import Block, Paragraph
from generator.published.labels import nearest, plain

_LONGEST_HEADING = 40
_STYLED = 3
TITLE_LINES = 4
_SIGNED = "signature"


@dataclass(frozen=True, slots=True)
class Texts:
    """What was read: particulars (title, organisation, year, signature, date) and narrative."""

    particulars: Mapping[str, str | int]
    opening: tuple[str, ...]
    narrative: Mapping[str, tuple[Item, ...]]
    missing: tuple[str, ...]


def find(blocks: Sequence[Block], form: Form, words: Mapping[str, Any]) -> Texts:
    """Find the texts of a report; its tables are left out.

    Args:
        blocks: Those of the document.
        form: Whose sections are looked for.
        words: Its ``published.toml``.
    """
    lines = list(_unfolded([block for block in blocks if isinstance(block, Paragraph)], form, words))
    headings = _headings(lines, form, words)
    if headings and not _is_styled(lines):
        lines = _without_footer(lines, max(headings), words["patterns"]["footer"])
    first = min(headings, default=len(lines))
    title, start = _title(lines[:first], words["patterns"])
    end, closing = _closing(lines, max(headings, default=0), words["patterns"])
    opening = tuple(line.text for line in lines[start:first]) if title else ()
    starts = [*sorted(headings), end]
    narrative = {
        headings[at]: items
        for at, until in pairwise(starts)
        if (items := joined(_items(lines[at + 1 : until], form, words["patterns"], _is_styled(lines))))
    }
    missing = tuple(s.title for s in form.sections if s.id not in headings.values())
    return Texts(_particulars(title, opening, form, words) | closing, opening, narrative, missing)


def _without_footer(lines: list[Paragraph], after: int, footer: str) -> list[Paragraph]:
    """The lines up to what follows an article on a web page."""
    ends = (at for at in range(after + 1, len(lines)) if re.fullmatch(footer, lines[at].text))
    return lines[: next(ends, len(lines))]


def _headings(lines: Sequence[Paragraph], form: Form, words: Mapping[str, Any]) -> dict[int, str]:
    """The sections by the index of their headings, in the order of the form; styled ones if any.

    Of the lines that may be the heading of a section, those are that are marked best.
    """
    titles = titles_of(form, words)
    found = {at: key for at, line in enumerate(lines) if (key := section_of(line, titles, words))}
    styled = {at: section for at, section in found.items() if lines[at].level == 1}
    chosen = styled if len(styled) >= _STYLED else found
    marks = {at: mark_of(lines[at], words) for at in chosen}
    best = {section: max(marks[at] for at in chosen if chosen[at] == section) for section in chosen.values()}
    order = [section.id for section in form.sections]
    kept: dict[int, str] = {}
    for at, section in chosen.items():
        is_next = not kept or order.index(section) > order.index(kept[max(kept)])
        if is_next and marks[at] == best[section]:
            kept[at] = section
    return kept


def titles_of(form: Form, words: Mapping[str, Any]) -> dict[str, str]:
    """The sections of a form by every way to write their titles, plain."""
    return {
        plain(text): section.id
        for section in form.sections
        for text in (section.title, *words["sections"].get(section.id, ()))
    }


def section_of(line: Paragraph, titles: Mapping[str, str], words: Mapping[str, Any]) -> str:
    """Which section a line may be the heading of; none for texts and sub-headings."""
    text = f"{line.number}{line.text}"
    if len(text) > _LONGEST_HEADING or (line.level != 1 and re.match(words["patterns"]["sub_number"], text)):
        return ""
    bare = re.sub(f"^{words['patterns']['number']}", "", text, count=1)
    return nearest(bare, titles) if mark_of(line, words) else titles.get(plain(bare), "")


def mark_of(line: Paragraph, words: Mapping[str, Any]) -> int:
    """How well a heading is marked: 3 as one of the outermost, 2 by the number of a section, 1 by another."""
    text = f"{line.number}{line.text}"
    if line.level == 1:
        return 3
    if re.match(words["patterns"]["chinese_number"], text):
        return 2
    return int(re.match(words["patterns"]["number"], text) is not None)


def _unfolded(lines: Sequence[Paragraph], form: Form, words: Mapping[str, Any]) -> Iterator[Paragraph]:
    """The lines, a numbered heading that runs into its text set on a line of its own."""
    titles = titles_of(form, words)
    for line in lines:
        parts = re.split(words["patterns"]["run_in"], line.text, maxsplit=1)
        head = replace(line, text=parts[0])
        if len(parts) > 1 and parts[1].strip() and mark_of(line, words) and section_of(head, titles, words):
            yield head
            yield Paragraph(parts[1].strip(), page=line.page)
        else:
            yield line


def _is_styled(lines: Sequence[Paragraph]) -> bool:
    return sum(line.level == 1 for line in lines) >= _STYLED


def _items(
    lines: Sequence[Paragraph], form: Form, patterns: Mapping[str, Any], styled: bool
) -> Iterator[Item]:
    """Sub-headings and paragraphs; by style where the document has styles, else by number."""
    for line in lines:
        if line.level > 1:
            yield Item(unnumbered(line.text, form), ())
        elif styled or not re.match(patterns["sub_number"], f"{line.number}{line.text}"):
            yield Item("", (line.text,))
        else:
            heading, _, rest = f"{line.number}{line.text}".partition("。")
            is_heading = len(heading) <= _LONGEST_HEADING
            if is_heading:
                yield Item(unnumbered(heading, form), (rest,) if rest else ())
            else:
                yield Item("", (line.text,))


def _title(lines: Sequence[Paragraph], patterns: Mapping[str, Any]) -> tuple[list[str], int]:
    """The lines of the title and where the opening begins: those styled so, else the last that read so."""
    styled = [at for at, line in enumerate(lines) if line.style == "title"]
    if styled:
        return [lines[at].text for at in styled], styled[-1] + 1
    for end in range(len(lines), 0, -1):
        for start in range(end - 1, max(-1, end - TITLE_LINES - 1), -1):
            texts = [line.text for line in lines[start:end]]
            if title_match(texts, patterns):
                first = _begun(lines, start)
                return _with_name(lines, first, [line.text for line in lines[first:end]], patterns), end
    return [], 0


def _begun(lines: Sequence[Paragraph], at: int) -> int:
    """Where the heading begins that a line belongs to."""
    while at and lines[at].goes_on and lines[at].level:
        at -= 1
    return at


def _with_name(
    lines: Sequence[Paragraph], start: int, texts: list[str], patterns: Mapping[str, Any]
) -> list[str]:
    """The line before the title, too, where the title names no organisation and the line is short."""
    match = title_match(texts, patterns)
    named = match is not None and (match["organisation"] or match["other"])
    before = lines[start - 1].text if start else ""
    is_name = len(before) <= _LONGEST_HEADING and re.fullmatch(patterns["name"], before)
    return [before, *texts] if is_name and not named else texts


def title_match(lines: Sequence[str], patterns: Mapping[str, Any]) -> re.Match[str] | None:
    """What lines say as the title of a report; None where they are none."""
    text = re.sub(r"\s", "", "".join(lines))
    return next(filter(None, (re.fullmatch(pattern, text) for pattern in patterns["titles"])), None)


def _particulars(
    title: Sequence[str], opening: Sequence[str], form: Form, words: Mapping[str, Any]
) -> dict[str, str | int]:
    """Organisation and year from the title, else the opening; the title where it does not follow."""
    match = title_match(title, words["patterns"])
    said = re.search(words["patterns"]["opening"], re.sub(r"\s", "", "".join(opening)))
    found: dict[str, str | int] = {}
    name = (match["organisation"] or match["other"]) if match else ""
    if name := name or (said["organisation"] if said else ""):
        found["organisation"] = name
    if year := match or said:
        found["year"] = int(year["year"])
    derived = form.texts["report"]["title_line"].format(year=found.get("year", ""), title=form.title)
    if title and not _follows(title, name, derived):
        found["title"] = "\n".join(title)
    return found


def _follows(title: Sequence[str], name: str, derived: str) -> bool:
    """Whether a title is the organisation and the name of the report, either of them broken into lines."""
    parts = (("".join(title[:at]), "".join(title[at:])) for at in range(1, len(title)))
    return (name, derived) in parts


def _closing(
    lines: Sequence[Paragraph], after: int, patterns: Mapping[str, Any]
) -> tuple[int, dict[str, str | int]]:
    """Where the last section ends, and who signs and when: styled lines, or a date and the line before."""
    end = len(lines)
    date = next(
        (
            at
            for at in range(end - 1, after, -1)
            if re.fullmatch(patterns["date"], re.sub(r"\s", "", lines[at].text))
        ),
        None,
    )
    signed = [at for at in range(after + 1, end) if lines[at].style == _SIGNED]
    if signed:
        texts = [lines[at].text for at in signed]
        is_dated = date in signed or len(texts) > 1  # the second line is the date, however it is written
        names = texts[:-1] if is_dated else texts
        dated: dict[str, str | int] = {"date": texts[-1]} if is_dated else {}
        return signed[0], ({_SIGNED: "".join(names)} if names else {}) | dated
    if date is None:
        return end, {}
    before = lines[date - 1].text if date - 1 > after else ""
    is_name = 2 <= len(before) <= _LONGEST_HEADING and not re.search("[。；：，]", before)
    return (
        (date - 1, {_SIGNED: before, "date": lines[date].text})
        if is_name
        else (date, {"date": lines[date].text})
    )
