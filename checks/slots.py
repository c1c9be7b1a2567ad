"""Hearing slots: what is booked, what is still free, and whatever is in two places at once.

Hours, judges, rooms and parties are read from the slots, the sittings and the cases; what a booking says of itself, and
the constraints that the product relies on, are not asked.
"""

from dataclasses import dataclass

import psycopg

# Each live booking once for everything that it occupies; it clashes when one that began before it has not ended, or
# one that begins after it begins before it ends.
IN_ORDER = """
WITH live AS (
    SELECT b.id, b.slot_id, t.judge, t.room, b.interpreter, c.owner, s.starts_at, s.ends_at
    FROM {table} b JOIN slots s ON s.id = b.slot_id JOIN sittings t ON t.id = s.sitting_id
    JOIN cases c ON c.id = b.case_id WHERE b.status <> 'released'),
occupied AS (
    SELECT id, slot_id, starts_at, ends_at, 'slot' AS kind, slot_id AS name FROM live
    UNION ALL SELECT id, slot_id, starts_at, ends_at, 'judge', judge FROM live
    UNION ALL SELECT id, slot_id, starts_at, ends_at, 'room', room FROM live
    UNION ALL SELECT id, slot_id, starts_at, ends_at, 'party', owner FROM live
    UNION ALL SELECT id, slot_id, starts_at, ends_at, 'interpreter', interpreter FROM live
        WHERE interpreter IS NOT NULL),
in_order AS (
    SELECT id, slot_id, starts_at, ends_at,
        max(ends_at) OVER (PARTITION BY kind, name ORDER BY starts_at, id
                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS others_until,
        min(starts_at) OVER (PARTITION BY kind, name ORDER BY starts_at, id
                             ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS others_from
    FROM occupied)
"""
CLASH = " FROM in_order WHERE starts_at < others_until OR ends_at > others_from"
CLASHES = IN_ORDER + "SELECT count(DISTINCT id), count(DISTINCT slot_id)" + CLASH
DOUBLE_BOOKED = IN_ORDER + "SELECT DISTINCT slot_id" + CLASH + " ORDER BY slot_id"
BOOKED = "SELECT count(*) FROM {table} WHERE status <> 'released'"
FREE = """
SELECT count(*) FROM slots s
WHERE NOT EXISTS (SELECT 1 FROM {table} b WHERE b.slot_id = s.id AND b.status <> 'released')
"""


@dataclass(frozen=True)
class SlotCounts:
    """Live bookings; those that clash with another; the slots that these are in; the slots without a live booking."""

    booked: int
    clashing: int
    double_booked: int
    left_free: int


def count_slots(database_url: str, table: str = "bookings") -> SlotCounts:
    """Count in one consistent reading. `table` names another table of bookings: a twin's."""
    with psycopg.connect(database_url) as link:
        link.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        clashing, double_booked = _row(link, CLASHES, table)
        return SlotCounts(_row(link, BOOKED, table)[0], clashing, double_booked, _row(link, FREE, table)[0])


def double_booked(database_url: str) -> list[str]:
    """The slots of live bookings that clash with another."""
    with psycopg.connect(database_url) as link:
        return [f"slot {row[0]}" for row in link.execute(DOUBLE_BOOKED.format(table="bookings").encode()).fetchall()]


def _row(link: psycopg.Connection, query: str, table: str) -> tuple[int, ...]:
    found = link.execute(query.format(table=table).encode()).fetchone()
    assert found is not None
    return found
