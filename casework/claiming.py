"""Claims: an account takes hold of a case that came on paper or through a clerk, by what the paper letter says."""

import hmac
from hashlib import sha256

from casework.acting import Accepted, Request, act_id_of, answer_again, fingerprint, hand_over, keep
from casework.doors import Doors, entering, unattended
from db import cases, paper_codes, received
from domain import policy
from domain.acts import Claim
from domain.case_ids import PERMIT, holder_of
from domain.errors import AlreadyClaimed, Forbidden, NotFound
from domain.events import Receipt
from domain.people import Actor, Role


async def by_code(doors: Doors, actor: Actor, code: str, key: str) -> Receipt | Accepted:
    """The account holds the file whose letter carries this code. Raises NotFound, AlreadyClaimed, Forbidden."""
    if not policy.may_at_desk(actor, "own_cases"):
        raise Forbidden(act="claim")
    async with unattended(doors) as session:
        case_id = await paper_codes.case_of(session, code_hash(doors, code))
    if case_id is None:
        raise NotFound
    return await take_hold(doors, actor, case_id, key, PERMIT)


async def take_hold(doors: Doors, actor: Actor, case_id: str, key: str, procedure: str) -> Receipt | Accepted:
    """The account holds the case from now on; the door has seen what the letter says. Raises AlreadyClaimed."""
    request = Request("claim", {}, key)
    async with entering(doors, actor) as session:
        again = await received.by_key(session, actor.id, key)
        mine = await cases.find(session, case_id)
    if again is not None:
        return await answer_again(doors, actor, again, fingerprint(request, case_id))
    if mine is None and await held_by_paper(doors, case_id) is None:
        raise AlreadyClaimed
    act = Claim(act_id=act_id_of(doors, actor, key), by=actor, received_at=await doors.clock.now())
    async with entering(doors, actor) as session:
        earlier = await keep(doors, session, act, case_id, request)
    if earlier is not None:
        return await answer_again(doors, actor, earlier, fingerprint(request, case_id))
    return await hand_over(doors, Actor(holder_of(case_id), Role.CITIZEN), act, case_id, procedure)


async def held_by_paper(doors: Doors, case_id: str) -> str | None:
    """The holder of a case that no account has claimed; None where one holds it."""
    async with entering(doors, Actor(holder_of(case_id), Role.CITIZEN)) as session:
        row = await cases.find(session, case_id)
    return row.owner if row else None


def code_hash(doors: Doors, code: str) -> str:
    """The keyed hash under which a paper code is kept; spaces, dashes and case do not count."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())[:40]
    return hmac.new(doors.secret.encode(), f"paper-code\x1f{plain}".encode(), sha256).hexdigest()
