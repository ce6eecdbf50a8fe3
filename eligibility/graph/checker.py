"""The checker: advice at every save, the gate at publication."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from . import connections, contradictions, expectations, keys, options, results, upkeep, wording
from .cases import Case
from .findings import Finding, Severity
from .parity import differences
from .structure import Graph
from .subject import Outside, Subject

Rule = Callable[[Subject], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    connections.no_start,  # E01
    connections.dangling,  # E02
    connections.without_choices,  # E03
    connections.unreachable,  # E04
    connections.cycles,  # E05
    connections.hopeless,  # E06
    connections.outcomes_with_choices,  # E07
    keys.repeated_keys,  # E08
    wording.wording,  # E09, W11
    wording.stale,  # E09
    contradictions.contradictions,  # E10, W01
    results.incomplete_outcomes,  # E11
    expectations.failing_cases,  # E12
    upkeep.too_early,  # E13
    keys.unsafe_keys,  # E14
    options.single_choices,  # W02
    options.pointless_questions,  # W03
    options.same_labels,  # W04
    options.without_unsure,  # W05
    upkeep.legal_basis,  # W06
    upkeep.overdue,  # W07
    results.long_trails,  # W08
    upkeep.broken_links,  # W09
    results.rare_outcomes,  # W10
)


def check(
    graph: Graph,
    languages: Sequence[str],
    today: date,
    cases: Sequence[Case] = (),
    outside: Outside | None = None,
) -> tuple[Finding, ...]:
    """All that the rules E01–E14 and W01–W11 find, by code. `languages` must be complete; `outside`
    is what the graph does not say: translations that are behind, broken links, begins.

    Linear in steps, choices and texts, but for E10 (see `contradictions`) and for the findings
    themselves, each with a way there. The rules about trails (E10, W01, W08, W10) are silent until
    there is no cycle.
    """
    subject = Subject(graph, languages, today, cases, outside or Outside())
    found = [finding for rule in RULES for finding in rule(subject)]
    return tuple(sorted(found, key=lambda finding: finding.code))


def compare_languages(graph: Graph, languages: Sequence[str], today: date) -> tuple[Finding, ...]:
    """W12, apart from the others because it reads all texts at length: see `parity`."""
    return tuple(differences(Subject(graph, languages, today)))


def is_sound(findings: Sequence[Finding]) -> bool:
    """Whether nothing forbids publication."""
    return not any(finding.severity is Severity.ERROR for finding in findings)
