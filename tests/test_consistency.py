"""Rules of the house that nobody has to remember."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.test import Client
from django.utils import timezone

from announcements.models import Faq
from eligibility.models import Guide
from tests.factories import (
    HOUR,
    NOON,
    NOTE,
    edit,
    make_approver,
    make_draft,
    make_live,
    make_source,
    seal,
)
from tests.factories import publish as make_public
from tests.files import attached, keep, make_png
from tokutei_site.office.models import Banner, Office
from tokutei_site.publishing import desk

ROOT = settings.BASE_DIR
PROJECT = ("tokutei_site", "announcements", "eligibility")

# From the ground up: an import never goes up.
FLOORS = [
    "tokutei_site.text",
    "tokutei_site.confined",
    "tokutei_site.sheets",
    "tokutei_site.staff",
    "tokutei_site.publishing",
    "tokutei_site.office",
    "announcements",
    "eligibility",
    "tokutei_site.front",
    "tokutei_site.backups",
]
FORBIDDEN_NAMES = {"utils", "helpers", "services", "signals", "managers", "mixins", "constants"}


def modules() -> Iterator[tuple[str, Path]]:
    for package in PROJECT:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts), path


def floor(module: str) -> int | None:
    return next(
        (n for n, name in enumerate(FLOORS) if module == name or module.startswith(f"{name}.")),
        None,
    )


def imports(module: str, path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = module.split(".")[: -node.level] if node.level else []
            package = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{package}.{alias.name}" for alias in node.names)


def test_an_import_never_goes_up_a_floor() -> None:
    climbing = [
        f"{module} imports {imported}"
        for module, path in modules()
        if (here := floor(module)) is not None
        for imported in imports(module, path)
        if (there := floor(imported)) is not None and there > here
    ]
    assert climbing == []


def test_text_is_pure() -> None:
    impure = [
        f"{module} imports {imported}"
        for module, path in modules()
        if floor(module) == 0
        for imported in imports(module, path)
        if imported.startswith(("django.db", "django.http", "django.contrib"))
    ]
    assert impure == []


def test_modules_are_named_by_what_they_hold() -> None:
    assert [m for m, _path in modules() if m.rpartition(".")[2] in FORBIDDEN_NAMES] == []


# Found by Django and allauth under these names.
OVERRIDES = {"429.html", "400.html", "403_csrf.html", "account/login.html"}


def test_every_template_is_used() -> None:
    sources = [path.read_text(encoding="utf-8") for _module, path in modules()]
    templates = sorted((ROOT / "templates").rglob("*.html"))
    sources += [path.read_text(encoding="utf-8") for path in templates]
    names = {str(path.relative_to(ROOT / "templates")) for path in templates}
    django_overrides = {"admin/base_site.html", "admin/index.html", "admin/404.html"}
    said = re.findall(r'"(\w+)"', "".join(sources))
    built = {f"admin/{app}/{name}.html" for app in ("publishing", "eligibility") for name in said}
    used = {name for name in names if any(f'"{name}"' in source for source in sources)}
    assert names - used - built - OVERRIDES - django_overrides == set()


# The public pages as they are sent


class Outline(HTMLParser):
    """Headings, ids and what a strict policy would block."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.language = ""
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "html":
            self.language = values.get("lang") or ""
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.inline += [tag for name in values if name == "style" or name.startswith("on")]
        is_inline = tag == "style" or (tag == "script" and not values.get("src"))
        self.inline += [tag] if is_inline else []


BODY = "■ One\n- a ※ note\n## Two\n### Three\n| a | b |\n|---|---|\n| 1 | 2 |"
PATHS = [
    "/ja/",
    "/en/",
    "/en/announcements/",
    "/ja/announcements/card/",
    "/en/announcements/card/",
    "/en/announcements/card/history/",
    "/en/announcements/card/history/1/",
    "/en/announcements/borrowed/",
    "/en/announcements/gone/",
    "/en/announcements/sealed/",
    "/en/announcements/sealed/history/",
    "/ja/faq/",
    "/en/faq/FAQ-001/",
    "/ja/check/",
    "/ja/accessibility/",
    "/en/accessibility/",
    "/ja/privacy/",
    "/en/privacy/",
    "/en/check/",
    "/ja/check/guide/",
    "/en/check/guide/",
    "/en/check/half/",
    "/en/none/",
    "/none",
]


@pytest.fixture
def published(db: None) -> None:
    make_live(
        Office,
        slug="office",
        hours__m__weekday=0,
        hours__m__opens="09:00:00",
        hours__m__closes="17:00:00",
        closures__c__first="2026-12-29",
        closures__c__last="2027-01-03",
        note_ja="注",
        note_en="A note",
        phone="000",
    )
    make_live(
        Banner,
        now=timezone.now(),
        link="/ja/faq/",
        link_label_ja="質問",
        link_label_en="Questions",
    )
    make_source("law", text_as_of="2026-01-16")
    key_date = {"day": "2026-06-14", "time": "09:00:00", "label_ja": "開始", "label_en": "Start"}
    dates = {f"key_dates__a__{name}": value for name, value in key_date.items()}
    make_live(
        slug="card",
        body_en=BODY,
        summary_ja="概要",
        summary_en="Summary",
        sources__law__order=0,
        contact_ja="電話",
        contact_en="Call",
        **dates,
        **attached(keep(), is_for_everybody=False),
        **attached(keep("地図.png", make_png()), key="map", alt_ja="地図", alt_en="A map"),
    )
    make_live(Faq, sources__law__order=0, related__a__slug="card", is_to_be_confirmed=True)
    make_live(
        Guide,
        slug="guide",
        sources__law__order=0,
        steps__q1__body_ja=BODY,
        steps__q1__body_en=BODY,
        steps__r1__sources=["law"],
        steps__r1__blocks=["child"],
        steps__r1__counter_ja="申請したいです。",
        steps__r1__counter_en="I would like to apply.",
        steps__r1__easy="窓口〈申し込むところ〉へ行きます。",
        steps__r1__bring_ja=BODY,
        steps__r1__bring_en=BODY,
        blocks__child__condition_ja="子どもなら",
        blocks__child__condition_en="For a child",
        blocks__child__body_ja=BODY,
        blocks__child__body_en=BODY,
    )
    half = make_draft(Guide, slug="half", steps__r1__title_en=None)
    make_public(half, alternatives={"en": {"by": "2099-01-01"}})
    make_public(
        make_draft(slug="borrowed", title_en=None), alternatives={"en": {"by": "2099-01-01"}}
    )
    sealed = make_live(slug="sealed").head
    assert sealed
    edit(sealed, now=NOON, title_ja="新")
    seal(sealed)
    gone = make_live(slug="gone")
    desk.withdraw(gone, NOTE, by=make_approver(), now=NOON + HOUR)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("path", PATHS)
def test_a_public_page_has_a_language_one_h1_no_heading_gap_and_nothing_inline(
    client: Client, path: str
) -> None:
    response = client.get(path)
    outline = Outline(response.content.decode())
    assert outline.language in ("ja", "en")
    assert outline.levels.count(1) == 1 and outline.levels[0] == 1
    steps = zip(outline.levels, outline.levels[1:], strict=False)
    assert all(below - above <= 1 for above, below in steps)
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.inline == []
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "nonce" not in policy


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("path", PATHS)
def test_public_templates_use_no_undefined_variable(
    client: Client, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engines["django"].engine  # type: ignore[attr-defined]
    monkeypatch.setattr(engine, "string_if_invalid", "UNDEFINED(%s)")
    assert "UNDEFINED(" not in client.get(path).content.decode()
