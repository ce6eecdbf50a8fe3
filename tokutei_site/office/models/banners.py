"""緊急のお知らせ: a few lines at the top of every page, from one instant until another."""

import re
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tokutei_site.office.reading import PublishedBanner
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import LANGUAGE_CODES, Entry
from tokutei_site.publishing.staleness import behind
from tokutei_site.text.markup import is_safe_link, render

BODY_LIMIT = 600  # characters: it stands above everything else, on a phone too
HEADING = re.compile(r"<h[2-6]>")


def validate_banner_link(value: str) -> None:
    """A page of this site (from its first /) or an https address; else a ValidationError."""
    if not (is_safe_link(value) and value.startswith(("/", "https://"))):
        raise ValidationError(
            _("Please give a page of this site, beginning with /, or an address with https://.")
        )


class Banner(Entry):
    KIND = "banner"
    GIVEN = "banner-%d"
    TEXTS = ("title", "body", "link_label")
    PLAIN = ("link",)
    SINGLE_LINE = ("title", "link_label")
    LONGEST = timedelta(days=30)

    title = models.CharField(
        _("title"),
        max_length=200,
        blank=True,
        help_text=_("One line that says what has happened and what to do."),
    )
    body = models.TextField(_("text"), blank=True)
    link = models.CharField(
        _("link"),
        max_length=500,
        null=True,
        blank=True,
        validators=[validate_banner_link],
        help_text=_("A page of this site, beginning with /, or an address with https://."),
    )
    link_label = models.CharField(
        _("words of the link"),
        max_length=200,
        blank=True,
        help_text=_("Where the link leads, such as “Where the counter is open”."),
    )

    class Meta:
        verbose_name = _("urgent notice")
        verbose_name_plural = _("urgent notices")
        default_permissions = ()

    @classmethod
    def read(cls, content: Content, language: str, at: datetime) -> PublishedBanner:
        shown = cls.shown_in(content, language)
        is_behind = bool(behind(cls, content, shown))
        return PublishedBanner.from_content(content, language, shown, is_behind=is_behind)

    @classmethod
    def content_problems(cls, content: Content) -> dict[str, list[str]]:
        problems = {
            f"body_{code}": found
            for code in LANGUAGE_CODES
            if (found := body_problems(content.get(f"body_{code}") or ""))
        }
        words = f"link_label_{content['source_language']}"
        if bool(content.get("link")) != bool(content.get(words)):
            lacking = words if content.get("link") else "link"
            problems[lacking] = [gettext("A link needs both its address and its words.")]
        return problems


def body_problems(body: str) -> list[str]:
    problems = []
    if HEADING.search(render(body)):
        problems.append(gettext("An urgent notice has no headings: it stands above every page."))
    if len(body) > BODY_LIMIT:
        message = gettext("The text of an urgent notice may have at most %(limit)d characters.")
        problems.append(message % {"limit": BODY_LIMIT})
    return problems
