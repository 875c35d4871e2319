"""The formulas of a row of 审核, with the results to be stored beside them.

Two hidden counts beside each row keep its verdict legible: how many inputs are missing, and how many cells
hold text. What is missing goes before text, and text before what a comparison says.
"""

from collections.abc import Callable
from dataclasses import dataclass

from generator import arithmetic
from generator.arithmetic import Outcome
from generator.figure import BLANK
from generator.filing import Filing
from generator.form.model import Form, Instance
from generator.workbook.canvas import Value
from generator.workbook.formulas import Reckoning, needed

_EMPTY = '""'


@dataclass(frozen=True, slots=True)
class Live:
    """A formula, without ``=``, and its result."""

    formula: str
    result: Value


def live(
    instance: Instance, form: Form, filing: Filing, reckoning: Reckoning, at: Callable[[str], str]
) -> dict[str, Live]:
    """The live cells of a check's row, by name.

    Args:
        instance: The check at its place.
        form: The form.
        filing: The figures filled in, from which the results follow.
        reckoning: Writes formulas over the sheets.
        at: The reference of another cell of the row, by name.
    """
    missing, texts, left, right = at("missing"), at("texts"), at("left"), at("right")
    sides = _sides(instance, form, reckoning, at)
    results = _results(instance, form, filing)
    verdict = _verdict(instance, form, missing, texts, f"ROUND({left}-{right},6)", left)
    formulas = {
        "missing": _missing(instance, form, reckoning),
        "texts": _texts(instance, form, reckoning),
        "left": sides[0],
        "right": sides[1],
        "difference": f'IF(OR({left}="",{right}=""),"",{left}-{right})',
        "verdict": _compared(instance, form, reckoning, verdict),
    }
    return {name: Live(formula, results[name]) for name, formula in formulas.items()}


def _results(instance: Instance, form: Form, filing: Filing) -> dict[str, Value]:
    last = filing.last_year
    result = arithmetic.evaluate(instance, form, filing, last, arithmetic.in_cells)
    missing = _count_missing(instance, form, filing)
    is_incomplete = missing and result.outcome is not Outcome.NOT_COMPARED
    outcome = Outcome.INCOMPLETE if is_incomplete else result.outcome
    counts = {"particulars": missing, "complete": missing}
    if result.left is not None:
        counts["valid"] = _count_invalid(instance.table, form, filing)
    left = counts.get(form.checks[instance.check].rule, result.left)
    sides = (left, result.right, result.difference)
    return {
        "missing": missing,
        "texts": sum(_is_text(name, form, filing) for name in _judged(instance, form))
        + sum(_is_text(name, form, last) for name in needed(instance, form, last=True) if last),
        "verdict": form.texts["verdicts"][outcome.name.lower()],
    } | {
        name: "" if side is None else side
        for name, side in zip(("left", "right", "difference"), sides, strict=True)
    }


def _required(instance: Instance, form: Form) -> tuple[str, ...]:
    """The inputs that must be filled in."""
    rule = form.checks[instance.check].rule
    return {"terms": needed(instance, form), "complete": form.inputs(instance.table)}.get(rule, ())


def _judged(instance: Instance, form: Form) -> tuple[str, ...]:
    """The cells that must hold no text for the sheet to judge."""
    stated = (instance.total,) if instance.total else ()
    rule = form.checks[instance.check].rule
    return {"terms": needed(instance, form) + stated, "valid": form.table_fields(instance.table)}.get(
        rule, ()
    )


def _missing(instance: Instance, form: Form, reckoning: Reckoning) -> str:
    if form.checks[instance.check].rule == "particulars":
        return reckoning.unanswered(instance.at)
    required = _required(instance, form)
    before = needed(instance, form, last=True)
    counts = [reckoning.missing(required)] if required else []
    counts += [reckoning.missing_of_last(before)] if before else []
    return "+".join(counts) or "0"


def _compared(instance: Instance, form: Form, reckoning: Reckoning, verdict: str) -> str:
    """A verdict that waits for last year's figures, where it needs any."""
    before = needed(instance, form, last=True)
    word = form.texts["verdicts"]["not_compared"]
    return f'IF({reckoning.missing_of_last(before)}>0,"{word}",{verdict})' if before else verdict


def _texts(instance: Instance, form: Form, reckoning: Reckoning) -> str:
    judged, before = _judged(instance, form), needed(instance, form, last=True)
    return reckoning.texts(judged, before) if judged or before else "0"


def _count_missing(instance: Instance, form: Form, filing: Filing) -> int:
    if form.checks[instance.check].rule == "particulars":
        return int(not arithmetic.answered(instance.at, form, filing))
    of_last = needed(instance, form, last=True)
    before = filing.last.figures
    return sum(filing.figure(name).is_blank for name in _required(instance, form)) + sum(
        before.get(name, BLANK).is_blank for name in of_last
    )


def _count_invalid(table: str, form: Form, filing: Filing) -> int:
    """As the formula counts: inputs, or totals where no input is concerned."""
    names = arithmetic.invalid(table, form, filing)
    return sum(not form.is_total(name) for name in names) or len(names)


def _is_text(name: str, form: Form, filing: Filing) -> bool:
    figure = filing.figures.get(name)
    if figure is None:
        return form.is_total(name) and arithmetic.shown(name, form, filing) is None
    return not figure.is_blank and not arithmetic.in_cells(figure)


def _sides(instance: Instance, form: Form, reckoning: Reckoning, at: Callable[[str], str]) -> tuple[str, str]:
    rule = form.checks[instance.check].rule
    if rule == "valid":
        return f'IF({at("texts")}>0,"",{reckoning.invalid(instance.table)})', _EMPTY
    if rule != "terms":
        return at("missing"), _EMPTY
    left = reckoning.side(instance.left)
    stated = instance.total and reckoning.stated(instance.total, at("left"))
    right = stated or reckoning.side(instance.right)
    unless = f'IF({at("missing")}+{at("texts")}>0,"",'
    return f"{unless}{left})", f"{unless}{right})"


def _verdict(instance: Instance, form: Form, missing: str, texts: str, difference: str, left: str) -> str:
    check = form.checks[instance.check]
    words = {outcome: f'"{form.texts["verdicts"][outcome.name.lower()]}"' for outcome in Outcome}
    holds = {"terms": f"{difference}{check.relation}0", "valid": f"{left}=0"}.get(check.rule, "TRUE")
    judged = f"IF({holds},{words[Outcome.PASSED]},{words[Outcome.FAILED]})"
    return f"IF({missing}>0,{words[Outcome.INCOMPLETE]},IF({texts}>0,{words[Outcome.UNREADABLE]},{judged}))"
