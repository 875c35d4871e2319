"""Where a check found something: the identifier that programs use, in the words that staff read, and back.

A finding, and the explanation that settles it, name the part of an identifier that the check ran over
(``natural``), a table, a section or a particular; or the words that the finding quotes, which stay.
"""

from collections.abc import Iterator
from itertools import chain

from generator.finding import copied
from generator.form.model import Form, Instance

EXTRAS = "extras"
"""The place, in findings, of the figures that an office asks for beyond the form."""


def of_instance(instance: Instance, form: Form) -> str:
    """Where a check looks: ``表三 自然人``, ``基本信息 机关名称``."""
    sheet = form.numbers.get(instance.table, form.texts["sheets"]["particulars"])
    return sheet if instance.subject in ("", instance.table) else f"{sheet} {instance.subject}"


def in_words(check: str, at: str, form: Form) -> str:
    """The words for a place.

    Args:
        check: The number of the check.
        at: An identifier, or words; of a finding about another one, its number and place (``T3-04 natural``).
        form: For its labels.
    """
    number, _, rest = at.partition(" ")
    if rest and number in form.checks:
        return f"{number} {in_words(number, rest, form)}"
    return dict(_known(check, form)).get(at, at) if at else at


def identifier(check: str, words: str, form: Form) -> str:
    """What the words for a place stand for, as people copy them; words that stand for none are returned.

    Args:
        check: The number of the check, as people copy it.
        words: As ``in_words`` gives them, or the label alone; an identifier may stand there, too.
        form: For its labels.
    """
    number, place = copied(check, words)
    own = list(_instances(number, form))  # first: of all places, a check is mostly explained at its own
    places = chain(((instance.at, of_instance(instance, form)) for instance in own), _known(number, form))
    labels = ((instance.at, instance.subject) for instance in own)
    found = (at for at, text in chain(places, labels) if copied("", text) == ("", place))
    return next(found, words)


def _known(check: str, form: Form) -> Iterator[tuple[str, str]]:
    """Identifiers with their words; what a check runs over stands last."""
    particulars = form.texts["sheets"]["particulars"]
    yield from ((section.id, section.title) for section in form.sections)
    yield "opening", form.texts["opening"]
    yield EXTRAS, form.texts["sheets"][EXTRAS]
    yield from ((group, f"{particulars} {name}") for group, name in form.groups.items())
    yield from form.numbers.items()
    for table, number in form.numbers.items():
        yield from ((name, f"{number} {form.fields[name].label}") for name in form.table_fields(table))
    yield from ((asked.id, f"{particulars} {asked.label}") for asked in form.particulars)
    yield from ((instance.at, of_instance(instance, form)) for instance in _instances(check, form))


def _instances(check: str, form: Form) -> Iterator[Instance]:
    """The check at each row, column or particular that it runs over."""
    if check in form.checks:
        yield from (instance for instance in form.checks[check].instances if instance.subject)
