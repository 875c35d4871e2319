"""Take the pictures of the guide and of the README: ``python -m tests.page.pictures``."""

import json
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize

from generator.page.build import build
from tests.cases import filing_json
from tests.page.conftest import Opened
from tests.witness import browser as witness
from tests.workbook import kit

PICTURES = Path(__file__).parents[2] / "generator" / "page" / "pictures"
_WIDE: ViewportSize = {"width": 1366, "height": 768}
_LEVEL = {"level": "县", "organisation_type": "政府部门", "scope": "本机关", "organisation": "某区某局"}


def main() -> None:
    """Open the page with a workbook that has something to explain, and with one that is clean."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "年报填报.html"
        file.write_bytes(build(witness.PACKAGES))
        opened = Opened(witness.chromium().new_page(viewport=_WIDE, locale="zh-CN"))
        opened.page.goto(file.as_uri())
        opened.ready()
        for name, workbook in _workbooks(Path(folder)).items():
            opened.choose("workbook", workbook)
            opened.page.wait_for_timeout(500)
            opened.page.screenshot(path=PICTURES / f"{name}.png")
        witness.close_browser()


def _workbooks(folder: Path) -> dict[str, Path]:
    case = filing_json("tongzhou-2024") | _LEVEL
    case["figures"] = case["figures"] | {"proactive.fees.amount": 0}
    wrong = {"proactive.rules.issued": 1, "proactive.rules.in_force": 1, "reviews.review.total": 0}
    faulty = case | {"figures": case["figures"] | wrong}
    found = {"1 选择填报表后列出发现的问题": faulty, "2 审核通过后下载报告": case}
    files: dict[str, Path] = {}
    for name, given in found.items():
        files[name] = folder / f"{len(files) + 1}" / "某区某局填报表.xlsx"
        files[name].parent.mkdir()
        files[name].write_bytes(kit.made(json.loads(json.dumps(given))))
    return files


if __name__ == "__main__":
    main()
