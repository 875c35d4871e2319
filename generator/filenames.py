"""File names made of what people typed, such that every system takes them."""

import re
from collections.abc import Iterable

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])( *\..*)?", re.IGNORECASE)
_LONGEST = 180  # bytes: with what is put around it, below the 255 of Linux and the 260 of a path on Windows


def file_name(text: str) -> str:
    """Make a file name, without its ending, of a text.

    Separators, what Windows forbids ("Naming Files, Paths, and Namespaces") and characters that are not seen
    or turn the direction of writing become ``_``; dots and spaces at the ends go, names of devices get a
    ``_`` in front, and what is too long is cut.
    """
    name = _short(_UNFIT.sub("_", text).strip(" ."))
    return f"_{name}" if not name or _RESERVED.fullmatch(name) else name


def file_names(texts: Iterable[str]) -> dict[str, str]:
    """Make a file name of each text, no two alike whatever is upper and lower case: others get a number."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for text in dict.fromkeys(texts):
        name = file_name(text)
        number, names[text] = 2, name
        while names[text].casefold() in taken:
            number, names[text] = number + 1, f"{name}-{number}"
        taken.add(names[text].casefold())
    return names


def _short(name: str) -> str:
    return name.encode(errors="ignore")[:_LONGEST].decode(errors="ignore").strip(" .")
