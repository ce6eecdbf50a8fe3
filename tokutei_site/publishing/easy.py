"""やさしい日本語: a text once more, in Japanese that many readers understand. People write it
beside the languages, and compare it with the Japanese text as they do a translation. It is no
language of the site: it has no code, no list and no feed, and nothing waits for it."""

EASY = "easy"  # where a language has its code: `body_easy`, `basis.easy.…`
SOURCE = "ja"  # what it retells, whichever language the entry is written in first
NAME = "やさしい日本語"  # in every language


def is_easy(path: str) -> bool:
    """Whether a column path is a text in やさしい日本語."""
    name = path.rpartition(".")[2]
    return name == EASY or name.endswith(f"_{EASY}")
