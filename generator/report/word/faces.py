"""How what a tag prints looks: as its run does, bold in stretches, quotes from the East Asian font."""

import re
from dataclasses import dataclass

from generator.ooxml.edits import quoted
from generator.report.word.fonts import THEME, Fonts
from generator.report.word.part import Element, Part, attribute, properties_of
from generator.report.word.values import Escapes, escaped, plain_escapes, run_escapes

PRESERVE = b' xml:space="preserve"'
# Signs that Latin and East Asian fonts both have. A hint in the run decides for Word; LibreOffice goes by
# the sign before, at the beginning of a text by the one behind.
_EITHER = "[“”‘’—…]+"
_ALL = re.compile(_EITHER)
_BESIDE_LATIN = re.compile(rf"(?<=[!-~]){_EITHER}|\A{_EITHER}(?=[!-~])")


@dataclass(frozen=True, slots=True)
class Faces:
    """What a run is written with.

    Attributes:
        escapes: How its characters are written.
        signs: What is set in a run of its own; None for nothing.
        plain: What ends the run and begins it again, as it is in the template.
        bold: The same for a bold one,
        sign: for signs from the East Asian font,
        bold_sign: and for bold signs.
    """

    escapes: Escapes
    signs: re.Pattern[str] | None = None
    plain: bytes = b""
    bold: bytes = b""
    sign: bytes = b""
    bold_sign: bytes = b""

    def written(self, text: str, *, bold: bool = False) -> bytes:
        """Return a text as it stands in the run."""
        if not bold and not (self.signs and self.signs.search(text)):
            return escaped(text, self.escapes)
        face, sign = (self.bold, self.bold_sign) if bold else (self.plain, self.sign)
        pieces, at = [face if bold else b""], 0
        for match in self.signs.finditer(text) if self.signs else ():
            pieces += [escaped(text[at : match.start()], self.escapes), sign, match[0].encode(), face]
            at = match.end()
        pieces += [escaped(text[at:], self.escapes), self.plain if bold else b""]
        return b"".join(pieces)


def faces_of(part: Part, text: Element, fonts: Fonts) -> Faces:
    """Return the faces of a text that holds a tag.

    Args:
        part: The part.
        text: The element that holds the tag, ``w:t`` or, in the properties, any.
        fonts: Those of the document's styles.
    """
    run, w = text.parent, f"{text.prefix}:" if text.prefix else ""
    escapes = run_escapes(text.prefix) if part.is_word else plain_escapes()
    if run is None or run.name != "w:r":
        return Faces(escapes)
    style, own, rest = _properties(part, run)
    font = fonts.of_run(part, run)
    bold, east = f"<{w}b/>".encode(), _east_asian(font, w)

    def opened(*properties: bytes) -> bytes:
        inner = b"".join(properties)
        return run_anew(part, text, f"<{w}rPr>".encode() + inner + f"</{w}rPr>".encode())

    not_bold = b"".join(part.source(one) for one in rest if one.name != "w:b")
    return Faces(
        escapes,
        (_BESIDE_LATIN if _is_hinted(part, run) else _ALL) if font else None,
        run_anew(part, text),
        opened(style, own, bold, not_bold),
        opened(style, east, *map(part.source, rest)),
        opened(style, east, bold, not_bold),
    )


def run_anew(part: Part, text: Element, properties: bytes | None = None) -> bytes:
    """Return what ends the run of a text and begins it again, with the same properties if not told others."""
    run = text.parent
    if run is None:
        return b""
    own = properties_of(part, run)
    if properties is None:
        properties = part.source(own) if own else b""
    name = (f"{text.prefix}:t" if text.prefix else "t").encode()
    closing = b"</" + name + b">" + part.data[run.close : part.end(run)]
    opening = part.data[run.start : part.content(run)] + properties + b"<" + name + PRESERVE + b">"
    return closing + opening


def _properties(part: Part, run: Element) -> tuple[bytes, bytes, list[Element]]:
    """The properties of a run in the order of the schema: its style, its fonts, the others."""
    own = properties_of(part, run)
    inner = part.children(own) if own else []
    style, fonts = (
        b"".join(part.source(one) for one in inner if one.name == name) for name in ("w:rStyle", "w:rFonts")
    )
    return style, fonts, [one for one in inner if one.name not in ("w:rStyle", "w:rFonts")]


def _east_asian(font: str, w: str) -> bytes:
    name, kind = quoted(font.removeprefix(THEME)), "Theme" if font.startswith(THEME) else ""
    sides = "".join(f' {w}{side}{kind}="{name}"' for side in ("ascii", "hAnsi", "eastAsia"))
    return f'<{w}rFonts {w}hint="eastAsia"{sides}/>'.encode()


def _is_hinted(part: Part, run: Element) -> bool:
    own = properties_of(part, run)
    fonts = (one for one in part.children(own) if one.name == "w:rFonts") if own else ()
    return any(attribute(one, "w:hint") == "eastAsia" for one in fonts)
