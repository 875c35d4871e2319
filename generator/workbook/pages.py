"""The sheets that hold words: 填报说明, 基本信息, 正文, and the hidden one that says what this file is."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from generator.figure import BLANK
from generator.filing import Filing
from generator.form.model import Field, Form, Particular, Section
from generator.form.numerals import chinese
from generator.ooxml.references import address, column_letters
from generator.workbook import keys
from generator.workbook.canvas import Canvas, block, height_of, validation
from generator.workbook.formulas import Layout
from generator.workbook.tables import figure_validation, fill_in

_LABEL, _VALUE, _GUIDANCE = 2, 3, 4
_PARTICULAR_WIDTHS = [26.0, 52.0, 62.0]
_FIRST_PARTICULAR = 4
_FIRST_PARAGRAPH = 5
_LINE = 15.5
_KINDS_OF_TEXT = ("text", "lines", "code", "date", "choice")


def particulars_layout(form: Form, sheet: str) -> Layout:
    """Where particulars and loose figures stand on 基本信息 in a new workbook."""
    rows = {entry.id: row for row, entry in _asked(form) if not isinstance(entry, str)}
    return Layout(sheet, {name: (row, _VALUE) for name, row in rows.items()})


def write_particulars(canvas: Canvas, form: Form, filing: Filing) -> None:
    """Write 基本信息: the particulars in their groups, then the figures that stand in no table."""
    words = form.texts["particulars_sheet"]
    canvas.widths(_LABEL, _PARTICULAR_WIDTHS)
    _head(canvas, words, keys.PARTICULARS, 3, _PARTICULAR_WIDTHS)
    canvas.text(1, _VALUE, keys.VALUE, "bare")
    for row, entry in _asked(form):
        if isinstance(entry, str):
            canvas.merged(row, _LABEL, 1, 3, entry, "head-left")
            canvas.height(row, _LINE + 6)
        else:
            canvas.text(row, 1, entry.id, "bare")
            _asked_for(canvas, row, entry, form, filing)
    bottom = max(row for row, _ in _asked(form))
    canvas.protect()
    canvas.print_on_a4(block(2, _LABEL, bottom, _GUIDANCE), form.texts["print"]["footer"])


def write_narrative(canvas: Canvas, form: Form, filing: Filing) -> None:
    """Write 正文: a row a paragraph; sections without text have a row that waits for it."""
    words = form.texts["narrative_sheet"]
    heads: Mapping[str, str] = words["heads"]
    columns = {name: index for index, name in enumerate(heads, start=2)}
    widths = [float(words["widths"][name]) for name in heads]
    canvas.widths(2, widths)
    _head(canvas, words, keys.NARRATIVE, len(heads), widths)
    for name, column in columns.items():
        canvas.text(1, column, name, "bare")
        canvas.text(_FIRST_PARAGRAPH - 1, column, heads[name], "head")
    lines = list(_lines(form, filing))
    rows = range(_FIRST_PARAGRAPH, _FIRST_PARAGRAPH + max(int(words["rows"]), len(lines)))
    text_column = f"${column_letters(columns['text'])}:${column_letters(columns['text'])}"
    count = f"LEN(INDEX({text_column},ROW()))"
    for row, line in zip(rows, lines + [("", "", "", "")] * (len(rows) - len(lines)), strict=True):
        for name, text in zip(("section", "heading", "text", "guidance"), line, strict=True):
            canvas.text(row, columns[name], text, "notice" if name == "guidance" else "input-text")
        length = len(line[2].encode("utf-16-le")) // 2
        canvas.formula(row, columns["count"], f'IF({count}=0,"",{count})', length or "", "label-center")
        canvas.height(row, max(height_of(line[2], widths[2], _LINE), height_of(line[3], widths[4], 14)))
    _sections_to_choose(canvas, block(rows[0], columns["section"], rows[-1], columns["section"]), form)
    canvas.hide_row(1)
    canvas.hide_column(1)
    canvas.sheet.freeze_panes = address(_FIRST_PARAGRAPH, 1)
    canvas.print_on_a4(block(2, 2, rows[-1], columns["count"]), form.texts["print"]["footer"], landscape=True)


def write_guide(canvas: Canvas, form: Form) -> None:
    """Write 填报说明: the steps, what belongs in each row, and the names that texts may use."""
    words = form.texts["guide"]
    widths = [float(width) for width in words["widths"]]
    canvas.widths(1, widths)
    canvas.merged(1, 1, 1, 3, form.texts["guide"]["title"], "title")
    canvas.height(1, 34)
    row = 2
    for step in words["steps"]:
        canvas.merged(row, 1, 1, 3, step, "plain")
        canvas.height(row, height_of(step, sum(widths), _LINE) + 3)
        row += 1
    row = _list(canvas, row + 1, words["rows_title"], words["rows_heads"], list(_row_guidance(form)), widths)
    row = _list(canvas, row + 1, words["names_title"], words["names_heads"], list(_names(form)), widths)
    canvas.merged(row, 1, 1, 3, words["names_note"], "notice")
    canvas.protect()
    canvas.print_on_a4(block(1, 1, row, 3), form.texts["print"]["footer"])


def write_identity(canvas: Canvas, form: Form, filing: Filing, version: str) -> None:
    """Write the hidden sheet that says what this is."""
    canvas.text(1, 1, keys.marker(keys.IDENTITY), "bare")
    canvas.text(1, 2, keys.VALUE, "bare")
    unit = str(filing.particulars.get("unit", ""))
    entries = {
        "form": form.id,
        "edition": form.edition,
        "fingerprint": form.fingerprint,
        "version": version,
        "unit": unit,
    }
    for row, (name, value) in enumerate(entries.items(), start=2):
        canvas.text(row, 1, name, "bare")
        canvas.text(row, 2, value, "bare")
    canvas.sheet.sheet_state = "veryHidden"


def section_words(form: Form) -> dict[str, str]:
    """What the drop-down of 正文 offers, by section; numbered as the report numbers them."""
    numbered = {s.id: f"{chinese(i)}、{s.title}" for i, s in enumerate(form.sections, start=1)}
    return {"opening": form.texts["opening"]} | numbered


def _asked(form: Form) -> Iterator[tuple[int, str | Particular | Field]]:
    """Row and what stands there: the title of a group, a particular, or a loose figure."""
    row = _FIRST_PARTICULAR
    for group, particulars in groupby(form.particulars, key=lambda particular: particular.group):
        yield row, group
        for particular in particulars:
            row += 1
            yield row, particular
        row += 1
    tables = {table.id for table in form.tables}
    yield row, form.texts["particulars_sheet"]["fee_group"]
    for field in (field for field in form.fields.values() if field.table not in tables):
        row += 1
        yield row, field


def _asked_for(canvas: Canvas, row: int, entry: Particular | Field, form: Form, filing: Filing) -> None:
    words = form.texts["particulars_sheet"]
    if isinstance(entry, Field):
        label = f"{entry.column_labels[-1]}（{entry.unit}）" if entry.unit else entry.column_labels[-1]
        guidance = words["fee_guidance"].get(entry.id, "")
        fill_in(canvas, row, _VALUE, filing.figures.get(entry.id, BLANK), "input-left")
        rule = figure_validation(entry.kind, guidance, entry.column_labels[-1], form)
        rule.add(address(row, _VALUE))
        canvas.sheet.add_data_validation(rule)
    else:
        label = f"{entry.label} *" if entry.compulsory else entry.label
        guidance = entry.guidance
        _particular(canvas, row, entry, filing.particulars.get(entry.id, ""), words)
    canvas.text(row, _LABEL, label, "label")
    canvas.text(row, _GUIDANCE, guidance, "notice")
    lines = 2 if isinstance(entry, Particular) and entry.kind == "lines" else 1
    canvas.height(row, max(height_of(guidance, _PARTICULAR_WIDTHS[2], 14), _LINE * lines + 6))


def _particular(
    canvas: Canvas, row: int, entry: Particular, value: str | int, words: Mapping[str, str]
) -> None:
    if isinstance(value, int):
        canvas.number(row, _VALUE, value, "input-left")
    else:
        canvas.text(row, _VALUE, value, "input-text" if entry.kind in _KINDS_OF_TEXT else "input-left")
    if entry.choices:
        warning = words["choice_warning"]
        rule = validation(
            "list", entry.guidance or warning, entry.label, warning, entry.label,
            formula1=f'"{",".join(entry.choices)}"',
        )  # fmt: skip
    elif entry.kind == "year":
        rule = validation(
            "whole", entry.guidance, entry.label, words["year_warning"], entry.label,
            operator="between", formula1="2008", formula2="2100",
        )  # fmt: skip
    else:
        return
    rule.add(address(row, _VALUE))
    canvas.sheet.add_data_validation(rule)


def _head(canvas: Canvas, words: Mapping[str, str], marker: str, columns: int, widths: list[float]) -> None:
    canvas.text(1, 1, keys.marker(marker), "bare")
    canvas.merged(2, 2, 1, columns, words["title"], "title")
    canvas.height(2, 30)
    canvas.merged(3, 2, 1, columns, words["notice"], "notice")
    canvas.height(3, height_of(words["notice"], sum(widths), 14))
    canvas.hide_row(1)
    canvas.hide_column(1)


def _lines(form: Form, filing: Filing) -> Iterator[tuple[str, str, str, str]]:
    """Rows of 正文: section, sub-heading, text, guidance."""
    names = section_words(form)
    yield from _opening(filing, names["opening"], form.texts["narrative_sheet"]["opening_guidance"])
    for section in form.sections:
        yield from _section(section, filing, names[section.id], form)


def _opening(filing: Filing, name: str, guidance: str) -> Iterator[tuple[str, str, str, str]]:
    for index, paragraph in enumerate(filing.opening or ("",)):
        yield ("" if index else name, "", paragraph, "" if index else guidance)


def _section(section: Section, filing: Filing, name: str, form: Form) -> Iterator[tuple[str, str, str, str]]:
    items = filing.narrative.get(section.id, ())
    if not items:
        yield name, "", "", section.guidance
        for aspect in section.aspects:
            yield name, "", "", form.texts["narrative_sheet"]["aspect_guidance"].format(aspect=aspect)
    for index, item in enumerate(items):
        first, *rest = item.paragraphs or ("",)
        yield name, item.heading, first, "" if index else section.guidance
        for paragraph in rest:
            yield "", "", paragraph, ""


def _sections_to_choose(canvas: Canvas, where: str, form: Form) -> None:
    words = form.texts["narrative_sheet"]
    warning = form.texts["particulars_sheet"]["choice_warning"]
    choices = ",".join(section_words(form).values())
    rule = validation("list", "", "", warning, words["heads"]["section"], formula1=f'"{choices}"')
    rule.add(where)
    canvas.sheet.add_data_validation(rule)


def _list(
    canvas: Canvas,
    row: int,
    title: str,
    heads: list[str],
    entries: list[tuple[str, str, str]],
    widths: list[float],
) -> int:
    canvas.merged(row, 1, 1, 3, title, "title")
    canvas.height(row, 26)
    for column, head in enumerate(heads, start=1):
        canvas.text(row + 1, column, head, "head")
    for row_, entry in enumerate(entries, start=row + 2):
        for column, text in enumerate(entry, start=1):
            canvas.text(row_, column, text, "label")
        canvas.height(row_, max(height_of(t, w, _LINE) for t, w in zip(entry, widths, strict=True)))
    return row + 2 + len(entries)


def _row_guidance(form: Form) -> Iterator[tuple[str, str, str]]:
    numbers = {table.id: table.number for table in form.tables}
    labels = {keys.row_key(f.table, f.row): " / ".join(f.row_labels) for f in form.fields.values()}
    for key, text in form.guidance.items():
        if key not in numbers:
            yield numbers[key.partition(".")[0]], labels[key], text


def _names(form: Form) -> Iterator[tuple[str, str, str]]:
    words = form.texts["guide"]
    for name in form.names.values():
        labels = [form.fields[field].label for term in name.terms for field in term.fields]
        many = words["names_many"].format(first=labels[0], count=len(labels)) if len(labels) > 2 else ""
        whole = next((n.name for n in form.names.values() if n.terms == name.whole), "") if name.whole else ""
        yield (
            f"【{name.name}】",
            many or words["names_plus"].join(labels),
            words["names_share"].format(whole=whole) if whole else "",
        )
