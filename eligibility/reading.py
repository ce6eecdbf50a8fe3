"""A guide as residents see it: frozen, in one language, without the ORM."""

from dataclasses import dataclass
from datetime import date, datetime

from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import LANGUAGE_CODES, Entry, Revision
from tokutei_site.publishing.passages import Passage
from tokutei_site.publishing.reading import CitedSource, Reviewed, cited_sources, day
from tokutei_site.text.markup import plain

from .composing import Composer
from .graph.content import load
from .published import PublishedQuestion, PublishedStep
from .telling import Line, Texts


@dataclass(frozen=True)
class PublishedGuide(Reviewed):
    lang: str
    source_lang: str
    title: Line
    summary: tuple[Passage, ...]
    steps: tuple[PublishedStep, ...]  # in the order of the booklet
    review_by: date | None
    behind: frozenset[str] = frozenset()  # the texts whose translation may not be up to date
    sources: tuple[CitedSource, ...] = ()  # those that no step shows

    @classmethod
    def from_content(
        cls,
        content: Content,
        language: str,
        at: datetime,
        revision: Revision | None = None,
        *,
        kind: type[Entry],
    ) -> "PublishedGuide":
        texts = Texts.of(kind, content, language)
        sources = {each.key: each for each in cited_sources(content, language, at, revision)}
        steps = Composer(texts, load(content, LANGUAGE_CODES), sources).steps()
        shown = {source.key for step in steps for source in step.sources}
        return cls(
            lang=language,
            source_lang=content.get("source_language", language),
            title=texts.line("title") or Line(""),
            summary=texts.passages("summary"),
            steps=steps,
            review_by=day(content, "review_by"),
            behind=texts.behind,
            sources=tuple(each for key, each in sources.items() if key not in shown),
        )

    @property
    def first(self) -> str:
        """The key of the first step."""
        return self.steps[0].key if self.steps else ""

    @property
    def most(self) -> int:
        """The most questions that anybody is asked; 0 if a draft does not say."""
        first = self.steps[0] if self.steps else None
        return first.left.most if isinstance(first, PublishedQuestion) and first.left else 0

    @property
    def description(self) -> str:
        """The first line of the summary, for search engines."""
        whole = plain("".join(passage.text for passage in self.summary))
        return whole.strip().partition("\n")[0]
