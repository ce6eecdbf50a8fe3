"""Parity of the two languages: own sentences in the office's notation, and every seeded text."""

import time
import tomllib
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei_site.text.dates import wareki
from tokutei_site.text.parity import Finding, findings

SEED = Path(__file__).parents[2] / "tokutei_site/front/seed"
JA = """受付は2026年6月14日（日）に始まる予定です。

■ 時間
・平日 8:30から17:15まで
・電話 0570-000000

■ 対象
・永住者
・留学生 ※在学中の方

くわしくは https://city.example.jp/ja.html へ
"""
EN = """The counter is scheduled to open on Sunday, 14 June 2026.

■ Hours
- Weekdays, 8:30 a.m. to 5:15 p.m.
- Telephone +81 570 000000

■ Who
- Permanent residents
- Students ※ While enrolled

See https://city.example.jp/en.html
"""
PAGE = ("https://city.example.jp/ja.html", "https://city.example.jp/en.html")


def found(ja: str, en: str) -> list[tuple[str, str, str]]:
    return [(each.kind, each.text, each.missing_in) for each in findings(ja, en, [PAGE])]


def test_texts_that_say_the_same_have_no_finding() -> None:
    assert findings(JA, EN, [PAGE]) == []


@pytest.mark.parametrize(
    ("was", "typed", "expected"),
    [
        (
            "2026年6月14日（日）",
            "2026年6月15日（月）",
            [("date", "2026年6月15日（月）", "en"), ("date", "Sunday, 14 June 2026", "ja")],
        ),
        ("14日（日）", "14日（月）", [("wrong_weekday", "2026年6月14日（月）", "")]),
        ("（日）", "", []),
        ("2026年6月14日", "令和８年６月１４日", []),
        ("2026年6月", "6月", []),
        (
            "2026年6月14日（日）",
            "2027年6月14日",
            [("date", "2027年6月14日", "en"), ("date", "Sunday, 14 June 2026", "ja")],
        ),
        (
            "2026年6月14日（日）",
            "2026年6月",
            [("date", "Sunday, 14 June 2026", "ja")],
        ),
        ("2026年6月14日（日）", "6月14日（月）", [("weekday", "6月14日（月）", "en")]),
        ("8:30", "8:45", [("time", "8:45", "en"), ("time", "8:30 a.m.", "ja")]),
        ("17:15", "午後5時15分", []),
        ("000000", "000009", [("phone", "0570-000009", "en"), ("phone", "+81 570 000000", "ja")]),
        ("平日", "平日（無料ではなく1,000円）", [("amount", "1,000円", "en")]),
        ("ja.html", "en.html", []),
        (
            "ja.html",
            "other.html",
            [
                ("url", "https://city.example.jp/other.html", "en"),
                ("url", "https://city.example.jp/en.html", "ja"),
            ],
        ),
    ],
)
def test_a_fact_that_differs_is_found(
    was: str, typed: str, expected: list[tuple[str, str, str]]
) -> None:
    ja = JA.replace(was, typed, 1)
    assert ja != JA
    assert found(ja, EN) == expected
    assert not any(each.is_hint for each in findings(ja, EN, [PAGE]))


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        (
            "受付：月〜金 9:00〜17:00（12:00〜13:00を除く）",
            "Open Mon-Fri 9:00-17:00 (closed 12:00-13:00)",
        ),
        (
            "平日の午前8時30分から午後5時15分まで（土日祝日、12月29日～1月3日を除く）",
            "Weekdays 8:30 a.m. to 5:15 p.m. (closed weekends, December 29 to January 3)",
        ),
        (
            "12月29日（火）から翌年1月3日（日）まで休みます",
            "Closed from Tuesday 29 December to Sunday 3 January",
        ),
        ("令和8年4月～令和9年3月", "April 2026 to March 2027"),
        ("2026年4月1日～2027年3月31日", "1 April 2026 – 31 March 2027"),
        ("10月1日から12月25日まで", "Oct. 1-Dec. 25"),
        ("10月1日から25日まで", "October 1st through 25th"),
        ("手数料は300円、オンラインは200円", "The fee is 300 yen, 200 yen online"),
        ("5,500円（税込）", "5,500 yen (tax included)"),
        ("1人1,500円", "¥1,500 per person"),
        ("毎月第2火曜日", "every second Tuesday of the month"),
        ("毎月15日", "on the 15th of each month"),
        ("2階3番窓口", "counter 3 on the 2nd floor"),
        ("昭和35年4月2日以後に生まれた方", "people born on or after April 2, 1960"),
        (
            "明治45年と大正元年は同じ年です",
            "1912 was in Meiji and in Taisho",
        ),
        ("大正15年12月25日まで", "until 25 December 1926"),
        ("大正15年", "Taisho 15 (1926)"),
        ("24時間365日", "24 hours a day, 365 days a year"),
        ("110番・119番", "Call 110 or 119"),
        ("〒100-0001 1丁目2番3号", "1-2-3, 100-0001"),
        (
            "6月14日(日)10時〜12時、13時半〜15時",
            "Sunday, June 14, 10 a.m. to noon and 1:30 to 3 p.m.",
        ),
        ("午前10時～午後3時", "10 a.m. to 3 p.m."),
        ("午前10時〜午後3時", "10 a.m.–3 p.m."),
        ("8：30～17：15", "8:30–17:15"),
        ("電話：03-0000-0000（内線123）", "Tel: 03-0000-0000 (ext. 123)"),
        ("2週間", "two weeks"),
        ("6か月以内", "within six months"),
        ("約半年", "about half a year"),
        ("2026年夏", "summer 2026"),
        ("2026年から2027年の冬", "winter 2026–2027"),
        ("6月中旬", "mid-June"),
        ("6月上旬から7月下旬", "early June to late July"),
        ("今年の5月", "this May"),
        ("5月に", "In May"),
        ("第1回 5月10日、第2回 5月17日", "1st session: May 10; 2nd session: May 17"),
        ("A4サイズ 3枚", "3 sheets of A4"),
        ("30代の20人", "20 people in their 30s"),
        ("20%", "20%"),
        ("1号様式", "Form No. 1"),
        ("6月14日か15日", "June 14 or 15"),
        ("6月14日・21日・28日", "June 14, 21 and 28"),
        ("6月14日、21日、28日（各日曜日）", "14, 21 and 28 June (Sundays)"),
        ("お問い合わせ 0120-00-0000、0570-000-000", "Call 0120-00-0000 or 0570-000-000"),
        ("受付時間：9時00分～16時30分", "Hours: 9:00am - 4:30pm"),
        ("17時まで", "until 5pm"),
        ("17時まで", "by 17:00"),
        ("2026年6月14日（日）午後11時59分", "11:59 p.m. on Sunday, 14 June 2026"),
        ("R8.6.14～R8.7.1", "14 June - 1 July 2026"),
        (
            "特定在留カード（2026年6月14日以降）",
            "Specified Residence Card (on or after June 14, 2026)",
        ),
        ("1月1日・2月2日", "Jan 1, Feb 2"),
        ("年度末（3月31日）", "end of the fiscal year (March 31)"),
        (
            "フリーダイヤル 0120-00-0000（平日9時30分～20時、土日祝9時30分～17時30分）",
            "Toll-free 0120-00-0000 (weekdays 9:30–20:00, weekends 9:30–17:30)",
        ),
        ("1件につき750円か、1,000円", "750 or 1,000 yen each"),
        ("2,000円から3,000円", "2,000 to 3,000 yen"),
        ("参照 https://a.example.jp/x （1ページ）", "See https://a.example.jp/x (page 1)."),
        ("〈2026年〉6月14日", "June 14, 2026"),
        ("2026 年 6 月 14 日", "2026-06-14"),
        ("６月１４日（日曜日）午前１０時", "10 a.m. on Sunday, June 14"),
        ("8月11日（火・祝）", "Tuesday, August 11 (holiday)"),
    ],
)
def test_what_offices_write_in_both_languages_is_the_same(ja: str, en: str) -> None:
    assert findings(ja, en) == []


def hints(ja: str, en: str) -> list[Finding]:
    some = findings(ja, en, [PAGE])
    assert all(each.is_hint for each in some)
    return some


def test_a_date_is_quoted_as_typed_with_every_place() -> None:
    finding = findings("６月１日か、6月1日です。", "None.")[0]
    assert (finding.text, finding.spans) == ("６月１日", ((0, 4), (6, 10)))


def test_another_number_is_a_hint() -> None:
    ja, en = JA.replace("在学中", "14日以内"), EN.replace("While enrolled", "Within 15 days")
    assert [(each.kind, each.text) for each in hints(ja, en)] == [
        ("number", "14"),
        ("number", "15"),
    ]


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("14日以内に", "within 14 days"),
        ("3か月以内の写真を二枚", "two photos, taken within three months"),
        ("16歳未満の2人", "two people under 16"),
        ("1万2千人", "12,000 people"),
        ("令和8年度", "fiscal year 2026"),
        ("2026年に、6月1日から", "from 1 June 2026"),
        ("第1回", "the first time"),
    ],
)
def test_numbers_that_are_the_same_are_no_hint(ja: str, en: str) -> None:
    assert findings(ja, en) == []


def test_a_note_that_one_language_lacks_is_a_hint_on_its_section() -> None:
    (hint,) = hints(JA, EN.replace(" ※ While enrolled", ""))
    assert (hint.kind, hint.section, hint.counts) == ("notes", 2, (1, 0))


def test_an_item_that_one_language_lacks_is_a_hint_on_its_section() -> None:
    (hint,) = hints(JA, EN.replace("- Permanent residents\n", ""))
    assert (hint.kind, hint.section, hint.counts) == ("items", 2, (2, 1))


def test_what_only_one_language_calls_scheduled_is_a_hint() -> None:
    (hint,) = hints(JA, EN.replace("is scheduled to open", "opens"))
    assert (hint.kind, hint.text, hint.missing_in, hint.section) == ("scheduled", "予定", "en", 0)


def test_what_is_scheduled_or_unconfirmed_is_compared_item_by_item() -> None:
    ja = "・開始（予定）\n・終了\n・料金（要確認）"
    en = "- Start (scheduled)\n- End (scheduled)\n- Fee"
    assert [(each.kind, each.missing_in) for each in hints(ja, en)] == [
        ("scheduled", "ja"),
        ("to_be_confirmed", "en"),
    ]


def test_a_fact_in_another_section_is_a_hint() -> None:
    ja, en = "■ 一\n6月1日\n■ 二\n7月1日", "■ One\n1 June\n■ Two\n1 June and 1 July"
    assert findings(ja, en) == [
        Finding("date", "en", "1 June", ((19, 25),), "ja", is_hint=True, section=1)
    ]


def test_different_numbers_of_sections_are_a_hint_and_facts_are_compared_over_all() -> None:
    ja, en = "■ 一\n6月1日\n■ 二\n7月1日（予定）", "1 June and 2 July"
    assert [(each.kind, each.is_hint) for each in findings(ja, en)] == [
        ("date", False),
        ("date", False),
        ("sections", True),
    ]


@pytest.mark.parametrize(("ja", "en"), [("", EN), (JA, " \n"), ("", "")])
def test_an_empty_text_is_not_compared(ja: str, en: str) -> None:
    assert findings(ja, en) == []


def translations() -> st.SearchStrategy[tuple[str, str]]:
    def day(each: date) -> st.SearchStrategy[tuple[str, str]]:
        weekday = "月火水木金土日"[each.weekday()]
        full = f"{each.year}年{each.month}月{each.day}日"
        ja = [
            full,
            f"{full}（{weekday}）",
            f"{full}({weekday}曜日)",
            wareki(each),
            f"{each:%Y/%m/%d}",
        ]
        ja += [wareki(each).replace("年", f"年（{each.year}年）", 1), wide(full)]
        en = [
            f"{each.day} {each:%B %Y}",
            f"{each:%A, %B} {each.day}, {each.year}",
            f"{each:%Y-%m-%d}",
        ]
        en += [f"{each:%B} {each.day}, {each.year} ({each:%A})", f"{each:%a %d %b %Y}"]
        return st.tuples(st.sampled_from(ja), st.sampled_from(en))

    def clock(minutes: int) -> st.SearchStrategy[tuple[str, str]]:
        hour, minute = divmod(minutes, 60)
        half, twelve = ("午後", "p") if hour >= 12 else ("午前", "a"), hour % 12
        ja = [f"{hour}:{minute:02}", wide(f"{hour}:{minute:02}"), f"{hour}時{minute}分"]
        ja += [f"{half[0]}{twelve}時{minute:02}分"] + [f"{hour}時半"] * (minute == 30)
        en = [f"{hour}:{minute:02}"]
        en += [f"{twelve or 12}{dot}{minute:02}{half[1]}" for dot in ":."]
        en = [en[0], *(f"{each}.m." for each in en[1:]), f"{en[1][:-1]} {half[1].upper()}M"]
        return st.tuples(st.sampled_from(ja), st.sampled_from(en))

    def yen(amount: int) -> st.SearchStrategy[tuple[str, str]]:
        ja = [f"{amount}円", f"{amount:,}円", f"¥{amount:,}", wide(f"{amount:,}円")]
        ja += [f"{amount / 10_000:.4f}万円"] + [f"{amount // 1000}千円"] * (amount % 1000 == 0)
        en = [f"{amount:,} yen", f"¥{amount:,}", f"JPY {amount:,}", f"{amount}-yen"]
        return st.tuples(st.sampled_from(ja), st.sampled_from(en))

    def phone(digits: str) -> st.SearchStrategy[tuple[str, str]]:
        a, b, c = digits[:2], digits[2:6], digits[6:]
        ja = [f"0{a}-{b}-{c}", wide(f"0{a}-{b}-{c}"), f"0{a}（{b}）{c}", f"（0{a}）{b}-{c}"]
        en = [f"0{a}-{b}-{c}", f"+81-{a}-{b}-{c}", f"+81 {a} {b} {c}", f"(0{a}) {b}-{c}"]
        return st.tuples(st.sampled_from(ja), st.sampled_from(en))

    def url(path: str) -> st.SearchStrategy[tuple[str, str]]:
        address = f"https://city.example.jp/{path}"
        return st.tuples(
            st.sampled_from([address, f"[案内]({address})", f"（{address}）"]), st.just(address)
        )

    return st.one_of(
        st.dates(date(1990, 1, 1), date(2099, 12, 31)).flatmap(day),
        st.integers(0, 24 * 60 - 1).flatmap(clock),
        st.integers(1, 9_999_999).flatmap(yen),
        st.from_regex(r"\A[1-9][0-9]{9}\Z").flatmap(phone),
        st.from_regex(r"\A[a-z0-9/]{0,9}[a-z]\Z").flatmap(url),
    )


def wide(text: str) -> str:
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


@given(st.lists(translations(), max_size=6), st.data())
def test_a_text_and_its_translation_by_table_have_no_finding(
    facts: list[tuple[str, str]], data: st.DataObject
) -> None:
    marker = data.draw(st.sampled_from(["", "・", "■ ", "※"]))
    ja = "\n".join(f"{marker}これは{each}です。" for each, _ in facts)
    en = "\n".join(f"{marker}This is {each}, please." for _, each in facts)
    assert findings(ja, en) == []


EXTRA = ["昭和60年5月7日", "98,765,432円", "0800-000-0000", "https://town.example.jp/", "28日間"]


@given(st.lists(translations(), max_size=6), st.sampled_from(EXTRA), st.data())
def test_what_the_translation_leaves_out_is_found(
    facts: list[tuple[str, str]], extra: str, data: st.DataObject
) -> None:
    ja = [f"これは{each}です。" for each, _ in facts]
    ja.insert(data.draw(st.integers(0, len(ja))), f"また、{extra}です。")
    en = [f"This is {each}." for _, each in facts]
    (finding,) = findings("\n".join(ja), "\n".join(["Also.", *en]))
    assert finding.text == extra.removesuffix("日間")
    assert (finding.missing_in, finding.is_hint) == ("en", extra == "28日間")


Page = tuple[str, list[str], list[dict[str, Any]]]


def seeded_pages() -> Iterator[Page]:
    """Each text with its name, the sources it cites and its rows of columns."""
    for path in sorted(SEED.glob("*/*.toml")):
        seed = tomllib.loads(path.read_text(encoding="utf-8"))
        if path.parent.name in ("faq", "faq-updates"):
            seed.pop("publication", None)
            yield from ((code, item.get("sources", []), [item]) for code, item in seed.items())
            continue
        if path.parent.name == "guides":
            groups = [seed[group].values() for group in ("steps", "choices", "blocks")]
            yield path.stem, seed["guide"]["sources"], [seed["guide"], *chain(*groups)]
            continue
        content = seed["content"]
        rows = [seed["publication"], content, *content.get("key_dates", [])]
        yield path.stem, content["sources"], [*rows, *seed.get("key_dates", [])]


def seeded() -> list[Any]:
    sources = tomllib.loads((SEED / "sources.toml").read_text(encoding="utf-8"))
    return [
        pytest.param(
            row[name],
            row[name[:-2] + "en"],
            [(sources[each]["url_ja"], sources[each]["url_en"]) for each in cited],
            id=f"{page} {name} {index}",
        )
        for page, cited, rows in seeded_pages()
        for index, row in enumerate(rows)
        for name in row
        if name.endswith("_ja")
    ]


SEEDED = seeded()
GAP = "1-before-launch body_ja 1"


@pytest.mark.parametrize(("ja", "en", "pages"), [each for each in SEEDED if each.id != GAP])
def test_seeded_texts_say_the_same(ja: str, en: str, pages: list[tuple[str, str]]) -> None:
    assert findings(ja, en, pages) == []


@pytest.mark.parametrize(("ja", "en", "pages"), [each for each in SEEDED if each.id == GAP])
def test_the_gap_of_the_first_seeded_text_is_a_hint(
    ja: str, en: str, pages: list[tuple[str, str]]
) -> None:
    (hint,) = findings(ja, en, pages)
    assert (hint.kind, hint.section, hint.counts, hint.is_hint) == ("notes", 4, (1, 0), True)


def test_the_seeded_texts_are_there() -> None:
    assert len(SEEDED) > 40
    assert GAP in {each.id for each in SEEDED}


def test_long_texts_are_compared() -> None:
    ja = "".join(f"{n % 12 + 1}月{n % 28 + 1}日は{n}円、" for n in range(2_300))[:30_000]
    en = "".join(f"{n % 28 + 1} May, {n} yen; " for n in range(2_300))[:30_000]
    start = time.perf_counter()
    assert findings(ja, en)
    print(f"{time.perf_counter() - start:.2f} s")


def test_of_too_many_numbers_nothing_else_is_said() -> None:
    many = "12 " * 2_001
    assert [each.kind for each in findings(many, "12")] == ["too_many"]
    assert [each.language for each in findings("12", many)] == ["en"]
    assert not findings(many, many)[0].is_hint
