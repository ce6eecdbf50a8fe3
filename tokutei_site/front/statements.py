"""The two pages on which the site speaks about itself. What they say is true of this release only:
the tests named there have to be run, and the days below set, before another one goes out."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse

from tokutei_site.office.public import instant, render_page


@dataclass(frozen=True)
class Tested:
    """The last test of the pages, and with what."""

    on: date
    axe: str
    chromium: str


TESTED = Tested(on=date(2026, 11, 26), axe="4.14", chromium="156")
PRIVACY_CHECKED_ON = date(2026, 11, 26)
ANSWER_DAYS = 5  # opening days within which the office answers about accessibility


def accessibility(request: HttpRequest) -> HttpResponse:
    context = {"tested": TESTED, "answer_days": ANSWER_DAYS, "nav": "accessibility"}
    return render_page(request, "front/accessibility.html", context, at=instant(request))


def privacy(request: HttpRequest) -> HttpResponse:
    context = {"checked_on": PRIVACY_CHECKED_ON, "nav": "privacy"}
    return render_page(request, "front/privacy.html", context, at=instant(request))
