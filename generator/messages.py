"""The texts that are said where no form is loaded yet."""

from functools import cache
from pkgutil import get_data
from typing import Any


@cache
def _texts() -> dict[str, Any]:
    import tomllib  # noqa: PLC0415  (only a run that has something to say pays for it)

    return tomllib.loads((get_data("generator", "messages.toml") or b"").decode())


def say(key: str, /, **values: object) -> str:
    """Return the text of a dotted key with its placeholders filled in.

    Args:
        key: Dotted key in messages.toml, e.g. ``package.not-a-zip``.
        values: What ``{placeholders}`` in the text stand for.

    Raises:
        KeyError: If there is no such text.
    """
    text: Any = _texts()
    for part in key.split("."):
        text = text[part]
    return str(text).format(**values)
