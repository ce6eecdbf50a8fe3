"""What may be kept is told from the bytes alone; the rest is refused in plain words."""

import io
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf.errors import LimitReachedError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    TextStringObject,
)

from tests import files
from tokutei_site.publishing.files import pdf, pdf_process
from tokutei_site.publishing.files.checking import check
from tokutei_site.publishing.models import FileKind


def refusal(data: bytes) -> str:
    with override("ja"), pytest.raises(ValidationError) as refused:
        check(data)
    text = " ".join(refused.value.messages)
    assert any("ぁ" <= sign <= "ん" for sign in text)
    return text


JUMP = files.action("/GoTo")
GOOD_PDFS = {
    "a plain one": files.make_pdf(),
    "with blank bytes after its end": files.make_pdf() + b"\r\n\0\0",
    "opening at a page, as LibreOffice writes": files.pdf_with(
        {"/OpenAction": ArrayObject([NullObject(), NameObject("/Fit")])}
    ),
    "opening with a jump": files.pdf_with({"/OpenAction": files.action("/GoTo")}),
    "with a link to the web": files.pdf_with_link("https://www.moj.go.jp/isa/"),
    "with two links, one after the other": files.pdf_with_object(
        files.named(A=files.action("/URI", URI=TextStringObject("tel:1"), Next=JUMP))
    ),
    "with notes of a reader": files.pdf_with_object(
        files.named(Subtype=NameObject("/Text"), F=FloatObject(4))
    ),
    "with a jump inside": files.pdf_with_page_action("/GoTo"),
}


@pytest.mark.parametrize("name", GOOD_PDFS)
def test_a_pdf_that_only_shows_itself_is_kept_as_it_is(name: str) -> None:
    checked = check(GOOD_PDFS[name])
    assert (checked.kind, checked.data) == (FileKind.PDF, GOOD_PDFS[name])
    assert checked.width is None


WEB = files.action("/URI", URI=TextStringObject("https://example.jp/"))
ELSEWHERE = TextStringObject("https://example.jp/x.pdf")
SCRIPT = files.pdf_with_script()
ESCAPED = SCRIPT.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/J#53")
BAD_PDFS = {
    "no end": (files.make_pdf()[:-30], "壊れている"),
    "cut in the middle": (files.make_pdf()[:150] + b"%%EOF", "壊れている"),
    "a page of HTML": (b"%PDF-1.4 <script>alert(1)</script>%%EOF", "壊れている"),
    "no version": (b"%PDF-x\n" + files.make_pdf()[9:], "壊れている"),
    "too deep": (files.nested_pdf(), "壊れている"),
    "an archive behind it": (files.make_pdf() + files.make_zip(), "末尾の後"),
    "a page behind it": (files.make_pdf() + b"<html>", "末尾の後"),
    "much white space behind it": (files.make_pdf() + b" " * 5000, "末尾の後"),
    "password to open": (files.encrypted_pdf("user"), "パスワード"),
    "password to change": (files.encrypted_pdf(), "パスワード"),
    "script": (SCRIPT, "スクリプト"),
    "script with another spelling": (ESCAPED, "スクリプト"),
    "script that nothing leads to": (files.pdf_with_unreferenced_script(), "スクリプト"),
    "script at its opening": (
        files.pdf_with({"/OpenAction": files.action("/JavaScript")}),
        "スクリプト",
    ),
    "something else at its opening": (
        files.pdf_with({"/OpenAction": files.action("/Named")}),
        "スクリプト",
    ),
    **{
        f"{kind} on a page": (files.pdf_with_page_action(kind), "スクリプト")
        for kind in pdf_process.ACTIONS
    },
    "a web page at its opening": (files.pdf_with({"/OpenAction": WEB}), "スクリプト"),
    "a web page after its opening": (
        files.pdf_with({"/OpenAction": files.action("/GoTo", Next=WEB)}),
        "スクリプト",
    ),
    "a web page when a page is opened": (
        files.pdf_with_object(files.named(AA=files.named(O=WEB))),
        "スクリプト",
    ),
    "a web page when it is closed": (files.pdf_with({"/AA": files.named(WC=WEB)}), "スクリプト"),
    "a page of another document": (
        files.pdf_with_object(
            files.named(Subtype=NameObject("/Form"), Ref=files.named(F=ELSEWHERE)), b""
        ),
        "スクリプト",
    ),
    "a picture of another file": (
        files.pdf_with_object(files.named(Subtype=NameObject("/Image"), F=ELSEWHERE), b""),
        "スクリプト",
    ),
    "a file by its address": (
        files.pdf_with_object(files.named(FS=NameObject("/URL"), F=ELSEWHERE)),
        "スクリプト",
    ),
    **{
        f"{part} inside": (
            files.pdf_with_object(files.named(Type=NameObject(part))),
            "埋め込まれて",
        )
        for part in pdf_process.PARTS
    },
    **{
        f"{key} somewhere": (
            files.pdf_with_object(DictionaryObject({NameObject(key): files.named()})),
            {"active": "スクリプト", "carrier": "埋め込まれて", "xfa": "XFA"}[why],
        )
        for key, why in pdf_process.KEYS.items()
    },
    "a file inside": (files.pdf_with_file(), "埋め込まれて"),
    "XFA": (files.pdf_with_xfa(), "XFA"),
    "a link that runs": (files.pdf_with_link("javascript:alert(1)"), "リンク"),
    "a link to a disk": (files.pdf_with_link("file:///c:/x.exe"), "リンク"),
}


@pytest.mark.parametrize("name", BAD_PDFS)
def test_a_pdf_that_is_more_or_less_than_a_pdf_is_refused(name: str) -> None:
    data, words = BAD_PDFS[name]
    assert words in refusal(data)


def test_an_archive_hidden_inside_a_pdf_is_refused() -> None:
    good = files.make_pdf()
    comment = b"\n%%EOF\n"
    archive = files.make_zip()
    archive = archive[:-2] + len(comment).to_bytes(2, "little")  # the archive's own comment
    assert "末尾の後" in refusal(good[: good.rindex(b"%%EOF")] + archive + comment)


def test_a_pdf_that_keeps_the_reader_busy_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "BOUNDS", replace(pdf.BOUNDS, seconds=0.001))
    assert "複雑すぎて" in refusal(files.make_pdf())


def test_a_pdf_with_endless_objects_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_process, "OBJECTS", 3)
    with pytest.raises(LimitReachedError):
        pdf_process.reason(files.make_pdf())


NOT_FILES = {
    "nothing": b"",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a drawing with scripts": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "an archive": files.make_zip(),
    "a PDF after something": b"GIF89a" + files.make_pdf(),
    "a GIF": b"GIF89a\x01\x00\x01\x00",
    "a program": b"MZ\x90\x00",
}


@pytest.mark.parametrize("name", NOT_FILES)
def test_anything_else_is_refused_whatever_it_is_called(name: str) -> None:
    assert "付けられません" in refusal(NOT_FILES[name])


# Pictures


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_a_png_is_written_anew(mode: str) -> None:
    checked = check(files.make_png(1, mode=mode))
    assert (checked.kind, checked.width, checked.height) == (FileKind.PNG, 40, 20)
    assert Image.open(io.BytesIO(checked.data)).format == "PNG"


def test_a_photograph_loses_where_it_was_taken_and_stands_upright() -> None:
    data = files.jpeg_with_place()
    assert b"SECRET-CAMERA" in data and b"SECRET-COMMENT" in data
    checked = check(data)
    assert (checked.kind, checked.width, checked.height) == (FileKind.JPEG, 20, 40)
    assert b"SECRET" not in checked.data and b"Exif" not in checked.data
    assert not Image.open(io.BytesIO(checked.data)).getexif()


def test_texts_and_tails_of_a_picture_are_gone() -> None:
    text = Image.new("RGB", (4, 4))
    out = io.BytesIO()
    info = PngInfo()
    info.add_text("Author", "SECRET")
    text.save(out, "PNG", pnginfo=info)
    for data in (out.getvalue(), files.make_png() + b"SECRET", files.make_jpeg() + b"SECRET"):
        assert b"SECRET" in data
        assert b"SECRET" not in check(data).data


def test_transparency_stays() -> None:
    out = io.BytesIO()
    Image.new("P", (4, 4)).save(out, "PNG", transparency=0)
    again = Image.open(io.BytesIO(check(out.getvalue()).data)).convert("RGBA")
    assert again.getpixel((0, 0))[3] == 0  # type: ignore[index]


BAD_PICTURES = {
    "too many pixels": (files.png_bomb(), "大きすぎます"),
    "moving": (files.moving_png(), "動く画像"),
    "sixteen bits": (files.make_png(1, mode="I;16"), "動く画像"),
    "for printers": (files.make_jpeg(mode="CMYK"), "動く画像"),
    "cut off": (files.make_png(size=(300, 300))[:-40], "壊れている"),
    "cut off early": (files.make_jpeg()[:40], "壊れている"),
    "only a beginning": (b"\x89PNG\r\n\x1a\n<script>", "壊れている"),
    "a JPEG's beginning before a page": (b"\xff\xd8\xff<html>", "壊れている"),
}


@pytest.mark.parametrize("name", BAD_PICTURES)
def test_a_picture_that_is_not_plain_is_refused(name: str) -> None:
    data, words = BAD_PICTURES[name]
    assert words in refusal(data)
