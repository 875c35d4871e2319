"""The sheets 审核 (every check that a formula can express, live) and 审核结果 (what the program found)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator import arithmetic
from generator.arithmetic import Outcome
from generator.figure import State
from generator.filing import Explanation, Filing
from generator.form.model import Form, Instance, Severity
from generator.ooxml.references import address, column_letters
from generator.workbook import keys
from generator.workbook.canvas import Canvas, Result, block, height_of
from generator.workbook.formulas import Layout, Reckoning, across, needed, quoted, rectangles

_FIRST = 5
_KEY_ROW, _TITLE_ROW, _NOTICE_ROW, _HEAD_ROW = 1, 2, 3, 4
_HIDDEN = ("missing", "texts", "saw")
_LINE = 15.5


def expressible(form: Form) -> list[Instance]:
    """The checks that a formula over this workbook can express, in the order of the form."""
    return [instance for instance in form.instances if _is_expressible(instance, form)]


def verdict_cells(form: Form) -> dict[tuple[str, str], str]:
    """By check and place, the cell with its verdict, as formulas of other sheets name it."""
    names = keys.sheet_names(form)
    column = _columns(form)["verdict"]
    return {
        (instance.check, instance.at): f"{quoted(names[keys.CHECKS])}!${column_letters(column)}${row}"
        for row, instance in enumerate(expressible(form), start=_FIRST)
    }


def write_checks(
    canvas: Canvas,
    form: Form,
    filing: Filing,
    layouts: Mapping[str, Layout],
    explanations: Iterable[Explanation],
) -> dict[str, str]:
    """Write 审核.

    Args:
        canvas: The empty sheet.
        form: The form.
        filing: The figures filled in; results beside the formulas follow from them.
        layouts: Where the fields stand, by table.
        explanations: Those of checks that have a row here.

    Returns:
        Names to be defined, by name: the rows or columns that the links lead to.
    """
    words = form.texts["checks_sheet"]
    columns = _columns(form)
    _frame(canvas, words, columns, keys.CHECKS)
    given = {(e.check, e.at): e for e in explanations}
    reckoning = Reckoning(form, layouts)
    targets = {}
    for row, instance in enumerate(expressible(form), start=_FIRST):
        line = _Line(canvas, row, columns, form, filing, reckoning, layouts)
        targets[_link_name(instance)] = line.write(instance, given.get((instance.check, instance.at)))
    bottom = _FIRST + len(targets) - 1
    _colour_verdicts(canvas, columns["verdict"], bottom, form)
    _finish(canvas, columns, form, bottom)
    return targets


def write_findings(canvas: Canvas, form: Form, explanations: Sequence[Explanation]) -> None:
    """Write 审核结果: prepared rows, and the explanations of findings that only the program sees."""
    words = form.texts["findings_sheet"]
    shown = list(words["heads"])
    columns = {name: index for index, name in enumerate([*shown, "target", "saw"], start=2)}
    _frame(canvas, words, columns, keys.FINDINGS)
    rows = max(int(words["rows"]), len(explanations))
    for row in range(_FIRST, _FIRST + rows):
        for name in shown:
            style = {"severity": "label-center", "place": "label", "message": "label"}.get(name, "input-text")
            canvas.text(row, columns[name], "", style)
        target = f"${column_letters(columns['target'])}{row}"
        canvas.formula(
            row, columns["place"], f'IF({target}="","",HYPERLINK("#"&{target},{target}))', "", "label"
        )
    for row, explanation in enumerate(explanations, start=_FIRST):
        for name in ("check", "at"):
            canvas.text(row, columns[name], getattr(explanation, name), "input-text")
        canvas.text(row, columns["explanation"], explanation.text, "input-text")
        canvas.text(row, columns["saw"], keys.saw(explanation.saw), "bare")
    for signal in Severity:
        where = block(_FIRST, columns["severity"], _FIRST + rows - 1, columns["severity"])
        canvas.signal(where, f'{address(_FIRST, columns["severity"])}="{signal}"', signal)
    _finish(canvas, columns, form, _FIRST + rows - 1)


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of 审核."""

    canvas: Canvas
    row: int
    columns: Mapping[str, int]
    form: Form
    filing: Filing
    reckoning: Reckoning
    layouts: Mapping[str, Layout]

    def write(self, instance: Instance, explanation: Explanation | None) -> str:
        """Write the row of a check at a place; return the lines of a sheet that its link leads to."""
        check = self.form.checks[instance.check]
        result = arithmetic.evaluate(instance, self.form, self.filing, reckonable=arithmetic.in_cells)
        self.canvas.text(self.row, 1, keys.instance_key(instance.check, instance.at), "bare")
        place = self._place(instance)
        for name, text in (
            ("severity", check.severity),
            ("check", check.number),
            ("title", check.title),
            ("place", place),
        ):
            self.canvas.text(
                self.row, self.columns[name], text, "label" if name in ("title", "place") else "label-center"
            )
        left, right = self._sides(instance)
        self._formula("left", left, result.left)
        self._formula("right", right, result.right)
        difference = (
            f'IF(OR({self._at("left")}="",{self._at("right")}=""),"",{self._at("left")}-{self._at("right")})'
        )
        self._formula("difference", difference, result.difference)
        self._formula("missing", self._missing(instance), self._count_missing(instance))
        self._formula("texts", self._texts(instance), self._count_texts(instance))
        verdict = self.form.texts["verdicts"][result.outcome.name.lower()]
        self._formula("verdict", self._verdict(instance), verdict)
        self._explanation(check.severity is Severity.EXPLAIN, explanation)
        link = self.canvas.text(
            self.row, self.columns["link"], self.form.texts["checks_sheet"]["link"], "label-center"
        )
        link.hyperlink = f"#{_link_name(instance)}"
        tall = height_of(place, float(self.form.texts["checks_sheet"]["widths"]["place"]), _LINE)
        self.canvas.height(self.row, max(tall, _LINE + 5))
        return self._target(instance)

    def _formula(self, name: str, formula: str, result: Result | None) -> None:
        style = "bare" if name in _HIDDEN else "label-center"
        self.canvas.formula(self.row, self.columns[name], formula, "" if result is None else result, style)

    def _explanation(self, wanted: bool, explanation: Explanation | None) -> None:
        text = explanation.text if explanation else ""
        self.canvas.text(self.row, self.columns["explanation"], text, "input-text" if wanted else "idle")
        self.canvas.text(
            self.row, self.columns["saw"], keys.saw(explanation.saw) if explanation else "", "bare"
        )

    def _place(self, instance: Instance) -> str:
        numbers = {table.id: table.number for table in self.form.tables}
        sheet = numbers.get(instance.table, self.form.texts["sheets"]["particulars"])
        return " ".join(filter(None, (sheet, instance.subject if instance.subject != instance.table else "")))

    def _at(self, name: str) -> str:
        return f"${column_letters(self.columns[name])}{self.row}"

    def _inputs(self, instance: Instance) -> tuple[str, ...]:
        if self._rule(instance) == "terms":
            return needed(instance, self.form)
        return self.form.inputs(instance.table)

    def _cells(self, instance: Instance) -> tuple[str, ...]:
        """The cells that must hold no text."""
        if self._rule(instance) == "valid":
            return self.form.table_fields(instance.table)
        stated = (instance.total,) if instance.total else ()
        return self._inputs(instance) + stated

    def _rule(self, instance: Instance) -> str:
        return self.form.checks[instance.check].rule

    def _sides(self, instance: Instance) -> tuple[str, str]:
        rule = self._rule(instance)
        missing, texts = self._at("missing"), self._at("texts")
        if rule == "valid":
            return f'IF({texts}>0,"",{self.reckoning.invalid(self._cells(instance))})', '""'
        if rule != "terms":
            return missing, '""'
        left = f'IF({missing}+{texts}>0,"",{self.reckoning.side(instance.left)})'
        if instance.total:
            return left, self._guarded(self.reckoning.stated(instance.total, self._at("left")))
        return left, self._guarded(self.reckoning.side(instance.right))

    def _guarded(self, formula: str) -> str:
        return f'IF({self._at("missing")}+{self._at("texts")}>0,"",{formula})'

    def _missing(self, instance: Instance) -> str:
        rule = self._rule(instance)
        if rule == "particulars":
            return f"1-COUNTA({self._answer(instance)})"
        return "0" if rule == "valid" else self.reckoning.missing(self._inputs(instance))

    def _count_missing(self, instance: Instance) -> int:
        rule = self._rule(instance)
        if rule == "particulars":
            return int(not self.filing.particulars.get(instance.at))
        blank = (name for name in self._inputs(instance) if self.filing.figure(name).state is State.BLANK)
        return 0 if rule == "valid" else sum(1 for _ in blank)

    def _texts(self, instance: Instance) -> str:
        counted = self._rule(instance) in ("terms", "valid")
        return self.reckoning.texts(self._cells(instance)) if counted else "0"

    def _count_texts(self, instance: Instance) -> int:
        counted = self._rule(instance) in ("terms", "valid")
        return sum(map(self._is_text, self._cells(instance))) if counted else 0

    def _is_text(self, name: str) -> bool:
        figure = self.filing.figures.get(name)
        if figure is None:
            return self.form.is_total(name) and arithmetic.shown(name, self.form, self.filing) is None
        return figure.state is not State.BLANK and not arithmetic.in_cells(figure)

    def _verdict(self, instance: Instance) -> str:
        words = {outcome: f'"{self.form.texts["verdicts"][outcome.name.lower()]}"' for outcome in Outcome}
        relation = self.form.checks[instance.check].relation
        difference = f"ROUND({self._at('left')}-{self._at('right')},6){relation}0"
        holds = {"terms": difference, "valid": f"{self._at('left')}=0"}.get(self._rule(instance))
        judged = (
            f"IF({holds},{words[Outcome.PASSED]},{words[Outcome.FAILED]})" if holds else words[Outcome.PASSED]
        )
        unless = f"IF({self._at('texts')}>0,{words[Outcome.UNREADABLE]},{judged})"
        return f"IF({self._at('missing')}>0,{words[Outcome.INCOMPLETE]},{unless})"

    def _answer(self, instance: Instance) -> str:
        layout = self.layouts[keys.PARTICULARS]
        (cell,) = rectangles([layout.places[instance.at]])
        return across(layout.sheet, cell)

    def _target(self, instance: Instance) -> str:
        if self._rule(instance) == "particulars":
            layout = self.layouts[keys.PARTICULARS]
            row = layout.places[instance.at][0]
            return f"{quoted(layout.sheet)}!${row}:${row}"
        return self.reckoning.line(instance.fields or self.form.table_fields(instance.table))


def _is_expressible(instance: Instance, form: Form) -> bool:
    check = form.checks[instance.check]
    condition = check.condition
    conditional = condition.particulars or condition.positive or condition.unassessed
    last = any(term.last for term in instance.left + instance.right)
    return check.rule in ("terms", "particulars", "complete", "valid") and not conditional and not last


def _columns(form: Form) -> dict[str, int]:
    names = [*form.texts["checks_sheet"]["heads"], *_HIDDEN]
    return {name: index for index, name in enumerate(names, start=2)}


def _link_name(instance: Instance) -> str:
    return "_" + keys.instance_key(instance.check, instance.at).replace("-", "_").replace(" ", ".")


def _frame(canvas: Canvas, words: Mapping[str, object], columns: Mapping[str, int], marker: str) -> None:
    heads: Mapping[str, str] = words["heads"]  # type: ignore[assignment]
    widths: Mapping[str, float] = words["widths"]  # type: ignore[assignment]
    canvas.text(_KEY_ROW, 1, keys.marker(marker), "bare")
    for name, column in columns.items():
        canvas.text(_KEY_ROW, column, name, "bare")
        if name in heads:
            canvas.text(_HEAD_ROW, column, heads[name], "head")
    canvas.widths(2, [float(widths[name]) for name in heads])
    canvas.merged(_TITLE_ROW, 2, 1, len(heads), str(words["title"]), "title")
    canvas.height(_TITLE_ROW, 30)
    notice = str(words["notice"])
    canvas.merged(_NOTICE_ROW, 2, 1, len(heads), notice, "notice")
    canvas.height(_NOTICE_ROW, height_of(notice, sum(map(float, widths.values())), 14))
    canvas.height(_HEAD_ROW, 22)
    canvas.hide_row(_KEY_ROW)
    for column in (1, *(column for name, column in columns.items() if name not in heads)):
        canvas.hide_column(column)


def _finish(canvas: Canvas, columns: Mapping[str, int], form: Form, bottom: int) -> None:
    right = columns["explanation"]
    canvas.protect()
    canvas.sheet.freeze_panes = address(_FIRST, 1)
    canvas.print_on_a4(
        block(_TITLE_ROW, 2, bottom, right),
        form.texts["print"]["footer"],
        landscape=True,
        title_rows=f"{_HEAD_ROW}:{_HEAD_ROW}",
    )


def _colour_verdicts(canvas: Canvas, column: int, bottom: int, form: Form) -> None:
    where = block(_FIRST, column, bottom, column)
    for outcome, signal in (("failed", "failed"), ("incomplete", "missing"), ("unreadable", "提示")):
        canvas.signal(where, f'{address(_FIRST, column)}="{form.texts["verdicts"][outcome]}"', signal)
