"""A workbook that is no plain package of parts is refused before its cells are read."""

import io
import struct
import time
import zipfile

import openpyxl
import pytest

from tests.sheets.books import book, book_with, pack, parts, refusal, take
from tokutei_site.sheets.limits import Limits

DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x SYSTEM "file:///etc/passwd">'


def zip_with_name(name: str) -> bytes:
    """zipfile mends names, so this one is put in afterwards."""
    data = pack([*parts().items(), ("N" * len(name), "x")])
    return data.replace(b"N" * len(name), name.encode())


def doubled() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return pack([*parts().items(), *parts().items()])


def lying() -> bytes:
    """The archive says that a part of 40 MB has 10 bytes."""
    data = pack([*parts().items(), ("bomb.bin", b"\0" * (40 << 20))])
    return data.replace(struct.pack("<L", 40 << 20), struct.pack("<L", 10))


def method(number: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", number) as archive:
        for name, content in parts().items():
            archive.writestr(name, content)
    return file.getvalue()


def encrypted_member() -> bytes:
    data = bytearray(book())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


REFUSED = {
    "too many parts": (pack((f"{n}.bin", "") for n in range(201)), "more than 200 parts"),
    "a bomb of one part": (book_with({"xl/a.bin": b"\0" * (31 << 20)}), "more than 30 MB"),
    "a bomb of many parts": (
        book_with({f"xl/{n}.bin": b"\0" * (1 << 20) for n in range(40)}),
        "more than 30 MB",
    ),
    "a lie about a size": (lying(), "damaged"),
    "a part twice": (doubled(), "a part twice (“[content_types].xml”)"),
    "a part twice in other letters": (
        book_with({"XL/Workbook.xml": "<x/>"}),
        "a part twice (“xl/workbook.xml”)",
    ),
    "an absolute name": (zip_with_name("/etc/passwd"), "outside of it (“/etc/passwd”)"),
    "a way up": (zip_with_name("xl/../../x"), "outside of it (“xl/../../x”)"),
    "a way up for Windows": (zip_with_name("xl\\..\\x"), "outside of it (“xl\\..\\x”)"),
    "a disk": (zip_with_name("c:/x"), "outside of it (“c:/x”)"),
    "a password on a part": (encrypted_member(), "protected by a password"),
    "another compression": (method(zipfile.ZIP_LZMA), "damaged"),
    "a DTD in the sheet": (
        book_with({"xl/worksheets/sheet2.xml": DOCTYPE + "<x>&b;</x>"}),
        "declarations (DTD)",
    ),
    "a DTD in a part that nobody reads": (
        book_with({"customXml/item1.xml": OUTSIDE + "<x/>"}),
        "declarations (DTD)",
    ),
    "a DTD in UTF-16": (
        book_with({"customXml/item1.xml": (DOCTYPE + "<x/>").encode("utf-16")}),
        "declarations (DTD)",
    ),
    "broken XML": (book_with({"xl/styles.xml": "<x><y></x>"}), "damaged"),
    "too deep XML": (book_with({"a.xml": "<a>" * 200 + "</a>" * 200}), "damaged"),
    "an unknown entity": (book_with({"xl/styles.xml": "<x>&y;</x>"}), "damaged"),
    "no end": (book()[:-200], "damaged"),
    "only a beginning": (b"PK\x03\x04 and no more", "damaged"),
    "a flipped byte": (book().replace(b"xl/workbook.xml", b"xl/workbooc.xml", 1), "damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_package_that_is_not_plain_is_refused(name: str) -> None:
    data, words = REFUSED[name]
    assert words in refusal(data)


def test_folders_and_unknown_parts_do_no_harm() -> None:
    data = pack([("xl/", ""), *parts().items(), ("xl/media/image1.png", b"\x89PNG")])
    assert take(data).rows == ()


def test_a_large_file_is_not_opened() -> None:
    assert "larger than 5 MB" in refusal(b"PK\x03\x04" + b"\0" * (5 << 20))


BOMBS = {
    "one long string": book_with({"a.xml": b"<x>" + b"a" * (60 << 20)}),
    "a full-sheet dimension": book_with(
        {
            "xl/worksheets/sheet2.xml": parts()["xl/worksheets/sheet2.xml"].replace(
                "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
            )
        }
    ),
    "millions of elements inside each other": book_with({"a.xml": "<a>" * 9_000_000}),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_cost_little(name: str) -> None:
    start = time.monotonic()
    if name == "a full-sheet dimension":
        assert take(BOMBS[name]).rows == ()
    else:
        assert refusal(BOMBS[name])
    assert time.monotonic() - start < 5


def test_reading_that_takes_too_long_is_given_up() -> None:
    assert "too complicated" in refusal(book(), Limits(seconds=0.01))


def test_reading_that_takes_too_much_memory_is_given_up() -> None:
    data = book_with({"a.bin": b"\0" * (29 << 20)})
    assert take(data).rows == ()
    assert "too complicated" in refusal(data, Limits(memory=50 << 20))


def test_what_openpyxl_saves_is_a_package() -> None:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    assert "no sheet" in refusal(file.getvalue())
