"""Links of a public page that staff look at ahead of its day lead on to pages that are shown the
same way, never to the site of today."""

import re
from collections.abc import Mapping
from datetime import datetime
from html import escape, unescape
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

LANGUAGE = "|".join(re.escape(code) for code, _name in settings.LANGUAGES)
# Links of the public site, and those that keep the page and change its query.
LINK = re.compile(rf'href="((?:/(?:{LANGUAGE})/|\?)[^"#]*)(#[^"]*)?"')
CLOSED = 'role="link" aria-disabled="true"'  # ARIA: a link that leads nowhere yet


def staying(html: str, path: str, at: datetime, own: Mapping[str, str] | None = None) -> str:
    """With every link leading to its page as of the same instant. `own`: of a version that is not
    public, its own addresses and where staff see them; "" where nobody can before it is saved."""
    shown = own or {}

    def stay(link: re.Match[str]) -> str:
        page = unescape(link[1])
        page = path + page if page.startswith("?") else page
        itself, mark, query = page.partition("?")
        if itself not in shown:
            return f'href="{escape(address(page, at))}{link[2] or ""}"'
        if not shown[itself]:
            return CLOSED
        return f'href="{escape(shown[itself] + mark + query)}{link[2] or ""}"'

    return LINK.sub(stay, html)


def address(page: str, at: datetime) -> str:
    moment = timezone.localtime(at).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{reverse('as_of')}?{urlencode({'at': moment, 'page': page})}"
