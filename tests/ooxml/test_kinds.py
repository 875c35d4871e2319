"""What an office file says that it is, and how such files end."""

import pytest

from generator.ooxml.kinds import as_document, ending
from generator.ooxml.package import Package, open_package
from tests.ooxml.conftest import pointers, zipped

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def of_type(content_type: str, part: str = "/word/document.xml") -> Package:
    other = '<Override PartName="/other.xml" ContentType="a/b"/>'
    main = f'<Override ContentType="{content_type}" PartName="{part}"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">{other}{main}</Types>',
        "_rels/.rels": pointers(("officeDocument", "word/document.xml")),
        "word/document.xml": "<a/>",
        "other.xml": "<a/>",
    }
    return open_package(zipped(parts))


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", ".xlsx"),
        ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", ".xlsm"),
        (f"{WORD}.document.main+xml", ".docx"),
        (f"{WORD}.template.main+xml", ".dotx"),
        ("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", ".dotm"),
        ("application/xml", ""),
    ],
)
def test_the_content_type_of_the_main_part_says_how_a_file_ends(content_type: str, expected: str) -> None:
    assert ending(of_type(content_type)) == expected
    assert ending(of_type(content_type.upper(), "/WORD/Document.xml")) == expected


def test_a_file_that_does_not_say_its_kind_may_end_as_it_likes() -> None:
    assert ending(of_type(f"{WORD}.document.main+xml", "/missing.xml")) == ""


def test_only_the_type_of_the_main_part_changes_for_a_plain_document() -> None:
    package = of_type(f"{WORD}.template.main+xml")
    changed = as_document(package)
    assert list(changed) == ["[Content_Types].xml"]
    before = package.read("[Content_Types].xml")
    assert changed["[Content_Types].xml"] == before.replace(b".template.main", b".document.main")
    assert as_document(of_type(f"{WORD}.document.main+xml")) == {}
