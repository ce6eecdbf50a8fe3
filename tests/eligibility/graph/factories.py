"""Small graphs, written as what leads where: {"q1": ["q2", "r1"]}. What is no question is an
outcome. The choices of q1 are q1a, q1b, …, and the last of each says "I don't know"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from string import ascii_lowercase
from typing import Any

from eligibility.graph.steps import Choice, Kind, Step, Texts, Verdict
from eligibility.graph.structure import Graph

LANGUAGES = ("ja", "en")
TODAY = date(2026, 10, 1)
CHECKED = date(2026, 6, 14)


def make_texts(**names: str) -> Texts:
    return {name: {"ja": f"{text}（日）", "en": text} for name, text in names.items()}


def make_outcome(key: str, title: str = "", **values: Any) -> Step:
    texts = make_texts(title=title or key, next_steps="Come", where="Here", legal_basis="Art. 19")
    defaults = {"texts": texts, "verdict": Verdict.ELIGIBLE, "checked_on": CHECKED}
    return Step(key, Kind.OUTCOME, **defaults | values)


def make_question(key: str, title: str = "", **values: Any) -> Step:
    return Step(key, Kind.QUESTION, **{"texts": make_texts(title=title or key)} | values)


def make_choice(key: str, step: str, next_step: str | None, **values: Any) -> Choice:
    return Choice(key, step, next_step, **{"texts": make_texts(label=f"Answer {key}")} | values)


def make_graph(
    leads: Mapping[str, Sequence[str]],
    facts: Mapping[str, str] | None = None,
    values: Mapping[str, Sequence[str]] | None = None,
    verdicts: Mapping[str, Verdict] | None = None,
    start: str = "q1",
) -> Graph:
    """`facts` by question, `values` by choice, `verdicts` by outcome."""
    facts, values, verdicts = facts or {}, values or {}, verdicts or {}
    targets = dict.fromkeys(target for group in leads.values() for target in group)
    return Graph(
        start=start,
        steps=(
            *(make_question(key, order=n, fact=facts.get(key)) for n, key in enumerate(leads)),
            *(
                make_outcome(key, order=n, verdict=verdicts.get(key, Verdict.ELIGIBLE))
                for n, key in enumerate((key for key in targets if key not in leads), len(leads))
            ),
        ),
        choices=tuple(
            make_choice(
                key,
                step,
                target,
                order=order,
                values=tuple(values.get(key, ())),
                is_unsure=order == len(leads[step]) - 1,
            )
            for order, key, step, target in sorted(answers(leads))
        ),
    )


def answers(leads: Mapping[str, Sequence[str]]) -> Iterator[tuple[int, str, str, str]]:
    for step, group in leads.items():
        for order, (letter, target) in enumerate(zip(ascii_lowercase, group, strict=False)):
            yield order, f"{step}{letter}", step, target


# The same graph with one thing changed


def with_step(graph: Graph, key: str, **changes: Any) -> Graph:
    steps = (replace(step, **changes) if step.key == key else step for step in graph.steps)
    return replace(graph, steps=tuple(steps))


def with_choice(graph: Graph, key: str, **changes: Any) -> Graph:
    choices = (replace(each, **changes) if each.key == key else each for each in graph.choices)
    return replace(graph, choices=tuple(choices))


def with_text(graph: Graph, key: str, name: str, **languages: str | None) -> Graph:
    """A text of a step or a choice; None takes a language out."""
    change = with_step if key in graph.step else with_choice
    texts = (graph.step.get(key) or graph.choice[key]).texts
    text = {**texts.get(name, {}), **languages}
    kept = {code: value for code, value in text.items() if value is not None}
    left = {**texts, name: kept} if kept else {n: t for n, t in texts.items() if n != name}
    return change(graph, key, texts=left)


def plus(graph: Graph, *parts: Step | Choice) -> Graph:
    steps = [part for part in parts if isinstance(part, Step)]
    choices = [part for part in parts if isinstance(part, Choice)]
    return replace(graph, steps=(*graph.steps, *steps), choices=(*graph.choices, *choices))


def minus(graph: Graph, *keys: str) -> Graph:
    steps = tuple(step for step in graph.steps if step.key not in keys)
    choices = tuple(choice for choice in graph.choices if choice.key not in keys)
    return replace(graph, steps=steps, choices=choices)
