"""Findings on the text itself: what was left unfinished, typed twice, left out, or taken from elsewhere."""

import re
from collections.abc import Callable, Iterator
from itertools import chain

from generator.checks.wording import cells_of, found, join, section_title
from generator.filing import Filing, Text
from generator.finding import Finding
from generator.form.model import Check, Form
from generator.form.organisations import may_mean
from generator.form.vocabulary import Pattern, Prose
from generator.narrative import BOLD

_AROUND = 8
_FEWEST = 2
_OVERVIEW = "overview"
_SECTIONS = (_OVERVIEW, "problems")
_YEAR = re.compile(r"[0-9]+(?=\s*年)")
_TITLES = re.compile(r"《[^《》]*》")
_SENTENCE = re.compile(r"[^。；]+")
_STARS = re.compile(r"(?<!\*)\*\*(?!\*)")
_NAMING = ("title", "signature")
_UNBROKEN = re.compile(r"[0-9０-９A-Za-z.,%％]+")


def findings(filing: Filing, form: Form, _previous: Filing | None) -> Iterator[Finding]:
    """Yield what is told of the texts, the same words once a check; nothing where there are no texts."""
    if not filing.texts:
        return
    for check in form.checks.values():
        if check.rule in _WORDS and _concerns(check, filing):
            yield from _quoted(check, filing, form)
        elif check.rule in _WHOLE and _concerns(check, filing):
            yield from _missing(check, filing, form)


def _concerns(check: Check, filing: Filing) -> bool:
    wanted = check.condition.particulars.items()
    return all(str(filing.particulars.get(key, "")) in values for key, values in wanted)


def goes_by(check: Check) -> set[str]:
    """The particulars without which a check is not made."""
    return {*check.condition.particulars, *_GOES_BY.get(check.rule, ())}


def _quoted(check: Check, filing: Filing, form: Form) -> Iterator[Finding]:
    seen: set[str] = set()
    for text in chain(_naming(filing), filing.texts):
        for words in _WORDS[check.rule](text.section, text.words, filing, form):
            if words not in seen:
                seen.add(words)
                place = section_title(text.section, form)
                yield found(check, words, form, cells=cells_of(text, filing), place=place, words=words)


def _naming(filing: Filing) -> Iterator[Text]:
    """The particulars that are printed as texts."""
    for name in _NAMING:
        if words := str(filing.particulars.get(name, "")).replace("\n", ""):
            yield Text(name, name, "", words)


def _missing(check: Check, filing: Filing, form: Form) -> Iterator[Finding]:
    section, absent = _WHOLE[check.rule](filing, form.vocabulary.prose)
    if absent:
        cells = tuple(filter(None, [filing.cell(section)]))
        yield found(check, section, form, cells=cells, place=section_title(section, form), words=join(absent))


def _placeholders(_section: str, text: str, filing: Filing, form: Form) -> Iterator[str]:
    """Words that stand for what was to be filled in, but for those of the organisation's own name."""
    name = str(filing.particulars.get("organisation", ""))
    matches = form.vocabulary.prose.patterns["placeholder"].finditer(text)
    yield from (_beside(text, match) for match in matches if match[0] not in name)


def _doubled(_section: str, text: str, _filing: Filing, form: Form) -> Iterator[str]:
    matches = form.vocabulary.prose.patterns["doubled"].finditer(text)
    yield from (_beside(text, match) for match in matches)


def _unbalanced(_section: str, text: str, _filing: Filing, form: Form) -> Iterator[str]:
    """The words at a bracket or ``**`` without its other half; numbers of a list have only one bracket."""
    prose = form.vocabulary.prose
    rest = prose.patterns["list_number"].sub(lambda match: " " * len(match[0]), text)
    for pair in prose.pairs:
        opened: list[int] = []
        for match in re.finditer(f"[{re.escape(pair)}]", rest):
            place = match.start()
            if match[0] in pair[::2]:
                opened.append(place)
            elif opened:
                opened.pop()
            else:
                yield _between(text, place - _AROUND, place + 1)
        yield from (_between(text, place, place + _AROUND + 1) for place in opened)
    plain = BOLD.sub(r"\1", text)
    yield from (_beside(plain, match) for match in _STARS.finditer(plain))


def _years(section: str, text: str, filing: Filing, form: Form) -> Iterator[str]:
    """Other years in this report's name and statistical period, and where applications of one are stated."""
    year, patterns = filing.particulars.get("year"), form.vocabulary.prose.patterns
    if not isinstance(year, int) or section == "signature":
        return
    if section in ("title", "opening"):
        matches = [match[0] for match in patterns["year"].finditer(_TITLES.sub("", text))]
    else:
        periods = (match[0] for match in patterns["period"].finditer(text))
        matches = [*periods, *_statements(text, patterns["statement"], year)]
    yield from (words for words in matches if any(int(found) != year for found in _YEAR.findall(words)))


def _statements(text: str, pattern: Pattern, year: int) -> Iterator[str]:
    """The words that state applications of a year, unless others of the text state this year's."""
    stated = list(pattern.finditer(text))
    if not any(int(match["year"]) == year for match in stated):
        yield from (match[0].lstrip("。；") for match in stated)


def _subject(section: str, text: str, filing: Filing, form: Form) -> Iterator[str]:
    """An earlier year whose work section one tells of, in a paragraph that does not speak of the report's."""
    year, patterns = filing.particulars.get("year"), form.vocabulary.prose.patterns
    name = str(filing.particulars.get("organisation", ""))
    if section != _OVERVIEW or not isinstance(year, int):
        return
    if str(year) in text or patterns["this_year"].search(text):
        return
    applications = "".join(_statements(text, patterns["statement"], year))  # have a finding of their own
    for match in patterns["subject"].finditer(text):
        is_own = not match["who"] or may_mean(match["who"], name, form)
        if int(match["year"]) < year and is_own and match[0] not in applications:
            yield match[0].strip()


def _bodies(section: str, text: str, filing: Filing, form: Form) -> Iterator[str]:
    """Another body that a paragraph of section one or five begins with, as a report does with its own."""
    name, patterns = str(filing.particulars.get("organisation", "")), form.vocabulary.prose.patterns
    match = patterns["begins"].search(text)
    if match is None or section not in _SECTIONS or not patterns["body"].search(name):
        return
    words = match["name"]
    theirs, ours = (patterns["government"].search(one) is not None for one in (words, name))
    if theirs == ours and not patterns["placeholder"].search(words) and not may_mean(words, name, form):
        yield words


def _scope(_section: str, text: str, filing: Filing, form: Form) -> Iterator[str]:
    """Numbers of a part, where the report is of the whole and the sentence does not speak of it."""
    prose = form.vocabulary.prose
    pattern = prose.scope.get(str(filing.particulars.get("scope", "")))
    for sentence in _SENTENCE.findall(text) if pattern else ():
        match = pattern.search(sentence) if pattern else None
        if match and not prose.patterns["whole"].search(sentence):
            yield match[0]


def _names(section: str, text: str, filing: Filing, form: Form) -> Iterator[str]:
    """Another organisation's name in title, opening and signature."""
    name, patterns = str(filing.particulars.get("organisation", "")), form.vocabulary.prose.patterns
    if section in _NAMING:
        said = [patterns["titles"].sub("", text)]
    elif section == "opening":
        said = [match["name"] for match in patterns["named"].finditer(_TITLES.sub("", text))]
    else:
        said = []
    if patterns["government"].search(name) and section == "opening":
        said = [words for words in said if patterns["government"].search(words)]
    for words in said:
        is_unfinished = patterns["placeholder"].search(words)
        if words and name and not is_unfinished and not may_mean(words, name, form):
            yield words


def _oneself(_section: str, text: str, filing: Filing, form: Form) -> Iterator[str]:
    """What only an organisation of another type calls itself."""
    pattern = form.vocabulary.prose.oneself.get(str(filing.particulars.get("organisation_type", "")))
    yield from (match[0] for match in pattern.finditer(text)) if pattern else ()


def _beside(text: str, match: re.Match[str]) -> str:
    return _between(text, match.start() - _AROUND // 2, match.end() + _AROUND // 2)


def _between(text: str, start: int, end: int) -> str:
    """The words between two places; a number or a Latin word that one of them would cut is there whole."""
    spans = [match.span() for match in _UNBROKEN.finditer(text)]
    first = next((left for left, right in spans if left < start < right), max(0, start))
    last = next((right for left, right in spans if left < end < right), end)
    return text[first:last]


def _aspects(filing: Filing, prose: Prose) -> tuple[str, list[str]]:
    text = _text(filing, "overview")
    absent = [name for name, pattern in prose.aspects.items() if not pattern.search(text)]
    return "overview", absent if _is_written(text, filing, prose) else []


def _accounting(filing: Filing, prose: Prose) -> tuple[str, list[str]]:
    own, more = _text(filing, "overview"), _text(filing, "problems")
    is_said = prose.patterns["accounting"].search(own + more)
    return "overview", [] if is_said or not _is_written(own, filing, prose) else [""]


def _is_written(text: str, filing: Filing, prose: Prose) -> bool:
    """Whether a text is more than a fragment: it speaks of two aspects at least, or the report is whole."""
    spoken_of = sum(bool(pattern.search(text)) for pattern in prose.aspects.values())
    return spoken_of >= _FEWEST or all(
        prose.patterns["full"].search(_text(filing, section)) for section in _SECTIONS
    )


def _text(filing: Filing, section: str) -> str:
    items = filing.narrative.get(section, ())
    return "\n".join(chain.from_iterable((item.heading, *item.paragraphs) for item in items))


_WORDS: dict[str, Callable[[str, str, Filing, Form], Iterator[str]]] = {
    "placeholder-words": _placeholders,
    "doubled-words": _doubled,
    "unbalanced-brackets": _unbalanced,
    "other-year": _years,
    "other-subject": _subject,
    "other-body": _bodies,
    "other-oneself": _oneself,
    "other-scope": _scope,
    "other-name": _names,
}
_GOES_BY = {"other-oneself": ("organisation_type",), "other-scope": ("scope",)}
_WHOLE: dict[str, Callable[[Filing, Prose], tuple[str, list[str]]]] = {
    "aspect-missing": _aspects,
    "accounting-missing": _accounting,
}
