"""The texts of a final report taken over into the filing that it was made from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.filing import Filing, Item, joined
from generator.form.headings import OPENING
from generator.form.model import Form
from generator.published.alignment import aligned, matcher
from generator.published.passages import Line, folded, lines, run_in, sheets

PARTICULARS = ("title", "signature", "date")


@dataclass(frozen=True, slots=True)
class _Kept:
    """A line to be written; ``by_itself`` says that the report prints it without being told.

    ``number`` is the place of the line that we typed for it, 0 if there is none.
    """

    text: str
    heading: bool
    by_itself: bool = False
    number: int = 0


def taken(ours: Filing, printed: Filing, theirs: Filing, form: Form) -> Filing:
    """Give our filing with the texts of the final report, title and signature included; figures stay ours.

    A text that was not changed stays as it was typed, with its 【names】; one that prints a sheet stays
    behind what it stood behind. What the report says by itself (the opening, the sentence on fees) is not
    written down unless it was changed.

    Args:
        ours: What was answered.
        printed: The same as the report prints it (``generator.printed``).
        theirs: The final report as it was read.
        form: The form of both.
    """
    typed, shown, final = (lines(filing, form) for filing in (ours, printed, theirs))
    printing = sheets(ours, form)
    kept = {
        group: _with_sheets(
            _kept(typed[group], shown[group], run_in(final[group], shown[group], form)), printing[group]
        )
        for group in final
    }
    opening = kept.pop(OPENING)
    told = all(line.by_itself for line in opening) and len(opening) == len(shown[OPENING])
    sections = {group: _items(_told(group, kept[group], form)) for group in kept}
    return replace(
        ours,
        particulars={**ours.particulars, **_particulars(printed, theirs)},
        opening=() if told else tuple(line.text for line in opening),
        narrative={group: items for group, items in sections.items() if items},
    )


def _kept(typed: Sequence[Line], shown: Sequence[Line], final: Sequence[Line]) -> Iterator[_Kept]:
    """Each final line: as we typed it where it is the same as what was printed of that."""
    blocks = matcher([line.key for line in shown], [line.key for line in final]).get_matching_blocks()
    same = {block.b + at: block.a + at for block in blocks for at in range(block.size)}
    by_number = {line.number: line for line in typed if not line.below}
    numbers = {theirs: mine.number for mine, theirs in aligned(shown, final) if mine and theirs}
    for at, line in enumerate(final):
        mine = shown[same[at]] if at in same else None
        if mine is None:
            if not line.below:
                yield _Kept(line.text.strip(), line.heading, number=numbers.get(line, 0))
        elif not mine.below:
            source = by_number.get(mine.number)
            yield (
                _Kept(source.text, source.heading, number=source.number)
                if source
                else _Kept(mine.text, mine.heading, by_itself=True)
            )


def _with_sheets(kept: Iterable[_Kept], printing: Iterable[Line]) -> list[_Kept]:
    """The lines, and each that prints a sheet behind the nearest one that stood before it."""
    result = list(kept)
    for sheet in printing:
        before = {line.number: at for at, line in enumerate(result) if 0 < line.number < sheet.number}
        place = before[max(before)] + 1 if before else 0
        result.insert(place, _Kept(sheet.text, heading=False, number=sheet.number))
    return result


def _told(group: str, kept: Sequence[_Kept], form: Form) -> Sequence[_Kept]:
    """The lines without the sentence at their end that the section gets by itself."""
    default: Mapping[str, str] = form.texts["report"]["defaults"].get(group, {})
    if not kept or not kept[-1].by_itself or not default:
        return kept
    rest = kept[:-1]
    return kept if any(default["unless"] in line.text for line in rest) else rest


def _items(kept: Sequence[_Kept]) -> tuple[Item, ...]:
    return joined(Item(line.text, ()) if line.heading else Item("", (line.text,)) for line in kept)


def _particulars(printed: Filing, theirs: Filing) -> dict[str, str | int]:
    """What the final report has otherwise than ours; what it lacks stays."""
    found = {name: theirs.particulars.get(name, "") for name in PARTICULARS}
    return {
        name: value
        for name, value in found.items()
        if value and folded(str(value)) != folded(str(printed.particulars.get(name, "")))
    }
