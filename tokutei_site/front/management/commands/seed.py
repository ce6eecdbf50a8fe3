"""Demo content and accounts. Everything goes through the same verbs as the staff's own work, by
two sample people, with the clock that the sample content names."""

import secrets
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from announcements.models import Announcement, Category, Faq
from eligibility.models import Guide
from tokutei_site.front.models import Synonym
from tokutei_site.front.samples import children, notes, put_online, write
from tokutei_site.office.models import Banner, Office
from tokutei_site.publishing import desk
from tokutei_site.publishing.content import MISSING
from tokutei_site.publishing.models import Entry, OfficeWord, Source, SourceCheck, localised
from tokutei_site.staff.models import Section, User
from tokutei_site.staff.roles import Role
from tokutei_site.text.dates import JST

from .serve import is_loopback

SEED_DIR = Path(__file__).resolve().parents[2] / "seed"
WRITTEN, APPROVED, PUBLIC = (
    datetime(2026, 11, day, hour, 0, tzinfo=JST) for day, hour in ((24, 10), (24, 15), (25, 9))
)
FIRST = {"written": WRITTEN, "approved": APPROVED, "at": PUBLIC}
FAQ_REVIEW_BY = date(2027, 2, 25)
PEOPLE = {
    "demo-writer": (Role.WRITER, "見本", "さくら（作成）"),
    "demo-approver": (Role.APPROVER, "見本", "けん（承認）"),
    "demo-admin": (Role.ADMINISTRATOR, "見本", "みどり（管理）"),
}


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((SEED_DIR / name).read_text(encoding="utf-8"))


class Command(BaseCommand):
    help = "Put the demo content and accounts into an empty database."

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_loopback(settings.SITE_URL):
            raise CommandError("Demo content is for a loopback SITE_URL only.")
        if User.objects.exists() or Entry.objects.exists():
            raise CommandError("The database is not empty. Demo content goes into an empty one.")
        with transaction.atomic():
            passwords = make_people()
            writer = User.objects.get(username="demo-writer")
            approver = User.objects.get(username="demo-approver")
            make_references(approver)
            seed_synonyms()
            seed_office(writer, approver)
            draft_banner(writer)
            for path in announcement_files():
                seed_announcement(path, writer, approver)
            for code, item in faq_items():
                seed_faq(code, item, FIRST, writer, approver)
            for path in sorted((SEED_DIR / "faq-updates").glob("*.toml")):
                items = tomllib.loads(path.read_text(encoding="utf-8"))
                times = items.pop("publication")
                for code, item in items.items():
                    seed_faq(code, item, times, writer, approver)
            for path in sorted((SEED_DIR / "guides").glob("*.toml")):
                seed_guide(path, writer, approver)
        self.tell(passwords)

    def tell(self, passwords: dict[str, str]) -> None:
        """Printed once, and kept where only the owner of the files can read them."""
        lines = [f"{name}  {password}" for name, password in passwords.items()]
        path = settings.VAR_DIR / "demo-accounts.txt"
        self.stdout.write(f"Demo accounts for {settings.SITE_URL}/admin/ (also in {path}):")
        for line in lines:
            self.stdout.write(f"  {line}")
        with NamedTemporaryFile("w", dir=path.parent, delete=False) as draft:
            draft.write("\n".join(lines) + "\n")
        Path(draft.name).replace(path)


def make_people() -> dict[str, str]:
    section = Section.objects.create(name="国際係（見本）")
    passwords = {}
    for username, (role, last_name, first_name) in PEOPLE.items():
        passwords[username] = secrets.token_urlsafe(12)
        user = User.objects.create_user(
            username,
            password=passwords[username],
            last_name=last_name,
            first_name=first_name,
            is_staff=True,
            section=section,
        )
        user.groups.add(Group.objects.get(name=role))
    return passwords


def make_references(by: User) -> None:
    words = load("office_words.toml").items()
    OfficeWord.objects.bulk_create(OfficeWord(word=word, meaning=said) for word, said in words)
    for key, row in load("categories.toml").items():
        names = {column: row[column] for column in localised("name") if column in row}
        Category.objects.create(key=key, order=row["order"], **names)
    for key, row in load("sources.toml").items():
        known = {c for name in Source.TEXTS for c in localised(name)} | {"text_as_of"}
        source = Source.objects.create(key=key, **{c: row[c] for c in known if c in row})
        desk.check_source(
            source,
            SourceCheck.Outcome.UNCHANGED,
            kind=row["check_kind"],
            by=by,
            now=datetime.combine(row["checked"], datetime.min.time(), UTC),
        )


def seed_synonyms() -> None:
    for group in load("synonyms.toml")["groups"]:
        synonym = Synonym(words="\n".join(group))
        synonym.full_clean()
        synonym.save()


def seed_office(writer: User, approver: User) -> None:
    row = load("office.toml")
    values = {**row, **{c: row.get(c.replace("title", "name")) for c in localised("title")}}
    changes = {c: values.get(c) for c in Office.column_names()}
    for group, model in Office.CHILDREN.items():
        changes |= children(group, row.get(group, []), model.column_names())
    written = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
    office = Office(slug=row["slug"], owner=writer.section)
    revision = write(office, changes, writer, written)
    times = dict.fromkeys(("written", "approved", "at"), written)
    put_online(revision, times, notes(row), "major", writer, approver)


def draft_banner(writer: User) -> None:
    """To try the urgent notice out with. Not published: nothing of it is true."""
    row = load("banner.toml")
    changes = {c: row[c] for c in Banner.column_names() if c in row}
    write(Banner(slug=row["slug"], owner=writer.section), changes, writer, WRITTEN)


def announcement_files() -> Iterator[Path]:
    yield from sorted((SEED_DIR / "tokutei-zairyu-card").glob("*.toml"))
    yield from sorted((SEED_DIR / "announcements").glob("*.toml"))


def seed_announcement(path: Path, writer: User, approver: User) -> None:
    """One file is one publication; the files of a folder with numbers are one entry's stages."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    slug = path.stem if path.parent.name == "announcements" else path.parent.name
    entry = Announcement.objects.filter(slug=slug).first() or Announcement(
        slug=slug, owner=writer.section
    )
    content, row = data["content"], data["publication"]
    columns = [*Announcement.column_names(), "source_language", "review_by"]
    changes = {c: content.get(c) for c in columns} | {"category.key": content["category"]}
    changes |= citations(entry, content["sources"])
    dates = [
        {**each, "is_confirmed": each["confirmed"], "is_reported": each.get("reported", False)}
        for each in data.get("key_dates", [])
    ]
    changes |= children("key_dates", dates, Announcement.CHILDREN["key_dates"].column_names())
    revision = write(entry, changes, writer, row["written"])
    put_online(revision, row, notes(row), row["significance"], writer, approver)


def citations(entry: Entry, sources: list[str]) -> dict[str, Any]:
    gone = entry.head.content["sources"].keys() - sources if entry.head else set()
    return {f"sources.{key}": MISSING for key in gone} | {
        f"sources.{key}.order": n for n, key in enumerate(sources)
    }


def faq_items() -> list[tuple[str, dict[str, Any]]]:
    """Every question by its code, in the order of the codes: each file is a category."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((SEED_DIR / "faq").glob("*.toml")):
        items = tomllib.loads(path.read_text(encoding="utf-8"))
        found |= {code: {**item, "category": path.stem} for code, item in items.items()}
    return sorted(found.items())


def seed_faq(
    code: str, item: dict[str, Any], times: dict[str, Any], writer: User, approver: User
) -> None:
    """One publication of a question: the whole of it, or what differs from the one before."""
    entry = Faq.objects.filter(slug=code).first() or Faq(slug=code, owner=writer.section)
    changes: dict[str, Any] = {c: item[c] for c in Faq.column_names() if c in item}
    if not entry.pk:
        changes |= {
            "category.key": item["category"],
            "is_to_be_confirmed": item["to_be_confirmed"],
            "review_by": FAQ_REVIEW_BY,
        }
    if "sources" in item:
        changes |= citations(entry, item["sources"])
    related = [{"key": slug[:20], "slug": slug} for slug in item.get("related", [])]
    changes |= children("related", related, ["slug"])
    revision = write(entry, changes, writer, times["written"])
    significance = item.get("significance", "major")
    put_online(revision, times, notes(item), significance, writer, approver)


def seed_guide(path: Path, writer: User, approver: User) -> None:
    """The questionnaire in a file, whose tables are the groups of its content."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    own = data["guide"]
    changes = {c: own[c] for c in [*Guide.column_names(), "review_by"] if c in own}
    changes |= {f"sources.{key}.order": n for n, key in enumerate(own["sources"])}
    for group in Guide.CHILDREN:
        rows = [{"key": key, **row} for key, row in data[group].items()]
        names = Guide.CHILDREN[group].column_names()
        changes |= children(group, rows, names)
    guide = Guide(slug=path.stem, owner=writer.section)
    times = data["publication"]
    revision = write(guide, changes, writer, times["written"])
    put_online(revision, times, notes(times), "major", writer, approver)
