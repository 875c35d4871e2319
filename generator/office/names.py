"""The names that the office's report may use beside the form's: counts of units, sums of a 类别."""

from collections import Counter

from generator import arithmetic
from generator.figure import Number
from generator.form.model import Form
from generator.office.collect import State
from generator.office.rollup import Rollup, kind_of


def names(rollup: Rollup, form: Form) -> dict[str, Number]:
    """Each name with its number: 【已报单位数】, 【街道单位数】, 【街道本年新收申请总计】."""
    words, states = form.texts["office"]["names"], form.texts["office"]["states"]
    standings = rollup.returns.standings
    found: dict[str, Number] = {words["units"]: len(standings), words["counted"]: len(rollup.returns.counted)}
    by_state = Counter(standing.state for standing in standings)
    found |= {words["state"].format(state=states[state]): by_state[state] for state in State}
    by_kind = Counter(kind_of(standing, form) for standing in standings)
    for kind, filing in rollup.kinds.items():
        found[words["kind_units"].format(kind=kind)] = by_kind[kind]
        for name, entry in form.names.items():
            amount = arithmetic.amount(entry.terms, form, filing)
            if amount is not None:
                found[words["kind_sum"].format(kind=kind, name=name)] = amount
    return found
