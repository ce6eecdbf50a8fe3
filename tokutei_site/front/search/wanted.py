"""Whether a term stands in a text: any of its spellings, from the beginning of a word. Pure.

A long text is read once for every spelling that is not there, so it is kept by script: Latin
letters are looked for among Latin letters alone, and Japanese in what is left.
"""

import re
from dataclasses import dataclass

from tokutei_site.text.fold import with_word_starts

from .query import Term, shortest

CODE = re.compile("[a-z]+-[0-9]+")
ASCII, OTHER = re.compile(r"[\x00-\x7f]+"), re.compile(r"[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is compared (ledger.comparable), whole and by script."""

    whole: str
    ascii: str
    other: str

    @classmethod
    def of(cls, whole: str) -> "Text":
        return cls(whole, OTHER.sub("\n", whole), ASCII.sub("\n", whole))


@dataclass(frozen=True)
class Wanted:
    """A term as it is compared."""

    spellings: tuple[str, ...]
    ascii: tuple[str, ...]  # those of one script alone
    other: tuple[str, ...]
    mixed: tuple[str, ...]
    codes: frozenset[str]  # of questions, as they are printed

    @classmethod
    def of(cls, term: Term) -> "Wanted":
        spellings = tuple(shortest(tuple(map(with_word_starts, term))))
        ascii_, other = (tuple(filter(only.fullmatch, spellings)) for only in (ASCII, OTHER))
        mixed = tuple(each for each in spellings if each not in {*ascii_, *other})
        codes = frozenset(each.upper() for each in term if CODE.fullmatch(each))
        return cls(spellings, ascii_, other, mixed, codes)

    def is_in(self, text: str) -> bool:
        return any(map(text.__contains__, self.spellings))

    def stands_in(self, text: Text) -> bool:
        """The same for a long one. (`any` of `map`, as a loop in Python takes twice as long.)"""
        return (
            any(map(text.ascii.__contains__, self.ascii))
            or any(map(text.other.__contains__, self.other))
            or any(map(text.whole.__contains__, self.mixed))
        )
