"""Sub-headings that were typed among the paragraphs of a section, with their numbers."""

import re
from collections.abc import Sequence

from generator.filing import Item, joined
from generator.form.headings import sub_heading
from generator.form.model import Form

_MOST, _LONGEST = 20, 30
_HALF_WIDTH = str.maketrans("()", "（）")


def headed(items: Sequence[Item], form: Form) -> list[Item]:
    """The texts of a section by the sub-headings that stand among its paragraphs, each on a line of its own.

    They are taken for such only where the section has no others and the report numbers them as they are: from
    （一） on, none left out, none run into its text. So it reads as it was typed; a heading looks like one,
    and is one in the navigation pane.

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
    if not all(_is_one_clause(lines[at], form) for at in found):
        return list(items)
    parts = (
        Item(text[len(found[at]) :].strip(), ()) if at in found else Item("", (text,))
        for at, text in enumerate(lines)
    )
    return list(joined(parts))


def _number(text: str, numbers: Sequence[str]) -> str:
    """Which of the numbers a paragraph begins with, or none."""
    wide = text[:_LONGEST].translate(_HALF_WIDTH)
    return next((number for number in numbers if wide.startswith(number)), "")


def _is_one_clause(text: str, form: Form) -> bool:
    """Whether a paragraph is short and has no sign within."""
    return len(text) <= _LONGEST and not re.search("[。；，：]", re.sub(form.texts["closing"], r"\1", text))
