"""What a file was given for: who gave several has to be told which of them is meant."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import FormError, UnusableInputError
from generator.messages import say


@contextmanager
def used_as(role: str, *files: Path) -> Iterator[None]:
    """Tell what is wrong with files with what they were given for.

    Args:
        role: The key of the text of what that is.
        files: What was given; none where files have no names, as on the page.

    Raises:
        UnusableInputError: If what is done with them raises it, or if a form cannot take them.
    """
    try:
        yield
    except (UnusableInputError, FormError) as fault:
        named = "、".join(map(str, files)) or say("role.chosen")
        raise UnusableInputError("role.not-usable", file=named, role=say(role), fault=fault) from None
