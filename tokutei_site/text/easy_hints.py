"""What the writer of a text in やさしい日本語 may want to look at again. The points are those of
在留支援のためのやさしい日本語ガイドライン (Immigration Services Agency and Agency for Cultural
Affairs, 2020); the figures are our own. A hint is never a verdict."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .markup import plain
from .ruby import KANJI, READING, without_readings

LONGEST = 50  # characters of a sentence, without spaces, readings and explanations
MOST_KANJI = 45  # in a hundred characters of a whole text
SHORTEST = 100  # characters of a text whose share of kanji says something
QUOTED = 60  # characters of a sentence that a hint repeats
EXPLANATION = re.compile(r"〈[^〉]*〉")
SENTENCE = re.compile(r"[^。！？\n]+[。！？]?[」』）]?")
# Both from the beginning of a word only, as far as they may begin anywhere.
ADDRESS = re.compile(r"https?://[!-~]+|(?<![!-~])[!-~]+@[!-~]+")
SPACES = re.compile(r"\s+")
KANJI_RUN = re.compile(f"[{KANJI}]+")
NO_WORD = re.compile(r"[々〆ヶ]+")
LETTER = re.compile(rf"[\w{KANJI}]")
ERA = re.compile(r"(?:明治|大正|昭和|平成|令和)\s*(?:元|[0-9０-９]+)\s*年?")

NOT = r"(?:ない|なかった|ありません|なくもない)"
DOUBLE_NEGATION = re.compile(
    rf"ない\s?(?:こと|もの)(?:は|も|が)\s?{NOT}"
    rf"|なく(?:は|も)\s?{NOT}"
    rf"|ない\s?わけ(?:では|じゃ)\s?{NOT}|ない\s?わけに(?:は|も)\s?い(?:かない|きません)"
    r"|ない\s?とは\s?(?:限|かぎ)(?:らない|りません)|ない\s?とは\s?[言い]え(?:ない|ません)"
    r"|ずに[^。、]{0,12}(?:ない|ません)"
    r"|ざるを\s?[得え](?:ない|ません)"
)
# 届出〈…〉, 帰化した〈…〉, 暗証番号等設定依頼書〈…〉, 要確認は、〈…〉です, 帰化は、…ことです
EXPLAINED = re.compile(r"[^\s。、〈〉]{0,12}(?:は、?\s?)?〈|は、?[^。\n]{0,200}?(?:こと|もの)です")
# The imperative of courtesy (お待ちください) is one, the plain request (待ってください) is not.
COURTESY = re.compile(
    r"(?:いただ|頂)[かきくけいこ]|ございま|(?:申し|もうし)[上あ]げ|(?:いた|致)しま[すしせ]"
    r"|[てで]\s?おりま[すしせ]|(?:参|まい)りま[すしせ]|(?:伺|うかが)[いうっ]|拝[見借受]"
    r"|なさ(?:いま|って|る)|くださいま"
    r"|[おご][^\s。、「」〈〉]{1,6}(?<![てでをに])ください"
    r"|[おご][^\s。、「」〈〉]{1,6}に\s?な(?:り|っ)"
)


@dataclass(frozen=True)
class Hint:
    """`kind`: long, double_negation, courtesy, era, no_reading, unexplained or kanji."""

    kind: str
    sentence: str  # where it is, without readings, as `quoted`; "" for the whole text
    words: str = ""  # what it is about
    count: int = 0  # of characters, or of kanji in a hundred


def hints(text: str, office_words: Collection[str] = ()) -> list[Hint]:
    """Sentence by sentence, then of the whole text. `office_words`: what is to be explained at
    least once, in 〈 〉 behind the word."""
    typed = [
        each.strip() for each in SENTENCE.findall(ADDRESS.sub("", plain(text))) if each.strip()
    ]
    sentences = [without_readings(each) for each in typed]
    whole = "\n".join(sentences)
    not_explained: dict[int, list[str]] = {}
    for word, line in unexplained(whole, office_words).items():
        not_explained.setdefault(line, []).append(word)
    found: list[Hint] = []
    for number, (with_readings, sentence) in enumerate(zip(typed, sentences, strict=True)):
        found += in_sentence(with_readings, sentence)
        for word in not_explained.get(number, []):
            found.append(Hint("unexplained", quoted(sentence, sentence.find(word)), word))
    share = kanji_share(whole)
    return [*found, Hint("kanji", "", count=share)] if share > MOST_KANJI else found


def in_sentence(typed: str, sentence: str) -> Iterator[Hint]:
    """Each kind names the same words once, however often the sentence says them."""
    explanations = ((m.start(), m[0]) for m in EXPLANATION.finditer(closed(sentence)))
    for place, part in ((0, without_explanations(sentence)), *explanations):
        length = len(SPACES.sub("", part))
        if length > LONGEST:
            yield Hint("long", quoted(sentence, place), count=length)
    patterns = {"double_negation": DOUBLE_NEGATION, "courtesy": COURTESY, "era": ERA}
    for kind, pattern in patterns.items():
        places: dict[str, int] = {}
        for match in pattern.finditer(sentence):
            places.setdefault(match[0], match.start())
        for words, place in places.items():
            yield Hint(kind, quoted(sentence, place), words)
    lacking = [
        run for run in KANJI_RUN.findall(READING.sub("", typed)) if not NO_WORD.fullmatch(run)
    ]
    if lacking:
        where = quoted(sentence, sentence.find(lacking[0]))
        yield Hint("no_reading", where, "、".join(dict.fromkeys(lacking)))


def quoted(sentence: str, place: int) -> str:
    """As much of it around the place as is read at a glance: a text without an end of a sentence
    is one sentence of 30,000 characters."""
    begin = max(0, min(place - QUOTED // 3, len(sentence) - QUOTED))
    stop = begin + QUOTED
    return "…" * (begin > 0) + sentence[begin:stop] + "…" * (stop < len(sentence))


def without_explanations(sentence: str) -> str:
    head = closed(sentence)
    return EXPLANATION.sub("", head) + sentence[len(head) :]


def closed(sentence: str) -> str:
    """As far as 〈 may have its 〉: behind the last one nothing needs to be looked for."""
    return sentence[: sentence.rfind("〉") + 1]


def unexplained(whole: str, office_words: Collection[str]) -> dict[str, int]:
    """Each word that no 〈 〉 follows anywhere, with the line in which it comes first. Of words
    within each other the longest counts (在留カード is not asked for in 特定在留カード)."""
    if not office_words:
        return {}
    longest_first = sorted(office_words, key=len, reverse=True)
    any_word = re.compile("|".join(map(re.escape, longest_first)))
    explained = {m[0] for m in any_word.finditer(whole) if EXPLAINED.match(whole, m.end())}
    found: dict[str, int] = {}
    for number, line in enumerate(whole.split("\n")):
        for match in any_word.finditer(without_explanations(line)):
            if match[0] not in explained:
                found.setdefault(match[0], number)
    return found


def kanji_share(text: str) -> int:
    """Kanji in a hundred characters, punctuation apart; 0 for a text too short to be judged."""
    letters = LETTER.findall(text)
    if len(letters) < SHORTEST:
        return 0
    return round(100 * sum(bool(KANJI_RUN.match(each)) for each in letters) / len(letters))
