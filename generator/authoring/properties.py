"""Properties of paragraphs and their type, as styles and paragraphs hold them (ECMA-376 part 1, 17.3)."""

from generator.authoring.elements import Element, element
from generator.authoring.looks import Looks


def aligned(side: str) -> Element:
    """Alignment: ``left``, ``center``, ``right`` or ``both``."""
    return element("jc", val=side)


def inset(side: str, characters: int, points: float) -> Element:
    """An indent by so many characters.

    Args:
        side: ``left``, ``right`` or ``firstLine``.
        characters: How many.
        points: Size of the type; programs that do not count characters take the width from it.
    """
    width = round(characters * points * 20)
    return element("ind", **{f"{side}Chars": 100 * characters, side: width})


def pitch(line: int) -> Element:
    """Lines exactly so many twips from each other."""
    return element("spacing", line=line, lineRule="exact")


def single() -> Element:
    """Lines as close as their type asks."""
    return element("spacing", line=240, lineRule="auto")


def size(points: float) -> tuple[Element, Element]:
    """The size of type, which the file gives in half points."""
    half_points = round(points * 2)
    return element("sz", val=half_points), element("szCs", val=half_points)


def four_fonts(looks: Looks, part: str) -> Element:
    """The fonts of a part of the report in all four slots, and none of a theme, which would outrank them."""
    latin = looks.fonts["latin"]
    return element("rFonts", ascii=latin, hAnsi=latin, eastAsia=looks.fonts[part], cs=latin)
