"""The styles of the report: type, size, pitch and indent by GB/T 9704-2012, as far as they serve it."""

from collections.abc import Mapping
from typing import Any

from docx.document import Document
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

_PITCH = 579  # twips: 22 lines to 225 mm (GB/T 9704, 5.2.3)
_CONDENSED = -5  # twentieths of a point: 28 characters to 156 mm
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def put_styles(document: Document, words: Mapping[str, Any]) -> None:
    """Replace all styles of a document by those of the report.

    Args:
        document: A new one.
        words: The form's ``report`` texts: fonts.
    """
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    for xml in _styles(words["fonts"]):
        styles.append(parse_xml(xml))


def put_fonts(fonts: Mapping[str, str], substitutes: Mapping[str, str]) -> bytes:
    """The font table: every font that is used, with what is next best where it is missing."""
    names = sorted({*fonts.values(), *substitutes.values()})
    entries = "".join(_font(name, substitutes.get(name, "")) for name in names)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{entries}</w:fonts>'.encode()  # noqa: E501


def _font(name: str, substitute: str) -> str:
    other = f'<w:altName w:val="{substitute}"/>' if substitute else ""
    return f'<w:font w:name="{name}">{other}</w:font>'


def _styles(fonts: Mapping[str, str]) -> list[str]:
    body = _paragraph(
        "Normal", "Normal", fonts, fonts["body"], 16, "", line=_PITCH, spacing=_CONDENSED, default=True
    )
    return [
        f'<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr>{_fonts(fonts, fonts["body"])}<w:sz w:val="32"/><w:szCs w:val="32"/>'  # noqa: E501
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>",
        body,
        f'<w:style {nsdecls("w")} w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'  # noqa: E501
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>',  # noqa: E501
        _paragraph("BodyText", "Body Text", fonts, fonts["body"], 16, '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>'),  # noqa: E501
        _paragraph("Title", "Title", fonts, fonts["title"], 22, '<w:jc w:val="center"/>', line=640, spacing=0),  # noqa: E501
        _heading(1, fonts, fonts["heading_1"]),
        _heading(2, fonts, fonts["heading_2"]),
        _paragraph("Signature", "Signature", fonts, fonts["body"], 16, '<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>'),  # noqa: E501
        _paragraph("Header", "header", fonts, fonts["heading_1"], 14, '<w:jc w:val="center"/>', line=0, spacing=0, colour="C00000"),  # noqa: E501
        _paragraph("Footer", "footer", fonts, fonts["table"], 14, "", line=0, spacing=0),
        *(
            _paragraph(f"{kind}{size}", f"{kind} {size / 2:g}", fonts, fonts["table"], size / 2, f'<w:jc w:val="{jc}"/>', line=0, spacing=0)  # noqa: E501
            for kind, jc in (("TableHead", "center"), ("TableLabel", "left"), ("TableFigure", "center"))
            for size in (18, 21, 24)
        ),
        _table_style(),
    ]  # fmt: skip


def _paragraph(
    id_: str, name: str, fonts: Mapping[str, str], font: str, points: float, layout: str,
    *, line: int | None = None, spacing: int | None = None, default: bool = False, colour: str = "", outline: str = "",  # noqa: E501
) -> str:  # fmt: skip
    """A paragraph style; ``line`` is the exact pitch in twips, 0 for single spacing."""
    size = round(points * 2)
    pitch = {None: "", 0: '<w:spacing w:line="240" w:lineRule="auto"/>'}.get(
        line, f'<w:spacing w:line="{line}" w:lineRule="exact"/>'
    )
    condensed = "" if spacing is None else f'<w:spacing w:val="{spacing}"/>'
    coloured = f'<w:color w:val="{colour}"/>' if colour else ""
    start = 'w:default="1" ' if default else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    follows = '<w:next w:val="BodyText"/>' if outline else ""
    keep = "<w:keepNext/><w:keepLines/>" if outline else ""
    widow = '<w:widowControl w:val="0"/>' if default else ""
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" {start}w:styleId="{id_}"><w:name w:val="{name}"/>{based}{follows}<w:qFormat/>'  # noqa: E501
        f"<w:pPr>{keep}{widow}{pitch}{layout}{outline}</w:pPr>"
        f'<w:rPr>{_fonts(fonts, font)}{coloured}{condensed}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'  # noqa: E501
    )


def _heading(level: int, fonts: Mapping[str, str], font: str) -> str:
    indent = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return _paragraph(f"Heading{level}", f"heading {level}", fonts, font, 16, indent, outline=outline)


def _fonts(fonts: Mapping[str, str], east: str) -> str:
    """All four slots, and no theme: a theme's font would outrank the names."""
    latin = fonts["latin"]
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{latin}"/>'


def _table_style() -> str:
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in _EDGES)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 20), ("left", 40), ("bottom", 20), ("right", 40))
    )
    return (
        f'<w:style {nsdecls("w")} w:type="table" w:styleId="FormTable"><w:name w:val="Form Table"/><w:basedOn w:val="TableNormal"/>'  # noqa: E501
        f'<w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style>'  # noqa: E501
    )  # fmt: skip
