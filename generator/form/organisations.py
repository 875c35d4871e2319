"""Names of organisations, compared as the form's texts say."""

import re
from collections.abc import Sequence

from generator.form.model import Form


def is_same_name(one: str, other: str, form: Form) -> bool:
    """Whether two names may be of the same organisation; either may leave out areas in front."""
    words = form.texts["organisations"]
    plain, plain_other = (re.sub(words["unsaid"], "", name) for name in (one, other))
    (areas, rest), (other_areas, other_rest) = (areas_and_rest(name, form) for name in (plain, plain_other))
    if plain == plain_other:
        return True
    if rest != other_rest or not (rest or (areas and other_areas)):
        return False
    return is_same_area(areas, other_areas)


def may_mean(said: str, name: str, form: Form) -> bool:
    """Whether what is said may be that organisation: cut short (市场监管局), its area, or an office of it."""
    unsaid = form.texts["organisations"]["unsaid"]
    plain, plain_name = (re.sub(unsaid, "", text) for text in (said, name))
    (areas, _), (own_areas, _) = (areas_and_rest(text, form) for text in (plain, plain_name))
    is_cut = _is_within(plain, plain_name) or _is_within(plain_name, plain)
    return (is_cut and is_same_area(areas, own_areas)) or is_same_name(said, name, form)


def is_same_area(areas: Sequence[str], others: Sequence[str]) -> bool:
    """Whether names may be of the same area, as far as both say one."""
    last, other_last = "".join(areas[-1:]), "".join(others[-1:])
    return last.endswith(other_last) or other_last.endswith(last)


def areas_and_rest(name: str, form: Form) -> tuple[list[str], str]:
    """The areas in front of a name, and what follows them."""
    areas: list[str] = []
    while match := re.match(form.texts["organisations"]["area"], name):
        areas.append(match[0])
        name = name[match.end() :]
    return areas, name


def _is_within(short: str, long: str) -> bool:
    """Whether the characters of one stand in the other, in their order."""
    rest = iter(long)
    return all(sign in rest for sign in short)
