"""The columns of the spreadsheet."""

from collections.abc import Iterator

import pytest

from announcements.models import Faq
from announcements.sheets.columns import columns, headings


@pytest.fixture
def another_text(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(Faq, "TEXTS", (*Faq.TEXTS, "keywords"))
    headings.cache_clear()
    yield "keywords"
    headings.cache_clear()


def test_a_text_that_a_question_gains_has_its_columns(another_text: str) -> None:
    """Without being listed anywhere else."""
    found = {column.name: column for column in columns()}
    assert found[f"{another_text}_ja"].heading.startswith("検索の言葉（日本語）")
    assert found[f"{another_text}_en"].width == found["answer_en"].width > found["title_en"].width
