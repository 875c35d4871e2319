"""What came in, whatever kind of file it is: ``received(data) -> (form, filing)``."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from generator.filing import Filing
from generator.form import folder
from generator.form.loader import FORM, load
from generator.form.model import Form
from generator.ooxml.package import is_old_text


def received(data: bytes) -> tuple[Form, Filing]:
    """Read a workbook, a filing in JSON or a published report; which form it answers, it says itself.

    Args:
        data: The file as bytes.

    Returns:
        The form and the filing that answers it.

    Raises:
        UnusableInputError: If it is none of these, or cannot be used.
        FormError: If there is no such form or edition.
    """
    if is_json(data) and not is_old_text(data):
        return _of_json(data)
    return _of_report(data) if is_report(data) else _of_workbook(data)


def added_up(files: Sequence[bytes], form: Form) -> Filing | None:
    """Last year's files, of either edition each, added up as one filing of this form; none of no files.

    What the reader noticed in a published report comes along: figures that it did not place are blank.

    Raises:
        UnusableInputError: If one of them cannot be used.
    """
    if not files:
        return None
    from generator import previous  # noqa: PLC0415  (few runs compare with last year)

    different = list(dict.fromkeys(files))  # one that was given twice is no merger
    read = [received(data) for data in different]
    reports = [filing for data, (_, filing) in zip(different, read, strict=True) if is_report(data)]
    remarks = [remark for filing in reports for remark in filing.remarks]
    added = previous.added_up([(filing, own) for own, filing in read], form)
    return replace(added, remarks=tuple(remarks))


def narrated(filing: Filing, manuscript: bytes, form: Form) -> Filing:
    """The filing with the texts of a narrative written in Word.

    Raises:
        UnusableInputError: If the narrative is no Word document, or has no heading of a section.
    """
    from generator.published import manuscript as words  # noqa: PLC0415  (few runs read one)
    from generator.report.context import title_lines  # noqa: PLC0415

    _refuse_other_manuscript(manuscript)
    written = words.read(manuscript, form)
    return words.with_manuscript(filing, written, "".join(title_lines(filing, form)), form)


def _refuse_other_manuscript(data: bytes) -> None:
    """Let a Word file pass, and what the reader of Office files has a word for: damaged, protected, old."""
    from generator.errors import UnusableInputError  # noqa: PLC0415
    from generator.messages import say  # noqa: PLC0415

    if (kind := seems(data)) not in ("", "kind.document"):
        raise UnusableInputError("manuscript.not-word", kind=say(kind))


def refuse_to_fill(data: bytes, name: str) -> None:
    """Let a workbook pass, and what its reader has a word for; nothing is written into anything else.

    Args:
        data: What something is to be written into.
        name: What it is called.

    Raises:
        UnusableInputError: If it is no workbook that people fill in.
    """
    from generator.errors import UnusableInputError  # noqa: PLC0415
    from generator.messages import say  # noqa: PLC0415

    if (kind := seems(data)) not in ("", "kind.workbook"):
        raise UnusableInputError("fill.no-workbook", file=name, kind=say(kind))


def seems(data: bytes) -> str:
    """What a file seems to be, as messages call it (``kind.page``); empty where nothing tells."""
    kinds: dict[str, Callable[[bytes], bool]] = {
        "kind.filing": is_json,
        "kind.page": _is_page,
        "kind.pdf": _is_pdf,
        "kind.document": partial(_has_part, name=b"word/document.xml"),
        "kind.rollup": _is_roll_up,
        "kind.workbook": partial(_has_part, name=b"xl/workbook.xml"),
    }
    return next((kind for kind, is_it in kinds.items() if is_it(data)), "")


def is_json(data: bytes) -> bool:
    """Whether a file looks like a filing in JSON."""
    return data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{"


def is_report(data: bytes) -> bool:
    """Whether a file looks like a published report: a Word document, a web page or a PDF."""
    return _is_page(data) or _is_pdf(data) or _has_part(data, b"word/document.xml")


def _has_part(data: bytes, name: bytes) -> bool:
    """Whether a file looks like an office file with a part of this name."""
    return data.startswith(b"PK") and name in data


def _is_page(data: bytes) -> bool:
    if is_old_text(data):
        return False
    head = data[:4_000].removeprefix(b"\xef\xbb\xbf").lstrip().replace(b"\0", b"").lstrip(b"\xff\xfe")
    return head[:1] == b"<" or (b"multipart/" in head and not head.startswith(b"PK"))


def _is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF")


def _of_report(data: bytes) -> tuple[Form, Filing]:
    from generator.published import document, page, pdf  # noqa: PLC0415  (few runs read a report)
    from generator.published.read import read  # noqa: PLC0415

    reader = pdf if _is_pdf(data) else page if _is_page(data) else document
    return read(reader.read(data), [load(FORM, edition) for edition in folder.editions(FORM)])


def _of_json(data: bytes) -> tuple[Form, Filing]:
    from generator.filing_json import from_json, parse  # noqa: PLC0415

    source = parse(data)
    form = load(str(source.get("form", "")), str(source.get("edition", "")))
    return form, from_json(data, form)


def _of_workbook(data: bytes) -> tuple[Form, Filing]:
    from generator.errors import UnusableInputError  # noqa: PLC0415
    from generator.ooxml.sheets import read_workbook  # noqa: PLC0415  (blank needs no reader)
    from generator.workbook.identity import identify, is_rolled_up  # noqa: PLC0415
    from generator.workbook.read import read  # noqa: PLC0415

    try:
        workbook = read_workbook(data)
    except UnusableInputError:
        if _is_roll_up(data):  # many units are more than a workbook that comes by mail may hold
            return _of_roll_up(data)
        raise
    if is_rolled_up(workbook):
        return _of_roll_up(data)
    identity = identify(workbook)
    form = load(identity.form, identity.edition)
    return form, read(workbook, form)


def _is_roll_up(data: bytes) -> bool:
    from generator.workbook.rolled import is_marked  # noqa: PLC0415  (few runs read one)

    return is_marked(data)


def _of_roll_up(data: bytes) -> tuple[Form, Filing]:
    from generator.workbook.rolled import read  # noqa: PLC0415  (few runs read one)

    roll_up = read(data)
    return roll_up.form, roll_up.filing
