"""The register of confidentiality incidents: declared, amended by adding states, closed with a reason, exported.

Nothing in it is changed or taken out: the last state of an entry stands, and every earlier one stays readable.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework import incident_fields
from casework.acting import act_id_of
from casework.doors import Doors, entering
from casework.staff import counters, named
from casework.worklist import neutral
from db import incidents
from db.ciphertext import decrypt, encrypt
from db.incidents import IncidentRow, StateRow
from domain import policy
from domain.case_ids import SYSTEM_KEY
from domain.city_errors import ChangedMeanwhile
from domain.clock import local_date
from domain.errors import Forbidden, IllegalTransition, Invalid, NotFound
from domain.incidents import Entry, kept_until
from domain.people import Actor, Role
from domain.ports import DataKey

WHOLE_CITY: Final = ""


@dataclass(frozen=True)
class State:
    """One state of an entry: declared, amended or closed; by whom and when."""

    rank: int
    what: str
    entry: Entry
    by: str
    at: datetime


@dataclass(frozen=True)
class Incident:
    """An entry of the register with all its states, the first one first."""

    id: str
    number: int
    borough: str
    declared_at: datetime
    states: list[State]

    @property
    def reference(self) -> str:
        """How the register names it."""
        return f"INC-{local_date(self.declared_at).year}-{self.number:04d}"

    @property
    def last(self) -> State:
        """The state that stands."""
        return self.states[-1]

    @property
    def closed(self) -> bool:
        """Whether nothing is left to do."""
        return self.last.what == "closed"

    @property
    def kept_until(self) -> date:
        """Until when it is kept at least."""
        return kept_until(one.entry.known_on for one in self.states)


async def register(doors: Doors, actor: Actor, standing: str = "") -> list[Incident]:
    """The entries that one may read, latest first; `standing`: "open", "closed" or all. Raises Forbidden."""
    _allow(actor, "read_incidents")
    async with entering(doors, actor) as session:
        found = await _opened(doors, session, await incidents.entries(session))
    return [one for one in found if not standing or one.closed == (standing == "closed")]


async def one(doors: Doors, actor: Actor, incident_id: str) -> Incident:
    """One entry. Raises Forbidden, NotFound."""
    _allow(actor, "read_incidents")
    async with entering(doors, actor) as session:
        row = await incidents.find(session, incident_id)
        if row is None:
            raise NotFound
        return (await _opened(doors, session, [row]))[0]


def declared_for(doors: Doors, actor: Actor) -> tuple[str, ...]:
    """Whose incidents one may declare: a director their boroughs', an administrator any, "" being the whole city."""
    return actor.boroughs if actor.role is Role.DIRECTOR else (WHOLE_CITY, *counters(doors))


async def declare(doors: Doors, actor: Actor, borough: str, typed: Mapping[str, str], key: str) -> str:
    """Declare an incident, once for each key; its id. Raises Forbidden, Invalid."""
    _allow(actor, "declare_incident")
    incident_id, now = act_id_of(doors, actor, key), await doors.clock.now()
    if borough not in declared_for(doors, actor):
        raise Invalid({"borough": "not-a-choice"})
    entry = incident_fields.read(typed, local_date(now), later=False)
    secret = await doors.keys.of_case(SYSTEM_KEY)
    async with entering(doors, actor) as session:
        if await incidents.declare(session, incident_id, borough, actor.id, now):
            await incidents.add_state(session, _sealed(secret, (incident_id, 1, "declared"), entry, (actor, now)))
    return incident_id


async def amend(
    doors: Doors, actor: Actor, read: tuple[str, int | None], typed: Mapping[str, str], *, closing: bool
) -> None:
    """Add a state to an entry as it was `read` (its id, the rank of its last state). A new state opens a closed one.

    Raises Forbidden, NotFound, Invalid, ChangedMeanwhile, IllegalTransition for closing what is closed.
    """
    _allow(actor, "amend_incident")
    incident_id, rank = read
    now = await doors.clock.now()
    standing = await one(doors, actor, incident_id)
    if rank is None or rank != standing.last.rank:
        raise ChangedMeanwhile
    if closing and standing.closed:
        raise IllegalTransition(state="CLOSED", act="amend_incident")
    entry = incident_fields.read(typed, local_date(now), later=True, closing=closing)
    secret, what = await doors.keys.of_case(SYSTEM_KEY), "closed" if closing else "amended"
    async with entering(doors, actor) as session:
        row = _sealed(secret, (incident_id, rank + 1, what), entry, (actor, now))
        if not await incidents.add_state(session, row):
            raise ChangedMeanwhile


async def export_csv(doors: Doors, actor: Actor) -> str:
    """The register as CSV, each entry as it stands; no cell can become a formula. Raises Forbidden."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    columns = [name for name in incident_fields.FIELDS if name != "reason"]
    writer.writerow(["reference", "borough", "declared_at", "status", *columns, "amended_at", "kept_until"])
    for found in await register(doors, actor):
        said, status = incident_fields.kept(found.last.entry), "closed" if found.closed else "open"
        before = (found.reference, found.borough, found.declared_at.isoformat(), status)
        after = (found.last.at.isoformat(), found.kept_until.isoformat())
        cells = [*before, *(said[name] for name in columns), *after]
        writer.writerow([neutral(cell) for cell in cells])
    return out.getvalue()


def _allow(actor: Actor, action: str) -> None:
    if not policy.may_at_desk(actor, action):
        raise Forbidden(act=action)


def _sealed(key: DataKey, which: tuple[str, int, str], entry: Entry, by: tuple[Actor, datetime]) -> StateRow:
    (incident_id, rank, what), (actor, now) = which, by
    content = encrypt(key, f"incident/{incident_id}/{rank}", incident_fields.kept(entry))
    return StateRow(incident_id, rank, what, entry.known_on, content, actor.id, now)


async def _opened(doors: Doors, session: AsyncSession, rows: list[IncidentRow]) -> list[Incident]:
    key = await doors.keys.of_case(SYSTEM_KEY)
    found = await incidents.states(session, [row.id for row in rows])
    names = await named(session, [one.made_by for one in found])
    states: dict[str, list[State]] = {}
    for row in found:
        said: dict[str, Any] = decrypt(key, f"incident/{row.incident_id}/{row.rank}", row.content)
        entry, by = incident_fields.entry_of(said), names.get(row.made_by, row.made_by)
        states.setdefault(row.incident_id, []).append(State(row.rank, row.what, entry, by, row.made_at))
    return [Incident(row.id, row.number, row.borough, row.declared_at, states[row.id]) for row in rows]
