"""What a hostile program sends byte by byte, to the server as it is shipped."""

import socket
from urllib.parse import urlsplit

import pytest

HOST = b"\r\nHost: 127.0.0.1"
SENT = {
    b"GET /ja/announcements/?category=notices" + HOST + b"\r\nContent-Type: x; charset=utf-16": (
        b"404"
    ),
    b"GET /ja/?a=1" + HOST + b"\r\nContent-Type: x; charset=base64": b"200",
    b"GET /ja/?a=1" + HOST + b"\r\nContent-Type: x; charset*=no'such'%FF": b"200",
    b"GET /admin/login/?next=//[x" + HOST: b"200",
    b"GET /admin/login/?next=https://a%E2%84%80.x" + HOST: b"200",
    b"GET /ja/\r\nHost: [": b"400",
    b"GET /ja/\r\nHost: evil.example": b"400",
    b"GET /%FF%00/%zz" + HOST: b"404",
    b"GET /\xe7\x89\xb9/" + HOST: b"40",
    b"GET /ja/\xff" + HOST: b"40",
    b"GET /ja/?\xff=\xe7\x89\xb9" + HOST: b"4",
    b"GET http://evil.example/ja/" + HOST: b"",
    b"GET /ja/" + HOST + b"\r\nCookie: \xff\xfe=\xe7": b"200",
    b"GET /ja/" + HOST + b"\r\nX-Forwarded-Host: [\xff": b"200",
    b"OPTIONS *" + HOST: b"4",
    b"PROPFIND /ja/" + HOST: b"405",
    b"POST /admin/login/"
    + HOST
    + b"\r\nContent-Length: 3\r\nContent-Type: multipart/form-data": b"4",
    b"GET /ja/" + HOST + b"\r\nRange: bytes=0-\r\nIf-None-Match: W/\xff": b"200",
}


def answer(site: str, head: bytes) -> bytes:
    """The answer to a request, which is sent without its HTTP version and its end."""
    line, _, fields = head.partition(b"\r\n")
    place = urlsplit(site)
    assert place.hostname and place.port
    with socket.create_connection((place.hostname, place.port), timeout=60) as wire:
        wire.sendall(line + b" HTTP/1.1\r\n" + fields + b"\r\nConnection: close\r\n\r\nx=1")
        return b"".join(iter(lambda: wire.recv(65536), b""))


@pytest.mark.parametrize(("head", "status"), SENT.items(), ids=range(len(SENT)))
def test_the_server_answers_in_full(site: str, head: bytes, status: bytes) -> None:
    found = answer(site, head)
    assert found.startswith(b"HTTP/1.1 " + status) and not found.startswith(b"HTTP/1.1 5")
    if b"\n\r\n<!doctype" in found.lower():
        assert b"content-security-policy: " in found and b"x-content-type-options: nosniff" in found
