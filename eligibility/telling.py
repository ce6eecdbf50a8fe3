"""The texts of a guide in one language, each with what there is to tell about its translation."""

from dataclasses import dataclass

from tokutei_site.publishing.content import Columns, Content, columns
from tokutei_site.publishing.easy import EASY
from tokutei_site.publishing.models import Entry
from tokutei_site.publishing.passages import Passage, passages
from tokutei_site.publishing.staleness import behind


@dataclass(frozen=True)
class Line:
    text: str
    is_behind: bool = False  # the translation may not be up to date


@dataclass(frozen=True)
class Texts:
    kind: type[Entry]
    content: Content
    flat: Columns
    language: str
    behind: frozenset[str]  # by their stems: "title", "steps.s1.body", "choices.c1.label"
    easy_behind: frozenset[str]  # the columns in やさしい日本語

    @classmethod
    def of(cls, kind: type[Entry], content: Content, language: str) -> "Texts":
        late, easy_late = (behind(kind, content, each) for each in (language, EASY))
        return cls(kind, content, columns(content), language, late, easy_late)

    def line(self, stem: str, language: str = "") -> Line | None:
        text = self.flat.get(f"{stem}_{language or self.language}")
        return Line(text, stem in self.behind) if text else None

    def easy(self, column: str) -> Line | None:
        text = self.flat.get(column)
        return Line(text, column in self.easy_behind) if text else None

    def passages(self, stem: str) -> tuple[Passage, ...]:
        """Only what is behind is taken apart, which costs a pass over the whole content."""
        if stem in self.behind:
            return passages(self.kind, self.content, stem, self.language)
        text = self.flat.get(f"{stem}_{self.language}")
        return (Passage(text, self.language),) if text else ()
