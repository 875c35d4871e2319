"""How published reports word what a form asks, by the form's own file."""

import tomllib
from typing import Any

from generator.form.model import Form

WORDS = "published.toml"


def words_of(form: Form) -> dict[str, Any]:
    """How published reports word what a form asks."""
    return tomllib.loads(form.files[WORDS].decode())
