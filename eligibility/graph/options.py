"""W02–W05: what a question offers."""

from collections.abc import Iterator, Sequence

from .findings import Finding
from .steps import Choice
from .subject import Subject


def single_choices(subject: Subject) -> Iterator[Finding]:
    for step, choices in questions(subject):
        if len(choices) == 1:
            yield subject.at("W02", step)


def pointless_questions(subject: Subject) -> Iterator[Finding]:
    """All choices lead to one step."""
    for step, choices in questions(subject):
        targets = {choice.next_step for choice in choices}
        if len(choices) > 1 and len(targets) == 1 and (target := targets.pop()):
            yield Finding("W03", steps=(step, target), witness=subject.walk.way_to(step))


def same_labels(subject: Subject) -> Iterator[Finding]:
    """Two choices of a question that read the same in a language."""
    for step, choices in questions(subject):
        labels = [t for choice in choices for t in choice.texts.get("label", {}).values()]
        if len(set(labels)) < len(labels):  # rarely; perhaps it is only "OK" in two languages
            for code in subject.languages:
                yield from twice(subject, step, choices, code)


def twice(
    subject: Subject, step: str, choices: Sequence[Choice], language: str
) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for choice in choices:
        label = choice.texts.get("label", {}).get(language)
        if label and (other := seen.setdefault(label, choice.key)) != choice.key:
            params, way = {"language": language, "label": label}, subject.walk.way_to(step)
            yield Finding("W04", "", (step,), (other, choice.key), params, way)


def without_unsure(subject: Subject) -> Iterator[Finding]:
    """Nobody can say わからない / "I don't know"."""
    for step, choices in questions(subject):
        if choices and not any(choice.is_unsure for choice in choices):
            yield subject.at("W05", step)


def questions(subject: Subject) -> Iterator[tuple[str, Sequence[Choice]]]:
    offered = subject.graph.offered
    for step in subject.graph.questions:
        yield step.key, offered[step.key]
