"""What an office file is: the content type of its main part, and the ending of such files.

Office programs refuse a file whose ending says something else (ECMA-376 part 1, 11.3.10 and 12.3.23).
"""

from generator.ooxml.edits import edited, setting
from generator.ooxml.markup import Attributes, Element, elements
from generator.ooxml.package import CONTENT_TYPES, Package
from generator.ooxml.relationships import single

_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ENDINGS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": ".xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": ".xltx",
    "application/vnd.ms-excel.sheet.macroenabled.main+xml": ".xlsm",
    "application/vnd.ms-excel.template.macroenabled.main+xml": ".xltm",
    _DOCUMENT: ".docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": ".dotx",
    "application/vnd.ms-word.document.macroenabled.main+xml": ".docm",
    "application/vnd.ms-word.template.macroenabledtemplate.main+xml": ".dotm",
}
_OVERRIDE = "http://schemas.openxmlformats.org/package/2006/content-types}Override"


def ending(package: Package) -> str:
    """Return how a file of this kind has to end (``.xlsm``), or nothing where it does not say its kind.

    Raises:
        UnusableInputError: If what says so is damaged.
    """
    found = _of_main_part(package)
    return _ENDINGS.get(_type(found), "") if found else ""


def as_document(package: Package) -> dict[str, bytes]:
    """Return the part that makes a plain document of a Word template, by its name; nothing where it is one.

    Raises:
        UnusableInputError: If it is damaged.
    """
    found = _of_main_part(package)
    if found is None or _type(found) == _DOCUMENT:
        return {}
    part = package.spelling(CONTENT_TYPES)
    data = package.read(part)
    return {part: edited(data, [setting(data, found, "ContentType", _DOCUMENT)])}


def _type(element: Element[bool]) -> str:
    return element.attributes.get("ContentType", "").lower()


def _of_main_part(package: Package) -> Element[bool] | None:
    """The entry of the main part among the content types."""
    main = single(package, "officeDocument")
    part = package.spelling(CONTENT_TYPES)

    def entry(name: str, attributes: Attributes) -> bool | None:
        named = attributes.get("PartName", "").lstrip("/")
        return (name == _OVERRIDE and named in package and package.spelling(named) == main) or None

    return next(iter(elements(package.read(part), part, entry, package.limits.depth)), None)
