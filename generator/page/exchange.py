"""A request of the page, and its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """``options`` are what was typed, ``files`` what was chosen, by their places on the page."""

    action: str
    options: Mapping[str, Any]
    files: Mapping[str, bytes]

    def several(self, name: str) -> list[bytes]:
        """The files of a place that takes more than one (``previous``, ``previous.1``)."""
        return [data for key, data in self.files.items() if key.partition(".")[0] == name]


@dataclass(frozen=True, slots=True)
class Answer:
    """``regions`` are pieces of HTML by the place where they go, ``made`` files by name.

    ``count`` says how many requests are to follow, where each of many things is one; ``wanted`` are the files
    that each of them is about, by place and name.
    """

    regions: Mapping[str, str] = field(default_factory=dict)
    made: Mapping[str, bytes] = field(default_factory=dict)
    count: int = 0
    wanted: Sequence[Mapping[str, str]] = ()
