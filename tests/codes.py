"""QR codes on printed pages."""

from io import BytesIO

import zxingcpp
from PIL import Image
from playwright.sync_api import Page


def code_on(page: Page) -> str:
    """What a phone's camera reads off the sheet."""
    page.emulate_media(media="print")
    picture = page.screenshot(full_page=True)
    found = zxingcpp.read_barcodes(Image.open(BytesIO(picture)))
    (code,) = found
    return str(code.text)
