"""What a document says of itself: settings (ECMA-376 part 1, 17.15) and properties (part 2, clause 8)."""

from collections.abc import Iterator

from docx.document import Document

from generator.authoring.elements import Element, element, tag

_WORD = "http://schemas.microsoft.com/office/word"


def put_settings(document: Document) -> None:
    """Replace all settings of a document."""
    document.settings.element[:] = list(_settings())


def put_properties(document: Document) -> None:
    """Properties by tags, and no times: those would differ from run to run."""
    properties = document.core_properties
    properties._element[:] = []
    properties.title = tag("title")
    properties.author = tag("organisation")
    properties.language = "zh-CN"


def _settings() -> Iterator[Element]:
    yield element("zoom", percent=100)
    yield element("defaultTabStop", val=420)
    yield element("evenAndOddHeaders")
    yield element("characterSpacingControl", val="compressPunctuation")
    yield element(
        "compat",
        element("doNotExpandShiftReturn"),  # a line that ends with a break is not pulled apart
        element("compatSetting", name="compatibilityMode", uri=_WORD, val=15),
    )
    yield element("themeFontLang", val="en-US", eastAsia="zh-CN")
