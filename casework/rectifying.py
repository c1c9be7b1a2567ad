"""Having personal information rectified: a person asks, the City answers within 20 days (A-2.1 art. 89, 98).

Once, and before the last day, the City may give itself 10 days more; the person is told of that and of the answer.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

from casework.doors import Doors, entering
from db import documents, people, rectifications
from db.ciphertext import decrypt, encrypt
from db.rectifications import RectificationRow
from domain import policy
from domain.clock import local_date
from domain.errors import Forbidden, IllegalTransition, Invalid, NotFound, RateLimited
from domain.letter import Language
from domain.people import Actor

Outcome = Literal["granted", "in_part", "refused"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("granted", "in_part", "refused")
ANSWERED_WITHIN: Final = timedelta(days=20)  # DOMAIN §6.2
LONGER_BY: Final = timedelta(days=10)
LONGEST: Final = 4_000  # characters of a text
MOST_OPEN: Final = 10  # of one person
A_DAY: Final = 24 * 60 * 60


@dataclass(frozen=True)
class Asked:
    """One request: what is wrong, what it should be, and why; the answer once there is one."""

    id: str
    owner: str
    reference: str
    wrong: str
    right: str
    why: str
    asked_at: datetime
    due_on: date
    extended: bool
    outcome: str
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True)
class Said:
    """What a person writes; `reference` is the file where the information stands, or nothing."""

    reference: str
    wrong: str
    right: str
    why: str


async def ask(doors: Doors, actor: Actor, said: Said, language: Language) -> None:
    """Keep a request. Raises Forbidden, Invalid, RateLimited where ten of them wait already."""
    _allow(actor, "own_cases")
    texts = {"wrong": said.wrong.strip(), "right": said.right.strip(), "why": said.why.strip()}
    faults = {name: "required" for name in ("wrong", "right") if not texts[name]}
    faults |= {name: "too-long" for name, text in texts.items() if len(text) > LONGEST}
    if faults:
        raise Invalid(faults)
    now, request_id, home = await doors.clock.now(), secrets.token_hex(12), documents.shelf(actor.id)
    key = await doors.keys.create(home)
    row = RectificationRow(
        request_id, actor.id, said.reference.strip()[:40], language, encrypt(key, f"{home}/rectification/{request_id}",
        texts), now, local_date(now) + ANSWERED_WITHIN,
    )  # fmt: skip
    async with entering(doors, actor) as session:
        if sum(one.answered_at is None for one in await rectifications.of_owner(session, actor.id)) >= MOST_OPEN:
            raise RateLimited(retry_after=A_DAY)
        await rectifications.add(session, row)


async def own(doors: Doors, actor: Actor) -> list[Asked]:
    """A person's requests, latest first. Raises Forbidden."""
    _allow(actor, "own_cases")
    async with entering(doors, actor) as session:
        rows = await rectifications.of_owner(session, actor.id)
    return [await _opened(doors, row) for row in rows]


async def waiting(doors: Doors, actor: Actor) -> list[tuple[Asked, str]]:
    """What waits for an answer, the most urgent first, each with the name of who asks. Raises Forbidden."""
    _allow(actor, "answer_rectification")
    async with entering(doors, actor) as session:
        rows = await rectifications.waiting(session)
        names = {row.owner: account.name for row in rows if (account := await people.by_id(session, row.owner))}
    return [(await _opened(doors, row), names.get(row.owner, row.owner)) for row in rows]


async def extend(doors: Doors, actor: Actor, request_id: str) -> None:
    """Take ten days more. Raises Forbidden, NotFound, IllegalTransition after the last day or a second time."""
    _allow(actor, "answer_rectification")
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        row = await _find(session, request_id)
        late = local_date(now) > row.due_on
        if late or not await rectifications.extend(session, row.id, row.due_on + LONGER_BY, now):
            raise IllegalTransition(state="EXTENDED", act="answer_rectification")


async def answer(doors: Doors, actor: Actor, request_id: str, outcome: str, text: str) -> None:
    """Answer, with reasons. Raises Forbidden, NotFound, Invalid, IllegalTransition where somebody was first."""
    _allow(actor, "answer_rectification")
    faults = {} if outcome in OUTCOMES else {"outcome": "required"}
    if not text.strip():
        faults["answer"] = "required"
    if len(text) > LONGEST:
        faults["answer"] = "too-long"
    if faults:
        raise Invalid(faults)
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        row = await _find(session, request_id)
    home = documents.shelf(row.owner)
    key = await doors.keys.of_case(home)
    sealed = encrypt(key, f"{home}/rectification/{row.id}/answer", text.strip())
    async with entering(doors, actor) as session:
        answered = replace(row, outcome=outcome, answer=sealed, answered_at=now)
        if not await rectifications.answer(session, answered, actor.id):
            raise IllegalTransition(state="ANSWERED", act="answer_rectification")


def _allow(actor: Actor, action: str) -> None:
    if not policy.may_at_desk(actor, action):
        raise Forbidden(act=action)


async def _find(session: Any, request_id: str) -> RectificationRow:
    row = await rectifications.find(session, request_id)
    if row is None:
        raise NotFound
    return row


async def _opened(doors: Doors, row: RectificationRow) -> Asked:
    home = documents.shelf(row.owner)
    key = await doors.keys.of_case(home)
    texts: dict[str, str] = decrypt(key, f"{home}/rectification/{row.id}", row.content)
    answer = str(decrypt(key, f"{home}/rectification/{row.id}/answer", row.answer)) if row.answer else ""
    return Asked(
        row.id, row.owner, row.reference, texts["wrong"], texts["right"], texts["why"], row.asked_at, row.due_on,
        row.extended_at is not None, row.outcome or "", answer, row.answered_at,
    )  # fmt: skip
