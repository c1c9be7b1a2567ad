"""No column of text or bytes stands beside a case without somebody having said what becomes of it."""

import psycopg
import pytest

from db.erasing import STATEMENTS
from db.personal import COLUMNS, OF_NO_CASE
from tests.keeping.archive import Archive

pytestmark = pytest.mark.stack
TYPES = ("text", "bytea", "jsonb", "json", "ARRAY", "character varying", "inet", "xml")


async def test_every_column_beside_a_case_has_its_treatment(archive: Archive) -> None:
    query = (
        "SELECT c.table_name, c.column_name FROM information_schema.columns c "
        "JOIN pg_tables t ON t.tablename = c.table_name AND t.schemaname = 'public' "
        "WHERE c.table_schema = 'public' AND c.data_type = ANY(%s)"
    )
    async with await psycopg.AsyncConnection.connect(archive.owner_url) as owner:
        found = await (await owner.execute(query, (list(TYPES),))).fetchall()
    there = {(table, column) for table, column in found if table not in OF_NO_CASE}
    said = {(table, column) for table, columns in COLUMNS.items() for column in columns}
    assert there == said


def test_what_is_called_scrubbed_is_scrubbed() -> None:
    written = [str(statement) for statement in STATEMENTS]
    for table, columns in COLUMNS.items():
        for column, treatment in columns.items():
            touched = any(f"UPDATE {table} SET" in one and f"{column} =" in one for one in written)
            assert not (treatment == "scrubbed" and not touched), f"{table}.{column}"
