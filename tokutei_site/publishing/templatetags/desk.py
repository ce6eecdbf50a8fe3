from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.translation import gettext as _

from tokutei_site.publishing import notation_card
from tokutei_site.publishing.models import Entry
from tokutei_site.publishing.waiting import titled, waiting_for

register = template.Library()


@register.inclusion_tag("admin/publishing/_waiting.html", takes_context=True)
def waiting_for_me(context: RequestContext) -> dict[str, Any]:
    """What waits for the signed-in staff member, each with the page where it is dealt with."""
    titles = {
        "check": _("Published without approval: please check"),
        "review": _("Waiting for your review"),
        "publish": _("Approved, can be published"),
        "returned": _("Returned with a comment"),
        "late": _("Promised translation is late"),
        "drafts": _("Drafts not yet submitted"),
    }
    waiting = waiting_for(context["request"].user)
    return {
        "groups": [
            (title, [(entry, review_url(entry)) for entry in titled(waiting[name])])
            for name, title in titles.items()
            if waiting.get(name)
        ]
    }


def review_url(entry: Entry) -> str:
    meta = Entry.kinds()[entry.kind]._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_review", args=[entry.pk])


@register.inclusion_tag("admin/publishing/_notation.html")
def how_to_write() -> dict[str, Any]:
    """The card of the notation, in the desk's language."""
    return {"rows": notation_card.rows()}
