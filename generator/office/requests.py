"""What an office asks for beyond the form, read from its list: 名称, 单位, 说明."""

from generator.errors import UnusableInputError
from generator.form.model import Form
from generator.narrative import LONGEST_NAME
from generator.office.table import listed
from generator.workbook.handout import Extra


def extras(data: bytes, form: Form) -> tuple[Extra, ...]:
    """Read the list of figures.

    Args:
        data: An .xlsx, or a CSV file in UTF-8 or GBK.
        form: Its words say by which heads columns are known.

    Raises:
        UnusableInputError: If no column has names, or a name comes twice, is one of the form's, or could
            not be referred to in texts.
    """
    words = form.texts["office"]["extras"]
    found = [Extra(row["name"], row.get("unit", ""), row.get("guidance", "")) for row in listed(data, words)]
    names = [extra.name for extra in found]
    for name in names:
        if len(name) > LONGEST_NAME or set(name) & set("【】｜|") or name == form.texts["table_mark"]:
            mark = form.texts["table_mark"]
            raise UnusableInputError("kit.extra-name", name=name, limit=LONGEST_NAME, mark=mark)
        if names.count(name) > 1 or name in form.names:
            raise UnusableInputError("kit.extra-twice", name=name)
    return tuple(found)
