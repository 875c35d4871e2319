"""A figure that a digit beside it makes another number is told, and no report is made."""

import json

import pytest

from generator.errors import ReadBackError
from generator.filing_json import from_json
from generator.form.loader import load
from generator.report.checker import check_template
from generator.report.render import BUILT_IN, render
from tests.cases import filing_json
from tests.report.templates import replaced

FORM = load("disclosure", "2021")
TAG = "{{ proactive.normative.issued }}"
IN_A_RUN_OF_ITS_OWN = f"{TAG}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>0"


@pytest.mark.parametrize(
    "written",
    [f"{TAG}0", f"1{TAG}", f"{TAG}.5", f"{TAG}{TAG}", f"{TAG}{{{{ year }}}}", IN_A_RUN_OF_ITS_OWN],
)
def test_a_digit_beside_a_figure_is_told_and_stops_the_report(written: str) -> None:
    template = replaced(FORM.files[BUILT_IN], TAG, written)
    checked = check_template(template, FORM)
    assert "joined" in {fault.key for fault in checked.faults}
    filing = from_json(json.dumps(filing_json("tongzhou-2024")).encode(), FORM)
    with pytest.raises(ReadBackError, match="连在一起"):
        render(filing, FORM, template)


@pytest.mark.parametrize("written", [f"{TAG}件", f"第（1）项{TAG}", f"{TAG} 0", f"{TAG}，0"])
def test_words_and_spaces_part_them(written: str) -> None:
    template = replaced(FORM.files[BUILT_IN], TAG, written)
    assert "joined" not in {fault.key for fault in check_template(template, FORM).faults}
