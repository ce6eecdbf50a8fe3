"""The catalogues are complete, and a Japanese page speaks Japanese."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.db.models import CharField
from django.db.models.functions import Cast
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from announcements.key_dates import DatedLine, PublishedKeyDate
from announcements.models import Announcement, Faq
from eligibility.models import Guide
from tests import factories
from tokutei_site.office.models import Banner, Office
from tokutei_site.publishing.labels import language_names
from tokutei_site.publishing.models import Entry
from tokutei_site.staff.models import Section, User
from tokutei_site.text import dates

LATIN = re.compile(r"[A-Za-z]{2,}")
# Names and signs that a Japanese page writes in Latin letters too.
LATIN_IN_JAPANESE = {
    "PDF",
    "PNG",
    "JPEG",
    "MB",
    "English",
    "URL",
    "FAQ",
    "ics",
    "Atom",
}  # a language is chosen by its own name
DJANGOS_OWN = {"Search", "True", "False", "LDAP"}  # its templates do not translate them


@pytest.fixture(scope="module")
def script() -> Any:
    """script/locale, which is a command without the ending .py."""
    path = str(settings.BASE_DIR / "script" / "locale")
    spec = spec_from_loader("script_locale", SourceFileLoader("script_locale", path))
    assert spec and spec.loader
    module = module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.dont_write_bytecode", True)
        spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_catalogue_is_complete_and_compiled(script: Any, language: str) -> None:
    assert script.faults_of(language) == []


def test_days_and_moments_in_japanese() -> None:
    at = datetime(2026, 6, 13, 23, 5, tzinfo=UTC)
    with translation.override("ja"):
        assert dates.format_day(date(2026, 6, 14)) == "2026年6月14日（日）"
        assert dates.format_day(date(2026, 6, 14), "month") == "2026年6月"
        assert dates.format_day(date(2026, 4, 1), "season") == "2026年春"
        assert dates.format_day(date(2027, 1, 1), "season") == "2026年から2027年の冬"
        assert dates.format_moment(at) == "2026年6月14日（日）8:05"


@pytest.mark.parametrize(
    ("kind", "reads"),
    [("starts", "から実施中"), ("deadline", "に締め切りました"), ("event", "に終わりました")],
)
def test_a_date_with_a_time_reads_as_one_sentence(kind: str, reads: str) -> None:
    row = {"kind": kind, "day": "2026-06-14", "time": "10:00", "is_confirmed": True}
    key_date = PublishedKeyDate.from_content("1", row, "ja")
    line = DatedLine(key_date, key_date.reads(factories.NOON), "")
    with translation.override("ja"):
        html = render_to_string("includes/key_date.html", {"line": line})
    assert f">2026年6月14日（日）10:00{reads}</time>" in "".join(html.split())


def test_languages_are_named_in_japanese() -> None:
    with translation.override("ja"):
        assert language_names() == {"ja": "日本語", "en": "英語"}


class Reader(HTMLParser):
    """What a person sees or hears of a page: text and labels, without what is marked as being
    in another language, typed into a field, or a choice that staff typed."""

    VOID = {"input", "br", "meta", "link", "img", "hr", "wbr", "col"}
    SILENT = {"script", "style", "textarea"}
    SPOKEN = {"aria-label", "title", "placeholder", "alt"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[bool] = []
        self.found: list[str] = []

    @property
    def is_heard(self) -> bool:
        return all(self.open)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        is_japanese = (given.get("lang") or "ja") == "ja"
        if self.is_heard and is_japanese:
            self.found += [value for name, value in attributes if name in self.SPOKEN and value]
            if tag == "input" and given.get("type") in ("submit", "button"):
                self.found.append(given.get("value") or "")
        if tag not in self.VOID:
            self.open.append(is_japanese and tag not in self.SILENT)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.is_heard and data.strip():
            self.found.append(data.strip())


def english_of(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    lines = (re.sub(r"\S*(://|@|/)\S*", "", line) for line in reader.found)
    return [line for line in lines if set(LATIN.findall(line)) - LATIN_IN_JAPANESE - DJANGOS_OWN]


GUIDE_IN_JAPANESE = {
    "cases__k1__name": "永住者",
    "blocks__child__condition_ja": "子ども",
    "blocks__child__body_ja": "親が申請します。",
    **{
        f"steps__{step}__{name}_ja": "見本"
        for step in ("r1", "r2")
        for name in ("next_steps", "where", "legal_basis")
    },
}


@pytest.fixture
def office(db: None) -> None:
    """A site on which every page has something to show."""
    now = timezone.now() - timedelta(hours=1)
    hours = {"weekday": 0, "opens": "08:30:00", "closes": "17:15:00", "languages_ja": "英語"}
    hours |= {"languages_en": "English", "order": 0}
    source = factories.make_source("1", title_ja="見本の出典")
    category = factories.make_category("1", name_ja="見本の分類")
    factories.make_live(
        Office, now=now, slug="1", **{f"hours__1__{name}": value for name, value in hours.items()}
    )
    factories.make_live(Banner, now=now)
    row = {"kind": "starts", "day": "2026-06-14", "precision": "day", "is_confirmed": True}
    row |= {"label_ja": "受付", "label_en": "Counter", "order": 0}
    factories.make_live(
        now=now,
        slug="2",
        **{f"key_dates__1__{name}": value for name, value in row.items()},
        **{f"sources__{source.key}__order": 0, "category__key": category.key},
    )
    factories.make_live(
        Faq,
        now=now,
        is_to_be_confirmed=True,
        **{
            f"sources__{source.key}__order": 0,
            "category__key": category.key,
            "related__1__slug": "2",
        },
    )
    factories.make_live(Guide, now=now, slug="3", **GUIDE_IN_JAPANESE)
    entry = Announcement.objects.get(slug="2")
    head = entry.head
    assert head
    person = factories.make_writer(last_name="作成")
    draft = factories.edit(head, by=person, now=timezone.now(), title_ja="新しい件名")
    factories.approve(draft, now=timezone.now())
    Section.objects.create(name="国際係")
    User.objects.update(username=Cast("pk", CharField()))


def admin_addresses(client: Client) -> Iterator[str]:
    yield reverse("admin:index")
    for model in admin.site._registry:
        stem = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{stem}_changelist")
        yield reverse(f"{stem}_add")
        if row := model._default_manager.order_by("pk").first():
            yield reverse(f"{stem}_change", args=[row.pk])
        if issubclass(model, Entry):
            entry = model.objects.get()
            assert entry.head
            yield reverse(f"{stem}_review", args=[entry.pk])
            yield reverse(f"{stem}_history", args=[entry.pk])
            yield reverse(f"{stem}_publish", args=[entry.pk, entry.head.number])
            yield reverse(f"{stem}_withdraw", args=[entry.pk])
    yield reverse("admin:announcements_faq_order")
    yield from guide_addresses(Guide.objects.get().pk)


def guide_addresses(pk: int) -> Iterator[str]:
    for name in ("steps", "chart", "blocks", "new_block", "cases", "new_case"):
        yield reverse(f"admin:eligibility_guide_{name}", args=[pk])
    of_parts = {
        "new_step": ["question", "outcome"],
        "step_form": ["q1", "r1"],
        "remove_step": ["q1"],
        "insert": ["q1a"],
        "block_form": ["child"],
        "case_form": ["k1"],
    }
    for name, keys in of_parts.items():
        for key in keys:
            yield reverse(f"admin:eligibility_guide_{name}", args=[pk, key])


@pytest.mark.usefixtures("office")
def test_a_japanese_desk_has_no_english_word() -> None:
    client = Client()
    client.force_login(factories.make_user(username="0", is_superuser=True))
    seen = {}
    for address in admin_addresses(client):
        response = client.get(address)
        assert response.status_code == 200, address
        if english := english_of(response.content.decode()):
            seen[address] = english
    assert seen == {}, seen


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "address",
    [
        "/ja/",
        "/ja/announcements/",
        "/ja/announcements/2/",
        "/ja/announcements/2/history/",
        "/ja/announcements/2/history/1/",
        "/ja/faq/",
        "/ja/faq/FAQ-001/",
        "/ja/nothing/",
        "/admin/login/",
    ],
)
def test_a_japanese_page_has_no_english_word(address: str) -> None:
    html = Client().get(address, headers={"accept-language": "ja"}).content.decode()
    assert '<html lang="ja"' in html
    assert english_of(html) == []
