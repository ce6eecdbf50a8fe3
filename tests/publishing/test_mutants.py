"""Each rule of the engine, taken out: the test that proves the rule then fails. A test that
goes on passing without its rule proves nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, models, transaction
from django.test import override_settings

from tests.factories import HOUR, NOON, make_live, make_source
from tests.publishing import test_four_eyes as four_eyes
from tests.publishing import test_frozen as frozen_rows
from tests.publishing import test_ledger as windows
from tests.publishing import test_sources as sources
from tests.publishing import test_verbs_forced as forced
from tests.publishing import test_verbs_later as later
from tests.publishing import test_verbs_proposal as proposal
from tests.publishing import test_verbs_publish as publishing
from tests.publishing import test_verbs_rename as renaming
from tests.publishing import test_verbs_replayed as replayed
from tests.publishing import test_verbs_roles as roles
from tests.publishing import test_verbs_save as saving
from tests.publishing import test_verbs_seal as seals
from tests.publishing import wrong
from tokutei_site.publishing import (
    approval,
    checking,
    desk,
    due,
    frozen,
    gate,
    ledger,
    releasing,
    reviewing,
    sealing,
    settling,
    writing,
)
from tokutei_site.publishing.approval import History
from tokutei_site.publishing.models import Entry, Revision

pytestmark = pytest.mark.django_db

FAILURES = (AssertionError, pytest.fail.Exception, ValidationError, PermissionDenied)
Scenario = Callable[[], Any]


# What notices


def a_writer_withdraws() -> None:
    roles.test_another_role_is_refused_and_writes_nothing(roles.withdraw, "writer")


def without_english() -> None:
    publishing.test_an_absent_language_needs_a_day_or_a_reason({})


def without_a_note() -> None:
    publishing.test_an_unfit_window_or_note_is_refused({"note": {"ja": "公開"}})


def in_the_past() -> None:
    publishing.test_an_unfit_window_or_note_is_refused({"visible_from": NOON - HOUR})


def a_bidi_override() -> None:
    saving.test_an_unfit_value_is_refused_and_nothing_is_written("title_ja", "題\u202e逆")


def a_script_as_a_link() -> None:
    link = "[押す](javascript:alert(1))"
    saving.test_an_unfit_value_is_refused_and_nothing_is_written("body_ja", link)


def an_unfit_date() -> None:
    saving.test_an_unfit_child_is_refused_and_nothing_is_written({"kind": "sometime"})


def published_twice() -> None:
    replayed.test_a_version_is_published_once(None)


def written_over() -> None:
    replayed.test_a_version_that_was_written_over_goes_no_further("approve")


def returned_and_published() -> None:
    replayed.test_a_returned_version_goes_no_further("publish")


def never_submitted() -> None:
    replayed.test_a_draft_that_was_not_submitted_goes_no_further("publish")


@override_settings(FORCED_PUBLISH=True)
def red_list() -> None:
    forced.test_it_stands_on_the_red_list_until_a_second_person_checked_it()


@override_settings(FORCED_PUBLISH=True)
def no_ground() -> None:
    forced.test_an_unchecked_text_is_no_ground_for_the_next_approval()


def found_unchanged_later() -> None:
    sources.test_a_later_check_that_finds_it_unchanged_says_nothing_about_the_texts(
        make_source("law")
    )


def edited_behind_the_text() -> None:
    sources.test_every_verb_leaves_the_entry_as_its_newest_version(make_source("law"))


def a_writer_edits_a_source() -> None:
    sources.test_only_an_administrator_edits_a_source(make_source("law"), sources.make_writer)


def rewritten() -> None:
    make_live()
    rows = models.QuerySet(Revision)
    frozen_rows.unchanged_by(lambda: rows.update(text="{}"), frozen_rows.DatabaseError)


def a_sealed_one_restored() -> None:
    step = seals.ATTEMPTS["restore"](seals.sealed_and_held())
    with seals.refused(desk.Refused):
        step(seals.make_approver())


CARRIED = later.test_carried_over_the_correction_stays_until_the_merged_version_is_approved
CHOICE = later.test_the_editor_has_to_choose
COLLISION = later.test_a_carry_that_collides_is_shown_and_nothing_is_written
TWO = four_eyes.test_an_office_of_two_who_wrote_one_language_each_gets_it_published
UNREVIEWED = four_eyes.test_an_edit_after_the_approval_needs_another_one
EARLIER = four_eyes.test_who_wrote_before_somebody_else_did_still_does_not_approve

MUTANTS: dict[str, tuple[object, str, Callable[..., Any], Scenario]] = {
    "anybody may do anything": (releasing, "require", wrong.nothing, a_writer_withdraws),
    "own words may be approved": (
        History,
        "writers",
        lambda *args: set(),
        four_eyes.test_nobody_approves_own_words,
    ),
    "only the last writer is one": (History, "writers", wrong.only_the_last_writer, EARLIER),
    "leaving empty is writing": (History, "writers", wrong.empty_counts_as_written, TWO),
    "restoring is not writing": (
        History,
        "writers",
        wrong.writers_by_hand,
        proposal.test_restoring_counts_as_writing,
    ),
    "adopting is not writing": (
        desk,
        "adopt",
        wrong.adopted_by_the_reviewer,
        proposal.test_who_adopts_a_proposal_is_its_writer_and_the_reviewer_may_approve_it,
    ),
    "an approval holds for any text": (
        approval,
        "reviews_at",
        wrong.reviews_of_any_text,
        UNREVIEWED,
    ),
    "a text that is gone is approved": (reviewing, "require_head", wrong.nothing, written_over),
    "a return ends no approval": (
        approval,
        "reviews_at",
        wrong.returns_are_overlooked,
        returned_and_published,
    ),
    "no approval is needed": (releasing, "require_approved", wrong.no, never_submitted),
    "force needs no switch": (
        releasing,
        "require_approved",
        wrong.forced_by_a_reason_alone,
        forced.test_it_is_off_by_default,
    ),
    "force is on no red list": (approval, "unchecked_forced", wrong.no_problem, red_list),
    "force is ground for the next": (History, "of", wrong.forced_counts_at_once, no_ground),
    "a merge takes mine": (
        writing,
        "merge",
        wrong.merge_takes_mine,
        saving.test_the_same_column_on_both_sides_is_shown_and_nothing_is_written,
    ),
    "a merge takes the whole form": (
        writing,
        "merge",
        wrong.merge_takes_the_whole_form,
        saving.test_a_japanese_author_and_an_english_translator_save_at_once,
    ),
    "a carry takes mine": (settling, "merge", wrong.merge_takes_mine, COLLISION),
    "a carry changes nothing": (settling, "carry", wrong.nothing, CARRIED),
    "a later publication is forgotten": (settling, "settle_later", wrong.nothing, CHOICE),
    "a cancelled publication begins": (
        ledger,
        "standing_publications",
        wrong.cancelled_ones_too,
        windows.test_a_cancelled_publication_never_begins,
    ),
    "an ended one brings an earlier back": (
        ledger,
        "live",
        wrong.an_earlier_one_comes_back,
        windows.test_an_ended_publication_does_not_bring_an_earlier_one_back,
    ),
    "a window contains its end": (
        ledger,
        "live",
        wrong.closed_a_moment_late,
        windows.test_a_window_contains_its_first_instant_and_not_its_last,
    ),
    "an absent language is overlooked": (gate, "absent_languages", lambda *a: {}, without_english),
    "every language is listed": (
        Entry,
        "missing",
        wrong.no_problem,
        windows.test_a_text_in_one_language_stands_in_no_list_of_the_other,
    ),
    "readers are told nothing": (releasing, "note_problems", wrong.no_problem, without_a_note),
    "a window begins in the past": (gate, "window_problems", wrong.no_problem, in_the_past),
    "any character is stored": (gate, "text_problems", wrong.no_problem, a_bidi_override),
    "any link is stored": (gate, "not_allowed", wrong.no_problem, a_script_as_a_link),
    "any child is stored": (saving.KeyDate, "full_clean", wrong.nothing, an_unfit_date),
    "pressed twice, published twice": (releasing, "says_nothing_new", wrong.no, published_twice),
    "an unchanged source ends a change": (
        due,
        "last_changes",
        lambda at: due.last_checks(at).filter(outcome="changed"),
        found_unchanged_later,
    ),
    "an edited source is read at once": (
        due.Citation,
        "snapshot",
        property(lambda citation: citation.source.snapshot(), wrong.nothing),
        edited_behind_the_text,
    ),
    "anybody edits sources": (checking, "require", wrong.nothing, a_writer_edits_a_source),
    "an address may be taken": (
        writing,
        "is_slug_taken",
        wrong.no,
        renaming.test_a_new_entry_cannot_take_an_address_that_leads_elsewhere,
    ),
    "one alone may seal": (
        sealing,
        "require_second",
        wrong.nothing,
        seals.test_nobody_seals_alone,
    ),
    "the newest text is sealed": (
        sealing,
        "require_sealable",
        wrong.nothing,
        seals.test_the_newest_text_is_not_sealed,
    ),
    "a sealed text is not overwritten": (
        sealing,
        "overwrite",
        wrong.nothing,
        seals.test_the_text_is_nowhere_in_the_store_and_number_dates_hash_and_reason_remain,
    ),
    "a sealed text stays public": (
        ledger,
        "seal_of",
        wrong.nothing,
        seals.test_a_public_text_is_gone_at_every_instant,
    ),
    "a sealed text begins on its day": (
        settling,
        "take_back",
        wrong.nothing,
        seals.test_a_scheduled_text_never_begins_and_what_is_public_stays,
    ),
    "a sealed text comes back": (writing, "require_text", wrong.nothing, a_sealed_one_restored),
    "sealing forgets who wrote": (
        History,
        "is_same",
        wrong.a_sealed_one_reads_the_same,
        seals.test_sealing_makes_nobodys_own_words_a_strangers,
    ),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_without_its_rule_a_test_fails(mutant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place, name, mistake, scenario = MUTANTS[mutant]
    with transaction.atomic():
        scenario()
        transaction.set_rollback(True)
    monkeypatch.setattr(place, name, mistake)
    with pytest.raises(FAILURES):
        scenario()


def test_without_its_triggers_a_row_can_be_rewritten() -> None:
    rewritten()
    frozen.remove(connection)
    with pytest.raises(FAILURES):
        rewritten()
