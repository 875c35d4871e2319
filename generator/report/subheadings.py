"""Sub-headings that were typed among the paragraphs of a section, with their numbers."""

import re
from collections.abc import Iterator, Sequence

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
    lines = [text for item in items for text in item.paragraphs]
    numbers = {at: number for at, text in enumerate(lines) if (number := _number(text, form))}
    typed = list(numbers.values())
    if any(item.heading for item in items) or len(typed) < 2 or typed != list(range(1, len(typed) + 1)):
        return list(items)
    if not all(_is_one_clause(lines[at], form) for at in numbers):
        return list(items)
    return list(joined(_items(lines, numbers, form)))


def _items(lines: Sequence[str], numbers: dict[int, int], form: Form) -> Iterator[Item]:
    for at, text in enumerate(lines):
        if at in numbers:
            yield Item(text[len(sub_heading(form, numbers[at], "")) :].strip(), ())
        else:
            yield Item("", (text,))


def _number(text: str, form: Form) -> int:
    """Which sub-heading a paragraph begins like, 0 for none."""
    wide = text[:_LONGEST].translate(_HALF_WIDTH)
    prefixes = (sub_heading(form, number, "") for number in range(1, _MOST + 1))
    return next((number for number, prefix in enumerate(prefixes, start=1) if wide.startswith(prefix)), 0)


def _is_one_clause(text: str, form: Form) -> bool:
    """Whether a paragraph is short and has no sign within."""
    return len(text) <= _LONGEST and not re.search("[。；，：]", re.sub(form.texts["closing"], r"\1", text))
