"""The workbooks that are timed: the example's answers, with other figures or with more text."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.figure import of_number
from generator.filing import Filing, Item
from generator.filing_json import from_json
from generator.form.loader import load
from generator.workbook.blank import blank

FORM = load("disclosure", "2021")
_EXAMPLE = Path(__file__).parents[1] / "examples" / "北京市通州区2024.json"
_BALANCED = ("applications.received.natural", "applications.granted.natural")
_LONGEST = 8


def example() -> Filing:
    """The filing of the example."""
    return from_json(_EXAMPLE.read_bytes(), FORM)


def workbook(filing: Filing) -> bytes:
    """It as a filled workbook."""
    return blank(FORM, "benchmark", filing)


def variants(count: int) -> Iterator[bytes]:
    """As many different workbooks: applications more by one each, so that the tables still add up."""
    filing = example()
    inputs = {name: figure for name, figure in filing.figures.items() if not FORM.is_total(name)}
    for more in range(count):
        added = {name: of_number(inputs[name].value + more) for name in _BALANCED}
        yield workbook(replace(filing, figures={**inputs, **added}))


def longer(times: int) -> bytes:
    """A workbook with the example's narrative several times over."""
    filing = example()
    narrative = {
        section: tuple(Item(item.heading, item.paragraphs * times) for item in items)
        for section, items in filing.narrative.items()
    }
    return workbook(replace(filing, narrative=narrative))
