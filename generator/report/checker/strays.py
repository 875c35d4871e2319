"""What was probably meant as a tag and is none, and tags where none is filled in."""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from itertools import islice

from generator.report.word.faults import Fault, Site, TagError
from generator.report.word.part import Element, Part, ancestors, attributes, nearest, parse_part
from generator.report.word.places import place_of
from generator.report.word.tags import Paragraph, Tag, paragraphs, site_in, site_of
from generator.report.word.template import Inspection

_TAG = re.compile(r"\{\{.{0,300}?\}\}|\{%.{0,300}?%\}|%7B%7B.{0,300}?%7D%7D", re.DOTALL)
_NEAR = re.compile(
    r"[{｛](?P<brace>[^{}｛｝]{1,100})[}｝]"
    r"|[\[［]{2}(?P<bracket>[^\[\]［］]{1,100})[\]］]{2}"
    r"|[<«《【]{1,2}(?P<quote>[^<>«»《》【】]{1,100})[>»》】]{1,2}"
    r"|(?P<bare>[a-z_]+(?:\.[a-z_]+)+)"
)
_IDENTIFIER = re.compile(r"[a-z_]+(?:\.[a-z_]+)*")
_STATEMENT = re.compile(r"(?:if|elif|for)\s.+|else|endif|endfor")
_SIGNS_OF_OTHERS = " %％=$#?"  # of other template languages: <%= title %>, {$title}
_TRACKED = frozenset({"w:ins", "w:del", "w:moveTo", "w:moveFrom"})
_COMMENTED = frozenset({"w:commentReference"})
_READ, _CODE = "w:t", "w:instrText"
_UNSEEN = frozenset({_READ, "w:delText"})
_ALIKE = 0.85
_MOST_LOOKED_AT = 1000


def strays(inspection: Inspection, names: Collection[str]) -> Iterator[Fault]:
    """Tell of near misses, and of tags in field codes, attributes, formulas and parts that are not filled in.

    Args:
        inspection: The template.
        names: Names and fields that tags may speak of.
    """
    for part, compiled in zip(inspection.parts, inspection.compiled, strict=True):
        faulty = [problem.tag for problem in compiled.problems]
        yield from _near_misses(part, [*compiled.tags, *faulty], names)
        yield from _closed_twice(set(compiled.tags).difference(faulty))
        yield from _tracked(compiled.tags)
        yield from _first_of(part, "revised", _TRACKED, compiled.tags)
        yield from _first_of(part, "commented", _COMMENTED, compiled.tags)
        yield from _in_attributes(part, names)
        for key, paragraph, text in _other_texts(part):
            if _TAG.search(text) or (key == "field-code" and _named(text, names)):
                yield TagError(key).at(Site(place_of(part, paragraph), text.strip(), text))
    yield from _in_other_parts(inspection, names)


def _near_misses(part: Part, taken: list[Tag], names: Collection[str]) -> Iterator[Fault]:
    spans = {(tag.paragraph.element.start, at) for tag in taken for at in range(tag.start, tag.end)}
    candidates = ((one, found) for one in paragraphs(part, _NEAR) for found in _NEAR.finditer(one.text))
    for paragraph, found in islice(candidates, _MOST_LOOKED_AT):
        ends = ((paragraph.element.start, at) for at in (found.start(), found.end() - 1))
        if spans.isdisjoint(ends) and (meant := _meant(found, names)):
            yield _near_miss(paragraph, found, meant)


def _near_miss(paragraph: Paragraph, found: re.Match[str], meant: str) -> Fault:
    return TagError("near-miss", meant=meant).at(site_in(paragraph, *found.span()))


def _meant(found: re.Match[str], names: Collection[str]) -> str:
    """The tag that was probably meant, or nothing."""
    source = (found[found.lastgroup] if found.lastgroup else "").strip()
    if found.lastgroup == "bare":
        return f"{{{{ {source} }}}}" if source in names else ""
    statement = source.strip(" %％")
    if found.lastgroup == "brace" and _STATEMENT.fullmatch(statement):
        return f"{{% {statement} %}}"
    name, bar, filters = (text.strip() for text in source.strip(_SIGNS_OF_OTHERS).partition("|"))
    near = [name] if name in names else get_close_matches(name, names, n=1, cutoff=_ALIKE)
    if not near and (found.lastgroup == "quote" or not _IDENTIFIER.fullmatch(name)):
        return ""
    return f"{{{{ {' '.join(filter(None, (near[0] if near else name, bar, filters)))} }}}}"


def _closed_twice(tags: Collection[Tag]) -> Iterator[Fault]:
    """Tell of a brace too many behind a tag, which would be printed."""
    for tag in tags:
        if tag.paragraph.text[tag.end : tag.end + 1] in ("}", "｝"):
            yield TagError("third-brace").at(site_in(tag.paragraph, tag.start, tag.end + 1))


def _tracked(tags: Collection[Tag]) -> Iterator[Fault]:
    for tag in tags:
        inside = tag.paragraph.part.between(tag.first_byte, tag.last_byte)
        around = (outer for span in tag.spans for outer in ancestors(span.piece.element))
        if any(element.name in _TRACKED for element in (*inside, *around)):
            yield TagError("tracked").at(site_of(tag))


def _first_of(part: Part, key: str, names: frozenset[str], tags: Collection[Tag]) -> Iterator[Fault]:
    """Tell, once for a part, of what would be left of the work on the template in every report."""

    def apart(element: Element) -> bool:
        return all(element.close < tag.first_byte or tag.last_byte < element.start for tag in tags)

    candidates = islice((element for element in part.elements if element.name in names), _MOST_LOOKED_AT)
    first = next(filter(apart, candidates), None)
    if first:
        text = "".join(piece.text for piece in part.pieces_between(first.start, first.close))
        yield TagError(key).at(Site(place_of(part, first), text, text))


def _in_attributes(part: Part, names: Collection[str]) -> Iterator[Fault]:
    for element in part.elements:
        for name, _, value in attributes(element):
            found = _TAG.search(value)
            if found or (name == "w:instr" and _named(value, names)):
                key = "field-code" if name == "w:instr" else "in-attribute"
                yield TagError(key).at(Site(place_of(part, element), found[0] if found else value, value))


def _other_texts(part: Part) -> Iterator[tuple[str, Element, str]]:
    """List texts that are not filled in: which fault a tag in one is, its paragraph, the text."""
    together: dict[tuple[str, Element], str] = {}
    for piece in part.pieces if part.is_word else ():
        if piece.element.name not in _UNSEEN:
            key = "field-code" if piece.element.name == _CODE else "other-text"
            host = nearest(piece.element, "w:p") or part.root
            together[key, host] = together.get((key, host), "") + piece.text
    yield from ((key, host, text) for (key, host), text in together.items())


def _in_other_parts(inspection: Inspection, names: Collection[str]) -> Iterator[Fault]:
    """Tell of tags in comments, charts, drawings and addresses of links."""
    package = inspection.template.package
    read = {part.name for part in inspection.parts}
    for name in package.names:
        if name in read or name.startswith("customXml/") or not name.endswith((".xml", ".rels")):
            continue
        data = package.read(name)
        if b"{" not in data and b"%7B" not in data:
            continue
        part = parse_part(data, name, package.limits.depth)
        yield from _in_attributes(part, names)
        yield from _in_texts(part)


def _in_texts(part: Part) -> Iterator[Fault]:
    together: dict[Element, str] = {}
    for piece in part.pieces:
        host = nearest(piece.element, "w:p") or piece.element
        together[host] = together.get(host, "") + piece.text
    for host, text in together.items():
        for found in _TAG.finditer(text):
            yield TagError("part-not-filled").at(Site(place_of(part, host), found[0], text))


def _named(text: str, names: Collection[str]) -> bool:
    """Whether a field code is the name of a field, as if its braces were those of a tag."""
    return text.strip() in names
