"""Take the pictures of the page's states, for guide and docs: ``python -m tests.page.pictures``."""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from generator.page.build import build
from tests.page.conftest import Opened
from tests.page.states import STATES, State
from tests.witness import browser as witness

_ROOT = Path(__file__).parents[2]
_OF_ALL = _ROOT / "docs" / "pictures" / "page"
_OF_GUIDE = _ROOT / "generator" / "page" / "pictures"
_IN_GUIDE = {
    "1 选择填报表": ("发现的问题", ".choose"),
    "2 错误要改正": ("发现的问题", "#findings"),
    "3 在预览中查看出错的格": ("在预览中查看", "#preview"),
    "4 核实的写明说明并保存": ("已说明", ".group.explain"),
    "5 审核通过后下载报告": ("审核通过", "#findings"),
    "6 领导改定后核对定稿": ("核对定稿", "section:has(> #differences)"),
}
"""Those of the guide: the state, and of what a piece is shown, large enough to be read on paper."""

_WIDTH, _HEIGHT = 588, 310
_COLOURS = 48
_SMALL = 0.75


def main() -> None:
    """Open the page in each state; those of the guide in full size as well."""
    _OF_ALL.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "年报填报.html"
        file.write_bytes(build(witness.PACKAGES))
        for called, state in STATES.items():
            _take(file, state, _SMALL, _OF_ALL / f"{called}.png")
        for old in _OF_GUIDE.glob("*.png"):
            old.unlink()
        for called, (state_name, piece) in _IN_GUIDE.items():
            _take(file, STATES[state_name], 1, _OF_GUIDE / f"{called}.png", piece)
    witness.close_browser()


def _take(file: Path, state: State, scale: float, picture: Path, piece: str = "") -> None:
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
        picture.write_bytes(_piece(page.page, piece) if piece else page.page.screenshot())
    context.close()


def _piece(page: Page, selector: str) -> bytes:
    """The upper part of a place, of a frame its middle; in few colours, since every page carries it."""
    page.wait_for_selector("#saved", state="hidden")
    place = page.locator(selector)
    place.evaluate("place => place.scrollIntoView({ block: 'start' })")
    box = place.bounding_box()
    if box is None:
        raise ValueError(f"nothing at {selector}")
    is_frame = place.evaluate("place => place.tagName") == "IFRAME"
    left = box["x"] + (box["width"] - _WIDTH) / 2
    top = box["y"] + (box["height"] - _HEIGHT) / 2 if is_frame else box["y"]
    shot = page.screenshot(clip={"x": max(left, 0), "y": max(top, 0), "width": _WIDTH, "height": _HEIGHT})
    small = io.BytesIO()
    Image.open(io.BytesIO(shot)).quantize(_COLOURS, dither=Image.Dither.NONE).save(
        small, "PNG", optimize=True
    )
    return small.getvalue()


if __name__ == "__main__":
    main()
