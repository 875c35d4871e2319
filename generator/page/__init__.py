"""The offline page: what it shows and does (``session``), its parts, and how it is built (``build``)."""
