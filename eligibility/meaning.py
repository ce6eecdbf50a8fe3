"""Whom a new version tells something else than the public one: the ways through the questionnaire
that end at another outcome or verdict, as one finding that an approver has to tick."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from eligibility.graph.changes import Cause, Nature, TrailChange
from eligibility.graph.connections import cycles, dangling, hopeless, no_start, without_choices
from eligibility.graph.content import load
from eligibility.graph.difference import Difference, diff
from eligibility.graph.ends import Ending
from eligibility.graph.messages import ARROW
from eligibility.graph.structure import Graph
from eligibility.graph.subject import Subject
from eligibility.naming import VERDICT_NAMES
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.findings import Finding, finding_key
from tokutei_site.publishing.models import LANGUAGE_CODES

CONNECTIONS = (no_start, dangling, without_choices, cycles, hopeless)
ENDINGS = 4  # named of one way
SHOWN = 100  # ways with one cause; the key covers all of them


def changed_trails(content: Content, published: Content) -> list[Finding]:
    """None while the graph hangs together badly: it cannot be published then anyway."""
    old, new = (load(each, LANGUAGE_CODES) for each in (published, content))
    if is_broken(old) or is_broken(new):
        return []
    difference = diff(old, new)
    if not difference.changes:
        return []
    return [
        Finding(
            key=finding_key("trails", [identity(each) for each in difference.changes]),
            label=_("What residents are told"),
            message=summary(difference),
            groups=tuple(groups(old, new, difference)),
            is_for_approvers=True,
        )
    ]


def is_broken(graph: Graph) -> bool:
    subject = Subject(graph, (), date.max)
    return any(finding for rule in CONNECTIONS for finding in rule(subject))


def identity(change: TrailChange) -> list[object]:
    """All that makes a change this one, in neutral keys."""
    ends = [[(e.outcome, e.verdict) for e in side] for side in (change.before, change.after)]
    return [change.nature, change.trail.way, *ends]


def summary(difference: Difference) -> str:
    number = len(difference.changes)
    told = ngettext(
        "%(count)d way through the questionnaire ends differently than in the public version.",
        "%(count)d ways through the questionnaire end differently than in the public version.",
        number,
    )
    if difference.is_complete:
        return told % {"count": number}
    return _(
        "%(told)s There are too many ways to compare them all: one is shown for each choice."
    ) % {"told": told % {"count": number}}


def groups(old: Graph, new: Graph, difference: Difference) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Changes with one cause stand together."""
    for found, number in difference.causes.items():
        changes = [each for each in difference.changes if each.cause == found]
        lines = tuple(line(old, new, each) for each in changes[:SHOWN])
        if number > SHOWN:
            left = number - SHOWN
            told = ngettext("and %(count)d more", "and %(count)d more", left)
            lines += (told % {"count": left},)
        yield _("Because of %(cause)s:") % {"cause": cause(old, new, found)}, lines


def line(old: Graph, new: Graph, change: TrailChange) -> str:
    walked = new if change.nature is Nature.NEW else old
    sentence = {
        Nature.CHANGED: _("%(way)s: was %(before)s, now %(after)s"),
        Nature.GONE: _(
            "%(way)s: was %(before)s, now %(after)s (not all of these answers are offered any more)"
        ),
        Nature.NEW: _("%(way)s (new): was %(before)s, now %(after)s"),
    }[change.nature]
    return sentence % {
        "way": way(walked, change),
        "before": endings(old, change.before),
        "after": endings(new, change.after),
    }


def way(graph: Graph, change: TrailChange) -> str:
    language = get_language() or ""
    return ARROW.join(
        _("“%(step)s” %(choice)s")
        % {"step": graph.title(step, language), "choice": graph.label(choice, language)}
        for step, choice in change.trail.way
    )


def endings(graph: Graph, found: Sequence[Ending]) -> str:
    language = get_language() or ""
    named = [
        _("“%(outcome)s” (%(verdict)s)")
        % {
            "outcome": graph.title(ending.outcome, language),
            "verdict": VERDICT_NAMES.get(ending.verdict or "", _("no verdict")),
        }
        for ending in found[:ENDINGS]
    ]
    if len(found) > ENDINGS:
        left = len(found) - ENDINGS
        named.append(
            ngettext("%(count)d other outcome", "%(count)d other outcomes", left) % {"count": left}
        )
    return _(" or ").join(named) or _("no outcome")


def cause(old: Graph, new: Graph, found: Cause) -> str:
    language = get_language() or ""
    graph = new if found.step in new.step else old
    step = graph.title(found.step, language)
    if not found.choice:
        return _("“%(step)s”") % {"step": step}
    graph = new if found.choice in new.choice else old
    label = graph.label(found.choice, language)
    return _("the choice “%(choice)s” in “%(step)s”") % {"step": step, "choice": label}
