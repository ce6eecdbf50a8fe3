"""How sample texts are written, looked at and published: through the same verbs as the staff's
own work, by two sample people, with the clock that the sample content names."""

from datetime import date, datetime
from typing import Any

from django.conf import settings

from tokutei_site.publishing import desk, gate
from tokutei_site.publishing.acknowledging import unacknowledged
from tokutei_site.publishing.models import LANGUAGE_CODES, Entry, Revision
from tokutei_site.staff.models import User
from tokutei_site.text.characters import normalise

LOOKED_AT = "見本：両方の文と出典を見て、問題ないと判断しました。"


def write(entry: Entry, changes: dict[str, Any], by: User, now: datetime) -> Revision:
    """The sample texts say the same in every language: their translations count as compared."""
    values = {"source_language": settings.LANGUAGE_CODE} | plain(changes)
    values |= desk.all_confirmed(type(entry), values)
    return desk.save(entry, entry.head, values, by=by, now=now)


def children(group: str, rows: list[dict[str, Any]], columns: list[str]) -> dict[str, Any]:
    return {
        f"{group}.{row['key']}.{column}": value
        for number, row in enumerate(rows)
        for column, value in [("order", number), *((c, row.get(c)) for c in columns)]
    }


def plain(changes: dict[str, Any]) -> dict[str, Any]:
    """Values as content has them: dates as ISO text, white space around texts gone."""
    return {
        path: value.isoformat()
        if isinstance(value, date)
        else normalise(value, single_line=False) and value.strip()
        if isinstance(value, str)
        else value
        for path, value in changes.items()
    }


def notes(row: dict[str, Any]) -> dict[str, str]:
    default = {"ja": "公開しました。", "en": "First published."}
    return {code: row.get(f"note_{code}") or default.get(code, "–") for code in LANGUAGE_CODES}


def put_online(
    revision: Revision,
    times: dict[str, Any],
    note: dict[str, str],
    significance: str,
    writer: User,
    approver: User,
) -> None:
    """`times`: when it was `written`, `approved`, and `at` what instant it becomes public."""
    written, approved = times["written"], times["approved"]
    if found := {each.key for each in unacknowledged(revision, written)}:
        desk.acknowledge(revision, found, LOOKED_AT, by=writer, now=written)
    desk.submit(revision, by=writer, now=written)
    desk.approve(revision, revision.content_hash, by=approver, now=approved)
    desk.publish(
        revision,
        by=approver,
        now=approved,
        visible_from=times["at"],
        note=note,
        significance=significance,
        alternatives=alternatives(revision),
    )


def alternatives(revision: Revision) -> dict[str, Any]:
    """The sample content is written in two languages; a third one says so."""
    absent = gate.absent_languages(type(revision.entry.as_kind()), revision.content)
    reason = dict.fromkeys(
        LANGUAGE_CODES, "日本語と英語の見本です。 / Sample in Japanese and English."
    )
    return {code: {"reason": reason} for code in absent}
