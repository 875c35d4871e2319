"""A new edition is a new folder: what a maintainer writes there goes all the way, unknown to Python."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.authoring.handbook import handbook
from generator.authoring.slip import build_slip
from generator.authoring.template import build_template
from generator.checks import check
from generator.filing import Filing
from generator.filing_json import from_json
from generator.final import differences, side, side_of
from generator.form import folder
from generator.form.loader import build, load, of_year
from generator.form.model import Form, Severity
from generator.intake import added_up, received
from generator.report.checker import check_template
from generator.report.render import render
from generator.report.web.page import render_page
from generator.workbook.blank import blank
from tests.form.files import files
from tests.form.next_edition import next_edition

EXAMPLE = Path(__file__).parents[1] / "examples" / "北京市通州区2024.json"


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Form]:
    """The new edition in a folder of forms, with its Word templates as ``make forms`` builds them."""
    root = tmp_path_factory.mktemp("templates")
    drawn = build(files(), next_edition())
    built = {"report.docx": build_template(drawn), "slip.docx": build_slip(drawn)}
    old = folder.read("disclosure", "2019")
    for edition, given in (("2027", next_edition() | built), ("2021", files()), ("2019", old)):
        here = root / f"disclosure-{edition}"
        here.mkdir()
        for name, data in given.items():
            (here / name).write_bytes(data)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(folder, "root", lambda: root)
        load.cache_clear()
        yield load("disclosure", "2027")
    load.cache_clear()


def last_year() -> dict[str, object]:
    """The example as JSON: of edition 2021, of the year before."""
    text = EXAMPLE.read_text(encoding="utf-8").replace("2024", "2026")
    return {**json.loads(text), "year": 2026}


def filing(form: Form, **figures: object) -> Filing:
    """The example as an answer to the new edition."""
    text = EXAMPLE.read_text(encoding="utf-8").replace("2024", "2027")
    answers = json.loads(text) | {"edition": "2027", "year": 2027}
    applicants = ("natural", "business", "research", "social", "legal", "other")
    answers["figures"] |= {f"applications.unavailable_elsewhere.{one}": 0 for one in applicants}
    answers["figures"] |= dict.fromkeys(
        (f"reviews.retrial.{outcome}" for outcome in ("upheld", "corrected", "other")), 0
    )
    answers["figures"] |= {
        "reviews.retrial.pending": 2,
        "proactive.procurement.tendered": 12,
        "proactive.procurement.otherwise": 3,
        "processing_fee.waived": 12.5,
    }
    answers["figures"] |= figures
    return from_json(json.dumps(answers).encode(), form)


def test_the_edition_of_a_year_is_the_newest_that_has_begun(form: Form) -> None:
    chosen = {year: of_year(year).edition for year in (0, 2018, 2020, 2021, 2026, 2027, 2030)}
    assert chosen == {
        0: "2027", 2018: "2019", 2020: "2019", 2021: "2021", 2026: "2021", 2027: "2027", 2030: "2027"
    }  # fmt: skip


def test_its_own_template_has_nothing_to_be_mended(form: Form) -> None:
    checked = check_template(form.files["report.docx"], form)
    assert (checked.faults, checked.doubts) == ((), ())


def test_the_handbook_tells_its_new_checks_and_what_older_editions_check_otherwise(form: Form) -> None:
    text = handbook(form, load("disclosure", "2021"))
    assert "T2-07" in text
    assert "采购项目不足上年的十倍" in text


def test_a_workbook_of_it_is_read_back_and_clean(form: Form) -> None:
    answered, read = received(blank(form, "0", filing(form)))
    assert answered is form
    assert read.figures == filing(form).figures
    assert [one.check for one in check(read, form, None)] == ["L-03"]


def test_its_new_checks_find_what_they_are_for(form: Form) -> None:
    wrong = filing(form, **{"proactive.procurement.total": 16, "reviews.retrial.total": 9})
    assert {one.check for one in check(wrong, form, None)} == {"L-03", "T2-06", "T4-01"}
    before = filing(form, **{"proactive.procurement.tendered": 0}).with_particulars({"year": 2026})
    grown = filing(form, **{"proactive.procurement.tendered": 380})
    assert "T2-07" in {one.check for one in check(grown, form, before)}
    assert form.checks["T2-05"].severity is Severity.HINT


def test_last_year_may_be_of_the_older_edition(form: Form) -> None:
    before = added_up([json.dumps(last_year()).encode()], form)
    found = {one.check for one in check(filing(form), form, before)}
    assert "T3-04" in found
    assert "T2-07" not in found


def test_the_report_and_the_page_hold_the_new_figures_and_are_read_back_without_a_difference(
    form: Form,
) -> None:
    given = filing(form)
    for made in (render(given, form), render_page(given, form)):
        final = side(made)
        assert final.form is form
        read = final.filing
        assert read.figures["applications.not_processed_petition.natural"].text == "345"
        assert read.figures["processing_fee.waived"].text == "12.5"
        assert differences(side_of(given, form, is_published=False), final) == ()


def test_what_a_text_says_of_a_new_figure_is_compared(form: Form) -> None:
    given = filing(form)
    overview = (*given.narrative["overview"],)
    told = overview[-1].paragraphs[-1] + "因政府信息公开引发的行政诉讼中，再审案件5件。"
    changed = (*overview[:-1], replace(overview[-1], paragraphs=(*overview[-1].paragraphs[:-1], told)))
    again = replace(given, narrative={**given.narrative, "overview": changed})
    assert "N-03" in {one.check for one in check(again, form, None)}


def test_a_sentence_that_does_not_print_all_of_its_figures_stays_text_when_read_back(form: Form) -> None:
    """A figure was added to section six, and the sentence of the extended edition kept."""
    kept = {name: data for name, data in next_edition().items() if name != "processing_fee.j2"}
    lenient = build(files(), kept | {"report.docx": form.files["report.docx"]})
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("generator.intake.load", lambda *_: lenient)
        _, read = received(render(filing(form), lenient))
    assert "processing_fee.charged" not in read.figures
    assert any("实际收取" in text for item in read.narrative["other_matters"] for text in item.paragraphs)
