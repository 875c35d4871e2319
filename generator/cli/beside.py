"""A file made beside the place where it goes, and put there when it is whole."""

import os
import shutil
import sys
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

PREFIX, SUFFIX = ".nianbao-", ".tmp"  # short: a Chinese name may use up what a system allows of bytes
_STALE_SECONDS = 24 * 60 * 60


def made_beside(file: Path, data: bytes) -> Path:
    """Make a new file with this content, safe on the disk, in the folder of the one that it will be.

    Raises:
        OSError: If it cannot be written; nothing is left then.
    """
    tidy(file.parent)
    beside = file.parent / f"{PREFIX}{os.urandom(8).hex()}{SUFFIX}"
    try:
        with beside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())  # or a power cut may leave the name without the content
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def place(beside: Path, file: Path, *, force: bool) -> None:
    """Put it where it goes, in one step.

    Raises:
        FileExistsError: If there is a file, even one that came this very moment, and ``force`` is not given.
        OSError: If the system does not allow it.
    """
    if force:
        beside.replace(file)
    elif sys.platform == "win32":
        beside.rename(file)  # refuses there what exists
    else:
        _refuse_and_place(beside, file)


def _refuse_and_place(beside: Path, file: Path) -> None:
    """POSIX renames over what exists, but gives a file a second name only where there is none."""
    try:
        file.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:  # a disk without second names, such as a memory stick: take the name, then rename
        file.touch(exist_ok=False)
        beside.replace(file)
    else:
        beside.unlink()


@cache
def tidy(folder: Path) -> None:
    """Remove what a run that was killed left in a folder, once it is old enough to be nobody's."""
    for left in folder.glob(f"{PREFIX}*{SUFFIX}"):
        with suppress(OSError):  # another's, or gone: it is in nobody's way
            if time.time() - left.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
