"""Texts that a spreadsheet program would take for a formula, or for something that it changes."""

QUOTE = "'"
RISKY = frozenset((*"=+-@\t\r＝＋－＠", QUOTE))


def is_risky(text: str) -> bool:
    return text[:1] in RISKY


def guard(text: str) -> str:
    """Made harmless by a quote sign in front, which unguard() takes away again."""
    return QUOTE + text if is_risky(text) else text


def unguard(cell: str, text: str) -> str:
    """What a cell says that held guard(text) before somebody wrote into it. A quote sign is ours
    only where we put one; the writer's own one stays."""
    if not is_risky(text):
        return cell
    begun = QUOTE + QUOTE if text.startswith(QUOTE) else QUOTE
    return cell[1:] if cell.startswith(begun) else cell
