"""How much the pages of a PDF hold, counted before they are laid out, which takes far longer."""

from typing import TYPE_CHECKING

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

from generator.errors import UnusableInputError

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage

_TEXT = 200_000  # bytes, one or two a character: 100 full pages
_TEXT_OF_PAGE = 20_000
_STROKES = 180_000  # pieces of paths: a table of 300 cells with dashed rules has 160,000
_FIGURES = 2_000  # pictures, and pages within pages


class Counter(PDFDevice):
    """A printer that prints nothing and counts what it is asked for."""

    def __init__(self) -> None:
        super().__init__(PDFResourceManager())
        self._text = self._text_of_page = self._strokes = self._figures = 0

    def take(self, page: "PDFPage") -> None:
        """Count what a page holds.

        Raises:
            UnusableInputError: If with this page it is more than any report has.
        """
        self._text_of_page = 0
        PDFPageInterpreter(self.rsrcmgr, self).process_page(page)

    def render_string(self, *given: object) -> None:
        """Count characters: those of the strings among the second of what is given."""
        parts = given[1] if isinstance(given[1], list) else []
        length = sum(len(part) for part in parts if isinstance(part, bytes))
        self._text += length
        self._text_of_page += length
        self._refuse_too_much()

    def paint_path(self, *given: object) -> None:
        """Count the pieces of a path, which is the last of what is given."""
        self._strokes += len(given[-1]) if isinstance(given[-1], list) else 0
        self._refuse_too_much()

    def begin_figure(self, *_: object) -> None:
        """Count what is set into the page."""
        self._figures += 1
        self._refuse_too_much()

    def _refuse_too_much(self) -> None:
        is_too_long = self._text > _TEXT or self._text_of_page > _TEXT_OF_PAGE
        if is_too_long or self._strokes > _STROKES or self._figures > _FIGURES:
            raise UnusableInputError("published.pdf-too-much")
