"""Hints on the texts in やさしい日本語, in sentences for their writer: while typing, beside the
form and in the review. Nobody has to follow one, and nothing is changed."""

from collections.abc import Iterator
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tokutei_site.text.easy_hints import Hint, hints

from .labels import column_label
from .models import Entry, OfficeWord, Revision
from .staleness import retellings

Meanings = dict[str, str]  # of office words
MOST = 50  # hints on one text


def meanings() -> Meanings:
    rows = OfficeWord.objects.filter(is_used=True)
    return dict(rows.values_list("word", "meaning"))


def advice(kind: type[Entry], revision: Revision, row: str = "") -> str:
    """A fragment of safe HTML, empty without hints. `row`: only of this part ("steps.s1.")."""
    flat = revision.columns
    columns = [path for path in retellings(kind, flat) if path.startswith(row)]
    known = meanings() if columns else {}
    found = [(column_label(kind, path, flat), [*told(flat[path], known)]) for path in columns]
    texts = [(label, some) for label, some in found if some]
    # Always as HTML: added to other advice, a plain "" would have all of it escaped.
    return render_to_string("admin/publishing/_easy_hints.html", {"texts": texts})


def told(text: str, known: Meanings) -> Iterator[tuple[str, str]]:
    """Each hint as its place, "" for the whole text, and what one could do. After the first ones
    only how many there are."""
    found = hints_of(text, tuple(known))
    for hint in found[:MOST]:
        yield hint.sentence, sentence_of(hint, known)
    if others := len(found[MOST:]):
        more = ngettext("and %(others)s more", "and %(others)s more", others)
        yield "", more % {"others": others}


@lru_cache(maxsize=1_000)
def hints_of(text: str, words: tuple[str, ...]) -> tuple[Hint, ...]:
    """`hints`, kept for the texts looked at last: a questionnaire has thirty."""
    return tuple(hints(text, words))


def sentence_of(hint: Hint, known: Meanings) -> str:
    sentences = {
        "long": _("%(count)d characters. Could this be two sentences, each with one point?"),
        "double_negation": _("“%(words)s” denies twice. Could it say what is so, or what to do?"),
        "courtesy": _("“%(words)s” is polite language. です, ます and 〜てください are easier."),
        "era": _("“%(words)s”: many readers know only the Western year."),
        "no_reading": _("No reading: %(words)s. Type it behind the kanji: 漢字《かんじ》."),
        "unexplained": _("Not explained: %(words)s. For example: %(words)s〈%(meaning)s〉"),
        "kanji": _("Of 100 characters %(count)d are kanji. Could easier words say it?"),
    }
    values = {"words": hint.words, "count": hint.count, "meaning": known.get(hint.words, "")}
    return sentences[hint.kind] % values
