"""An edition that extends another has only what differs, and replaces whole keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.errors import FormError, UnusableInputError
from generator.form import folder
from generator.form.loader import build, load
from generator.form.model import Form, Severity
from tests.form.files import continuity, edited, files

OWN = continuity()
BASE = build(files())


@pytest.fixture(scope="module")
def form() -> Form:
    """Edition 2021 with the checks against last year."""
    return build(files(), OWN)


def test_what_is_not_replaced_is_that_of_the_extended_edition(form: Form) -> None:
    assert (form.id, form.edition, form.title) == (BASE.id, "continuity", BASE.title)
    assert (form.sections, form.particulars, form.fields) == (BASE.sections, BASE.particulars, BASE.fields)
    assert (form.texts, form.files["report.docx"]) == (BASE.texts, BASE.files["report.docx"])
    assert form.checks["T3-01"] == BASE.checks["T3-01"]


def test_a_key_of_a_table_is_replaced_and_its_other_keys_are_kept(form: Form) -> None:
    _, applications, reviews = form.tables
    assert applications.bands[0].corner == "另一种提示"
    assert applications.bands[0].rows == BASE.tables[1].bands[0].rows
    assert (reviews.number, reviews.title) == ("表四之一", BASE.tables[2].title)


def test_the_rows_and_columns_of_a_table_are_replaced_as_a_whole() -> None:
    lost = "".join(f'"{name}" = false\n' for name in BASE.names if name.startswith(("行政", "直接", "复议")))
    table = '[tables.reviews]\ncolumns = [["a", "甲"], ["b", "乙"]]\nrows = [["r", "行"]]\n'
    sets = '[sets]\nreview_groups = ["r"]\nlawsuits = false\nreview_outcomes = false\n'
    own = {
        "form.toml": f"{table}[names]\n{lost}",
        "checks.toml": f'{sets}[[checks]]\nnumber = "T4-01"\n',
        "texts.toml": '[slip]\ntotals = [["甲", "reviews.r.a"]]\n',
    }
    form = build(files(), {name: text.encode() for name, text in own.items()})
    assert form.table_fields("reviews") == ("reviews.r.a", "reviews.r.b")


def test_a_set_is_replaced_by_its_name() -> None:
    own = {"checks.toml": b'[sets]\nrows = "applications.received..carried_in"\n'}
    form = build(files(), own)
    assert [instance.at for instance in form.checks["T3-03"].instances] == ["received", "carried_in"]
    assert form.checks["T3-01"] == BASE.checks["T3-01"]


def test_a_check_is_replaced_by_its_number_in_its_place(form: Form) -> None:
    assert form.checks["C-03"].severity is Severity.HINT
    assert list(form.checks)[:3] == ["C-01", "C-02", "C-03"]


def test_a_check_with_nothing_but_its_number_is_taken_out(form: Form) -> None:
    assert "W-05" in BASE.checks
    assert "W-05" not in form.checks


def test_a_name_is_replaced_as_a_whole_and_false_takes_one_out(form: Form) -> None:
    assert BASE.names["信息处理费实收金额"].whole
    assert form.names["信息处理费实收金额"].whole == ()
    assert "信息处理费通知金额" not in form.names


def test_guidance_is_replaced_row_by_row_and_false_takes_it_out(form: Form) -> None:
    assert form.guidance["reviews"] == "另一种口径。"
    assert "proactive.rules" not in form.guidance
    assert form.guidance["applications.granted"] == BASE.guidance["applications.granted"]


def test_a_default_text_of_its_own_takes_the_place_of_the_other() -> None:
    form = build(files(), {"opening.j2": b"x"})
    assert form.files["opening.j2"] == b"x"
    assert form.files["processing_fee.j2"] == BASE.files["processing_fee.j2"]


def test_its_fingerprint_depends_on_both_editions(form: Form) -> None:
    other = build(edited("form.toml", "总体情况", "总体状况"), OWN)
    assert len({BASE.fingerprint, form.fingerprint, other.fingerprint}) == 3


def test_a_check_twice_in_the_extending_edition_is_refused() -> None:
    twice = {"checks.toml": OWN["checks.toml"] + b'\n[[checks]]\nnumber = "T2-01"\n'}
    with pytest.raises(FormError, match="T2-01 出现两次"):
        build(files(), OWN | twice)


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of forms with edition 2021 and the one that extends it."""
    for edition, given in (("2021", files()), ("continuity", OWN)):
        here = tmp_path / f"disclosure-{edition}"
        here.mkdir()
        for name, data in given.items():
            (here / name).write_bytes(data)
    monkeypatch.setattr(folder, "root", lambda: tmp_path)
    load.cache_clear()
    yield tmp_path
    load.cache_clear()


def test_an_edition_is_loaded_with_the_one_that_it_extends(kit: Path, form: Form) -> None:
    assert load("disclosure", "continuity") == form


def test_an_edition_may_extend_one_that_extends_another(kit: Path, form: Form) -> None:
    _extend(kit, "third", "continuity")
    loaded = load("disclosure", "third")
    assert (loaded.edition, loaded.checks) == ("third", form.checks)


def test_an_edition_that_extends_itself_is_refused(kit: Path) -> None:
    _extend(kit, "third", "fourth")
    _extend(kit, "fourth", "third")
    with pytest.raises(FormError, match="third 版沿用的是它自己"):
        load("disclosure", "third")


def test_an_edition_that_extends_one_that_is_not_there_is_refused(kit: Path) -> None:
    _extend(kit, "third", "1998")
    with pytest.raises(UnusableInputError, match="没有“disclosure”表式的 1998 版"):
        load("disclosure", "third")


def _extend(kit: Path, edition: str, other: str) -> None:
    here = kit / f"disclosure-{edition}"
    here.mkdir()
    (here / "form.toml").write_text(f'extends = "{other}"\nedition = "{edition}"\n', encoding="utf-8")
