"""The page put together: what is written in it, and the parts that it carries, packed.

The page carries its own text as one of the parts, so that it can hand itself out.
"""

import base64
import gzip
from collections.abc import Mapping

_PARTS = b"<!--PARTS-->"
_TEXT = "text"


def packed(text: str, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts as the page carries them, its text among them.

    Args:
        text: The page without them.
        parts: By name.
    """
    return {name: gzip.compress(data, 9, mtime=0) for name, data in (*parts.items(), (_TEXT, text.encode()))}


def put_together(parts: Mapping[str, bytes]) -> bytes:
    """The page, from its packed parts in their order."""
    carried = (
        b'<script type="text/plain" id="part-%s">%s</script>' % (name.encode(), base64.b64encode(data))
        for name, data in parts.items()
    )
    return gzip.decompress(parts[_TEXT]).replace(_PARTS, b"\n".join(carried))
