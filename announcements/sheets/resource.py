"""The FAQ as a resource of django-import-export: which cells a question has, and what a row of a
file means for it. Rows go out as plain values, straight from the database; what comes in changes
nothing here: each row becomes a plan that the desk's verbs carry out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from import_export import resources
from import_export.fields import Field

from announcements.models import Category, Faq
from tokutei_site.publishing.models import LANGUAGE_CODES, Citation, Revision, Source, localised
from tokutei_site.publishing.reading import in_order
from tokutei_site.publishing.states import DeskState, PublicState, with_state

from .columns import LOCKED
from .widgets import KeysWidget, PlaceWidget, TextWidget, WordWidget

CHUNK = 2_000  # rows read at once
TEXTS = [column for name in Faq.TEXTS for column in localised(name)]
READ = ("slug", "head__number", "category__key", "order", "is_to_be_confirmed", *TEXTS)
STATE = 2  # the place of its column


@dataclass(frozen=True)
class Known:
    """A question as it stands: its row's cells and the number of its newest version."""

    pk: int
    version: int
    cells: dict[str, str]


class FaqResource(resources.ModelResource):
    class Meta:
        model = Faq
        fields = ()  # declared below, one by one
        import_id_fields = ("code",)

    def __init__(self) -> None:
        super().__init__()
        self.categories, self.answers = category_names(), yes_and_no()
        self.states = states()
        self.sources = dict(Source.objects.values_list("pk", "key"))
        self.fields = {
            "code": Field("slug", "code", TextWidget(), readonly=True),
            "version": Field("head__number", "version", PlaceWidget(), readonly=True),
            "state": Field("state", "state", TextWidget(), readonly=True),
            "category": Field("category__key", "category", category_widget(self.categories)),
            "order": Field("order", "order", PlaceWidget()),
            "is_to_be_confirmed": Field(
                "is_to_be_confirmed", "is_to_be_confirmed", answer_widget(self.answers)
            ),
            **{name: Field(name, name, TextWidget()) for name in TEXTS},
            "sources": Field("sources", "sources", KeysWidget(set(self.sources.values()))),
        }

    @property
    def editable(self) -> dict[str, Field]:
        return {name: field for name, field in self.fields.items() if name not in LOCKED}

    # Out

    def get_queryset(self) -> QuerySet[Faq]:
        return Faq.objects.filter(head__isnull=False)

    def rows(self, questions: QuerySet[Faq]) -> Iterator[list[str | int]]:
        """The cells of each question, in the order of the public list; never more than a chunk
        is in memory, here or in the database, which would sort whole texts."""
        order = ("category__order", "category__key", "order", "slug")
        pks = list(questions.order_by(*order).values_list("pk", flat=True))
        renders = [field.widget.render for field in self.fields.values()]
        for chunk in batched(pks):
            stated: Any = with_state(Faq.objects.filter(pk__in=chunk), timezone.now())
            found = {pk: rest for pk, *rest in self.read(stated, "public_state", "desk_state")}
            for pk in (pk for pk in chunk if pk in found):
                values, public, desk = found[pk]
                values[STATE] = self.states[public, desk]
                yield [render(value) for render, value in zip(renders, values, strict=True)]

    def read(self, questions: QuerySet[Faq], *also: str) -> Iterator[tuple[Any, ...]]:
        """For each question its key, the values of its columns in a list, and what `also` names."""
        rows = list(questions.values_list("pk", *also, *READ))
        cited = self.cited([row[0] for row in rows])
        for pk, *values in rows:
            others, (code, version, *columns) = values[: len(also)], values[len(also) :]
            yield pk, [code, version, "", *columns, cited.get(pk, ())], *others

    def cited(self, pks: list[int]) -> dict[int, list[str]]:
        """The keys of the sources that these questions cite, in their order."""
        found: dict[int, list[str]] = {}
        rows = Citation.objects.filter(entry__in=pks).order_by("order", "pk")
        for entry, source in rows.values_list("entry", "source"):
            found.setdefault(entry, []).append(self.sources[source])
        return found

    # In

    def known(self, codes: list[str]) -> dict[str, "Known"]:
        """The questions with these codes, by code."""
        found = {}
        for chunk in batched(codes):
            for pk, values in self.read(self.get_queryset().filter(slug__in=chunk)):
                found[values[0]] = Known(pk, values[1], self.cells(values))
        return found

    def cells(self, values: list[Any]) -> dict[str, str]:
        fields = self.fields.items()
        return {name: str(f.widget.render(v)) for (name, f), v in zip(fields, values, strict=True)}

    def cells_of(self, revision: Revision) -> dict[str, str]:
        """The cells of a version, as they were when it was the newest."""
        content = revision.content
        sources = [key for key, _values in in_order(content.get("sources", {}))]
        category = (content.get("category") or {}).get("key")
        plain = [content.get(name) for name in ("order", "is_to_be_confirmed", *TEXTS)]
        code = revision.entry.slug
        return self.cells([code, revision.number, "", category, *plain, sources])


def batched(items: list[Any]) -> Iterator[list[Any]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))


def states() -> dict[tuple[str, str], str]:
    """On the site and on the desk → what the cell says."""
    with translation.override(settings.LANGUAGE_CODE):
        return {
            (public.value, desk.value): f"{public.label} / {desk.label}"
            for public in PublicState
            for desk in DeskState
        }


def category_names() -> dict[str, dict[str, str]]:
    """Language → key → name; where two categories share a name, the key stands for it."""
    found: dict[str, dict[str, str]] = {code: {} for code in LANGUAGE_CODES}
    for category in Category.objects.all():
        for code in LANGUAGE_CODES:
            found[code][category.key] = getattr(category, f"name_{code}") or category.key
    for names in found.values():
        written = list(names.values())
        names |= {key: key for key, name in names.items() if written.count(name) > 1}
    return found


def category_widget(names: dict[str, dict[str, str]]) -> WordWidget:
    first = names[settings.LANGUAGE_CODE]
    known = {name: key for code in reversed(LANGUAGE_CODES) for key, name in names[code].items()}
    return WordWidget(first, known | {key: key for key in first}, _("Unknown category: %(value)s"))


def yes_and_no() -> dict[bool, str]:
    with translation.override(settings.LANGUAGE_CODE):
        return {True: _("yes"), False: _("no")}


def answer_widget(words: dict[bool, str]) -> WordWidget:
    known: dict[str, bool] = {}
    for code in LANGUAGE_CODES:
        with translation.override(code):
            known |= {_("yes"): True, _("no"): False}
    unknown = _("“%(value)s” is neither %(yes)s nor %(no)s.") % {
        "value": "%(value)s",
        "yes": words[True],
        "no": words[False],
    }
    return WordWidget(words, known, unknown)
