import time
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei_site.text.figures import figures


def read(text: str) -> list[object]:
    return [each.value for each in figures(text)]


@pytest.mark.parametrize(
    "text",
    [
        "2026年6月14日",
        "２０２６年６月１４日",
        "令和8年6月14日",
        "令和 8 年 6 月 14 日",
        "令和８年（2026年）6月14日",
        "令和8（2026）年6月14日",
        "2026年（令和8年）6月14日（日曜日）",
        "2026年6月14日(日・祝)",
        "2026年6月14日 日曜日",
        "R8.6.14",
        "2026/6/14",
        "2026-06-14",
        "2026.6.14（日）",
        "14 June 2026",
        "14th of June, 2026",
        "June 14, 2026",
        "Jun. 14th 2026",
        "Sunday, 14 June 2026",
        "Sun 14 Jun 2026",
        "June 14, 2026 (Sunday)",
        "14\u00a0June\u00a02026",
    ],
)
def test_a_day(text: str) -> None:
    assert read(text) == [(2026, 6, 14)]
    assert not figures(text)[0].fault
    assert figures(text)[0].text == text


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("6月14日から", [(None, 6, 14)]),
        ("6/14（日）", [(None, 6, 14)]),
        ("14 June", [(None, 6, 14)]),
        ("2026年6月に", [(2026, 6, None)]),
        ("in June 2026", [(2026, 6, None)]),
        ("6月に", [(None, 6, None)]),
        ("4～6月", [(None, 4, None), (None, 6, None)]),
        ("from May to June", [(None, 5, None), (None, 6, None)]),
        ("You may march", []),
        ("3か月以内", [Decimal(3)]),
        ("6月14日・15日", [(None, 6, 14), (None, 6, 15)]),
        ("6月14～16日", [(None, 6, 14), (None, 6, 16)]),
        ("6月14日（日）から16日（火）まで", [(None, 6, 14), (None, 6, 16)]),
        ("6月14日から20日間", [(None, 6, 14), Decimal(20)]),
        ("14–16 June 2026", [(2026, 6, 14), (2026, 6, 16)]),
        ("June 14 and 15, 2026", [(2026, 6, 14), (2026, 6, 15)]),
        ("Sunday 14 and Monday 15 June", [(None, 6, 14), (None, 6, 15)]),
        ("平成31年4月30日", [(2019, 4, 30)]),
        ("令和元年5月1日", [(2019, 5, 1)]),
        ("令和8年度", [Decimal(2026)]),
        ("Reiwa 8", [Decimal(2026)]),
        ("明治元年", [Decimal(1868)]),
        ("明治45年", [Decimal(1912)]),
        ("大正15年", [Decimal(1926)]),
        ("大正元年7月30日", [(1912, 7, 30)]),
        ("昭和64年1月7日", [(1989, 1, 7)]),
        ("昭和 元 年", [Decimal(1926)]),
        ("T15.12.24", [(1926, 12, 24)]),
        ("M45年", [Decimal(1912)]),
        ("Taisho 15 and Meiji 45", [Decimal(1926), Decimal(1912)]),
        ("明治46年", [Decimal(46)]),
        ("大正16年", [Decimal(16)]),
        ("昭和65年4月1日", [Decimal(65), (None, 4, 1)]),
        ("平成32年", [Decimal(32)]),
        ("令和0年", [Decimal(0)]),
        ("令和100年", [Decimal(100)]),
        ("平成", []),
    ],
)
def test_parts_of_dates_and_more_than_one(text: str, values: list[object]) -> None:
    assert read(text) == values


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2026年6月14日（月）", "wrong_weekday"),
        ("Monday, 14 June 2026", "wrong_weekday"),
        ("2026年2月29日", "no_such_day"),
        ("31 June", "no_such_day"),
        ("13月1日", "no_such_day"),
        ("令和7年（2026年）6月14日", "wrong_era"),
        ("2月29日", ""),
        ("2028年2月29日（火）", ""),
        ("6月14日（月）", ""),
    ],
)
def test_days_that_cannot_be(text: str, fault: str) -> None:
    assert [each.fault for each in figures(text)] == [fault]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("8:30", ["8:30"]),
        ("８：３０", ["8:30"]),
        ("8時30分", ["8:30"]),
        ("午前8時30分", ["8:30"]),
        ("8時半", ["8:30"]),
        ("8.30 a.m.", ["8:30"]),
        ("8:30 AM", ["8:30"]),
        ("8:30am", ["8:30"]),
        ("17:15", ["17:15"]),
        ("午後5時15分", ["17:15"]),
        ("5:15 p.m.", ["17:15"]),
        ("午後0時15分", ["12:15"]),
        ("12:15 p.m.", ["12:15"]),
        ("12:15 a.m.", ["0:15"]),
        ("正午", ["12:00"]),
        ("12 noon", ["12:00"]),
        ("midnight", ["0:00"]),
        ("24:00", ["0:00"]),
        ("9 o'clock", ["9:00"]),
        ("午前9時から正午まで", ["9:00", "12:00"]),
        ("午前9時から5時まで", ["9:00", "17:00"]),
        ("午後1時～3時", ["13:00", "15:00"]),
        ("午前9～11時", ["9:00", "11:00"]),
        ("9時から5時まで", ["9:00", "17:00"]),
        ("22時から5時まで", ["22:00", "5:00"]),
        ("9–11 a.m.", ["9:00", "11:00"]),
        ("9 to 5 p.m.", ["9:00", "17:00"]),
        ("1:00-5:00 p.m.", ["13:00", "17:00"]),
        ("8:30 to 17:15", ["8:30", "17:15"]),
    ],
)
def test_times(text: str, times: list[str]) -> None:
    minutes = [each.value for each in figures(text) if each.kind == "time"]
    assert minutes == [int(h) * 60 + int(m) for h, m in (each.split(":") for each in times)]


@pytest.mark.parametrize("text", ["24時間", "1時間30分", "99:99", "afternoon", "2 a mile"])
def test_what_is_no_time(text: str) -> None:
    assert "time" not in {each.kind for each in figures(text)}


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("1,000円", [1000]),
        ("１，０００円", [1000]),
        ("1000 円", [1000]),
        ("¥1,000", [1000]),
        ("￥1,000", [1000]),
        ("1,000 yen", [1000]),
        ("JPY 1,000", [1000]),
        ("4千円", [4000]),
        ("四千円", [4000]),
        ("1万円", [10000]),
        ("1万2千円", [12000]),
        ("1万2,500円", [12500]),
        ("1.5万円", [15000]),
        ("二千五百円", [2500]),
        ("3億円", [300_000_000]),
        ("10 thousand yen", [10000]),
        ("1.5 million yen", [1_500_000]),
        ("1～2万円", [10000, 20000]),
        ("1,000～2,000円", [1000, 2000]),
        ("1,000 to 2,000 yen", [1000, 2000]),
        ("¥1,000–¥2,000", [1000, 2000]),
        ("円満に", []),
        ("数千円", []),
    ],
)
def test_amounts(text: str, yen: list[int]) -> None:
    assert [(each.kind, each.value) for each in figures(text)] == [("amount", each) for each in yen]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("03-5796-7112", "0357967112"),
        ("０３－５７９６－７１１２", "0357967112"),
        ("(03) 5796-7112", "0357967112"),
        ("03（5796）7112", "0357967112"),
        ("03 5796 7112", "0357967112"),
        ("+81 3 5796 7112", "0357967112"),
        ("+81-(0)3-5796-7112", "0357967112"),
        ("0570-013904", "0570013904"),
        ("0120-95-0178", "0120950178"),
        ("090-0000-0000", "09000000000"),
        ("0300000000", "0300000000"),
    ],
)
def test_telephone_numbers(text: str, number: str) -> None:
    found = figures(f"電話 {text} まで")
    assert [(each.kind, each.value) for each in found] == [("phone", number)]


@pytest.mark.parametrize("text", ["012345678", "030000000000", "1-800-000-0000"])
def test_what_is_no_telephone_number(text: str) -> None:
    assert "phone" not in {each.kind for each in figures(text)}


def test_a_postcode_is_no_telephone_number() -> None:
    assert {each.kind for each in figures("〒000-0000")} == {"number"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("詳細はhttps://city.example.jp/a.html?b=1をご覧ください。", ["https://city.example.jp/a.html?b=1"]),
        ("（https://city.example.jp/2026/06/14）", ["https://city.example.jp/2026/06/14"]),
        ("[様式](https://city.example.jp/a.pdf)", ["https://city.example.jp/a.pdf"]),
        ("[案内](/ja/faq/12/)", ["/faq/12/"]),
        ("[guide](/en/faq/12/)", ["/faq/12/"]),
        ("[mail](mailto:desk2@example.jp)", ["mailto:desk2@example.jp"]),
        ("Desk2@example.jp", ["desk2@example.jp"]),
    ],
)  # fmt: skip
def test_addresses(text: str, values: list[str]) -> None:
    assert read(text) == values


@pytest.mark.parametrize(
    "text", ["１．旅券\n２．写真", "1. Passport\n2. Photo", "① 旅券\n② 写真", "> 1) a\n> 2) b"]
)
def test_numbers_of_list_items_say_nothing(text: str) -> None:
    assert read(text) == []


def test_a_number_after_an_item_s_own_is_read() -> None:
    assert read("１．旅券\n２．14日以内に") == [Decimal(14)]
    assert read("１．５倍") == [Decimal("1.5")]


@given(st.text(alphabet="0123456789０月日年時分円,.:/-～〜()（）令和 aJunepm万千¥+\n", max_size=60))
def test_any_text_is_read_and_quoted_by_its_place(text: str) -> None:
    spans = sorted({(each.start, each.end) for each in figures(text)})
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(text[each.start : each.end] == each.text for each in figures(text))


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_has_its_weekday(day: date) -> None:
    weekday = "月火水木金土日"[day.weekday()]
    for text in (f"{day:%Y}年{day.month}月{day.day}日（{weekday}）", f"{day:%A, %d %B %Y}"):
        assert [(each.value, each.fault) for each in figures(text)] == [
            ((day.year, day.month, day.day), "")
        ]


UNITS = [
    *("0", "1月", "1日", "14 ", "6/14 ", "2026年", "1,", "9時", "8:30~", "1万", "03-", "+81 ", "¥"),
    *("June 1 and ", "1 and ", "Sun ", "from ", "a.", "a@", "https://", "](/", "(", "- ", "１．"),
]


@pytest.mark.parametrize("unit", UNITS)
def test_hostile_texts_are_read(unit: str) -> None:
    start = time.perf_counter()
    figures((unit * 30_000)[:30_000])
    print(f"{unit!r}: {time.perf_counter() - start:.2f} s")
