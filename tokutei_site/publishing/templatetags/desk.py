from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.translation import gettext as _

from tokutei_site.publishing.models import Entry
from tokutei_site.publishing.waiting import titled, waiting_for

register = template.Library()

# Where it is dealt with, if not in the review.
PAGES = {"seal": "seal", "unerased": "history", "sealed": "history"}


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
        "drafts": _("Drafts not yet submitted"),
        "sealed": _("Sealed as you asked"),
    }
    waiting = waiting_for(context["request"].user)
    return {
        "groups": [
            (title, [(entry, page_url(entry, PAGES.get(name))) for entry in titled(waiting[name])])
            for name, title in titles.items()
            if waiting.get(name)
        ]
    }


def page_url(entry: Entry, page: str | None) -> str:
    meta = Entry.kinds()[entry.kind]._meta
    name = f"admin:{meta.app_label}_{meta.model_name}_{page or 'review'}"
    return reverse(name, args=[entry.pk])
