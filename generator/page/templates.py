"""The page's own templates, from the files beside this module."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def template(name: str) -> "Template":
    """A template whose values are text, never markup."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415

    environment = Environment(
        undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string((files("generator.page") / name).read_text(encoding="utf-8"))
