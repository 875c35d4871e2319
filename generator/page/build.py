"""Build the offline page: ``python -m generator.page.build PACKAGES OUTPUT``.

The program, its libraries and the standard library become bytecode of the Python that runs in the browser;
everything is embedded, so that the page is one file that asks for nothing.
"""

import html
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from generator import __version__
from generator.ooxml.package import pack
from generator.page.itself import packed, put_together
from generator.page.sources import library, notice, program

LIBRARIES = ("jinja2", "markupsafe", "openpyxl", "et_xmlfile")
"""What the core imports beside the standard library."""

_NOT_IN_PAGE = ("authoring/", "cli/", "__main__.py", "page/build.py", "page/archive.py")
_OF_PAGE = (".py", ".j2", ".png")
_UNUSED = (
    *("_ast_unparse.py", "_pyio.py", "_pyrepl", "_sysconfigdata__emscripten_wasm32-emscripten.py"),
    *("argparse.py", "bdb.py", "cProfile.py", "cmd.py", "code.py", "compileall.py", "configparser.py"),
    *("ctypes", "curses", "dbm", "pyodide/console.py"),
    *("doctest.py", "ensurepip", "fractions.py", "ftplib.py", "getpass.py", "http", "idlelib"),
    *("imaplib.py", "lib2to3", "mailbox.py", "modulefinder.py", "multiprocessing", "netrc.py"),
    *("nntplib.py", "optparse.py", "pdb.py", "pickletools.py", "plistlib.py", "poplib.py", "profile.py"),
    *("profiling", "pstats.py", "pty.py", "pyclbr.py", "pydoc.py", "pydoc_data", "rlcompleter.py"),
    *("sched.py", "shelve.py", "smtplib.py", "socketserver.py", "sqlite3", "ssl.py", "statistics.py"),
    *("symtable.py", "tabnanny.py", "tarfile.py", "telnetlib.py", "test", "timeit.py", "tkinter"),
    *("trace.py", "tracemalloc.py", "turtle.py", "turtledemo", "unittest", "uuid.py", "venv", "wave.py"),
    *("webbrowser.py", "wsgiref", "xmlrpc", "zipapp.py", "_pydatetime.py", "asyncio/proactor_events.py"),
    *("asyncio/windows_", "logging/config.py", "logging/handlers.py", "xml/dom"),
    "importlib/_bootstrap",  # Python carries them frozen
)
"""How modules begin that want a network, a screen, a terminal, another system, or serve developers."""

_ENCODINGS = ("__init__", "aliases", "ascii", "cp437", "gb", "idna", "latin_1", "raw_", "unicode_", "utf_")
"""Those that a file from staff can be in, and what starts Python."""


def build(packages: Path) -> bytes:
    """Build the page.

    Args:
        packages: The folder of npm's packages with ``pyodide`` in it.

    Returns:
        The page, as HTML; the same bytes each time.
    """
    here = Path(__file__).parent
    engine = packages / "pyodide"
    info = json.loads((engine / "pyodide-lock.json").read_text())["info"]
    parts = {
        "wasm": (engine / "pyodide.asm.wasm").read_bytes(),
        "machine": (engine / "pyodide.asm.mjs").read_bytes(),
        "loader": (engine / "pyodide.mjs").read_bytes(),
        "library": _compiled(dict(_library(engine / "python_stdlib.zip")), packages),
        "program": _compiled(dict(_program()), packages),
    }
    page = (here / "page.html").read_text(encoding="utf-8")
    for mark, text in {
        "/*STYLE*/": (here / "style.css").read_text(encoding="utf-8"),
        "/*PROBE*/": (here / "probe.js").read_text(encoding="utf-8"),
        "/*INFO*/": json.dumps(info),
        "/*WORKER*/": (here / "worker.js").read_text(encoding="utf-8"),
        "/*PAGE*/": (here / "page.js").read_text(encoding="utf-8"),
        "<!--VERSION-->": f"nianbao {__version__}",
        "<!--LICENCES-->": html.escape(_licences(packages)),
    }.items():
        page = page.replace(mark, text)
    return put_together(packed(page, parts))


def _program() -> Iterator[tuple[str, bytes]]:
    """The core with the files of its forms, and the libraries it uses."""
    yield from program(_is_for_page)
    for name in LIBRARIES:
        yield from library(name)


def _is_for_page(name: str) -> bool:
    of_page = name.startswith("page/")
    return not name.startswith(_NOT_IN_PAGE) and (not of_page or name.endswith(_OF_PAGE))


def _library(archive: Path) -> Iterator[tuple[str, bytes]]:
    with ZipFile(archive) as source:
        for name in source.namelist():
            if not name.startswith(_UNUSED) and _is_of_use(name):
                yield name, source.read(name)


def _is_of_use(name: str) -> bool:
    folder, _, module = name.rpartition("/")
    return bool(module) and (folder != "encodings" or module.startswith(_ENCODINGS))


def _compiled(sources: dict[str, bytes], packages: Path) -> bytes:
    """The same as a zip, its modules as bytecode."""
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder) / "given.zip", Path(folder) / "made.zip"
        given.write_bytes(pack(sources.items()))
        script = Path(__file__).parent / "compile.mjs"
        subprocess.run(["node", script, given, made, packages], check=True, stdout=subprocess.PIPE)  # noqa: S603, S607
        return made.read_bytes()


def _licences(packages: Path) -> str:
    """The notices of everything that is embedded."""
    here = Path(__file__).parent
    libraries = map(notice, LIBRARIES)
    engine = json.loads((packages / "pyodide" / "package.json").read_text())
    told = f"pyodide {engine['version']}\n{engine['license']}; its source code: {engine['homepage']}"
    beneath = [f"{file.stem}\n{file.read_text()}" for file in sorted((here / "licences").iterdir())]
    own = f"nianbao {__version__}\n{(here.parents[1] / 'LICENSE').read_text()}"
    return "\n\n".join([own, *libraries, told, *beneath])


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(build(Path(sys.argv[1])))
