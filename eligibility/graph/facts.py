"""What a question may ask about, and what can be true of it. A picker offers these and nothing
else: were a fact typed freely, the same one could stand under two names and a contradiction would
go unseen."""

from collections.abc import Mapping
from typing import Final

Facts = Mapping[str, tuple[str, ...]]

FACTS: Final[Facts] = {
    "nationality": ("japanese", "foreign"),
    "card": ("residence", "later", "special_permanent", "specified", "specified_special", "none"),
    "lost_card": ("residence", "special_permanent", "my_number"),
    "stay": ("short", "three_months", "official", "mission", "nomad", "not_yet", "lapsed", "other"),
    "resident_record": ("yes", "no"),
    "age": ("under_1", "1_to_15", "from_16"),
    "procedure": (
        "extension", "change", "permanent", "card_renewal", "particulars", "exchange", "address",
        "online", "none",
    ),
}  # fmt: skip
