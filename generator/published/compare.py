"""Two filings compared as their reports show them: ``compare(ours, theirs, form) -> differences``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from generator.figure import Figure, State
from generator.filing import Filing
from generator.form.headings import section_words
from generator.form.model import Field, Form, Table
from generator.published.alignment import aligned, changed
from generator.published.emphasis import without_emphasis
from generator.published.passages import Line, Token, folded, lines, run_in

_AROUND = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the two do not have in common.

    ``kind`` is ``title``, ``section`` (its heading), ``figure``, ``number`` (in a text), ``changed``,
    ``removed``, ``added`` or ``moved``; missing as a whole are a ``row``, a ``table``, ``section-lacking``;
    of a ``section-moved``, the values are the headings that it stands behind, empty for none.
    ``group`` is the table or section in words, ``place`` where in it (labels, or which line); ``ours`` and
    ``theirs`` are both values, of a changed text with the words around the change; ``around`` those around
    a number. ``ours_at`` and ``theirs_at`` are where each was found; ``heading`` tells whether the text is a
    heading.
    """

    kind: str
    group: str
    place: str
    ours: str = ""
    theirs: str = ""
    ours_at: str = ""
    theirs_at: str = ""
    around: str = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class _Pair:
    """Lines of a section that stand against each other, either of which may be missing."""

    group: str
    ours: Line | None
    theirs: Line | None


def compare(ours: Filing, theirs: Filing, form: Form) -> tuple[Difference, ...]:
    """Compare what two reports of the same edition show.

    Figures differ where they are different answers (FORM, "Blank, zero, slash, notes"): a blank is not 0, nor
    is ``/``; but ``/`` and ``-`` say the same, and so do ``2,240`` and ``2240``. Texts differ in what shows:
    white space, widths of characters, numbers in front of headings, and how headings are set do not count.

    Args:
        ours: Answers as the report prints them (``generator.printed``), or a published report as read.
        theirs: Likewise.
        form: The form of both.

    Returns:
        The differences in the order of the report: title, tables, opening and sections.
    """
    found = [
        *_title(ours, theirs, form),
        *_headings(ours, theirs, form),
        *_figures(ours, theirs, form),
        *text_differences(ours, theirs, form),
    ]
    order = [form.texts["compare"]["title"], *form.numbers.values(), *section_words(form).values()]
    return tuple(sorted(found, key=lambda difference: order.index(difference.group)))


def _title(ours: Filing, theirs: Filing, form: Form) -> Iterator[Difference]:
    mine, other = (str(filing.particulars.get("title", "")) for filing in (ours, theirs))
    if folded(mine) != folded(other):
        word = str(form.texts["compare"]["title"])
        yield Difference(
            "title", word, "", _one_line(mine), _one_line(other), ours.cell("title"), theirs.cell("title")
        )


def _headings(ours: Filing, theirs: Filing, form: Form) -> Iterator[Difference]:
    """Titles of sections, their numbers included: those are not given by the report itself."""
    if not (ours.headings and theirs.headings):
        return
    for section, word in section_words(form).items():
        mine, other = (side.headings.get(section, "") for side in (ours, theirs))
        if folded(mine) != folded(other):
            kind = "section" if mine and other else "section-lacking"
            yield Difference(kind, word, "", mine, other, heading=True)
    yield from _moved_sections(ours, theirs, form)


def _moved_sections(ours: Filing, theirs: Filing, form: Form) -> Iterator[Difference]:
    """Sections that stand elsewhere among those that both have; as few as explain the order."""
    mine, other = ([s for s in a.headings if s in b.headings] for a, b in ((ours, theirs), (theirs, ours)))
    blocks = SequenceMatcher(None, mine, other, autojunk=False).get_matching_blocks()
    stayed = {section for block in blocks for section in mine[block.a : block.a + block.size]}
    for section in (section for section in mine if section not in stayed):
        before = (_before(section, mine, ours), _before(section, other, theirs))
        yield Difference("section-moved", section_words(form)[section], "", *before, heading=True)


def _before(section: str, order: Sequence[str], filing: Filing) -> str:
    """The heading in front of a section's."""
    at = order.index(section)
    return filing.headings[order[at - 1]] if at else ""


def _figures(ours: Filing, theirs: Filing, form: Form) -> Iterator[Difference]:
    for table in form.tables:
        fields = [form.fields[name] for name in form.table_fields(table.id)]
        if _is_lacking(fields, ours, theirs):
            yield _lack("table", table, "", fields, ours, theirs)
            continue
        for _, row in groupby(fields, key=lambda field: field.row):
            yield from _row(list(row), table, ours, theirs)


def _row(fields: Sequence[Field], table: Table, ours: Filing, theirs: Filing) -> Iterator[Difference]:
    if _is_lacking(fields, ours, theirs):
        yield _lack("row", table, " / ".join(fields[0].row_labels), fields, ours, theirs)
        return
    for field in fields:
        mine, other = ours.stated(field.id), theirs.stated(field.id)
        if not _is_same(mine, other):
            at = ours.cell(field.id), theirs.cell(field.id)
            yield Difference("figure", table.number, field.label, mine.text, other.text, *at)


def _is_lacking(fields: Sequence[Field], ours: Filing, theirs: Filing) -> bool:
    """Whether one side has all these fields, and the other none of them."""
    return _has_none(fields, ours) != _has_none(fields, theirs)


def _has_none(fields: Sequence[Field], filing: Filing) -> bool:
    """Whether a file that says where its answers stand has no place for these."""
    return bool(filing.origins) and not any(
        field.id in filing.origins or not filing.stated(field.id).is_blank for field in fields
    )


def _lack(
    kind: str, table: Table, place: str, fields: Sequence[Field], ours: Filing, theirs: Filing
) -> Difference:
    """What one side has of fields that the other lacks."""
    mine, other = (
        "" if _has_none(fields, side) else "、".join(side.stated(field.id).text for field in fields)
        for side in (ours, theirs)
    )
    return Difference(kind, table.number, place, mine, other, _first(fields, ours), _first(fields, theirs))


def _first(fields: Sequence[Field], filing: Filing) -> str:
    """Where the first of these was found."""
    return next(filter(None, (filing.cell(field.id) for field in fields)), "")


def _is_same(mine: Figure, other: Figure) -> bool:
    if mine.state is not other.state:
        return False
    if mine.state is State.NUMBER:
        return mine.value == other.value and folded(mine.note) == folded(other.note)
    return mine.state is not State.UNREADABLE or folded(mine.typed) == folded(other.typed)


def text_differences(ours: Filing, theirs: Filing, form: Form) -> Iterator[Difference]:
    """Yield what differs in the texts alone, section by section; see ``compare``."""
    words = section_words(form)
    mine, other = lines(ours, form), lines(theirs, form)
    pairs = [
        _Pair(words[group], *pair)
        for group in words
        for pair in aligned(run_in(mine[group], other[group], form), run_in(other[group], mine[group], form))
    ]
    moves = _moves(pairs)
    arrived = set(moves.values())
    for pair in pairs:
        if pair.ours and pair.theirs:
            yield from _within(pair, form)
        elif pair in moves:
            yield _moved(pair, moves[pair], form)
        elif pair not in arrived:
            yield _alone(pair, form)


def _moves(pairs: Sequence[_Pair]) -> dict[_Pair, _Pair]:
    """What was taken away in one place and stands in another, with the pair that has it there."""
    new: dict[str, list[_Pair]] = {}
    for pair in pairs:
        if pair.theirs and not pair.ours:
            new.setdefault(pair.theirs.key, []).append(pair)
    gone = [pair for pair in pairs if pair.ours and not pair.theirs]
    return {pair: new[pair.ours.key].pop(0) for pair in gone if pair.ours and new.get(pair.ours.key)}


def _moved(pair: _Pair, to: _Pair, form: Form) -> Difference:
    text = _shown(pair.ours)
    at = _where(pair.ours, form), f"{to.group} {_where(to.theirs, form)}"
    return Difference("moved", pair.group, at[0], text, text, *at, heading=_is_heading(pair))


def _alone(pair: _Pair, form: Form) -> Difference:
    kind = "removed" if pair.ours else "added"
    at = _where(pair.ours, form), _where(pair.theirs, form)
    texts = _shown(pair.ours), _shown(pair.theirs)
    return Difference(kind, pair.group, at[0] or at[1], *texts, *at, heading=_is_heading(pair))


def _within(pair: _Pair, form: Form) -> Iterator[Difference]:
    """Each number that differs, and once what else does."""
    if pair.ours is None or pair.theirs is None or pair.ours.key == pair.theirs.key:
        return
    mine, other = pair.ours.tokens, pair.theirs.tokens
    stretches = changed(_keys(mine), _keys(other))
    at = _where(pair.ours, form), _where(pair.theirs, form)
    numbers = [(a, b, c, d) for a, b, c, d in stretches if _is_number(mine[a:b], other[c:d])]
    for a, b, c, _ in numbers:
        values = mine[a].text, other[c].text
        around = _excerpt(mine, a, b)
        yield Difference("number", pair.group, at[0], *values, *at, around, heading=_is_heading(pair))
    if rest := [code for code in stretches if code not in numbers]:
        (a, _, c, _), (_, b, _, d) = rest[0], rest[-1]
        words = _excerpt(mine, a, b), _excerpt(other, c, d)
        yield Difference("changed", pair.group, at[0], *words, *at, heading=_is_heading(pair))


def _keys(line: Sequence[Token]) -> list[str]:
    return [token.key for token in line]


def _is_number(mine: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether one number stands for another."""
    return all(len(side) == 1 and side[0].is_number for side in (mine, other))


def _excerpt(line: Sequence[Token], start: int, end: int) -> str:
    """The words of a change with some of those around it."""
    before, behind = max(0, start - _AROUND), min(len(line), end + _AROUND)
    text = "".join(token.text for token in line[before:behind])
    return f"{'…' if before else ''}{text}{'…' if behind < len(line) else ''}"


def _where(line: Line | None, form: Form) -> str:
    return str(form.texts["compare"]["line"]).format(number=line.number) if line else ""


def _is_heading(pair: _Pair) -> bool:
    return any(line is not None and line.heading for line in (pair.ours, pair.theirs))


def _shown(line: Line | None) -> str:
    return without_emphasis(line.text).strip() if line else ""


def _one_line(text: str) -> str:
    return "".join(text.split("\n"))
