"""The East Asian font of a run: its own, its styles', the document's (ECMA-376 part 1, 17.7.2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.report.word.part import Element, Part, attribute, nearest, properties_of

THEME = "+"
"""What stands before the name of a font that the document's theme gives (ECMA-376 part 1, 17.18.96)."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """The East Asian fonts that styles name.

    Attributes:
        by_style: That of each style, also where it has it from the one it is based on.
        default: The style of paragraphs that name none.
        usual: The font where no style names one.
    """

    by_style: Mapping[str, str] = field(default_factory=dict)
    default: str = ""
    usual: str = ""

    def of_run(self, part: Part, run: Element) -> str:
        """The font of a run, empty where none is named; one of the theme's as ``+minorEastAsia``."""
        paragraph = nearest(run, "w:p")
        styles = (_style(part, run, "w:rStyle"), _style(part, paragraph, "w:pStyle") or self.default)
        named = (_font(part, run), *(self.by_style.get(style, "") for style in styles), self.usual)
        return next(filter(None, named), "")


def fonts_of(styles: Part) -> Fonts:
    """The fonts of a document.

    Args:
        styles: Its part of styles.
    """
    every = {attribute(one, "w:styleId") or "": one for one in styles.named("w:style")}
    defaults = (
        identifier
        for identifier, one in every.items()
        if attribute(one, "w:type") == "paragraph" and attribute(one, "w:default") in ("1", "true", "on")
    )
    return Fonts(
        {name: font for name in every if (font := next(_inherited(styles, name, every), ""))},
        next(defaults, ""),
        next((font for one in styles.named("w:rPrDefault") if (font := _font(styles, one))), ""),
    )


def _inherited(styles: Part, name: str, every: Mapping[str, Element]) -> Iterator[str]:
    """The fonts of a style and those that it is based on, the nearest first; a circle of them ends."""
    seen: set[str] = set()
    while name in every and name not in seen:
        seen.add(name)
        if font := _font(styles, every[name]):
            yield font
        name = _value(styles, every[name], "w:basedOn")


def _font(part: Part, holder: Element) -> str:
    """The font in the properties of a run or a style; one of the theme goes before another (17.3.2.26)."""
    properties = properties_of(part, holder)
    for one in part.children(properties) if properties else ():
        if one.name == "w:rFonts":
            theme = attribute(one, "w:eastAsiaTheme")
            return f"{THEME}{theme}" if theme else attribute(one, "w:eastAsia") or ""
    return ""


def _style(part: Part, holder: Element | None, name: str) -> str:
    """The style that a run or a paragraph names in its properties."""
    properties = properties_of(part, holder) if holder else None
    return _value(part, properties, name) if properties else ""


def _value(part: Part, holder: Element, name: str) -> str:
    return next((attribute(one, "w:val") or "" for one in part.children(holder) if one.name == name), "")
