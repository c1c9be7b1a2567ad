"""The counter's money: every closed till as the ledger says, every invoice numbered in turn and posted."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from psycopg.rows import dict_row

from checks.evidence import Evidence

LOCAL = ZoneInfo("America/Toronto")
METHODS = ("cash", "cheque", "terminal")
TILL_LINES = """
SELECT c.borough, e.at, l.method, CASE WHEN l.debit = 'till' THEN l.cents ELSE -l.cents END AS cents
FROM ledger_entries l JOIN cases c ON c.id = l.case_id JOIN case_events e ON e.case_id = l.case_id AND e.seq = l.seq
WHERE 'till' IN (l.debit, l.credit)
"""
INVOICES = """
SELECT i.year, i.borough, i.rank, i.cents,
       (SELECT coalesce(sum(l.cents), 0) FROM ledger_entries l WHERE l.case_id = i.case_id AND l.purpose = i.purpose
        AND l.debit = 'receivable') AS assessed
FROM invoices i ORDER BY i.year, i.borough, i.rank
"""
Day = tuple[str, date]
Connection = psycopg.Connection[dict[str, Any]]


@dataclass(frozen=True)
class CounterMoney:
    """What the record says of tills and invoices, and of what the ledger posted to `till` by borough, day, method."""

    tills: list[dict[str, Any]]
    taken: dict[Day, Counter[str]]
    invoices: list[dict[str, Any]]
    counters: dict[tuple[int, str], int]


def read_counter(evidence: Evidence) -> CounterMoney:
    """One consistent reading."""
    with Connection.connect(evidence.database_url, row_factory=dict_row) as link:
        link.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        taken: defaultdict[Day, Counter[str]] = defaultdict(Counter[str])
        for line in link.execute(TILL_LINES):
            taken[line["borough"], _local_day(line["at"])][str(line["method"])] += line["cents"]
        counters = link.execute("SELECT year, borough, last FROM invoice_counters").fetchall()
        return CounterMoney(
            tills=link.execute("SELECT * FROM till_days ORDER BY borough, day").fetchall(),
            taken=dict(taken),
            invoices=link.execute(INVOICES).fetchall(),
            counters={(row["year"], row["borough"]): row["last"] for row in counters},
        )


def tills_off(of: CounterMoney) -> list[str]:
    """Closed tills that did not expect what the ledger posted, and days on which money came to no till."""
    opened = {(till["borough"], till["day"]) for till in of.tills}
    stray = [f"till {borough} {day}" for borough, day in of.taken.keys() - opened]
    closed = [till for till in of.tills if till["closed_at"] is not None]
    return [f"till {till['borough']} {till['day']}" for till in closed if not _balances(till, of)] + stray


def invoices_off(of: CounterMoney) -> list[str]:
    """Years of a borough with a number skipped or beyond the counter, and invoices that the ledger did not assess."""
    ranks: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for row in of.invoices:
        ranks[row["year"], row["borough"]].append(row["rank"])
    years = ranks.keys() | of.counters.keys()
    in_turn = {key for key in years if ranks[key] == list(range(1, of.counters.get(key, 0) + 1))}
    unposted = [row for row in of.invoices if row["cents"] != row["assessed"]]
    return [f"invoices {year} {borough}" for year, borough in years - in_turn] + [
        f"invoice {row['year']} {row['borough']} {row['rank']}" for row in unposted
    ]


def _balances(till: dict[str, Any], of: CounterMoney) -> bool:
    taken = of.taken.get((till["borough"], till["day"]), Counter[str]())
    expected = {name: taken[name] + (till["float_cents"] if name == "cash" else 0) for name in METHODS}
    counted = sum(till[f"counted_{name}_cents"] for name in METHODS)
    as_expected = all(till[f"expected_{name}_cents"] == cents for name, cents in expected.items())
    return as_expected and till["difference_cents"] == counted - sum(expected.values())


def _local_day(at: datetime) -> date:
    return at.astimezone(LOCAL).date()
