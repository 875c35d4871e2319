"""Several reports in one document: ``first(blocks, form) -> (blocks, where the next begins)``."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from generator.form.model import Form
from generator.published.block import Block, Paragraph, Table
from generator.published.sections import mark_of, section_of, titles_of
from generator.published.titles import TITLE_LINES, title_match

_CONTENTS = "toc "
_WITH_PAGE = re.compile(r".+(?:\t+|(?:…|[.．·]{3})[.．…·]*\s*)[0-9]{1,3}")


def first(blocks: Sequence[Block], form: Form) -> tuple[Sequence[Block], str]:
    """Leave what belongs to the first report; a list of contents before it is no report and left out.

    Args:
        blocks: Those of the document.
        form: Whose sections are looked for.

    Returns:
        Its blocks, and the line with which another one begins, empty if there is none but the same again.
    """
    blocks = [block for block in blocks if not _is_of_contents(block)]
    headings = _headings(blocks, form)
    restart = _restart(list(headings.items()), form)
    if restart is None:
        return blocks, ""
    if any(isinstance(block, Table) for block in blocks[:restart]):
        begin = _title_before(
            restart, max(at for at in headings if at < restart), blocks, form.texts["reports"]
        )
        line = blocks[begin]
        is_other = not _is_said_again(blocks[begin:], blocks[:begin])
        return blocks[:begin], line.text if isinstance(line, Paragraph) and is_other else ""
    return [block for at, block in enumerate(blocks) if at >= restart or at not in headings], ""


def _is_said_again(blocks: Sequence[Block], before: Sequence[Block]) -> bool:
    """Whether all of it stood there before: a copy for narrow screens, its tables left out already."""
    said = {block.text for block in before if isinstance(block, Paragraph)}
    return all(isinstance(block, Paragraph) and block.text in said for block in blocks)


def _is_of_contents(block: Block) -> bool:
    """Whether it is a line of a list of contents: by its style, or by the number of a page behind a tab."""
    return isinstance(block, Paragraph) and (
        block.style.startswith(_CONTENTS) or _WITH_PAGE.fullmatch(block.text) is not None
    )


def _headings(blocks: Sequence[Block], form: Form) -> dict[int, str]:
    """The sections by the index of lines that are well marked as their headings."""
    words, titles = form.texts["reports"], titles_of(form)
    return {
        at: section
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph) and mark_of(block, words) > 1
        if (section := section_of(block, titles, words))
    }


def _restart(headings: Sequence[tuple[int, str]], form: Form) -> int | None:
    """Where the first section begins once more, after the last ones."""
    begin, end = form.sections[0].id, {section.id for section in form.sections[-2:]}
    seen: set[str] = set()
    for at, section in headings:
        if section == begin and begin in seen and seen & end:
            return at
        seen.add(section)
    return None


def _title_before(restart: int, after: int, blocks: Sequence[Block], words: Mapping[str, Any]) -> int:
    """Where the title above a heading begins; the heading itself if there is none."""
    for at in reversed(range(after + 1, restart)):  # the shortest: a text above would match as a name
        texts = [block.text for block in blocks[at : at + TITLE_LINES] if isinstance(block, Paragraph)]
        if any(title_match(texts[:count], words["patterns"]) for count in range(1, TITLE_LINES + 1)):
            return at
    return restart
