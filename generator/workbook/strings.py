"""The texts of a workbook that openpyxl has written, moved from its cells into the shared strings.

openpyxl writes every text inline; Excel would move them at the next save, and validators say so.
Only files fresh from openpyxl come here, so their XML may be written anew.
"""

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from generator.ooxml.markup import SPREADSHEET

_MAIN, _ = SPREADSHEET
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SHARED = "xl/sharedStrings.xml"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


def shared(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a workbook's parts with inline strings in ``xl/sharedStrings.xml`` (ECMA-376-1, 18.4)."""
    index: dict[str, int] = {}
    written = {
        name: _without_inline(data, index) if name.startswith("xl/worksheets/sheet") else data
        for name, data in parts.items()
    }
    written["[Content_Types].xml"] = _with_child(
        written["[Content_Types].xml"], _TYPES, "Override", PartName=f"/{_SHARED}", ContentType=_CONTENT_TYPE
    )
    relationships = "xl/_rels/workbook.xml.rels"
    written[relationships] = _with_child(
        written[relationships], _RELATIONSHIPS, "Relationship",
        Id="rIdStrings", Type=f"{_RELATED}/sharedStrings", Target="sharedStrings.xml",
    )  # fmt: skip
    return written | {_SHARED: _table(index)}


def _without_inline(data: bytes, index: dict[str, int]) -> bytes:
    root = ET.fromstring(data)  # noqa: S314  (our own file)
    for cell in root.iter(f"{{{_MAIN}}}c"):
        if cell.get("t") == "inlineStr":
            text = "".join(node.text or "" for node in cell.iter(f"{{{_MAIN}}}t"))
            for child in list(cell):
                cell.remove(child)
            cell.set("t", "s")
            ET.SubElement(cell, f"{{{_MAIN}}}v").text = str(index.setdefault(text, len(index)))
    return serialised(root, _MAIN)


def _table(index: Mapping[str, int]) -> bytes:
    root = ET.Element(f"{{{_MAIN}}}sst", {"uniqueCount": str(len(index))})
    for text in index:
        node = ET.SubElement(ET.SubElement(root, f"{{{_MAIN}}}si"), f"{{{_MAIN}}}t", {_PRESERVE: "preserve"})
        node.text = text
    return serialised(root, _MAIN)


def _with_child(data: bytes, namespace: str, tag: str, **attributes: str) -> bytes:
    root = ET.fromstring(data)  # noqa: S314  (our own file)
    ET.SubElement(root, f"{{{namespace}}}{tag}", attributes)
    return serialised(root, namespace)


def serialised(root: ET.Element, namespace: str) -> bytes:
    """A part's XML, its main namespace without a prefix."""
    ET.register_namespace("r", _RELATED)
    ET.register_namespace("", namespace)
    return bytes(ET.tostring(root, encoding="UTF-8", xml_declaration=True))
