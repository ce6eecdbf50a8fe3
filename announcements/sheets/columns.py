"""The columns of the FAQ as a spreadsheet, and the sheet that explains them. Headings name every
column in all languages of the site, whoever exports; words in cells are the default language's."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from announcements.models import Faq
from tokutei_site.publishing.labels import field_label
from tokutei_site.publishing.models import LANGUAGE_CODES, localised
from tokutei_site.sheets.columns import Column
from tokutei_site.sheets.xlsx import Guide

SHEET = "よくある質問"
GUIDE_SHEET = "書き方"
CLEAR = "<<clear>>"
LOCKED = ("code", "version", "state")


def in_every_language(words: Callable[[], str]) -> str:
    """The same words in each language of the site, for a heading."""
    found = []
    for code in LANGUAGE_CODES:
        with translation.override(code):
            found.append(str(words()))
    return " / ".join(dict.fromkeys(found))


@cache
def headings() -> dict[str, str]:
    """Column → heading, in the order of the sheet."""
    texts = [column for name in Faq.TEXTS for column in localised(name)]
    return {
        "code": in_every_language(lambda: _("Code")),
        "version": in_every_language(lambda: _("Version")),
        "state": in_every_language(lambda: _("State")),
        "category": in_every_language(lambda: _("Category")),
        "order": in_every_language(lambda: field_label(Faq, "order")),
        "is_to_be_confirmed": in_every_language(lambda: _("To be confirmed")),
        **{name: in_every_language(lambda n=name: field_label(Faq, n)) for name in texts},  # type: ignore[misc]
        "sources": in_every_language(lambda: _("Sources")),
    }


def columns(categories: tuple[str, ...] = (), answers: tuple[str, ...] = ()) -> list[Column]:
    """`categories`, `answers`: what the drop-down lists of a workbook offer."""
    widths = {"code": 11, "version": 8, "state": 22, "category": 30, "order": 9, "sources": 24}
    widths["is_to_be_confirmed"] = 11
    choices = {"category": categories, "is_to_be_confirmed": answers}
    return [
        Column(
            name=name,
            heading=heading,
            width=widths.get(name) or text_width(name),
            is_locked=name in LOCKED,
            choices=choices.get(name, ()),
            is_number=name in ("version", "order"),
        )
        for name, heading in headings().items()
    ]


def text_width(name: str) -> int:
    """Any text that a question gains has a column; a single line takes a narrow one."""
    return 32 if Faq.is_single_line(name.rpartition("_")[0]) else 60


def guide(sources: list[tuple[str, str]]) -> Guide:
    """How to fill in the sheet, in the office's language. `sources`: keys with their titles."""
    with translation.override(settings.LANGUAGE_CODE):
        return Guide(GUIDE_SHEET, _("How to fill in this file"), [*explained(), *listed(sources)])


def explained() -> list[tuple[str, str]]:
    names = headings()
    notation = _("As on the desk: ■ heading, ・ list, ※ note. Alt+Enter breaks the line.")
    clear = _("An empty cell changes nothing. To empty a text, write %(clear)s.")
    new = _("Do not change it. Leave it empty for a new question, which is given a code later.")
    version = _(
        "Do not change it. It tells which version the row was made from: a question that "
        "somebody changed since then is not overwritten."
    )
    order = _(
        "A whole number from 0. Small numbers come first. A new question without one comes last."
    )
    then = _("Import the file on the desk. It becomes drafts, to be reviewed and published there.")
    return [
        (names["code"], new),
        (names["version"], version),
        (names["state"], _("For information only.")),
        (names["category"], _("Choose one from the list. The key in ［］ never changes.")),
        (names["order"], order),
        (names["is_to_be_confirmed"], _("“はい” if the answer is not certain yet, else “いいえ”.")),
        *((names[name], notation) for name in localised("answer")),
        (names["sources"], _("Keys of the sources, one on each line (see below).")),
        (_("Empty cells"), clear % {"clear": CLEAR}),
        (_("Rows"), _("A row that you delete here stays on the site. Write new questions below.")),
        (_("Afterwards"), then),
    ]


def listed(sources: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", ""), (_("Key of the source"), _("Title")), *sources]
