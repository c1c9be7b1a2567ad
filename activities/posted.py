"""What people tell of the post: a batch left, an envelope came back, there is a new address."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from activities import contacts
from activities.contacts import Used
from db import deliveries, post
from db.ciphertext import decrypt, encrypt
from db.post import BatchRow, Posted
from domain.channels import RETURN_REASONS
from domain.clock import local_midnight
from domain.errors import Invalid, NotFound, PostStage
from domain.ports import CaseKeys

LONGEST_LINE = 120
MOST_LINES = 6


@dataclass(frozen=True)
class Returned:
    """An envelope that came back: the letter, why, and on which local day."""

    reference: str
    number: int
    reason: str
    on: date


@dataclass(frozen=True)
class NewAddress:
    """Where a person of a case is reached by post from now on."""

    reference: str
    number: int
    name: str
    lines: tuple[str, ...]
    given_by: str
    at: datetime


async def mark_posted(session: AsyncSession, batch_id: str, on: date, today: date) -> BatchRow:
    """The batch left on a day; said again, it is the same. Raises NotFound, Invalid, PostStage."""
    found = await post.find(session, batch_id)
    if found is None:
        raise NotFound
    if found.status == "posted" and found.posted_on == on:
        return found
    if found.status != "ready":
        raise PostStage(stage=found.status)
    if not found.made_on <= on <= today:
        raise Invalid({"on": "out-of-range"})
    await post.mark_posted(session, batch_id, on)
    return await post.find(session, batch_id) or found


async def mark_returned(session: AsyncSession, keys: CaseKeys, told: Returned) -> str:
    """An envelope came back; the letter waits for an address, or goes to one given since. Its new status.

    Raises NotFound, Invalid, PostStage when the letter is not with the post.
    """
    if told.reason not in RETURN_REASONS:
        raise Invalid({"reason": "not-a-choice"})
    letter = await _letter(session, told.reference, told.number)
    row = letter.row
    if row.status != "posted" or row.posted_on is None:
        raise PostStage(stage=row.status)
    if told.on < row.posted_on:
        raise Invalid({"on": "out-of-range"})
    key = await keys.of_case(row.case_id)
    summary = decrypt(key, f"{row.case_id}/summary", letter.summary)
    stands = await contacts.postal_address(session, key, row.case_id, summary)
    used = contacts.open_used(key, row) or contacts.of_application(summary)
    status = "waiting" if stands.block and stands.block != used.block else "addressless"
    address = contacts.seal_used(key, row.case_id, row.number, row.attempt + 1, stands)
    last = {"status": "returned", "returned_on": told.on, "return_reason": told.reason}
    next_ = {"basis": "returned", "status": status, "address": address, "created_at": _noon(told.on)}
    if not await deliveries.go_by_post(session, row, last, next_):
        raise PostStage(stage=row.status)
    return status


async def give_address(session: AsyncSession, keys: CaseKeys, given: NewAddress) -> int:
    """Keep a new postal address for a letter's case; what waited for one is on its way again. How many letters.

    Letters still to be written print it; those already sealed get a cover. Raises NotFound, Invalid.
    """
    _check(given)
    letter = await _letter(session, given.reference, given.number)
    case_id = letter.row.case_id
    key = await keys.of_case(case_id)
    before = await deliveries.address_of(session, case_id)
    rank = (before[0] if before else 0) + 1
    kept = {"name": given.name, "lines": list(given.lines)}
    await deliveries.give_address(
        session, case_id, rank, encrypt(key, f"{case_id}/address/{rank}", kept), given.given_by, given.at
    )
    waiting = [row for row in await deliveries.of_case(session, case_id) if row.status == "addressless"]
    for row in waiting:
        used = Used("", given.name, given.lines)
        address = contacts.seal_used(key, case_id, row.number, row.attempt, used)
        await deliveries.note(session, row, status="waiting", address=address)
    return len(waiting)


def _check(given: NewAddress) -> None:
    faults: dict[str, str] = {}
    if not 0 < len(given.name.strip()) <= LONGEST_LINE:
        faults["name"] = "required" if not given.name.strip() else "too-long"
    if not 0 < len(given.lines) <= MOST_LINES or any(len(line) > LONGEST_LINE for line in given.lines):
        faults["lines"] = "required" if not given.lines else "too-long"
    if any(not line.isprintable() for line in (given.name, *given.lines)):
        faults["lines"] = "invalid-text"
    if faults:
        raise Invalid(faults)


async def _letter(session: AsyncSession, reference: str, number: int) -> Posted:
    found = await post.by_reference(session, reference, number)
    if found is None:
        raise NotFound
    return found


def _noon(day: date) -> datetime:
    return local_midnight(day) + timedelta(hours=12)
