"""Build the program as one file for Python: ``python -m generator.page.archive nianbao.pyz``.

For PCs where no browser may run the page: the pure-Python core, its libraries and the command line, run by
any CPython from 3.11 on without an installation (PEP 441).
"""

import sys
from pathlib import Path

from generator.messages import say
from generator.ooxml.package import pack
from generator.page.sources import library, notice, program

LIBRARIES = ("click", "et_xmlfile", "jinja2", "markupsafe", "openpyxl")
_FOR_MAINTAINERS = ("authoring/", "page/build.py", "page/compile.mjs", "page/licences", "page/package")
_MAIN = "__main__.py"
_OLDEST = (3, 11)
_INTERPRETER = b"#!/usr/bin/env python3\n"


def build() -> bytes:
    """Build the archive, with the offline page in it where that was built; the same bytes each time."""
    parts = dict(program(lambda name: not name.startswith(_FOR_MAINTAINERS)))
    parts[_MAIN] = _too_old().encode() + parts[f"generator/{_MAIN}"]
    for name in LIBRARIES:
        parts.update(library(name))
    parts["LICENCES.txt"] = "\n\n".join(map(notice, LIBRARIES)).encode()
    return _INTERPRETER + pack(parts.items())


def _too_old() -> str:
    """What an older Python is told, in words that it can read, before it meets others."""
    told = say("archive.too-old", version=".".join(map(str, _OLDEST)))
    return f"import sys\nif sys.version_info < {_OLDEST}:\n    sys.exit({told!r})\n\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build())
