"""What an office hands out: the page, a workbook for each unit, and how to use them."""

import base64
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from generator import __version__
from generator.filenames import file_names
from generator.filing import Filing
from generator.form.loader import load
from generator.form.model import Form
from generator.office.handouts import Last, filled
from generator.office.units import Unit
from generator.page.templates import template
from generator.report.handbook import entries
from generator.workbook import stencil as filling
from generator.workbook.blank import blank
from generator.workbook.handout import Handout

PAGE = "年报填报.html"
"""What the built page is called beside this module."""

_CONTACT = b"<!--CONTACT-->"
_LICENCES = re.compile(rb'<pre id="notices">(.*?)</pre>', re.DOTALL)
_PICTURE = ".png"


def common(page: bytes, form: Form, handout: Handout) -> dict[str, bytes]:
    """What everybody gets, by file name.

    Args:
        page: The built page.
        form: Its words say what files are called.
        handout: By when, and whom to call; the page says so where it cannot run.
    """
    names = form.texts["office"]["kit"]
    contact = template("contact.html.j2").render(handout=handout)
    notices = _LICENCES.search(page)
    return {
        names["page"]: page.replace(_CONTACT, contact.encode()),
        names["guide"]: template("guide.html.j2").render(handout=handout, pictures=_pictures()).encode(),
        names["handbook"]: _handbook(form).encode(),
        names["licences"]: html.unescape(notices[1].decode() if notices else "").encode(),
    }


def workbooks(
    units: Sequence[Unit], form: Form, year: int, handout: Handout, last: Mapping[str, Last]
) -> Iterator[tuple[Unit, str, bytes]]:
    """Yield each unit with its workbook and what that is called.

    Args:
        units: The list.
        form: The form.
        year: That of the report.
        handout: What the office adds.
        last: What units reported last year, by their names.
    """
    for unit, name in zip(units, workbook_names(units, form), strict=True):
        yield unit, name, workbook(unit, form, year, handout, last.get(unit.name))


def workbook(unit: Unit, form: Form, year: int, handout: Handout, last: Last) -> bytes:
    """The workbook of a unit, with what is known of it filled in."""
    return filling.filled(_stencil(form.id, form.edition, handout), filled(unit, form, year, last))


@lru_cache(maxsize=1)
def _stencil(form: str, edition: str, handout: Handout) -> filling.Stencil:
    """The blank workbook of them all: one is made, and filled in for each unit."""
    return filling.stencil(load(form, edition), __version__, handout)


def workbook_names(units: Sequence[Unit], form: Form) -> list[str]:
    """What the workbooks of units are called, no two alike."""
    pattern, stems = form.texts["office"]["kit"]["workbook"], file_names(unit.name for unit in units)
    return [pattern.format(unit=stems[unit.name]) for unit in units]


def blank_workbook(form: Form, year: int, handout: Handout) -> bytes:
    """The workbook for whoever is on no list."""
    return blank(form, __version__, Filing(form.id, form.edition, particulars={"year": year}), handout)


def _handbook(form: Form) -> str:
    """What each check looks at, and what to do, to be read and printed in a browser."""
    checks = [(check, list(entries(check, form))) for check in form.checks.values()]
    return str(template("handbook.html.j2").render(form=form, words=form.texts["handbook"], checks=checks))


def _pictures() -> list[tuple[str, str]]:
    """The pictures of the guide with what they show, which is what their files are called."""
    folder = files("generator.page") / "pictures"
    named = {file.name: file for file in folder.iterdir() if file.name.endswith(_PICTURE)}
    return [
        (base64.b64encode(file.read_bytes()).decode(), name.removesuffix(_PICTURE).partition(" ")[2])
        for name, file in sorted(named.items())
    ]
