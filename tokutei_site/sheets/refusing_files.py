"""Why a file as a whole cannot be taken, in sentences for the person who chose it."""

from django.utils.translation import gettext_lazy as _

OF_THE_FILE = {
    "too_large": _(
        "This file is larger than %(limit)d MB. Please split it into smaller files and choose "
        "them one by one."
    ),
    "old_format": _(
        "This is an Excel file of the old kind (.xls). Please open it, save it as “Excel "
        "Workbook (.xlsx)” and choose the new file."
    ),
    "password": _(
        "This workbook is protected by a password. Please save it without one and choose the "
        "new file."
    ),
    "not_a_workbook": _(
        "This file is not an Excel workbook (.xlsx). Please open it, save it as “Excel Workbook "
        "(.xlsx)” and choose the new file."
    ),
    "not_a_table": _(
        "This file is neither an Excel workbook (.xlsx) nor a CSV file. Please choose another one."
    ),
    "damaged": _(
        "This file is damaged or incomplete. Please open it, save it as “Excel Workbook (.xlsx)” "
        "and choose the new file."
    ),
    "endless": _(
        "This file is too complicated to be read. Please copy its cells into a workbook exported "
        "anew and choose that one."
    ),
    "too_many_parts": _(
        "This workbook consists of more than %(limit)d parts. Please copy its cells into a "
        "workbook exported anew and choose that one."
    ),
    "unpacked": _(
        "This file holds more than %(limit)d MB once it is unpacked. Please copy its cells into "
        "a workbook exported anew and choose that one."
    ),
    "double_part": _(
        "This workbook contains a part twice (“%(value)s”). Please copy its cells into a "
        "workbook exported anew and choose that one."
    ),
    "outside_part": _(
        "This workbook contains a part that would lie outside of it (“%(value)s”). Please copy "
        "its cells into a workbook exported anew and choose that one."
    ),
    "macro": _(
        "This workbook contains macros. Please save it as “Excel Workbook (.xlsx)”, without "
        "macros, and choose the new file."
    ),
    "doctype": _(
        "This workbook contains declarations (DTD) that no office program writes. Please copy its "
        "cells into a workbook exported anew and choose that one."
    ),
    "strict": _(
        "This workbook was saved as “Strict Open XML Spreadsheet”. Please save it as “Excel "
        "Workbook (.xlsx)” and choose the new file."
    ),
    "no_sheet": _(
        "This workbook has no sheet with the name “%(sheet)s”, only: %(value)s. Please give the "
        "sheet its name back."
    ),
    "utf16": _(
        "This file is in the encoding UTF-16 (“Unicode Text”). Please save it as “CSV UTF-8” or "
        "as “Excel Workbook (.xlsx)” and choose the new file."
    ),
    "encoding": _(
        "Line %(value)s has a character that is neither UTF-8 nor Shift_JIS (CP932). Please save "
        "the file as “CSV UTF-8” or as “Excel Workbook (.xlsx)” and choose the new file."
    ),
}
