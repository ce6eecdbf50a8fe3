"""E10 and W01: the same fact asked twice.

A question may name a fact, and each of its choices the values of the fact that it allows; a choice
without values allows any ("I don't know"). What a trail says about a fact is the intersection of
what its answers allow. A truthful person, for whom one value is true, cannot give answers whose
intersection is empty.

What is claimed: E10 names exactly those choices at which the intersection for their question's fact
becomes empty on some way from the start; a graph without E10 has no trail on which any fact is
contradicted. Every fact is judged by itself: a trail that only two facts together rule out (under
16, and a permanent resident for 20 years) is not found.

How: breadth first over pairs of a step and what is known of the fact there. Trails that meet at a
step knowing the same go on as one, so that the cost is steps and choices times the different sets
that can be known, at most 2 to the number of the fact's values, whatever the number of trails. Only
facts that some trail asks twice are looked at. The witness is a shortest way.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .findings import Finding
from .steps import Choice, Way
from .structure import Graph
from .subject import Subject

Values = frozenset[str]


@dataclass(frozen=True)
class Known:
    """What the answers on a way say about one fact."""

    is_asked: bool = False
    values: Values | None = None  # None: anything

    def after(self, choice: Choice) -> "Known":
        if not choice.values:
            return Known(True, self.values)
        allowed = frozenset(choice.values)
        return Known(True, allowed if self.values is None else self.values & allowed)


State = tuple[str, Known]
Arrivals = dict[State, tuple[State, Choice] | None]


def contradictions(subject: Subject) -> Iterator[Finding]:
    yield from unlisted(subject)
    if not subject.walk.cycles:
        for fact in asked_again(subject):
            yield from about(subject.graph, fact)


def unlisted(subject: Subject) -> Iterator[Finding]:
    """A fact or a value that is on no list could stand under two names."""
    graph, facts = subject.graph, subject.outside.facts
    for step in graph.steps:
        if step.fact is not None:
            if step.fact not in facts:
                yield subject.at("E10", step.key, "fact", fact=step.fact)
                continue
            for choice in graph.offered[step.key]:
                for value in sorted(set(choice.values) - set(facts[step.fact])):
                    yield subject.at_choice("E10", choice.key, "value", value=value)


def asked_again(subject: Subject) -> list[str]:
    """The facts that some trail asks twice: one pass with the facts asked so far as bits."""
    graph = subject.graph
    facts = [step.fact for step in graph.step.values() if step.fact]
    bits = {fact: 1 << n for n, fact in enumerate(dict.fromkeys(facts))}
    if len(bits) == len(facts):
        return []
    above, again = dict.fromkeys(subject.walk.order, 0), 0
    for key in subject.walk.order:
        own = bits.get(graph.step[key].fact or "", 0)
        again |= above[key] & own
        below = above[key] | own
        for _choice, target in graph.ways[key]:
            above[target] |= below
    return [fact for fact, bit in bits.items() if bit & again]


def about(graph: Graph, fact: str) -> Iterator[Finding]:
    """W01 once for each question that asks the fact again, E10 once for each choice that cannot
    be true any more."""
    start: State = (graph.start, Known())
    arrivals: Arrivals = {start: None}
    told: set[tuple[str, str]] = set()
    waiting = [start]
    for state in waiting:
        key, known = state
        asks = graph.step[key].fact == fact
        if asks and known.is_asked and ("W01", key) not in told:
            told.add(("W01", key))
            yield again(arrivals, state, fact, graph)
        for choice, target in graph.ways[key]:
            then = known.after(choice) if asks else known
            if then.values is not None and not then.values:
                if ("E10", choice.key) not in told:
                    told.add(("E10", choice.key))
                    yield contradiction(arrivals, state, choice, fact, graph)
            elif (target, then) not in arrivals:
                arrivals[target, then] = state, choice
                waiting.append((target, then))


def again(arrivals: Arrivals, state: State, fact: str, graph: Graph) -> Finding:
    way = way_to(arrivals, state)
    return Finding("W01", "", (state[0], asked_at(graph, way, fact)), (), {}, way)


def contradiction(
    arrivals: Arrivals, state: State, choice: Choice, fact: str, graph: Graph
) -> Finding:
    way = way_to(arrivals, state)
    steps = (state[0], asked_at(graph, way, fact))
    return Finding("E10", "", steps, (choice.key,), {}, (*way, (state[0], choice.key)))


def asked_at(graph: Graph, way: Way, fact: str) -> str:
    """Where on the way the fact was asked last."""
    return next(step for step, _choice in reversed(way) if graph.step[step].fact == fact)


def way_to(arrivals: Arrivals, state: State) -> Way:
    way: list[tuple[str, str]] = []
    while come := arrivals[state]:
        state, choice = come
        way.append((state[0], choice.key))
    return tuple(reversed(way))
