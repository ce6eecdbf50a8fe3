"""Says where something stands in a file: the beginning of every message about it."""

from django.utils.translation import gettext as _


def place(sheet: str, row: int = 0, letter: str = "", heading: str = "") -> str:
    """In the active language; a CSV file has no sheet ("")."""
    params = {"sheet": sheet, "row": row, "letter": letter, "heading": heading}
    return (in_sheet if sheet else in_file)(row, letter, heading) % params


def in_sheet(row: int, letter: str, heading: str) -> str:
    if heading:
        return _("Sheet “%(sheet)s”, row %(row)d, column %(letter)s “%(heading)s”")
    if letter:
        return _("Sheet “%(sheet)s”, row %(row)d, column %(letter)s")
    return _("Sheet “%(sheet)s”, row %(row)d") if row else _("Sheet “%(sheet)s”")


def in_file(row: int, letter: str, heading: str) -> str:
    if heading:
        return _("Row %(row)d, column %(letter)s “%(heading)s”")
    if letter:
        return _("Row %(row)d, column %(letter)s")
    return _("Row %(row)d") if row else _("The file")
