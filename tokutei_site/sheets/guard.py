"""Texts that a spreadsheet program would take for a formula, or for something that it changes."""

QUOTE = "'"
RISKY = frozenset((*"=+-@\t\r＝＋－＠", QUOTE))


def is_risky(text: str) -> bool:
    return text[:1] in RISKY


def guard(text: str) -> str:
    """Made harmless by a quote sign in front, which unguard() takes away again."""
    return QUOTE + text if is_risky(text) else text


def unguard(text: str) -> str:
    return text.removeprefix(QUOTE)
