"""Shared paragraphs: each written once and shown by every step that ticks it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from eligibility import naming
from eligibility.models import Block
from tokutei_site.publishing.content import MISSING, Content
from tokutei_site.publishing.models import localised
from tokutei_site.publishing.reading import in_order

from .keys import is_new_key, is_taken
from .parts import PartForm
from .work import Work

if TYPE_CHECKING:
    from eligibility.admin import GuideAdmin


class BlockForm(PartForm):
    group = "blocks"
    fieldsets = [(None, ["condition", "body"])]

    class Meta:
        model = Block
        fields = [column for name in Block.TEXTS for column in localised(name)]


def blocks(admin: "GuideAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    work = Work.open(admin, request, pk)
    rows = [
        (key, naming.block_name(work.values, key), using(work.content, work.values, key))
        for key, _row in in_order(work.content.get("blocks", {}))
    ]
    return work.page(
        "blocks",
        "blocks",
        _("Shared paragraphs"),
        rows=[(name, steps, work.url("block_form", key)) for key, name, steps in rows],
        new_url=work.url("new_block"),
    )


def using(content: Content, values: Mapping[str, Any], key: str) -> list[str]:
    """The steps that show a paragraph."""
    steps = content.get("steps", {})
    return [
        naming.step_title(values, step)
        for step, row in steps.items()
        if key in (row.get("blocks") or [])
    ]


def edit(admin: "GuideAdmin", request: HttpRequest, pk: int, key: str) -> HttpResponse:
    work = Work.open(admin, request, pk)
    form = BlockForm(key, work.row("blocks", key), work.typed)
    if not work.may_write:
        form.keep_only_to_read()
    if work.is_sent and "_remove" in request.POST:
        if work.save(removed(work.content, key)):
            messages.success(request, _("Removed."))
            return HttpResponseRedirect(work.url("blocks"))
    elif work.is_sent and form.is_valid():
        if work.save(form.changes()):
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(work.url("blocks"))
        form.show(work.refusal)
    used = using(work.content, work.values, key)
    return shown(work, naming.block_name(work.values, key), form, used, is_new=False)


def removed(content: Content, key: str) -> dict[str, Any]:
    """Out of the steps that show it, too."""
    changes: dict[str, Any] = {f"blocks.{key}": MISSING}
    for step, row in content.get("steps", {}).items():
        if key in (ticked := row.get("blocks") or []):
            changes[f"steps.{step}.blocks"] = [each for each in ticked if each != key]
    return changes


def new(admin: "GuideAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    work = Work.open(admin, request, pk)
    work.require_writer()
    sent = str(work.typed.get("new_block") or "") if work.typed else ""
    key = sent if is_new_key(sent, "blocks") else work.new_keys("blocks")[0]
    form = BlockForm(key, {}, work.typed)
    if work.is_sent and form.is_valid():
        if is_taken(work.head, "blocks", key, form.columns()):
            form.key = work.new_keys("blocks")[0]
        order = {f"blocks.{form.key}.order": int(form.key[1:])}  # the newest comes last
        if work.save(form.changes() | order):
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(work.url("blocks"))
        form.show(work.refusal)
    return shown(work, _("New shared paragraph"), form, [], is_new=True)


def shown(
    work: Work, title: str, form: BlockForm, used: list[str], *, is_new: bool
) -> HttpResponse:
    return work.page(
        "block", "blocks", title, form=form, used=used, is_new=is_new, has_errors=bool(form.errors)
    )
