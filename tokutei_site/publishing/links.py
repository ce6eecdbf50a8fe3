"""Addresses of the desk's pages."""

from django.urls import reverse

from .models import Entry, Source


def entry_url(entry: Entry, page: str, *args: int | str) -> str:
    """A page of an entry of any kind: review, change, version …"""
    meta = Entry.kinds()[entry.kind]._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[entry.pk, *args])


def source_url(source: Source) -> str:
    return reverse("admin:publishing_source_overview", args=[source.pk])
