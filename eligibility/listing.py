"""What lists and the search know of a guide: itself, and every result that it can lead to."""

from collections.abc import Iterator, Mapping

from tokutei_site.publishing.content import Content
from tokutei_site.text.markup import plain

from .graph.columns import Row, rows

OUTCOME_TEXTS = ("body", "next_steps", "where", "bring", "legal_basis")
ANCHOR = "q-{}"  # of a step on the page


def listings(content: Content, language: str, behind: frozenset[str]) -> list[Content]:
    """The guide's own row, then one for each result, in their order. `behind`: the texts whose
    translation may not be up to date."""
    own = {
        "title": content[f"title_{language}"],
        "summary": first_line(summary := plain(content[f"summary_{language}"] or "")),
        "text": "\n".join([summary, *asked(content, language)]),
        "is_behind": bool(behind),
    }
    return [own, *outcomes(content, language, behind)]


def first_line(text: str) -> str:
    return text.strip().partition("\n")[0]


def asked(content: Content, language: str) -> Iterator[str]:
    """The questions and the answers that they offer."""
    for _key, step in rows(content["steps"]):
        if step.get("kind") != "outcome":
            yield step.get(f"title_{language}") or ""
    for _key, choice in rows(content["choices"]):
        yield choice.get(f"label_{language}") or ""


def outcomes(content: Content, language: str, behind: frozenset[str]) -> Iterator[Content]:
    blocks = dict(rows(content["blocks"]))
    results = [(key, step) for key, step in rows(content["steps"]) if step["kind"] == "outcome"]
    for place, (key, step) in enumerate(results, 1):
        text = "\n".join(said(step, blocks, language))
        yield {
            "anchor": ANCHOR.format(key),
            "title": step.get(f"title_{language}") or "",
            "summary": first_line(text),
            "text": text,
            "order": place,
            "is_behind": any(stem.startswith(f"steps.{key}.") for stem in behind),
        }


def said(step: Row, blocks: Mapping[str, Row], language: str) -> Iterator[str]:
    """What stands at a result, with the paragraphs that it shares with others."""
    for name in OUTCOME_TEXTS:
        yield plain(step.get(f"{name}_{language}") or "")
    for key in step.get("blocks") or []:
        if block := blocks.get(key):
            yield block.get(f"condition_{language}") or ""
            yield plain(block.get(f"body_{language}") or "")
