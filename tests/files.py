"""Files as people send them, the good ones and the bad, made here and now."""

import io
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.TiffImagePlugin import IFDRational
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from tests.factories import NOON, make_writer
from tokutei_site.publishing.files import keeping


def pdf_writer(text: str = "") -> PdfWriter:
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.add_metadata({"/Title": text})
    return writer


def pdf_bytes(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def make_pdf(text: str = "") -> bytes:
    return pdf_bytes(pdf_writer(text))


def make_png(colour: Any = "navy", size: tuple[int, int] = (40, 20), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, "PNG")
    return out.getvalue()


def make_jpeg(
    colour: str = "navy", size: tuple[int, int] = (40, 20), mode: str = "RGB", **saved: Any
) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).convert(mode).save(out, "JPEG", **saved)
    return out.getvalue()


def upload(name: str, data: bytes, declared: str = "application/octet-stream") -> Any:
    return SimpleUploadedFile(name, data, declared)


def keep(name: str = "申請書.pdf", data: bytes | None = None) -> str:
    """The address of a file that is kept."""
    sent = upload(name, make_pdf() if data is None else data)
    return keeping.keep(sent, by=make_writer(), now=NOON)


def attached(address: str, key: str = "a", **columns: Any) -> dict[str, Any]:
    """Columns of one attachment, for the makers of entries."""
    values = {"title_ja": "申請書", "title_en": "Form", "is_for_everybody": True} | columns
    values.setdefault("file_ja", address)
    return {f"attachments__{key}__{name}": value for name, value in values.items()}


# Hostile ones


def pdf_with(root: dict[str, Any]) -> bytes:
    writer = pdf_writer()
    writer.root_object.update({NameObject(key): value for key, value in root.items()})
    return pdf_bytes(writer)


def action(kind: str, **values: Any) -> DictionaryObject:
    found = {NameObject(f"/{name}"): value for name, value in values.items()}
    return DictionaryObject({NameObject("/S"): NameObject(kind), **found})


def pdf_with_script() -> bytes:
    names = [TextStringObject("x"), action("/JavaScript", JS=TextStringObject("app.alert(1)"))]
    tree = DictionaryObject({NameObject("/Names"): ArrayObject(names)})
    return pdf_with({"/Names": DictionaryObject({NameObject("/JavaScript"): tree})})


def pdf_with_page_action(kind: str) -> bytes:
    """Behind an annotation of a page, two references deep."""
    writer = pdf_writer()
    square = ArrayObject(FloatObject(n) for n in (0, 0, 9, 9))
    annotation = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): square,
            NameObject("/A"): writer._add_object(action(kind)),
        }
    )
    page = writer.pages[0]
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])
    return pdf_bytes(writer)


def pdf_with_object(found: DictionaryObject, data: bytes | None = None) -> bytes:
    """In the table of objects; a stream, if it has data."""
    writer = pdf_writer()
    if data is not None:
        stream = StreamObject()
        stream.update(found)
        stream._data = data
        found = stream
    writer._add_object(found)
    return pdf_bytes(writer)


def named(**values: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in values.items()})


def pdf_with_link(url: str) -> bytes:
    return pdf_with({"/Link": action("/URI", URI=TextStringObject(url))})


def pdf_with_file() -> bytes:
    writer = pdf_writer()
    writer.add_attachment("payload.exe", b"MZ")
    return pdf_bytes(writer)


def pdf_with_unreferenced_script() -> bytes:
    """In the table of objects, but nothing leads to it."""
    writer = pdf_writer()
    writer._add_object(action("/JavaScript", JS=TextStringObject("app.alert(1)")))
    return pdf_bytes(writer)


def pdf_with_xfa() -> bytes:
    form = DictionaryObject({NameObject("/XFA"): ArrayObject()})
    return pdf_with({"/AcroForm": form})


def encrypted_pdf(user: str = "", owner: str = "secret") -> bytes:
    writer = pdf_writer()
    writer.encrypt(user, owner, algorithm="RC4-128")
    return pdf_bytes(writer)


def nested_pdf(depth: int = 20_000) -> bytes:
    body = b"[" * depth + b"]" * depth
    good = make_pdf()
    return good.replace(b"/Type /Catalog", b"/Type /Catalog /Deep " + body)


def make_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.html", "<script>alert(1)</script>")
    return out.getvalue()


def jpeg_with_place() -> bytes:
    """A photograph of a telephone held upright, that tells where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[2] = (IFDRational(35), IFDRational(41), IFDRational(0))
    return make_jpeg(exif=exif, comment=b"SECRET-COMMENT")


def moving_png() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def png_bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()
