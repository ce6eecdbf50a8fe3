"""The card beside the texts: what to type. How it looks is left to the renderer."""

from typing import NamedTuple

from django.utils.translation import gettext as _


class Row(NamedTuple):
    name: str
    typed: str


def rows() -> list[Row]:
    """In the active language."""
    return [
        Row(_("Heading"), _("■ What to bring")),
        Row(_("Smaller heading"), _("## Children under 16")),
        Row(_("Items"), _("・Passport\n・Photograph")),
        Row(_("Items below an item"), _("・Passport\n　・or the residence card")),
        Row(_("Numbered items"), _("１．Apply\n２．Collect")),
        Row(_("A note"), _("※Closed on holidays.")),
        Row(_("A note to an item"), _("・Photograph ※not under 16")),
        Row(_("Bold"), _("Please come **in person**.")),
        Row(_("Link"), _("[Application form](https://example.jp/form)")),
        Row(_("Web address"), _("See https://example.jp/ for more.")),
        Row(_("Table"), _("| Day | Open |\n|---|---|\n| Monday | 8:30–17:15 |")),
        Row(_("Line break"), _("Counter 3\nFirst floor")),
        Row(_("New paragraph (an empty line)"), _("Please take a number.\n\nWe call you.")),
        Row(_("Quotation"), _("> Words of the law")),
        Row(_("Line across"), _("Before\n\n---\n\nAfter")),
    ]
