"""Word documents written by hand: as little XML as a template needs."""

from xml.etree.ElementTree import fromstring

from generator.ooxml.package import open_package, pack

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>'
)
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Company>{}</Company></Properties>"
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="'
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
MAIN = "word/document.xml"


def t(text: str) -> str:
    """A text element; the text is markup."""
    return f"<w:t>{text}</w:t>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{t(text)}</w:r>"


def p(*texts: str) -> str:
    """A paragraph of runs; what begins with ``<`` stands as it is."""
    return f"<w:p>{''.join(text if text.startswith('<') else r(text) for text in texts)}</w:p>"


def tc(*content: str, properties: str = "") -> str:
    """A cell of paragraphs; what begins with ``<`` stands as it is."""
    inner = "".join(one if one.startswith("<") else p(one) for one in content)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inner}</w:tc>"


def tr(*cells: str) -> str:
    """A row; what begins with ``<`` stands as it is."""
    return f"<w:tr>{''.join(cell if cell.startswith('<') else tc(cell) for cell in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def text_box(*paragraphs: str) -> str:
    """A run with a text box, once for new programs and once for old ones."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        f'<wp:docPr id="4" name="x"/><wps:txbx>{content}</wps:txbx></wp:inline></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def document(*body: str) -> bytes:
    """The main part."""
    return f"<w:document {_NAMESPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>".encode()


def docx(*body: str, title: str = "", company: str = "", **others: str) -> bytes:
    """A document; ``others`` are parts by kind, ``header``, ``footnotes``, with what stands in their root."""
    roots = {
        "header": "hdr",
        "footer": "ftr",
        "footnotes": "footnotes",
        "endnotes": "endnotes",
        "styles": "styles",
    }
    parts = {
        f"word/a-{kind}.xml": f"<w:{roots[kind]} {_NAMESPACES}>{content}</w:{roots[kind]}>".encode()
        for kind, content in others.items()
    }
    return packed(document(*body), parts, title=title, company=company)


def packed(
    main: bytes, others: dict[str, bytes] | None = None, title: str = "", company: str = "", name: str = MAIN
) -> bytes:
    """A package of parts given as bytes; ``others`` are pointed to by the kind in their names."""
    others = others or {}
    pointers = [(name.partition("-")[2].removesuffix(".xml"), name.removeprefix("word/")) for name in others]
    properties = [
        (f"{_PACKAGE}/metadata/core-properties", "docProps/core.xml"),
        (f"{_OFFICE}/extended-properties", "docProps/app.xml"),
    ]
    parts = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _relationships([(f"{_OFFICE}/officeDocument", name), *properties]),
        name: main,
        f"word/_rels/{name.rpartition('/')[2]}.rels": _relationships(
            [(f"{_OFFICE}/{kind}", target) for kind, target in pointers]
        ),
        "docProps/core.xml": _CORE.format(title).encode(),
        "docProps/app.xml": _APP.format(company).encode(),
        **others,
    }
    return pack(parts.items())


def part(data: bytes, name: str = MAIN) -> bytes:
    """A part of a package."""
    return open_package(data).read(name)


def body(data: bytes) -> str:
    """What stands between the tags of the body, without its section's properties."""
    inner = part(data).decode().partition("<w:body>")[2]
    return inner.removesuffix("<w:sectPr/></w:body></w:document>")


def texts(data: bytes, name: str = MAIN) -> list[str]:
    """The texts of the paragraphs of a part as an independent reader sees them."""
    root = fromstring(part(data, name))
    return ["".join(_signs(paragraph)) for paragraph in root.iter(f"{{{W}}}p")]


def _signs(paragraph: object) -> list[str]:
    signs = {f"{{{W}}}br": "\n", f"{{{W}}}tab": "\t"}
    return [signs.get(one.tag, one.text or "" if one.tag == f"{{{W}}}t" else "") for one in paragraph.iter()]  # type: ignore[attr-defined]


def _relationships(pointers: list[tuple[str, str]]) -> bytes:
    listed = (
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pointers, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(listed)}</Relationships>'.encode()
