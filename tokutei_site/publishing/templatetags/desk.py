from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils import timezone
from django.utils.translation import gettext as _

from tokutei_site.publishing import digest, notation_card
from tokutei_site.publishing.approval import last_returns
from tokutei_site.publishing.citing import Use
from tokutei_site.publishing.links import entry_url
from tokutei_site.publishing.models import Backlog, Entry, Transfer
from tokutei_site.publishing.staleness import told_with_language
from tokutei_site.publishing.waiting import titled, waiting_for
from tokutei_site.text.dates import format_moment

register = template.Library()

# Where it is dealt with, if not in the review.
PAGES = {"seal": "seal", "unerased": "history", "sealed": "history"}
RETURNED = ("returned", "drafts")  # where somebody may have sent the text back


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
        "translate": _("To be translated or brought up to date"),
        "changed": _("The source changed: look at these texts"),
        "due": _("Texts due for review"),
        "overdue": _("Sources to check again"),
        "drafts": _("Drafts not yet submitted"),
        "sealed": _("Sealed as you asked"),
    }
    user, now = context["request"].user, timezone.now()
    waiting: dict[str, Any] = {
        name: items_of(name, rows) for name, rows in waiting_for(user).items()
    }
    due: dict[str, list[digest.Item]] = {}
    if user.has_perm("publishing.write_entry"):
        due |= {"changed": digest.changed_texts(now), "due": digest.due_texts(now)}
    if user.has_perm("publishing.check_source"):
        due["overdue"] = digest.overdue_sources(now)
    waiting |= {name: [(*item, None) for item in items] for name, items in due.items()}
    groups = ((title, waiting.get(name)) for name, title in titles.items())
    return {"groups": [(title, items) for title, items in groups if items]}


def items_of(group: str, entries: list[Entry]) -> list[tuple[Any, ...]]:
    """Each with its page, when it was saved, and who sent it back and why."""
    keys = [entry.pk for entry in entries]
    returns = last_returns(keys) if group in RETURNED else {}
    behind = backlogs(keys) if group == "translate" else {}
    return [
        (
            str(entry),
            address(entry, group, behind.get(entry.pk, [])),
            " · ".join([*map(told_with_language, behind.get(entry.pk, [])), *saved(entry)]),
            returns.get(entry.pk),
        )
        for entry in titled(entries)
    ]


def backlogs(entries: list[int]) -> dict[int, list[Backlog]]:
    found: dict[int, list[Backlog]] = {}
    for row in Backlog.waiting().filter(entry__in=entries).order_by("pk"):
        found.setdefault(row.entry_id, []).append(row)
    return found


def address(entry: Entry, group: str, behind: list[Backlog]) -> str:
    """The page where it is dealt with; a translation opens at the section that waits, if nobody
    finished it while the page was made."""
    if behind:
        return entry_url(entry, "translation", behind[0].language) + "#waiting"
    return entry_url(entry, PAGES.get(group, "review"))


def saved(entry: Any) -> list[str]:
    """When its newest version was saved, and by whom."""
    return [format_moment(entry.head.at), str(entry.head.by)] if entry.head else []


@register.simple_tag
def version_url(use: Use) -> str:
    """Where a text that cites a source is read: its version, or the form of the working copy."""
    if use.begins is None:
        return entry_url(use.entry, "change")
    return entry_url(use.entry, "version", use.revision.number)


@register.inclusion_tag("admin/publishing/_notation.html")
def how_to_write() -> dict[str, Any]:
    """The card of the notation, in the desk's language."""
    return {"rows": notation_card.rows()}


@register.filter
def admin_url_of(opts: Any, page: str) -> str:
    """The URL name of a page of a kind's desk."""
    return f"admin:{opts.app_label}_{opts.model_name}_{page}"


@register.filter
def counted(transfer: Transfer) -> str:
    """How many rows of each sort a spreadsheet had."""
    texts = {
        "rows": _("%(count)d rows"),
        "new": _("new: %(count)d"),
        "changed": _("changed: %(count)d"),
        "unchanged": _("unchanged: %(count)d"),
    }
    found = [(name, transfer.counts.get(name)) for name in texts]
    return _(", ").join(texts[name] % {"count": n} for name, n in found if n is not None)
