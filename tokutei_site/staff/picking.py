"""A list that searches, in place of one that offers everything: a form holds only what is chosen,
and the script of Django's admin asks for the rest."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, get_select2_language
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import reverse

if TYPE_CHECKING:
    from .desk import DeskAdmin

AT_ONCE = 20  # rows of one answer


class Picker(forms.Select):
    """`page`: where to search (`find` below). `names`: gives what values are called, for all rows
    of a form in one statement."""

    known: Mapping[str, str] = {}  # the names of what the form's rows have chosen

    def __init__(self, page: str, names: Callable[[Iterable[str]], Mapping[str, str]]) -> None:
        super().__init__()
        self.page, self.names = page, names

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        chosen = [(each, self.known.get(each, each)) for each in value if each]
        options = [("", "---------"), *chosen]
        made = [
            self.create_option(name, key, label, key in value, number)
            for number, (key, label) in enumerate(options)
        ]
        return [(None, made, 0)]

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        return super().build_attrs(base_attrs, extra_attrs) | {
            "class": "admin-autocomplete",
            "data-ajax--url": reverse(self.page),
            "data-ajax--delay": 250,
            "data-theme": "admin-autocomplete",
            "data-placeholder": "",
            "lang": get_select2_language(),
        }

    @property
    def media(self) -> forms.Media:
        found: forms.Media = AutocompleteSelect(None, admin.site).media
        return found


class Search(forms.Form):
    term = forms.CharField(required=False, max_length=200)
    page = forms.IntegerField(required=False, min_value=1, max_value=1000)


def find(desk: "DeskAdmin", request: HttpRequest) -> JsonResponse:
    """What the admin's list finds for `?term=`, as the script takes it; nothing for what cannot be
    looked for."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    search = Search(request.GET)
    if not search.is_valid():
        return JsonResponse({"results": [], "pagination": {"more": False}})
    rows = desk.get_queryset(request)
    rows, _repeats = desk.get_search_results(request, rows, search.cleaned_data["term"])
    start = ((search.cleaned_data["page"] or 1) - 1) * AT_ONCE
    found = list(rows[start : start + AT_ONCE + 1])
    results = [{"id": str(getattr(r, desk.picked_by)), "text": str(r)} for r in found[:AT_ONCE]]
    return JsonResponse({"results": results, "pagination": {"more": len(found) > AT_ONCE}})
