"""What would become of the comparisons if some figures were others."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from generator.arithmetic import Outcome, evaluate
from generator.figure import BLANK, Figure, Number, of_number
from generator.filing import Filing
from generator.form.model import Form, Instance

Place = tuple[str, str]
Change = Mapping[str, Number | None]
"""Figures by field as they may have been meant; None is a blank, so that a total is computed."""


class Trial:
    """The comparisons of a filing, to be tried with other figures.

    Args:
        filing: As it was handed in.
        form: Its form.
        previous: Last year's filing, if there is one.
    """

    def __init__(self, filing: Filing, form: Form, previous: Filing | None) -> None:
        self.filing = filing
        self.form = form
        self._previous = previous

    @cached_property
    def instances(self) -> dict[Place, Instance]:
        """The places where two sides are compared, by check and place."""
        made = {number for number, c in self.form.checks.items() if c.rule == "terms" and not c.off}
        return {(i.check, i.at): i for i in self.form.instances if i.check in made and not i.silent}

    @cached_property
    def confirmed(self) -> frozenset[str]:
        """The inputs that an equality which holds speaks for; that a total is its own sum says nothing."""
        found: set[str] = set()
        for instance in self.instances.values():
            is_equality = self.form.checks[instance.check].relation == "="
            says_something = not instance.total or not self.filing.stated(instance.total).is_blank
            if is_equality and says_something and self._outcome(instance, self.filing) is Outcome.PASSED:
                found |= self.inputs(instance.fields)
        return frozenset(found)

    def inputs(self, fields: Iterable[str]) -> set[str]:
        """The inputs that a comparison of these fields adds up."""
        return {item for field in fields for item in self.form.items[field]}

    def value(self, name: str) -> Number:
        """What an input counts."""
        return self.filing.figure(name).value

    def mended(self, change: Change) -> frozenset[Place]:
        """The comparisons that a change would mend; none if it broke another, or a figure fell below 0."""
        if any(value is not None and value < 0 for value in change.values()):
            return frozenset()
        given: dict[str, Figure] = {
            name: BLANK if value is None else of_number(value) for name, value in change.items()
        }
        tried = replace(self.filing, figures={**self.filing.figures, **given})
        before, after = (frozenset(self._failing(change, filing)) for filing in (self.filing, tried))
        return before - after if after <= before else frozenset()

    def _failing(self, change: Change, filing: Filing) -> Iterator[Place]:
        for place, instance in self.instances.items():
            is_concerned = change.keys() & (self.inputs(instance.fields) | {instance.total})
            if is_concerned and self._outcome(instance, filing) is Outcome.FAILED:
                yield place

    def _outcome(self, instance: Instance, filing: Filing) -> Outcome:
        return evaluate(instance, self.form, filing, self._previous).outcome
