"""A post room on a real record: cases are written by the real `record`, letters carried out by the outbox."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import dict_row

from activities.outbox import carry_out_some
from activities.post_room import PostRoom
from casework.doors import Doors
from db import deliveries, record
from db.deliveries import DeliveryRow
from domain.events import Event, Filing, Order, Receipt
from domain.letter import Language
from domain.letter_acts import LetterAct, event_facts, event_type, order
from domain.people import Actor, Role
from tests.fakes import FakeClock, FakeMailer, FakeTexts

START = datetime(2026, 11, 23, 15, tzinfo=UTC)
CLERK = Actor("agent-vd", Role.CLERK, ("VD",))
CLERK_ELSEWHERE = Actor("agent-ro", Role.CLERK, ("RO",))
OWNER = Actor("citoyen-1", Role.CITIZEN)
ANSWERS: dict[str, Any] = {
    "applicant_name": "Anne-Sophie Nguyễn-Gauthier",
    "applicant_email": "anne-sophie@exemple.invalid",
    "mailing_address": "6544, rue Saint-Denis, app. 3\nMontréal (Québec)  H2S 2S1",
    "work_address": "6544, rue Saint-Denis",
    "description": "Abattage d’un érable",
}
BY_POST: dict[str, Any] = ANSWERS | {"applicant_email": ""}


@dataclass
class Filed:
    """A case in the record, and where its chain stands."""

    case_id: str
    reference: str
    receipt: Receipt
    letters: int = 0


@dataclass
class House:
    """The post room with what stands around it; `owner_url` is the database as its owner."""

    room: PostRoom
    doors: Doors
    owner_url: str
    clock: FakeClock
    mailer: FakeMailer = field(default_factory=FakeMailer)
    texts: FakeTexts = field(default_factory=FakeTexts)

    async def file(self, *orders: Order, lang: Language = "fr", owner: str = OWNER.id, **answers: Any) -> Filed:
        """A case filed now, with the letters that its first event orders."""
        case_id = token_hex(16)
        filing = Filing("permit", "abattage-arbre", "f" * 64, "VD", owner, lang, "simulated")
        event = self._event(case_id, 1, "ApplicationFiled", "", {"answers": ANSWERS | answers}, orders)
        receipt = await self._write(replace(event, filing=filing))
        return Filed(case_id, receipt.reference, receipt, len(orders))

    async def act(self, case: Filed, type_: str, facts: dict[str, Any], *orders: Order) -> None:
        """One more event of a case."""
        event = self._event(case.case_id, case.receipt.seq + 1, type_, case.receipt.head, facts, orders)
        case.receipt = await self._write(event)
        case.letters += len(orders)

    async def change(self, case: Filed, act: LetterAct) -> None:
        """A withdrawal or a correction, as the workflow will write it."""
        await self.act(case, event_type(act), event_facts(act), order(act))

    async def carry_out(self) -> None:
        """Empty the outbox."""
        while await carry_out_some(self.room, 20):
            pass

    async def deliveries(self, case: Filed, number: int = 1) -> list[DeliveryRow]:
        """Every attempt of one letter."""
        async with self.room.sessions() as session:
            return await deliveries.of_letter(session, case.case_id, number)

    async def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """What the database says, as its owner."""
        async with await AsyncConnection.connect(self.owner_url, autocommit=True) as link:
            cursor = link.cursor(row_factory=dict_row)
            await cursor.execute(query.encode(), values)
            return await cursor.fetchall() if cursor.description else []

    async def verify_code(self, case: Filed, number: int = 1) -> str:
        """The code that a letter carries."""
        query = "SELECT verify_code FROM letters WHERE case_id = %s AND number = %s"
        return (await self.rows(query, case.case_id, number))[0]["verify_code"]

    async def retry_now(self) -> None:
        """Orders that were put off are due again."""
        await self.rows("UPDATE outbox SET next_try_at = %s WHERE status = 'pending' RETURNING 1", START)

    def _event(self, case_id: str, seq: int, type_: str, head: str, facts: dict[str, Any], orders: Any) -> Event:
        digest = hashlib.sha256(f"{case_id}/{seq}".encode()).hexdigest()
        return Event(case_id, seq, type_, f"act-{case_id}-{seq}", digest, CLERK.id, CLERK.role, self.clock.instant,
                     "ADMISSIBILITY", "ADMISSIBILITY", head, facts, orders=tuple(orders))  # fmt: skip

    async def _write(self, event: Event) -> Receipt:
        key = await self.doors.keys.create(event.case_id)  # the door makes the key, the worker only reads it
        async with self.room.sessions.begin() as session:
            return await record.write(session, event, key, datetime.now(UTC))
