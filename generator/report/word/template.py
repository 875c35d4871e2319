"""A Word document with tags as a template: compiled once, rendered many times, every figure read back.

A tag is ``{{ applications.received.natural }}`` (a field), ``{{ title }}`` (an expression of Jinja2),
``{% if … %}``, ``{% for … %}`` (a statement) or ``{# … #}`` (a comment). Everything else in the document
comes through byte for byte.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from types import MappingProxyType

from generator.errors import UnusableInputError
from generator.ooxml.package import Kept, Package, open_package, pack
from generator.ooxml.relationships import inside, relationships, single
from generator.report.word.compile import MOST_PROBLEMS, CompiledPart, compile_part
from generator.report.word.expressions import Scope, Vocabulary
from generator.report.word.faults import TemplateError
from generator.report.word.part import Part, attribute, parse_part
from generator.report.word.program import Output, Program, write
from generator.report.word.readback import verify
from generator.report.word.tags import site_of

_NO_FILTERS: Mapping[str, Callable[..., object]] = MappingProxyType({})
_WITH_TEXT = ("header", "footer", "footnotes", "endnotes")
_PROPERTIES = ("core-properties", "extended-properties")


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template.

    Attributes:
        package: The document it was compiled from.
        programs: What writes each part that holds tags.
        fields: The fields it may print.
        first_identifier: A number from which on no drawing of the document is numbered.
    """

    package: Package
    programs: Mapping[str, Program]
    fields: frozenset[str]
    first_identifier: int

    def render(self, context: Mapping[str, object], figures: Mapping[str, str]) -> bytes:
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
        scope, identifiers = Scope(context, figures), count(self.first_identifier)
        outputs = {name: _written(program, scope, identifiers) for name, program in self.programs.items()}
        packed = pack(self._parts(outputs))
        verify(packed, {name: output.figures for name, output in outputs.items()}, figures)
        return packed

    def _parts(self, outputs: Mapping[str, Output]) -> Iterator[tuple[str, bytes | Kept]]:
        for name in self.package.names:
            yield name, b"".join(outputs[name].pieces) if name in outputs else self.package.kept(name)


def compile_template(
    data: bytes,
    fields: Collection[str],
    filters: Mapping[str, Callable[..., object]] = _NO_FILTERS,
    names: Collection[str] | None = None,
) -> Template:
    """Compile a Word document with tags.

    Args:
        data: The .docx.
        fields: Identifiers of the fields that may be printed.
        filters: Functions that may follow ``|``, by name. Those that return ``Printed`` keep a figure one.
        names: Names that the context will have, if they are known: others are then faults.

    Raises:
        TemplateError: With every fault in its tags.
        UnusableInputError: If it is no Word document or a damaged one.
    """
    package = open_package(data)
    vocabulary = Vocabulary(frozenset(fields), filters, None if names is None else frozenset(names))
    found = dict.fromkeys(package.spelling(name) for name in _parts_with_text(package))
    parts = [parse_part(package.read(name), name, package.limits.depth) for name in found]
    if not parts[0].is_word:
        raise UnusableInputError("template.not-word")
    compiled = [compile_part(part, vocabulary) for part in parts]
    _refuse_faults(compiled)
    programs = {part.name: part.program for part in compiled if part.program is not None}
    return Template(package, programs, vocabulary.fields, _first_identifier(parts))


def _written(program: Program, scope: Scope, identifiers: Iterator[int]) -> Output:
    output = Output(identifiers)
    write(program, scope, output)
    return output


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


def _refuse_faults(compiled: list[CompiledPart]) -> None:
    problems = [problem for part in compiled for problem in part.problems][:MOST_PROBLEMS]
    # A text box lies in the file twice, for new and old programs: its faults are told once.
    faults = dict.fromkeys(problem.error.at(site_of(problem.tag)) for problem in problems)
    if faults:
        raise TemplateError(tuple(faults))


def _first_identifier(parts: list[Part]) -> int:
    """Return a number above those of all drawings (ECMA-376 part 1, 20.4.2.5)."""
    drawings = (element for part in parts for element in part.named("wp:docPr"))
    numbers = (attribute(drawing, "id") or "" for drawing in drawings)
    return 1 + max((int(number) for number in numbers if number.isdecimal()), default=0)
