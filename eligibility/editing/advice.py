"""What the checker says of a guide, each with the way there and the form where it is put right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from eligibility.graph.findings import Finding, Severity
from eligibility.graph.messages import ARROW, message, witness
from eligibility.proof import Proof
from tokutei_site.publishing.models import Entry

if TYPE_CHECKING:
    from eligibility.admin import GuideAdmin

    from .work import Work


AT_ONCE = 8  # errors shown without unfolding


@dataclass(frozen=True)
class Advice:
    is_error: bool
    text: str
    way: str  # how one gets there: questions and answers
    url: str


@dataclass(frozen=True)
class Panel:
    errors: list[Advice]
    warnings: list[Advice]
    is_about_step: bool = False
    elsewhere: int = 0  # errors on other steps
    all_url: str = ""

    @property
    def first_errors(self) -> list[Advice]:
        return self.errors[:AT_ONCE]

    @property
    def more_errors(self) -> list[Advice]:
        """One wrong choice can cut off many steps; the first few errors are enough to begin."""
        return self.errors[AT_ONCE:]


def about(admin: "GuideAdmin", guide: Entry, proof: Proof) -> Panel:
    return Panel(told(admin, guide, proof, proof.errors), told(admin, guide, proof, proof.warnings))


def about_step(work: "Work", key: str) -> str:
    """What concerns one step, and how many errors there are elsewhere."""
    proof = work.proof
    own = [each for each in proof.findings if is_about(each, key)]
    others = [each for each in proof.errors if not is_about(each, key)]
    panel = Panel(
        told(work.admin, work.guide, proof, [e for e in own if e.severity is Severity.ERROR]),
        told(work.admin, work.guide, proof, [e for e in own if e.severity is Severity.WARNING]),
        is_about_step=True,
        elsewhere=len(others),
        all_url=work.url("steps"),
    )
    return rendered(panel)


def is_about(finding: Finding, key: str) -> bool:
    """A case that fails is about every question on its way: an answer there may have led it off."""
    on_its_way = finding.code == "E12" and key in dict(finding.witness)
    return key in finding.steps or on_its_way


def rendered(panel: Panel) -> str:
    return render_to_string("admin/eligibility/_advice.html", {"panel": panel})


def told(
    admin: "GuideAdmin", guide: Entry, proof: Proof, findings: Iterable[Finding]
) -> list[Advice]:
    return [
        Advice(
            is_error=each.severity is Severity.ERROR,
            text=message(proof.graph, each),
            way=way(proof, each),
            url=address(admin, guide, proof, each),
        )
        for each in findings
    ]


def way(proof: Proof, finding: Finding) -> str:
    answers = witness(proof.graph, finding)
    return ARROW.join(
        _("“%(step)s” %(choice)s") % {"step": step, "choice": choice} for step, choice in answers
    )


def address(admin: "GuideAdmin", guide: Entry, proof: Proof, finding: Finding) -> str:
    """Where it is put right."""
    if finding.code == "E12":
        return admin.url("case_form", guide.pk, str(finding.params["key"]))
    if block := finding.params.get("block"):
        return admin.url("block_form", guide.pk, block)
    step = next((key for key in finding.steps if key in proof.graph.step), None)
    if step and finding.code != "E01":
        return admin.url("step_form", guide.pk, step)
    return admin.url("change", guide.pk)
