"""One text format for every page, cell and outcome: office notation and Markdown to safe HTML."""

import re
from functools import partial
from html.parser import HTMLParser

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from .inline import office_inlines
from .lists import DEEPEST_LEVEL
from .notation import office_notation
from .ruby import as_ruby

TAGS = {"p", "h2", "h3", "h4", "h5", "ul", "ol", "li", "br", "hr", "blockquote", "pre", "table"}
TAGS |= {"thead", "tbody", "tr", "th", "td", "strong", "em", "a", "code", "small"}
# "*": nh3 would let lang and title stand on every tag.
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href", "rel"}, "ol": {"start"}}
CLASSES = {"p": {"note"}, "small": {"note"}}
SCHEMES = {"http", "https", "mailto", "tel"}
# Browsers drop tabs and line breaks inside an address and read "\" as "/": "/\evil.example" and
# "//evil.example" both leave the site.
SAFE_LINK = re.compile(r"https?://[^/\\]|(?:mailto|tel):.|#|/(?!/|\\|%5c)", re.IGNORECASE)
NEVER_IN_LINK = re.compile(r"[\x00-\x20\x7f-\x9f\ud800-\udfff\s]")
# "[様式](PDF)" is a word and a remark: it stays as typed, and nobody meant a link.
ADDRESS = re.compile(r"[:/\\.]")
HEADING = re.compile(r"(</?h)([2-5])(?=>)")
SPACES = re.compile(r"[ \t]+")
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def is_safe_link(url: str) -> bool:
    """http, https, mailto, tel, ``#…`` and paths of this site. For URL fields as well."""
    return bool(SAFE_LINK.match(url)) and not NEVER_IN_LINK.search(url)


class OfficeParser(MarkdownIt):
    def __init__(self) -> None:
        # Every bracket may be looked at as often as things may be nested.
        options = {"html": False, "breaks": True, "maxNesting": DEEPEST_LEVEL + 4}
        super().__init__("commonmark", options)
        self.enable("table")
        # code: an indent is no program. lheading: "---" under a line is no heading. reference and
        # entity: "[注]: …" and "&copy" are shown as typed.
        self.disable(["code", "lheading", "reference", "entity", "html_inline", "html_block"])
        self.use(office_notation).use(office_inlines)

    def validateLink(self, url: str) -> bool:
        return is_safe_link(url)

    def normalizeLinkText(self, link: str) -> str:
        return link


class LinkInspector(OfficeParser):
    def __init__(self) -> None:
        super().__init__()
        self.typed = ""
        self.refused: dict[str, None] = {}

    def normalizeLink(self, url: str) -> str:
        self.typed = url
        return super().normalizeLink(url)

    def validateLink(self, url: str) -> bool:
        safe = super().validateLink(url)
        if not safe and ADDRESS.search(self.typed):
            self.refused[self.typed] = None
        return safe


PARSER = OfficeParser()


def render(text: str, below: int = 1) -> SafeString:
    """As safe HTML, for a place under a heading of level `below`."""
    html = nh3.clean(
        PARSER.render(LONE_SURROGATE.sub("\ufffd", text)),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=only_safe_links,
        allowed_classes=CLASSES,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return mark_safe(HEADING.sub(partial(deeper, below - 1), html))  # noqa: S308


def render_anchored(text: str, first: int) -> tuple[SafeString, list[tuple[str, str]]]:
    """As `render` gives it under the title of a page, each heading of the highest level with an
    anchor: `s` and a number from `first` on. With the anchors and the words of these headings."""
    html, *parts = str(render(text)).split("<h2>")
    headings = []
    for number, part in enumerate(parts, first):
        anchor = f"s{number}"
        headings.append((anchor, words_of(part.partition("</h2>")[0])))
        html += f'<h2 id="{anchor}">{part}'
    return mark_safe(html), headings  # noqa: S308


def render_easy(text: str, below: int = 1) -> SafeString:
    """A text in やさしい日本語, with the readings that stand in it shown over their kanji."""
    return mark_safe(as_ruby(render(text, below)))  # noqa: S308


def deeper(levels: int, tag: re.Match[str]) -> str:
    return f"{tag[1]}{min(int(tag[2]) + levels, 6)}"


def only_safe_links(tag: str, attribute: str, value: str) -> str | None:
    """Sanitising again what the parser let through: nh3 alone allows ``//evil.example``."""
    return None if attribute == "href" and not is_safe_link(value) else value


def refused_links(text: str) -> list[str]:
    """Destinations as typed, in order, that stay text because they may not be linked."""
    inspector = LinkInspector()
    inspector.parse(LONE_SURROGATE.sub("\ufffd", text))
    return list(inspector.refused)


def plain(text: str) -> str:
    """What a reader sees, a line per block or line break: for search, summaries and feeds."""
    return words_of(render(text))


def words_of(html: str) -> str:
    reader = WordReader()
    reader.feed(html)
    reader.close()
    lines = (SPACES.sub(" ", line).strip() for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class WordReader(HTMLParser):
    """Furigana (rt) and its brackets (rp) are left out: 在留ざいりゅう is found by nobody."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.furigana = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.furigana += tag in ("rt", "rp")
        if tag in ("th", "td"):
            self.parts.append(" ")
        elif tag not in ("strong", "em", "a", "code", "small", "ruby", "rt", "rp"):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.furigana -= tag in ("rt", "rp")

    def handle_data(self, data: str) -> None:
        if not self.furigana:
            self.parts.append(data.replace("\n", " "))
