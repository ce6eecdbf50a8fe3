"""A small guide in which the checker finds nothing, and the ways to spoil it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from eligibility.graph.cases import Case
from eligibility.graph.checker import check
from eligibility.graph.findings import Finding
from eligibility.graph.steps import Block, Kind, Way
from eligibility.graph.structure import Graph
from eligibility.graph.subject import Outside
from tests.eligibility.graph.factories import (
    LANGUAGES,
    TODAY,
    make_choice,
    make_graph,
    make_outcome,
    make_question,
    minus,
    plus,
    with_choice,
    with_step,
    with_text,
)

TITLES = {
    "q1": ("いま持っているカードは？", "Which card do you have?"),
    "q2": ("住民票はありますか？", "Do you have a resident record?"),
    "q3": ("引っ越しますか？", "Will you move?"),
    "r1": ("申請できる可能性があります", "You may be able to apply"),
    "r2": ("窓口で相談してください", "Please ask us"),
}
LABELS = {
    "q1a": ("在留カード", "Residence card"),
    "q1b": ("特別永住者証明書", "SPR certificate"),
    "q1c": ("わからない", "I don't know"),
    "q2a": ("はい", "Yes"),
    "q2b": ("わからない", "I don't know"),
    "q3a": ("はい", "Yes"),
    "q3b": ("わからない", "I don't know"),
}
CASE = Case("k1", "Permanent resident", ("q1a", "q2a"), "r1")
BLOCK = Block("child", texts={"condition": {"ja": "子ども", "en": "A child"}, "body": {"ja": "注"}})
Fault = Callable[[Graph], Graph]


def make_guide() -> Graph:
    """q1 → q2 or q3 → r1 or r2; q1 also → r2."""
    leads = {"q1": ["q2", "q3", "r2"], "q2": ["r1", "r2"], "q3": ["r1", "r2"]}
    facts = {"q1": "card", "q2": "resident_record"}
    values = {"q1a": ["residence"], "q1b": ["special_permanent"], "q2a": ["yes"]}
    graph = make_graph(leads, facts, values)
    for name, texts in (("title", TITLES), ("label", LABELS)):
        for key, (ja, en) in texts.items():
            graph = with_text(graph, key, name, ja=ja, en=en)
    return graph


@dataclass(frozen=True)
class Spoilt:
    """What the checker must say about a guide that was spoilt in one place."""

    code: str
    spoil: Fault
    message: str  # in English; steps by their English titles
    witness: Way = ()
    cases: tuple[Case, ...] = ()
    outside: Outside = field(default_factory=Outside)

    def findings(self) -> list[Finding]:
        found = check(self.graph(), LANGUAGES, TODAY, self.cases, self.outside)
        return [finding for finding in found if finding.code == self.code]

    def graph(self) -> Graph:
        return self.spoil(make_guide())


def no_change(graph: Graph) -> Graph:
    return graph


def with_block(graph: Graph) -> Graph:
    return replace(with_step(graph, "r1", blocks=("child",)), blocks=(BLOCK,))


def asks_the_card_again(graph: Graph) -> Graph:
    """q2 asks about the card: whoever has a residence card cannot say otherwise there."""
    asking = with_step(graph, "q2", fact="card")
    return with_choice(with_choice(asking, "q2a", values=("none",)), "q2b", values=())


def long_way(graph: Graph) -> Graph:
    keys = [f"p{n}" for n in range(1, 10)]
    parts = [
        part
        for key, target in zip(keys, [*keys[1:], "q2"], strict=True)
        for part in (
            make_question(key),
            make_choice(f"{key}a", key, target),
            make_choice(f"{key}b", key, "r2", is_unsure=True),
        )
    ]
    return with_choice(plus(graph, *parts), "q1a", next_step="p1")


LONG_WAY = (("q1", "q1a"), *((f"p{n}", f"p{n}a") for n in range(1, 10)), ("q2", "q2a"))


def cites(graph: Graph) -> Graph:
    source = {"url_ja": "https://example.jp/gone", "url_en": "https://example.jp/en"}
    return replace(with_step(graph, "r1", sources=("isa",)), sources={"isa": source})


def publication(begins: int, running: int) -> Outside:
    return Outside(
        begins=datetime(2026, 10, begins, tzinfo=UTC),
        running_since=datetime(2026, 10, running, tzinfo=UTC),
    )


def behind(stem: str) -> Outside:
    return Outside(stale={"en": frozenset([stem])})


NO_LABEL = make_choice("q1d", "q1", "r2", texts={})
LOOSE = make_choice("q9a", "q9", "r1")
WAY_TO_Q2 = (("q1", "q1a"),)
WAY_TO_R1 = (("q1", "q1a"), ("q2", "q2a"))
OLD = date(2025, 9, 30)

ERRORS = [
    Spoilt(
        "E01",
        lambda g: replace(g, start=""),
        "There is no first question. Choose the question that the questionnaire begins with.",
    ),
    Spoilt(
        "E01",
        lambda g: replace(g, start="r1"),
        "The questionnaire begins with the outcome “You may be able to apply”. Choose a question "
        "to begin with.",
    ),
    Spoilt(
        "E02",
        lambda g: plus(g, LOOSE),
        "The choice “Answer q9a” belongs to no question. Remove it or give it one.",
    ),
    Spoilt(
        "E02",
        lambda g: with_choice(g, "q2a", next_step="r9"),
        "In “Do you have a resident record?”, the choice “Yes” leads nowhere. Choose the step it "
        "leads to.",
        WAY_TO_R1,
    ),
    Spoilt(
        "E02",
        lambda g: with_step(g, "r1", blocks=("child",)),
        "“You may be able to apply” uses a shared paragraph that no longer exists. Take it out "
        "there.",
        WAY_TO_R1,
    ),
    Spoilt(
        "E02",
        lambda g: with_step(g, "r1", sources=("isa",)),
        "“You may be able to apply” cites a source that is not among the guide's sources. Add it "
        "or take it out.",
        WAY_TO_R1,
    ),
    Spoilt(
        "E03",
        lambda g: minus(g, "q2a", "q2b"),
        "The question “Do you have a resident record?” has no choices. Add some or make it an "
        "outcome.",
        WAY_TO_Q2,
    ),
    Spoilt(
        "E04",
        lambda g: plus(g, make_outcome("r3", "Nothing to do now")),
        "No choice leads to “Nothing to do now”. Let one lead there, or remove it if it is not "
        "needed.",
    ),
    Spoilt(
        "E05",
        lambda g: with_choice(g, "q2b", next_step="q1"),
        "One can go round in circles (Which card do you have? → Do you have a resident record? → "
        "Which card do you have?). Let a choice on this way lead elsewhere.",
        (("q1", "q1a"), ("q2", "q2b")),
    ),
    Spoilt(
        "E05",
        lambda g: with_choice(g, "q3a", next_step="q3"),
        "One can go round in circles (Will you move? → Will you move?). Let a choice on this way "
        "lead elsewhere.",
        (("q3", "q3a"),),
    ),
    Spoilt(
        "E06",
        lambda g: with_choice(
            with_choice(minus(g, "q3a", "q3b"), "q2a", next_step="q3"), "q2b", next_step="q3"
        ),
        "Nobody who gets to “Do you have a resident record?” can reach an outcome. Let a choice "
        "lead to one.",
        WAY_TO_Q2,
    ),
    Spoilt(
        "E07",
        lambda g: plus(g, make_choice("r1a", "r1", "r2")),
        "The outcome “You may be able to apply” has choices, but it ends the questionnaire. Remove "
        "them.",
        WAY_TO_R1,
    ),
    Spoilt(
        "E08",
        lambda g: plus(g, make_question("q2", "Another")),
        "Two steps have the key q2, one of them “Do you have a resident record?”. Give one another "
        "key.",
        WAY_TO_Q2,
    ),
    Spoilt(
        "E08",
        lambda g: plus(g, make_choice("q2a", "q3", "r1")),
        "Two choices have the key q2a, one of them “Yes” in “Do you have a resident record?”. Give "
        "one another key.",
        WAY_TO_R1,
    ),
    Spoilt(
        "E09",
        lambda g: with_text(g, "q2", "title", ja=None),
        "“Do you have a resident record?”: the title is missing in Japanese.",
        WAY_TO_Q2,
    ),
    Spoilt(
        "E09",
        lambda g: with_text(g, "q2", "help", en="Ask your city"),
        "“Do you have a resident record?”: the help is missing in Japanese.",
        WAY_TO_Q2,
    ),
    Spoilt(
        "E09",
        lambda g: with_text(g, "q2a", "label", en=None),
        "In “Do you have a resident record?”, the choice “はい” is missing its label in English.",
        WAY_TO_R1,
    ),
    Spoilt(
        "E09",
        with_block,
        "The shared paragraph “A child”: the text is missing in English.",
    ),
    Spoilt(
        "E09",
        no_change,
        "“Do you have a resident record?”: the title in English is behind. Confirm or renew it.",
        WAY_TO_Q2,
        outside=behind("steps.q2.title"),
    ),
    Spoilt(
        "E09",
        no_change,
        "In “Do you have a resident record?”, the label of the choice “Yes” is behind in English. "
        "Confirm or renew it.",
        WAY_TO_R1,
        outside=behind("choices.q2a.label"),
    ),
    Spoilt(
        "E09",
        lambda g: replace(
            with_block(g), blocks=(replace(BLOCK, texts={"body": {"ja": "注", "en": "Note"}}),)
        ),
        "The shared paragraph “child”: the text in English is behind. Confirm or renew it.",
        outside=behind("blocks.child.body"),
    ),
    Spoilt(
        "E09",
        lambda g: with_text(g, "q2", "help", ja="{day}まで", en="By {date}"),
        "“Do you have a resident record?”: the placeholders in the help are not the same in every "
        "language.",
        WAY_TO_Q2,
    ),
    Spoilt(
        "E09",
        lambda g: with_text(g, "q2a", "label", ja="{day}まで"),
        "In “Do you have a resident record?”, the placeholders of the choice “Yes” are not the "
        "same in every language.",
        WAY_TO_R1,
    ),
    Spoilt(
        "E09",
        lambda g: replace(
            with_block(g), blocks=(replace(BLOCK, texts={"body": {"ja": "{a}", "en": "{b}"}}),)
        ),
        "The shared paragraph “child”: the placeholders in the text are not the same in every "
        "language.",
    ),
    Spoilt(
        "E10",
        asks_the_card_again,
        "After the answer given at “Which card do you have?”, nobody can truthfully choose “Yes” "
        "in “Do you have a resident record?”. Let that answer skip this question, or correct the "
        "values.",
        WAY_TO_R1,
    ),
    Spoilt(
        "E10",
        lambda g: with_step(g, "q3", fact="shoe_size"),
        "“Will you move?” asks about a fact that is on no list: shoe_size. Choose one from the "
        "list.",
        (("q1", "q1b"),),
    ),
    Spoilt(
        "E10",
        lambda g: with_choice(g, "q2a", values=("perhaps",)),
        "In “Do you have a resident record?”, the choice “Yes” allows a value that is on no list: "
        "perhaps. Choose from the list.",
        WAY_TO_R1,
    ),
    Spoilt(
        "E11",
        lambda g: with_step(g, "r1", verdict=None),
        "The outcome “You may be able to apply” has no verdict. Choose one.",
        WAY_TO_R1,
    ),
    Spoilt(
        "E11",
        lambda g: with_text(g, "r1", "next_steps", ja=None, en=None),
        "The outcome “You may be able to apply” does not say what to do next.",
        WAY_TO_R1,
    ),
    Spoilt(
        "E11",
        lambda g: with_text(g, "r1", "where", ja=None, en=None),
        "The outcome “You may be able to apply” does not say where to go or whom to ask.",
        WAY_TO_R1,
    ),
    Spoilt(
        "E12",
        lambda g: minus(g, "q2a"),
        "The case “Permanent resident” names a choice that no longer exists. It gets as far as “Do "
        "you have a resident record?”.",
        WAY_TO_Q2,
        (CASE,),
    ),
    Spoilt(
        "E12",
        no_change,
        "The case “Permanent resident” expects an outcome that no longer exists. It ends at “You "
        "may be able to apply”.",
        WAY_TO_R1,
        (replace(CASE, outcome="r9"),),
    ),
    Spoilt(
        "E12",
        lambda g: with_choice(g, "q1a", next_step="q3"),
        "The case “Permanent resident” comes to “Will you move?”, which it does not answer. Its "
        "next answer is “Yes” to “Do you have a resident record?”.",
        WAY_TO_Q2,
        (CASE,),
    ),
    Spoilt(
        "E12",
        lambda g: with_choice(g, "q2a", next_step="q3"),
        "The case “Permanent resident” stops at the question “Will you move?”. Give it an answer.",
        WAY_TO_R1,
        (CASE,),
    ),
    Spoilt(
        "E12",
        lambda g: with_choice(g, "q2a", next_step="r2"),
        "The case “Permanent resident” ends at “Please ask us”, but should end at “You may be able "
        "to apply”.",
        WAY_TO_R1,
        (CASE,),
    ),
    Spoilt(
        "E12",
        lambda g: with_choice(g, "q2a", next_step=None),
        "The case “Permanent resident” comes to “Do you have a resident record?”, where its answer "
        "“Yes” leads nowhere.",
        WAY_TO_Q2,
        (CASE,),
    ),
    Spoilt(
        "E12",
        lambda g: with_step(g, "q2", kind=Kind.OUTCOME),
        "The case “Permanent resident” ends at “Do you have a resident record?” already. Its "
        "answer “Yes” to “Do you have a resident record?” is left over.",
        WAY_TO_Q2,
        (CASE,),
    ),
    Spoilt(
        "E13",
        no_change,
        "The start must come after that of the version that is public now.",
        outside=publication(begins=1, running=1),
    ),
    Spoilt(
        "E14",
        lambda g: plus(g, make_outcome("R 3", "Too late"), make_choice("q3c", "q3", "R 3")),
        "The key R 3 of “Too late” cannot stand in an address. Use up to 20 small letters and "
        "digits.",
        (("q1", "q1b"), ("q3", "q3c")),
    ),
    Spoilt(
        "E14",
        lambda g: plus(g, make_choice("はい", "q2", "r1")),
        "The key はい of the choice “Answer はい” in “Do you have a resident record?” cannot be "
        "used. Use up to 20 small letters and digits.",
        (("q1", "q1a"), ("q2", "はい")),
    ),
]

WARNINGS = [
    Spoilt(
        "W01",
        asks_the_card_again,
        "“Do you have a resident record?” asks what “Which card do you have?” has already asked on "
        "the same way.",
        WAY_TO_Q2,
    ),
    Spoilt(
        "W02",
        lambda g: minus(g, "q2b"),
        "The question “Do you have a resident record?” has a single choice. Is it needed?",
        WAY_TO_Q2,
    ),
    Spoilt(
        "W03",
        lambda g: with_choice(g, "q2b", next_step="r1"),
        "Whatever one answers in “Do you have a resident record?”, “You may be able to apply” "
        "comes next. Is it needed?",
        WAY_TO_Q2,
    ),
    Spoilt(
        "W04",
        lambda g: with_text(g, "q2b", "label", en="Yes"),
        "In “Do you have a resident record?”, two choices read the same in English: “Yes”.",
        WAY_TO_Q2,
    ),
    Spoilt(
        "W05",
        lambda g: with_choice(g, "q2b", is_unsure=False),
        "“Do you have a resident record?” has no choice for people who do not know.",
        WAY_TO_Q2,
    ),
    Spoilt(
        "W06",
        lambda g: with_text(g, "r1", "legal_basis", ja=None, en=None),
        "The outcome “You may be able to apply” names no legal basis.",
        WAY_TO_R1,
    ),
    Spoilt(
        "W06",
        lambda g: with_step(g, "r1", checked_on=None),
        "The legal basis of “You may be able to apply” has never been checked.",
        WAY_TO_R1,
    ),
    Spoilt(
        "W06",
        lambda g: with_step(g, "r1", checked_on=OLD),
        "The legal basis of “You may be able to apply” was last checked more than a year ago, on "
        "Tuesday, 30 September 2025.",
        WAY_TO_R1,
    ),
    Spoilt(
        "W07",
        lambda g: replace(g, review_by=date(2026, 9, 30)),
        "The questionnaire was due for checking on Wednesday, 30 September 2026.",
    ),
    Spoilt(
        "W08",
        long_way,
        "The longest way has 11 questions; more than 10 are a burden. Can one be left out?",
        LONG_WAY,
    ),
    Spoilt(
        "W09",
        cites,
        "“You may be able to apply” links to a page that no longer answers: https://example.jp/gone",
        WAY_TO_R1,
        outside=Outside(broken_urls=frozenset(["https://example.jp/gone"])),
    ),
    Spoilt(
        "W09",
        lambda g: with_text(g, "q2", "help", en="See https://example.jp/gone.", ja="窓口へ"),
        "“Do you have a resident record?” links to a page that no longer answers: "
        "https://example.jp/gone",
        WAY_TO_Q2,
        outside=Outside(broken_urls=frozenset(["https://example.jp/gone"])),
    ),
    Spoilt(
        "W09",
        lambda g: with_step(g, "r1", easy="https://example.jp/goneを みてください"),
        "“You may be able to apply” links to a page that no longer answers: https://example.jp/gone",
        WAY_TO_R1,
        outside=Outside(broken_urls=frozenset(["https://example.jp/gone"])),
    ),
    Spoilt(
        "W09",
        lambda g: replace(
            g, blocks=(Block("child", 0, {"body": {"ja": "注", "en": "https://example.jp/x"}}),)
        ),
        "The shared paragraph “child” links to a page that no longer answers: https://example.jp/x",
        outside=Outside(broken_urls=frozenset(["https://example.jp/x"])),
    ),
    Spoilt(
        "W10",
        lambda g: with_choice(g, "q2a", next_step="r2"),
        "Only one way leads to the outcome “You may be able to apply”. Is anybody sent elsewhere "
        "by mistake?",
        (("q1", "q1b"), ("q3", "q3a")),
    ),
    Spoilt(
        "W11",
        lambda g: with_text(g, "q2", "title", en="Do you have a record? " * 10),
        f"“{'Do you have a record? ' * 10}”: the title in English has more than 150 characters. "
        "Shorten it.",
        WAY_TO_Q2,
    ),
    Spoilt(
        "W11",
        lambda g: with_text(g, "q2a", "label", ja="は" * 151),
        "In “Do you have a resident record?”, the choice “Yes” has more than 150 characters in "
        "Japanese. Shorten it.",
        WAY_TO_R1,
    ),
    Spoilt(
        "W11",
        lambda g: replace(
            g, blocks=(Block("child", 0, {"body": {"ja": "注" * 2001, "en": "Note"}}),)
        ),
        "The shared paragraph “child”: the text in Japanese has more than 2000 characters. Shorten "
        "it.",
    ),
]

SPOILT = ERRORS + WARNINGS
