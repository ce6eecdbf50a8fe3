"""Pictures are decoded and written anew: nothing of the sent file but its pixels (and how their
colours are meant) goes on, so no place, no name of a camera and no hidden tail."""

import io

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

PIXEL_LIMIT = 40_000_000  # a page of A4 at 600 dpi has 35 million
FITTING = "7000×5700"  # a size below the limit, to be told
# The first picture of an MPO (many telephones) is the JPEG that everybody sees.
FORMATS = {"PNG": ("PNG",), "JPEG": ("JPEG", "MPO")}
MODES = {"PNG": {"1", "L", "LA", "P", "RGB", "RGBA"}, "JPEG": {"L", "RGB"}}


def remade(data: bytes, form: str) -> tuple[bytes, int, int]:
    """The picture written anew as `form` (PNG, JPEG), upright, with its width and height in
    pixels. Raises ValidationError."""
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as picture:
            refuse_unfit(picture, form)
            return written(upright(picture), form)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(
            _("This picture is too large. Up to about %(fitting)s pixels fit."),
            params={"fitting": FITTING},
        ) from error
    except (OSError, SyntaxError, ValueError, MemoryError) as error:
        raise ValidationError(
            _("This picture is damaged or incomplete. Please save it anew and choose it again.")
        ) from error


def refuse_unfit(picture: Image.Image, form: str) -> None:
    if picture.width * picture.height > PIXEL_LIMIT:
        raise ValidationError(
            _("This picture is too large (%(size)s). Up to about %(fitting)s pixels fit."),
            params={"size": f"{picture.width}×{picture.height}", "fitting": FITTING},
        )
    is_moving = form == "PNG" and getattr(picture, "is_animated", False)
    if picture.format not in FORMATS[form] or picture.mode not in MODES[form] or is_moving:
        raise ValidationError(
            _(
                "This kind of picture is not shown everywhere (moving, for printing in CMYK, or "
                "with more than 8 bits a colour). Please save it as a plain PNG or JPEG."
            )
        )


def upright(picture: Image.Image) -> Image.Image:
    """Every pixel read, turned as the camera meant it, with what browsers need to show it."""
    picture.load()
    turned = ImageOps.exif_transpose(picture)
    needed = {"transparency", "icc_profile"} & picture.info.keys()
    turned.info = {name: picture.info[name] for name in needed}
    return turned


def written(picture: Image.Image, form: str) -> tuple[bytes, int, int]:
    out = io.BytesIO()
    profile = {"icc_profile": picture.info.get("icc_profile")}
    if form == "PNG":
        picture.save(out, "PNG", optimize=True, **profile)
    else:
        picture.save(out, "JPEG", quality=90, optimize=True, progressive=True, **profile)
    return out.getvalue(), picture.width, picture.height
