"""The frozen graph and its indexes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

from .steps import Block, Choice, Step, Texts
from .walks import CyclicGraph, Walk, walk

Part = TypeVar("Part", Step, Choice)


@dataclass(frozen=True)
class Graph:
    """A questionnaire as it stands, right or wrong. Steps and choices are tuples, so that a key
    given twice can be told; an index keeps the first. The indexes cost one pass each, once."""

    start: str  # the key of the first question; "" if there is none
    steps: tuple[Step, ...]
    choices: tuple[Choice, ...]
    blocks: tuple[Block, ...] = ()
    sources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # as the engine has them
    review_by: date | None = None

    @cached_property
    def step(self) -> dict[str, Step]:
        return by_key(self.steps)

    @cached_property
    def choice(self) -> dict[str, Choice]:
        return by_key(self.choices)

    @cached_property
    def questions(self) -> tuple[Step, ...]:
        return tuple(step for step in self.step.values() if step.is_question)

    @cached_property
    def outcomes(self) -> tuple[Step, ...]:
        return tuple(step for step in self.step.values() if not step.is_question)

    @cached_property
    def offered(self) -> dict[str, tuple[Choice, ...]]:
        """The choices of each step in the order they are shown, whatever they lead to."""
        found: dict[str, list[Choice]] = {key: [] for key in self.step}
        for choice in sorted(self.choices, key=attrgetter("order")):
            found.setdefault(choice.step, []).append(choice)
        return {key: tuple(choices) for key, choices in found.items()}

    @cached_property
    def ways(self) -> dict[str, tuple[tuple[Choice, str], ...]]:
        """What can be walked: the choices of each question that lead to a step, with its key.
        An outcome ends every walk."""
        known = self.step
        return {
            key: tuple(
                (choice, choice.next_step)
                for choice in (self.offered[key] if step.is_question else ())
                if choice.next_step in known
            )
            for key, step in known.items()
        }

    @cached_property
    def walk(self) -> Walk:
        return walk(self.start, self.ways)

    @property
    def order(self) -> tuple[str, ...]:
        """The reachable steps, each before all it leads to, or CyclicGraph."""
        if self.walk.cycles:
            raise CyclicGraph(self.walk.cycles[0])
        return self.walk.order

    def title(self, key: str, language: str) -> str:
        """A step's title in the language, else in any, else its key."""
        step = self.step.get(key)
        return shown(step.texts if step else {}, "title", language) or key

    def label(self, key: str, language: str) -> str:
        choice = self.choice.get(key)
        return shown(choice.texts if choice else {}, "label", language) or key


def by_key(parts: tuple[Part, ...]) -> dict[str, Part]:
    """In their order; of two with the same key the first."""
    found = {part.key: part for part in parts}
    if len(found) < len(parts):
        found |= {part.key: part for part in reversed(parts)}
    return found


def shown(texts: Texts, name: str, language: str) -> str:
    found = texts.get(name, {})
    return found.get(language) or next(iter(found.values()), "")
