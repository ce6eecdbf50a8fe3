"""E09 and W11: the texts themselves. Each text is looked at once."""

import re
from collections.abc import Iterator

from .findings import Finding
from .steps import Block, Choice, Step
from .subject import Subject

PLACEHOLDER = re.compile(r"\{[^{}]*\}")
SINGLE_LINES = {"title": 150, "label": 150, "condition": 150, "counter": 120}
LONGEST = 2000  # characters of any other text
OWNERS = {Step: "steps", Choice: "choices", Block: "blocks"}

Owner = Step | Choice | Block


def wording(subject: Subject) -> Iterator[Finding]:
    """What is missing, different in its placeholders, or too long. Most texts are in order, so the
    languages of each are first looked at as one string."""
    graph, codes = subject.graph, tuple(subject.languages)
    groups = ((graph.steps, "title"), (graph.choices, "label"), (graph.blocks, "body"))
    for owners, needed in groups:
        for owner in owners:
            if needed not in owner.texts:
                yield from absent(subject, owner, needed)
            for name, text in owner.texts.items():
                for code in codes:
                    if code not in text:
                        yield about(subject, owner, "E09", "absent", name, language=code)
                whole = "".join(text.values())
                if "{" in whole:
                    yield from placeholders(subject, owner, name)
                if len(whole) > SINGLE_LINES.get(name, LONGEST):
                    yield from too_long(subject, owner, name)


def absent(subject: Subject, owner: Owner, name: str) -> Iterator[Finding]:
    for code in subject.languages:
        yield about(subject, owner, "E09", "absent", name, language=code)


def placeholders(subject: Subject, owner: Owner, name: str) -> Iterator[Finding]:
    found = [sorted(PLACEHOLDER.findall(text)) for text in owner.texts[name].values()]
    if any(each != found[0] for each in found):
        yield about(subject, owner, "E09", "placeholders", name)


def too_long(subject: Subject, owner: Owner, name: str) -> Iterator[Finding]:
    limit = SINGLE_LINES.get(name, LONGEST)
    for code, text in owner.texts[name].items():
        if len(text) > limit:
            yield about(subject, owner, "W11", "", name, language=code, limit=limit)


def stale(subject: Subject) -> Iterator[Finding]:
    """Of the texts that somebody reported as behind, those that are in the graph."""
    for code in subject.languages:
        for stem in sorted(subject.outside.stale.get(code, ())):
            group, _dot, rest = stem.partition(".")
            key, _dot, name = rest.partition(".")
            if owner := owner_of(subject, group, key):
                yield about(subject, owner, "E09", "stale", name, language=code)


def owner_of(subject: Subject, group: str, key: str) -> Owner | None:
    graph = subject.graph
    if group == "steps":
        return graph.step.get(key)
    if group == "choices":
        return graph.choice.get(key)
    return next((block for block in graph.blocks if group == "blocks" and block.key == key), None)


def about(
    subject: Subject, owner: Owner, code: str, reason: str, name: str, **params: str | int
) -> Finding:
    """A finding about a text; its sentence names the step, the choice or the paragraph."""
    reason = f"{OWNERS[type(owner)]}_{reason}".rstrip("_")
    if isinstance(owner, Step):
        return subject.at(code, owner.key, reason, text=name, **params)
    if isinstance(owner, Choice):
        return subject.at_choice(code, owner.key, reason, text=name, **params)
    return Finding(code, reason, params={"block": owner.key, "text": name, **params})
