"""Texts, days and moments in templates; the rules are in tokutei_site.text."""

from datetime import date, datetime

from django import template
from django.utils.safestring import SafeString

from tokutei_site.text import dates, markup

register = template.Library()


@register.filter
def notation(text: str) -> SafeString:
    """A text in office notation as safe HTML."""
    return markup.render(text or "")


@register.filter
def day(value: date | datetime, precision: str = "day") -> str:
    """A date, or the Japanese day of a moment, in the active language."""
    value = dates.jst_day(value) if isinstance(value, datetime) else value
    return dates.format_day(value, precision)


@register.filter
def moment(value: datetime) -> str:
    return dates.format_moment(value)


@register.filter
def wareki(value: date) -> str:
    return dates.wareki(value)
