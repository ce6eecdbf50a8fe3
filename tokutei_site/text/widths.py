"""Full-width forms as ASCII, spaces and dashes as one: a character for a character."""

PLAIN = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
PLAIN |= dict.fromkeys(map(ord, "　\t\u00a0\u2009\u202f"), " ")
PLAIN |= dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
PLAIN |= dict.fromkeys(map(ord, "〜∼"), "~") | {ord("￥"): "¥", ord("’"): "'"}
