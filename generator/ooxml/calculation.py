"""A workbook whose cells were changed is calculated anew when it is next opened."""

from collections.abc import Callable

from generator.errors import UnusableInputError
from generator.ooxml.edits import edited, qualified_name, setting
from generator.ooxml.markup import SPREADSHEET, Attributes, elements, under
from generator.ooxml.package import CONTENT_TYPES, Package
from generator.ooxml.relationships import relationships_part, single, target_part

_BEFORE_CALCULATION = (
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
)
_WORKBOOK = under(SPREADSHEET, {name: name for name in (*_BEFORE_CALCULATION, "calcPr")})


def calculation_chain(package: Package, workbook: str) -> str | None:
    """The part that lists in which order cells were calculated (18.6), which a change makes wrong."""
    return single(package, "calcChain", workbook)


def recalculated(package: Package, workbook: str) -> dict[str, bytes]:
    """Return the parts that say so, by name: none of them mentions the calculation chain.

    Args:
        package: The workbook, opened.
        workbook: Its main part.

    Raises:
        UnusableInputError: If it is damaged.
    """
    chain = calculation_chain(package, workbook)
    unchained = _without(package, workbook, chain) if chain else {}
    return {workbook: _at_opening(package, workbook)} | unchained


def _at_opening(package: Package, part: str) -> bytes:
    """Return the workbook's part with everything to be calculated at the next opening (18.2.2)."""
    data = package.read(part)
    listed = elements(data, part, lambda name, _: _WORKBOOK.get(name), package.limits.depth)
    children = [element for element in listed if element.level == 2]
    for element in children:
        if element.label == "calcPr":
            return edited(data, [setting(data, element, "fullCalcOnLoad", "1")])
    if not children:
        raise UnusableInputError("sheets.not-a-workbook")
    last = children[-1]
    prefix = qualified_name(data, last).removesuffix(last.label)
    return edited(data, [(last.end, last.end, f'<{prefix}calcPr fullCalcOnLoad="1"/>'.encode())])


def _without(package: Package, workbook: str, dropped: str) -> dict[str, bytes]:
    """Return the lists of content types and of the workbook's relationships without mention of a part."""
    pointers = package.spelling(relationships_part(workbook))
    types = package.spelling(CONTENT_TYPES)

    def pointing(_name: str, attributes: Attributes) -> bool | None:
        return _leads_to(package, target_part(workbook, attributes.get("Target", "")), dropped)

    def typing(_name: str, attributes: Attributes) -> bool | None:
        return _leads_to(package, attributes.get("PartName", "").lstrip("/"), dropped)

    return {pointers: _cut(package, pointers, pointing), types: _cut(package, types, typing)}


def _leads_to(package: Package, name: str, part: str) -> bool | None:
    return (name in package and package.spelling(name) == part) or None


def _cut(package: Package, part: str, label: Callable[[str, Attributes], bool | None]) -> bytes:
    data = package.read(part)
    found = elements(data, part, label, package.limits.depth)
    return edited(data, [(element.start, element.end, b"") for element in found])
