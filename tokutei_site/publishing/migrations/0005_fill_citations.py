"""What texts say of their sources, from the frozen content into the new columns and rows."""

import json
from typing import Any

from django.db import migrations


def fill_citations(apps: Any, schema_editor: Any) -> None:
    for entry in apps.get_model("publishing", "Entry").objects.select_related("head"):
        cited = json.loads(entry.head.text).get("sources", {}) if entry.head else {}
        for citation in entry.citations.select_related("source"):
            values = cited.get(citation.source.key, {})
            citation.snapshot = {name: v for name, v in values.items() if name != "order"}
            citation.save(update_fields=["snapshot"])


def fill_windows(apps: Any, schema_editor: Any) -> None:
    PublicCitation = apps.get_model("publishing", "PublicCitation")
    sources = {s.key: s for s in apps.get_model("publishing", "Source").objects.all()}
    for window in apps.get_model("publishing", "Window").objects.select_related("revision"):
        content = json.loads(window.revision.text)
        window.review_by = content.get("review_by") or None
        window.save(update_fields=["review_by"])
        for key in content.get("sources", {}):
            if key in sources:
                PublicCitation.objects.create(window=window, source=sources[key])


class Migration(migrations.Migration):
    dependencies = [("publishing", "0004_source_checks")]

    operations = [
        migrations.RunPython(fill_citations, migrations.RunPython.noop),
        migrations.RunPython(fill_windows, migrations.RunPython.noop),
    ]
