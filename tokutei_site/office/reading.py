"""The office and its urgent notices as residents see them: frozen, in one language, without the
ORM."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language_from_path

from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import Window
from tokutei_site.publishing.reading import in_order, text
from tokutei_site.text.dates import is_closed


@dataclass(frozen=True)
class OpeningHours:
    weekday: int
    opens: time
    closes: time
    languages: str

    @property
    def weekday_name(self) -> str:
        return str(WEEKDAYS[self.weekday])


@dataclass(frozen=True, order=True)
class ClosedDays:
    first: date
    last: date
    label: str
    lang: str = ""


@dataclass(frozen=True)
class PublishedOffice:
    lang: str
    title: str
    address: str
    note: str
    phone: str
    email: str
    hours: tuple[OpeningHours, ...] = ()
    closures: tuple[ClosedDays, ...] = ()
    is_behind: bool = False  # some text's translation may not be up to date

    @classmethod
    def from_content(
        cls, content: Content, language: str, *, is_behind: bool = False
    ) -> "PublishedOffice":
        return cls(
            lang=language,
            title=text(content, "title", language),
            address=text(content, "address", language),
            note=text(content, "note", language),
            is_behind=is_behind,
            phone=content.get("phone") or "",
            email=content.get("email") or "",
            hours=tuple(
                OpeningHours(
                    weekday=row["weekday"],
                    opens=time.fromisoformat(row["opens"]),
                    closes=time.fromisoformat(row["closes"]),
                    languages=text(row, "languages", language),
                )
                for _key, row in in_order(content.get("hours", {}))
            ),
            closures=tuple(
                ClosedDays(
                    first=date.fromisoformat(row["first"]),
                    last=date.fromisoformat(row["last"]),
                    label=text(row, "label", language),
                    lang=language,
                )
                for _key, row in in_order(content.get("closures", {}))
            ),
        )

    @property
    def open_weekdays(self) -> set[int]:
        return {row.weekday for row in self.hours}

    def own_closures(self, day: date) -> list[ClosedDays]:
        """What of its own closed days a day falls into."""
        return [each for each in self.closures if each.first <= day <= each.last]

    def is_closed(self, day: date) -> bool:
        """Whether the counter is shut all day: no hours on this weekday, a national holiday, or
        one of the office's own closed days."""
        return is_closed(
            day,
            weekdays=set(range(7)) - self.open_weekdays,
            closed=[(closure.first, closure.last) for closure in self.closures],
        )


@dataclass(frozen=True)
class PublishedBanner:
    lang: str
    title: str
    body: str
    link: str  # a page of this site in the language asked for, or an https address
    link_label: str
    is_translated: bool  # whether it is in the language asked for
    is_behind: bool = False  # some text's translation may not be up to date
    begins: datetime | None = None
    ends: datetime | None = None

    @classmethod
    def from_content(
        cls, content: Content, asked: str, shown: str, *, is_behind: bool = False
    ) -> "PublishedBanner":
        return cls(
            lang=shown,
            title=text(content, "title", shown),
            body=text(content, "body", shown),
            link=in_this_language(content.get("link") or "", asked),
            link_label=text(content, "link_label", shown),
            is_translated=asked == shown,
            is_behind=is_behind,
        )

    def standing(self, window: Window) -> "PublishedBanner":
        """Dated: since when it stands and until when."""
        return replace(self, begins=window.begins, ends=window.ends)


def in_this_language(link: str, language: str) -> str:
    """The same page of this site in a language; another link as it is."""
    code = get_language_from_path(link)
    return f"/{language}{link[len(code) + 1 :]}" if code else link
