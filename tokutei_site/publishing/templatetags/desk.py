from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils import timezone
from django.utils.translation import gettext as _

from tokutei_site.publishing import digest
from tokutei_site.publishing.citing import Use
from tokutei_site.publishing.links import entry_url
from tokutei_site.publishing.waiting import waiting_for
from tokutei_site.text.dates import format_moment

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
        "changed": _("The source changed: look at these texts"),
        "due": _("Texts due for review"),
        "overdue": _("Sources to check again"),
        "drafts": _("Drafts not yet submitted"),
    }
    user, now = context["request"].user, timezone.now()
    waiting = {
        name: digest.of_entries(rows, map(saved, rows)) for name, rows in waiting_for(user).items()
    }
    if user.has_perm("publishing.write_entry"):
        waiting |= {"changed": digest.changed_texts(now), "due": digest.due_texts(now)}
    if user.has_perm("publishing.check_source"):
        waiting["overdue"] = digest.overdue_sources(now)
    groups = ((title, waiting.get(name)) for name, title in titles.items())
    return {"groups": [(title, items) for title, items in groups if items]}


def saved(entry: Any) -> str:
    """When its newest version was saved, and by whom."""
    return f"{format_moment(entry.head.at)} · {entry.head.by}" if entry.head else ""


@register.simple_tag
def version_url(use: Use) -> str:
    """Where a text that cites a source is read: its version, or the form of the working copy."""
    if use.begins is None:
        return entry_url(use.entry, "change")
    return entry_url(use.entry, "version", use.revision.number)
