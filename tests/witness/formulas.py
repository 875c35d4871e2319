"""What a formula of Excel speaks of, seen from its text alone."""

import re
from collections.abc import Iterator

TEXT = re.compile(r'"(?:[^"]|"")*"')
ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NUM!|NULL!|NAME\?|N/A)")
SHEET = re.compile(r"'((?:[^']|'')+)'!|([^\W\d][\w.]*|\[\d+\][\w.]*)!")
FUNCTION = re.compile(r"(?<![\w.])([A-Z_][A-Z0-9_.]*)\(")
# Blanks between two operands, each a reference, a name or something in brackets.
INTERSECTION = re.compile(r"(?<=[\w)'$\]]) +(?=[\w('$])")

_NEWER = """
    ARABIC ARRAYTOTEXT BASE BYCOL BYROW CEILING.MATH CHOOSECOLS CHOOSEROWS CONCAT DAYS DECIMAL DROP ENCODEURL
    EXPAND FILTER FILTERXML FLOOR.MATH FORMULATEXT GROUPBY HSTACK IFNA IFS IMAGE ISFORMULA ISOMITTED
    ISOWEEKNUM LAMBDA LET MAKEARRAY MAP MAXIFS MINIFS NUMBERVALUE PIVOTBY RANDARRAY REDUCE REGEXEXTRACT
    REGEXREPLACE REGEXTEST SCAN SEQUENCE SHEET SHEETS SORT SORTBY SWITCH TAKE TEXTAFTER TEXTBEFORE TEXTJOIN
    TEXTSPLIT TOCOL TOROW TRIMRANGE UNICHAR UNICODE UNIQUE VALUETOTEXT VSTACK WEBSERVICE WRAPCOLS WRAPROWS
    XLOOKUP XMATCH XOR
"""
NEWER_THAN_2010 = frozenset(_NEWER.split())


def bare(formula: str) -> str:
    """Take the texts and the errors out of a formula."""
    return ERROR.sub("", TEXT.sub('""', formula))


def sheets(formula: str) -> Iterator[str]:
    """Give the names of the sheets it refers to; both ends of a range of sheets."""
    for match in SHEET.finditer(bare(formula)):
        yield from (match[1] or match[2]).replace("''", "'").split(":")


def newer_functions(formula: str) -> list[str]:
    """Give the functions that Excel 2010 does not know."""
    names = FUNCTION.findall(bare(formula).upper())
    return [name for name in names if name in NEWER_THAN_2010 or name.startswith(("_XLFN.", "_XLWS."))]


def intersects(formula: str) -> bool:
    """Say whether it uses the operator that is a blank."""
    return INTERSECTION.search(SHEET.sub("", bare(formula))) is not None


def has_array(formula: str) -> bool:
    """Say whether it holds a constant array."""
    return "{" in bare(formula)


def is_broken(formula: str) -> bool:
    """Say whether it refers to something that was deleted."""
    return "#REF!" in TEXT.sub("", formula)
