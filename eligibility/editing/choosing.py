"""What a field offers: steps by number and title, facts and values, sources and paragraphs."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from eligibility import naming
from eligibility.booklet import in_order
from eligibility.graph.content import load
from eligibility.graph.facts import FACTS
from eligibility.graph.structure import Graph
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import LANGUAGE_CODES

Values = Mapping[str, Any]
Options = list[tuple[str, Any]]
NOTHING = ("", "---------")


def places(graph: Graph) -> dict[str, int]:
    """Each step by the number it has in the booklet; what nobody gets to comes last."""
    order = in_order(graph)
    rest = [key for key in graph.step if key not in order]
    return {key: number for number, key in enumerate([*order, *rest], 1)}


def numbered(graph: Graph, values: Values, key: str, numbers: Mapping[str, int]) -> str:
    return f"{numbers[key]}. {naming.step_title(values, key)}"


def step_options(content: Content, values: Values, kinds: Iterable[str] = ()) -> Options:
    """Questions and outcomes in their order, in two groups."""
    graph = load(content, LANGUAGE_CODES)
    numbers = places(graph)
    groups: Options = [NOTHING]
    for kind in kinds or naming.KIND_NAMES:
        found = [
            (key, numbered(graph, values, key, numbers))
            for key in numbers
            if graph.step[key].kind == kind
        ]
        if found:
            groups.append((str(naming.KIND_NAMES[kind]), found))
    return groups


def fact_options() -> Options:
    return [
        ("", _("nothing that another question asks as well")),
        *((f, naming.fact_name(f)) for f in FACTS),
    ]


def value_options(fact: str) -> Options:
    return [(value, naming.value_name(fact, value)) for value in FACTS.get(fact, ())]


def source_options(values: Values, content: Content) -> Options:
    cited = content.get("sources", {})
    return [
        (key, naming.source_name(values, key))
        for key in sorted(cited, key=lambda k: (cited[k].get("order") or 0, k))
    ]


def block_options(values: Values, content: Content) -> Options:
    return [(key, naming.block_name(values, key)) for key in content.get("blocks", {})]


class Ticks(forms.MultipleChoiceField):
    """Any of a list. What was ticked before and is on the list no more stays there, so that it can
    be taken out."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, options: Options, ticked: Iterable[str], **kwargs: Any) -> None:
        known = {key for key, _name in options}
        self.before = list(ticked)
        gone = [
            (key, _("%(name)s (no longer there)") % {"name": key})
            for key in self.before
            if key not in known
        ]
        super().__init__(choices=[*options, *gone], required=False, **kwargs)

    def clean(self, value: Any) -> list[str]:
        """In the order they were ticked in, so that looking at a form changes nothing."""
        chosen = super().clean(value)
        return [key for key in self.before if key in chosen] + [
            key for key in chosen if key not in self.before
        ]
