"""What stands above a table and says what it is: its number, title and unit, in one line or several."""

import re

from generator.form.model import Form
from generator.published.passages import folded


def is_caption(text: str, form: Form) -> bool:
    """Whether a text says of a table what it is, and nothing else.

    The title of a table by itself does not: it may be the heading of its section.

    Args:
        text: A line above a table, or a cell of a row above its heads.
        form: Whose tables they are.
    """
    whole = folded(text)
    rest = re.sub(form.texts["reports"]["patterns"]["caption"], "", whole)
    bands = {folded(band.title) for table in form.tables for band in table.bands}
    return rest in bands | {""} or (rest != whole and rest in {folded(table.title) for table in form.tables})
