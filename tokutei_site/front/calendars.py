"""Calendar files: the key dates of one announcement, and those of all in one language."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from announcements.models import Announcement
from announcements.views import PAGES
from tokutei_site.office.absent import not_public
from tokutei_site.office.frame import live_frame
from tokutei_site.office.public import instant, public_address
from tokutei_site.publishing.ledger import live
from tokutei_site.publishing.models import Listing, Publication, Window
from tokutei_site.text.dates import jst_day

from .events import Dated, calendar, events
from .sending import send

CONTENT_TYPE = "text/calendar; charset=utf-8"
KEPT = timedelta(days=365)  # how long a day that has passed stays in the calendar of all


@require_safe
def announcement_dates(request: HttpRequest, slug: str) -> HttpResponseBase:
    """In the language that the page shows. Where there is no page, there is no calendar: 410 or
    404 as for the page, and what has been withdrawn is said nowhere any more."""
    at, language = instant(request), get_language() or ""
    window = PAGES.live_at(slug, at)
    if window is None:
        return not_public(request, PAGES, slug, at)
    shown = Announcement.shown_in(window.revision.content, language)
    dated = Dated(window, shown, begun([window], at)[window.entry_id])
    return written(request, [dated], dated.title, language, at)


@require_safe
def dates(request: HttpRequest) -> HttpResponseBase:
    """Of every announcement in the language. A date that was removed, or whose announcement was
    withdrawn, is simply missing: a calendar program replaces a subscription as a whole."""
    at, language = instant(request), get_language() or ""
    since = jst_day(at) - KEPT
    rows = Listing.objects.filter(language=language, day__gte=since).exclude(anchor="")
    windows = live(at).filter(entry__kind=Announcement.KIND, revision__in=rows.values("revision"))
    found = list(windows.select_related("entry", "revision"))
    changes = begun(found, at)
    dated = [Dated(window, language, changes[window.entry_id]) for window in found]
    return written(request, dated, _("Key dates"), language, at, since)


def begun(windows: Iterable[Window], at: datetime) -> dict[int, int]:
    """Entry → how many of its publications and withdrawals have begun. Begun ones cannot be
    cancelled, so this never shrinks."""
    rows = Publication.objects.filter(
        entry__in=[window.entry_id for window in windows],
        cancels__isnull=True,
        cancelled_by__isnull=True,
        visible_from__lte=at,
    )
    return dict(rows.values_list("entry").annotate(Count("pk", distinct=True)).order_by())


def written(
    request: HttpRequest,
    dated: list[Dated],
    name: str,
    language: str,
    at: datetime,
    since: date | None = None,
) -> HttpResponseBase:
    office = live_frame(at, language).office
    found = calendar(name, public_address(request), language)
    for each in events(dated, office, at, since):
        found.add_component(each)
    return send(request, found.to_ical(), CONTENT_TYPE, at)
