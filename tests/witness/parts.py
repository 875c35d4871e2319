"""A package of Office Open XML as bytes, and the rules that hold for every package (ECMA-376, part 2)."""

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
REFERENCES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES_PART = "[Content_Types].xml"
MIDNIGHT = (1980, 1, 1, 0, 0, 0)
UNIX = 3

Element = etree._Element


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from a part ('' is the package itself) to another part or, if external, elsewhere."""

    source: str
    id: str
    type: str  # last word of the type's address: officeDocument, styles, hyperlink
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The opened archive: its directory, the bytes of each part, the parsed roots of those that are XML."""

    entries: list[zipfile.ZipInfo]
    parts: dict[str, bytes]
    roots: dict[str, Element]
    unreadable: list[str]

    def relationships(self, source: str) -> list[Relationship]:
        """Give the relationships of a part, or of the package ('')."""
        root = self.roots.get(relationships_part(source))
        return [] if root is None else [_relationship(source, element) for element in _elements(root)]

    def target(self, source: str, kind: str) -> str:
        """Give the first part that `source` relates to as `kind`, or ''."""
        return next((one.target for one in self.relationships(source) if one.type == kind), "")


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts as we expect to find them: in the given order, stored, dated 1980-01-01, made under Unix."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, MIDNIGHT)
            entry.create_system = UNIX
            archive.writestr(entry, data)
    return target.getvalue()


def opened(data: bytes) -> Package:
    """Open a package.

    Raises:
        zipfile.BadZipFile: If it is no archive.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        parts = {entry.filename: archive.read(entry) for entry in entries}
    roots: dict[str, Element] = {}
    unreadable: list[str] = []
    for name, content in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                roots[name] = _parsed(content)
            except etree.XMLSyntaxError as error:
                unreadable.append(f"{name}: {error.msg}")
    return Package(entries, parts, roots, unreadable)


def relationships_part(source: str) -> str:
    """Name the part that holds the relationships of `source`."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def faults_of_package(package: Package) -> list[str]:
    """Give what is wrong with the archive, the content types and the relationships."""
    return [fault for rule in RULES for fault in rule(package)]


def _parsed(content: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(content, parser)


def _elements(root: Element) -> Iterator[Element]:
    return root.iterchildren("{*}*")


def _relationship(source: str, element: Element) -> Relationship:
    target, external = element.get("Target", ""), element.get("TargetMode") == "External"
    if not external:
        path = unquote(target.partition("#")[0])
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), path)).lstrip("/")
    kind = element.get("Type", "").rpartition("/")[2]
    return Relationship(source, element.get("Id", ""), kind, target, external)


def _sources(package: Package) -> list[str]:
    return ["", *(name for name in package.parts if name != TYPES_PART and not name.endswith(".rels"))]


def _entries(package: Package) -> Iterator[str]:
    for entry in package.entries:
        if entry.date_time != MIDNIGHT:
            yield f"{entry.filename}: dated {entry.date_time}, not 1980-01-01"
        if entry.create_system != UNIX:
            yield f"{entry.filename}: create_system is {entry.create_system}, not {UNIX}"


def _unique_entries(package: Package) -> Iterator[str]:
    # Part names are compared without regard to case (ECMA-376, part 2, 6.3.5).
    counted = Counter(entry.filename.lower() for entry in package.entries)
    yield from (f"{name}: {count} entries of this name" for name, count in counted.items() if count > 1)


def _readable_parts(package: Package) -> Iterator[str]:
    yield from package.unreadable
    for name, content in package.parts.items():
        if b"<!DOCTYPE" in content:
            yield f"{name}: has a DOCTYPE"


def _content_types(package: Package) -> Iterator[str]:
    root = package.roots.get(TYPES_PART)
    if root is None:
        yield f"{TYPES_PART}: missing"
        return
    defaults = [one.get("Extension", "").lower() for one in root.iterchildren(f"{{{CONTENT_TYPES}}}Default")]
    overrides = [one.get("PartName", "")[1:] for one in root.iterchildren(f"{{{CONTENT_TYPES}}}Override")]
    for name, count in (Counter(defaults) + Counter(overrides)).items():
        if count > 1:
            yield f"{TYPES_PART}: {name} has {count} content types"
    for name in overrides:
        if name not in package.parts:
            yield f"{TYPES_PART}: names {name}, which is missing"
    for name in package.parts:
        if name not in {TYPES_PART, *overrides} and name.rpartition(".")[2].lower() not in defaults:
            yield f"{name}: has no content type"


def _relationship_targets(package: Package) -> Iterator[str]:
    for source in _sources(package):
        links = package.relationships(source)
        for name, count in Counter(link.id for link in links).items():
            if count > 1:
                yield f"{relationships_part(source)}: {count} relationships {name}"
        for link in links:
            if not link.external and link.target not in package.parts:
                yield f"{relationships_part(source)}: {link.id} points to {link.target}, which is missing"
            if link.external and link.type != "hyperlink":
                yield f"{relationships_part(source)}: {link.id} is an external {link.type}"


def _reachable_parts(package: Package) -> Iterator[str]:
    targets = {link.target for source in _sources(package) for link in package.relationships(source)}
    for name in package.parts:
        if name.endswith(".rels"):
            folder, _, part = name.rpartition("_rels/")
            if f"{folder}{part[: -len('.rels')]}" not in {"", *package.parts}:
                yield f"{name}: belongs to no part"
        elif name not in {TYPES_PART, *targets}:
            yield f"{name}: no relationship leads to it"


def _references(package: Package) -> Iterator[str]:
    for name, root in package.roots.items():
        known = {link.id for link in package.relationships(name)}
        for element in root.iter("{*}*"):
            for attribute, value in element.attrib.items():
                if str(attribute).startswith(f"{{{REFERENCES}}}") and value not in known:
                    yield f"{name}: refers to relationship {str(value)!r}, which is missing"


def _macros(package: Package) -> Iterator[str]:
    for name in package.parts:
        if name.lower().endswith("vbaproject.bin"):
            yield f"{name}: holds macros"
    if b"macroEnabled" in package.parts.get(TYPES_PART, b""):
        yield f"{TYPES_PART}: macros are enabled"


RULES = (
    _entries,
    _unique_entries,
    _readable_parts,
    _content_types,
    _relationship_targets,
    _reachable_parts,
    _references,
    _macros,
)
