"""How values of a question stand in cells, both ways."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.widgets import Widget

from announcements.models.faq import LAST_PLACE
from tokutei_site.text.characters import normalise, shown


class TextWidget(Widget):
    """As typed; nothing and white space alone are no text."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str | None:
        return normalise(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value or ""


class PlaceWidget(Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int:
        digits = str(value).strip()
        if not (digits.isascii() and digits.isdecimal()) or not int(digits) <= LAST_PLACE:
            told = _("“%(value)s” is no whole number from 0 to %(last)d.")
            raise ValidationError(told % {"value": shown(digits), "last": LAST_PLACE})
        return int(digits)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> int | str:
        """A number, so that office programs sort by it."""
        return "" if value is None else value


class WordWidget(Widget):
    """One of some words, each for a value. `words`: value → the word that is written; `known`:
    what is also understood → value."""

    def __init__(self, words: dict[Any, str], known: dict[str, Any], unknown: str) -> None:
        super().__init__()
        self.words, self.unknown = words, unknown
        self.known = known | {word: value for value, word in words.items()}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        word = str(value).strip()
        if word not in self.known:
            raise ValidationError(self.unknown % {"value": shown(word)})
        return self.known[word]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return self.words.get(value, "")


class KeysWidget(Widget):
    """Keys of sources in their order, one on each line."""

    def __init__(self, known: set[str]) -> None:
        super().__init__()
        self.known = known

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[str]:
        keys = list(dict.fromkeys(str(value).split()))
        if unknown := [key for key in keys if key not in self.known]:
            told = _("Unknown source: %(keys)s")
            raise ValidationError(told % {"keys": shown(", ".join(unknown))})
        return keys

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "\n".join(value or ())
