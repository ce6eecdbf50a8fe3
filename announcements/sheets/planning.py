"""What each row of a file means: new, changed, unchanged, refused and why, moved on. A plan writes
nothing; importing.py carries it out."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.fields import Field

from announcements.models import Faq
from tokutei_site.publishing import gate
from tokutei_site.publishing.content import MISSING, Columns, nest
from tokutei_site.publishing.forms import own_changes
from tokutei_site.publishing.labels import column_label
from tokutei_site.publishing.models import Revision
from tokutei_site.sheets.columns import SheetRow
from tokutei_site.text.characters import shown

from .columns import CLEAR, headings
from .plan import Kind, Plan
from .resource import TEXTS, FaqResource, Known


def plans(resource: FaqResource, rows: Iterable[SheetRow]) -> list[Plan]:
    """In the order of the file."""
    found = [Plan(row) for row in rows]
    asked = Counter(plan.code for plan in found if plan.code)
    known = resource.known(list(asked))
    for plan in found:
        if asked[plan.code] > 1:
            plan.refuse(
                _("The code %(code)s stands in more than one row.") % {"code": shown(plan.code)}
            )
        elif plan.code in known:
            look(resource, plan, known[plan.code])
        elif plan.code:
            told = _("No question has the code %(code)s. For a new one, leave the code empty.")
            plan.refuse(told % {"code": shown(plan.code)})
        else:
            plan.typed = {name for name in resource.editable if plan.row.cells[name].strip()}
            plan.kind = Kind.NEW
    stand = faqs([plan.code for plan in found if plan.kind is Kind.CHANGED])
    for plan in found:
        if plan.kind in (Kind.NEW, Kind.CHANGED):
            plan.faq = stand.get(plan.code)
            fill(resource, plan)
    return found


def faqs(codes: list[str]) -> dict[str, Faq]:
    rows = Faq.objects.filter(slug__in=codes).select_related("head", "category")
    return {faq.slug: faq for faq in rows}


def look(resource: FaqResource, plan: Plan, known: Known) -> None:
    """Hold a row against the version that it was exported from."""
    cells, version = plan.row.cells, plan.row.cells["version"].strip()
    if version == str(known.version):
        plan.typed = typed(resource, cells, known.cells)
        plan.kind = Kind.CHANGED if plan.typed else Kind.UNCHANGED
        return
    exported = version_of(known.pk, version)
    if exported is None:
        told = _("The version in this row is unknown. Please export the question again.")
        plan.refuse(told)
        return
    plan.kind = Kind.MOVED
    if typed(resource, cells, resource.cells_of(exported)):
        told = _(
            "Somebody changed this question on the desk since the export (version %(old)s, now "
            "%(new)s). Please export it again and put your change into the new row."
        )
        plan.refuse(told % {"old": shown(version), "new": known.version})


def typed(resource: FaqResource, cells: dict[str, str], before: dict[str, str]) -> set[str]:
    """Where somebody wrote something else into a cell; an empty one changes nothing."""
    names = resource.editable
    return {name for name in names if cells[name].strip() and cells[name] != before[name]}


def version_of(pk: int, number: str) -> Revision | None:
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    return Revision.objects.filter(entry=pk, number=int(number)).first()


def fill(resource: FaqResource, plan: Plan) -> None:
    """The columns that the typed cells change; what a cell cannot say, or the desk would refuse,
    refuses the row."""
    changes: dict[str, Any] = {}
    for name in (name for name in resource.editable if name in plan.typed):
        try:
            changes |= columns_of(name, plan.row.cells[name], resource.editable[name], plan.before)
        except ValidationError as error:
            plan.refuse(*(f"{headings()[name]}: {text}" for text in error.messages))
    plan.changes = own_changes(plan.faq.head if plan.faq else None, changes)
    if plan.problems:
        return
    if not plan.changes and plan.faq:
        plan.kind = Kind.UNCHANGED
        return
    if problems := refused_by_the_desk(plan.after):
        plan.refuse(*problems)


def columns_of(name: str, cell: str, field: Field, before: Columns) -> dict[str, Any]:
    is_cleared = cell.strip() == CLEAR
    if name == "sources":
        cited = {path.split(".")[1] for path in before if path.startswith("sources.")}
        keys = [] if is_cleared else field.clean({name: cell})
        gone = {f"sources.{key}": MISSING for key in cited - set(keys)}
        return gone | {f"sources.{key}.order": place for place, key in enumerate(keys)}
    if is_cleared and name not in TEXTS:
        raise ValidationError(_("This cannot be emptied."))
    path = "category.key" if name == "category" else name
    return {path: None if is_cleared else field.clean({name: cell})}


def refused_by_the_desk(after: Columns) -> list[str]:
    problems = gate.draft_problems(Faq, nest(after))
    if not after.get("category.key"):
        problems["category"] = [_("Please choose the category.")]
    return [
        f"{column_label(Faq, path)}: {text}" for path, texts in problems.items() for text in texts
    ]
