"""E08 and E14: permanent keys, each once, and fit to stand in the address of a page."""

import re
from collections import Counter
from collections.abc import Iterator

from .findings import Finding
from .subject import Subject

LENGTH = 20  # publishing.models.Child.key
# No capitals: two keys must not differ in them alone.
SAFE = re.compile(rf"(?=.{{1,{LENGTH}}}\Z)[a-z0-9]+(?:[_-][a-z0-9]+)*", re.ASCII)


def repeated_keys(subject: Subject) -> Iterator[Finding]:
    graph = subject.graph
    if len(graph.step) < len(graph.steps):
        for key, times in Counter(step.key for step in graph.steps).items():
            if times > 1:
                yield subject.at("E08", key, "step", key=key)
    if len(graph.choice) < len(graph.choices):
        for key, times in Counter(choice.key for choice in graph.choices).items():
            if times > 1:
                yield subject.at_choice("E08", key, "choice", key=key)


def unsafe_keys(subject: Subject) -> Iterator[Finding]:
    graph, is_safe = subject.graph, SAFE.fullmatch
    for step in graph.step:
        if not is_safe(step):
            yield subject.at("E14", step, "step", key=step)
    for choice in graph.choice:
        if not is_safe(choice):
            yield subject.at_choice("E14", choice, "choice", key=choice)
