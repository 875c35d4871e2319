"""XML from outside is parsed within bounds, and elements are placed to the byte."""

import time

import pytest

from generator.ooxml.markup import Element, elements, scan
from tests.ooxml.conftest import refused

LAUGHS = (
    '<!DOCTYPE a [<!ENTITY x0 "ha">'
    + "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 12))
    + "]><a>&x11;</a>"
)


def listed(data: bytes) -> list[Element[str]]:
    return elements(data, "part.xml", lambda name, _: name)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "markup.broken"),
        (b"<a>", "markup.broken"),
        (b"<a><b></a></b>", "markup.broken"),
        (b"<a>\0</a>", "markup.broken"),
        (b"<a>&unknown;</a>", "markup.broken"),
        (b"<!DOCTYPE a><a/>", "markup.doctype"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "markup.doctype"),
        (LAUGHS.encode(), "markup.doctype"),
        (LAUGHS.encode("utf-16"), "markup.doctype"),
        (b"<a>" * 257 + b"</a>" * 257, "markup.too-deep"),
        (b"<a>" * 1_000_000, "markup.too-deep"),
        ('<?xml version="1.0" encoding="GBK"?><a>表</a>'.encode("gbk"), "markup.encoding"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "markup.encoding"),
        ('<a b="€"/>'.encode("cp1252"), "markup.broken"),
    ],
)
def test_what_cannot_be_parsed_is_refused_with_the_parts_name(data: bytes, key: str) -> None:
    with refused(key) as caught:
        scan(data, "xl/part.xml", {})
    assert "xl/part.xml" in str(caught.value)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"<a>", "markup.broken"),
        (LAUGHS.encode(), "markup.doctype"),
        (b"<a>" * 257, "markup.too-deep"),
        ("<a/>".encode("utf-16"), "markup.not-utf-8"),
        ("<a/>".encode("utf-16-le"), "markup.not-utf-8"),
    ],
)
def test_elements_are_placed_within_the_same_bounds_and_in_utf_8_only(data: bytes, key: str) -> None:
    with refused(key) as caught:
        elements(data, "xl/part.xml", lambda name, _: name)
    assert "xl/part.xml" in str(caught.value)


def test_nesting_up_to_the_bound_is_accepted() -> None:
    depths: list[object] = []
    scan(b"<a>" * 256 + b"</a>" * 256, "part.xml", {"a": depths.append})
    assert len(depths) == 256


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_texts_arrive_whole_in_both_encodings(encoding: str) -> None:
    texts: list[str] = []
    scan("<a>甲&amp;乙<![CDATA[<丙>]]></a>".encode(encoding), "part.xml", {}, text=texts.append)
    assert texts == ["甲&乙<丙>"]


def test_a_tag_of_many_attributes_is_placed_soon() -> None:
    data = b"<a " + b" ".join(b'b%d="\'"' % number for number in range(100_000)) + b"/>"
    started = time.process_time()
    assert [element.end for element in listed(data)] == [len(data)]
    assert time.process_time() - started < 2


def test_elements_are_placed_to_the_byte() -> None:
    data = "<x:甲 xmlns:x='u' q='a>b'><乙 c=\">'/>\" /><丙>文</丙 ></x:甲>".encode()
    root, empty, full = listed(data)
    assert (root.label, empty.label, full.label) == ("u}甲", "乙", "丙")
    assert data[root.start : root.content].decode() == "<x:甲 xmlns:x='u' q='a>b'>"
    assert data[root.close : root.end].decode() == "</x:甲>"
    assert data[empty.start : empty.end].decode() == '<乙 c=">\'/>" />'
    assert empty.empty
    assert data[full.content : full.close].decode() == "文"
    assert data[full.close : full.end].decode() == "</丙 >"
    assert [element.level for element in (root, empty, full)] == [1, 2, 2]
