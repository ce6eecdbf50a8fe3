"""What is wrong with a file and where, before it is put into words: the reading process knows
no languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    code: str  # a key of unfit.SENTENCES
    row: int = 0  # 0: the file or the sheet as a whole
    letter: str = ""  # of the column
    heading: str = ""
    value: str = ""  # what the sentence names besides
    limit: int = 0


class Refused(Exception):
    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems
