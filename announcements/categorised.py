"""The desk of entries that are filed under a category."""

from typing import Any

from tokutei_site.publishing.admin import EntryAdmin


class CategorisedAdmin(EntryAdmin):
    def changes(self, form: Any, formsets: Any) -> dict[str, Any]:
        category = form.cleaned_data.get("category")
        key = {"category.key": category.key if category else None}
        return super().changes(form, formsets) | key
