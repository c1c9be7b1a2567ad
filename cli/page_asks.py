"""What two hundred people ask the portal's pages for: each its own filter, drawn so that something answers it.

Every ask carries the same rows by hand: a bare query on the tables, as their owner.
"""

import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, TypeVar

import psycopg

from catalogue.load import load
from cli.bare_desk import after, desk_list
from cli.made_up_people import borough_of
from domain.people import Actor, Role

WAITING: Final = """
SELECT case_id, service, kind, state, reference, borough, due, assigned_to FROM tasks WHERE done_at IS NULL AND desk
ORDER BY case_id"""
FILES: Final = """
SELECT c.id, c.reference, c.service, c.version, c.borough, c.state, c.ended, c.promised_on, c.filed_at, t.kind, t.due_on
FROM cases c LEFT JOIN tasks t ON t.case_id = c.id AND t.done_at IS NULL
WHERE c.borough = %(borough)s AND c.erased_at IS NULL {conditions} ORDER BY c.filed_at DESC, c.id LIMIT 26"""
THREAD: Final = """
SELECT c.id, c.reference, c.service, c.version, e.type, e.at FROM cases c JOIN case_events e ON e.case_id = c.id
WHERE c.owner = %(owner)s ORDER BY e.at DESC, c.id DESC, e.seq DESC LIMIT 60"""
SERVICE: Final = """
SELECT service, content::json->'title'->>'fr' AS title, content::json->'summary'->>'fr' AS summary
FROM catalogue_versions WHERE service = %(service)s ORDER BY number DESC LIMIT 1"""
CONDITIONS: Final = {
    "state": "AND c.state = %(state)s",
    "service": "AND c.service = %(service)s",
    "task": "AND t.kind = %(task)s",
    "reference": 'AND c.reference COLLATE "C" >= %(reference)s AND c.reference COLLATE "C" < %(after)s',
}
BEGINNING: Final = 11  # characters of `P-2026-00012`, so that up to a hundred files begin with it
WORD: Final = re.compile(r"\w{5,}")
T = TypeVar("T")


@dataclass(frozen=True)
class Waiting:
    """A file that waits for a desk, whose particulars become filters."""

    case_id: str
    service: str
    kind: str
    state: str
    reference: str
    borough: str
    due: date
    assigned_to: str | None


@dataclass(frozen=True)
class Public:
    """Who asks in one town, and what waits there by borough."""

    clerks: list[str]
    citizens: list[str]
    waiting: dict[str, list[Waiting]]
    today: date


@dataclass(frozen=True)
class Ask:
    """One person's request of a page: the filters as the address has them, and the rows that belong there by hand."""

    actor: Actor
    filters: dict[str, str]
    query: str
    values: dict[str, Any] = field(default_factory=dict[str, Any])


async def public_of(owner_url: str, clerks: list[str], citizens: list[str], today: date) -> Public:
    """The people of a town, with the files that wait at their desks."""
    waiting: dict[str, list[Waiting]] = {}
    async with await psycopg.AsyncConnection.connect(owner_url) as link:
        for row in await (await link.execute(WAITING)).fetchall():
            waiting.setdefault(row[5], []).append(Waiting(*row))
    return Public(clerks, citizens, waiting, today)


def worklist(public: Public, rank: int) -> list[Ask]:
    """Each clerk's worklist, narrowed by a file that waits at that desk: what is asked for is never nothing."""
    kinds = ("", "service", "task", "due", "holder", "reference", "beginning", "two")
    return [_worklist(public, account, kind, lot) for account, kind, lot in _drawn(public.clerks, kinds, rank)]


def _worklist(public: Public, account: str, kind: str, lot: random.Random) -> Ask:
    borough, today = borough_of(account), public.today
    one = lot.choice(public.waiting[borough])
    due = {"overdue": "1"} if one.due < today else {"due_before": (one.due + timedelta(days=1)).isoformat()}
    holder = "me" if one.assigned_to == account else one.assigned_to
    filters = _named(one) | {
        "due": due,
        "holder": {"assigned": holder or "nobody"},
        "two": {"service": one.service} | due,
    }
    asked = filters.get(kind, {})
    return Ask(Actor(account, Role.CLERK, (borough,)), asked, *desk_list(asked, borough, account, today))


def search(public: Public, rank: int) -> list[Ask]:
    """Each clerk's search among all files of the borough, open or not."""
    kinds = ("", "reference", "beginning", "state", "service", "task", "two", "reference")
    return [_search(public, account, kind, lot) for account, kind, lot in _drawn(public.clerks, kinds, rank)]


def _search(public: Public, account: str, kind: str, lot: random.Random) -> Ask:
    borough = borough_of(account)
    one = lot.choice(public.waiting[borough])
    two = {"state": one.state, "service": one.service}
    asked = (_named(one) | {"state": {"state": one.state}, "two": two}).get(kind, {})
    values = asked | {"borough": borough, "after": after(asked.get("reference", ""))}
    query = FILES.format(conditions=" ".join(CONDITIONS[name] for name in asked))
    return Ask(Actor(account, Role.CLERK, (borough,)), asked, query, values)


def timeline(public: Public, _: int) -> list[Ask]:
    """Each citizen's thread over all of their cases."""
    return [Ask(Actor(one, Role.CITIZEN), {}, THREAD, {"owner": one}) for one in public.citizens]


def services(public: Public, rank: int) -> list[Ask]:
    """A word of a service's title, as each citizen types it: that service must be among the answers."""
    offered = list(load().services.values())
    asks: list[Ask] = []
    for account, typed, lot in _drawn(public.citizens, (str.lower, str.upper, str.title), rank):
        one = lot.choice(offered)
        word = typed(lot.choice(WORD.findall(one.title.fr)))
        asks.append(Ask(Actor(account, Role.CITIZEN), {"q": word}, SERVICE, {"service": one.code}))
    return asks


def _named(one: Waiting) -> dict[str, dict[str, str]]:
    """The filters that both desk pages have, by what they are called here."""
    return {
        "service": {"service": one.service},
        "task": {"task": one.kind},
        "reference": {"reference": one.reference},
        "beginning": {"reference": one.reference[:BEGINNING]},
    }


def _drawn(accounts: list[str], kinds: tuple[T, ...], rank: int) -> list[tuple[str, T, random.Random]]:
    """Each account with the kind of its turn in this round, and a lot of its own."""
    return [(account, kinds[(place + rank) % len(kinds)], random.Random(f"{rank} {account}"))  # noqa: S311
            for place, account in enumerate(accounts)]  # fmt: skip
