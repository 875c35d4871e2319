"""The texts that are said where no form is loaded yet."""

from collections.abc import Mapping
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
    return str(_at(key)).format(**values)


def words(key: str) -> Mapping[str, str]:
    """The texts below a dotted key, as they stand in messages.toml.

    Raises:
        KeyError: If there are none.
    """
    found: Mapping[str, str] = _at(key)
    return found


def _at(key: str) -> Any:  # noqa: ANN401  (a text, or texts)
    found: Any = _texts()
    for part in key.split("."):
        found = found[part]
    return found
