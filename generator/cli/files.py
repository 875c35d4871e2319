"""Files, opened and written here and nowhere else."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.errors import OutputError, UnusableInputError
from generator.messages import say
from generator.ooxml.package import LIMITS


def contents(file: Path) -> bytes:
    """Read a file, but no more of it than can be used."""
    if file.exists() and not file.is_file() and not file.is_dir():  # a pipe or device would never end
        raise UnusableInputError("cli.unreadable", file=file, fault=say("cli.not-a-file"))
    try:
        with file.open("rb") as stream:
            data = stream.read(LIMITS.file + 1)
    except OSError as fault:
        raise UnusableInputError("cli.unreadable", file=file, fault=why(fault)) from None
    if len(data) > LIMITS.file:
        size, limit = (-(-count // 1_000_000) for count in (file.stat().st_size, LIMITS.file))
        raise UnusableInputError("package.too-large", size=size, limit=limit)
    return data


def refuse_inputs(output: Path, *inputs: Path | None) -> None:
    """What was handed in is never written over, not even when asked."""
    if any(given and given.exists() and output.exists() and output.samefile(given) for given in inputs):
        raise OutputError("cli.is-input", file=output)


def refuse_existing(file: Path, *, force: bool) -> None:
    """What is there already is written over only when asked."""
    if file.exists() and not force:
        raise OutputError("cli.exists", file=file)


def write(file: Path, data: bytes, *, force: bool) -> None:
    """Write beside and rename, so that there is never half a file; never over another one unasked."""
    write_all({file: data}, force=force)


def write_all(files: Mapping[Path, bytes], *, force: bool) -> None:
    """Write several files, none of them if one cannot be written: first beside, then each is renamed."""
    for file in files:
        refuse_existing(file, force=force)
    beside: dict[Path, Path] = {}
    try:
        for file, data in files.items():
            with _told(file):
                beside[file] = _reserved(file)
                beside[file].write_bytes(data)
                beside[file].chmod(0o644)
        for file in files:
            with _told(file):
                beside[file].replace(file)
    finally:
        for left in beside.values():
            left.unlink(missing_ok=True)


def _reserved(file: Path) -> Path:
    """A new, empty file in the same folder."""
    import tempfile  # noqa: PLC0415  (half of the commands write nothing)

    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    os.close(handle)
    return Path(name)


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """What the system says against a file, in a sentence."""
    try:
        yield
    except OSError as fault:
        raise OutputError("cli.unwritable", file=file, fault=why(fault)) from None


def make_folder(folder: Path) -> None:
    """Make a folder where there is none yet."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise OutputError("cli.unwritable", file=folder, fault=why(fault)) from None


def why(fault: OSError) -> str:
    """What a fault of the file system is, in words."""
    reasons = {
        FileNotFoundError: "cli.not-found",
        PermissionError: "cli.no-permission",
        IsADirectoryError: "cli.is-folder",
    }
    return say(reasons.get(type(fault), "cli.other-fault"), fault=fault.strerror or fault)
