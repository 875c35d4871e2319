"""A Word document with tags as a template: compiled once, rendered many times, every figure read back.

A tag is ``{{ applications.received.natural }}`` (a field), ``{{ title }}`` (an expression of Jinja2),
``{% if … %}``, ``{% for … %}`` (a statement) or ``{# … #}`` (a comment). Everything else in the document
comes through byte for byte.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from types import MappingProxyType

from generator.errors import UnusableInputError
from generator.ooxml.kinds import as_document
from generator.ooxml.package import Kept, Package, open_package, pack
from generator.ooxml.relationships import inside, relationships, single
from generator.report.word.compile import MOST_PROBLEMS, CompiledPart, compile_part
from generator.report.word.faults import Fault, TemplateError
from generator.report.word.filters import FILTERS
from generator.report.word.fonts import Fonts, fonts_of
from generator.report.word.output import Output
from generator.report.word.part import Part, attribute, parse_part
from generator.report.word.program import Program, write
from generator.report.word.readback import verify
from generator.report.word.scope import Known, Scope
from generator.report.word.tags import site_of

_NO_FIGURES: Mapping[str, str] = MappingProxyType({})
_WITH_TEXT = ("header", "footer", "footnotes", "endnotes")
_PROPERTIES = ("core-properties", "extended-properties", "custom-properties")


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template.

    Attributes:
        package: The document it was compiled from.
        programs: What writes each part that holds tags.
        fields: The fields it may print.
        first_identifier: A number from which on no drawing of the document is numbered.
        replaced: Parts that take the place of the document's own, by name.
    """

    package: Package
    programs: Mapping[str, Program]
    fields: frozenset[str]
    first_identifier: int
    replaced: Mapping[str, bytes]

    def render(self, context: Mapping[str, object], figures: Mapping[str, str] = _NO_FIGURES) -> bytes:
        """Return the document with its tags replaced, after reading its figures back from the packed file.

        Args:
            context: Values by name.
            figures: For every field the text to print, empty for a blank.

        Returns:
            A packed .docx; equal input gives equal bytes.

        Raises:
            TemplateError: If a name has no value, or a value cannot be printed, compared or run through.
            ReadBackError: If the packed file does not hold the figures.
            KeyError: If a field has no text.
        """
        if missing := self.fields - figures.keys():
            raise KeyError(*sorted(missing))
        outputs = self.outputs(context, figures)
        packed = pack(self._parts(outputs))
        verify(packed, {name: output.figures for name, output in outputs.items()}, figures)
        return packed

    def outputs(
        self, context: Mapping[str, object], figures: Mapping[str, str], faults: list[Fault] | None = None
    ) -> dict[str, Output]:
        """Return what is written for each part that holds tags.

        Args:
            context: Values by name.
            figures: For every field the text to print.
            faults: If given, where faults are put; the first one does not end the rendering then.

        Raises:
            TemplateError: As for ``render``, unless ``faults`` is given.
        """
        scope, identifiers = Scope(context, figures), count(self.first_identifier)
        outputs = {name: Output(identifiers, faults=faults) for name in self.programs}
        for name, output in outputs.items():
            write(self.programs[name], scope, output)
        return outputs

    def _parts(self, outputs: Mapping[str, Output]) -> Iterator[tuple[str, bytes | Kept]]:
        written = {name: b"".join(output.pieces) for name, output in outputs.items()}
        for name in self.package.names:
            yield name, written.get(name) or self.replaced.get(name) or self.package.kept(name)


@dataclass(frozen=True, slots=True)
class Inspection:
    """A template looked at, whatever is wrong with it.

    Attributes:
        parts: Its parts that may hold tags, the main one first.
        compiled: What was understood of each.
        faults: What is wrong with its tags, in the order in which it stands.
        template: What can be rendered of it: the parts whose blocks fit.
    """

    parts: tuple[Part, ...]
    compiled: tuple[CompiledPart, ...]
    faults: tuple[Fault, ...]
    template: Template


def compile_template(
    data: bytes,
    fields: Collection[str] = (),
    filters: Mapping[str, Callable[..., object]] = FILTERS,
    names: Collection[str] | None = None,
) -> Template:
    """Compile a Word document with tags.

    Args:
        data: The .docx.
        fields: Identifiers of the fields that may be printed, each with a dot in it.
        filters: Functions that may follow ``|``, by name. A figure that one has changed is still read back;
            one that returns ``Printed`` itself says that the figure is as it was.
        names: Names that the context will have, if they are known: others are then faults. With a value for
            each, such as it will be, what stands behind a dot is looked at, too.

    Raises:
        TemplateError: With every fault in its tags.
        UnusableInputError: If it is no Word document or a damaged one.
    """
    inspection = inspect_template(data, fields, filters, names)
    if inspection.faults:
        raise TemplateError(inspection.faults)
    return inspection.template


def inspect_template(
    data: bytes,
    fields: Collection[str] = (),
    filters: Mapping[str, Callable[..., object]] = FILTERS,
    names: Collection[str] | None = None,
) -> Inspection:
    """Look at a Word document with tags, of which some may be wrong; arguments as for ``compile_template``.

    Raises:
        UnusableInputError: If it is no Word document or a damaged one.
    """
    package = open_package(data)
    samples = names if isinstance(names, Mapping) else {}
    known = Known(frozenset(fields), filters, None if names is None else frozenset(names), samples=samples)
    found = dict.fromkeys(package.spelling(name) for name in _parts_with_text(package))
    parts = tuple(parse_part(package.read(name), name, package.limits.depth) for name in found)
    if not parts[0].is_word:
        raise UnusableInputError("template.not-word")
    if package.has_macros:
        raise UnusableInputError("template.macros")
    fonts = _fonts(package)
    compiled = tuple(compile_part(part, known, fonts) for part in parts)
    programs = {part.name: part.program for part in compiled if part.program is not None}
    template = Template(package, programs, known.fields, _first_identifier(parts), as_document(package))
    return Inspection(parts, compiled, _faults(compiled), template)


def _parts_with_text(package: Package) -> Iterator[str]:
    """List the parts in which tags may stand, the main one first."""
    main = single(package, "officeDocument")
    if main is None:
        raise UnusableInputError("template.not-word")
    yield main
    for source, kinds in ((main, _WITH_TEXT), ("", _PROPERTIES)):
        for relationship in relationships(package, source):
            if relationship.kind in kinds and relationship.target:
                yield inside(package, relationship)


def _fonts(package: Package) -> Fonts:
    main = single(package, "officeDocument")
    name = single(package, "styles", main) if main else None
    return fonts_of(parse_part(package.read(name), name, package.limits.depth)) if name else Fonts()


def _faults(compiled: Iterable[CompiledPart]) -> tuple[Fault, ...]:
    """Return the faults of all parts; those of a text box, which lies in the file twice, are told once."""
    problems = [problem for part in compiled for problem in part.problems][:MOST_PROBLEMS]
    return tuple(dict.fromkeys(problem.error.at(site_of(problem.tag)) for problem in problems))


def _first_identifier(parts: Iterable[Part]) -> int:
    """Return a number above those of all drawings (ECMA-376 part 1, 20.4.2.5)."""
    drawings = (element for part in parts for element in part.named("wp:docPr"))
    numbers = (attribute(drawing, "id") or "" for drawing in drawings)
    return 1 + max((int(number) for number in numbers if number.isdecimal()), default=0)
