"""What the page is answered, without a browser."""

import json
from collections.abc import Callable

import pytest

from generator.page.session import answered
from tests.hostile.fixtures import filled, with_macros


@pytest.mark.parametrize(("workbook", "expected"), [(filled, ".xlsx"), (with_macros, ".xlsm")])
def test_a_changed_workbook_is_named_as_its_kind(workbook: Callable[[], bytes], expected: str) -> None:
    request = json.dumps({"action": "annotated"})
    told, made = answered(request, {"workbook": workbook()})
    assert "fault" not in json.loads(told)
    assert [name.partition("填报表")[2] for name, _ in made] == [expected]
