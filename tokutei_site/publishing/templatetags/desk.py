from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.translation import gettext as _

from tokutei_site.publishing.models import Backlog, Entry
from tokutei_site.publishing.waiting import titled, waiting_for

register = template.Library()

# Where it is dealt with, if not in the review.
PAGES = {"translate": "translation", "seal": "seal", "unerased": "history", "sealed": "history"}


@register.inclusion_tag("admin/publishing/_waiting.html", takes_context=True)
def waiting_for_me(context: RequestContext) -> dict[str, Any]:
    """What waits for the signed-in staff member, each with the page where it is dealt with."""
    titles = {
        "seal": _("Sealing asked for: a second person is needed"),
        "unerased": _("Sealed, but still in the database's files"),
        "check": _("Published without approval: please check"),
        "review": _("Waiting for your review"),
        "publish": _("Approved, can be published"),
        "returned": _("Returned with a comment"),
        "late": _("Promised translation is late"),
        "translate": _("Translation to be brought up to date"),
        "drafts": _("Drafts not yet submitted"),
        "sealed": _("Sealed as you asked"),
    }
    waiting = waiting_for(context["request"].user)
    return {
        "groups": [
            (title, [(entry, address(entry, name)) for entry in titled(waiting[name])])
            for name, title in titles.items()
            if waiting.get(name)
        ]
    }


def address(entry: Entry, group: str) -> str:
    """The page where it is dealt with; a translation opens at the section that waits."""
    meta = Entry.kinds()[entry.kind]._meta
    page = f"admin:{meta.app_label}_{meta.model_name}_{PAGES.get(group, 'review')}"
    if group != "translate":
        return reverse(page, args=[entry.pk])
    language = Backlog.waiting().filter(entry=entry.pk).values_list("language", flat=True)[0]
    return reverse(page, args=[entry.pk, language]) + "#waiting"
