"""Scheduled for Friday, corrected on Wednesday: on Saturday the correction is still public."""

from datetime import datetime
from typing import Any

import pytest

from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    acknowledge,
    approve,
    edit,
    make_approver,
    make_live,
    make_writer,
    publish,
    refused,
)
from tokutei_site.publishing import approval, carried, desk, ledger, settled
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.desk import Later
from tokutei_site.publishing.models import Entry, Publication, Revision
from tokutei_site.publishing.settling import Choices
from tokutei_site.publishing.waiting import waiting_for
from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db

MONDAY = NOON - 3 * DAY
WEDNESDAY, FRIDAY, SATURDAY = MONDAY + 2 * DAY, MONDAY + 4 * DAY, MONDAY + 5 * DAY


def plan_for_friday(**changes: str) -> tuple[Revision, Publication]:
    """A public version, and another one that begins on Friday."""
    head = make_live(now=MONDAY).head
    assert head
    planned = edit(head, now=MONDAY, **(changes or {"title_ja": "金曜からの題"}))
    return head, publish(planned, at=FRIDAY, now=MONDAY)


def correct(live: Revision, **changes: str) -> Revision:
    """The public version, restored and corrected on Wednesday, approved but not yet public."""
    restored = desk.restore(live, by=make_writer(), now=WEDNESDAY)
    fix = edit(restored, now=WEDNESDAY, **(changes or {"body_ja": "訂正した文"}))
    return approve(fix, now=WEDNESDAY)


def publish_fix(fix: Revision, later: Choices, by: User | None = None) -> Publication:
    return desk.publish(fix, by=by or make_approver(), now=WEDNESDAY, note=NOTE, later=later)


def public(at: datetime) -> Content:
    return ledger.live(at).get().revision.content


def draft_of(publication: Publication) -> Revision:
    head = Entry.objects.get(pk=publication.entry_id).head
    assert head
    return head


def test_the_editor_has_to_choose() -> None:
    live, _planned = plan_for_friday()
    fix, by = correct(live), make_approver()
    choices = [None, Later(""), Later("later"), Later("keep"), Later("keep", reason=" ")]
    for later in choices:
        with refused(desk.Refused):
            publish_fix(fix, later, by)
    with pytest.raises(desk.Refused) as refusal:
        publish_fix(fix, None, by)
    assert refusal.value.code == "later"


def test_carried_over_the_correction_stays_until_the_merged_version_is_approved() -> None:
    live, planned = plan_for_friday()
    publish_fix(correct(live), Later("carry"))
    assert public(WEDNESDAY)["body_ja"] == "訂正した文"
    assert public(SATURDAY)["body_ja"] == "訂正した文"
    assert public(SATURDAY)["title_ja"] == live.content["title_ja"]
    assert planned.cancelled_by.get().carried_into == draft_of(planned)


def test_carried_over_and_approved_both_changes_are_public_on_saturday() -> None:
    live, planned = plan_for_friday()
    publish_fix(correct(live), Later("carry"))
    draft = draft_of(planned)
    assert draft.origin == "carry"
    assert draft.parent != draft.merged == planned.revision
    acknowledge(draft, now=WEDNESDAY)
    desk.approve(draft, draft.content_hash, by=make_approver(), now=WEDNESDAY)
    desk.publish(draft, by=make_approver(), now=WEDNESDAY, visible_from=FRIDAY, note=NOTE)
    assert public(FRIDAY - HOUR)["title_ja"] == live.content["title_ja"]
    for day in (FRIDAY, SATURDAY):
        assert public(day)["body_ja"] == "訂正した文"
        assert public(day)["title_ja"] == "金曜からの題"


def test_the_merged_version_is_nobodys_own_but_its_two_writers() -> None:
    live, planned = plan_for_friday()
    carrier = make_approver()
    publish_fix(correct(live), Later("carry"), carrier)
    draft = draft_of(planned)
    assert planned.revision
    assert approval.open_columns(draft, WEDNESDAY) == {"title_ja": {planned.revision.by_id}}
    assert desk.approve(draft, draft.content_hash, by=carrier, now=WEDNESDAY).is_complete


def test_with_the_plan_cancelled_the_correction_is_public_on_saturday() -> None:
    live, planned = plan_for_friday()
    publish_fix(correct(live), Later("cancel"))
    assert public(SATURDAY)["body_ja"] == "訂正した文"
    assert planned.cancelled_by.exists()


def test_kept_with_a_reason_the_plan_replaces_the_correction_as_somebody_decided() -> None:
    live, _planned = plan_for_friday()
    row = publish_fix(correct(live), Later("keep", reason="金曜の文は訂正済みです。"))
    assert row.reason == "金曜の文は訂正済みです。"
    assert public(FRIDAY - HOUR)["body_ja"] == "訂正した文"
    assert public(SATURDAY)["title_ja"] == "金曜からの題"


def test_a_correction_made_on_the_planned_version_itself_is_in_both() -> None:
    _live, planned = plan_for_friday()
    assert planned.revision
    fix = approve(edit(planned.revision, now=WEDNESDAY, body_ja="訂正した文"), now=WEDNESDAY)
    publish_fix(fix, Later("carry"))
    assert public(SATURDAY) == fix.content
    assert draft_of(planned).content == fix.content


def test_a_carry_that_collides_is_shown_and_nothing_is_written() -> None:
    live, planned = plan_for_friday()
    fix, by = correct(live, title_ja="訂正した題"), make_approver()
    with refused(desk.Conflict):
        publish_fix(fix, Later("carry"), by)
    with pytest.raises(desk.Conflict) as conflict:
        publish_fix(fix, Later("carry"), by)
    clash = conflict.value.clashes["title_ja"]
    assert (clash.base, clash.theirs, clash.mine) == (
        live.content["title_ja"],
        "金曜からの題",
        "訂正した題",
    )
    assert conflict.value.head == planned.revision


def test_who_resolves_a_collision_is_the_writer_of_the_answer() -> None:
    live, planned = plan_for_friday()
    carrier = make_approver()
    answer = Later("carry", resolved={"title_ja": "金曜からの訂正した題"})
    publish_fix(correct(live, title_ja="訂正した題"), answer, carrier)
    draft = draft_of(planned)
    assert draft.content["title_ja"] == "金曜からの訂正した題"
    with refused(desk.Refused):
        desk.approve(draft, draft.content_hash, by=carrier, now=WEDNESDAY)


BODY = "一つ目の段落です。\n\n・写真\n・手数料\n\nおわりに。"
FRIDAYS = BODY.replace("・写真", "・写真 1枚")
CORRECTED = BODY.replace("おわりに", "お問い合わせは窓口へ")
BOTH = FRIDAYS.replace("おわりに", "お問い合わせは窓口へ")


def planned_and_corrected(friday: str, corrected: str) -> tuple[Publication, Revision]:
    live = make_live(now=MONDAY, body_ja=BODY).head
    assert live
    planned = publish(edit(live, now=MONDAY, body_ja=friday), at=FRIDAY, now=MONDAY)
    return planned, correct(live, body_ja=corrected)


def test_other_passages_of_one_text_are_merged_and_who_carries_them_wrote_none() -> None:
    planned, fix = planned_and_corrected(FRIDAYS, CORRECTED)
    carrier = make_approver()
    publish_fix(fix, Later("carry"), carrier)
    draft = draft_of(planned)
    assert draft.content["body_ja"] == BOTH
    assert planned.revision
    assert approval.open_columns(draft, WEDNESDAY) == {"body_ja": {planned.revision.by_id}}
    assert desk.approve(draft, draft.content_hash, by=carrier, now=WEDNESDAY).is_complete


@pytest.mark.parametrize(
    ("answer", "is_own"),
    [("・写真 1枚", False), ("・写真 2枚", False), ("・写真 3枚", True)],
)
def test_who_takes_one_side_of_a_passage_wrote_nothing(answer: str, is_own: bool) -> None:
    corrected = CORRECTED.replace("・写真", "・写真 2枚")
    planned, fix = planned_and_corrected(FRIDAYS, corrected)
    carrier = make_approver()
    with pytest.raises(desk.Conflict) as conflict:
        publish_fix(fix, Later("carry"), carrier)
    clash = conflict.value.clashes["body_ja"]
    assert clash.merge
    assert [each.mine for each in clash.merge.collisions] == ["・写真 2枚"]
    text = clash.merge.text([answer])
    assert text == CORRECTED.replace("・写真", answer)
    publish_fix(fix, Later("carry", resolved={"body_ja": text}), carrier)
    waiting = approval.open_columns(draft_of(planned), WEDNESDAY)
    assert (carrier.pk in waiting["body_ja"]) is is_own if text != corrected else not waiting


def test_a_newer_draft_is_not_lost_by_carrying_over() -> None:
    live, _planned = plan_for_friday()
    fix, by = correct(live), make_approver()
    edit(fix, now=WEDNESDAY, summary_ja="書きかけ")
    with refused(desk.Refused):
        publish_fix(fix, Later("carry"), by)


def test_what_is_planned_before_a_publication_needs_no_choice() -> None:
    live, _planned = plan_for_friday()
    row = desk.publish(
        correct(live), by=make_approver(), now=WEDNESDAY, visible_from=SATURDAY, note=NOTE
    )
    assert row.visible_from == SATURDAY


@pytest.mark.parametrize("later", [None, Later("carry"), Later("keep")])
def test_a_withdrawal_has_nothing_to_carry_over(later: Later | None) -> None:
    live, _planned = plan_for_friday()
    entry, by = live.entry.as_kind(), make_approver()
    with refused(desk.Refused):
        desk.withdraw(entry, NOTE, by=by, now=WEDNESDAY, later=later)


@pytest.mark.parametrize(
    ("later", "states"),
    [
        (Later("cancel"), ("withdrawn", "withdrawn")),
        (Later("keep", reason="金曜に再開"), ("withdrawn", "live")),
    ],
)
def test_a_withdrawal_cancels_or_keeps_what_is_planned(later: Later, states: Any) -> None:
    live, _planned = plan_for_friday()
    entry = live.entry.as_kind()
    desk.withdraw(entry, NOTE, by=make_approver(), now=WEDNESDAY, later=later)
    found = tuple(ledger.standing(entry, at).state for at in (WEDNESDAY, SATURDAY))
    assert found == states


# Two versions scheduled: Friday, and the Monday after it

NEXT_MONDAY = MONDAY + 7 * DAY


def plan_for_both() -> tuple[Revision, Publication, Publication]:
    """A public version, another one for Friday, and one for Monday that was made of it."""
    live, friday = plan_for_friday()
    assert friday.revision
    third = edit(friday.revision, now=MONDAY, title_en="From Monday")
    return live, friday, publish(third, at=NEXT_MONDAY, now=MONDAY)


def let_pass(planned: Publication) -> Publication:
    """What waits of a carried version is approved, and its own date set again."""
    draft = draft_of(planned)
    acknowledge(draft, now=WEDNESDAY)
    desk.approve(draft, draft.content_hash, by=make_approver(), now=WEDNESDAY)
    before = carried.taken_from(draft)
    assert before
    return desk.publish(
        draft, by=make_approver(), now=WEDNESDAY, visible_from=before.visible_from, note=NOTE
    )


@pytest.mark.parametrize("friday", ["carry", "cancel", "keep"])
@pytest.mark.parametrize("monday", ["carry", "cancel", "keep"])
def test_each_scheduled_version_has_its_own_choice(friday: str, monday: str) -> None:
    live, first, second = plan_for_both()
    choices = {first.pk: Later(friday, reason="金曜"), second.pk: Later(monday, reason="月曜")}
    row = desk.publish(correct(live), by=make_approver(), now=WEDNESDAY, note=NOTE, later=choices)
    kept = [pub for pub, choice in ((first, friday), (second, monday)) if choice == "keep"]
    assert ledger.scheduled(live.entry, WEDNESDAY) == kept
    waiting = [old for old, _new in carried.waiting(live.entry)]
    assert waiting == [p for p, c in ((first, friday), (second, monday)) if c == "carry"]
    assert row.reason == "\n".join(
        why for why, choice in (("金曜", friday), ("月曜", monday)) if choice == "keep"
    )


@pytest.mark.parametrize(
    "missing", [{}, {"friday": "carry"}, {"monday": "cancel"}, {"friday": "keep", "monday": "keep"}]
)
def test_no_scheduled_version_is_decided_without_a_choice(missing: dict[str, str]) -> None:
    live, first, second = plan_for_both()
    rows = {"friday": first.pk, "monday": second.pk}
    fix, by = correct(live), make_approver()
    with refused(desk.Refused):
        later = {rows[name]: Later(choice) for name, choice in missing.items()}
        desk.publish(fix, by=by, now=WEDNESDAY, note=NOTE, later=later)


def test_carried_into_both_the_correction_is_public_at_each() -> None:
    live, first, second = plan_for_both()
    later = {first.pk: Later("carry"), second.pk: Later("carry")}
    publish_fix(correct(live), later)
    for at in (WEDNESDAY, FRIDAY, NEXT_MONDAY):  # also while nobody has approved anything
        assert public(at)["body_ja"] == "訂正した文"
    assert let_pass(first).visible_from == FRIDAY
    assert [old for old, _new in carried.waiting(live.entry)] == [second]
    assert let_pass(second).visible_from == NEXT_MONDAY
    assert not carried.waiting(live.entry)
    told = [(public(at)["title_ja"], public(at)["title_en"]) for at in (FRIDAY, NEXT_MONDAY)]
    assert told == [
        ("金曜からの題", live.content["title_en"]),
        ("金曜からの題", "From Monday"),
    ]
    for at in (WEDNESDAY, FRIDAY, SATURDAY, NEXT_MONDAY):
        assert public(at)["body_ja"] == "訂正した文"


def test_a_carried_version_that_is_mended_keeps_its_date_and_the_next_follows() -> None:
    live, first, second = plan_for_both()
    publish_fix(correct(live), Later("carry"))
    desk.return_(draft_of(first), "もう少し", by=make_approver(), now=WEDNESDAY)
    mended = edit(draft_of(first), now=WEDNESDAY, body_en="Mended.")
    assert carried.taken_from(mended) == first
    desk.submit(mended, by=make_writer(), now=WEDNESDAY)
    assert let_pass(first).visible_from == FRIDAY
    assert carried.taken_from(draft_of(second)) == second


def test_who_goes_back_to_another_version_is_asked_for_no_date() -> None:
    live, _first = plan_for_friday()
    publish_fix(correct(live), Later("carry"))
    assert live.entry
    other = edit(desk.restore(live, by=make_writer(), now=WEDNESDAY), now=WEDNESDAY, body_en="x")
    assert carried.taken_from(other) is None


def test_the_next_version_takes_over_what_was_corrected_meanwhile() -> None:
    live, first, second = plan_for_both()
    fix = correct(live)
    publish_fix(fix, Later("carry"))
    carried_first = draft_of(first)
    again = desk.restore(fix, by=make_writer(), now=WEDNESDAY)
    publish_fix(approve(edit(again, now=WEDNESDAY, body_en="Corrected."), now=WEDNESDAY), None)
    desk.restore(carried_first, by=make_writer(), now=WEDNESDAY)
    let_pass(first)
    following = draft_of(second)
    assert (following.content["body_ja"], following.content["body_en"]) == (
        "訂正した文",
        "Corrected.",
    )
    assert following.content["title_en"] == "From Monday"


def test_a_carried_version_stands_on_the_list_of_who_may_approve_it() -> None:
    live, _planned = plan_for_friday()
    carrier = make_approver()
    publish_fix(correct(live), Later("carry"), carrier)
    assert [entry.pk for entry in waiting_for(carrier)["review"]] == [live.entry_id]


def test_a_carried_text_that_was_approved_before_only_waits_for_its_date() -> None:
    """The correction says already what the scheduled version does."""
    live = make_live(now=MONDAY, body_ja="甲\n\n乙").head
    assert live
    carrier = make_approver()
    text = "甲と丙\n\n乙と丁"
    friday = approve(edit(live, now=MONDAY, body_ja=text), now=MONDAY, by=carrier)
    planned = desk.publish(friday, by=carrier, now=MONDAY, visible_from=FRIDAY, note=NOTE)
    fix = correct(live, body_ja="甲と丙\n\n乙")
    publish_fix(fix, Later("carry"), carrier)
    assert draft_of(planned).content["body_ja"] == text
    waiting = waiting_for(carrier)
    assert [entry.pk for entry in waiting["publish"]] == [live.entry_id]
    assert not waiting["review"]
    acknowledge(draft_of(planned), now=WEDNESDAY)
    desk.publish(draft_of(planned), by=carrier, now=WEDNESDAY, visible_from=FRIDAY, note=NOTE)
    assert public(SATURDAY)["body_ja"] == text


def test_nothing_is_carried_where_the_correction_says_it_all() -> None:
    live = make_live(now=MONDAY, body_ja="甲\n\n乙").head
    assert live
    planned = publish(edit(live, now=MONDAY, body_ja="甲\n\n乙と丁"), at=FRIDAY, now=MONDAY)
    fix = correct(live, body_ja="甲と丙\n\n乙と丁")
    publish_fix(fix, Later("carry"))
    assert draft_of(planned) == fix
    assert not carried.waiting(live.entry)
    assert planned.cancelled_by.get().carried_into is None


# Carried versions that somebody put aside for another one


def correct_again(fix: Revision, **changes: str) -> Publication:
    """The correction is corrected once more and published, while carried versions wait."""
    again = edit(desk.restore(fix, by=make_writer(), now=WEDNESDAY), now=WEDNESDAY, **changes)
    return publish_fix(approve(again, now=WEDNESDAY), None)


def asked(live: Revision) -> list[str]:
    return settled.to_set_again(Entry.objects.get(pk=live.entry_id))


PROPOSED, FOLLOWS, IN_HISTORY = "この日時が入っています", "前の版の公開を設定すると", "履歴"


def test_another_correction_brings_forward_what_was_carried_before() -> None:
    live, planned = plan_for_friday()
    fix, carrier = correct(live), make_approver()
    publish_fix(fix, Later("carry"))
    for text in ("Corrected.", "Corrected again."):
        row = correct_again(fix, body_en=text)
        assert row.revision
        fix = row.revision
        draft = draft_of(planned)
        assert draft.origin == "carry"
        assert carried.taken_from(draft) == planned
        found = [draft.content[name] for name in ("title_ja", "body_ja", "body_en")]
        assert found == ["金曜からの題", "訂正した文", text]
        assert [entry.pk for entry in waiting_for(carrier)["review"]] == [live.entry_id]
        (told,) = settled.told(row)
        assert PROPOSED in told
        assert asked(live) == [told]
    assert let_pass(planned).visible_from == FRIDAY
    assert public(SATURDAY)["body_en"] == "Corrected again."
    assert not asked(live)


def test_what_was_mended_in_a_carried_version_comes_forward_with_it() -> None:
    live, planned = plan_for_friday()
    fix = correct(live)
    publish_fix(fix, Later("carry"))
    edit(draft_of(planned), now=WEDNESDAY, summary_ja="直した概要")
    correct_again(fix, body_en="Corrected.")
    draft = draft_of(planned)
    assert (draft.content["summary_ja"], draft.content["body_en"]) == ("直した概要", "Corrected.")


def test_a_carried_version_that_collides_is_left_in_the_history() -> None:
    live, planned = plan_for_friday()
    fix = correct(live)
    publish_fix(fix, Later("carry"))
    number = draft_of(planned).number
    row = correct_again(fix, title_ja="ほかの題")
    assert draft_of(planned) == row.revision
    (told,) = asked(live)
    assert IN_HISTORY in told
    assert f"第{number}版" in told


def test_a_carried_version_that_is_discarded_is_named_until_it_is_taken_up_again() -> None:
    live, first, second = plan_for_both()
    fix = correct(live)
    publish_fix(fix, Later("carry"))
    assert [PROPOSED in asked(live)[0], FOLLOWS in asked(live)[1]] == [True, True]
    correct_again(fix, body_en="Corrected.")
    draft = draft_of(first)
    public_again = ledger.last_published(live.entry, WEDNESDAY)
    assert public_again
    assert public_again.revision
    desk.restore(public_again.revision, by=make_writer(), now=WEDNESDAY)  # discarding the draft
    told = asked(live)
    assert [IN_HISTORY in text and FOLLOWS not in text for text in told] == [True, True]
    assert f"第{draft.number}版" in told[0]
    desk.restore(draft, by=make_writer(), now=WEDNESDAY)
    assert carried.taken_from(draft_of(first)) == first
    assert [PROPOSED in asked(live)[0], FOLLOWS in asked(live)[1]] == [True, True]
    let_pass(first)
    assert draft_of(second).content["body_en"] == "Corrected."
    let_pass(second)
    assert not asked(live)
