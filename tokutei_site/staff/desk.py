"""The admin of the office: the stock site without its side doors."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver

KEPT_PAGES = ("_changelist", "_add", "_change", "_password_change")
SIDE_DOORS = {"autocomplete", "view_on_site"}


class DeskSite(admin.AdminSite):
    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [url for url in super().get_urls() if getattr(url, "name", "") not in SIDE_DOORS]


class DeskAppConfig(AdminConfig):
    default_site = "tokutei_site.staff.desk.DeskSite"


class DeskAdmin(admin.ModelAdmin):
    """Lists and forms only. What is on record stays: nothing is deleted here, and the ledger is
    the history."""

    actions = None

    def get_urls(self) -> list[URLPattern]:
        return [url for url in super().get_urls() if (url.name or "").endswith(KEPT_PAGES)]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
