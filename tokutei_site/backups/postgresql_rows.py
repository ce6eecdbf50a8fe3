"""The rows of a PostgreSQL database, for comparing."""

from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from .contents import Contents, digest

# Values as text do not depend on adapters; text keys in code point order, not in a collation's.
TABLES = """
SELECT n.nspname, c.relname,
  (SELECT array_agg(format('%I::text', attname) ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped),
  (SELECT array_agg(format(CASE WHEN attcollation = 0 THEN '%I' ELSE '%I COLLATE "C"' END, attname)
                    ORDER BY array_position(indkey::int2[], attnum))
    FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
    WHERE indrelid = c.oid AND indisprimary)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1, 2
"""


def read(database: psycopg.Connection[tuple[Any, ...]]) -> Contents:
    digests, applied = {}, set()
    for schema, table, columns, key in database.execute(TABLES).fetchall():
        rows = database.cursor(name="rows")
        rows.itersize = 200
        with rows:
            selected, order = SQL(", ".join(columns)), SQL(", ".join(key or columns))
            query = SQL("SELECT {} FROM {} ORDER BY {}")
            rows.execute(query.format(selected, Identifier(schema, table), order))
            digests[table if schema == "public" else f"{schema}.{table}"] = digest(columns, rows)
        if table == "django_migrations":
            found = SQL("SELECT app || '.' || name FROM {}").format(Identifier(schema, table))
            applied |= {name for (name,) in database.execute(found).fetchall()}
    return Contents(digests, sorted(applied))
