"""Dates set for hearings: a slot held, the act that makes it a hearing, the slot given back when that is refused.

A proposed docket is published like this, each case in its turn: at the slot that was shown, unless it moved meanwhile
or somebody was first.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from casework import acting, hearings, reading
from casework.acting import Accepted, Request
from casework.doors import Doors
from casework.hearings import Terms, allow_at_court
from casework.placing import PAGE, candidate
from domain.case_ids import CONTEST, keyed_id
from domain.contest_errors import SlotTaken
from domain.errors import (
    CaseError,
    IllegalTransition,
    Invalid,
    PreconditionFailed,
    RequestInProgress,
    TemporarilyUnavailable,
)
from domain.events import Receipt
from domain.people import Actor

PASSING = (RequestInProgress, TemporarilyUnavailable)  # refusals that say nothing of the act: it is asked again


@dataclass(frozen=True)
class Chosen:
    """A case at the sequence number at which it was read, and the slot that it is to have."""

    case_id: str
    slot_id: str
    seq: int


@dataclass(frozen=True)
class Refused:
    """A case whose date was not set, and why. `reference` is empty for one that the person may not see."""

    case_id: str
    reference: str
    refusal: CaseError


@dataclass(frozen=True)
class Published:
    """The cases that have their date, by id and reference, and those that were refused."""

    set: tuple[tuple[str, str], ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True)
class Slot:
    """The slot that an act is to take, and on which terms."""

    slot_id: str
    terms: Terms


async def publish(doors: Doors, actor: Actor, chosen: Sequence[Chosen], key: str) -> Published:
    """Set a date for each, one after the other; the same key again does nothing twice.

    A case that moved since it was read, and a slot that somebody has taken, are refused and the others go on. Raises
    Forbidden, Invalid, and IdempotencyKeyMissing without a key.
    """
    allow_at_court(actor, "hold_slot")
    if not chosen or len(chosen) > PAGE:
        raise Invalid({"set": "required" if not chosen else "too-many"})
    act_id, done, refused = acting.act_id_of(doors, actor, key), list[tuple[str, str]](), list[Refused]()
    for one in chosen:
        reference = ""
        try:
            reference = await reference_of(doors, actor, one.case_id)
            await set_date(doors, actor, one, keyed_id(doors.secret, "date", act_id, one.case_id))
            done.append((one.case_id, reference))
        except CaseError as refusal:
            refused.append(Refused(one.case_id, reference, refusal))
    return Published(tuple(done), tuple(refused))


async def reference_of(doors: Doors, actor: Actor, case_id: str) -> str:
    """What a case is called. Raises NotFound, Erased."""
    async with reading.opening(doors, actor, case_id) as (_, row):
        return row.reference


async def set_date(doors: Doors, actor: Actor, one: Chosen, key: str) -> Receipt | Accepted:
    """Set the date of a case as it was read, on the terms that its file asks for. Raises what refuses it."""
    file = await reading.case_file(doors, actor, one.case_id)
    if file.row.procedure != CONTEST:
        raise IllegalTransition(state=file.row.state, act="schedule")
    needs = candidate(file)
    request = Request("schedule", {"notice_waived": False}, key, one.seq)
    slot = Slot(one.slot_id, Terms(needs.notice_days, needs.interpreter))
    try:
        return await act_with_slot(doors, actor, one.case_id, request, slot)
    except SlotTaken:
        if file.row.seq != one.seq:  # somebody gave it a date meanwhile, perhaps this very slot: that is what is told
            raise PreconditionFailed(expected=one.seq, actual=file.row.seq) from None
        raise


async def act_with_slot(
    doors: Doors, actor: Actor, case_id: str, request: Request, slot: Slot
) -> Receipt | Accepted:  # fmt: skip
    """Hold a slot and do the act that makes it a hearing; refused, the slot is given back. Raises what refuses it."""
    held = await hearings.hold(doors, actor, case_id, slot.slot_id, f"{request.key}-hold", slot.terms)
    named = replace(request, content=request.content | {"hold": held.hearing.hearing_id})
    try:
        return await acting.act_on_case(doors, actor, case_id, named)
    except PASSING:
        raise  # the same key finds its hold again
    except CaseError:
        with contextlib.suppress(CaseError):
            await hearings.release(doors, actor, held.hearing.hearing_id)
        raise
