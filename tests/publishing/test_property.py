"""Whatever people do in whatever order, the promises of the engine hold after every step."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from announcements.models import Announcement
from tests.factories import (
    HOUR,
    NOON,
    NOTE,
    REASON,
    edit,
    every_row,
    make_administrator,
    make_approver,
    make_draft,
    make_writer,
)
from tests.publishing.promises import (
    Memory,
    check_derived_rows,
    check_four_eyes,
    check_looked_at,
    check_nothing_sealed_is_left,
    check_what_is_live,
)
from tokutei_site.publishing import desk
from tokutei_site.publishing.acknowledging import unacknowledged
from tokutei_site.publishing.models import (
    Entry,
    Publication,
    Review,
    Revision,
    Seal,
    SealRequest,
)
from tokutei_site.publishing.staleness import translations
from tokutei_site.publishing.translating import places
from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db

FROZEN = (
    "revision",
    "review",
    "publication",
    "slugchange",
    "acknowledgement",
    "sealrequest",
    "seal",
)
SEALED = {
    "revision": ("text",),
    "review": ("comment", "proposal"),
    "acknowledgement": ("reason",),
    "publication": ("note", "alternatives", "reason"),
}
COLUMNS = ("title_ja", "title_en", "body_ja", "body_en", "summary_ja")
LATER = [None, *(desk.Later(choice, reason="理由") for choice in ("carry", "cancel", "keep"))]


class Office:
    """One entry, its people and a clock that only moves on."""

    def __init__(self) -> None:
        self.people = [make_writer(), make_approver(), make_approver(), make_approver()]
        self.people.append(make_administrator())
        self.now = NOON
        self.pk = make_draft(by=self.people[1]).entry_id
        self.rows = every_row()
        self.memory: Memory = {}
        self.remember()

    def remember(self) -> None:
        """What each version says, before somebody seals it."""
        for revision in Revision.objects.exclude(pk__in=self.memory):
            self.memory[revision.pk] = revision.columns

    @property
    def entry(self) -> Entry:
        return Entry.objects.get(pk=self.pk)

    def person(self, verb: str, number: int, turn: int) -> User:
        approver = 1 + (number + (0 if verb == "alone" else turn)) % 3
        return self.people[approver if verb in COURSES else number]

    def version(self, pick: int) -> Revision:
        """Mostly the newest one, sometimes an older one."""
        versions = list(self.entry.revisions.order_by("-number"))
        return versions[max(0, pick - 8) % len(versions)]

    def earlier(self, pick: int) -> list[Revision]:
        """One or two versions, mostly those before the newest."""
        versions = list(self.entry.revisions.order_by("-number"))
        return versions[1:][pick % 3 :][: 1 + pick % 2] or versions

    def request(self) -> SealRequest:
        request = SealRequest.objects.order_by("pk").last()
        if request is None:
            raise desk.Refused("nothing to seal")
        return request

    def publication(self, pick: int) -> Publication:
        rows = list(self.entry.publications.order_by("-pk"))
        if not rows:
            raise desk.Refused("nothing to cancel")
        return rows[max(0, pick - 8) % len(rows)]

    def step(self, verb: str, by: User, pick: int) -> Any:
        version, who = self.version(pick), {"by": by, "now": self.now}
        match verb:
            case "edit":
                return edit(version, **who, **{COLUMNS[pick % 5]: f"文{pick % 3}"})
            case "look":
                found = [each.key for each in unacknowledged(version, self.now)]
                return desk.acknowledge(version, found, "見ました", **who)
            case "compare":
                return desk.confirm_translation(version, "en", ticks(version, pick), **who)
            case "submit":
                return desk.submit(version, **who)
            case "approve":
                return desk.approve(version, version.content_hash, **who)
            case "return":
                proposal = {"title_ja": f"案{pick}"} if pick % 2 else None
                return desk.return_(version, "直して", proposal=proposal, **who)
            case "adopt":
                review = Review.objects.filter(revision=version).order_by("-pk").first()
                return desk.adopt(review or Review(revision=version), **who)
            case "restore":
                return desk.restore(version, **who)
            case "publish" | "force":
                return self.publish(version, verb == "force", pick, **who)
            case "cancel":
                return desk.cancel(self.publication(pick), **who)
            case "withdraw":
                return desk.withdraw(self.entry.as_kind(), NOTE, later=LATER[pick % 4], **who)
            case "check":
                return desk.check(version, **who)
            case "ask_seal":
                return desk.ask_seal(self.earlier(pick), REASON, **who)
            case "seal":
                return desk.seal(self.request(), **who)
            case "drop":
                return desk.drop_seal_request(self.request(), **who)
        return desk.rename(self.entry.as_kind(), f"address-{pick}", **who)

    def publish(self, version: Revision, is_forced: bool, pick: int, **who: Any) -> Publication:
        start = self.now + (pick % 3) * HOUR
        return desk.publish(
            version,
            visible_from=start,
            visible_until=start + 2 * HOUR if pick % 4 == 3 else None,
            note=NOTE,
            later=LATER[pick // 2 % 4],
            force_reason="地震" if is_forced else "",
            **who,
        )


# What an office does all day (each step by the next person), and what one alone would try.
COURSES = {
    "round": ("look", "submit", "approve", "approve", "publish"),
    "recall": ("edit", "look", "submit", "approve", "approve", "publish", "cancel"),
    "object": ("edit", "look", "submit", "approve", "return", "publish"),
    "cleanse": ("edit", "ask_seal", "seal", "look", "submit", "approve", "approve", "publish"),
    "alone": ("edit", "look", "submit", "approve", "publish"),
    "translate": ("compare", "submit", "approve", "approve", "publish"),
}
RARE = ["look", "compare", "submit", "approve", "publish", "return", "adopt", "restore"]
RARE += ["cancel", "withdraw"]
SEALING = ["ask_seal", "seal", "drop"]
VERBS = ["edit", "round", "edit", "round", *COURSES, *RARE, *SEALING, "force", "check", "rename"]
steps = st.tuples(
    st.sampled_from(VERBS), st.integers(0, 4), st.integers(0, 11), st.sampled_from([1, 60, 90])
)


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(steps, min_size=3, max_size=6))
def test_the_promises_hold_after_every_step(plan: list[tuple[str, int, int, int]]) -> None:
    with override_settings(FORCED_PUBLISH=True), transaction.atomic():
        office = Office()
        for verb, person, pick, minutes in plan:
            office.now += timedelta(minutes=minutes)
            for turn, each in enumerate(COURSES.get(verb, [verb])):
                office.now += timedelta(seconds=1)
                take(office, each, office.person(verb, person, turn), pick)
        transaction.set_rollback(True)


def ticks(version: Revision, pick: int) -> list[desk.Tick]:
    """On all texts but one, as they stand in this version."""
    found = translations(Announcement, version.content, "en")
    return [
        desk.Tick(each.stem, *places(each, part))
        for each in found
        for part in each.parts
        if each.stem != COLUMNS[pick % 5][:-3]
    ]


def take(office: Office, verb: str, by: User, pick: int) -> None:
    result = attempt(lambda: office.step(verb, by, pick))
    before, office.rows = office.rows, every_row()
    after = office.rows
    if result is desk.Refused:
        assert after == before
        return
    event(verb)
    office.remember()
    for name in FROZEN:
        table = f"publishing_{name}"
        kept = after[table][: len(before[table])]
        assert without_sealed(name, kept) == without_sealed(name, before[table])
    entry = office.entry.as_kind()
    assert entry.head
    assert entry.content() == entry.head.content
    assert entry.head.number == entry.revisions.count()
    check_what_is_live(office.entry, office.now)
    check_nothing_sealed_is_left(office.entry)
    check_derived_rows(office.entry)
    if isinstance(result, Publication):
        check_looked_at(result)
        check_four_eyes(result, office.memory)


def without_sealed(name: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows without the columns that the sealing of their version may have overwritten."""
    key, columns = "id" if name == "revision" else "revision_id", SEALED.get(name, ())
    sealed = set(Seal.objects.values_list("revision_id", flat=True)) if columns else set()
    return [
        {n: v for n, v in row.items() if n not in columns} if row.get(key) in sealed else row
        for row in rows
    ]


def attempt(step: Callable[[], Any]) -> Any:
    try:
        return step()
    except (desk.Refused, PermissionDenied):
        return desk.Refused
