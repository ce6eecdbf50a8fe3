"""What somebody typed, as the terms to look for. Pure.

A term is a set of spellings of which any will do: the word itself, and the synonyms that staff
keep. All terms have to be found. Phrases among the synonyms ("my number card") are recognised
before the words are taken apart, and so are listed words inside a run without spaces, as Japanese
is typed: 引越し手続き is 引越し and 手続き.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tokutei_site.text.fold import MAX_TERM_LENGTH, fold, is_word

MAX_TYPED = 200  # characters; as much as the box lets one type
MAX_TERMS = 10
UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# What Japanese ties to a word without a space and means nothing on its own (folded).
TIES = re.compile(
    "(?:の|を|は|が|に|で|と|も|へ|や|から|まで|とは|には|では|への|する|したい|したら|して|します)"
)
LATIN = re.compile("[a-z0-9]")

Term = tuple[str, ...]
Groups = Iterable[Sequence[str]]  # of folded words that mean the same


@dataclass(frozen=True)
class Query:
    typed: str = ""  # readable, for the box and the title
    terms: tuple[Term, ...] = ()

    @property
    def spellings(self) -> frozenset[str]:
        return frozenset(spelling for term in self.terms for spelling in term)


def parse(typed: str, groups: Groups) -> Query:
    """At most ten terms; none where nothing readable was typed, which finds nothing, not all."""
    readable = " ".join(UNREADABLE.sub(" ", typed)[:MAX_TYPED].split())
    listed = meanings(groups)
    words = (word[:MAX_TERM_LENGTH] for word in split(fold(readable), listed))
    terms = (listed.get(word, (word,)) for word in words if is_word(word))
    return Query(readable, tuple(list(dict.fromkeys(terms))[:MAX_TERMS]))


def meanings(groups: Groups) -> dict[str, Term]:
    """Every listed word with all that it stands for, itself included; it may be in two groups."""
    found: dict[str, set[str]] = {}
    for group in groups:
        for word in group:
            found.setdefault(word, set()).update(group)
    return {word: tuple(sorted(spellings)) for word, spellings in found.items()}


def split(folded: str, listed: Mapping[str, Term]) -> Iterator[str]:
    """Listed words and phrases, the longest first, and between them what spaces separate."""
    end = 0
    for match in [*pattern(listed).finditer(folded), None] if listed else [None]:
        between = folded[end : match.start() if match else None]
        yield from loose(between, is_tied=end > 0)
        if match:
            yield match[0]
            end = match.end()


def loose(between: str, *, is_tied: bool) -> list[str]:
    """The words of a stretch without listed ones. `is_tied`: a listed word stands before it."""
    words = between.split()
    if is_tied and words and not between[0].isspace() and TIES.fullmatch(words[0]):
        return words[1:]
    return words


def pattern(listed: Mapping[str, Term]) -> re.Pattern[str]:
    """Latin words and figures are listed as whole words: "fee" is not in "coffee"."""
    longest_first = sorted(listed, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(bounded, longest_first)))


def bounded(word: str) -> str:
    before = "(?<![a-z0-9])" if LATIN.match(word[0]) else ""
    after = "(?![a-z0-9])" if LATIN.match(word[-1]) else ""
    return f"{before}{re.escape(word)}{after}"


def shortest(term: Term) -> list[str]:
    """The spellings that find as much as all of them: 転入届 stands wherever 転入 does not fail."""
    return [s for s in term if not any(other != s and other in s for other in term)]
