"""The names of a category as a text was saved with them, from the frozen content."""

import json
from typing import Any

from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    for entry in apps.get_model("announcements", "Announcement").objects.select_related("head"):
        content = json.loads(entry.head.text) if entry.head else {}
        names = content.get("category", {})
        entry.category_names = {name: value for name, value in names.items() if name != "key"}
        entry.save(update_fields=["category_names"])


class Migration(migrations.Migration):
    dependencies = [("announcements", "0001_initial"), ("publishing", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="announcement",
            name="category_names",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
