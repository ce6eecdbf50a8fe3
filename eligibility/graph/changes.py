"""What a new graph changes for the people who answer: the trails that end otherwise.

People are compared by their answers, which are permanent keys. A trail of the old graph has changed
if the same answers can end in the new one at another outcome, or at one whose verdict is another;
where the new graph asks something else, every answer to it counts. It is GONE if one of its answers
is not offered any more, else CHANGED. A trail of the new graph is NEW if it goes
over a choice that the old one did not have and the old graph did not already give its answers this
ending. So a question put in between that makes no difference shows no change.

The cause of a change is the first choice on the trail that alone, put back as it was, makes the
trail end at its old outcome; if only several together would, the first of them. A cause
without a choice is a step: another start, or an outcome whose verdict or nature is another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from .ends import Ending, Ends
from .steps import Choice
from .trails import Trail


class Nature(StrEnum):
    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Cause:
    step: str
    choice: str = ""


@dataclass(frozen=True)
class TrailChange:
    nature: Nature
    trail: Trail  # of the old graph; of the new one if it is NEW
    before: tuple[Ending, ...]
    after: tuple[Ending, ...]  # several: it depends on what is newly asked
    cause: Cause


@dataclass(frozen=True)
class Changes:
    old: Ends
    new: Ends

    @cached_property
    def choices(self) -> frozenset[str]:
        """The old choices that lead elsewhere, or that nobody is offered any more."""
        return frozenset(each.key for each in self.old.graph.choices if self.is_changed(each))

    def is_changed(self, choice: Choice) -> bool:
        other = self.new.graph.choice.get(choice.key)
        if other is None or other.step in self.new.by_key:
            return True
        return (other.step, other.next_step) != (choice.step, choice.next_step)

    @cached_property
    def gone(self) -> frozenset[str]:
        new = self.new.graph.choice
        return frozenset(
            key
            for key, choice in self.old.graph.choice.items()
            if key not in new or new[key].step != choice.step
        )

    @cached_property
    def outcomes(self) -> frozenset[str]:
        """The old outcomes that have another verdict, or are none any more."""
        old, new = self.old.by_key, self.new.by_key
        return frozenset(key for key in old if old[key] != new.get(key))

    @property
    def is_moved(self) -> bool:
        return self.old.graph.start != self.new.graph.start

    def of_old(self, trails: Iterable[Trail]) -> Iterator[TrailChange]:
        for trail in trails:
            keys = trail.choices
            if not (
                self.is_moved or trail.outcome in self.outcomes or not self.choices.isdisjoint(keys)
            ):
                continue  # the same choices lead the same way to the same end
            reached = self.new.of(dict(trail.way))
            before, after = (self.old.by_key[trail.outcome],), self.new.endings(reached)
            if before != after:
                nature = Nature.CHANGED if self.gone.isdisjoint(keys) else Nature.GONE
                yield TrailChange(nature, trail, before, after, self.cause(trail, reached))

    def of_new(self, trails: Iterable[Trail]) -> Iterator[TrailChange]:
        added = self.new.graph.choice.keys() - self.old.graph.choice.keys()
        for trail in trails if added else ():
            if added.isdisjoint(trail.choices):
                continue
            before = self.old.endings(self.old.of(dict(trail.way)))
            after = (self.new.by_key[trail.outcome],)
            if before != after:
                cause = next(Cause(*answer) for answer in trail.way if answer[1] in added)
                yield TrailChange(Nature.NEW, trail, before, after, cause)

    def cause(self, trail: Trail, reached: frozenset[str]) -> Cause:
        expected, given = frozenset([trail.outcome]), dict(trail.way)
        is_outcome = trail.outcome in self.new.by_key or trail.outcome not in self.new.graph.step
        if reached == expected or not is_outcome:
            return Cause(trail.outcome)
        suspects: list[Cause] = []
        if self.is_moved:
            suspects.append(Cause(self.new.graph.start))
            if self.new.of(given, start=self.old.graph.start) == expected:
                return suspects[0]
        for step, key in trail.way:
            if key in self.choices:
                suspects.append(Cause(step, key))
                if self.new.of(given, kept=self.old.graph.choice[key]) == expected:
                    return suspects[-1]
        return suspects[0] if suspects else Cause(trail.outcome)
