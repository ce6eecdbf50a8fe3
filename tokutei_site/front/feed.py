"""What is new, for feed readers: one Atom feed per language (RFC 4287)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponseBase
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from announcements.models import Announcement, Faq
from eligibility.models import Guide
from tokutei_site.office.frame import live_frame
from tokutei_site.office.public import instant
from tokutei_site.office.reading import PublishedOffice
from tokutei_site.publishing.ledger import live
from tokutei_site.publishing.models import Window

from .sending import readable, send, site_host

KINDS: dict[str, Any] = {kind.KIND: kind for kind in (Announcement, Faq, Guide)}
MOST = 50
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without entries was updated


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    at, language = instant(request), get_language() or ""
    rows = newest(at, language)
    written = Feed.of(live_frame(at, language).office, language)
    notes = major_notes([row["entry"] for row in rows], language)
    for row in rows:
        add(written, row, notes.get(row["entry"], ""), language)
    return send(request, written.writeString("utf-8").encode(), written.content_type, at)


class Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """Of an empty feed too the same for everybody, where Django says: now."""
        return max((item["updateddate"] for item in self.items), default=NEVER)

    @classmethod
    def of(cls, office: PublishedOffice | None, language: str) -> "Feed":
        name = readable(office.title) if office else _("International office")
        return cls(
            title=name,
            link=settings.SITE_URL + reverse("home"),
            description=None,
            subtitle=_("Announcements, and important changes to questions and answers"),
            language=language,
            author_name=name,
            feed_url=settings.SITE_URL + reverse("feed"),
            feed_guid=permanent_name("feed", language),
        )


def newest(at: datetime, language: str) -> list[dict[str, Any]]:
    """What exists in the language, the latest major change first. An announcement is news; an
    answer or a guide only once it changed, so that a new FAQ does not push all else out."""
    is_news = Q(entry__kind=Announcement.KIND) | Q(news_at__gt=F("first_at"))
    windows = live(at).filter(
        is_news,
        entry__kind__in=KINDS,
        revision__listings__language=language,
        revision__listings__anchor="",
    )
    rows = windows.order_by("-news_at", "-pk").values(
        "entry",
        "first_at",
        "news_at",
        kind=F("entry__kind"),
        slug=F("entry__slug"),
        title=F("revision__listings__title"),
        summary=F("revision__listings__summary"),
        is_behind=F("revision__listings__is_behind"),
    )
    return [dict(row) for row in rows[:MOST]]


def major_notes(entries: Iterable[int], language: str) -> dict[int, str]:
    """What readers were told at each entry's last major change, where it is in the language."""
    told = Window.objects.filter(entry__in=entries, begins=F("news_at"))
    notes = told.order_by("begins").values_list("entry", "publication__note")
    return {entry: note.get(language, "") for entry, note in notes}


def add(written: Feed, row: dict[str, Any], note: str, language: str) -> None:
    written.add_item(
        title=readable(row["title"]),
        link=settings.SITE_URL + KINDS[row["kind"]].public_path(row["slug"]),
        description=described(row, note),
        unique_id=permanent_name(f"{row['kind']}/{row['entry']}", language),
        pubdate=row["first_at"],
        updateddate=row["news_at"],
    )


def described(row: dict[str, Any], note: str) -> str:
    behind = _("The translation of these lines may not be up to date.") if row["is_behind"] else ""
    change = format_html("<strong>{}</strong> {}", _("What changed:"), broken(note)) if note else ""
    paragraphs = [(text,) for text in (broken(row["summary"]), behind, change) if text]
    return format_html_join("", "<p>{}</p>", paragraphs)


def broken(text: str) -> str:
    return linebreaksbr(readable(text))


def permanent_name(thing: str, language: str) -> str:
    """A tag: URI (RFC 4151) of what never changes: no address of an entry, which may be edited,
    and no place on the server, which may move (RFC 4287, 4.2.6)."""
    return f"tag:{site_host()},2026:{thing}/{language}"
