"""Two people remove the text of versions for good; that it happened and why stays."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied

from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    REASON,
    acknowledge,
    approve,
    ask_seal,
    edit,
    every_row,
    make_administrator,
    make_approver,
    make_draft,
    make_live,
    make_user,
    make_writer,
    publish,
    refused,
    seal,
)
from tokutei_site.office.models import Office
from tokutei_site.publishing import approval, desk, ledger
from tokutei_site.publishing.desk import Later
from tokutei_site.publishing.models import Entry, Listing, Revision, Seal, Window
from tokutei_site.publishing.states import with_state
from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db

NAME = "山田太郎"
LATER = NOON + HOUR


def leak(**terms: Any) -> Revision:
    """A public version with a name in it, which was returned once before, and a comment on it."""
    draft = make_draft(title_ja=f"{NAME}さんの手続", body_en=f"{NAME} applied.")
    desk.submit(draft, by=make_writer(), now=NOON, comment=f"{NAME}さんの件")
    proposal = {"body_ja": f"{NAME}さん"}
    desk.return_(draft, f"{NAME}？", by=make_approver(), now=NOON, proposal=proposal)
    publish(draft, note={"ja": f"{NAME}さん", "en": NAME}, **terms)
    return draft


def mend(revision: Revision, **people: User) -> Revision:
    return edit(revision, now=LATER, title_ja="手続", body_en="Applied.", **people)


def leaked_and_mended() -> tuple[Revision, Revision]:
    first = leak()
    return first, mend(first)


def reread(revision: Revision) -> Revision:
    return Revision.objects.get(pk=revision.pk)


def stored() -> str:
    """Every value in the tables of the engine and of its kinds, as text."""
    return json.dumps(every_row(), ensure_ascii=False, default=str)


# What goes and what stays


def test_the_text_is_nowhere_in_the_store_and_number_dates_hash_and_reason_remain() -> None:
    first, _head = leaked_and_mended()
    assert NAME in stored()
    (row,) = seal(first, now=LATER)
    assert NAME not in stored()
    kept = reread(first)
    assert (kept.number, kept.at, kept.by, kept.content_hash, kept.parent_id) == (
        first.number,
        first.at,
        first.by,
        first.content_hash,
        None,
    )
    assert kept.text == '{"kind":"announcement","sealed":true,"source_language":"ja"}'
    assert kept.is_sealed and kept.columns == {}
    assert row.request.reason == REASON
    assert [r.verdict for r in kept.reviews.order_by("pk")][:2] == ["submit", "return"]


def test_every_version_that_held_the_name_goes_at_once() -> None:
    first = leak()
    second = edit(first, now=LATER, summary_ja="概要")
    head = mend(second)
    seal(first, second, now=LATER)
    assert NAME not in stored()
    assert {r.number for r in head.entry.revisions.filter(seal__isnull=False)} == {1, 2}


def test_a_draft_that_never_was_public_is_sealed_too() -> None:
    draft = make_draft(title_ja=NAME)
    head = edit(draft, now=LATER, title_ja="手続")
    seal(draft, now=LATER)
    assert NAME not in stored()
    assert ledger.standing(head.entry, LATER).state == "never"


def test_the_working_copy_and_the_other_versions_stay_as_they_are() -> None:
    first, head = leaked_and_mended()
    before = head.entry.as_kind().content()
    seal(first, now=LATER)
    entry = head.entry.as_kind()
    assert entry.content() == before == reread(head).content


# What residents see


def shown_at(entry: Entry, *hours: float) -> list[list[int]]:
    return [[w.revision.number for w in ledger.live(NOON + h * HOUR)] for h in hours]


def test_a_public_text_is_gone_at_every_instant() -> None:
    first, head = leaked_and_mended()
    assert shown_at(head.entry, 0, 1, 2) == [[1], [1], [1]]
    seal(first, now=LATER)
    assert shown_at(head.entry, 0, 1, 2) == [[], [], []]
    standing = ledger.standing(head.entry, NOON)
    assert (standing.state, standing.ended_at) == ("sealed", LATER)
    assert standing.seal and standing.seal.request.reason == REASON
    assert not Window.objects.exists() and not Listing.objects.exists()


def test_a_later_text_stays_public_and_the_first_day_remains() -> None:
    first, head = leaked_and_mended()
    publish(head, now=LATER)
    seal(first, now=LATER + HOUR)
    assert shown_at(head.entry, 0, 0.9, 1, 2) == [[], [], [2], [2]]
    assert ledger.live(LATER).get().first_at == NOON
    assert ledger.standing(head.entry, LATER).state == "live"


def test_an_earlier_text_does_not_come_back() -> None:
    first = make_live().head
    assert first
    second = edit(first, now=LATER, title_ja=NAME)
    publish(second, now=LATER)
    mend(second)
    seal(second, now=LATER + HOUR)
    assert shown_at(first.entry, 0, 1, 2) == [[1], [], []]


def test_a_scheduled_text_never_begins_and_what_is_public_stays() -> None:
    live = make_live().head
    assert live
    planned = edit(live, now=NOON, title_ja=NAME)
    publish(planned, at=NOON + DAY, now=NOON)
    mend(planned)
    seal(planned, now=LATER)
    assert ledger.scheduled(live.entry, LATER) == []
    assert shown_at(live.entry, 0, 48) == [[1], [1]]


@pytest.mark.parametrize("terms", [{}, {"visible_until": NOON + HOUR}])
def test_lists_of_the_desk_know_the_state(terms: Any) -> None:
    first = leak(**terms)
    mend(first)
    seal(first, now=LATER + HOUR)
    state = with_state(Entry.objects.all(), LATER + HOUR).get()
    assert (state.public_state, state.desk_state) == ("sealed", "draft")  # type: ignore[attr-defined]


# Two people


def test_nobody_seals_alone() -> None:
    first, _head = leaked_and_mended()
    for person in (make_approver(), make_administrator(), make_approver(is_superuser=True)):
        request = ask_seal(first, by=person)
        with refused(desk.Refused):
            desk.seal(request, by=person, now=LATER)
        desk.drop_seal_request(request, by=person, now=LATER)


def test_a_request_changes_nothing() -> None:
    first, head = leaked_and_mended()
    before = reread(first).text
    ask_seal(first)
    assert reread(first).text == before
    assert shown_at(head.entry, 2) == [[1]]


def steps() -> list[Callable[[User], Any]]:
    first, _head = leaked_and_mended()
    other, _its_head = leaked_and_mended()
    request = ask_seal(other)
    return [
        lambda by: desk.ask_seal([first], REASON, by=by, now=LATER),
        lambda by: desk.seal(request, by=by, now=LATER),
        lambda by: desk.drop_seal_request(request, by=by, now=LATER),
    ]


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("role", [None, "writer"])
def test_another_role_is_refused(number: int, role: str | None) -> None:
    step, person = steps()[number], make_user(role)
    with refused(PermissionDenied):
        step(person)


@pytest.mark.parametrize("number", range(3))
def test_who_has_left_is_refused(number: int) -> None:
    step, person = steps()[number], make_administrator(is_active=False)
    with refused(PermissionDenied):
        step(person)


@pytest.mark.parametrize("number", range(3))
def test_who_may_seal_and_yet_not_look_is_refused(number: int) -> None:
    step, person = steps()[number], make_user(None)
    person.user_permissions.add(Permission.objects.get(codename="seal_entry"))
    with refused(PermissionDenied):
        step(User.objects.get(pk=person.pk))


def test_a_mistaken_request_is_taken_back_by_either_person() -> None:
    first, _head = leaked_and_mended()
    for by in (make_approver(), make_administrator()):
        request = ask_seal(first)
        desk.drop_seal_request(request, by=by, now=LATER)
        with refused(desk.Refused):
            desk.seal(request, by=make_administrator(), now=LATER)
        with refused(desk.Refused):
            desk.drop_seal_request(request, by=by, now=LATER)
    assert seal(first, now=LATER)


# What is refused


def refuses_to_ask(*revisions: Revision, reason: Any = REASON) -> None:
    by = make_approver()
    with refused(desk.Refused):
        desk.ask_seal(revisions, reason, by=by, now=LATER)


def test_the_newest_text_is_not_sealed() -> None:
    first, head = leaked_and_mended()
    refuses_to_ask(head)
    refuses_to_ask(first, head)


def test_a_version_that_says_the_same_as_the_newest_is_not_sealed() -> None:
    first, _head = leaked_and_mended()
    desk.restore(first, by=make_writer(), now=LATER)
    refuses_to_ask(first)


def test_a_name_that_came_back_after_the_request_stops_the_sealing() -> None:
    first, _head = leaked_and_mended()
    request, by = ask_seal(first), make_administrator()
    desk.restore(first, by=make_writer(), now=LATER)
    with refused(desk.Refused):
        desk.seal(request, by=by, now=LATER)


def test_versions_of_two_entries_are_not_sealed_together() -> None:
    first, _head = leaked_and_mended()
    other, _its_head = leaked_and_mended()
    refuses_to_ask(first, other)


def test_nothing_is_sealed_twice() -> None:
    first, _head = leaked_and_mended()
    request = ask_seal(first)
    refuses_to_ask(first)
    by = make_administrator()
    desk.seal(request, by=by, now=LATER)
    with refused(desk.Refused):
        desk.seal(request, by=by, now=LATER)
    with refused(desk.Refused):
        desk.drop_seal_request(request, by=by, now=LATER)
    refuses_to_ask(first)


def test_no_version_is_no_request() -> None:
    refuses_to_ask()


@pytest.mark.parametrize(
    "reason", [{}, {"ja": "理由"}, {"ja": "理由", "en": " "}, {"ja": "理\x00由", "en": "Reason"}]
)
def test_readers_are_told_why_in_every_language(reason: dict[str, str]) -> None:
    first, _head = leaked_and_mended()
    refuses_to_ask(first, reason=reason)


# Nothing brings it back. `held` was read by somebody before the sealing, with its text.


@pytest.fixture
def held() -> Revision:
    return sealed_and_held()


def sealed_and_held() -> Revision:
    first, _head = leaked_and_mended()
    held = reread(first)
    assert NAME in held.text
    seal(first, now=LATER)
    return held


ATTEMPTS: dict[str, Callable[[Revision], Callable[[User], Any]]] = {
    "restore": lambda held: lambda by: desk.restore(held, by=by, now=LATER),
    "publish": lambda held: lambda by: desk.publish(held, by=by, now=LATER, note=NOTE),
    "save": lambda held: (
        lambda by: desk.save(held.entry.as_kind(), held, {"body_ja": "新"}, by=by, now=LATER)
    ),
    "submit": lambda held: lambda by: desk.submit(held, by=by, now=LATER),
    "approve": lambda held: lambda by: desk.approve(held, held.content_hash, by=by, now=LATER),
    "return": lambda held: lambda by: desk.return_(held, "?", by=by, now=LATER),
    "adopt": lambda held: (
        lambda by: desk.adopt(held.reviews.get(verdict="return"), by=by, now=LATER)
    ),
    "check": lambda held: lambda by: desk.check(held, by=by, now=LATER),
}


@pytest.mark.parametrize("verb", ATTEMPTS)
@pytest.mark.parametrize("is_stale", [False, True])
def test_no_verb_works_on_a_sealed_version(verb: str, is_stale: bool, held: Revision) -> None:
    step, person = ATTEMPTS[verb](held if is_stale else reread(held)), make_approver()
    with refused(desk.Refused):
        step(person)
    assert NAME not in stored()


# The next approval


def test_after_sealing_a_public_text_all_of_the_next_one_is_read_again() -> None:
    writer = make_approver()
    first = leak()
    head = mend(first, by=writer)
    seal(first, now=LATER)
    texts = {"title_ja", "title_en", "body_ja", "body_en"}
    assert texts <= set(approval.open_columns(head, LATER))
    approve(head, now=LATER)
    assert approval.open_columns(head, LATER) == {}


def test_what_a_sealed_text_had_and_the_next_one_lacks_is_read_too() -> None:
    first = leak()
    writer = make_approver()
    head = edit(first, by=writer, now=LATER, title_ja="手続", body_en=None)
    seal(first, now=LATER)
    assert approval.open_columns(head, LATER)["body_en"] == {writer.pk}


def test_an_office_of_two_who_mended_one_language_each_is_not_stuck() -> None:
    """One took the name out of the Japanese, the other out of the English; sealed in a hurry."""
    sato, smith = make_approver(), make_approver()
    first = leak()
    japanese = edit(first, by=sato, now=LATER, title_ja="手続")
    head = edit(japanese, by=smith, now=LATER, body_en="Applied.")
    seal(first, japanese, now=LATER)
    acknowledge(head, now=LATER)
    desk.submit(head, by=sato, now=LATER)
    assert not desk.approve(head, head.content_hash, by=sato, now=LATER).is_complete
    assert set(approval.open_columns(head, LATER)) == {"title_ja"}
    assert desk.approve(head, head.content_hash, by=smith, now=LATER).is_complete
    assert desk.publish(head, by=smith, now=LATER, note=NOTE)


def test_an_approval_from_before_the_sealing_still_holds() -> None:
    first, head = leaked_and_mended()
    approve(head, now=LATER)
    seal(first, now=LATER)
    assert desk.publish(head, by=make_approver(), now=LATER, note=NOTE)


def test_a_sealed_text_typed_once_more_is_not_approved_by_that() -> None:
    first, head = leaked_and_mended()
    seal(first, now=LATER)
    texts = {"title_ja": f"{NAME}さんの手続", "body_en": f"{NAME} applied."}
    again = edit(head, now=LATER, **texts)
    assert again.content_hash == first.content_hash
    assert approval.verdict(again) is None and not approval.approvers(again)
    state = with_state(Entry.objects.all(), LATER).get()
    assert state.desk_state == "draft"  # type: ignore[attr-defined]
    by = make_approver()
    with refused(desk.Refused):
        desk.publish(again, by=by, now=LATER, note=NOTE)


def test_sealing_makes_nobodys_own_words_a_strangers() -> None:
    """Never published, so that all of it waits; the first version, which said who wrote what, is
    sealed."""
    author, colleague = make_approver(), make_approver()
    draft = make_draft(by=author, summary_ja=NAME)
    head = edit(draft, by=colleague, now=LATER, summary_ja="概要")
    seal(draft, now=LATER)
    found = approval.open_columns(head, LATER)
    assert (found["title_ja"], found["summary_ja"]) == (
        {author.pk},
        {author.pk, colleague.pk},
    )


def test_a_merge_of_a_sealed_version_knows_its_writers() -> None:
    live, planner, fixer = make_live().head, make_approver(), make_approver()
    assert live
    planned = edit(live, by=planner, now=NOON, title_ja=NAME)
    publish(planned, at=NOON + 2 * DAY, now=NOON)
    restored = desk.restore(live, by=make_writer(), now=LATER)
    fix = approve(edit(restored, by=fixer, now=LATER, body_ja="訂正"), now=LATER)
    desk.publish(fix, by=make_approver(), now=LATER, note=NOTE, later=Later("carry"))
    carried = fix.entry.as_kind().head
    assert carried and carried.merged_id == planned.pk
    head = edit(carried, by=make_writer(), now=LATER, summary_ja="概要")
    before = approval.open_columns(head, LATER)
    seal(planned, carried, now=LATER)
    assert before["title_ja"] == {planner.pk}
    assert approval.open_columns(reread(head), LATER) == before


@pytest.mark.parametrize("kind", [None, Office])
def test_sealing_knows_no_kind(kind: Any) -> None:
    first = make_live(*([kind] if kind else []), title_ja=NAME).head
    assert first
    edit(first, now=LATER, title_ja="国際課")
    (row,) = seal(first, now=LATER)
    assert Seal.objects.get() == row
    assert NAME not in stored()


def test_a_forced_text_that_is_sealed_is_off_the_red_list(settings: Any) -> None:
    settings.FORCED_PUBLISH = True
    draft = make_draft(title_ja=NAME)
    desk.publish(draft, by=make_administrator(), now=NOON, note=NOTE, force_reason=NAME)
    head = mend(draft)
    seal(draft, now=LATER)
    assert NAME not in stored()
    assert approval.unchecked_forced(head.entry) == []


def test_a_correction_may_be_carried_when_the_public_text_is_sealed() -> None:
    first = leak()
    planned = edit(first, now=LATER, title_ja="金曜からの題", body_en="From Friday.")
    publish(planned, at=NOON + 2 * DAY, now=LATER)
    fix = approve(edit(planned, now=LATER, title_ja="手続"), now=LATER)
    seal(first, now=LATER)
    by = make_approver()
    terms: Any = {"by": by, "now": LATER + timedelta(minutes=1), "note": NOTE}
    with refused(desk.Conflict):
        desk.publish(fix, later=Later("carry"), **terms)
    later = Later("carry", resolved={"title_ja": "金曜からの題"})
    assert desk.publish(fix, later=later, **terms)
