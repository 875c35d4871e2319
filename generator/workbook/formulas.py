"""Formulas that stay right whatever clerks cut, paste and insert.

Cells are reached through whole rows and columns only, for a cut takes along every reference to the
cell itself: on a table's own sheet by INDEX of whole lines, from another sheet as whole columns
crossed with whole rows. No function is newer than Excel 2010.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from generator.form.dates import AFTER_A_YEAR
from generator.form.model import Form, Instance
from generator.form.numerals import FULL_WIDTH
from generator.form.terms import Term
from generator.ooxml.references import column_letters
from generator.workbook.keys import LAST_YEAR, PARTICULARS

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A block of cells on a sheet, both ends included; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the fields of a table stand: sheet, field to place, and the place of its declaration."""

    sheet: str
    places: Mapping[str, Place]
    declaration: Place | None = None


def bounds(places: Iterable[Place]) -> Rectangle:
    """The smallest block that holds all places."""
    rows, columns = zip(*places, strict=True)
    return Rectangle(min(rows), min(columns), max(rows), max(columns))


def rectangles(places: Iterable[Place]) -> list[Rectangle]:
    """Disjoint blocks that hold exactly these places."""
    by_row = {
        row: _runs([p[1] for p in group]) for row, group in groupby(sorted(set(places)), key=lambda p: p[0])
    }
    blocks: list[Rectangle] = []
    for row, runs in by_row.items():
        for left, right in runs:
            above = next((b for b in blocks if (b.bottom, b.left, b.right) == (row - 1, left, right)), None)
            if above:
                blocks[blocks.index(above)] = Rectangle(above.top, left, row, right)
            else:
                blocks.append(Rectangle(row, left, row, right))
    return blocks


def own(block: Rectangle, at: Place) -> str:
    """A block of the same sheet, as seen from a cell beside, below or beyond it."""
    first, last = (f"${letters}:${letters}" for letters in map(column_letters, (block.left, block.right)))
    top, bottom = f"${block.top}:${block.top}", f"${block.bottom}:${block.bottom}"
    if block.top == block.bottom == at[0]:
        return f"INDEX({first},ROW()):INDEX({last},ROW())"
    if block.left == block.right == at[1]:
        return f"INDEX({top},COLUMN()):INDEX({bottom},COLUMN())"
    return f"INDEX({top},COLUMN({first})):INDEX({bottom},COLUMN({last}))"


def across(sheet: str, block: Rectangle) -> str:
    """A block of another sheet: whole columns crossed with whole rows."""
    name, left, right = quoted(sheet), column_letters(block.left), column_letters(block.right)
    return f"{name}!${left}:${right} {name}!${block.top}:${block.bottom}"


def quoted(sheet: str) -> str:
    """A sheet's name as formulas want it."""
    return "'" + sheet.replace("'", "''") + "'"


def total(name: str, form: Form, places: Mapping[str, Place]) -> str:
    """The formula of a total cell: the sum of its items, or the word for text where one is text."""
    items = bounds(places[item] for item in form.items[name] if item in places)
    return _sum(items, places[name], form.texts["verdicts"]["unreadable"], form.not_applicable)


@lru_cache
def _sum(items: Rectangle, at: Place, unreadable: str, not_applicable: tuple[str, ...]) -> str:
    block = own(items, at)
    return f'IF({texts(block, not_applicable)}>0,"{unreadable}",SUM({block}))'


def texts(block: str, not_applicable: Iterable[str]) -> str:
    """How many cells of a block hold text that a formula cannot reckon with.

    Plain counts, no array: in one, ROW() and COLUMN() would give INDEX an array, too.
    """
    words = "".join(f'-COUNTIF({block},"{word}")' for word in not_applicable)
    return f"COUNTA({block})-COUNT({block}){words}"


def spaces(block: str) -> str:
    """How many cells of a block of another sheet hold nothing but spaces, or a formula's empty text.

    Of texts, the length of those is 0, by which 1 cannot be divided.
    """
    return f"SUMPRODUCT(ISTEXT({block})*ISERROR(1/LEN({_stripped(block)})))"


def _stripped(cells: str) -> str:
    """Their text without white space at the ends: full-width, unbreakable, line ends and tabs as well."""
    return f'TRIM(CLEAN(SUBSTITUTE(SUBSTITUTE({cells},"\u3000"," "),"\u00a0"," ")))'


def _no_year(number: str) -> str:
    return f"IF(AND({number}>=1000,{number}<=9999,{number}=INT({number})),0,1)"


def _no_year_in_words(cell: str) -> str:
    """1 unless a text is a year as ``dates.year`` reads it."""
    text = _stripped(cell)
    for half, full in enumerate(FULL_WIDTH):
        text = f'SUBSTITUTE({text},"{full}","{half}")'
    for word in (*AFTER_A_YEAR, " "):
        text = f'SUBSTITUTE({text},"{word}","")'
    value = f"IFERROR(VALUE({text}),0)"
    return f'IF(AND(LEN({text})=4,{value}>=1000,TEXT({value},"0")={text}),0,1)'


class Reckoning:
    """The formulas of 审核, over the sheets as they are laid out in a new workbook.

    Args:
        form: The form.
        layouts: By table.
    """

    def __init__(self, form: Form, layouts: Mapping[str, Layout]) -> None:
        self._form = form
        self._layouts = layouts

    def missing(self, fields: Sequence[str]) -> str:
        """How many of these inputs are not filled in; none where their table was declared to be 0."""
        counts = []
        for table, names in groupby(fields, key=lambda name: self._form.fields[name].table):
            own_names = list(names)
            blocks = self._blocks(own_names)
            count = f"{len(own_names)}-COUNTA({','.join(blocks)})+{'+'.join(map(spaces, blocks))}"
            declaration = self._layouts[table].declaration
            counts.append(f"IF({self._declared(table)},0,{count})" if declaration else count)
        return "+".join(counts)

    def missing_of_last(self, fields: Sequence[str]) -> str:
        """How many of these inputs are not filled in on 上年数."""
        blocks = self._blocks(fields, last=True)
        return f"{len(fields)}-COUNTA({','.join(blocks)})+{'+'.join(map(spaces, blocks))}"

    def unanswered(self, particular: str) -> str:
        """1 where a particular was not answered, else 0; a year has four digits in front."""
        layout = self._layouts[PARTICULARS]
        (cell,) = (across(layout.sheet, cell) for cell in rectangles([layout.places[particular]]))
        kind = next(asked.kind for asked in self._form.particulars if asked.id == particular)
        if kind == "year":
            return f"IF(ISNUMBER({cell}),{_no_year(cell)},{_no_year_in_words(cell)})"
        return f"1-COUNTA({cell})+{spaces(cell)}"

    def texts(self, fields: Sequence[str], last: Sequence[str] = ()) -> str:
        """How many of these cells, and of those of last year, hold text that a formula cannot reckon with."""
        blocks = [*self._blocks(fields), *self._blocks(last, last=True)]
        words = self._form.not_applicable
        return "+".join(f"{texts(block, words)}-{spaces(block)}" for block in blocks)

    def side(self, terms: Sequence[Term]) -> str:
        """One side of a check, from the items of every total."""
        return "+".join(self._term(term) for term in terms)

    def stated(self, name: str, otherwise: str) -> str:
        """A total as it stands in its cell; ``otherwise`` where that was emptied."""
        (block,) = self._blocks([name])
        return f"IF(COUNTA({block})-{spaces(block)}=0,{otherwise},SUM({block}))"

    def invalid(self, table: str) -> str:
        """How many inputs of a table hold a number that is no count, or no amount, of 0 or more.

        Where there are none, how many totals do: a total over such inputs is another fault only by
        their doing.
        """
        fields = self._form.table_fields(table)
        inputs = self._invalid(name for name in fields if not self._form.is_total(name))
        totals = self._invalid(name for name in fields if self._form.is_total(name))
        return f"IF({inputs}>0,{inputs},{totals})" if totals else inputs

    def _invalid(self, fields: Iterable[str]) -> str:
        counts = []
        for kind, names in groupby(fields, key=lambda name: self._form.fields[name].kind):
            faults = ["0"]  # of a single truth value, Excel says that FALSE, too, is above 0
            faults += [] if kind.signed else ["({0}<0)"]
            faults += ['ISNUMBER(FIND(".",{0}))'] if kind.whole else []
            count = f"SUMPRODUCT(ISNUMBER({{0}})*(({'+'.join(faults)})>0))"
            counts += [count.format(block) for block in self._blocks(names)]
        return "+".join(counts)

    def begun(self, table: str) -> str:
        """1 once a table has been begun, or declared to have no other zeros; from the table's own sheet."""
        layout = self._layouts[table]
        answers = self._form.texts["declaration"]
        row, column = layout.declaration or (0, 0)
        declared = f"INDEX(${column_letters(column)}:${column_letters(column)},ROW(${row}:${row}))"
        blocks = [
            _lines(block) for block in rectangles(layout.places[name] for name in self._form.inputs(table))
        ]
        filled = f"COUNTA({','.join(blocks)})"
        return f'IF({declared}="{answers["yes"]}",0,IF(OR({declared}="{answers["no"]}",{filled}>0),1,0))'

    def line(self, fields: Sequence[str]) -> str:
        """Whole columns or rows that show where these fields are, those of the first one's table."""
        table = self._form.fields[fields[0]].table
        layout = self._layouts[table]
        block = bounds(layout.places[name] for name in fields if self._form.fields[name].table == table)
        everything = bounds(layout.places.values())
        of_columns = block.left == block.right or (
            block.top == block.bottom and everything.top == everything.bottom
        )
        span = (
            f"${column_letters(block.left)}:${column_letters(block.right)}"
            if of_columns
            else f"${block.top}:${block.bottom}"
        )
        return f"{quoted(layout.sheet)}!{span}"

    def _declared(self, table: str) -> str:
        layout = self._layouts[table]
        row, column = layout.declaration or (0, 0)
        cell = across(layout.sheet, Rectangle(row, column, row, column))
        return f'COUNTIF({cell},"{self._form.texts["declaration"]["yes"]}")>0'

    def _term(self, term: Term) -> str:
        if not term.fields:
            return str(term.times)
        items = [item for name in term.fields for item in self._form.items[name]]
        sum_ = f"SUM({','.join(self._blocks(items, last=term.last))})"
        return sum_ if term.times == 1 else f"{term.times}*{sum_}"

    def _blocks(self, fields: Iterable[str], *, last: bool = False) -> list[str]:
        by_table: dict[str, list[Place]] = {}
        for name in fields:
            table = LAST_YEAR if last else self._form.fields[name].table
            by_table.setdefault(table, []).append(self._layouts[table].places[name])
        return [
            across(self._layouts[table].sheet, block)
            for table, places in by_table.items()
            for block in rectangles(places)
        ]


def needed(instance: Instance, form: Form, *, last: bool = False) -> tuple[str, ...]:
    """The inputs of this year, or of the last, without which a check cannot be assessed."""
    both = instance.left if instance.total else instance.left + instance.right
    terms = [term for term in both if term.last == last]
    return tuple(dict.fromkeys(item for term in terms for name in term.fields for item in form.items[name]))


def _lines(block: Rectangle) -> str:
    """A block of the same sheet, as seen from a cell outside its rows and columns."""
    return own(block, (0, 0))


def _runs(columns: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and runs[-1][1] == column - 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs
