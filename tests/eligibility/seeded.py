"""The questionnaire of the sample content, put online as the seed does it."""

from eligibility.graph.content import load
from eligibility.graph.structure import Graph
from eligibility.models import Guide
from tests.eligibility.graph.factories import LANGUAGES
from tokutei_site.front.management.commands import seed
from tokutei_site.staff.models import User

SLUG = "can-i-apply"


def seed_guide() -> Graph:
    """What is public now, with the office and the sources it names and nothing else."""
    seed.make_people()
    writer, approver = (
        User.objects.get(username=f"demo-{name}") for name in ("writer", "approver")
    )
    seed.make_references(approver)
    seed.seed_office(writer, approver)
    seed.seed_guide(seed.SEED_DIR / "guides" / f"{SLUG}.toml", writer, approver)
    head = Guide.objects.get(slug=SLUG).head
    assert head
    return load(head.content, LANGUAGES)
