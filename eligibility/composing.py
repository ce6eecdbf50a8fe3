"""Puts the graph, its texts and its sources together into what the page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tokutei_site.publishing.reading import CitedSource

from .booklet import in_order, questions_left
from .graph.steps import Block, Step
from .graph.structure import Graph
from .graph.trails import Remaining
from .published import (
    COUNTER_LANGUAGE,
    PublishedBlock,
    PublishedChoice,
    PublishedOutcome,
    PublishedQuestion,
    PublishedStep,
)
from .telling import Line, Texts


@dataclass(frozen=True)
class Composer:
    texts: Texts
    graph: Graph
    sources: Mapping[str, CitedSource]

    @cached_property
    def numbers(self) -> dict[str, int]:
        return {key: number for number, key in enumerate(in_order(self.graph), 1)}

    @cached_property
    def left(self) -> dict[str, Remaining]:
        return questions_left(self.graph)

    @cached_property
    def blocks(self) -> dict[str, PublishedBlock]:
        return {each.key: self.block(each) for each in self.graph.blocks}

    def steps(self) -> tuple[PublishedStep, ...]:
        steps = (self.graph.step[key] for key in self.numbers)
        return tuple(
            self.question(each) if each.is_question else self.outcome(each) for each in steps
        )

    def question(self, step: Step) -> PublishedQuestion:
        stem, texts = f"steps.{step.key}", self.texts
        return PublishedQuestion(
            key=step.key,
            number=self.numbers[step.key],
            title=texts.line(f"{stem}.title") or Line(step.key),
            body=texts.passages(f"{stem}.body"),
            easy=texts.easy(f"{stem}.easy"),
            sources=self.cited(step),
            help=texts.passages(f"{stem}.help"),
            why=texts.passages(f"{stem}.why"),
            choices=self.choices(step),
            left=self.left.get(step.key),
        )

    def outcome(self, step: Step) -> PublishedOutcome:
        stem, texts = f"steps.{step.key}", self.texts
        spoken = texts.line(f"{stem}.counter", COUNTER_LANGUAGE)
        is_foreign = texts.language != COUNTER_LANGUAGE
        return PublishedOutcome(
            key=step.key,
            number=self.numbers[step.key],
            title=texts.line(f"{stem}.title") or Line(step.key),
            body=texts.passages(f"{stem}.body"),
            easy=texts.easy(f"{stem}.easy"),
            sources=self.cited(step),
            verdict=step.verdict,
            next_steps=texts.passages(f"{stem}.next_steps"),
            where=texts.passages(f"{stem}.where"),
            bring=texts.passages(f"{stem}.bring"),
            blocks=tuple(self.blocks[key] for key in step.blocks if key in self.blocks),
            sentence=spoken.text if spoken else "",
            meaning=texts.line(f"{stem}.counter") if is_foreign else None,
            legal_basis=texts.passages(f"{stem}.legal_basis"),
            checked_on=step.checked_on,
        )

    def cited(self, step: Step) -> tuple[CitedSource, ...]:
        return tuple(self.sources[key] for key in step.sources if key in self.sources)

    def choices(self, step: Step) -> tuple[PublishedChoice, ...]:
        return tuple(
            PublishedChoice(
                key=choice.key,
                label=self.texts.line(f"choices.{choice.key}.label") or Line(choice.key),
                target=choice.next_step if choice.next_step in self.numbers else "",
                number=self.numbers.get(choice.next_step or ""),
            )
            for choice in self.graph.offered[step.key]
        )

    def block(self, block: Block) -> PublishedBlock:
        stem, texts = f"blocks.{block.key}", self.texts
        return PublishedBlock(
            block.key, texts.line(f"{stem}.condition"), texts.passages(f"{stem}.body")
        )
