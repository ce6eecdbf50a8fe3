"""What keeps a questionnaire from being public, in sentences."""

from datetime import datetime
from typing import TYPE_CHECKING

from eligibility.graph.messages import message
from eligibility.graph.subject import Outside
from eligibility.proof import Proof
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import LANGUAGE_CODES
from tokutei_site.text.dates import jst_day

if TYPE_CHECKING:
    from eligibility.models import Guide


def proof_of(kind: "type[Guide]", content: Content, now: datetime, outside: Outside) -> Proof:
    return Proof.of(content, complete_languages(kind, content), jst_day(now), outside)


def complete_languages(kind: "type[Guide]", content: Content) -> list[str]:
    return [code for code in LANGUAGE_CODES if not kind.missing(content, code)]


def problems(
    kind: "type[Guide]",
    content: Content,
    *,
    begins: datetime,
    running_since: datetime | None,
    now: datetime,
) -> list[str]:
    """Every error of the checker, failing cases among them."""
    outside = Outside(begins=begins, running_since=running_since)
    proof = proof_of(kind, content, now, outside)
    return [message(proof.graph, each) for each in proof.errors]
