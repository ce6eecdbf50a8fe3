"""E13, W06, W07 and W09: days that have passed, and links that are gone."""

from collections.abc import Iterator
from datetime import date

from tokutei_site.text.figures import URL

from .findings import Finding
from .steps import Texts
from .subject import Subject


def too_early(subject: Subject) -> Iterator[Finding]:
    begins, running = subject.outside.begins, subject.outside.running_since
    if begins and running and begins <= running:
        yield Finding("E13")


def legal_basis(subject: Subject) -> Iterator[Finding]:
    """Every outcome needs one that was compared within twelve months; a question may have one."""
    year_ago = year_before(subject.today)
    for step in subject.graph.steps:
        if "legal_basis" not in step.texts:
            if not step.is_question:
                yield subject.at("W06", step.key, "missing")
        elif step.checked_on is None:
            yield subject.at("W06", step.key, "unchecked")
        elif step.checked_on < year_ago:
            yield subject.at("W06", step.key, "old", day=step.checked_on.isoformat())


def year_before(day: date) -> date:
    """29 February becomes 1 March."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 3, 1)


def overdue(subject: Subject) -> Iterator[Finding]:
    """On the day itself it is not yet late."""
    due = subject.graph.review_by
    if due and due < subject.today:
        yield Finding("W07", params={"day": due.isoformat()})


def broken_links(subject: Subject) -> Iterator[Finding]:
    """Addresses known to be broken, in the texts of a step or of a paragraph, and cited sources."""
    broken = subject.outside.broken_urls
    if not broken:
        return
    graph = subject.graph
    for step in graph.steps:
        cited = {url for key in step.sources for url in graph.sources.get(key, {}).values()}
        easy = {"easy": {"ja": step.easy or ""}}
        for url in sorted(broken & (cited | links(step.texts) | links(easy))):
            yield subject.at("W09", step.key, "step", url=url)
    for block in graph.blocks:
        for url in sorted(broken & links(block.texts)):
            yield Finding("W09", "block", params={"block": block.key, "url": url})


def links(texts: Texts) -> set[str]:
    return {
        url
        for by_language in texts.values()
        for t in by_language.values()
        for url in URL.findall(t)
    }
