"""E01–E07: how the steps hang together. Every rule is linear in steps and choices."""

from collections.abc import Iterator

from .findings import Finding
from .structure import Graph
from .subject import Subject


def no_start(subject: Subject) -> Iterator[Finding]:
    graph = subject.graph
    first = graph.step.get(graph.start)
    if first is None:
        yield Finding("E01")
    elif not first.is_question:
        yield subject.at("E01", first.key, "outcome")


def dangling(subject: Subject) -> Iterator[Finding]:
    """What points to a step, a paragraph or a source that is not there."""
    graph = subject.graph
    steps = graph.step
    for choice in graph.choices:
        if choice.step not in steps:
            yield Finding("E02", "owner", choices=(choice.key,))
        elif choice.next_step not in steps and steps[choice.step].is_question:
            yield subject.at_choice("E02", choice.key, "target")
    blocks = {block.key for block in graph.blocks}
    for step in graph.steps:
        if step.blocks and not blocks.issuperset(step.blocks):
            yield subject.at("E02", step.key, "block")
        if step.sources and not graph.sources.keys() >= set(step.sources):
            yield subject.at("E02", step.key, "source")


def without_choices(subject: Subject) -> Iterator[Finding]:
    offered = subject.graph.offered
    for step in subject.graph.questions:
        if not offered[step.key]:
            yield subject.at("E03", step.key)


def unreachable(subject: Subject) -> Iterator[Finding]:
    """Nothing to say without a start: then everything would be."""
    reached = subject.walk.arrivals
    for step in subject.graph.steps if reached else ():
        if step.key not in reached:
            yield Finding("E04", steps=(step.key,))


def cycles(subject: Subject) -> Iterator[Finding]:
    """One for each choice that closes a circle; the witness goes around once."""
    for way in subject.walk.cycles:
        steps, choices = zip(*way, strict=True)
        yield Finding("E05", steps=steps, choices=choices, witness=way)


def hopeless(subject: Subject) -> Iterator[Finding]:
    """Questions with choices, none of which ever leads to an outcome."""
    graph = subject.graph
    if not subject.walk.cycles and all(graph.ways[step.key] for step in graph.questions):
        return  # wherever one goes, one comes to an end, and only outcomes are ends
    arriving = backwards(graph)
    reach = {step.key for step in graph.outcomes}
    waiting = list(reach)
    for step in waiting:
        found = [each for each in arriving[step] if each not in reach]
        reach.update(found)
        waiting += dict.fromkeys(found)
    for key, choices in graph.offered.items():
        if choices and key in graph.step and key not in reach:
            yield subject.at("E06", key)


def backwards(graph: Graph) -> dict[str, list[str]]:
    """For each step, the questions that lead to it."""
    arriving: dict[str, list[str]] = {key: [] for key in graph.step}
    for key, ways in graph.ways.items():
        for _choice, target in ways:
            arriving[target].append(key)
    return arriving


def outcomes_with_choices(subject: Subject) -> Iterator[Finding]:
    offered = subject.graph.offered
    for step in subject.graph.outcomes:
        if offered[step.key]:
            yield subject.at("E07", step.key)
