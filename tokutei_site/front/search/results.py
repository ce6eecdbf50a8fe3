"""What was found, as the page shows it: frozen, in the page's language where the entry has it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from announcements.models import Announcement, Faq
from eligibility.models import Guide
from tokutei_site.office.models import Office
from tokutei_site.publishing.models import LANGUAGE_CODES, Entry, Listing
from tokutei_site.text.excerpts import excerpt
from tokutei_site.text.marking import Run, mark

from .places import Place
from .query import Query

OFFICE = "office-title"  # where every page names the office
KIND_NAMES: dict[str, Promise] = {
    Faq.KIND: _("Question and answer"),
    Announcement.KIND: _("Announcement"),
    Guide.KIND: _("Questionnaire"),
    Office.KIND: _("Office"),
}
RESULT_NAME = _("Result of the questionnaire")


@dataclass(frozen=True)
class Result:
    url: str
    lang: str  # of title and excerpt
    kind_name: str
    title: tuple[Run, ...]
    excerpt: tuple[Run, ...]
    is_behind: bool  # the translation of what is shown may not be up to date


def results(places: Sequence[Place], query: Query, language: str) -> list[Result]:
    """One for each place, in their order, with what the query found marked."""
    rows: Any = Listing.objects.filter(revision__in={place.revision_id for place in places}).values(
        "revision_id",
        "anchor",
        "language",
        "title",
        "summary",
        "text",
        "is_behind",
        kind=F("revision__entry__kind"),
        slug=F("revision__entry__slug"),
    )
    by_place: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for row in rows.filter(anchor__in={place.anchor for place in places}):
        by_place.setdefault((row["revision_id"], row["anchor"]), []).append(row)
    found = [by_place.get((place.revision_id, place.anchor)) for place in places]
    preferred = [language, *LANGUAGE_CODES]
    return [shown(chosen(rows, preferred), query) for rows in found if rows]


def chosen(rows: Iterable[dict[str, Any]], preferred: Sequence[str]) -> dict[str, Any]:
    return min(rows, key=lambda row: preferred.index(row["language"]))


def shown(row: dict[str, Any], query: Query) -> Result:
    words = query.spellings
    return Result(
        url=address(row["kind"], row["slug"], row["anchor"]),
        lang=row["language"],
        kind_name=str(RESULT_NAME if row["anchor"].startswith("q-") else KIND_NAMES[row["kind"]]),
        title=mark(row["title"], words),
        excerpt=excerpted(row, words),
        is_behind=row["is_behind"],
    )


def excerpted(row: dict[str, Any], words: frozenset[str]) -> tuple[Run, ...]:
    """From the summary, unless only the text says what was looked for."""
    summary = excerpt(row["summary"], words)
    if any(run.is_match for run in summary):
        return summary
    text = excerpt(row["text"], words)
    return text if not summary or any(run.is_match for run in text) else summary


def address(kind: str, slug: str, anchor: str) -> str:
    if kind == Office.KIND:
        return f"{reverse('home')}#{OFFICE}"
    path = Entry.kinds()[kind].public_path(slug) or ""
    return f"{path}#{anchor}" if anchor else path
