"""Texts that make a careless reader of text slow, and every tool that reads one."""

from collections.abc import Callable
from itertools import count

from tokutei_site.text import (
    alignment,
    changed,
    compare,
    easy_hints,
    excerpts,
    figures,
    fold,
    marking,
    markup,
    parity,
    ruby,
    sections,
)

LONGEST = 30_000

# Repeated until the text is as long as wanted; "{}" counts.
FRAGMENTS = {
    "kanji": "漢",
    "kana": "か",
    "katakana": "カ",
    "digits": "1",
    "kanji digits": "一",
    "units": "万",
    "numbers": "12 ",
    "units after digits": "1千2万3",
    "commas": "1,234,567,",
    "groups": "123,",
    "points": "1.5.",
    "spaces": " ",
    "full-width spaces": "　",
    "tabs": "\t",
    "line breaks": "\n",
    "spaces and breaks": "   \n",
    "a letter a line": "a\n",
    "a letter a paragraph": "a\n\n",
    "black squares": "■",
    "headings": "■ 見出し\n",
    "counted headings": "■ {}\n",
    "headings and words": "■ {}\n文{}です。\n\n",
    "equal headings": "■ 見出し\n文です。\n",
    "hashes": "#",
    "hash headings": "# a\n",
    "closing hashes": "# a #",
    "notes": "※",
    "note lines": "※注\n",
    "indented notes": "※注\n　続き\n",
    "items": "・a\n",
    "counted items": "・項目{}\n",
    "items with notes": "・a ※b\n",
    "notes in an item": "・a ※b ※c",
    "dashes with spaces": "- ",
    "dash items": "- a\n",
    "numbered items": "1. a\n",
    "counted numbers": "{}) a\n",
    "wide numbers": "１．あ\n",
    "circled": "①あ\n",
    "circles": "①",
    "items and blank lines": "- a\n\n",
    "items and breaks": "・a\n\n\n\n\n\n\n\n",
    "nested items": "・a\n　・b\n　　・c\n　　　・d\n",
    "stars": "*",
    "pairs of stars": "**",
    "bold": "**a**",
    "bold and space": "**a** ",
    "openers": "*a ",
    "double openers": "**a ",
    "closers": "a* ",
    "openers and closers": "*a _b",
    "three stars": "***a* b",
    "mixed emphasis": "*a **b _c __d ",
    "closing emphasis": "a_ b* c** d__ ",
    "underscores": "_",
    "words and underscores": "a_",
    "backticks": "`",
    "lone backticks": "`a",
    "code": "`a` ",
    "fences": "```\n",
    "fenced": "```\na\n```\n",
    "tildes": "~~~\n",
    "tilde": "~",
    "quotes": ">",
    "spaced quotes": "> ",
    "quoted lines": "> a\n",
    "nested quotes": ">>>> a\n",
    "quoted lists": "> - a\n>   - b\n",
    "quoted and not": "> a\nb\n",
    "brackets": "[",
    "closing brackets": "]",
    "pairs of brackets": "[]",
    "empty links": "[]()",
    "opened links": "[a](",
    "links": "[a](/b)",
    "links to nowhere": "[a](b c)",
    "refused links": "[a](javascript:b)",
    "counted refused links": "[a](javascript:{})",
    "brackets around brackets": "[[a]](/b)",
    "links of brackets": "[a](<b",
    "link titles": '[a](/b "c" ',
    "link title quotes": '[a](/b "',
    "link title apostrophes": "[a](/b '",
    "parentheses": "[a]((",
    "spaces after links": "[a](   ",
    "images": "![",
    "image links": "![a](/b)",
    "exclamations": "!",
    "autolinks": "<http:",
    "angles": "<",
    "angle addresses": "<a@b",
    "autolinked": "<http://a>",
    "entities": "&amp;",
    "ampersands": "&",
    "html": "<b>a</b>",
    "comments": "<!--",
    "backslashes": "\\",
    "escapes": "\\*",
    "hard breaks": "a\\\n",
    "spaces before breaks": "a  \n",
    "pipes": "|",
    "table rows": "|a|b|\n|-|-|\n",
    "escaped pipes": "\\|",
    "lines across": "---\n",
    "dashes": "-",
    "equals": "=\n",
    "colons": ":",
    "addresses": "https://a.jp/ ",
    "joined addresses": "https://a.jp/https://b.jp/",
    "almost addresses": "http://",
    "almost an address": "https://a",
    "address and dots": "https://a....",
    "schemes": "http:",
    "slashes": "/",
    "paths": "/a",
    "mails": "a@b.c ",
    "almost mails": "a.",
    "mail names": "a+",
    "at signs": "@",
    "mail and dashes": "a@b-",
    "mail domains": "a@b.c.",
    "mailto": "mailto:a@b.jp ",
    "destinations": "](/a",
    "destination spaces": "](  ",
    "phones": "03-1234-5678 ",
    "joined phones": "03-1234-5678-",
    "almost phones": "03-",
    "zeroes": "0",
    "zeroes and dashes": "0-0 ",
    "brackets in phones": "(0",
    "international": "+81 ",
    "international phones": "+81-3-1234-5678 ",
    "dates": "令和8年6月14日（日）",
    "counted dates": "2026年6月{}日、",
    "days after days": "6月1日、2日、3日、",
    "days": "1日、",
    "ranges of days": "1日～",
    "almost dates": "令和8年6月",
    "eras": "令和",
    "era years": "令和8年",
    "counted years": "{}年 ",
    "two ways to count": "令和8年（2026年）",
    "years": "2026年",
    "months": "6月",
    "ranges of months": "6～",
    "month ranges": "6月～7月・",
    "western dates": "2026/6/14 ",
    "slashed": "1/2/3/",
    "short dates": "6/14 ",
    "english dates": "14 June 2026 ",
    "english months": "June ",
    "months and years": "June 2026 ",
    "counted months and years": "June {} ",
    "days in June": "June 14 ",
    "day lists": "1, 2, 3 ",
    "day list": "1,",
    "day and": "1 and 2 and ",
    "day ranges": "1-2 & 3 to 4 ",
    "ordinals": "1st ",
    "weekdays": "Sun ",
    "weekday dates": "Sunday, 14 June 2026 (Sun) ",
    "by March": "by March ",
    "times": "8:30 ",
    "time ranges": "8:30～17:15 ",
    "almost times": "8:",
    "japanese times": "午前8時30分 ",
    "morning": "午前",
    "hours": "8時",
    "am": "8 a.m. ",
    "am pm": "am ",
    "amounts": "1,000円 ",
    "counted amounts": "{}円 ",
    "yen": "¥",
    "yen amounts": "¥1,000 ",
    "yen words": "1,000 yen ",
    "amount ranges": "1,000～2,000円",
    "amount range": "1000～",
    "kanji amounts": "一万二千円",
    "thousands": "1 thousand ",
    "words for numbers": "twelve ",
    "circled and digits": "①1",
    "readings": "漢字《かんじ》",
    "opened readings": "漢字《かんじ",
    "empty readings": "漢《",
    "readings without kanji": "《かんじ》",
    "reading brackets": "《》",
    "explained": "住民票〈じゅうみん〉",
    "opened explanations": "住民票〈",
    "explanation brackets": "〈",
    "explained by words": "住民票は、",
    "office words": "住民票",
    "office words explained": "住民票は、ものです",
    "sentences": "文です。",
    "periods": "。",
    "english sentences": "A b. ",
    "closing quotes": "。」",
    "courtesy": "お",
    "courtesies": "お待ちください",
    "courtesy before": "ご連絡を",
    "courtesy without end": "おああああああ",
    "denied": "ずに",
    "denials": "ないことはない",
    "almost denials": "ない",
    "denials with spaces": "ない ",
    "denied later": "ずにああああああああああああ",
    "scheduled": "予定 ",
    "to be confirmed": "to be confirmed ",
    "scheduled items": "・予定{}\n",
    "capital letters": "A",
    "letters": "a",
    "words": "a ",
    "counted words": "w{} ",
    "counted sentences": "文{}です。",
    "counted lines": "line {}\n",
    "accents": "e\u0301",
    "combining marks": "\u0301",
    "voice marks": "ｶﾞ",
    "half-width": "ｶ",
    "variation selectors": "葛\U000e0100",
    "invisible": "\u200b",
    "ligatures": "ﷺ",
    "compatibility": "㌀",
    "sharp s": "ß",
    "pictures": "💳",
    "surrogates": "\ud83d",
    "carriage returns": "\r",
    "line separators": "\u2028",
    "bullets": "•",
    "bullet items": "•\ta\n",
    "wingdings": "\uf06c\ta\n",
    "diamonds": "◇",
    "diamond items": "◇a\n",
    "cells": "a\tb\n",
    "rows of cells": "a\tb\tc\td\te\tf\n",
    "cells and paragraphs": "a\tb\n\n",
    "cells in items": "・a\tb\n",
    "almost cells": "a\t\n",
    "digits and stars": "5*3*",
    "marks of two heights": "\u0301\u0316",
    "pasted cells with breaks": 'a\t"b\n',
    "opened cells": '"a\tb\n',
    "circles before answers": "○a\n×b\n",
    "kanji with readings": "漢《か》字",
    "kanji yen": "一円",
    "noon": "noon ",
    "meiji": "明治45年",
    "counted eras": "明治{}年",
    "counted courtesies": "お{}ください",
    "counted explanations": "住〈{}" + "い" * 51 + "〉",
    "taisho": "Taisho 15 ",
    "stars between digits": "2**3",
}


def longer(opening: str, fragment: str, closing: str = "") -> Callable[[int], str]:
    return lambda size: (opening + repeated(fragment, size))[: size - len(closing)] + closing


def nested(opening: str, middle: str, closing: str) -> Callable[[int], str]:
    def build(size: int) -> str:
        depth = (size - len(middle)) // (len(opening) + len(closing))
        return opening * depth + middle + closing * depth

    return build


def staircase(fragment: str) -> Callable[[int], str]:
    """Each line indented one column more."""

    def build(size: int) -> str:
        lines = []
        while size > 0:
            lines.append(" " * len(lines) + fragment)
            size -= len(lines[-1])
        return "".join(lines)

    return build


def square(row: Callable[[int], str]) -> Callable[[int], str]:
    """As many rows as there are columns."""
    return lambda size: "".join(row(int((size / 2) ** 0.5)) for _ in range(int((size / 2) ** 0.5)))


def backtick_runs(size: int) -> str:
    """Runs of every length, none of which is closed."""
    runs: list[str] = []
    while size > 0:
        runs.append("`" * (len(runs) + 1) + " a ")
        size -= len(runs[-1])
    return "".join(runs)


BUILT: dict[str, Callable[[int], str]] = {
    "one long row": longer("|", "a|", ""),
    "a table of columns": lambda size: "|" + "a|" * (size // 4) + "\n|" + "-|" * (size // 4) + "\n",
    "a table of rows": longer("|a|b|\n|-|-|\n", "|1|2|\n"),
    "a table of empty rows": longer("|" + "a|" * 100 + "\n|" + "-|" * 100 + "\n", "|\n"),
    "a wide table of short rows": lambda size: (
        "|" + "a|" * 999 + "\n|" + "-|" * 999 + "\n" + "a\n" * ((size - 4002) // 2)
    ),
    "a square table": lambda size: (
        lambda n: "|" + "a|" * n + "\n|" + "-|" * n + "\n" + ("|" + "a|" * n + "\n") * n
    )(int((size / 2) ** 0.5) - 2),
    "a table of one column": longer("|a|\n|-|\n", "b|c|d\n"),
    "a table of emphasis": longer("|a|\n|-|\n", "|**b** *c*|\n"),
    "an unclosed fence": longer("```\n", "a\n"),
    "an unclosed reading": longer("漢", "か"),
    "a kanji run with a reading": longer("", "漢", "《かん》"),
    "kana in brackets": longer("漢字《", "か"),
    "digits before a month": longer("", "1", "月"),
    "brackets around a link": nested("[", "a](/b)", "]"),
    "nested links": nested("[", "a", "](/b)"),
    "nested parentheses": longer("[a](", "("),
    "spaces in a link": longer("[a](/b", " ", ")"),
    "spaces before a note": longer("・a", " ", "b"),
    "nested emphasis": nested("*a ", "b", " c*"),
    "nested bold": nested("**a", "b", "c**"),
    "nested quotes": nested(">", "a", ""),
    "nested quotes with spaces": nested("> ", "a", ""),
    "many nested quotes": longer("", ">" * 60 + "a\n"),
    "a staircase of items": staircase("・a\n"),
    "a staircase of notes": staircase("※a\n"),
    "a staircase of words": staircase("a\n"),
    "a staircase of quotes": staircase("> a\n"),
    "one item of lines": longer("・a\n", "　a\n"),
    "one item of paragraphs": longer("・a\n", "\n　a\n"),
    "one note of lines": longer("※a\n", "　a\n"),
    "one quotation": longer("", "> あ\n"),
    "items in a quotation": longer("", "> ・a\n"),
    "deep items": longer("", "・a\n　・b\n　　・c\n　　　・d\n　　　　・e\n　　　　　・f\n"),
    "items up and down": longer("", "・a\n　　　・d\n　　・c\n　・b\n"),
    "numbers that fall": lambda size: "".join(
        f"{n % 99 + 1}. a\n" for n in range(size // 6, 0, -1)
    ),
    "a long word": longer("w", "x"),
    "backtick runs": backtick_runs,
    "spaces then a word": longer("a", " ", "b"),
    "a heading of spaces": longer("■", "　", "a"),
    "a heading of hashes": longer("# a", " #", "b"),
    "hashes and spaces": longer("# a", "# ", "b"),
    "spaces in a line": longer("■ a", " ", "."),
    "an almost mail": longer("", "a", "@"),
    "an almost domain": longer("a@", "b.", "!"),
    "words with spaces": longer("", "a" + " " * 99),
    "Japanese then spaces": longer("", "漢" + "　" * 50),
    "a code of one line": longer("`", "a", "`"),
    "an address": longer("https://a.jp/", "a"),
    "an address of dots": longer("https://a.jp/", "."),
    "an address of percent": longer("https://a.jp/", "%"),
    "a link of percent": longer("[a](/", "%", ")"),
    "a link of kanji": longer("[a](/", "漢", ")"),
    "a title of quotes": longer('[a](/b "', "c", '")'),
    "escaped brackets": longer("[", "\\]"),
    "one heading of links": longer("■ ", "[a](/b)"),
    "stars of three lengths": longer("", "*a **b ***c "),
    "stars that never match": longer("", "**a*"),
    "stars beside kanji": longer("", "**「a」**は"),
    "digits and words": longer("", "1a"),
    "cells of one row": longer("a", "\tb"),
    "a square of cells": lambda size: (
        lambda n: ("\t".join("a" * n) + "\n") * n
    )(int((size / 2) ** 0.5)),
    "a wide row and short ones": lambda size: (
        "a" + "\tb" * (size // 4) + "\n" + "a\tb\n" * (size // 8)
    ),
}  # fmt: skip


def repeated(fragment: str, size: int) -> str:
    if "{}" not in fragment:
        return (fragment * (size // len(fragment) + 1))[:size]
    parts: list[str] = []
    for number in count(1):
        if size <= 0:
            break
        parts.append(fragment.replace("{}", str(number)))
        size -= len(parts[-1])
    return "".join(parts)


TEXTS = [*FRAGMENTS, *BUILT]


def text_of(name: str, size: int = LONGEST) -> str:
    build = BUILT.get(name)
    return (build(size) if build else repeated(FRAGMENTS[name], size))[:size]


OFFICE_WORDS = ["住民票", "在留カード", "特定在留カード", "漢字", "か"]


def aligned(text: str) -> object:
    prints = [each.fingerprint for each in sections.split(text)]
    basis = [[each, each] for each in prints[::2]]
    found = alignment.align(prints, prints[::-1], basis)
    ticks = [(part.sources, part.targets) for part in found.parts]
    return alignment.confirm(prints, prints[::-1], ticks[::2], basis)


def found_in(text: str) -> object:
    folded = fold.fold(text)
    return excerpts.excerpt(text, [folded[:1], folded[:2], folded[-40:], "a"])


TOOLS: dict[str, Callable[[str], object]] = {
    "render": markup.render,
    "anchored": lambda text: markup.render_anchored(text, 1),
    "easy": markup.render_easy,
    "plain": markup.plain,
    "links": markup.refused_links,
    "readings": ruby.without_readings,
    "sections": sections.split,
    "align": aligned,
    "figures": figures.figures,
    "parity with itself": lambda text: parity.findings(text, text),
    "parity with nothing alike": lambda text: parity.findings(text, "7 May 1999"),
    "parity with its reverse": lambda text: parity.findings(text, text[::-1]),
    "hints": lambda text: easy_hints.hints(text, OFFICE_WORDS),
    "changed facts": lambda text: changed.changed_facts(text, text[::-1]),
    "changed facts in the middle": lambda text: changed.changed_facts(
        text, "1 " + text[9:-9] + " 2"
    ),
    "differences to reverse": lambda text: compare.differences(text, text[::-1]),
    "differences to half": lambda text: compare.differences(text, text[::2]),
    "differences in the middle": lambda text: compare.differences(text, "a" + text[9:-9] + "b"),
    "fold": lambda text: fold.with_word_starts(fold.fold(text)),
    "marks": lambda text: marking.mark(text, ["a", "漢", "1", fold.fold(text[:20])]),
    "excerpt": found_in,
}
