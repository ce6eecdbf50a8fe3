"""Where a page stands: in its head for programs, and at its foot on paper."""

import re
from functools import lru_cache
from typing import Any

import segno
from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

DESCRIPTION = re.compile('<meta name="description" ([^>]*)>')


@register.simple_tag
def absolute_url(name: str, *args: Any) -> str:
    return str(settings.SITE_URL) + reverse(name, args=args)


@register.simple_tag
def site_url() -> str:
    return str(settings.SITE_URL)


@register.simple_block_tag
def once_more(content: SafeString) -> SafeString:
    """{% once_more as title %}…{% endonce_more %}: what a block says, to say it elsewhere too."""
    return content


@register.simple_block_tag
def also_for_sharing(content: SafeString) -> SafeString:
    """With a page's description also as Open Graph has it (https://ogp.me/): the same words."""
    twin = DESCRIPTION.sub(r'\g<0><meta property="og:description" \1>', content)
    return mark_safe(twin)  # noqa: S308, both halves were rendered as they stand


@register.simple_tag
@lru_cache(maxsize=512)  # a page is rendered for every request, its code never changes
def qr(address: str) -> SafeString:
    """A QR code (ISO/IEC 18004) as an inline picture, with the quiet zone that readers need.
    Level M stands a crease or a stamp over 15 % of it."""
    code = segno.make(address, error="m", micro=False)
    picture = code.svg_inline(omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(picture)  # noqa: S308, made of numbers
