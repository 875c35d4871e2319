"""Take the pictures of the page's states, for guide and docs: ``python -m tests.page.pictures``."""

import tempfile
from pathlib import Path

from generator.page.build import build
from tests.page.conftest import Opened
from tests.page.states import STATES, State
from tests.witness import browser as witness

_ROOT = Path(__file__).parents[2]
_OF_ALL = _ROOT / "docs" / "pictures" / "page"
_OF_GUIDE = _ROOT / "generator" / "page" / "pictures"
_IN_GUIDE = {
    "发现的问题": "1 选择填报表后列出发现的问题",
    "已说明": "2 核实的写明说明并保存",
    "审核通过": "3 审核通过后下载报告",
    "核对定稿": "4 领导改定后核对定稿",
}
_SMALL = 0.75


def main() -> None:
    """Open the page in each state; those of the guide in full size as well."""
    _OF_ALL.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "年报填报.html"
        file.write_bytes(build(witness.PACKAGES))
        for called, state in STATES.items():
            _take(file, state, _SMALL, _OF_ALL / f"{called}.png")
            if called in _IN_GUIDE:
                _take(file, state, 1, _OF_GUIDE / f"{_IN_GUIDE[called]}.png")
    witness.close_browser()


def _take(file: Path, state: State, scale: float, picture: Path) -> None:
    context = witness.chromium().new_context(
        viewport={"width": 1366, "height": 768}, device_scale_factor=scale, locale="zh-CN"
    )
    page = Opened(context.new_page())
    page.page.add_init_script(state.before)
    page.page.goto(file.as_uri())
    with tempfile.TemporaryDirectory() as folder:
        state.reach(page, Path(folder))
        region = page.page.locator(state.region)
        region.wait_for()
        region.scroll_into_view_if_needed()
        page.page.wait_for_timeout(500)
        page.page.screenshot(path=picture)
    context.close()


if __name__ == "__main__":
    main()
