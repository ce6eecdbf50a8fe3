"""A finding as a sentence in the active language, with steps by their titles."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info, pgettext_lazy

from tokutei_site.text.dates import format_day

from .findings import Finding
from .sentences import SENTENCES
from .structure import Graph, shown

ARROW: Final = " → "
TEXT_NAMES: dict[str, Promise] = {
    "title": pgettext_lazy("questionnaire", "title"),
    "body": pgettext_lazy("questionnaire", "text"),
    "help": pgettext_lazy("questionnaire", "help"),
    "why": pgettext_lazy("questionnaire", "reason why we ask"),
    "next_steps": pgettext_lazy("questionnaire", "next steps"),
    "where": pgettext_lazy("questionnaire", "place to go or to ask"),
    "bring": pgettext_lazy("questionnaire", "list of what to bring"),
    "counter": pgettext_lazy("questionnaire", "sentence for the counter"),
    "legal_basis": pgettext_lazy("questionnaire", "legal basis"),
    "label": pgettext_lazy("questionnaire", "label"),
    "condition": pgettext_lazy("questionnaire", "condition"),
}


def message(graph: Graph, finding: Finding) -> str:
    """Titles in the active language; one that lacks it is shown in another language, and a step
    without any title by its key."""
    sentence = SENTENCES[f"{finding.code} {finding.reason}".strip()]
    return str(sentence) % values(graph, finding)


def witness(graph: Graph, finding: Finding) -> list[tuple[str, str]]:
    """The way as people know it: each question's title and the chosen label."""
    language = get_language() or ""
    return [
        (graph.title(step, language), graph.label(choice, language))
        for step, choice in finding.witness
    ]


def values(graph: Graph, finding: Finding) -> Mapping[str, str | int]:
    language = get_language() or ""
    titles = [graph.title(key, language) for key in finding.steps]
    labels = [graph.label(key, language) for key in finding.choices]
    named = {name: readable(graph, name, value) for name, value in finding.params.items()}
    return {
        **dict(zip(("step", "other"), titles, strict=False)),
        **dict(zip(("choice", "second"), labels, strict=False)),
        "circle": ARROW.join([*titles, *titles[:1]]),
        **named,
    }


def readable(graph: Graph, name: str, value: str | int) -> str | int:
    if name == "language":
        return language_name(str(value))
    if name == "text":
        return str(TEXT_NAMES.get(str(value), value))
    if name == "block":
        texts = next((block.texts for block in graph.blocks if block.key == value), {})
        return shown(texts, "condition", get_language() or "") or value
    if name == "day":
        return format_day(date.fromisoformat(str(value)))
    return value


def language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:  # one that Django has never heard of
        return code
