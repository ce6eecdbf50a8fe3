"""Between the graph and an entry's content: plain values, as `publishing.content` stores them.

    {
        "start": "s1",                          the key of the first question
        "review_by": "2027-03-31" or None,
        "steps": {
            "s1": {
                "order": 0,
                "kind": "question" or "outcome",
                "verdict": None or a value of steps.Verdict,
                "fact": None or a name of facts.FACTS,
                "sources": ["isa"],             keys of the group "sources"
                "blocks": ["child"],            keys of the group "blocks"
                "checked_on": None or the day the legal basis was last compared,
                "easy": None or やさしい日本語,
                "title_ja": …, "title_en": …,   and the other STEP_TEXTS, each in every language
            },
        },
        "choices": {
            "c1": {
                "order": 0,
                "step": "s1",                   the question that offers it
                "next_step": "s2",              where it leads
                "values": ["foreign"],          of the question's fact; []: any of them
                "is_unsure": False,             わからない / I don't know
                "label_ja": …, "label_en": …,
            },
        },
        "blocks": {"child": {"order": 0, "condition_ja": …, "body_ja": …, …}},
        "sources": {…},                         the engine's; carried along untouched
    }

What the engine owns besides (title, slug, basis …) is left out. A column that an old snapshot
lacks reads as its default. A group may also be a list of rows that carry their "key", as a form or
a spreadsheet sends them: only so can a key come twice.
"""

from collections.abc import Sequence

from .columns import Content, Row, columns, day, iso, rows, texts
from .steps import Block, Choice, Kind, Step, Verdict
from .structure import Graph

STEP_TEXTS = (
    "title", "body", "help", "why", "next_steps", "where", "bring", "counter", "legal_basis"
)  # fmt: skip
CHOICE_TEXTS = ("label",)
BLOCK_TEXTS = ("condition", "body")


def load(content: Row, languages: Sequence[str]) -> Graph:
    """The graph of a content, in the order people see. Linear. A kind, verdict or day that cannot
    be one is a ValueError: no form lets it in."""
    steps, choices, blocks = (rows(content.get(name)) for name in ("steps", "choices", "blocks"))
    return Graph(
        start=content.get("start") or "",
        steps=tuple(step(key, row, languages) for key, row in steps),
        choices=tuple(choice(key, row, languages) for key, row in choices),
        blocks=tuple(
            Block(key, row.get("order") or 0, texts(row, BLOCK_TEXTS, languages))
            for key, row in blocks
        ),
        sources=dict(content.get("sources") or {}),
        review_by=day(content.get("review_by")),
    )


def store(graph: Graph, languages: Sequence[str]) -> Content:
    """The graph's part of a content, with every column. `load` gives the same graph again if no
    key comes twice."""
    return {
        "start": graph.start or None,
        "review_by": iso(graph.review_by),
        "steps": {each.key: step_row(each, languages) for each in graph.steps},
        "choices": {each.key: choice_row(each, languages) for each in graph.choices},
        "blocks": {
            each.key: {"order": each.order, **columns(each.texts, BLOCK_TEXTS, languages)}
            for each in graph.blocks
        },
        "sources": dict(graph.sources),
    }


def step(key: str, row: Row, languages: Sequence[str]) -> Step:
    verdict = row.get("verdict")
    return Step(
        key=key,
        kind=Kind(row.get("kind") or Kind.QUESTION),
        order=row.get("order") or 0,
        texts=texts(row, STEP_TEXTS, languages),
        verdict=Verdict(verdict) if verdict else None,
        fact=row.get("fact") or None,
        sources=tuple(row.get("sources") or ()),
        blocks=tuple(row.get("blocks") or ()),
        checked_on=day(row.get("checked_on")),
        easy=row.get("easy") or None,
    )


def step_row(each: Step, languages: Sequence[str]) -> Content:
    return {
        "order": each.order,
        "kind": each.kind.value,
        "verdict": each.verdict.value if each.verdict else None,
        "fact": each.fact,
        "sources": list(each.sources),
        "blocks": list(each.blocks),
        "checked_on": iso(each.checked_on),
        "easy": each.easy,
        **columns(each.texts, STEP_TEXTS, languages),
    }


def choice(key: str, row: Row, languages: Sequence[str]) -> Choice:
    return Choice(
        key=key,
        step=row.get("step") or "",
        next_step=row.get("next_step") or None,
        order=row.get("order") or 0,
        texts=texts(row, CHOICE_TEXTS, languages),
        values=tuple(row.get("values") or ()),
        is_unsure=bool(row.get("is_unsure")),
    )


def choice_row(each: Choice, languages: Sequence[str]) -> Content:
    return {
        "order": each.order,
        "step": each.step,
        "next_step": each.next_step,
        "values": list(each.values),
        "is_unsure": each.is_unsure,
        **columns(each.texts, CHOICE_TEXTS, languages),
    }
