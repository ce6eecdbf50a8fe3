"""What stands around the text of every page: the office and the urgent notices."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from tokutei_site.publishing.ledger import live
from tokutei_site.publishing.models import Window

from .models import Banner, Office
from .reading import PublishedBanner, PublishedOffice

MOST_BANNERS = 3


@dataclass(frozen=True)
class Frame:
    office: PublishedOffice | None = None
    banners: tuple[PublishedBanner, ...] = ()


def live_frame(at: datetime, language: str) -> Frame:
    return frame_in(language, frame_windows(at), at)


def frame_windows(at: datetime) -> list[Window]:
    """Of the office and of the urgent notices, newest first: one query for both."""
    rows = live(at).filter(entry__kind__in=(Office.KIND, Banner.KIND))
    return list(rows.select_related("entry", "revision").order_by("-begins", "-pk"))


def frame_in(language: str, windows: list[Window], at: datetime) -> Frame:
    offices = [window for window in windows if window.entry.kind == Office.KIND]
    urgent = [window for window in windows if window.entry.kind == Banner.KIND]
    office = min(offices, key=lambda window: window.entry_id, default=None)
    return Frame(
        Office.read(office.revision.content, language, at) if office else None,
        tuple(banner_of(window, language, at) for window in urgent[:MOST_BANNERS]),
    )


def banners_by_language(at: datetime) -> list[tuple[str, tuple[PublishedBanner, ...]]]:
    """For a page that stands in every language at once."""
    windows = frame_windows(at)
    return [(code, frame_in(code, windows, at).banners) for code, _name in settings.LANGUAGES]


def banner_of(window: Window, language: str, at: datetime) -> PublishedBanner:
    return Banner.read(window.revision.content, language, at).standing(window)
