import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei_site.text.file_names import NAME_LIMIT, name_on_record, public_name, readable


@pytest.mark.parametrize(
    ("sent", "public"),
    [
        ("申請書.pdf", "申請書.pdf"),
        ("申請書（記入例）.PDF", "申請書（記入例）.pdf"),
        ("Application form 2.docx", "Application_form_2.pdf"),
        ("C:\\Users\\taro\\案内.pdf", "案内.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("evil.html.pdf", "evil_html.pdf"),
        ("か\u3099いこく.pdf", "がいこく.pdf"),  # as a Mac spells it
        ("fdp\u202efdp.exe", "fdp_fdp.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a_Set-Cookie_x.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("…", "file.pdf"),
        ("", "file.pdf"),
        ("あ" * 200 + ".pdf", "あ" * NAME_LIMIT + ".pdf"),
    ],
)
def test_a_name_keeps_its_letters_and_nothing_dangerous(sent: str, public: str) -> None:
    assert public_name(sent, ".pdf") == public


@given(st.text())
def test_any_name_becomes_a_safe_one_and_stays_it(sent: str) -> None:
    name = public_name(sent, ".pdf")
    assert public_name(name, ".pdf") == name
    assert name.endswith(".pdf") and name.count(".") == 1
    assert 5 <= len(name) <= NAME_LIMIT + 4
    assert not set(name) & set("/\\:*?\"<>|%'&# ")
    assert all(unicodedata.category(sign)[0] not in "CZ" for sign in name)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("質問.xlsx".encode(), "質問.xlsx"),
        ("質問.xlsx".encode("cp932"), "質問.xlsx"),  # from an old Japanese archive
        (b"\x81.xlsx", "\ufffd.xlsx"),
    ],
)
def test_a_name_in_other_bytes_is_read(given: bytes, read: str) -> None:
    assert readable(given.decode("utf-8", "surrogateescape")) == read


@given(st.text(st.characters(), max_size=300))
def test_any_name_can_be_kept_and_sent(name: str) -> None:
    kept = name_on_record(name)
    assert 0 < len(kept.encode().decode()) <= 200 and "\0" not in kept
