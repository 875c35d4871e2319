"""Title and end of a published report: whose it is and of which year, who signs and when."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from generator.form.model import Form
from generator.published.block import Paragraph

LONGEST_HEADING = 40
"""Characters of a heading, or of a name in a line of its own."""

TITLE_LINES = 4
_LONGEST_TITLE = 200
_SIGNED = "signature"
_YEAR = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
_NUMERALS = re.compile("二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)}


def title_of(lines: Sequence[Paragraph], patterns: Mapping[str, Any]) -> tuple[list[str], int]:
    """The lines of the title and where the opening begins: those styled so, else the last that read so."""
    styled = [at for at, line in enumerate(lines) if line.style == "title"]
    if styled:
        return [lines[at].text for at in styled], styled[-1] + 1
    for end in range(len(lines), 0, -1):
        for start in range(end - 1, max(-1, end - TITLE_LINES - 1), -1):
            texts = [line.text for line in lines[start:end]]
            if sum(map(len, texts)) <= _LONGEST_TITLE and title_match(texts, patterns):
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
    is_name = len(before) <= LONGEST_HEADING and re.fullmatch(patterns["name"], before)
    return [before, *texts] if is_name and not named else texts


def title_match(lines: Sequence[str], patterns: Mapping[str, Any]) -> re.Match[str] | None:
    """What lines say as the title of a report; None where they are none."""
    text = _NUMERALS.sub(_in_digits, re.sub(r"\s", "", "".join(lines)).translate(_DIGITS))
    return next(filter(None, (re.fullmatch(pattern, text) for pattern in patterns["titles"])), None)


def _in_digits(numerals: re.Match[str]) -> str:
    return "".join(_YEAR[one] for one in numerals[0])


def particulars_of(title: Sequence[str], opening: Sequence[str], form: Form) -> dict[str, str | int]:
    """Organisation and year from the title, else the opening; the title where it does not follow."""
    patterns = form.texts["reports"]["patterns"]
    match = title_match(title, patterns)
    said = re.search(patterns["opening"], re.sub(r"\s", "", "".join(opening)))
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


def closing_of(
    lines: Sequence[Paragraph], after: int, patterns: Mapping[str, Any]
) -> tuple[int, dict[str, str | int]]:
    """Where the last section ends, and who signs and when: styled lines, or a date and the line before."""
    end = len(lines)
    texts = [re.sub(r"\s", "", line.text) for line in lines]
    date = next((at for at in range(end - 1, after, -1) if re.fullmatch(patterns["date"], texts[at])), None)
    signed = [at for at in range(after + 1, end) if lines[at].style == _SIGNED]
    if signed:
        texts = [lines[at].text for at in signed]
        is_dated = date in signed or len(texts) > 1  # the second line is the date, however it is written
        names = texts[:-1] if is_dated else texts
        dated: dict[str, str | int] = {"date": texts[-1]} if is_dated else {}
        return signed[0], ({_SIGNED: "".join(names)} if names else {}) | dated
    if date is None:
        return _closing_line(texts, after, patterns)
    before = lines[date - 1].text if date - 1 > after else ""
    is_name = 2 <= len(before) <= LONGEST_HEADING and not re.search("[。；：，]", before)
    return (
        (date - 1, {_SIGNED: before, "date": lines[date].text})
        if is_name
        else (date, {"date": lines[date].text})
    )


def _closing_line(
    texts: Sequence[str], after: int, patterns: Mapping[str, Any]
) -> tuple[int, dict[str, str | int]]:
    """Who signs and when, where the last line says both."""
    whole = f"(?P<{_SIGNED}>{patterns['name']})(?P<date>{patterns['date']})"
    match = re.fullmatch(whole, texts[-1]) if len(texts) > after + 1 else None
    return (len(texts) - 1, dict(match.groupdict())) if match else (len(texts), {})
