"""Which part of a package points to which (ECMA-376 part 2, 6.5)."""

from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath

from generator.errors import UnusableInputError
from generator.ooxml.markup import Attributes, scan, under
from generator.ooxml.package import Package

NAMESPACES = ("http://schemas.openxmlformats.org/package/2006/relationships",)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A pointer: its identifier, the last word of its type (``worksheet``) and the part it leads to.

    ``target`` is a part's name as in ``Package.names``, or empty where the pointer leads out of the file.
    """

    identifier: str
    kind: str
    target: str


def relationships_part(source: str) -> str:
    """Return the name of the part that holds a part's relationships (the package's own for ``""``)."""
    return join(dirname(source), "_rels", f"{basename(source)}.rels")


def target_part(source: str, target: str) -> str:
    """Return the part that a target, absolute or relative to its source, leads to."""
    return normpath(join("/", dirname(source), target)).lstrip("/")


def relationships(package: Package, source: str = "") -> tuple[Relationship, ...]:
    """Return the relationships of a part, or the package's own; none if it has none.

    Raises:
        UnusableInputError: If they cannot be parsed.
    """
    part = relationships_part(source)
    found: list[Relationship] = []

    def pointer(attributes: Attributes) -> None:
        external = attributes.get("TargetMode") == "External"
        target = "" if external else target_part(source, attributes.get("Target", ""))
        kind = attributes.get("Type", "").rpartition("/")[2]
        found.append(Relationship(attributes.get("Id", ""), kind, target))

    if part in package:
        scan(
            package.read(part), part, under(NAMESPACES, {"Relationship": pointer}), depth=package.limits.depth
        )
    return tuple(found)


def single(package: Package, kind: str, source: str = "") -> str | None:
    """Return the part of this kind that a part leads to, or None.

    Raises:
        UnusableInputError: If it lies outside the file or is missing.
    """
    for relationship in relationships(package, source):
        if relationship.kind == kind:
            return inside(package, relationship)
    return None


def inside(package: Package, relationship: Relationship) -> str:
    """Return the part that a relationship leads to, spelled as in the file.

    Raises:
        UnusableInputError: If it lies outside the file or is missing.
    """
    if not relationship.target:
        raise UnusableInputError("package.external-part", kind=relationship.kind)
    return package.spelling(relationship.target)
