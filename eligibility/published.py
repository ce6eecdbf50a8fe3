"""What the page of a guide shows at each step: frozen, in one language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tokutei_site.publishing.passages import Passage
from tokutei_site.publishing.reading import CitedSource
from tokutei_site.text.dates import jst_day

from .graph.steps import Verdict
from .graph.trails import Remaining
from .paper import largest
from .telling import Line

COUNTER_LANGUAGE = settings.LANGUAGE_CODE  # what is spoken at the counter

VERDICTS: dict[Verdict, tuple[str, Promise, str]] = {  # the last one in やさしい日本語
    Verdict.ELIGIBLE: (
        "○",
        _("You may be able to apply"),
        "申請《しんせい》できるかも しれません",
    ),
    Verdict.NOT_ELIGIBLE: (
        "×",
        _("Not eligible as things stand"),
        "いまは 申請《しんせい》できません",
    ),
    Verdict.DEPENDS: (
        "△",
        _("It depends on the details"),
        "人《ひと》に よって ちがいます",
    ),
    Verdict.WHAT_TO_DO: (
        "→",
        _("What to do"),
        "手続《てつづ》きの お知《し》らせ",
    ),
    Verdict.ASK_US: (
        "？",
        _("Please ask: this guide cannot tell"),
        "ここでは わかりません。聞《き》いてください",
    ),
}


HEADING = "■"  # a line of its own, however long


def written(passages: Iterable[Passage], heading: str = "") -> str:
    return "\n".join([heading, *(passage.text for passage in passages)])


@dataclass(frozen=True)
class PublishedChoice:
    key: str
    label: Line
    target: str  # the key of the step it leads to; "" in a draft where it leads nowhere
    number: int | None  # of that step


@dataclass(frozen=True)
class PublishedBlock:
    """A paragraph for some of those who get to an outcome."""

    key: str
    condition: Line | None
    body: tuple[Passage, ...]


@dataclass(frozen=True)
class PublishedStep:
    key: str
    number: int  # in the booklet
    title: Line
    body: tuple[Passage, ...]
    easy: Line | None  # やさしい日本語
    sources: tuple[CitedSource, ...]
    is_question = False


@dataclass(frozen=True)
class PublishedQuestion(PublishedStep):
    help: tuple[Passage, ...]
    why: tuple[Passage, ...]
    choices: tuple[PublishedChoice, ...]
    left: Remaining | None  # None in a draft with faults
    is_question = True


@dataclass(frozen=True)
class PublishedOutcome(PublishedStep):
    verdict: Verdict | None
    next_steps: tuple[Passage, ...]
    where: tuple[Passage, ...]
    bring: tuple[Passage, ...]
    blocks: tuple[PublishedBlock, ...]
    sentence: str  # for the counter, in its language
    meaning: Line | None  # the same in the page's language, if that is another one
    legal_basis: tuple[Passage, ...]
    checked_on: date | None  # when the legal basis was last compared

    @property
    def sentence_lang(self) -> str:
        return COUNTER_LANGUAGE

    @property
    def mark(self) -> str:
        return VERDICTS[self.verdict][0] if self.verdict else ""

    @property
    def verdict_label(self) -> str:
        return str(VERDICTS[self.verdict][1]) if self.verdict else ""

    @property
    def verdict_easy(self) -> str:
        return VERDICTS[self.verdict][2] if self.verdict else ""

    @property
    def paper(self) -> str:
        """The size at which it is printed; see `paper`."""
        parts = (self.next_steps, self.where, self.bring)
        core = [*self.across, written(self.body)]
        core += [written(part, HEADING) for part in parts if part]
        aside = [
            written(block.body, block.condition.text if block.condition else "")
            for block in self.blocks
        ]
        return largest(core, aside, [written(self.legal_basis, HEADING), *self.cited])

    @property
    def paper_easy(self) -> str:
        """The same where its text in やさしい日本語 takes the place of the others."""
        if not self.easy:
            return self.paper
        return largest([*self.across, self.easy.text], [], self.cited)

    @property
    def across(self) -> list[str]:
        return [self.title.text, self.meaning.text if self.meaning else ""]

    @property
    def cited(self) -> list[str]:
        return [HEADING, *(source.title for source in self.sources)]

    @property
    def last_checked(self) -> date | None:
        """The day since when all that the outcome rests on has been checked."""
        checks = [source.checked_at for source in self.sources]
        days = [jst_day(at) for at in checks if at]
        days += [self.checked_on] if self.checked_on else []
        is_whole = all(checks) and bool(self.checked_on or not self.legal_basis)
        return min(days) if days and is_whole else None

    @property
    def is_checked_live(self) -> bool:
        """Whether all of its sources were looked at on the official pages themselves, and not in
        material that somebody collected."""
        return all(source.is_checked_live for source in self.sources)
