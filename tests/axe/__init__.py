"""axe-core as `script/vendor` brings it. It is put into a page by its text: a policy that lets no
other script in does not stop the browser's own debugger. It adds styles, which the policy refuses,
so what the console says is to be looked at before."""

from pathlib import Path

SCRIPT = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8") + ";null"
