import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation


def terminal_language() -> str:
    """The language that the terminal asks for, where the site has it; else the staff's own."""
    chosen = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    code = chosen.partition(".")[0].replace("_", "-").lower()
    try:
        return translation.get_supported_language_variant(code)
    except LookupError:
        return str(settings.LANGUAGE_CODE)


@contextmanager
def operators_language() -> Iterator[None]:
    with translation.override(terminal_language()):
        yield
