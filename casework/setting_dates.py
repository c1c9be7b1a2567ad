"""A proposed docket published: each case gets the slot that was shown, unless it changed or somebody was first."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

from casework import acting, hearings, reading
from casework.acting import Request
from casework.doors import Doors
from casework.hearings import Terms, allow_at_court
from casework.placing import PAGE, candidate
from domain.errors import CaseError, Invalid
from domain.people import Actor


@dataclass(frozen=True)
class Chosen:
    """A case at the sequence number at which it was read, and the slot that it is to have."""

    case_id: str
    slot_id: str
    seq: int


@dataclass(frozen=True)
class Published:
    """The references of the cases that have their date, and of those that were refused, each with its refusal."""

    set: tuple[str, ...]
    refused: tuple[tuple[str, CaseError], ...]


async def publish(doors: Doors, actor: Actor, chosen: Sequence[Chosen], key: str) -> Published:
    """Set a date for each, one after the other; the same key again does nothing twice. Raises Forbidden, Invalid.

    A case that moved since it was read, and a slot that somebody has taken, are refused and the others go on.
    """
    allow_at_court(actor, "hold_slot")
    if not chosen or len(chosen) > PAGE:
        raise Invalid({"set": "required" if not chosen else "too-many"})
    done, refused = list[str](), list[tuple[str, CaseError]]()
    for one in chosen:
        file = await reading.case_file(doors, actor, one.case_id)
        needs = candidate(file)
        try:
            await _set(doors, actor, one, Terms(needs.notice_days, needs.interpreter), key)
            done.append(file.row.reference)
        except CaseError as refusal:
            refused.append((file.row.reference, refusal))
    return Published(tuple(done), tuple(refused))


async def _set(doors: Doors, actor: Actor, one: Chosen, terms: Terms, key: str) -> None:
    own_key = f"{key}-{one.case_id[:12]}"
    held = await hearings.hold(doors, actor, one.case_id, one.slot_id, f"{own_key}-hold", terms)
    content = {"hold": held.hearing.hearing_id, "notice_waived": False}
    try:
        await acting.act_on_case(doors, actor, one.case_id, Request("schedule", content, own_key, one.seq))
    except CaseError:
        with contextlib.suppress(CaseError):
            await hearings.release(doors, actor, held.hearing.hearing_id)
        raise
