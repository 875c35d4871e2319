"""Office files as bytes: opened within bounds, read as plain values, changed in place, packed.

Nothing here knows the form. ``package`` opens and packs, ``markup`` parses XML, ``sheets`` reads workbooks,
``change`` puts values into their cells.
"""
