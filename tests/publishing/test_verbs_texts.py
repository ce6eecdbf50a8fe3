"""Every text that a verb takes is judged by the one rule: what cannot be stored is refused in the
person's language, and nothing is written."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import Settings

from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    REASON,
    approve,
    edit,
    make_administrator,
    make_approver,
    make_draft,
    make_live,
    make_source,
    make_writer,
    publish,
    refused,
)
from tokutei_site.publishing import desk
from tokutei_site.publishing.acknowledging import findings
from tokutei_site.publishing.models import Revision, Source

pytestmark = pytest.mark.django_db

LATER = NOON + HOUR
UNFIT = ("\ud800", "あ\x00", "\u202eあ", "\ufffe", "あ\ufffd")


def submitted() -> Revision:
    draft = make_draft()
    desk.submit(draft, by=make_writer(), now=NOON)
    return draft


def disagreeing() -> tuple[Revision, set[str]]:
    draft = make_draft(body_ja="5月2日です。", body_en="On 1 May.")
    return draft, {each.key for each in findings(draft, NOON)}


def forced() -> Revision:
    draft, by = make_draft(), make_administrator()
    desk.publish(draft, by=by, now=NOON, note=NOTE, force_reason="地震")
    return draft


def colliding() -> Revision:
    """A version that somebody else has changed since."""
    draft = make_draft()
    edit(draft, now=NOON, title_ja="相手の題")
    return draft


def scheduled() -> Revision:
    """A correction of what is live, while another version waits for tomorrow."""
    live = make_live().head
    assert live
    planned = edit(live, now=NOON, title_ja="明日から")
    publish(planned, at=NOON + DAY)
    return approve(edit(planned, now=NOON, title_ja="訂正"))


def later(text: str) -> desk.Later:
    return desk.Later("keep", text)


# Verb and argument → what it is called on, and the call with a text in that argument.
Call = tuple[Callable[[], Any], Callable[[Any, str], Any]]
CALLS: dict[tuple[str, str], Call] = {
    ("submit", "comment"): (
        make_draft,
        lambda draft, text: desk.submit(draft, comment=text, by=make_writer(), now=LATER),
    ),
    ("discard", "comment"): (
        make_draft,
        lambda draft, text: desk.discard(draft, comment=text, by=make_writer(), now=LATER),
    ),
    ("return_", "comment"): (
        submitted,
        lambda draft, text: desk.return_(draft, text, by=make_approver(), now=LATER),
    ),
    ("return_", "proposal"): (
        submitted,
        lambda draft, text: desk.return_(
            draft, "直す", proposal={"title_ja": text}, by=make_approver(), now=LATER
        ),
    ),
    **{
        ("approve", name): (
            submitted,
            lambda draft, text, name=name: desk.approve(
                draft, **{"content_hash": draft.content_hash, name: text}, **by_approver()
            ),
        )
        for name in ("content_hash", "comment", "decision_number")
    },
    ("check", "comment"): (
        forced,
        lambda draft, text: desk.check(draft, comment=text, **by_approver()),
    ),
    ("acknowledge", "reason"): (
        disagreeing,
        lambda found, text: desk.acknowledge(*found, text, **by_approver()),
    ),
    ("acknowledge", "keys"): (
        disagreeing,
        lambda found, text: desk.acknowledge(found[0], [text], "見ました", **by_approver()),
    ),
    ("ask_seal", "reason"): (
        make_live,
        lambda live, text: desk.ask_seal([live.head], {**REASON, "en": text}, **by_approver()),
    ),
    **{
        ("check_source", name): (
            make_source,
            lambda source, text, name=name: desk.check_source(
                source, **{"outcome": "changed", "note": "あ", name: text}, **by_approver()
            ),
        )
        for name in ("outcome", "kind", "note")
    },
    ("edit_source", "changes"): (
        make_source,
        lambda source, text: desk.edit_source(
            source, {"title_en": text}, by=make_administrator(), now=LATER
        ),
    ),
    ("confirm_translation", "language"): (
        make_draft,
        lambda draft, text: desk.confirm_translation(draft, text, [], **by_approver()),
    ),
    ("confirm_translation", "texts"): (
        make_draft,
        lambda draft, text: desk.confirm_translation(
            draft, "en", [], texts={"body": text}, **by_approver()
        ),
    ),
    **{
        ("publish", name): (
            lambda: approve(make_draft()),
            lambda draft, text, name=name, wrap=wrap: desk.publish(
                draft, **{"note": NOTE, name: wrap(text)}, **by_approver()
            ),
        )
        for name, wrap in {
            "significance": str,
            "note": lambda text: {**NOTE, "en": text},
        }.items()
    },
    ("publish", "alternatives"): (
        lambda: approve(make_draft(title_en=None, body_en=None)),
        lambda draft, text: desk.publish(
            draft,
            note=NOTE,
            alternatives={"en": {"reason": {"ja": "市内のみ", "en": text}}},
            **by_approver(),
        ),
    ),
    ("publish", "later"): (
        scheduled,
        lambda draft, text: desk.publish(draft, note=NOTE, later=later(text), **by_approver()),
    ),
    ("publish", "force_reason"): (
        make_draft,
        lambda draft, text: desk.publish(
            draft, note=NOTE, force_reason=text, by=make_administrator(), now=LATER
        ),
    ),
    ("withdraw", "note"): (
        make_live,
        lambda live, text: desk.withdraw(live, {**NOTE, text: "a"}, **by_approver()),
    ),
    ("withdraw", "later"): (
        lambda: scheduled().entry.as_kind(),
        lambda live, text: desk.withdraw(live, NOTE, later=later(text), **by_approver()),
    ),
    ("save", "resolved"): (
        colliding,
        lambda base, text: desk.save(
            base.entry.as_kind(),
            base,
            {"title_ja": "自分の題"},
            resolved={"title_ja": text},
            **by_approver(),
        ),
    ),
    ("rename", "slug"): (
        lambda: make_draft().entry.as_kind(),
        lambda entry, text: desk.rename(entry, text, **by_approver()),
    ),
    **{
        (name, "changes"): (
            make_draft,
            lambda draft, text, name=name: getattr(desk, name)(
                draft.entry.as_kind(), draft, {"title_ja": text}, **by_approver()
            ),
        )
        for name in ("save", "rehearse")
    },
}
# Asked by forms and other verbs; they write nothing.
QUESTIONS = {"all_confirmed", "is_slug_taken", "note_problems", "require", "source_problems"}


def by_approver() -> dict[str, Any]:
    return {"by": make_approver(), "now": LATER}


@pytest.fixture(autouse=True)
def _forced(settings: Settings) -> None:
    settings.FORCED_PUBLISH = True


@pytest.mark.parametrize("text", UNFIT, ids=range(len(UNFIT)))
@pytest.mark.parametrize(("verb", "argument"), CALLS)
def test_a_text_that_cannot_be_stored_is_refused(verb: str, argument: str, text: str) -> None:
    prepare, call = CALLS[verb, argument]
    found = prepare()
    with refused(desk.Refused):
        call(found, text)


def test_no_argument_of_a_verb_is_forgotten() -> None:
    verbs = {name: getattr(desk, name) for name in desk.__all__}
    taken = {
        (name, argument)
        for name, verb in verbs.items()
        if inspect.isfunction(verb) and name not in QUESTIONS
        for argument, each in inspect.signature(verb).parameters.items()
        if "str" in str(each.annotation) or argument == "later"
    }
    assert taken == CALLS.keys()


@pytest.mark.parametrize(
    "url",
    ["ftp://example.jp/", "javascript:alert(1)", "example.jp", "//example.jp", "mailto:a@b.jp"],
)
@pytest.mark.parametrize("column", ["url_ja", "url_en"])
def test_a_source_is_a_page_of_the_web(url: str, column: str) -> None:
    source, by = make_source(), make_administrator()
    with refused(desk.Refused):
        desk.edit_source(source, {column: url}, by=by, now=LATER)
    with refused(desk.Refused):
        desk.edit_source(Source(), {"key": "k", "title_ja": "あ", column: url}, by=by, now=LATER)
