"""What each row of a file means: new, changed, unchanged, refused and why, moved on. A plan writes
nothing; importing.py carries it out."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.fields import Field

from announcements.models import Faq
from announcements.models.faq import LAST_PLACE
from tokutei_site.publishing import gate
from tokutei_site.publishing.content import MISSING, Columns, nest
from tokutei_site.publishing.forms import own_changes
from tokutei_site.publishing.labels import column_label
from tokutei_site.sheets.columns import SheetRow
from tokutei_site.sheets.shift_jis import lost
from tokutei_site.sheets.way import Way
from tokutei_site.text.characters import shown

from .columns import CLEAR, headings
from .plan import Kind, Plan
from .resource import TEXTS, FaqResource, Known

PLACES = {"category.key", "order"}
SIGNS = 5  # lost characters that a message names


def plans(resource: FaqResource, rows: Iterable[SheetRow], encoding: str) -> list[Plan]:
    """In the order of the file. `encoding`: of a CSV file, else empty."""
    found = [Plan(row) for row in rows]
    compare(resource, found, encoding)
    stand = faqs([plan.code for plan in found if plan.kind is Kind.CHANGED])
    for plan in found:
        if plan.kind in (Kind.NEW, Kind.CHANGED):
            plan.faq = stand.get(plan.code)
            fill(resource, plan)
    put_last(found)
    return found


def compare(resource: FaqResource, found: list[Plan], encoding: str) -> None:
    """Hold every row against the version that it was exported from."""
    asked = Counter(plan.code for plan in found if plan.code)
    known = resource.known(list(asked))
    for plan in found:
        if asked[plan.code] > 1:
            told = _("The code %(code)s is in more than one row.")
            plan.refuse(told % {"code": shown(plan.code)})
        elif not plan.code:
            names = (name for name in resource.editable if plan.row.cells[name].strip())
            plan.kind, plan.typed = Kind.NEW, {name: plan.row.cells[name] for name in names}
        elif plan.code not in known:
            told = _("No question has the code %(code)s. For a new one, leave the code empty.")
            plan.refuse(told % {"code": shown(plan.code)})
    there = [plan for plan in found if plan.code in known and not plan.problems]
    moved = [plan for plan in there if plan.version != str(known[plan.code].version)]
    former = resource.exported((known[plan.code].pk, plan.version) for plan in moved)
    pairs = [(p, former.get((known[p.code].pk, p.version), known[p.code])) for p in there]
    texts = ((p.row.cells[n], was.cells[n][0]) for p, was in pairs for n in resource.editable)
    way = Way.of(encoding, texts)
    for plan, exported in pairs:
        look(resource, plan, exported, known[plan.code], way)


def faqs(codes: list[str]) -> dict[str, Faq]:
    rows = Faq.objects.filter(slug__in=codes).select_related("head", "category")
    return {faq.slug: faq for faq in rows}


def look(resource: FaqResource, plan: Plan, exported: Known, today: Known, way: Way) -> None:
    if plan.version != str(exported.version):
        told = _("The version in this row is unknown. Please export the question again.")
        plan.refuse(told)
        return
    plan.kind = Kind.UNCHANGED if exported is today else Kind.MOVED
    for name in resource.editable:
        judge(plan, name, exported.cells[name], way)
    if plan.kind is Kind.UNCHANGED and plan.typed:
        plan.kind = Kind.CHANGED
    if exported is not today and plan.typed:
        told = _(
            "Somebody changed this question on the desk since the export (version %(old)s, now "
            "%(new)s). Please export it again and put your change into the new row."
        )
        plan.refuse(told % {"old": exported.version, "new": today.version})


def judge(plan: Plan, name: str, texts: tuple[str, ...], way: Way) -> None:
    """Where somebody wrote something else into a cell; an empty one changes nothing. Refuses the
    row if the text that was there is lost."""
    cell = plan.row.cells[name]
    if not cell.strip() or way.is_untouched(cell, texts):
        return
    gone = lost(texts[0]) if way.is_lossy else []
    if way.is_worn(cell, texts):
        plan.worn[name] = gone
        return
    plan.typed[name] = way.typed(cell, texts[0])
    if gone:
        told = _(
            "%(column)s: The text has %(signs)s, which the file has lost: it was saved in "
            "Shift_JIS. Please make this change in the exported file again, and save it as “Excel "
            "Workbook (.xlsx)” or “CSV UTF-8”."
        )
        signs = ", ".join(f"“{sign}” (U+{ord(sign):04X})" for sign in gone[:SIGNS])
        plan.refuse(told % {"column": headings()[name], "signs": signs})


def fill(resource: FaqResource, plan: Plan) -> None:
    """The columns that the typed cells change; what a cell cannot say, or the desk would refuse,
    refuses the row."""
    changes: dict[str, Any] = {}
    for name in (name for name in resource.editable if name in plan.typed):
        try:
            changes |= columns_of(name, plan.typed[name], resource.editable[name], plan.before)
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


def put_last(found: list[Plan]) -> None:
    """A new question without a place comes after all others of its category."""
    wanting = [plan for plan in found if plan.kind is Kind.NEW and "order" not in plan.changes]
    if not wanting:
        return
    last = Faq.last_places()
    for plan in found:
        if plan.kind in (Kind.NEW, Kind.CHANGED) and plan.changes.keys() & PLACES:
            key, place = plan.after.get("category.key"), plan.after.get("order")
            last[key] = max(last.get(key, -1), -1 if place is None else place)
    for plan in wanting:
        key = plan.changes["category.key"]
        last[key] = min(last.get(key, -1) + 1, LAST_PLACE)
        plan.changes["order"] = last[key]


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
