"""Which sections of a translation still match what a person confirmed, told by fingerprints."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .sections import digest
from .sequences import Links, Run, filled, gaps, joined, occurrences

# (source, target), a pair for each section of the source; JSON gives its tuples back as lists.
Pairs = Sequence[Sequence[str]]
Placed = tuple[int, list[str]]
Tick = tuple[Sequence[int], Sequence[int]]  # sections of the source, and of the translation


class State(StrEnum):
    CURRENT = "current"
    STALE = "stale"
    UNTRANSLATED = "untranslated"


@dataclass(frozen=True)
class Part:
    """Sections that are judged together: one and its translation, or a stretch in which the two
    languages differ in their number of sections."""

    state: State
    sources: tuple[int, ...]
    targets: tuple[int, ...] = ()
    is_edited: bool = False  # the translation is not, or not yet, the one that was confirmed
    confirmed: tuple[str, ...] = ()  # the source's fingerprints when it last was


@dataclass(frozen=True)
class Alignment:
    parts: tuple[Part, ...]  # in the order of the source
    leftover: tuple[int, ...]  # sections of the translation that belong to nothing in the source

    @property
    def states(self) -> list[State]:
        """One for each section of the source."""
        found = {source: part.state for part in self.parts for source in part.sources}
        return [found[source] for source in sorted(found)]


def align(source: Sequence[str], target: Sequence[str], basis: Pairs) -> Alignment:
    """The state of every section of the source, from fingerprints.

    Current: a person confirmed a translation of this very section, and one is there. The source
    alone decides: an edit of the translation neither makes a section stale nor clears it, and a
    source that reads again as confirmed is current again by itself. Stale: changed since, or never
    confirmed, with a translation in its place. Untranslated: nothing stands in its place.

    Confirmed sections are found wherever they were moved to. The others take their places between
    them, one by one where both languages have as many there; where the numbers differ and the basis
    does not explain why, these sections are one part with one state: without a basis, the whole
    body.
    """
    return Comparison(source, target, basis).alignment()


def confirm(
    source: Sequence[str], target: Sequence[str], ticks: Iterable[Tick], basis: Pairs
) -> list[list[str]]:
    """The basis after a person said of sections of the source which sections translate them.

    Sections ticked together are confirmed as one; a tick without a translation means nothing. Pairs
    of sections that were not ticked stay while either side is there or their place is known.
    """
    found = Comparison(source, target, basis)
    ticked = [Part(State.CURRENT, (*some,), (*others,)) for some, others in ticks if others]
    pairs: list[Placed] = []
    for part in ticked:
        together = fingerprint_of(part.sources, [target[each] for each in part.targets])
        pairs += [(each, [source[each], together]) for each in part.sources]
    pairs += found.kept_pairs(found.alignment().parts, ticked)
    return [pair for _place, pair in sorted(pairs, key=lambda placed: placed[0])]


def fingerprint_of(sources: Sequence[int], targets: Sequence[str]) -> str:
    """The translation's: of several sections as one where a part has several on either side."""
    if len(sources) == len(targets) == 1:
        return targets[0]
    return digest("together\n" + "\n".join(targets))


class Comparison:
    """Links name a section of the source (or of the translation) and what it belongs to."""

    def __init__(self, source: Sequence[str], target: Sequence[str], basis: Pairs) -> None:
        self.source, self.target = source, target
        self.basis = [(pair[0], pair[1]) for pair in basis]
        self.pairs_of: dict[str, list[int]] = {}  # of a translation
        for index, pair in enumerate(self.basis):
            self.pairs_of.setdefault(pair[1], []).append(index)
        self.sources_of = {
            target: tuple(self.basis[each][0] for each in pairs)
            for target, pairs in self.pairs_of.items()
        }
        self.by_source = self.recognise(source, 0)
        self.by_target = self.recognise(target, 1)
        self.near_source = filled(len(source), len(basis), self.by_source)
        self.near_target = filled(len(target), len(basis), self.by_target)
        self.links = joined(self.by_source, self.by_target)
        for sources, targets in gaps(len(source), len(target), self.links):
            self.links |= self.in_order(*self.possible(sources, targets))
        near = joined(self.near_source, self.near_target).items()
        taken = {*self.links.values()}
        self.links |= {s: t for s, t in near if s not in self.links and t not in taken}

    def recognise(self, texts: Sequence[str], side: int) -> Links:
        """Pairs with both sides present come first: of equal sections they are the right ones."""
        known = {index: pair[side] for index, pair in enumerate(self.basis)}
        sources, targets = {*self.source}, {*self.target}
        both = {i: known[i] for i, (s, t) in enumerate(self.basis) if s in sources and t in targets}
        found = occurrences(dict(enumerate(texts)), both)
        taken = {*found.values()}
        rest = {index: text for index, text in known.items() if index not in taken}
        free = {index: text for index, text in enumerate(texts) if index not in found}
        return found | occurrences(free, rest)

    def possible(self, sources: Run, targets: Run) -> tuple[Run, Run]:
        """Without those whose counterpart is known to be another, which is gone."""
        changed = [each for each in sources if each not in self.by_source]
        edited = [each for each in targets if each not in self.by_target]
        if not changed:
            return sources, edited
        return (sources, targets) if edited else (changed, targets)

    def in_order(self, sources: Run, targets: Run) -> Links:
        """One by one; nothing if the numbers differ or two belong to different pairs."""
        links = dict(zip(sources, targets, strict=False))
        known = (s in self.by_source and t in self.by_target for s, t in links.items())
        return {} if len(sources) != len(targets) or any(known) else links

    def alignment(self) -> Alignment:
        parts = [self.part([source], [target]) for source, target in self.links.items()]
        leftover: list[int] = []
        for sources, targets in gaps(len(self.source), len(self.target), self.links):
            some, others = self.possible(sources, targets)
            alone = {*sources} - {*some}
            leftover += {*targets} - {*others}
            if links := self.in_order(some, others):
                parts += [self.part([source], [target]) for source, target in links.items()]
            elif some and others:
                parts.append(self.part(some, others))
            else:
                alone.update(some)
                leftover += others
            parts += [Part(State.UNTRANSLATED, (each,)) for each in alone]
        return Alignment(
            tuple(sorted(parts, key=lambda part: part.sources)), tuple(sorted(leftover))
        )

    def part(self, sources: Run, targets: Run) -> Part:
        together = fingerprint_of(sources, [self.target[each] for each in targets])
        pairs = [self.by_source.get(each) for each in sources]
        confirmed = {self.basis[each][1] for each in pairs if each is not None}
        if len(sources) == len(targets) == 1:
            is_current = pairs[0] is not None
            confirmed |= {together} if targets[0] in self.by_target else set()
        else:
            is_current = self.is_complete(pairs) and not any(t in self.by_target for t in targets)
        return Part(
            State.CURRENT if is_current else State.STALE,
            tuple(sources),
            tuple(targets),
            is_edited=confirmed != {together},
            confirmed=self.last_confirmed(sources, targets),
        )

    def last_confirmed(self, sources: Run, targets: Run) -> tuple[str, ...]:
        """What the source said when these translations, or these sections, were confirmed."""
        together = fingerprint_of(sources, [self.target[each] for each in targets])
        if together in self.sources_of:
            return self.sources_of[together]
        near = [self.near_target.get(each) for each in targets]
        near += [self.near_source.get(each) for each in sources]
        pairs = sorted({each for each in near if each is not None})
        return tuple(self.basis[each][0] for each in pairs)

    def is_complete(self, pairs: list[int | None]) -> bool:
        """All that were confirmed together, in their order, and nothing else."""
        if pairs[0] is None:
            return False
        return pairs == self.pairs_of[self.basis[pairs[0]][1]]

    def kept_pairs(self, parts: Sequence[Part], ticked: Sequence[Part]) -> list[Placed]:
        of_source = {source: part for part in [*parts, *ticked] for source in part.sources}
        of_target = {target: part for part in [*parts, *ticked] for target in part.targets}
        near_source = {pair: source for source, pair in self.near_source.items()}
        near_target = {pair: target for target, pair in self.near_target.items()}
        is_ticked = {*map(id, ticked)}
        kept: list[Placed] = []
        place = -1
        for index, pair in enumerate(self.basis):
            source, target = near_source.get(index, -1), near_target.get(index, -1)
            owners = [of_source.get(source), of_target.get(target)]
            owners = owners[:1] if source in self.by_source else owners
            owned = [each for each in owners if each]
            places = [each.sources[0] for each in owned]
            place = source if source in self.by_source else min(places, default=place)
            is_needed = owned or target in self.by_target
            if is_needed and not any(id(each) in is_ticked for each in owned):
                kept.append((place, [*pair]))
        return kept
