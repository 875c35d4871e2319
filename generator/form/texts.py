"""The words of a form: texts that know their place, so that what is wrong with one is told with it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from generator.errors import FormError
from generator.form.source import laid_over, parsed

_NEED_NOT_BE = frozenset({"explained", "labels", "condensed"})
"""Keys that an edition may have and the extended one lack."""


class Text(str):
    """A text of a form's files; ``place`` says where it stands (``texts.toml.sheets.guide``)."""

    place = ""

    def format(self, *args: object, **values: object) -> str:
        """As ``str.format`` does it.

        Raises:
            FormError: If its braces do not match, or it asks for what is not given.
        """
        try:
            return super().format(*args, **values)
        except (LookupError, ValueError, AttributeError):
            allowed = "、".join(f"{{{name}}}" for name in values)
            raise FormError("form.bad-words", place=self.place, text=str(self), allowed=allowed) from None


class Texts(dict[str, Any]):
    """Texts, numbers and lists by name, nested; to ask for a missing one is to find a fault of the form."""

    def __init__(self, place: str, data: Mapping[str, Any]) -> None:
        self._place = place
        super().__init__({name: _placed(f"{place}.{name}", value) for name, value in data.items()})

    def __missing__(self, name: str) -> None:
        raise FormError("form.key-missing", place=self._place, key=name)


def _placed(place: str, value: object) -> object:
    if isinstance(value, list):
        return [_placed(place, one) for one in value]
    if isinstance(value, Mapping) and not isinstance(value, Texts):
        return Texts(place, value)
    if isinstance(value, str) and not isinstance(value, Text):
        text = Text(value)
        text.place = place
        return text
    return value


def texts_of(name: str, layers: Sequence[Mapping[str, bytes]], identifiers: Collection[str]) -> Texts:
    """One file of words, each edition's laid over that of the edition it extends.

    Args:
        name: The file's name.
        layers: The folders' files, contents by name, the extended edition before the one that extends it.
        identifiers: What an edition may have words for that the extended one has none for.

    Raises:
        FormError: If no folder has the file, or one cannot be parsed; if an edition has a key that the
            extended one lacks (a misspelt one would go unnoticed), or gives it something of another kind.
    """
    sources = [parsed(name, layer[name]) for layer in layers if name in layer]
    for at in range(1, len(sources)):
        _refuse_unlike(name, laid_over(name, sources[:at]), sources[at], identifiers)
    return Texts(name, laid_over(name, sources))


def _refuse_unlike(
    place: str, old: Mapping[str, Any], new: Mapping[str, Any], known: Collection[str]
) -> None:
    for key, value in new.items():
        if key not in old and key.isascii() and key not in _NEED_NOT_BE.union(known):
            raise FormError("form.unknown-key", place=place, key=key)
        like = [old[key]] if key in old else list(old.values())
        if value is not False and like and _kind(value) not in map(_kind, like):
            raise FormError("form.wrong-kind", place=place, key=key)
        if isinstance(value, dict) and key in old:
            _refuse_unlike(f"{place}.{key}", old[key], value, known)


def _kind(value: object) -> tuple[str, ...]:
    """What a value is: all numbers alike; a list by what is in it."""
    if isinstance(value, list):
        return ("list", *sorted({kind for one in value for kind in _kind(one)}))
    return ("number" if type(value) in (int, float) else type(value).__name__,)
