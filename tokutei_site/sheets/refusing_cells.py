"""Why something at one place in a file cannot be taken, for the person who chose the file.
`place` comes from places.py."""

from django.utils.translation import gettext_lazy as _

AT_A_PLACE = {
    "quotes": _(
        "%(place)s: The quotation marks of this CSV file do not match from here on. Please save "
        "the table anew as “CSV UTF-8” and choose the new file."
    ),
    "no_headings": _(
        "%(place)s: This row must hold the headings of the columns, but it is empty. Please copy "
        "them from a file exported anew."
    ),
    "unknown_heading": _(
        "%(place)s: “%(value)s” is not a heading of this table. Please copy the headings from a "
        "file exported anew."
    ),
    "double_heading": _(
        "%(place)s: The heading “%(value)s” stands here a second time. Please remove one of the "
        "two columns."
    ),
    "missing_heading": _(
        "%(place)s: The column “%(value)s” is missing. Please insert it again, or begin with a "
        "file exported anew."
    ),
    "too_many_rows": _(
        "%(place)s: From here on there are more than %(limit)d filled rows. Please split the "
        "file into smaller ones and choose them one by one."
    ),
    "too_long": _(
        "“%(value)s” (%(place)s): This text is longer than the %(limit)d characters that a cell of "
        "a workbook can hold. Please shorten it, or choose CSV instead."
    ),
    "too_many_columns": _(
        "%(place)s: There are more than %(limit)d columns. Please delete what stands to the "
        "right of the last heading."
    ),
    "beyond": _(
        "%(place)s: There is something here, but the column has no heading. Please delete the cell."
    ),
    "merged": _("%(place)s: The cells %(value)s are merged. Please separate them."),
    "order": _(
        "%(place)s: The rows or cells of the workbook are out of order here (“%(value)s”). Please "
        "copy its cells into a workbook exported anew and choose that one."
    ),
    "formula": _(
        "%(place)s: This cell holds a formula. Please type its result as a text, or set the "
        "format of the cell to “Text” if the text itself begins with a sign such as “=”."
    ),
    "error": _("%(place)s: This cell holds the error %(value)s. Please type the text anew."),
    "broken": _(
        "%(place)s: This cell holds a broken character (%(value)s), as LEFT() or another program "
        "leaves it. Please delete it and type the words around it again."
    ),
    "date": _(
        "%(place)s: The spreadsheet program has made a date of this cell. Please set its format "
        "to “Text” and type the text anew."
    ),
    "number": _(
        "%(place)s: This cell holds the number %(value)s, but a text is needed. Please set its "
        "format to “Text” and type it anew."
    ),
    "boolean": _(
        "%(place)s: This cell holds a truth value (TRUE or FALSE). Please set its format to "
        "“Text” and type it anew."
    ),
    "not_whole": _(
        "%(place)s: A whole number is needed here, but the cell holds “%(value)s”. Please "
        "correct it."
    ),
    "lost": _(
        "%(place)s: The text of this cell is missing from the workbook. Please copy its cells "
        "into a workbook exported anew and choose that one."
    ),
}
