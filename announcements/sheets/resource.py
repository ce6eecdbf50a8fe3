"""The FAQ as a resource of django-import-export: which cells a question has, and what a row of a
file means for it. Rows go out as plain values, straight from the database; what comes in changes
nothing here: each row becomes a plan that the desk's verbs carry out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from import_export import resources
from import_export.fields import Field

from announcements.models import Faq
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import LANGUAGE_CODES, Citation, Revision, Source, localised
from tokutei_site.publishing.reading import in_order
from tokutei_site.publishing.states import DeskState, PublicState, with_state

from .categories import category_names, category_widget
from .columns import LOCKED
from .widgets import KeysWidget, PlaceWidget, TextWidget, WordWidget

CHUNK = 2_000  # rows read at once
TEXTS = [column for name in Faq.TEXTS for column in localised(name)]
READ = ("slug", "head__number", "category__key", "order", "is_to_be_confirmed", *TEXTS)
STATE, CATEGORY = 2, 3  # the places of their columns


@dataclass(frozen=True)
class Known:
    """A version of a question as its row's cells, each in the spellings that say the same; the
    first one is what an export writes."""

    pk: int
    version: int
    cells: dict[str, tuple[str, ...]]


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
            rows = self.read(self.get_queryset().filter(slug__in=chunk), "category_names")
            for pk, values, names in rows:
                found[values[0]] = Known(pk, values[1], self.cells(values, names))
        return found

    def cells(self, values: list[Any], names: Content) -> dict[str, tuple[str, ...]]:
        """`names`: what the category was called when the version was saved."""
        fields = self.fields.items()
        found = {n: (str(f.widget.render(v)),) for (n, f), v in zip(fields, values, strict=True)}
        named = {name for name in names.values() if isinstance(name, str)}
        key = values[CATEGORY]
        today = {known[key] for known in self.categories.values() if key in known}
        return found | {"category": (*found["category"], *named, *today)}

    def exported(self, wanted: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Known]:
        """Versions by the keys of their questions and their numbers, as a file gives them."""
        asked = [
            (pk, int(number))
            for pk, number in wanted
            if number.isascii() and number.isdecimal() and len(number) < 10
        ]
        found = {}
        for chunk in batched(asked):
            pairs, numbers = set(chunk), {number for _pk, number in chunk}
            rows = Revision.objects.filter(number__in=numbers, entry__in={pk for pk, _ in chunk})
            keys = rows.values_list("pk", "entry", "number")
            picked = [key for key, *pair in keys if tuple(pair) in pairs]
            for each in Revision.objects.filter(pk__in=picked).select_related("entry"):
                cells = self.cells_of(each)
                found[each.entry_id, str(each.number)] = Known(each.entry_id, each.number, cells)
        return found

    def cells_of(self, revision: Revision) -> dict[str, tuple[str, ...]]:
        """The cells of a version, as they were when it was the newest."""
        content = revision.content
        sources = [key for key, _values in in_order(content.get("sources", {}))]
        category = content.get("category") or {}
        plain = [content.get(name) for name in ("order", "is_to_be_confirmed", *TEXTS)]
        values = [revision.entry.slug, revision.number, "", category.get("key"), *plain, sources]
        return self.cells(values, category)


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
