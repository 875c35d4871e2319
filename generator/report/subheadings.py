"""Sub-headings that were typed among the paragraphs of a section, with their numbers."""

import re
from collections.abc import Sequence

from generator.filing import Item, joined
from generator.form.headings import sub_heading
from generator.form.model import Form

_MOST, _LONGEST = 20, 30
_HALF_WIDTH = str.maketrans("()", "（）")


def headed(items: Sequence[Item], form: Form) -> list[Item]:
    """The texts of a section by the sub-headings that stand among its paragraphs.

    They stand on lines of their own or run into their texts, up to the first full stop: which of the two they
    are to do in a report, its template says. They are taken for such only where the section has no others and
    the report numbers them as they are: from （一） on, none left out. So a heading looks like one, and is
    one in the navigation pane.

    Args:
        items: The texts.
        form: For how sub-headings are numbered.
    """
    if any(item.heading for item in items):
        return list(items)
    lines = [text for item in items for text in item.paragraphs]
    numbers = [sub_heading(form, number, "") for number in range(1, _MOST + 1)]
    found = {at: number for at, text in enumerate(lines) if (number := _number(text, numbers))}
    typed = list(found.values())
    if len(typed) < 2 or typed != numbers[: len(typed)]:
        return list(items)
    heads = {at: _parted(lines[at][len(number) :].strip(), form) for at, number in found.items()}
    if not all(_is_one_clause(head, form) for head, _ in heads.values()):
        return list(items)
    parts = (_part(*heads[at]) if at in heads else Item("", (text,)) for at, text in enumerate(lines))
    return list(joined(parts))


def _parted(text: str, form: Form) -> tuple[str, str]:
    """A sub-heading and the text that it runs into, if it does."""
    match = re.fullmatch(form.texts["run_in"], text)
    return (match[1], match[2]) if match else (text, "")


def _part(heading: str, text: str) -> Item:
    return Item(heading, (text,) if text else ())


def _number(text: str, numbers: Sequence[str]) -> str:
    """Which of the numbers a paragraph begins with, or none."""
    wide = text[:_LONGEST].translate(_HALF_WIDTH)
    return next((number for number in numbers if wide.startswith(number)), "")


def _is_one_clause(text: str, form: Form) -> bool:
    """Whether a paragraph is short and has no sign within."""
    return len(text) <= _LONGEST and not re.search("[。；，：]", re.sub(form.texts["closing"], r"\1", text))
