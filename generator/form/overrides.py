"""An office's decisions: checks switched off or weighed anew, dated and reasoned; limits of sections."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from generator.errors import FormError
from generator.form.model import Check, Form, Override, Section, Severity
from generator.form.source import Entry, entry, merged

_ENTRY = re.compile(rb"^\s*(?:\[|overrides\b|limits\b)", re.MULTILINE)  # without any, no such file is meant


def overridden(checks: Mapping[str, Check], written: Iterable[object]) -> dict[str, Check]:
    """The checks, those that an entry is about switched off or with another severity.

    Args:
        checks: By number.
        written: The entries of ``[[overrides]]``: ``check``, ``date``, ``reason``, and either
            ``off = true`` or ``severity``. A later entry about a check replaces an earlier one.

    Raises:
        FormError: If an entry lacks something, or is about no check that can be overridden.
    """
    found = dict(checks)
    for override in map(_override, written):
        check = found.get(override.check)
        if check is None or check.rule == "overridden":
            raise FormError("form.no-such-check-to-override", check=override.check)
        found[check.number] = replace(
            check, override=override, severity=override.severity or checks[check.number].severity
        )
    return found


def with_overrides(form: Form, name: str, data: bytes) -> Form:
    """The form with the entries of an office's own file laid over those in its folder.

    Args:
        form: The form.
        name: What the file is called.
        data: TOML with ``[[overrides]]``, and ``[limits]``: how many characters a section should have at
            most, by its identifier.

    Raises:
        FormError: If the file holds anything else, or an entry is wrong.
    """
    text = _in_utf_8(data)
    if text is None or b"\0" in text or not _ENTRY.search(text):
        raise FormError("form.no-overrides")
    written = merged(name, [{name: text}]).only("overrides", "limits")
    checks = overridden(form.checks, written.get("overrides", []))
    return replace(form, checks=checks, sections=_limited(form, written.inner("limits")))


def _in_utf_8(data: bytes) -> bytes | None:
    """The file as TOML has to be: editors on Windows put a mark in front, or write GBK; None of no text."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).encode()
        except UnicodeDecodeError:
            continue
    return None


def _limited(form: Form, limits: Entry) -> tuple[Section, ...]:
    limits.only(*(section.id for section in form.sections))
    return tuple(
        replace(section, limit=limits.need(section.id, int)) if section.id in limits.data else section
        for section in form.sections
    )


def decided(override: Override, check: Check, form: Form) -> str:
    """What was decided about a check, since when and why, in the form's words."""
    key = "overridden_severity" if override.severity else "overridden_off"
    words = {"title": check.title, "severity": check.severity}
    return str(form.texts[key].format(date=override.date, reason=override.reason, **words))


def _override(written: object) -> Override:
    number = entry("overrides", written).need("check", str)
    data = entry(f"overrides.{number}", written).only("check", "date", "reason", "off", "severity")
    off, severity = data.get("off", False), data.get("severity", "")
    if off == bool(severity) or severity not in ("", *Severity):
        raise FormError("form.bad-override", check=data.need("check", str))
    reason = data.need("reason", str).strip().rstrip("。")
    if not reason:
        raise FormError("form.key-missing", place=data.place, key="reason")
    return Override(
        check=data.need("check", str),
        date=_day(data),
        reason=reason,
        severity=Severity(severity) if severity else None,
    )


def _day(data: Entry) -> str:
    """The date as it is written, which must be one."""
    value = data.data.get("date")
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        day = None
    if not isinstance(day, date) or isinstance(day, datetime):
        raise FormError("form.bad-date", check=data.need("check", str))
    return day.isoformat()
