"""The page's own templates, from the files beside this module."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template


def handed(told: Sequence[str], count: str = "") -> str:
    """What is said of that which was just made: sentences, below one that counts."""
    return template("handed.html.j2").render(count=count, told=told)


@cache
def template(name: str) -> "Template":
    """A template whose values are text, never markup."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415

    environment = Environment(
        undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string((files("generator.page") / name).read_text(encoding="utf-8"))
