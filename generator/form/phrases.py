"""The phrases of a form as written in ``phrases.toml``, read into its vocabulary."""

from collections.abc import Collection, Mapping, Sequence

from generator.errors import FormError
from generator.form.expand import Expansion
from generator.form.source import Entry, entry
from generator.form.terms import Name
from generator.form.texts import Texts
from generator.form.vocabulary import NEVER, Pattern, Phrase, Prose, Reading, Repeated, Vocabulary

_PROSE = (
    *("placeholder", "doubled", "list_number", "year", "period", "statement", "accounting"),
    *("titles", "named", "government", "whole", "unchanging", "full", "assurance", "absent"),
    *("subject", "this_year", "begins", "body"),
)
_PHRASE = (
    *("things", "patterns", "so_far", "none", "not", "unless", "requires"),
    *("topics", "readings", "rule", "anytime", "unit"),
)
_FINDING = ("patterns", "things", "so_far", "none")
"""What a phrase is found by; it has one of them."""
_SKIP = (
    *("border", "sentence", "stretch", "last", "growth", "led", "up", "down"),
    *("share", "shared", "together", "listing", "parts", "hint", "from", "to"),
    *("body", "partial", "wider", "again", "summed", "area"),
    *("channel", "channels", "below", "all", "denying", "ratio", "same"),
    *("before", "total", "each", "alike", "lead", "closed", "overlap"),
)


def vocabulary(
    source: Entry, names: Mapping[str, Name], expansion: Expansion, own: Collection[str] | None
) -> Vocabulary:
    """Read the phrases of a form.

    Args:
        source: ``phrases.toml``.
        names: The names of figures that readings may use.
        expansion: For sums of fields.
        own: The phrases that the form words itself, if it extends another (else none). The other one may have
            names and fields that this one lacks: readings of those are left out of the phrases that it
            gave, and so are phrases that have no reading left.

    Raises:
        FormError: If a reading names what is not there, or a phrase a topic.
    """
    source.only(
        *("numerals", "words", "forms", "topics", "requires", "skip", "scopes", "wholes"),
        *("phrases", "texts", "prose"),
    )
    maker = _Maker(source, names, expansion, own)
    skip, topics = source.inner("skip").only(*_SKIP), source.inner("topics")
    wholes = source.inner("wholes")
    phrases = [maker.phrase(source.inner("phrases").inner(key)) for key in source.inner("phrases").data]
    phrases = [phrase for phrase in phrases if phrase.readings]
    return Vocabulary(
        phrases=tuple(phrases),
        denials=tuple(phrase for phrase in phrases if phrase.none is not NEVER),
        topics=maker.pattern("|".join(f"(?P<{key}>{topics.need(key, str)})" for key in topics.data), topics),
        skip={key: maker.pattern(skip.need(key, str), skip) for key in _SKIP},
        scopes=maker.by_key(source.inner("scopes")),
        wholes={key: maker.readings(wholes, key) for key in wholes.data},
        numerals=Texts("phrases.toml.numerals", source.inner("numerals").data),
        texts=Texts("phrases.toml.texts", source.inner("texts").data),
        prose=maker.prose(source.inner("prose")),
    )


class _Maker:
    """Patterns and readings as values."""

    def __init__(
        self,
        source: Entry,
        names: Mapping[str, Name],
        expansion: Expansion,
        own: Collection[str] | None,
    ) -> None:
        words = source.inner("words")
        self._words = {f"{{{key}}}": words.need(key, str) for key in words.data}
        self._forms = source.inner("forms").texts("thing")
        self._names = names
        self._expansion = expansion
        self._topics = source.inner("topics").data
        self._requires = source.inner("requires").only(*self._topics)
        self._own = own

    def phrase(self, data: Entry) -> Phrase:
        data.only(*_PHRASE)
        for topic in data.texts("topics"):
            if topic not in self._topics:
                raise FormError(
                    "form.no-such-value", place=data.place, value=topic, allowed="、".join(self._topics)
                )
        if not any(key in data.data for key in _FINDING):
            raise FormError("form.key-missing", place=data.place, key=_FINDING[0])
        unit = data.data.get("unit", 1)
        return Phrase(
            id=data.place.rpartition(".")[2],
            things=self._any_of("things", data),
            patterns=self._patterns(data),
            so_far=self._any_of("so_far", data),
            none=self._any_of("none", data),
            excluded=self.pattern(data.get("not", "(?!)"), data),
            unless=self.pattern(data.get("unless", "(?!)"), data),
            requires=self._required(data),
            topics=data.texts("topics"),
            readings=self.readings(data, "readings"),
            rule=data.get("rule", "number-differs"),
            anytime=data.get("anytime", False),
            unit=unit if isinstance(unit, int) else 1,
        )

    def _required(self, data: Entry) -> Pattern | None:
        """What must be named for a phrase to bind: as it says itself, else as its topic does."""
        own = data.get("requires", "")
        of_topics = (self._requires.get(topic, "") for topic in data.texts("topics"))
        text = own or next(filter(None, of_topics), "")
        return self.pattern(text, data) if text else None

    def pattern(self, text: str, place: Entry) -> Pattern:
        for word, meaning in self._words.items():
            text = text.replace(word, meaning)
        return Pattern(text, place.place)

    def prose(self, data: Entry) -> Prose:
        data.only(*_PROSE, "pairs", "aspects", "oneself", "scope", "repeated")
        return Prose(
            patterns={key: self.pattern(data.get(key, "(?!)"), data) for key in _PROSE},
            pairs=data.texts("pairs"),
            aspects=self.by_key(data.inner("aspects")),
            oneself=self.by_key(data.inner("oneself")),
            scope=self.by_key(data.inner("scope")),
            repeated=_repeated(data.inner("repeated")),
        )

    def by_key(self, data: Entry) -> dict[str, Pattern]:
        return {key: self.pattern(data.need(key, str), data) for key in data.data}

    def readings(self, data: Entry, key: str) -> tuple[Reading, ...]:
        written = data.need(key, list)
        return tuple(reading for one in written for reading in self._known(one, data))

    def _known(self, written: object, data: Entry) -> list[Reading]:
        """The reading, or none if it is of what only the extended form has."""
        try:
            return [self._reading(written, data)]
        except FormError as fault:
            given = self._own is not None and data.place.rpartition(".")[2] not in self._own
            if given and fault.key in ("form.no-such-field", "form.no-such-set"):
                return []
            raise

    def _any_of(self, key: str, place: Entry) -> Pattern:
        return self._either(place.texts(key), place)

    def _patterns(self, data: Entry) -> Pattern:
        """What binds a number: the things named in each of their forms, or other patterns."""
        things = "|".join(data.texts("things"))
        forms = [form.replace("{thing}", things) for form in self._forms]
        return self._either(forms if things else data.texts("patterns"), data)

    def _either(self, texts: Sequence[str], place: Entry) -> Pattern:
        return self.pattern("|".join(texts), place) if texts else NEVER

    def _reading(self, written: object, place: Entry) -> Reading:
        if isinstance(written, str):
            if written not in self._names:
                raise FormError("form.no-such-field", place=place.place, field=written)
            return Reading(written, written, self._names[written].terms)
        data = entry(place.place, written).only("words", "sum")
        return Reading(data.need("words", str), "", self._expansion.terms(data, "sum", needed=True))


def _repeated(data: Entry) -> Repeated:
    if not data.data:
        return Repeated()
    data.only("share", "fewest", "sections")
    return Repeated(data.need("share", int), data.need("fewest", int), data.texts("sections"))
