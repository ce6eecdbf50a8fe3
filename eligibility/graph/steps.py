"""What a questionnaire is made of: steps, the choices between them, shared paragraphs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Texts = Mapping[str, Mapping[str, str]]  # name → language → text; only what is not empty
Way = tuple[tuple[str, str], ...]  # the answers given on the way: (step, choice), by key


class Kind(StrEnum):
    QUESTION = "question"
    OUTCOME = "outcome"


class Verdict(StrEnum):
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    DEPENDS = "depends"
    WHAT_TO_DO = "what_to_do"  # says how to go on, and nothing about who may apply
    ASK_US = "ask_us"


@dataclass(frozen=True)
class Step:
    key: str
    kind: Kind
    order: int = 0
    texts: Texts = field(default_factory=dict)
    verdict: Verdict | None = None  # of an outcome
    fact: str | None = None  # what a question asks about, from facts.FACTS
    sources: tuple[str, ...] = ()  # keys of the guide's cited sources
    blocks: tuple[str, ...] = ()  # keys of shared paragraphs
    checked_on: date | None = None  # when the legal basis was last compared with the law
    easy: str | None = None  # やさしい日本語, not a language of its own

    @property
    def is_question(self) -> bool:
        return self.kind is Kind.QUESTION


@dataclass(frozen=True)
class Choice:
    key: str
    step: str  # the question that offers it
    next_step: str | None
    order: int = 0
    texts: Texts = field(default_factory=dict)
    values: tuple[str, ...] = ()  # of the question's fact; none: any of them
    is_unsure: bool = False  # わからない / I don't know


@dataclass(frozen=True)
class Block:
    """A paragraph that several outcomes show: "If the card is for a child under 16 …"."""

    key: str
    order: int = 0
    texts: Texts = field(default_factory=dict)
