"""All questions and outcomes of a guide on one page, and the same as a flow chart."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eligibility.chart.drawing import draw

from .advice import about, rendered
from .cards import cards
from .choosing import places
from .outline import Outline
from .work import Work

if TYPE_CHECKING:
    from eligibility.admin import GuideAdmin


def steps(admin: "GuideAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    work = Work.open(admin, request, pk)
    found = cards(work)
    return work.page(
        "steps",
        "steps",
        _("Questions and outcomes"),
        advice=rendered(about(admin, work.guide, work.proof)),
        cards=found,
        unconnected=[each for each in found if not each.is_connected],
        new_urls=[work.url("new_step", kind) for kind in ("question", "outcome")],
        chart_url=work.url("chart"),
    )


def chart(admin: "GuideAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    work = Work.open(admin, request, pk)
    graph, language = work.proof.graph, get_language() or ""
    return work.page(
        "chart",
        "chart",
        _("Flow chart"),
        drawing=draw(graph, places(graph), language, lambda key: work.url("step_form", key)),
        outline=Outline(graph, language).items(),
        unconnected=[graph.title(key, language) for key in work.proof.unconnected],
    )
