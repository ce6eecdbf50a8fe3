"""Which role may do what: anybody else is refused and nothing is written."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    approve,
    edit,
    make_approver,
    make_draft,
    make_live,
    make_user,
    make_writer,
    publish,
    refused,
)
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Revision
from tokutei_site.staff.models import User
from tokutei_site.staff.roles import Role

pytestmark = pytest.mark.django_db

LATER = NOON + HOUR
Verb = Callable[[User], Any]


def submitted() -> Revision:
    draft = make_draft()
    desk.submit(draft, by=make_writer(), now=NOON)
    return draft


def save() -> Verb:
    draft = make_draft()
    return lambda by: edit(draft, by=by, now=LATER, title_ja="新")


def save_new() -> Verb:
    return lambda by: make_draft(by=by)


def rehearse() -> Verb:
    draft = make_draft()
    entry = draft.entry.as_kind()
    return lambda by: desk.rehearse(entry, draft, {"title_ja": "新"}, by=by, now=LATER)


def restore() -> Verb:
    draft = make_draft()
    edit(draft, now=NOON, title_ja="新")
    return lambda by: desk.restore(draft, by=by, now=LATER)


def rename_draft() -> Verb:
    entry = make_draft().entry.as_kind()
    return lambda by: desk.rename(entry, "new-address", by=by, now=LATER)


def submit() -> Verb:
    draft = make_draft()
    return lambda by: desk.submit(draft, by=by, now=LATER)


def adopt() -> Verb:
    draft = submitted()
    proposal = {"title_ja": "新"}
    returned = desk.return_(draft, "題", by=make_approver(), now=NOON, proposal=proposal)
    return lambda by: desk.adopt(returned, by=by, now=LATER)


def rename_public() -> Verb:
    entry = make_live()
    return lambda by: desk.rename(entry, "new-address", by=by, now=LATER)


def approve_submitted() -> Verb:
    draft = submitted()
    return lambda by: desk.approve(draft, draft.content_hash, by=by, now=LATER)


def return_submitted() -> Verb:
    draft = submitted()
    return lambda by: desk.return_(draft, "題を直してください。", by=by, now=LATER)


def publish_approved() -> Verb:
    revision = approve(make_draft())
    return lambda by: desk.publish(revision, by=by, now=LATER, note=NOTE)


def cancel() -> Verb:
    planned = publish(make_draft(), at=NOON + DAY)
    return lambda by: desk.cancel(planned, by=by, now=LATER)


def withdraw() -> Verb:
    entry = make_live()
    return lambda by: desk.withdraw(entry, NOTE, by=by, now=LATER)


def assign() -> Verb:
    entry = make_draft().entry.as_kind()
    return lambda by: desk.assign(entry, None, by=by, now=LATER)


WRITING = [save, save_new, rehearse, restore, rename_draft, assign, submit, adopt]
APPROVING = [
    rename_public,
    approve_submitted,
    return_submitted,
    publish_approved,
    cancel,
    withdraw,
]


@pytest.mark.parametrize("verb", WRITING)
@pytest.mark.parametrize("role", [Role.WRITER, Role.APPROVER])
def test_writers_and_approvers_write(verb: Callable[[], Verb], role: str) -> None:
    verb()(make_user(role))


@pytest.mark.parametrize("verb", APPROVING)
def test_approvers_approve_and_publish(verb: Callable[[], Verb]) -> None:
    verb()(make_user(Role.APPROVER))


@pytest.mark.parametrize(
    ("verb", "role"),
    [
        *((verb, role) for verb in WRITING for role in (None, Role.ADMINISTRATOR)),
        *((verb, role) for verb in APPROVING for role in (None, Role.ADMINISTRATOR, Role.WRITER)),
    ],
)
def test_another_role_is_refused_and_writes_nothing(
    verb: Callable[[], Verb], role: str | None
) -> None:
    step, person = verb(), make_user(role)
    with refused(PermissionDenied):
        step(person)


@pytest.mark.parametrize("verb", [*WRITING, *APPROVING])
def test_an_approver_who_has_left_is_refused(verb: Callable[[], Verb]) -> None:
    step, person = verb(), make_user(Role.APPROVER, is_active=False)
    with refused(PermissionDenied):
        step(person)
