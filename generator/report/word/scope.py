"""What a template may speak of: when it is compiled, and while it is rendered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Scope:
    """What a template may speak of while it is rendered.

    Attributes:
        names: Values by name, with the variables of the loops around.
        figures: The text to print for each field.
    """

    names: Mapping[str, object]
    figures: Mapping[str, str]


Evaluate = Callable[[Scope], object]
"""What computes an expression."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a template may speak of when it is compiled.

    Attributes:
        fields: Identifiers of fields.
        filters: Functions that may follow ``|``.
        names: Names of the context, or None where they are not known beforehand.
        local: Variables of the loops around.
        samples: For names whose values are known beforehand, in kind, such a value.
    """

    fields: frozenset[str]
    filters: Mapping[str, Callable[..., object]]
    names: frozenset[str] | None = None
    local: frozenset[str] = frozenset()
    samples: Mapping[str, object] = field(default_factory=dict)

    def within(self, variables: Iterable[str], samples: Mapping[str, object] | None = None) -> "Known":
        """Return what is known inside a loop with these variables, of which some have samples."""
        inner = {*variables, "loop"}
        outside = {name: value for name, value in self.samples.items() if name not in inner}
        return replace(self, local=self.local | inner, samples=outside | dict(samples or {}))

    def is_field(self, path: str) -> bool:
        """Whether ``a.b.c`` is a field here: a loop's variable of that name takes its place."""
        return path in self.fields and path.partition(".")[0] not in self.local
