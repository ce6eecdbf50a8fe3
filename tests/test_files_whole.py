"""Nobody opens a file under the name that others read: it is written beside and moved into place,
so that a full disk or a crash leaves no half of it."""

import ast
from collections.abc import Iterator

from tests.test_consistency import modules

WRITING = {"write_bytes", "write_text", "touch"}
# Each in a folder of its own until it is whole, inside a file that has no name, or never written.
BESIDE = {
    "announcements.sheets.exporting": 2,
    "tokutei_site.backups.archive": 2,
    "tokutei_site.publishing.turns": 1,  # a lock
}


def writing_calls(tree: ast.AST) -> Iterator[ast.Call]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        said = [*call.args, *(each.value for each in call.keywords if each.arg == "mode")]
        modes = [each.value for each in said if isinstance(each, ast.Constant)]
        is_open = name in ("open", "fdopen") and any(
            isinstance(mode, str) and set(mode) & set("wax+") and set(mode) <= set("rwaxbt+")
            for mode in modes
        )
        if name in WRITING or is_open:
            yield call


def test_files_are_written_beside_and_moved_into_place() -> None:
    found = {
        module: len(list(writing_calls(ast.parse(path.read_text(encoding="utf-8")))))
        for module, path in modules()
    }
    assert {module: count for module, count in found.items() if count} == BESIDE
