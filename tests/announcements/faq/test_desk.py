"""Writing questions on the desk: their codes, what they belong to, and the order of a category."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from announcements.faq import ordering
from announcements.models import Category, Faq
from tests.desk_forms import form_of, login, post, url
from tests.factories import (
    NOON,
    edit,
    make_approver,
    make_category,
    make_draft,
    make_live,
    make_writer,
)
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Revision

pytestmark = pytest.mark.django_db

ORDER = "/admin/announcements/faq/order/"


def question(client: Client, **typed: Any) -> dict[str, Any]:
    """The form of a new question, filled in."""
    category, _made = Category.objects.get_or_create(key="procedures", defaults={"name_ja": "手続"})
    texts = {"title_ja": "質問", "title_en": "Question", "answer_ja": "答え", "answer_en": "Answer"}
    filled = form_of(client, kind=Faq)
    return filled | texts | {"category": str(category.pk), "order": "1"} | typed


def add(client: Client, form: dict[str, Any]) -> Any:
    return post(client, url("add", kind=Faq), form)


def test_a_new_question_is_given_the_next_code() -> None:
    client = login(make_writer())
    for _ in range(2):
        assert add(client, question(client)).status_code == 302
    assert sorted(Faq.objects.values_list("slug", flat=True)) == ["FAQ-001", "FAQ-002"]


def test_a_new_question_without_a_place_comes_last_in_its_category() -> None:
    client = login(make_writer())
    assert form_of(client, kind=Faq)["order"] == ""
    for typed in ("4", ""):
        assert add(client, question(client, order=typed)).status_code == 302
    assert list(Faq.objects.order_by("slug").values_list("order", flat=True)) == [4, 5]


def test_a_double_click_makes_one_question() -> None:
    client = login(make_writer())
    form = question(client)
    add(client, form)
    add(client, form)
    assert Faq.objects.count() == 1


TYPED = ["FAQ-" + "9" * 76, "not-a-code", "FAQ-777", "FAQ-777:c2lnbmF0dXJl", "", None]


@pytest.mark.parametrize("typed", TYPED)
def test_a_code_that_somebody_typed_is_not_taken(typed: str | None) -> None:
    client = login(make_writer())
    form = {name: v for name, v in question(client).items() if name != "slug"}
    assert add(client, form if typed is None else form | {"slug": typed}).status_code == 302
    assert Faq.objects.get().slug == "FAQ-001"


def test_a_code_that_was_given_to_somebody_else_is_not_taken() -> None:
    mine, other = login(make_writer()), login(make_writer())
    form = question(mine)
    assert add(other, question(other)).status_code == 302
    assert add(other, question(other) | {"slug": form["slug"]}).status_code == 302
    assert sorted(Faq.objects.values_list("slug", flat=True)) == ["FAQ-001", "FAQ-002"]


def test_a_code_that_was_typed_once_keeps_nobody_from_asking() -> None:
    for slug in ("FAQ-" + "9" * 76, "FAQ-041"):
        make_draft(Faq, slug=slug)
    client = login(make_writer())
    assert add(client, question(client)).status_code == 302
    assert Faq.objects.filter(slug="FAQ-042").exists()


def test_two_people_at_once_are_given_two_codes() -> None:
    one, other = login(make_writer()), login(make_writer())
    first, second = question(one), question(other, title_ja="別の質問")
    add(one, first)
    assert add(other, second).status_code == 302
    titles = dict(Faq.objects.values_list("slug", "title_ja"))
    assert titles == {"FAQ-001": "質問", "FAQ-002": "別の質問"}


def test_another_question_from_a_form_left_open_is_given_a_code_of_its_own() -> None:
    client = login(make_writer())
    form = question(client)
    add(client, form)
    assert add(client, form | {"title_ja": "別の質問"}).status_code == 302
    titles = dict(Faq.objects.values_list("slug", "title_ja"))
    assert titles == {"FAQ-001": "質問", "FAQ-002": "別の質問"}


def test_the_code_never_changes() -> None:
    entry, client = make_draft(Faq).entry, login(make_approver())
    form = form_of(client, entry.as_kind(), kind=Faq)
    assert "slug" not in form
    post(client, url("change", entry.pk, kind=Faq), form | {"slug": "FAQ-777", "title_ja": "新"})
    entry.refresh_from_db()
    assert entry.slug == "FAQ-001" and entry.as_kind().title_ja == "新"  # type: ignore[attr-defined]


def test_a_question_needs_a_category() -> None:
    client = login(make_writer())
    response = add(client, question(client, category=""))
    assert "分類を選んでください。" in response.content.decode()
    assert not Faq.objects.exists()


def test_related_announcements_are_chosen_by_their_titles() -> None:
    make_live(slug="card")
    client = login(make_writer())
    found = client.get("/admin/announcements/announcement/find/", {"term": "受付"}).json()
    assert found["results"] == [{"id": "card", "text": "カードの受付"}]
    response = add(
        client,
        question(client)
        | {"related-TOTAL_FORMS": "1", "related-INITIAL_FORMS": "0", "related-0-slug": "card"},
    )
    assert response.status_code == 302
    head = Faq.objects.get().head
    assert head
    assert [row["slug"] for row in head.content["related"].values()] == ["card"]


def test_an_announcement_that_moved_stays_chosen() -> None:
    card = make_live(slug="card")
    entry = make_draft(Faq, related__a__slug="card").entry.as_kind()
    desk.rename(card, "moved", by=make_approver(), now=NOON)
    client = login(make_writer())
    form = form_of(client, entry, kind=Faq)
    assert form["related-0-slug"] == "card"
    response = post(client, url("change", entry.pk, kind=Faq), form | {"title_ja": "新"})
    assert response.status_code == 302


def test_the_preview_shows_the_question_under_its_code() -> None:
    entry, client = make_draft(Faq).entry.as_kind(), login(make_writer())
    page = post(client, url("preview", entry.pk, "ja", kind=Faq), form_of(client, entry, kind=Faq))
    assert "カードはどこで申請しますか</h1>" in page.content.decode()


def test_the_list_shows_codes_and_leaves_out_what_was_discarded() -> None:
    kept, gone = make_draft(Faq), make_draft(Faq)
    desk.discard(gone, by=make_writer(), now=NOON)
    client = login(make_writer())
    path = reverse("admin:announcements_faq_changelist")
    page = client.get(path).content.decode()
    assert kept.entry.slug in page and gone.entry.slug not in page
    assert gone.entry.slug in client.get(f"{path}?desk_state=discarded").content.decode()


# The order of a category


def places(**typed: Any) -> dict[str, Any]:
    """The form as it stands, with some of it typed anew (FAQ_001__order)."""
    sent: dict[str, Any] = {}
    for faq in Faq.objects.all():
        sent |= {f"{faq.slug}-order": faq.order, f"{faq.slug}-category": faq.category_id}
        sent[f"{faq.slug}-base"] = faq.head_id
    return sent | {name.replace("__", "-").replace("_", "-"): v for name, v in typed.items()}


def test_a_whole_category_is_ordered_in_one_form_and_only_changes_are_saved() -> None:
    one, two = (make_draft(Faq, order=n) for n in (1, 2))
    client = login(make_writer())
    response = client.post(ORDER, places(FAQ_001__order=9), follow=True)
    assert "1件の質問を下書きとして保存しました" in response.content.decode()
    assert one.entry.revisions.count() == 2 and two.entry.revisions.count() == 1
    assert Faq.objects.get(slug="FAQ-001").order == 9


def test_a_question_moves_to_another_category() -> None:
    make_draft(Faq)
    other = make_category("other")
    client = login(make_writer())
    client.post(ORDER + "?category=procedures", places(FAQ_001__category=other.pk))
    head = Faq.objects.get().head
    assert head and head.content["category"]["key"] == "other"


def test_what_a_colleague_saved_meanwhile_is_kept() -> None:
    draft = make_draft(Faq, order=1)
    sent = places(FAQ_001__order=5)
    edit(draft, now=NOON, title_ja="同僚の言葉")
    login(make_writer()).post(ORDER, sent)
    faq = Faq.objects.get()
    assert (faq.order, faq.title_ja) == (5, "同僚の言葉")  # type: ignore[attr-defined]


def test_the_same_place_changed_twice_is_told_and_not_overwritten() -> None:
    draft = make_draft(Faq, order=1)
    sent = places(FAQ_001__order=5)
    edit(draft, now=NOON, order=7)
    page = login(make_writer()).post(ORDER, sent, follow=True).content.decode()
    assert "FAQ-001" in page and "保存していません" in page
    assert Faq.objects.get().order == 7


def rendered(page: str) -> dict[str, str]:
    """What a browser would send back of the form, as it stands."""
    fields = dict(re.findall(r'name="(FAQ-\d+-(?:order|base))" value="(\d+)"', page))
    for name, options in re.findall(r'<select name="(FAQ-[^"]+)".*?>(.*?)</select>', page, re.S):
        fields[name] = re.findall(r'value="(\d+)" selected', options)[0]
    return fields


def test_thousands_of_questions_come_in_pages_that_each_save(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    fields_of_a_row, others = 3, 5
    assert ordering.SHOWN * fields_of_a_row + others < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    monkeypatch.setattr(ordering, "SHOWN", 3)
    for number in range(7):
        make_draft(Faq, order=number)
    client = login(make_writer())
    pages = [rendered(client.get(f"{ORDER}?page={n}").content.decode()) for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [9, 9, 3]
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 9 + others
    edit(revision_of("FAQ-001"), now=NOON, order=6)  # now the rows of every page are others
    sent = pages[1] | {"FAQ-005-order": "70"}
    response = client.post(f"{ORDER}?page=2", sent, follow=True)
    assert "1件の質問を下書きとして保存しました" in response.content.decode()
    assert Faq.objects.get(slug="FAQ-005").order == 70
    assert revision_of("FAQ-004").number == revision_of("FAQ-006").number == 1


def revision_of(code: str) -> Revision:
    head = Faq.objects.get(slug=code).head
    assert head
    return head


def test_the_statements_of_the_order_do_not_grow_with_its_rows() -> None:
    client, counts = login(make_writer()), []
    for rows in (2, 5):
        for _ in range(rows):
            make_draft(Faq)
        for ask in (lambda: client.get(ORDER), lambda: client.post(ORDER, places())):
            with CaptureQueriesContext(connection) as asked:
                assert ask().status_code in (200, 302)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


def test_a_base_that_is_none_of_the_question_is_told() -> None:
    make_draft(Faq, order=3)
    other = make_draft(Faq)
    for base in (str(other.pk), "x", "9" * 30, ""):
        sent = places(FAQ_001__order=5) | {"FAQ-001-base": base}
        response = login(make_writer()).post(ORDER, sent)
        assert response.status_code == 200 and "errorlist" in response.content.decode()
    assert Faq.objects.get(slug="FAQ-001").order == 3


@pytest.mark.parametrize("typed", ["-1", "", "32768", "x", "１．５"])
def test_a_place_that_is_none_is_shown_again(typed: str) -> None:
    make_draft(Faq, order=3)
    response = login(make_writer()).post(ORDER, places(FAQ_001__order=typed))
    assert response.status_code == 200 and "errorlist" in response.content.decode()
    assert Faq.objects.get().order == 3
