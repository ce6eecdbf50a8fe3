"""Whether somebody wrote into a cell after it was exported, whatever programs saved the file in
between: they make workbooks of CSV files and the other way round, in encodings of their own."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tokutei_site.sheets.csv_file import CP932
from tokutei_site.sheets.guard import guard, is_risky, unguard
from tokutei_site.sheets.shift_jis import is_left_of


@dataclass(frozen=True)
class Way:
    """How a file came back."""

    is_guarded: bool  # its texts carry the quote signs that our CSV puts in front of some
    is_lossy: bool

    @classmethod
    def of(cls, encoding: str, cells: Iterable[tuple[str, str]]) -> "Way":
        """`cells`: each with the text that was exported there. Those that nobody touched tell
        whether the quote signs are still in the file; without any, its format does."""
        guarded = Counter(
            cell == guard(text)
            for cell, text in cells
            if is_risky(text) and cell in (text, guard(text))
        )
        is_guarded = guarded[True] > guarded[False] if guarded else bool(encoding)
        return cls(is_guarded, is_lossy=encoding == CP932)

    def is_untouched(self, cell: str, texts: Collection[str]) -> bool:
        """`texts`: the spellings that say the same as the exported one."""
        return any(cell in (text, guard(text)) for text in texts)

    def is_worn(self, cell: str, texts: Collection[str]) -> bool:
        """Whether only characters that Shift_JIS lacks have gone."""
        return self.is_lossy and any(
            is_left_of(cell, each) for text in texts for each in (text, guard(text))
        )

    def typed(self, cell: str, text: str) -> str:
        """What the cell says now that somebody wrote into it."""
        return unguard(cell, text) if self.is_guarded else cell
