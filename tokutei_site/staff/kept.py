"""What was typed into a form of the desk is kept while its writer signs in again.

A form says, signed, for whom and on which page it was made. When it comes without a session, its
fields wait in a new one; the page then shows them to that person alone, as typed and not saved.
"""

from copy import copy
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

FORM_AGE = timedelta(days=7)  # how long a form may stand open and still be known
KEPT_FOR = timedelta(hours=2)
LARGEST = 1_000_000  # bytes of all fields together
SLOT = "kept_form"  # in the session: one form


def form_of(request: HttpRequest, page: str = "") -> str:
    """What a form carries as `form_of`: who is signed in, and the page that shows the form."""
    made_for = [request.user.pk, page or request.get_full_path()]
    return signing.dumps(made_for, salt=__name__)


def keep(request: HttpRequest) -> str | None:
    """Keep the fields of a form that came without a session. The page to come back to, or None
    for a form that does not say whose it is."""
    made_for, page = origin(request.POST.get("form_of", ""))
    if page is None:
        return None
    fields = {name: values for name, values in request.POST.lists() if may_be_kept(name)}
    if size(fields) > LARGEST:
        messages.error(request, too_large())
        return page
    request.session.clear_expired()
    request.session[SLOT] = {
        "user": made_for,
        "page": page,
        "until": (timezone.now() + KEPT_FOR).isoformat(),
        "fields": fields,
        "had_files": bool(request.FILES),
    }
    request.session.set_expiry(KEPT_FOR)  # signing in sets it anew
    messages.warning(
        request,
        _("Your sign-in has expired. What you typed is kept. Sign in again to go on."),
    )
    return page


def put_by(request: HttpRequest, page: str, fields: dict[str, list[str]]) -> None:
    """Keep what was typed for another button of a page, which comes back after this press."""
    request.session[SLOT] = {
        "user": request.user.pk,
        "page": page,
        "until": (timezone.now() + KEPT_FOR).isoformat(),
        "fields": fields,
        "had_files": False,
    }


def origin(form_of: str) -> tuple[int, str | None]:
    """For whom and on which page a form was made; no page if that cannot be known."""
    try:
        pk, page = signing.loads(form_of, salt=__name__, max_age=FORM_AGE)
    except signing.BadSignature:
        return 0, None
    return pk, page if get_user_model().objects.filter(pk=pk, is_active=True).exists() else None


def may_be_kept(name: str) -> bool:
    return name not in ("form_of", "csrfmiddlewaretoken") and "password" not in name.lower()


def size(fields: dict[str, list[str]]) -> int:
    return sum(len(text.encode()) for name, texts in fields.items() for text in [name, *texts])


def too_large() -> str:
    return _(
        "Your sign-in has expired, and what you typed is too long to be kept. Go back with your "
        "browser and copy it before you sign in again."
    )


def forget_others(request: HttpRequest) -> None:
    """Drop what another person typed, and what has waited too long."""
    kept = request.session.get(SLOT)
    is_over = kept and datetime.fromisoformat(kept["until"]) < timezone.now()
    if kept and (is_over or kept["user"] != request.user.pk):
        del request.session[SLOT]


def given_back(request: HttpRequest) -> QueryDict | None:
    """The fields that were typed on the page that is opened now; only once."""
    kept = request.session.get(SLOT)
    if request.method != "GET" or not kept or kept["page"] != request.get_full_path():
        return None
    del request.session[SLOT]
    messages.warning(
        request,
        _("Here is what you typed. It is not saved yet: look at it and press the button again."),
    )
    if kept["had_files"]:
        messages.warning(request, _("Files could not be kept. Please choose them again."))
    fields = QueryDict(mutable=True)
    for name, values in kept["fields"].items():
        fields.setlist(name, values)
    request.is_given_back = True  # type: ignore[attr-defined]
    return fields


def as_posted(request: HttpRequest, fields: QueryDict) -> Any:
    """The request as if the fields had come with it, for a view that shows a form again."""
    posted: Any = copy(request)
    posted.method, posted.POST, posted._files = "POST", fields, MultiValueDict()
    posted.is_given_back = True
    return posted
