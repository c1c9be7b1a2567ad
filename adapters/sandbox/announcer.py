"""The sandbox gateway's webhooks, signed and retried: in time, late, twice, out of order, or never."""

import asyncio
import json
import logging
import random
import time
from enum import StrEnum
from typing import Any

import aiohttp

from adapters.payments import SIGNATURE, signature
from adapters.sandbox.payment_book import BookedPayment

log = logging.getLogger("guichet.sandbox")
RETRY_SECONDS = (1, 2, 4, 8, 15, 30)
LATE_SECONDS = 20.0


class Manner(StrEnum):
    """How messages arrive. Shuffled ones come twice, each after a wait drawn by lot, openings among them."""

    PROMPT = "prompt"
    LATE = "late"
    TWICE = "twice"
    SHUFFLED = "shuffled"
    NEVER = "never"


class Announcer:
    """Tells the city what happened to a payment, in the manner that was chosen."""

    def __init__(self, url: str, secret: str, manner: Manner = Manner.PROMPT, late: float = LATE_SECONDS) -> None:
        self._url, self._secret, self._late = url, secret, late
        self.manner = manner
        self._http: aiohttp.ClientSession | None = None
        self._sending: set[asyncio.Task[None]] = set()

    def opened(self, payment: BookedPayment) -> None:
        """A payment was opened: of no use to the city, and told only to add to the disorder."""
        if self.manner is Manner.SHUFFLED:
            self._tell(_event(payment, "payment.created", "-created"))

    def captured(self, payment: BookedPayment) -> None:
        """Money came."""
        self._tell(_event(payment, "payment.captured", ""))

    def refunded(self, payment: BookedPayment, key: str, cents: int) -> None:
        """Money went back, whole or in part."""
        self._tell(_event(payment, "payment.refunded", f"-refunded-{key}") | {"refund_cents": cents})

    def voided(self, payment: BookedPayment) -> None:
        """A payment was closed unpaid."""
        self._tell(_event(payment, "payment.voided", "-voided"))

    def _tell(self, event: dict[str, Any]) -> None:
        for wait in self._waits():
            task = asyncio.create_task(self._deliver(event, wait))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    def _waits(self) -> tuple[float, ...]:
        """The seconds after which each copy of a message leaves."""
        shuffled = (random.uniform(0, self._late), random.uniform(0, self._late))  # noqa: S311 - no secret hangs on it
        by_manner: dict[Manner, tuple[float, ...]] = {
            Manner.NEVER: (), Manner.LATE: (self._late,), Manner.TWICE: (0, 0), Manner.SHUFFLED: shuffled,
        }  # fmt: skip
        return by_manner.get(self.manner, (0,))

    def _session(self) -> aiohttp.ClientSession:
        """The one session of the process; it must be made inside its event loop."""
        if self._http is None:
            self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5))
        return self._http

    async def _deliver(self, event: dict[str, Any], after: float) -> None:
        body = json.dumps(event).encode()
        if after:
            await asyncio.sleep(after)
        for wait in (*RETRY_SECONDS, 0):
            headers = {SIGNATURE: signature(self._secret, int(time.time()), body), "content-type": "application/json"}
            try:
                async with self._session().post(self._url, data=body, headers=headers) as answer:
                    if answer.ok:
                        return
            except (aiohttp.ClientError, TimeoutError) as fault:
                log.info("webhook not delivered: %s", type(fault).__name__)
            await asyncio.sleep(wait)


def _event(payment: BookedPayment, kind: str, suffix: str) -> dict[str, Any]:
    return {
        "id": f"evt-{payment.id}{suffix}",
        "type": kind,
        "payment_id": payment.id,
        "cents": payment.cents,
        "currency": "CAD",
        "captured_at": payment.captured_at,
    }
