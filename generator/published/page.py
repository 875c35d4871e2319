"""A saved web page (.html, .htm, .mht) as blocks.

Read by one bounded pass over its tags and not by html.parser, which takes quadratic time over tags and
comments that never end.
"""

import binascii
import html
import quopri
import re
from collections.abc import Iterator

from generator.errors import UnusableInputError
from generator.published.block import Assembly, Document, Paragraph
from generator.published.emphasis import BEGIN, END, emphasised

LARGEST = 8_000_000
"""Bytes of a page."""

_TAGS = 300_000
_LONGEST = 10_000  # characters of attributes that are looked at
_LONGEST_TEXT = 300_000  # characters of a paragraph, white space included
_DEEPEST = 500
_PARTS = 100  # of a page saved with its pictures; the page itself comes first
_OURS = "data-field="  # of cells; on other pages, what is bold is set so for its looks
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9:]*)(?P<given>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>"""
    r"""|<(?P<end2>/?)(?P<name2>[A-Za-z][A-Za-z0-9:]*)(?P<given2>[^<>]*+)>|<[!?][^<>]*+>"""
)
_GIVEN = re.compile(r"""(?<![A-Za-z-])([A-Za-z-]++)\s*+=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_HIDDEN = re.compile(
    r"""display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden|font-size\s*:\s*0(?:p[tx])?\s*(?:[;"']|$)"""
    r"""|^(?:[^"']|"[^"]*"|'[^']*')*?\shidden(?:[\s=]|$)""",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\s*([0-9]{1,4})")
_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;\"']{0,60}line-through", re.IGNORECASE)
_HEADING = re.compile(r"h([1-6])")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_AROUND = re.compile(r"(?<=[^\x00-\xff]) (?=[^\x00-\xff])")
_NARROW = re.compile("[\xa0\u2000-\u200a\u202f]")  # spaces of other widths than that of a letter
_NUMBER = re.compile(r"(?<=[0-9.,]) (?=[0-9.,])")
_WORD = re.compile(r"\w")
_ADDRESS = re.compile(r"://|www\.|@")
_BOUNDARY = re.compile(rb'boundary="?([^"\r\n;]+)', re.IGNORECASE)

_LEFT_OUT = ("script", "style", "noscript", "template", "textarea", "select", "button", "svg", "iframe")
_ASIDE = ("nav", "aside", "footer", "caption", "rt", "rp")  # a caption says what the heading above does
_STRUCK = ("del", "s", "strike")
_CHANGED = (*_STRUCK, "ins")
_VOID = ("br", "img", "hr", "input", "meta", "link", "col", "wbr", "area", "base")
_BLOCKS = (
    *("p", "div", "section", "article", "main", "header", "center", "ul", "ol", "li", "dl", "dt", "dd"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "form", "body", "blockquote", "title", "head", "option"),
)


def read(data: bytes) -> Document:
    """Read a web page as blocks; what is hidden and what is navigation by its element is left out.

    What is struck out is read as deleted, and counted with what is put in as a tracked change.

    Args:
        data: The file, in whatever encoding.

    Raises:
        UnusableInputError: If it is too large or holds too much.
    """
    if len(data) > LARGEST:
        raise UnusableInputError("published.page-too-large", limit=LARGEST // 1_000_000)
    text = decoded(_page_of(data))
    for name in ("!--", *_LEFT_OUT):
        text = _without(text, f"<{name}", "-->" if name == "!--" else f"</{name}")
    if text.count("<") > _TAGS:
        raise UnusableInputError("published.too-many-tags", limit=_TAGS)
    page = _Page(reads_bold=_OURS in text)
    page.read(text)
    return page.assembly.document(page.revised)


def decoded(data: bytes) -> str:
    """The text of a page: what it declares is often wrong, so UTF-8 is tried first, then GB 18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    tries = (data.decode(encoding, errors="replace") for encoding in ("utf-8-sig", "gb18030"))
    return min(tries, key=lambda text: text.count("\ufffd"))


def _page_of(data: bytes) -> bytes:
    """The page itself, where it is saved with its pictures as one file (MHTML, RFC 2557)."""
    head = data[:4000]
    match = _BOUNDARY.search(head)
    if data.lstrip()[:1] == b"<" or match is None:
        return data
    for part in data.split(b"--" + match[1], _PARTS)[1:]:  # the first is the head of the whole file
        headers, _, body = part.replace(b"\r\n", b"\n").partition(b"\n\n")
        headers = headers.lower()
        if re.search(rb"content-type:\s*text/html", headers):
            if b"quoted-printable" in headers:
                return quopri.decodestring(body)
            return _of_base64(body) if b"base64" in headers else body
    return data


def _of_base64(body: bytes) -> bytes:
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        raise UnusableInputError("published.damaged-page") from None


def _without(text: str, start: str, end: str) -> str:
    """A text without all that stands between two marks; what never ends goes on to the end."""
    return "".join(_outside(text, start, end))


def _outside(text: str, start: str, end: str) -> Iterator[str]:
    lower = text.lower() if len(text.lower()) == len(text) else text
    at = 0
    while (begin := lower.find(start, at)) >= 0:
        yield text[at:begin]
        close = lower.find(end, begin)
        if close < 0:
            return
        at = close + len(end)
        if end != "-->":
            at = lower.find(">", close) + 1 or len(text)
    yield text[at:]


def _attributes(given: str) -> dict[str, str]:
    """What a tag says of its element, by name; of a very long one, the beginning."""
    return {key.lower(): "".join(values) for key, *values in _GIVEN.findall(given, 0, _LONGEST)}


def _span(given: str) -> int:
    """How far a cell reaches: the digits that the attribute begins with, 1 where it has none."""
    digits = _SPAN.match(given)
    return max(1, int(digits[1])) if digits else 1


class _Page:
    """What is read of a page, tag by tag. ``_left_out`` is the element that is passed over, and how deep."""

    def __init__(self, *, reads_bold: bool) -> None:
        self._reads_bold = reads_bold
        self.assembly = Assembly()
        self._text: list[str] = []
        self._level = 0
        self._left_out = ""
        self._inner = 0
        self._depth = 0
        self._links = 0
        self.revised = 0
        self._leads = True

    def read(self, text: str) -> None:
        at = 0
        for match in _TAG.finditer(text):
            self._put(text[at : match.start()])
            at = match.end()
            name = (match["name"] or match["name2"] or "").lower()
            if name:
                given = match["given"] or match["given2"] or ""
                self._tag(name, given, ends=bool(match["end"] or match["end2"]))
        self._put(text[at:])
        self._end_paragraph()

    def _put(self, text: str) -> None:
        if text and not self._left_out:
            self._text.append(text)
            self._leads = self._leads and (self._links > 0 or _WORD.search(text) is None)

    def _tag(self, name: str, given: str, *, ends: bool) -> None:
        if self._left_out:
            if name == self._left_out and not given.endswith("/"):
                self._inner += -1 if ends else 1
            if not self._inner:
                self._left_out = ""
            return
        has_text = name not in _VOID and not given.endswith("/")
        hidden = has_text and _HIDDEN.search(given, 0, _LONGEST)
        struck = name in _STRUCK or (has_text and _THROUGH.search(given, 0, _LONGEST))
        self.revised += (name in _CHANGED or bool(struck)) and not ends
        if not ends and (name in _ASIDE or struck or hidden):
            self._left_out, self._inner = name, 1
        elif name in ("table", "tr", "td", "th"):
            self._of_table(name, given, ends=ends)
        elif name == "a":
            self._links = max(0, self._links + (-1 if ends else 1))
        elif name == "strong" and self._reads_bold:
            self._text.append(END if ends else BEGIN)
        elif name == "sup" and self.assembly.in_cell:
            self._text.append("）" if ends else "（")  # a mark on a figure is no digit of it
        elif name == "input" and self.assembly.in_cell:
            asked = _attributes(given)
            if asked.get("type", "text").lower() in ("text", "number"):
                self._put(asked.get("value", ""))
        elif name == "br":
            self._text.append("\x00")
        elif name in _BLOCKS:
            self._end_paragraph()
            heading = _HEADING.fullmatch(name)
            self._level = int(heading[1]) if heading and not ends else 0

    def _of_table(self, name: str, given: str, *, ends: bool) -> None:
        self._end_paragraph()
        if name == "table":
            self._depth += -1 if ends else 1
            if self._depth > _DEEPEST:
                raise UnusableInputError("published.too-deep", limit=_DEEPEST)
            self._depth = max(0, self._depth)
            (self.assembly.close_table if ends else self.assembly.open_table)()
        elif not ends and name == "tr":
            self.assembly.open_row()
        elif not ends:
            spans = _attributes(given)
            self.assembly.open_cell(_span(spans.get("colspan", "")), _span(spans.get("rowspan", "")))

    def _end_paragraph(self) -> None:
        text = "".join(self._text)
        if len(text) > _LONGEST_TEXT:
            raise UnusableInputError("published.text-too-long", limit=_LONGEST_TEXT)
        self._text.clear()
        goes_on, leads, self._leads = False, self._leads, True
        for line in _SPACE.sub(" ", html.unescape(text)).split("\x00") if text.strip() else ():
            plain, marked = emphasised(_NUMBER.sub("", _AROUND.sub("", _NARROW.sub(" ", line))))
            is_link = leads and _ADDRESS.search(plain) is None
            found = Paragraph(plain, self._level, goes_on=goes_on, leads=is_link, marked=marked)
            self.assembly.paragraph(found)
            goes_on = goes_on or bool(plain)
