"""What a page of the desk is about, and how it saves: one press, one version."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.request import QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone

from eligibility.gate import proof_of
from eligibility.graph.subject import Outside
from eligibility.models import Guide
from eligibility.proof import Proof
from tokutei_site.publishing import desk, handing_in
from tokutei_site.publishing.content import Columns, Content
from tokutei_site.publishing.forms import own_changes
from tokutei_site.publishing.models import Revision
from tokutei_site.publishing.panel import page, person, revision_of, visible_entry
from tokutei_site.staff.kept import given_back

from .keys import LETTERS, last_numbers

LONGEST = 18  # digits of a row's number that both databases hold

if TYPE_CHECKING:
    from eligibility.admin import GuideAdmin


@dataclass
class Work:
    admin: "GuideAdmin"
    request: HttpRequest
    guide: Guide
    head: Revision
    typed: QueryDict | None  # what was sent, or given back after signing in anew
    base: Revision  # the version that the form was opened on
    refusal: ValidationError | None = None

    @classmethod
    def open(cls, admin: "GuideAdmin", request: HttpRequest, pk: int) -> "Work":
        guide: Any = visible_entry(admin, request, pk)
        if guide.head is None:
            raise Http404
        typed = request.POST if request.method == "POST" else given_back(request)
        if typed is not None:
            desk.require(person(request), "write")
        number = str(typed.get("base") or guide.head.number) if typed else guide.head.number
        base = guide.head if number == guide.head.number else revision_of(guide, number)
        return cls(admin, request, guide, guide.head, typed, base)

    @cached_property
    def content(self) -> Content:
        content: Content = self.base.content
        return content

    @property
    def values(self) -> Columns:
        return self.base.columns

    @property
    def is_sent(self) -> bool:
        return self.request.method == "POST"

    @property
    def may_write(self) -> bool:
        return self.admin.has_change_permission(self.request)

    @cached_property
    def proof(self) -> Proof:
        """Of the newest version."""
        return proof_of(Guide, self.head.content, timezone.now(), Outside())

    @cached_property
    def last_numbers(self) -> dict[str, int]:
        return last_numbers(self.guide)

    def new_keys(self, group: str, count: int = 1) -> list[str]:
        """The keys after the highest that any version of the guide ever had."""
        letter = LETTERS[group]
        last = self.last_numbers[letter]
        return [f"{letter}{last + each}" for each in range(1, count + 1)]

    def require_writer(self) -> None:
        desk.require(person(self.request), "write")

    def row(self, group: str, key: str) -> Content:
        found: Content | None = self.content.get(group, {}).get(key)
        if found is None:
            raise Http404
        return found

    def save(self, changes: Mapping[str, Any]) -> Revision | None:
        """None if the desk refuses, which the page then shows."""
        mine = own_changes(self.base, dict(changes))
        by, now, before = person(self.request), timezone.now(), self.guide.head_id
        try:
            with transaction.atomic():
                revision = self.admin.answers(self.typed or {}).saved(
                    desk.save, self.guide, self.base, mine, seen=self.accepted, by=by, now=now
                )
        except ValidationError as refusal:
            self.refusal = refusal
            return None
        handing_in.tell_left(self.request, revision, before)
        return revision

    @property
    def accepted(self) -> Revision | None:
        """The other version, once somebody has seen where it clashes."""
        pk = str(self.typed.get("accepted") or "") if self.typed else ""
        if not pk.isdecimal() or len(pk) > LONGEST:
            return None
        return Revision.objects.filter(entry=self.guide.pk, pk=pk).first()

    def url(self, name: str, *args: str) -> str:
        return self.admin.url(name, self.guide.pk, *args)

    @property
    def steps_url(self) -> str:
        return self.url("steps")

    def page(self, template: str, here: str, title: str, **context: Any) -> TemplateResponse:
        clash = self.admin.clash_context(self.refusal, self.typed or {})
        response = page(
            self.admin,
            self.request,
            here,
            self.guide,
            title,
            work=self,
            may_write=self.may_write,
            refusals=self.refusals,
            **clash,
            **context,
        )
        response.template_name = f"admin/eligibility/{template}.html"
        return response

    @property
    def refusals(self) -> list[str]:
        return self.refusal.messages if self.refusal else []
