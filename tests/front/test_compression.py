"""Who is sent which encoding, and what is never compressed."""

import gzip

import brotli
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from tests.eligibility.published import make_real_guide
from tests.factories import make_live
from tokutei_site.front.compression import as_brotli, chosen, compression

PAGE = "/ja/check/card/"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, BR;q=0.1", "br"),
        ("gzip", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("gzip; q=0.0, br ;q=0.000", None),
        ("gzip;q=0.5", "gzip"),
        ("brotli, gzipped", None),
        ("identity", None),
        ("", None),
    ],
)
def test_the_best_encoding_that_the_browser_takes_is_chosen(
    accepted: str, encoding: str | None
) -> None:
    assert chosen(accepted) == encoding


@pytest.mark.django_db
def test_a_public_page_is_the_same_text_in_every_encoding(client: Client) -> None:
    make_real_guide()
    plain = client.get(PAGE)
    assert not plain.has_header("Content-Encoding")
    for name, expand in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        response = client.get(PAGE, headers={"accept-encoding": name})
        assert response.headers["Content-Encoding"] == name
        assert "Accept-Encoding" in response.headers["Vary"]
        assert int(response.headers["Content-Length"]) == len(response.content)
        assert len(response.content) < len(plain.content) / 4
        assert expand(response.content) == plain.content
    assert "Accept-Encoding" in plain.headers["Vary"]


@pytest.mark.parametrize(
    "path", ["/ja/feed.atom", "/ja/dates.ics", "/ja/announcements/card/dates.ics", "/sitemap.xml"]
)
@pytest.mark.django_db
def test_what_programs_read_is_compressed_too(client: Client, path: str) -> None:
    make_live(slug="card")
    whole = client.get(path)
    response = client.get(path, headers={"accept-encoding": "br"})
    assert response.headers["Content-Encoding"] == "br"
    assert response.headers["ETag"] == whole.headers["ETag"]
    assert brotli.decompress(response.content) == whole.content


@pytest.mark.django_db
def test_a_page_of_the_desk_is_never_compressed(client: Client) -> None:
    response = client.get("/admin/login/", headers={"accept-encoding": "br, gzip"})
    assert response.status_code == 200
    assert not response.has_header("Content-Encoding")


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "no-store"},
        {"Content-Type": "application/pdf"},
        {"ETag": '"1"'},
        {"Content-Encoding": "br"},
    ],
)
def test_what_is_not_a_public_page_goes_out_as_it_is(headers: dict[str, str]) -> None:
    def page(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(b"x" * 999, headers={"Cache-Control": "public, max-age=60"} | headers)

    request = HttpRequest()
    request.META["HTTP_ACCEPT_ENCODING"] = "gzip"
    assert compression(page)(request).content == b"x" * 999  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_a_page_is_compressed_once_until_it_changes(client: Client) -> None:
    make_real_guide()
    as_brotli.cache_clear()
    for _ in range(3):
        client.get(PAGE, headers={"accept-encoding": "br"})
    kept = as_brotli.cache_info()
    assert (kept.misses, kept.hits) == (1, 2) and kept.maxsize


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head"])
def test_whoever_has_the_page_is_not_sent_it_again(client: Client, method: str) -> None:
    make_live(slug="card")
    ask = getattr(client, method)
    tags = {}
    for name in ("br", "gzip", ""):
        first = ask("/ja/announcements/card/", headers={"accept-encoding": name})
        tags[name] = first.headers["ETag"]
        assert not tags[name].startswith("W/")
        known = {"accept-encoding": name, "if-none-match": f'"other", {tags[name]}'}
        again = ask("/ja/announcements/card/", headers=known)
        assert again.status_code == 304 and not again.content
        assert again.headers["ETag"] == tags[name]
        assert "public" in again.headers["Cache-Control"]
        assert "Accept-Encoding" in again.headers["Vary"]
    assert len(set(tags.values())) == 3
    other = client.get("/ja/announcements/card/", headers={"if-none-match": tags["br"]})
    assert other.status_code == 200


@pytest.mark.django_db
def test_another_text_has_another_tag(client: Client) -> None:
    before = client.get("/en/announcements/").headers["ETag"]
    make_live(slug="card")
    after = client.get("/en/announcements/", headers={"if-none-match": before})
    assert after.status_code == 200 and after.headers["ETag"] != before


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/login/", "/ja/search/?q=x", "/ja/none/", "/"])
def test_what_no_cache_keeps_has_no_tag(client: Client, path: str) -> None:
    assert not client.get(path).has_header("ETag")
