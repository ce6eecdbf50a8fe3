"""Publishing a questionnaire: refused while it is broken, ticked where it tells something else."""

from typing import Any

import pytest
from django.utils import translation

from eligibility.models import Guide
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    acknowledge,
    approve,
    edit,
    make_approver,
    make_draft,
    make_live,
    make_writer,
    refused,
)
from tokutei_site.publishing import acknowledging, desk
from tokutei_site.publishing.content import MISSING
from tokutei_site.publishing.models import Revision

pytestmark = pytest.mark.django_db

LATER = NOON + HOUR


def publish(revision: Revision, **terms: Any) -> Any:
    return desk.publish(revision, by=make_approver(), now=LATER, **{"note": NOTE} | terms)


def refusal(revision: Revision, **terms: Any) -> dict[str, list[str]]:
    """What the desk says instead of publishing, by language of the desk."""
    said = {}
    for code in ("ja", "en"):
        with translation.override(code), pytest.raises(desk.Refused) as caught:
            publish(revision, **terms)
        said[code] = caught.value.messages
    return said


def test_a_choice_that_leads_nowhere_is_refused() -> None:
    said = refusal(approve(make_draft(Guide, choices__q2a__next_step=None)))
    step, choice = "Do you have a resident record?", "Yes"
    assert said["en"][0] == (
        f"In “{step}”, the choice “{choice}” leads nowhere. Choose the step it leads to."
    )
    assert (
        "「住民票はありますか？」の選択肢「はい」の進む先がありません。進む先を選んでください。"
        in said["ja"]
    )


def test_a_circle_is_refused() -> None:
    said = refusal(approve(make_draft(Guide, choices__q2a__next_step="q1")))
    assert any("round in circles" in text for text in said["en"])


def test_a_failing_case_is_refused() -> None:
    said = refusal(approve(make_draft(Guide, cases__k1__outcome="r2")))
    assert said["en"] == [
        "The case “Permanent resident” ends at “You may be able to apply”, but should end at "
        "“Please ask us”."
    ]


def test_a_text_that_one_language_lacks_is_refused_until_it_is_declared() -> None:
    revision = approve(make_draft(Guide, steps__q1__title_en=None))
    assert "English is not complete" in refusal(revision)["en"][0]
    promised = {"en": {"by": (LATER + DAY).date().isoformat()}}
    assert publish(revision, alternatives=promised)


def test_a_text_that_the_source_language_lacks_is_refused() -> None:
    revision = approve(make_draft(Guide, steps__q1__help_en="See the front of the card."))
    assert "the help is missing in Japanese." in refusal(revision)["en"][0]


def test_nobody_approves_a_graph_of_their_own() -> None:
    approver = make_approver()
    revision = make_draft(Guide, by=approver)
    desk.submit(revision, by=approver, now=LATER)
    with refused():
        desk.approve(revision, revision.content_hash, by=approver, now=LATER)
    with refused():
        publish(revision)


def test_warnings_do_not_keep_a_guide_from_being_public() -> None:
    assert publish(approve(make_draft(Guide, steps__r1__checked_on=None)))


def changed_guide() -> Revision:
    """Live; then “I don't know” at q2 leads to r1 instead of r2."""
    guide = make_live(Guide)
    assert guide.head
    return edit(guide.head, now=LATER, choices__q2b__next_step="r1")


def tell(revision: Revision) -> Any:
    found = [each for each in acknowledging.findings(revision, LATER) if each.is_for_approvers]
    return found[0] if found else None


def test_ways_that_end_differently_are_told_with_the_choice_that_did_it() -> None:
    with translation.override("en"):
        told = tell(changed_guide())
    assert told.message == (
        "1 way through the questionnaire ends differently than in the public version."
    )
    step = "Do you have a resident record?"
    assert told.groups == (
        (
            f"Because of the choice “I don't know” in “{step}”:",
            (
                f"“Which card do you have?” Residence card → “{step}” I don't know: was "
                "“Please ask us” (may be able to apply), now “You may be able to apply” "
                "(may be able to apply)",
            ),
        ),
    )


def test_ways_that_end_differently_are_ticked_before_publishing() -> None:
    revision = changed_guide()
    desk.submit(revision, by=make_writer(), now=LATER)
    desk.approve(revision, revision.content_hash, by=make_approver(), now=LATER)
    assert "has not been looked at yet" in refusal(revision)["en"][0]
    acknowledge(revision, now=LATER)
    assert publish(revision)


def test_a_writer_cannot_tick_them() -> None:
    revision = changed_guide()
    with refused():
        desk.acknowledge(revision, {tell(revision).key}, "確認", by=make_writer(), now=LATER)


def test_an_approver_who_wrote_all_of_it_cannot_tick_them() -> None:
    guide, author = make_live(Guide), make_approver()
    revision = edit(guide.head, by=author, now=LATER, choices__q2b__next_step="r1")  # type: ignore[arg-type]
    with refused():
        desk.acknowledge(revision, {tell(revision).key}, "確認", by=author, now=LATER)


def test_a_tick_is_for_exactly_these_ways() -> None:
    revision = changed_guide()
    first = tell(revision)
    acknowledge(revision, now=LATER)
    second = edit(revision, now=LATER + HOUR, choices__q3b__next_step="r1")
    assert tell(second).key != first.key
    assert acknowledging.unacknowledged(second, LATER + HOUR)


def test_other_words_change_no_way() -> None:
    guide = make_live(Guide)
    assert tell(edit(guide.head, now=LATER, choices__q1a__label_ja="在留カード等")) is None  # type: ignore[arg-type]


def test_an_outcome_with_another_verdict_is_told_as_itself() -> None:
    guide = make_live(Guide)
    revision = edit(guide.head, now=LATER, steps__r2__verdict="not_eligible")  # type: ignore[arg-type]
    with translation.override("en"):
        assert tell(revision).groups[0][0] == "Because of “Please ask us”:"


def test_a_choice_that_is_gone_is_told() -> None:
    guide = make_live(Guide)
    revision = edit(guide.head, now=LATER, choices__q1c=MISSING)  # type: ignore[arg-type]
    with translation.override("en"):
        assert "not all of these answers are offered any more" in tell(revision).groups[0][1][0]
