"""A whole category at once: the place and the category of each of its questions."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from announcements.models import Category, Faq
from announcements.models.faq import LAST_PLACE
from tokutei_site.publishing import desk
from tokutei_site.publishing.bulk import Outcome, for_each
from tokutei_site.publishing.forms import own_changes
from tokutei_site.publishing.models import Revision
from tokutei_site.publishing.panel import person
from tokutei_site.publishing.states import in_use
from tokutei_site.publishing.together_steps import key_of

if TYPE_CHECKING:
    from .admin import FaqAdmin

SHOWN = 100  # rows of one form
BASE = "-base"


class PlaceForm(forms.Form):
    order = forms.IntegerField(
        label=gettext_lazy("Place"),
        validators=[MinValueValidator(0), MaxValueValidator(LAST_PLACE)],
        widget=forms.NumberInput(attrs={"min": 0, "max": LAST_PLACE}),
    )
    category = forms.ChoiceField(label=gettext_lazy("Category"))
    base = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, faq: Faq, choices: "Choices") -> None:
        initial = {"order": faq.order, "category": faq.category_id, "base": faq.head_id}
        super().__init__(data, prefix=faq.slug, initial=initial)
        self.faq, self.known = faq, choices
        self.fields["category"].choices = choices.categories  # type: ignore[attr-defined]
        for name in ("order", "category"):
            label = f"{faq.slug} {self.fields[name].label}"
            self.fields[name].widget.attrs["aria-label"] = label

    def clean_base(self) -> Revision:
        """The version that the page showed."""
        found: Revision | None = self.known.bases.get((self.faq.pk, self.cleaned_data["base"]))
        if found is None:
            raise forms.ValidationError(_("This page is out of date. Please open it anew."))
        return found

    def changes(self) -> dict[str, Any]:
        """What was typed, against that version."""
        key = self.known.keys[self.cleaned_data["category"]]
        typed = {"order": self.cleaned_data["order"], "category.key": key}
        return own_changes(self.cleaned_data["base"], typed)


class Choices:
    """What all rows of a form may refer to, read once for all of them."""

    def __init__(self, categories: list[Category], sent: list[str]) -> None:
        self.categories = [(str(each.pk), str(each)) for each in categories]
        self.keys = {str(each.pk): each.key for each in categories}
        numbers = [key_of(number) for number in sent]
        found = Revision.objects.filter(pk__in=numbers).select_related("entry") if numbers else ()
        self.bases = {(each.entry_id, str(each.pk)): each for each in found}


def order(admin: "FaqAdmin", request: HttpRequest) -> HttpResponse:
    """A page of a category. What comes back names its rows itself: meanwhile the places of others
    may have changed."""
    if not admin.has_change_permission(request):
        raise PermissionDenied
    categories = list(Category.objects.all())
    chosen = chosen_category(request, categories)
    sent = {name: str(value) for name, value in request.POST.items() if name.endswith(BASE)}
    rows: Any = in_use(Faq.objects.filter(head__isnull=False)).order_by("order", "slug")
    page = Paginator(rows.filter(category=chosen), SHOWN).get_page(request.GET.get("page"))
    codes = [name.removesuffix(BASE) for name in sent][:SHOWN]
    faqs = rows.filter(slug__in=codes) if request.method == "POST" else page
    choices = Choices(categories, list(sent.values())[:SHOWN])
    forms_ = [PlaceForm(request.POST or None, faq, choices) for faq in faqs]
    if request.method == "POST" and all(form.is_valid() for form in forms_):
        tell(request, save(forms_, request))
        return HttpResponseRedirect(request.get_full_path())
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": _("Order of the questions"),
        "categories": categories,
        "chosen": chosen,
        "page": page,
        "forms": forms_,
    }
    return TemplateResponse(request, "admin/faq/order.html", context)


def chosen_category(request: HttpRequest, categories: list[Category]) -> Category | None:
    """The one that the address names, else the first."""
    key = request.GET.get("category")
    if key is None:
        return categories[0] if categories else None
    found = next((each for each in categories if each.key == key), None)
    if found is None:
        raise Http404
    return found


def save(forms_: list[PlaceForm], request: HttpRequest) -> list[Outcome]:
    """Each changed question on its own, as a draft."""
    changes = {form.cleaned_data["base"]: form.changes() for form in forms_}
    by, now = person(request), timezone.now()

    def write(base: Revision) -> None:
        desk.save(base.entry.as_kind(), base, changes[base], by=by, now=now)

    return for_each([base for base, changed in changes.items() if changed], write)


def tell(request: HttpRequest, outcomes: list[Outcome]) -> None:
    done = [each for each in outcomes if each.is_done]
    for each in outcomes:
        for text in each.messages:
            messages.error(request, f"{capfirst(each.entry.slug)}: {text}")
    if done:
        told = ngettext(
            "%(count)d question was saved as a draft.",
            "%(count)d questions were saved as drafts.",
            len(done),
        )
        messages.success(request, told % {"count": len(done)})
    elif not outcomes:
        messages.info(request, _("Nothing was changed."))
