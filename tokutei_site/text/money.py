"""Amounts of yen, and other numbers: 1,000円, 4千円, ¥1,000, 10,000 yen; 1万2千, twelve."""

import re
from collections.abc import Iterator
from decimal import Decimal

from .figure import START, Figure, hidden

DIGITS = r"[0-9]{1,15}(?:,[0-9]{3}){0,6}(?:\.[0-9]{1,6})?"
# Units stand between all digits: a pattern with several ways to read a number would never end.
COUNTED = rf"{DIGITS}(?:\s?[十百千万億兆]{{1,2}}(?:{DIGITS})?){{0,4}}"
JAPANESE = rf"(?:{COUNTED}|[一二三四五六七八九十百千万億]{{1,12}})"
ENGLISH = rf"{DIGITS}(?:\s?(?:thousand|million|billion)\b)?"
AMOUNTS = [
    re.compile(
        rf"(?<!数){START}(?:(?P<from>{JAPANESE})\s?(?:円\s?)?[~-]\s?)?(?P<amount>{JAPANESE})\s?円"
    ),
    re.compile(
        rf"{START}(?:(?P<from>{ENGLISH})(?:\s?[~-]\s?|\s(?:to|or|and)\s))?(?P<amount>{ENGLISH})"
        r"[\s-]?(?:yen|JPY)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:¥|\bJPY|\bYEN)\s?(?:(?P<from>{ENGLISH})(?:\s?[~-]\s?|\s(?:to|or|and)\s)¥?)?(?P<amount>{ENGLISH})",
        re.IGNORECASE,
    ),
]
NUMBER = re.compile(rf"{ENGLISH}(?![十百千万億兆])|{COUNTED}")
UNIT = re.compile("[十百千万億兆]{1,2}$|thousand$|million$|billion$", re.IGNORECASE)
PIECE = re.compile(r"(?P<digits>[0-9][0-9,.]*)|(?P<kanji>[一二三四五六七八九])|(?P<unit>[^\s])")
KANJI = "〇一二三四五六七八九"
SMALL = {"十": 10, "百": 100, "千": 1_000}
LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
WORDS += ["eleven", "twelve"]
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"]
ORDINALS += ["ninth", "tenth"]
ENGLISH_WORD = re.compile(rf"\b(?:{'|'.join([*WORDS, *ORDINALS, 'single'])})\b", re.IGNORECASE)
JAPANESE_WORD = re.compile("[一二三四五六七八九十百千]+")


def amounts(text: str) -> Iterator[Figure]:
    for pattern in AMOUNTS:
        found: list[Figure] = []
        for match in pattern.finditer(text):
            amount, start = match["amount"], match["from"]
            if start:
                unit = "" if UNIT.search(start) else "".join(UNIT.findall(amount))
                found.append(Figure("amount", value(start + unit), *match.span()))
            found.append(Figure("amount", value(amount), *match.span()))
        text = hidden(text, found)
        yield from found


def numbers(text: str) -> Iterator[Figure]:
    for match in NUMBER.finditer(text):
        yield Figure("number", value(match[0]), *match.span(), is_sure=False)


def spelt_numbers(text: str) -> set[Decimal]:
    """What stands for a number in words: 一枚, two, third."""
    found = {value(match[0]) for match in JAPANESE_WORD.finditer(text)}
    for match in ENGLISH_WORD.finditer(text):
        word = match[0].lower()
        names = ORDINALS if word in ORDINALS else WORDS
        found.add(Decimal(names.index(word) + 1 if word in names else 1))
    return found


def value(number: str) -> Decimal:
    scale = SCALES.get(UNIT.findall(number.lower())[-1] if UNIT.search(number) else "")
    if scale:
        return value(UNIT.sub("", number)) * scale
    total = section = current = Decimal(0)
    for piece in PIECE.finditer(number):
        unit = piece["unit"]
        if not unit:
            kanji = piece["kanji"]
            current = Decimal(KANJI.index(kanji) if kanji else piece[0].replace(",", ""))
        elif unit in SMALL:
            section, current = section + (current or 1) * SMALL[unit], Decimal(0)
        else:
            total += (section + current or 1) * LARGE[unit]
            section = current = Decimal(0)
    return total + section + current
