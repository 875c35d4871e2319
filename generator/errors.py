"""What can go wrong, as one small tree; every text comes from messages.toml."""

from generator.messages import say

DONE, BLOCKED, UNUSABLE = 0, 1, 2
"""How work on a file ends, and with it a command: nothing in its way, findings are, it cannot be used."""


class NianbaoError(Exception):
    """Something to be told to the person at the keyboard, in words.

    Args:
        key: Dotted key of the text in messages.toml, e.g. ``package.not-a-zip``.
        values: What the text's ``{placeholders}`` stand for.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        return say(self.key, **self.values)


class UnusableInputError(NianbaoError):
    """A file that was handed in cannot be used as what it was handed in for."""


class FormError(NianbaoError):
    """The files of a form contradict themselves; the place is named."""


class OutputError(NianbaoError):
    """The output cannot be put where it was asked for."""


class ReadBackError(NianbaoError):
    """The produced file does not hold the filing's figures: a fault of ours, and nothing is written."""
