"""What the top floor keeps of its own."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from tokutei_site.text.characters import TEXT_LIMIT, normalise, validate_text
from tokutei_site.text.fold import MAX_TERM_LENGTH, fold, is_word

FEWEST, MOST = 2, 40  # words in a group


class Synonym(models.Model):
    """同じ意味の言葉: a group of words and phrases that the search treats as one. It decides what
    is found, never what is said: the one thing beside the ledger that a public page depends on."""

    words = models.TextField(
        _("words"),
        help_text=_(
            "One word or phrase on each line, in any language; at least two. A search for one of "
            "them finds all of them. Capital letters, full-width letters and katakana need no line "
            "of their own; readings and other spellings (引っ越し, 引越) do."
        ),
    )

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return " / ".join(self.words.splitlines())

    @property
    def folded(self) -> tuple[str, ...]:
        """Each word as the search compares it, once."""
        words = (fold(line) for line in self.words.splitlines())
        return tuple(dict.fromkeys(word for word in words if word))

    def clean(self) -> None:
        """Raises a ValidationError for `words` with a message for every cause."""
        self.words = normalise(self.words) or ""  # as a browser sends it: \r\n
        try:
            validate_text(self.words, limit=TEXT_LIMIT)
        except ValidationError as error:
            raise ValidationError({"words": error.messages}) from error
        lines = (normalise(line, single_line=True) for line in self.words.splitlines())
        self.words = "\n".join(line for line in lines if line)
        if found := [*self.faults()]:
            raise ValidationError({"words": found})

    def faults(self) -> Iterator[Any]:
        for line in self.words.splitlines():
            if not is_word(fold(line)):
                yield _("“%(word)s” has neither a letter nor a digit.") % {"word": line}
            if len(fold(line)) > MAX_TERM_LENGTH:
                yield _("“%(word)s…” is longer than %(most)d characters.") % {
                    "word": line[:20],
                    "most": MAX_TERM_LENGTH,
                }
        if len(self.folded) < FEWEST:
            yield _(
                "Please enter at least two different words. Capital, full-width and katakana "
                "spellings count as the same word."
            )
        if len(self.folded) > MOST:
            yield _("A group has at most %(most)d words.") % {"most": MOST}
