"""The public validators of Office Open XML as witnesses."""

import functools
import re
import tempfile
from pathlib import Path

from ooxml_integrity import check
from openxml_audit import (  # type: ignore[import-untyped]
    OpenXmlValidator,
    ValidationError,
)

# openpyxl writes the children of a font in an order that is not the schema's; Excel reads it all the same.
_FONT_PATH = re.compile(r"/styleSheet\[1\]/(fonts\[1\]/font\[\d+\]|dxfs\[1\]/dxf\[\d+\]/font\[1\])")
_FONT_CHILD = re.compile(
    "b|charset|color|condense|extend|family|i|name|outline|scheme|shadow|strike|sz|u|vertAlign",
)


def audit(data: bytes, suffix: str) -> list[str]:
    """Give what openxml-audit and, for documents, ooxml-integrity find wrong with a file.

    Args:
        data: The file's bytes.
        suffix: ``.docx`` or ``.xlsx``.
    """
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        file = Path(folder) / f"file{suffix}"
        file.write_bytes(data)
        errors = _validator().validate(file).errors
        findings = check(file) if suffix == ".docx" else []
    return [str(error) for error in errors if not _is_order_of_font(error, suffix)] + list(map(str, findings))


@functools.cache
def _validator() -> OpenXmlValidator:
    return OpenXmlValidator(max_errors=0)


def _is_order_of_font(error: ValidationError, suffix: str) -> bool:
    return (
        suffix == ".xlsx"
        and error.part_uri == "/xl/styles.xml"
        and _FONT_PATH.fullmatch(error.path) is not None
        and _FONT_CHILD.fullmatch(error.node or "") is not None
        and error.description == f"Unexpected element '{error.node}' found"
    )
