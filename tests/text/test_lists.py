import pytest

from tokutei_site.text.markup import render


def squeezed(text: str) -> str:
    return render(text).replace("\n", "")


@pytest.mark.parametrize("marker", ["・", "・ ", "・　", "●", "- ", "-　", "* ", "　・", "　　・"])
def test_every_bullet_begins_a_list(marker: str) -> None:
    assert squeezed(f"{marker}旅券\n{marker}写真") == "<ul><li>旅券</li><li>写真</li></ul>"


@pytest.mark.parametrize(
    "markers",
    [
        ("１．", "２．"), ("1. ", "2. "), ("1．", "2．"), ("１．　", "２．　"), ("1) ", "2) "),
        ("１）", "２）"), ("①", "②"), ("① ", "② "),
    ],
)  # fmt: skip
def test_every_numbering_begins_an_ordered_list(markers: tuple[str, str]) -> None:
    first, second = markers
    assert squeezed(f"{first}書く\n{second}出す") == "<ol><li>書く</li><li>出す</li></ol>"


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("3. 申請\n4. 交付", '<ol start="3"><li>申請</li><li>交付</li></ol>'),
        ("5) 申請", '<ol start="5"><li>申請</li></ol>'),
        ("⑫申請", '<ol start="12"><li>申請</li></ol>'),
        ("99) 申請", '<ol start="99"><li>申請</li></ol>'),
        ("1. 申請\n3. 交付", '<ol><li>申請</li></ol><ol start="3"><li>交付</li></ol>'),
        (
            "１．申請\n本文\n２．交付",
            '<ol><li>申請</li></ol><p>本文</p><ol start="2"><li>交付</li></ol>',
        ),
        ("１．申請\n（１）写真", "<ol><li>申請</li></ol><p>（１）写真</p>"),
        ("１．申請\n２）交付", '<ol><li>申請</li></ol><ol start="2"><li>交付</li></ol>'),
    ],
)
def test_numbers_appear_as_typed(typed: str, html: str) -> None:
    assert squeezed(typed) == html


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("持ち物\n・旅券", "<p>持ち物</p><ul><li>旅券</li></ul>"),
        ("持ち物\n　　　・旅券", "<p>持ち物</p><ul><li>旅券</li></ul>"),
        ("次に\n2. 出す", '<p>次に</p><ol start="2"><li>出す</li></ol>'),
        ("次に\n2. 14日以内", "<p>次に<br>2. 14日以内</p>"),
    ],
)
def test_a_list_may_directly_follow_a_line(typed: str, html: str) -> None:
    assert squeezed(typed) == html


@pytest.mark.parametrize("marker", ["・", "- ", "１．", "①"])
def test_a_line_without_marker_or_indent_ends_the_list(marker: str) -> None:
    tag = "ul" if marker in ("・", "- ") else "ol"
    assert squeezed(f"{marker}旅券\nと写真") == f"<{tag}><li>旅券</li></{tag}><p>と写真</p>"


@pytest.mark.parametrize("indent", [" ", "  ", "　", "　　", "\t"])
def test_an_indented_line_belongs_to_its_item(indent: str) -> None:
    assert squeezed(f"・旅券\n{indent}（原本）") == "<ul><li>旅券<br>（原本）</li></ul>"


def test_lists_nest_by_indent() -> None:
    inner = "<ul><li>外国の旅券</li></ul>"
    assert (
        squeezed("１．旅券\n　・外国の旅券\n２．写真")
        == f"<ol><li>旅券{inner}</li><li>写真</li></ol>"
    )


def test_one_stray_space_does_not_nest() -> None:
    assert squeezed("・旅券\n ・写真") == "<ul><li>旅券</li><li>写真</li></ul>"


def test_items_apart_by_a_blank_line_are_one_list() -> None:
    assert squeezed("・旅券\n\n・写真") == "<ul><li>旅券</li><li>写真</li></ul>"


def test_a_paragraph_indented_by_one_space_after_a_blank_line_is_outside() -> None:
    assert squeezed("・旅券\n\n　次の段落") == "<ul><li>旅券</li></ul><p>次の段落</p>"


def test_another_marker_begins_another_list() -> None:
    assert squeezed("●持ち物\n・旅券") == "<ul><li>持ち物</li></ul><ul><li>旅券</li></ul>"


def test_dashes_in_a_row_are_a_rule() -> None:
    assert squeezed("- - -") == "<hr>"


@pytest.mark.parametrize(
    ("first", "second"),
    [("１．申請", "２．14日以内に出す"), ("1. 申請", "2. 3か月待つ"), ("①申請", "②はがきを待つ")],
)
def test_the_next_item_may_begin_with_what_could_not_begin_a_list(first: str, second: str) -> None:
    assert squeezed(f"{first}\n{second}").count("<li>") == 2


@pytest.mark.parametrize("space", [" ", "　", "  "])
def test_a_note_at_the_end_of_an_item_is_marked(space: str) -> None:
    html = squeezed(f"・写真{space}※**不要**の方も")
    note = '<small class="note">※<strong>不要</strong>の方も</small>'
    assert html == f"<ul><li>写真{space}{note}</li></ul>"


def test_a_reference_mark_in_the_middle_of_an_item_is_text() -> None:
    assert squeezed("・写真※の方") == "<ul><li>写真※の方</li></ul>"


def test_a_note_line_inside_an_item_stays_inside() -> None:
    assert squeezed("・写真\n　※不要") == '<ul><li>写真<p class="note">※不要</p></li></ul>'
