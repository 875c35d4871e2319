"""Bold stretches of a text, as clerks type them: between ``**``."""

from generator.narrative import BOLD

BEGIN, END = "\x02", "\x03"
"""What a reader puts before and behind a bold stretch; no document holds these characters."""


def emphasised(line: str) -> tuple[str, str]:
    """Take the marks of a reader out of a line.

    Returns:
        The line without them, and the same with ``**`` around what is bold; that is empty where nothing is
        bold, or where it could not be typed so.
    """
    joined = line.replace(END + BEGIN, "").replace(BEGIN + END, "")
    plain = joined.replace(BEGIN, "").replace(END, "").strip()
    marked = joined.replace(BEGIN, "**").replace(END, "**").strip()
    return plain, marked if marked != plain and without_emphasis(marked) == plain else ""


def without_emphasis(text: str) -> str:
    """A text without the marks of its bold stretches."""
    return BOLD.sub(r"\1", text)
