"""How a command ends: with a status, and with one sentence where something went wrong."""

import os
import re
from collections.abc import Callable
from functools import wraps

import click

from generator.errors import BLOCKED, UNUSABLE, NianbaoError
from generator.messages import say

__all__ = ["BLOCKED", "DIFFERENT", "UNUSABLE", "told"]

DIFFERENT = 1
"""How a comparison ends that found differences."""


def told(command: Callable[..., int]) -> Callable[..., None]:
    """End with the command's exit status; what goes wrong is told in one sentence."""

    @wraps(command)
    def run(*args: object, **options: object) -> None:
        try:
            status = command(*args, **options)
        except NianbaoError as fault:
            click.echo(say("cli.fault", fault=fault), err=True)
            status = UNUSABLE
        except re.error as fault:  # of a form's files; there are no others that are not ours
            click.echo(say("form.bad-expression", text=fault.pattern), err=True)
            status = UNUSABLE
        except OSError as fault:  # the console or the file that the output goes to
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or what is still held back fails again at the end
            click.echo(say("cli.no-output", fault=fault.strerror), err=True)
            status = UNUSABLE
        raise SystemExit(status)

    return run
