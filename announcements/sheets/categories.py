"""The category of a question in a cell: its name and its key, 特定在留カード［card］. The key stays
when the name changes, or goes to another category."""

import re
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from announcements.models import Category
from tokutei_site.publishing.models import LANGUAGE_CODES

from .widgets import WordWidget

KEY = re.compile(r"［([-\w]+)］\s*\Z", re.ASCII)


class CategoryWidget(WordWidget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        match = KEY.search(str(value))
        return match[1] if match and match[1] in self.words else super().clean(value)


def category_names() -> dict[str, dict[str, str]]:
    """Language → key → name."""
    found: dict[str, dict[str, str]] = {code: {} for code in LANGUAGE_CODES}
    for category in Category.objects.all():
        for code in LANGUAGE_CODES:
            found[code][category.key] = getattr(category, f"name_{code}") or category.key
    return found


def category_widget(names: dict[str, dict[str, str]]) -> CategoryWidget:
    """A name that two categories share means neither."""
    first = names[settings.LANGUAGE_CODE]
    known: dict[str, set[str]] = {}
    for code in LANGUAGE_CODES:
        for key, name in names[code].items():
            known.setdefault(name, set()).add(key)
    single = {name: key for name, keys in known.items() if len(keys) == 1 for key in keys}
    return CategoryWidget(
        {key: f"{name}［{key}］" for key, name in first.items()},
        single | {key: key for key in first},
        _("Unknown category: %(value)s"),
    )
