"""Texts, days and moments in templates; the rules are in tokutei_site.text."""

from datetime import date, datetime

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

from tokutei_site.publishing.attached import PublishedFile
from tokutei_site.text import dates, markup, ruby, telephone

register = template.Library()

PHONE = '<a href="{}">{}</a>'


@register.filter
def notation(text: str) -> SafeString:
    """A text in office notation as safe HTML."""
    return markup.render(text or "")


@register.filter
def notation_below(text: str, level: int) -> SafeString:
    """The same where it stands under a heading of that level."""
    return markup.render(text or "", level)


@register.simple_tag(takes_context=True)
def easy(context: Context, text: str, level: int = 1) -> SafeString:
    """A text in やさしい日本語, under a heading of that level: with its readings, unless the reader
    switched them off."""
    if context.get("has_readings", True):
        return markup.render_easy(text or "", level)
    return markup.render(ruby.without_readings(text or ""), level)


@register.simple_tag(takes_context=True)
def easy_words(context: Context, words: str) -> SafeString:
    """Words of the page itself, or a title, in やさしい日本語."""
    if context.get("has_readings", True):
        return mark_safe(ruby.as_ruby(escape(words)))  # noqa: S308
    return conditional_escape(ruby.without_readings(words))


@register.filter
def phones(text: str) -> SafeString:
    """A text without notation, its telephone numbers as links."""
    pieces = (
        format_html(PHONE, address, words) if address else words
        for words, address in telephone.parts(text or "")
    )
    return format_html_join("", "{}", ((each,) for each in pieces))


@register.filter
def phone(typed: str) -> SafeString:
    """What stands in a field for a telephone number: a link, whatever number it is."""
    if any(telephone.numbers(typed)) or not (address := telephone.address(typed)):
        return phones(typed)
    return format_html(PHONE, address, typed)


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


@register.simple_tag
def borrowed(language: str) -> str:
    """The `lang` attribute of a text that is not in the page's language (WCAG 3.1.2)."""
    return "" if language == get_language() else format_html(' lang="{}"', language)


@register.filter
def language_name(code: str) -> str:
    """A language of the site, named in the active one."""
    return str(get_language_info(code)["name_translated"])


@register.simple_tag(takes_context=True)
def file_url(context: Context, file: PublishedFile) -> str:
    """Where a page's reader gets the file; in a preview it need not be public yet."""
    name = "staff_file" if context.get("preview") else "file"
    return reverse(name, args=[file.sha256, file.name])
