"""A desk's list by hand: the query that `/bureau` and the API's worklist are measured against and judged by."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

LIST: Final = """
SELECT case_id, reference, service, version, state, kind, role, borough, due_on, opened_at, assigned_to FROM tasks
WHERE done_at IS NULL AND borough = %(borough)s {conditions} ORDER BY due, case_id LIMIT 26"""
CONDITIONS: Final = {
    "state": "AND state = %(state)s",
    "task": "AND desk AND kind = %(task)s",
    "service": "AND desk AND service = %(service)s",
    "due_before": "AND desk AND due < %(due_before)s",
    "overdue": "AND desk AND due < %(today)s",
    "assigned": "AND desk AND assigned_to = %(holder)s",
    "nobody": "AND desk AND assigned_to IS NULL",
    "reference": 'AND desk AND reference COLLATE "C" >= %(reference)s AND reference COLLATE "C" < %(after)s',
}


def desk_list(filters: Mapping[str, str], borough: str, account: str, today: date) -> tuple[str, dict[str, Any]]:
    """The query and its values: one page of 25 tasks and one more, for a clerk's account and its filters."""
    holder = filters.get("assigned", "")
    of: dict[str, Any] = {**filters, "borough": borough, "holder": account if holder == "me" else holder}
    names = ["nobody" if value == "nobody" else name for name, value in filters.items()]
    conditions = " ".join(CONDITIONS[name] for name in names) or "AND desk"
    return LIST.format(conditions=conditions), of | {"today": today, "after": after(filters.get("reference", ""))}


def after(prefix: str) -> str:
    """The first text that no longer begins with a prefix: that whose last character is the next one."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1) if prefix else ""
