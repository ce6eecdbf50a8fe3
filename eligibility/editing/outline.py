"""The questionnaire as a nested list, for who cannot see the flow chart and for paper. A step is
told in full where it comes first; elsewhere its number says where."""

from dataclasses import dataclass

from eligibility import naming
from eligibility.graph.structure import Graph

from .choosing import places

DEEPEST = 12  # levels; what lies deeper begins a list of its own


@dataclass(frozen=True)
class Branch:
    label: str  # of the choice
    item: "Item"


@dataclass(frozen=True)
class Item:
    key: str
    number: int
    title: str
    verdict_name: str
    is_told_elsewhere: bool = False
    branches: tuple[Branch, ...] = ()


class Outline:
    def __init__(self, graph: Graph, language: str) -> None:
        self.graph, self.language, self.numbers = graph, language, places(graph)
        self.told: set[str] = set()

    def items(self) -> list[Item]:
        """The walk from the first question, then whatever it does not reach."""
        waiting = [key for key in (self.graph.start,) if key in self.graph.step]
        waiting += [key for key in self.numbers if key != self.graph.start]
        return [self.item(key, 1) for key in waiting if key not in self.told]

    def item(self, key: str, depth: int) -> Item:
        step = self.graph.step[key]
        is_again = key in self.told or depth > DEEPEST
        branches: tuple[Branch, ...] = ()
        if not is_again:
            self.told.add(key)
            branches = tuple(
                Branch(self.graph.label(choice.key, self.language), self.item(target, depth + 1))
                for choice, target in self.graph.ways[key]
            )
        return Item(
            key=key,
            number=self.numbers[key],
            title=self.graph.title(key, self.language),
            verdict_name=str(naming.VERDICT_NAMES[step.verdict]) if step.verdict else "",
            is_told_elsewhere=is_again,
            branches=branches,
        )
