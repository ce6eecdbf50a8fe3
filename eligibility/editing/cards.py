"""Every step of a guide as a card: what it says, where its choices lead, and what leads to it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from eligibility import naming
from eligibility.graph.structure import Graph
from tokutei_site.publishing.models import LANGUAGE_CODES

from .choosing import Values, places
from .work import Work


@dataclass(frozen=True)
class Link:
    key: str
    number: int
    title: str

    @property
    def anchor(self) -> str:
        return f"#step-{self.key}"


@dataclass(frozen=True)
class Way:
    """A choice on a card."""

    key: str
    labels: tuple[tuple[str, str], ...]  # language and text
    target: Link | None
    values: str
    is_unsure: bool
    insert_url: str


@dataclass(frozen=True)
class Card:
    key: str
    number: int
    titles: tuple[tuple[str, str], ...]
    kind: str
    kind_name: str
    verdict: str
    verdict_name: str
    fact: str
    is_first: bool
    is_connected: bool
    ways: tuple[Way, ...]
    arriving: tuple[Link, ...]
    errors: int
    edit_url: str
    remove_url: str
    blocks: list[str] = field(default_factory=list)


def cards(work: Work) -> list[Card]:
    """Of the newest version, in the order of the booklet."""
    graph, numbers = work.proof.graph, places(work.proof.graph)
    links = {
        key: Link(key, number, naming.step_title(work.values, key))
        for key, number in numbers.items()
    }
    arriving = arrivals(graph)
    return [card(work, graph, links, link, arriving.get(link.key, ())) for link in links.values()]


def arrivals(graph: Graph) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for choice in graph.choices:
        if choice.next_step and choice.step in graph.step:
            before = found.setdefault(choice.next_step, [])
            before += [choice.step] if choice.step not in before else []
    return found


def card(
    work: Work, graph: Graph, links: dict[str, Link], link: Link, arriving: Iterable[str]
) -> Card:
    step, key = graph.step[link.key], link.key
    return Card(
        key=key,
        number=link.number,
        titles=in_languages(work.values, f"steps.{key}", "title") or (("", key),),
        kind=step.kind,
        kind_name=str(naming.KIND_NAMES[step.kind]),
        verdict=step.verdict or "",
        verdict_name=str(naming.VERDICT_NAMES[step.verdict]) if step.verdict else "",
        fact=naming.fact_name(step.fact) if step.fact else "",
        is_first=key == graph.start,
        is_connected=key in graph.walk.arrivals,
        ways=tuple(
            Way(
                key=each.key,
                labels=in_languages(work.values, f"choices.{each.key}", "label"),
                target=links.get(each.next_step or ""),
                values=naming.choice_values(work.values, f"choices.{each.key}", each.values),
                is_unsure=each.is_unsure,
                insert_url=work.url("insert", each.key),
            )
            for each in graph.offered[key]
        ),
        arriving=tuple(links[each] for each in arriving),
        errors=sum(key in each.steps[:1] for each in work.proof.errors),
        edit_url=work.url("step_form", key),
        remove_url=work.url("remove_step", key),
        blocks=[naming.block_name(work.values, each) for each in step.blocks],
    )


def in_languages(values: Values, path: str, name: str) -> tuple[tuple[str, str], ...]:
    texts = ((code, values.get(f"{path}.{name}_{code}") or "") for code in LANGUAGE_CODES)
    return tuple((code, text) for code, text in texts if text)
