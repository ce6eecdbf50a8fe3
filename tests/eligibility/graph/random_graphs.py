"""Random questionnaires without a fault, the faults that can be put into them, and slow methods
that look at every single trail."""

from collections.abc import Iterator
from random import Random

from eligibility.graph.steps import Verdict, Way
from eligibility.graph.structure import Graph
from tests.eligibility.graph.factories import answers, make_graph, with_step

FACTS = {"card": ("a", "b", "c"), "record": ("yes", "no"), "stay": ("short", "long")}
VERDICTS = list(Verdict)


def seeded(seed: int) -> Random:
    """The same graphs in every run."""
    return Random(seed)  # noqa: S311


def make_leads(random: Random, questions: int, outcomes: int, width: int) -> dict[str, list[str]]:
    """Each question leads only to later ones and to outcomes, and each step is led to."""
    keys = [f"q{n}" for n in range(1, questions + 1)]
    ends = [f"r{n}" for n in range(1, outcomes + 1)]
    leads: dict[str, list[str]] = {key: [] for key in keys}
    for place, key in enumerate(keys):
        later = [*keys[place + 1 : place + 8], *ends]
        leads[key] = [random.choice(later) for _ in range(random.randint(2, width))]
        if place and not any(key in leads[before] for before in keys[:place]):
            leads[random.choice(keys[max(0, place - 7) : place])].append(key)
    for end in ends:
        if not any(end in group for group in leads.values()):
            leads[random.choice(keys)].append(end)
    return leads


def make_random(
    random: Random, questions: int = 7, outcomes: int = 4, width: int = 4, has_facts: bool = True
) -> Graph:
    """Contradictions are possible; `make_clean` has none."""
    leads = make_leads(random, questions, outcomes, width)
    names = [*FACTS, None] if has_facts else [None]
    facts = {key: fact for key in leads if (fact := random.choice(names))}
    values = {
        key: random.sample(FACTS[facts[step]], random.randint(1, len(FACTS[facts[step]]) - 1))
        for _order, key, step, _target in answers(leads)
        if step in facts and random.random() < 0.7
    }
    ends = dict.fromkeys(target for group in leads.values() for target in group if target[0] == "r")
    return make_graph(leads, facts, values, {end: random.choice(VERDICTS) for end in ends})


def make_clean(random: Random, questions: int = 7, outcomes: int = 4, width: int = 4) -> Graph:
    graph = make_random(random, questions, outcomes, width)
    while contradicted := contradicted_choices(graph):
        graph = with_step(graph, graph.choice[min(contradicted)].step, fact=None)
    return graph


# By looking at every trail


def every_trail(graph: Graph, step: str = "", way: Way = ()) -> Iterator[tuple[Way, str]]:
    """Recursive, and as simple as it can be."""
    step = step or graph.start
    if not graph.step[step].is_question:
        yield way, step
    for choice in graph.choices:
        if choice.step == step and choice.next_step in graph.step:
            yield from every_trail(graph, choice.next_step, (*way, (step, choice.key)))


def contradicted_choices(graph: Graph) -> set[str]:
    """The choices at which what a trail says about their fact becomes impossible."""
    return {key for way, _end in every_trail(graph) for key in impossible(graph, way)}


def impossible(graph: Graph, way: Way) -> Iterator[str]:
    known: dict[str, set[str]] = {}
    for step, key in way:
        fact, allowed = graph.step[step].fact, set(graph.choice[key].values)
        if fact and allowed:
            before = known.get(fact, allowed)
            known[fact] = before & allowed
            if before and not known[fact]:
                yield key


def has_cycle(graph: Graph) -> bool:
    """By taking away, again and again, the steps that lead to nothing that is left."""
    left = set(graph.step)
    while bare := {
        step
        for step in left
        if not any(
            choice.step == step and choice.next_step in left and graph.step[step].is_question
            for choice in graph.choices
        )
    }:
        left -= bare
    return bool(left)
