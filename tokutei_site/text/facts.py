from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import product
from typing import Literal

from .figure import Figure

Year = int | None | Literal["any"]
ANY: Year = "any"


class Facts:
    """What a text says, to be asked whether it says what another does."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.values: set[tuple[str, object]] = set()
        self.weekdays_of: dict[tuple[Year, int, int | None], set[int | None]] = {}
        for each in figures:
            self.values.add((each.kind, each.value))
            if isinstance(each.value, tuple):
                year, month, day = each.value
                for key in product({year, ANY}, {month}, {day, None}):
                    self.weekdays_of.setdefault(key, set()).add(each.weekday)
                if year is not None:  # 令和8年に、6月1日から is "from 1 June 2026"
                    self.values.add(("number", Decimal(year)))

    def have(self, figure: Figure, pages: Mapping[str, set[str]]) -> bool:
        if isinstance(figure.value, tuple):
            return bool(self.like(figure.value))
        same = pages.get(str(figure.value), set()) if figure.kind == "url" else set()
        return any((figure.kind, value) in self.values for value in [figure.value, *same])

    def like(self, day: tuple[int | None, int, int | None]) -> set[int | None]:
        """Weekdays of the dates that agree as far as both are given; none is as exact or more.

        6月14日 and 14 June 2026 agree, 2026年6月 and 14 June 2026 too, but a day is more than
        its month.
        """
        year, month, number = day
        years: list[Year] = [ANY] if year is None else [year, None]
        return {
            weekday for each in years for weekday in self.weekdays_of.get((each, month, number), ())
        }

    def weekdays(self, figure: Figure) -> set[int]:
        if not isinstance(figure.value, tuple):
            return set()
        return {each for each in self.like(figure.value) if each is not None}
