"""Where answers can end in a graph that may not be the one they were given in."""

from dataclasses import dataclass
from functools import cached_property

from .replay import Answers
from .steps import Choice, Verdict
from .structure import Graph


@dataclass(frozen=True, order=True)
class Ending:
    outcome: str
    verdict: Verdict | None


@dataclass(frozen=True)
class Ends:
    graph: Graph

    @cached_property
    def by_key(self) -> dict[str, Ending]:
        steps = self.graph.steps
        return {each.key: Ending(each.key, each.verdict) for each in steps if not each.is_question}

    def endings(self, outcomes: frozenset[str]) -> tuple[Ending, ...]:
        return tuple(self.by_key[key] for key in sorted(outcomes))

    def of(
        self, answers: Answers, *, start: str = "", kept: Choice | None = None
    ) -> frozenset[str]:
        """The outcomes that can be reached with the answers given; at a question without an answer,
        or with one it does not offer, every choice is open. Each step is met once at most.

        `start` and `kept` put back what the graph no longer has: another first step, and one choice
        as it was."""
        step = start or self.graph.start
        for _ in answers:  # never longer: a choice put back may close a circle
            if (target := self.target(step, answers.get(step), kept)) is None:
                break
            step = target
        if step in self.by_key:
            return frozenset([step])
        return self.beyond(step, answers, kept)

    def beyond(self, step: str, answers: Answers, kept: Choice | None) -> frozenset[str]:
        reached, waiting = {step}, [step]
        for step in waiting:
            given = self.target(step, answers.get(step), kept)
            open_ = [target for _choice, target in self.graph.ways.get(step, ())]
            for target in open_ if given is None else [given]:
                if target not in reached:
                    reached.add(target)
                    waiting.append(target)
        return frozenset(reached & self.by_key.keys())

    def target(self, step: str, answer: str | None, kept: Choice | None) -> str | None:
        """Where the answer leads; None if the step does not offer it."""
        if answer is None:
            return None
        choice = kept if kept and kept.key == answer else self.graph.choice.get(answer)
        if choice is None or choice.step != step or step in self.by_key:
            return None
        return choice.next_step
