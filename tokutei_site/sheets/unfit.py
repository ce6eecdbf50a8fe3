"""A file that cannot be taken."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from tokutei_site.sheets.limits import MEGABYTE
from tokutei_site.sheets.places import place
from tokutei_site.sheets.problem import Problem
from tokutei_site.sheets.refusing_cells import AT_A_PLACE
from tokutei_site.sheets.refusing_files import OF_THE_FILE
from tokutei_site.text.characters import shown

SENTENCES = OF_THE_FILE | AT_A_PLACE


class Unfit(ValidationError):
    """A file that cannot be taken: one error for each problem."""

    def __init__(self, problems: Iterable[Problem], sheet: str = "") -> None:
        super().__init__([error(problem, sheet) for problem in problems])


def error(problem: Problem, sheet: str) -> ValidationError:
    is_size = problem.code in ("too_large", "unpacked")
    params = {
        "place": place(sheet, problem.row, problem.letter, problem.heading),
        "sheet": sheet,
        "value": shown(problem.value),
        "limit": problem.limit // MEGABYTE if is_size else problem.limit,
    }
    return ValidationError(SENTENCES[problem.code], code=problem.code, params=params)
