"""Whatever is sent to whatever address: an answer with every header, and no error in the log."""

import os
from collections.abc import Iterator
from itertools import product
from logging import ERROR
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from tests.factories import make_user
from tests.test_url_table import fill, kind_of, make_world
from tests.urls_table import TABLE, Row
from tokutei_site.publishing.models import Entry
from tokutei_site.wsgi import application

pytestmark = pytest.mark.django_db

# As they stand on the wire.
VALUES = (
    "%00",
    "%FF%FE",
    "%ED%A0%80",
    "%",
    "%zz%u0041",
    "%0d%0aSet-Cookie:%20a=b",
    "//[x",
    "https://a%E2%84%80.x",
    "///%5C%5Cexample.org/",
    "9" * 5000,
    "-1",
    "1e9",
    "1_0",
    "%EF%BC%91",
    "%C2%B2",
    "%D9%A1",
    "NaN",
    "x" * 20_000,
    "%F0%9F%92%B3",
    "%EF%BF%BE%E2%80%AE",
    "'\"><script>",
    "__proto__",
    "..%2F..%2Fetc%2Fpasswd",
)
NAMES = (
    *("q", "page", "p", "o", "category", "ruby", "against", "next", "_to_field", "_popup", "e"),
    *("day", "time", "at", "language", "comment", "hash", "number", "numbers", "publication"),
    *("change", "text", "finding", "step", "form_of", "slug", "code", "key", "select_across"),
    *("title_ja", "body_en", "base", "accepted", "review_by", "owner", "order", "seen", "file"),
    *("key_dates-TOTAL_FORMS", "key_dates-INITIAL_FORMS", "key_dates-0-day", "action"),
    *("login", "password", "username", "csrfmiddlewaretoken", "visible_from_0", "note_ja"),
)
QUERIES = ("&".join(f"{name}={value}" for name in NAMES) for value in VALUES)

# One of each at a time: a value that is refused at the door would hide the others.
HEADERS = {
    "ACCEPT": ("", "*/*;q=x", "\xff", "," * 9999, "text/html;q=" + "9" * 5000),
    "ACCEPT_ENCODING": ("br;q=", "identity;q=0, *;q=0", "\0", "gzip;q=0.0.0", "x" * 9999),
    "ACCEPT_LANGUAGE": ("*;q=x", "ja;q=NaN", "x-" * 4000, "\xed\xa0\x80", "ja-easy, en-\0"),
    "AUTHORIZATION": ("Basic", "Basic \xff", "Basic " + "=" * 99, "Bearer \0", ""),
    "COOKIE": ("session=\0", "=;=;", "session=" + "x" * 9000, "csrf=\xff; csrf=é", 'a="\\777'),
    "IF_MATCH": ('"', "*", "W/", '"\xff"', "x" * 9999),
    "IF_NONE_MATCH": ('W/"', "*,*", '"\0"', "\xff", '""' * 4000),
    "IF_MODIFIED_SINCE": ("x", "Mon, 99 Foo 0000 99:99:99 GMT", "9" * 5000, "", "\xff"),
    "IF_UNMODIFIED_SINCE": ("Thu, 01 Jan 0001 00:00:00 GMT", "-1", "\0", "x", "9" * 500),
    "IF_RANGE": ('"', "Thu", "\xff", "", "W/x"),
    "ORIGIN": ("null", "//[x", "https://a\u2100.x".encode().decode("latin-1"), "\0", "http://["),
    "RANGE": ("bytes=-", "bytes=9-1,0-0", "bytes=" + "9" * 5000 + "-", "x=1", "bytes=0-\xff"),
    "REFERER": ("//[x", "http://[::1", "\xff", "x" * 9999, "https://a\xe2\x84\x80.x/"),
    "TRANSFER_ENCODING": ("chunked, x", "identity", "\0", "xchunked", ""),
    "X_FORWARDED_FOR": ("x", "1.2.3.4, \xff", ",,,", "[::1", "9" * 999),
    "X_FORWARDED_HOST": ("[", "\0", "a.b:x", "evil.example", "\xff"),
    "X_FORWARDED_PROTO": ("https,http", "\xff", "", "javascript", "0"),
    "X_FORWARDED_PORT": ("x", "99999999", "-1", "\xef\xbc\x91", ""),
    "X_REQUESTED_WITH": ("XMLHttpRequest", "\0", "\xff", "", "x" * 999),
}
ROUNDS = [{f"HTTP_{name}": values[n] for name, values in HEADERS.items()} for n in range(5)]

METHODS = ("HEAD", "OPTIONS", "TRACE", "PUT", "PATCH", "DELETE", "CONNECT", "PROPFIND", "get", "X")
TYPES = (
    "text/html; charset=base64",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset*=no'such'%FF",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=\xe9",
    "multipart/form-data; boundary=" + "x" * 5000,
    'multipart/form-data; boundary="a"; charset=zlib',
    "multipart/form-data; boundary=a; boundary*=utf-16''b",
    "application/json; charset=\0",
    ";;;=;charset",
    "/",
    "\xff",
    "x" * 9999,
)
BODIES = (
    b"title_ja=%00&title_en=%ff&body_ja=\xff\xfe",
    b"&".join(b"a%d=1" % number for number in range(1200)),
    b"--a\r\nContent-Disposition: form-data; name=\"x\"; filename*=no'such'%FF\r\n\r\nx\r\n--a--",
    b'--a\r\nContent-Disposition: form-data; name="title_ja"\r\n\r\n\xff\xfe\x00\r\n--a--\r\n',
    b"--a\r\nContent-Disposition: form-data\r\nContent-Transfer-Encoding: base64\r\n\r\n===\r\n--a",
    b'--a\r\nContent-Disposition: form-data; name="f"; filename="\x00/../x"\r\n\r\n\r\n--a--\r\n',
    b"--a\r\n" + b"x" * 3000,
)
HEADS = (
    {"HTTP_HOST": "[::1"},
    {"HTTP_HOST": "evil.example"},
    {"HTTP_HOST": "a\u2100.x".encode().decode("latin-1")},
    {"HTTP_HOST": ""},
    {"HTTP_HOST": "127.0.0.1:x"},
    {"CONTENT_LENGTH": "-1"},
    {"CONTENT_LENGTH": "\xb2"},
    {"CONTENT_LENGTH": "9" * 5000},
    {"REQUEST_METHOD": "G\0T"},
    {"REQUEST_METHOD": ""},
    {"PATH_INFO": "/\u2100"},
    {"HTTP_COOKIE": "a=\u2100"},
    {"QUERY_STRING": "a=\u2100"},
    {"QUERY_STRING": "&".join(f"a{number}=1" for number in range(1200))},
)

ROWS = list({row.route: row for row in TABLE if "{" not in row.route}.values())
WORLDS: dict[tuple[str, type[Entry]], list[Row]] = {}
for row in ROWS:
    WORLDS.setdefault((row.state, kind_of(row)), []).append(row)


def requests() -> Iterator[dict[str, Any]]:
    """What is sent to every address."""
    form = "application/x-www-form-urlencoded"
    for query in (*QUERIES, ""):
        yield {"QUERY_STRING": query, "method": "GET"}
        yield {"method": "POST", "CONTENT_TYPE": form, "body": query.encode()}
    yield from ({"method": "GET", **headers} for headers in ROUNDS)
    yield from ({"method": "POST", "CONTENT_TYPE": form, **headers} for headers in ROUNDS)
    yield from ({"method": method} for method in METHODS)
    yield from ({"method": "POST", "CONTENT_TYPE": each, "body": b"a=1"} for each in TYPES)
    yield from ({"method": "GET", "QUERY_STRING": "page=2", "CONTENT_TYPE": t} for t in TYPES)
    for kind, body in product((form, "multipart/form-data; boundary=a"), BODIES):
        yield {"method": "POST", "CONTENT_TYPE": kind, "body": body}


SENT = tuple(requests())
EACH = 1 if os.environ.get("HOSTILE") == "all" else 8


def sent_to(place: int) -> list[dict[str, Any]]:
    """Every eighth to an address, others to the next one, as one view serves many addresses;
    with HOSTILE=all everything to each (half an hour)."""
    return list(SENT[place % EACH :: EACH])


def send(client: Client, path: str, sent: dict[str, Any]) -> Any:
    extra = {"PATH_INFO": path} | {k: v for k, v in sent.items() if k not in ("method", "body")}
    body = sent.get("body", b"")
    with transaction.atomic():  # each finds the same world
        response = client.generic(sent["method"], "/", body, extra.get("CONTENT_TYPE", ""), **extra)
        response.getvalue()  # a file is closed once it is read
        transaction.set_rollback(True)
    return response


def faults_of(client: Client, path: str, sent: dict[str, Any]) -> list[str]:
    try:
        response = send(client, path, sent)
    except Exception as raised:
        return [f"{type(raised).__name__}: {str(raised)[:60]}"]
    status, headers, found = response.status_code, response.headers, []
    if status >= 500:
        found.append(f"{status}")
    if status >= 400 and "no-store" not in headers.get("Cache-Control", ""):
        found.append(f"{status} is kept")
    needed = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy")
    found += [f"{status} without {name}" for name in needed if name not in headers]
    if {"\n", "\r"} & {*"".join(map("".join, response.items()))}:
        found.append("a line of its own")
    return found


@pytest.mark.parametrize(
    ("state", "kind"), WORLDS, ids=[f"{state} {kind.KIND}" for state, kind in WORLDS]
)
def test_nothing_that_is_sent_breaks_an_answer(
    state: str, kind: type[Entry], caplog: pytest.LogCaptureFixture
) -> None:
    world, client = make_world(state, kind), Client()
    client.force_login(make_user(None, is_superuser=True))
    wrong: dict[str, Any] = {}  # each fault once, with a request to find it again
    for row in WORLDS[state, kind]:
        path = "/" + fill(row.path or row.route, world).partition("?")[0]
        for sent in sent_to(ROWS.index(row)):
            cache.clear()  # the limits of signing in
            caplog.clear()
            for fault in (*faults_of(client, path, sent), *cries(caplog)):
                wrong.setdefault(fault, (path, {k: str(v)[:60] for k, v in sent.items()}))
    assert wrong == {}


def cries(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [f"{r.name}: {r.getMessage()[:60]}" for r in caplog.records if r.levelno >= ERROR]


@pytest.mark.parametrize("head", HEADS, ids=range(len(HEADS)))
@pytest.mark.parametrize("path", ["/", "/ja/faq/", "/en/none", "/admin/", "/admin/login/"])
def test_what_cannot_be_read_is_told_in_every_language(
    client: Client, path: str, head: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    response = client.get(path, **head)
    page = response.content.decode()
    assert response.status_code == 400
    assert "This request could not be read" in page and "送信内容を読み取れませんでした" in page
    assert response["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert response["X-Frame-Options"] == "DENY" and not response.cookies
    assert faults_of(client, path, {"method": "GET", **head}) == [] and cries(caplog) == []


def test_the_server_is_given_the_same_answer(client: Client) -> None:
    begun: list[Any] = []
    environ = client._base_environ(PATH_INFO="/", REQUEST_METHOD="GET", HTTP_HOST="[")
    body = b"".join(application(environ, lambda *given: begun.append(given)))
    assert begun[0][0] == "400 Bad Request" and ("Cache-Control", "no-store") in begun[0][1]
    assert body == client.get("/", HTTP_HOST="[").content


@pytest.mark.parametrize("kind", TYPES)
def test_no_codec_gives_an_address_another_meaning(client: Client, kind: str) -> None:
    path = "/ja/announcements/?category=notices"  # of even length, as UTF-16 needs
    assert client.get(path, CONTENT_TYPE=kind).status_code == 404


@pytest.mark.parametrize(
    "asked", ["//[x", "https://a\u2100.x", "http://[::1", "https://evil.example"]
)
def test_signing_in_leads_to_no_address_that_is_not_ours(client: Client, asked: str) -> None:
    person = make_user(password="a long enough one")
    assert client.get("/admin/login/", {"next": asked}).status_code == 200
    typed = {"login": person.username, "password": "a long enough one", "next": asked}
    response = client.post("/admin/login/", typed)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
