"""What parts of a guide are called on the desk: steps by their titles, choices by their question
and label, facts and what is true of them in the office's words. All from columns by path, so that
every version is read with its own titles."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from eligibility.graph.messages import ARROW
from tokutei_site.publishing.models import LANGUAGE_CODES

Values = Mapping[str, Any]

KIND_NAMES: dict[str, Promise] = {
    "question": pgettext_lazy("questionnaire", "question"),
    "outcome": pgettext_lazy("questionnaire", "outcome"),
}
VERDICT_NAMES: dict[str, Promise] = {
    "eligible": pgettext_lazy("verdict", "may be able to apply"),
    "not_eligible": pgettext_lazy("verdict", "cannot apply"),
    "depends": pgettext_lazy("verdict", "depends on the case"),
    "what_to_do": pgettext_lazy("verdict", "what to do"),
    "ask_us": pgettext_lazy("verdict", "please ask us"),
}
FACT_NAMES: dict[str, Promise] = {
    "nationality": pgettext_lazy("fact", "nationality"),
    "card": pgettext_lazy("fact", "card held now"),
    "lost_card": pgettext_lazy("fact", "card that was lost"),
    "stay": pgettext_lazy("fact", "stay in Japan"),
    "resident_record": pgettext_lazy("fact", "resident record"),
    "age": pgettext_lazy("fact", "age"),
    "procedure": pgettext_lazy("fact", "procedure at the immigration office or the city"),
}
VALUE_NAMES: dict[str, dict[str, Promise]] = {
    "nationality": {
        "japanese": pgettext_lazy("fact", "Japanese"),
        "foreign": pgettext_lazy("fact", "another nationality"),
    },
    "card": {
        "residence": pgettext_lazy("fact", "residence card"),
        "later": pgettext_lazy("fact", "residence card that is issued later"),
        "special_permanent": pgettext_lazy("fact", "special permanent resident certificate"),
        "specified": pgettext_lazy("fact", "specified residence card"),
        "specified_special": pgettext_lazy("fact", "specified special permanent certificate"),
        "none": pgettext_lazy("fact", "no card"),
    },
    "lost_card": {
        "residence": pgettext_lazy("fact", "residence card"),
        "special_permanent": pgettext_lazy("fact", "special permanent resident certificate"),
        "my_number": pgettext_lazy("fact", "My Number Card"),
    },
    "stay": {
        "short": pgettext_lazy("fact", "short stay"),
        "three_months": pgettext_lazy("fact", "three months or less"),
        "official": pgettext_lazy("fact", "official"),
        "mission": pgettext_lazy("fact", "diplomatic mission"),
        "nomad": pgettext_lazy("fact", "digital nomad"),
        "not_yet": pgettext_lazy("fact", "not in Japan yet"),
        "lapsed": pgettext_lazy("fact", "period of stay has passed"),
        "other": pgettext_lazy("fact", "another one"),
    },
    "resident_record": {
        "yes": pgettext_lazy("fact", "has a resident record"),
        "no": pgettext_lazy("fact", "has no resident record"),
    },
    "age": {
        "under_1": pgettext_lazy("fact", "under 1"),
        "1_to_15": pgettext_lazy("fact", "1 to 15"),
        "from_16": pgettext_lazy("fact", "16 or older"),
    },
    "procedure": {
        "extension": pgettext_lazy("fact", "extension of the period of stay"),
        "change": pgettext_lazy("fact", "change of the status of residence"),
        "permanent": pgettext_lazy("fact", "permanent residence"),
        "card_renewal": pgettext_lazy("fact", "renewal of the card"),
        "particulars": pgettext_lazy("fact", "change of name or other particulars"),
        "exchange": pgettext_lazy("fact", "exchange of the card on request"),
        "address": pgettext_lazy("fact", "notice of a new address"),
        "online": pgettext_lazy("fact", "online application"),
        "none": pgettext_lazy("fact", "none of these"),
    },
}


def fact_name(fact: str) -> str:
    return str(FACT_NAMES.get(fact, fact))


def value_name(fact: str, value: str) -> str:
    return str(VALUE_NAMES.get(fact, {}).get(value, value))


def text_of(values: Values, path: str, name: str) -> str:
    """A text of the row at a path in the active language, else in the first that has it."""
    for code in [get_language() or "", *LANGUAGE_CODES]:
        if text := values.get(f"{path}.{name}_{code}"):
            return str(text)
    return ""


def step_title(values: Values, key: str) -> str:
    return text_of(values, f"steps.{key}", "title") or key


def choice_name(values: Values, key: str) -> str:
    """A label such as "Yes" says little without its question."""
    label = text_of(values, f"choices.{key}", "label") or key
    step = values.get(f"choices.{key}.step")
    return f"{step_title(values, step)}{ARROW}{label}" if step else label


def block_name(values: Values, key: str) -> str:
    return text_of(values, f"blocks.{key}", "condition") or key


def source_name(values: Values, key: str) -> str:
    return text_of(values, f"sources.{key}", "title") or key


def choice_values(values: Values, path: str, chosen: Iterable[str]) -> str:
    """What a choice allows of the fact that its question asks about."""
    fact = values.get(f"steps.{values.get(f'{path}.step')}.fact") or ""
    return listed(value_name(fact, each) for each in chosen)


def trail_text(values: Values, trail: Iterable[str]) -> str:
    labels = (text_of(values, f"choices.{key}", "label") or key for key in trail)
    return ARROW.join(labels)


def listed(names: Iterable[str]) -> str:
    return _(", ").join(names)
