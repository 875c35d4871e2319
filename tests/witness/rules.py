"""What Word and Excel refuse or repair, and the public validators miss, as rules over the bytes of a file."""

import zipfile

from tests.witness import excel_rules, word_rules
from tests.witness.parts import opened


def faults_of_docx(data: bytes) -> list[str]:
    """Give what is wrong with a document; nothing if it is sound."""
    try:
        return list(dict.fromkeys(word_rules.faults(opened(data))))
    except zipfile.BadZipFile as error:
        return [f"no package: {error}"]


def faults_of_xlsx(data: bytes) -> list[str]:
    """Give what is wrong with a workbook; nothing if it is sound."""
    try:
        return list(dict.fromkeys(excel_rules.faults(opened(data))))
    except zipfile.BadZipFile as error:
        return [f"no package: {error}"]
