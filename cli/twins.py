"""Twins of the city without one of its guards: `crash --without-guard NAME` must show the number that each breaks."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.records import Records
from adapters.database import Sessions
from adapters.settings import CitySettings
from cli.twin_case import LocallyRecordedCase
from db import record
from db.models import LedgerEntry, OutboxOrder
from domain.events import Event, Receipt
from domain.ports import CaseKeys, DataKey

GUARDS = ("unique-key", "update-id", "activity-key", "ordinary-record", "room-key")
BREAKS = {
    "unique-key": "duplicated_cases",
    "update-id": "contradicted",
    "activity-key": "doubled_fees",
    "ordinary-record": "diverged",
    "room-key": "doubled_rooms",  # `cli/room_trials.py`, with --procedure hearing
}
COMMIT_TO_REPORT_SECONDS = 0.25
App = Callable[[Any, Any, Any], Awaitable[None]]


def forgetful_door(app: App, guard: str) -> App:
    """A door that takes every request for a new one: without the unique key of filings, or without ids of acts."""

    async def door(scope: Any, receive: Any, send: Any) -> None:
        filing = scope["type"] == "http" and scope["path"] == "/api/v1/cases"
        if scope["type"] == "http" and filing == (guard == "unique-key"):
            scope = scope | {"headers": [_forget(name, value) for name, value in scope["headers"]]}
        await app(scope, receive, send)

    return door if guard in ("unique-key", "update-id") else app


def _forget(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    return (name, secrets.token_hex(16).encode()) if name == b"idempotency-key" else (name, value)


class UnkeyedRecords(Records):
    """A record that is not keyed: done again, it writes again; its reports come late, as a slow network's would."""

    @activity.defn(name="record")
    async def record(self, event: Event) -> Receipt:
        """Write the event, and its money and orders once more at every retry."""
        key, now = await self.keys.of_case(event.case_id), datetime.now(UTC)
        try:
            async with self.sessions.begin() as session:
                return await record.write(session, event, key, now)
        except (DBAPIError, record.ConflictingEvent):
            async with self.sessions.begin() as session:
                await _write_again(session, event, key, now)
            receipt = await self.already_there(event, key)
            assert receipt is not None
            return receipt
        finally:
            await asyncio.sleep(COMMIT_TO_REPORT_SECONDS)


async def _write_again(session: AsyncSession, event: Event, key: DataKey, now: datetime) -> None:
    """The money and the letters of an event, once more, on lines of their own."""
    place = {"case_id": event.case_id, "seq": event.seq}
    first = 100 * activity.info().attempt
    for line, posting in enumerate(event.postings, start=first):
        await session.execute(
            insert(LedgerEntry).values(**place, line=line, **(vars(posting) | {"method": posting.method or None}))
        )
    facts = record.order_facts(event, key, first)
    for line, (order, sealed) in enumerate(zip(event.orders, facts, strict=True), start=first):
        values = {"kind": order.kind, "code": order.code, "facts": sealed, "at": event.at, "next_try_at": now}
        row = insert(OutboxOrder).values(**place, line=line, status="pending", attempts=0, **values)
        await session.execute(row)


class SlowRecords(Records):
    """The same record, whose reports come late."""

    @activity.defn(name="record")
    async def record(self, event: Event) -> Receipt:
        """Write, then report a little later."""
        receipt = await super().record(event)
        await asyncio.sleep(COMMIT_TO_REPORT_SECONDS)
        return receipt


@dataclass(frozen=True)
class CaseTwin:
    """What a worker of the cases runs instead of the shipped parts; None means the shipped one."""

    permits: type | None = None
    records: Records | None = None


def case_twin(city: CitySettings, sessions: Sessions, keys: CaseKeys) -> CaseTwin:
    """The twin that the settings ask for. Raises ValueError in production."""
    if city.without_guard and city.mode == "production":
        raise ValueError("a city without a guard is refused in production")
    if city.without_guard == "activity-key":
        return CaseTwin(records=UnkeyedRecords(sessions, keys))
    if city.without_guard == "ordinary-record":
        return CaseTwin(permits=LocallyRecordedCase, records=SlowRecords(sessions, keys))
    return CaseTwin()
