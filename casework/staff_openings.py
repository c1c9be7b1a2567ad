"""Opening an account for a new colleague, and naming who answers for each counter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from casework.acting import act_id_of
from casework.doors import Doors, entering
from casework.preferences import EMAIL, LONGEST_EMAIL
from casework.staff import Log, allow, changing_accounts, counters
from casework.staff_changes import reason_faults, standing_faults
from db import account_changes, people, staff
from db.people import Account
from db.staff import Standing
from domain.city_errors import ChangedMeanwhile
from domain.contest_rules import COURT
from domain.errors import Invalid
from domain.people import Actor, Role
from domain.staff import may_supervise

LONGEST_NAME: Final = 200


@dataclass(frozen=True)
class Colleague:
    """Whom an account is opened for, and why."""

    name: str
    email: str
    role: str
    boroughs: Sequence[str]
    reason: str


@dataclass(frozen=True)
class Answering:
    """One counter: who answers for it, and who may."""

    counter: str
    now: str
    may: list[Account]


async def open_account(doors: Doors, actor: Actor, new: Colleague, key: str) -> str:
    """Open an account, once for each key; its id. An administrator's stays closed until a second one confirms it.

    Raises Forbidden, Invalid.
    """
    allow(actor)
    name, email = new.name.strip(), new.email.strip().lower()
    person = f"staff-{act_id_of(doors, actor, key)[:16]}"
    if faults := _faults(doors, new):
        raise Invalid(faults)
    administrator = new.role == Role.ADMINISTRATOR
    async with changing_accounts(doors, actor, new.reason) as log:
        standing = Standing(new.role, sorted(set(new.boroughs)), log.now if administrator else None)
        if await people.by_id(log.session, person):
            return person
        if not await staff.add(log.session, person, name, email, standing):
            raise Invalid({"email": "address-taken"})
        await log.keep(person, "opened", {}, {"role": standing.role, "boroughs": list(standing.boroughs)})
        if administrator:
            await account_changes.propose(log.session, person, actor.id, log.now)
    return person


async def answering(doors: Doors, actor: Actor) -> list[Answering]:
    """Who answers for each counter, and who may. Raises Forbidden."""
    allow(actor)
    async with entering(doors, actor) as session:
        now = await account_changes.supervisors(session)
        found: list[Answering] = []
        for counter in counters(doors):
            role = Role.CLERK if counter == COURT else Role.DIRECTOR
            found.append(Answering(counter, now.get(counter, ""), await people.of_role(session, role, counter)))
    return found


async def name_supervisors(
    doors: Doors, actor: Actor, chosen: Mapping[str, str], read: Mapping[str, str], reason: str
) -> int:
    """Name who answers for some counters, as they stood when `read`; how many changed.

    Raises Forbidden, Invalid for nothing changed or somebody who may not, ChangedMeanwhile.
    """
    allow(actor)
    moved = {code: person for code, person in chosen.items() if code in counters(doors) and person != read.get(code)}
    faults = reason_faults(reason) | ({} if moved else {"supervisors": "nothing-changed"})
    if faults:
        raise Invalid(faults)
    async with changing_accounts(doors, actor, reason) as log:
        now = await account_changes.supervisors(log.session)
        if any(now.get(code, "") != read.get(code) for code in moved):
            raise ChangedMeanwhile
        for code, person in moved.items():
            await _name(log, code, person, now.get(code, ""))
    return len(moved)


async def _name(log: Log, counter: str, person: str, before: str) -> None:
    """Name somebody; it is kept with both people."""
    account = await people.by_id(log.session, person)
    if account is None or account.closed or not may_supervise(account.actor, counter):
        raise Invalid({f"supervisor-{counter}": "not-of-this-counter"})
    await account_changes.supervise(log.session, counter, person)
    for one in filter(None, (before, person)):
        await log.keep(one, "supervises", {counter: before}, {counter: person})


def _faults(doors: Doors, new: Colleague) -> dict[str, str]:
    """What is wrong with a new colleague's particulars, by field."""
    faults = standing_faults(doors, Standing(new.role, new.boroughs)) | reason_faults(new.reason)
    name, email = new.name.strip(), new.email.strip()
    if not name or len(name) > LONGEST_NAME or "\x00" in name:
        faults["name"] = "too-long" if len(name) > LONGEST_NAME else "invalid-text" if name else "required"
    if not email:
        faults["email"] = "required"
    elif len(email) > LONGEST_EMAIL or not EMAIL.fullmatch(email) or "\x00" in email:
        faults["email"] = "not-an-email"
    return faults
