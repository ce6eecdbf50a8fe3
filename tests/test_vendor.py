"""What others wrote: the tokens of the style sheet."""

import re
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from types import ModuleType

import pytest
from django.conf import settings

STYLES = settings.BASE_DIR / "tokutei_site" / "static" / "site.css"


@pytest.fixture(scope="module")
def vendor() -> ModuleType:
    loader = SourceFileLoader("vendor", str(settings.BASE_DIR / "script" / "vendor"))
    spec = spec_from_loader("vendor", loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_exactly_the_tokens_in_use_are_taken_and_those_they_refer_to(vendor: ModuleType) -> None:
    tokens = {"--blue": "#00f", "--ok": "var(--green)", "--green": "#0f0", "--red": "#f00"}
    styles = "a { color: var(--ok); background: var(--ours); border-color: var( --blue, #000) }"
    assert vendor.block(styles, tokens, "origin") == (
        "/* origin */\n"
        ":root, :host {\n  --blue: #00f;\n  --ok: var(--green);\n  --green: #0f0;\n}\n"
    )
    assert vendor.block("a {}", tokens, "origin") == "/* origin */\n"


def test_no_style_sheet_uses_a_name_that_nobody_declares() -> None:
    styles = STYLES.read_text(encoding="utf-8")
    used = set(re.findall(r"var\(\s*(--[\w-]+)", styles))
    assert used - set(re.findall(r"(--[\w-]+)\s*:", styles)) == set()


def test_the_style_sheet_says_where_its_tokens_come_from(vendor: ModuleType) -> None:
    styles = STYLES.read_text(encoding="utf-8")
    assert styles.count(vendor.BEGIN) == styles.count(vendor.END) == 1
    origin = styles.split(vendor.BEGIN)[1].splitlines()[0]
    licence = settings.BASE_DIR / "docs" / "licenses" / "design-tokens.txt"
    owner = licence.read_text(encoding="utf-8").splitlines()[2]
    assert "MIT" in origin and owner in origin
