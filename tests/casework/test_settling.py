"""Money that settles in a running city: messages in any order, none at all, and refunds that never exceed a capture."""

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from temporalio.exceptions import ApplicationError

from activities.payments import Payments, RefundOrder
from adapters.payments import SIGNATURE, signature
from casework import relays
from cli.compose import Parts, parts
from db import payments
from db.payments import OpenedPayment
from domain.acts import PaymentDue
from domain.ports import GatewayPayment, PaymentGateway
from tests.api.town import Town, settings_of
from tests.conftest import City

pytestmark = pytest.mark.stack
KINDS = ("payment.created", "payment.captured", "payment.refunded", "payment.voided")
CASES = 6
QUIET = timedelta(seconds=20)


@pytest.fixture(scope="module")
async def made(city: City) -> AsyncIterator[Parts]:
    async with parts(settings_of(city.env, {}), city.worker_url) as made:
        yield made


async def manner(town: Town, name: str) -> None:
    answer = await town.http.post(f"{town.city.env['GUICHET_GATEWAY_URL']}/v1/manner", json={"manner": name})
    assert answer.status_code == 200


async def to_be_paid(town: Town) -> dict[str, Any]:
    filed = await town.filed()
    found = await town.until(f"/cases/{filed['case_id']}/payments", "payments")
    return filed | found[0]


async def pay(town: Town, payment: dict[str, Any]) -> None:
    assert (await town.http.post(payment["hosted_url"], data={})).status_code == 200


async def tell(town: Town, payment_id: str, kind: str, number: int) -> None:
    """A message of the gateway's, which claims whatever it likes."""
    event = {"id": f"evt-{payment_id}-{kind}-{number}", "type": kind, "payment_id": payment_id, "cents": 1}
    body, stamp = json.dumps(event).encode(), int(time.time())
    sent = signature(town.city.env["GUICHET_GATEWAY_SECRET"], stamp, body)
    headers = {SIGNATURE: sent, "content-type": "application/json"}
    answer = await town.http.post("/api/v1/webhooks/payments", content=body, headers=headers)
    assert answer.status_code == 200


async def types(town: Town, case_id: str) -> list[str]:
    return [event["type"] for event in (await town.get(f"/cases/{case_id}/timeline")).json()["events"]]


async def until_paid(town: Town, case_id: str) -> None:
    async with asyncio.timeout(60):
        while "PaymentReceived" not in await types(town, case_id):
            await asyncio.sleep(0.1)


async def until_the_inbox_is_empty(city: City) -> None:
    async with asyncio.timeout(60), await psycopg.AsyncConnection.connect(city.database_url, autocommit=True) as owner:
        while (await (await owner.execute("SELECT count(*) FROM inbox WHERE status = 'received'")).fetchall())[0][0]:
            await asyncio.sleep(0.1)


async def test_messages_in_any_order_and_number_take_in_a_payment_once(town: Town) -> None:
    await manner(town, "never")
    rng = random.Random(20261125)
    cases = await asyncio.gather(*(to_be_paid(town) for _ in range(CASES)))

    async def one(case: dict[str, Any]) -> None:
        told = [(kind, number) for kind in KINDS for number in range(rng.randint(0, 2))] + [("payment.captured", 9)]
        rng.shuffle(told)
        before, after = told[: len(told) // 2], told[len(told) // 2 :]
        await asyncio.gather(*(tell(town, case["payment_id"], *message) for message in before))
        await pay(town, case)
        again = [("payment.captured", 10), ("payment.captured", 10), *after]
        await asyncio.gather(*(tell(town, case["payment_id"], *message) for message in again))
        await until_paid(town, case["case_id"])

    await asyncio.gather(*(one(case) for case in cases))
    await until_the_inbox_is_empty(town.city)
    for case in cases:
        assert (await types(town, case["case_id"])).count("PaymentReceived") == 1
        money = (await town.get(f"/cases/{case['case_id']}/payments")).json()
        assert (money["owed_cents"], money["paid_cents"]) == (0, case["cents"])
    await manner(town, "prompt")


async def test_the_same_message_a_hundred_times_at_once_is_kept_once(town: Town) -> None:
    event = {"id": f"evt-{time.time_ns()}", "type": "payment.captured", "payment_id": "unheard-of"}
    body, stamp = json.dumps(event).encode(), int(time.time())
    sent = signature(town.city.env["GUICHET_GATEWAY_SECRET"], stamp, body)
    headers = {SIGNATURE: sent, "content-type": "application/json"}
    path = "/api/v1/webhooks/payments"
    answers = await asyncio.gather(*(town.http.post(path, content=body, headers=headers) for _ in range(100)))
    assert {answer.status_code for answer in answers} == {200}
    assert sum(answer.json()["new"] for answer in answers) == 1


async def test_a_message_that_claims_a_capture_is_not_believed(town: Town, made: Parts) -> None:
    await manner(town, "never")
    case = await to_be_paid(town)
    await tell(town, case["payment_id"], "payment.captured", 1)
    await until_the_inbox_is_empty(town.city)
    assert "PaymentReceived" not in await types(town, case["case_id"])
    await manner(town, "prompt")


async def test_without_any_message_the_poll_settles_within_five_minutes(town: Town, made: Parts) -> None:
    await manner(town, "never")
    case = await to_be_paid(town)
    await pay(town, case)
    now, end = datetime.now(UTC), datetime.now(UTC) + timedelta(minutes=5)
    while now <= end and "PaymentReceived" not in await types(town, case["case_id"]):
        now += timedelta(seconds=5)
        await relays.poll_gateway(made.doors, now, QUIET)
    assert (await types(town, case["case_id"])).count("PaymentReceived") == 1
    async with made.sessions() as session:
        noted = await payments.by_id(session, case["payment_id"])
    assert noted is not None and noted.status == "captured" and noted.captured_at is not None
    await manner(town, "prompt")


async def test_every_open_payment_has_its_turn_within_five_minutes(made: Parts) -> None:
    """600 open payments, a round of at most 200 each five seconds, in a transaction that is rolled back."""
    start = datetime(2030, 1, 1, tzinfo=UTC)
    async with made.sessions() as session:
        for number in range(600):
            due = PaymentDue(f"{number:032x}-at_issue", f"{number:032x}", "at_issue", 100)
            await payments.note_opened(session, due, "", start)
        asked: set[str] = set()
        now = start
        while now < start + timedelta(minutes=5):
            now += timedelta(seconds=5)
            for one in await payments.to_poll(session, now - QUIET):
                asked.add(one.payment_id)
                await payments.note_polled(session, one.payment_id, now)
        await session.rollback()
    assert {f"{number:032x}-at_issue" for number in range(600)} <= asked


class ForgetfulGateway:
    """The city's gateway, whose answer to a refund is lost the first time: it was given, and nobody heard."""

    provider = "sandbox"

    def __init__(self, gateway: PaymentGateway) -> None:
        self._gateway = gateway
        self.lost = 0

    async def refund(self, payment_id: str, cents: int, key: str) -> GatewayPayment:
        told = await self._gateway.refund(payment_id, cents, key)
        self.lost += 1
        if self.lost == 1:
            raise ConnectionError
        return told


async def captured(town: Town, made: Parts) -> OpenedPayment:
    case = await to_be_paid(town)
    await pay(town, case)
    await until_paid(town, case["case_id"])
    async with asyncio.timeout(30):
        while True:
            async with made.sessions() as session:
                noted = await payments.by_id(session, case["payment_id"])
            if noted is not None and noted.status == "captured":
                return noted
            await asyncio.sleep(0.1)


async def test_parts_go_back_until_nothing_is_left_and_not_a_cent_more(town: Town, made: Parts) -> None:
    payment = await captured(town, made)
    money = Payments(made.doors.gateway, made.sessions)
    part = payment.cents // 3
    orders = [RefundOrder(payment.payment_id, part, f"part-{number}") for number in range(10)]
    done = await asyncio.gather(*(money.give_back(order) for order in orders), return_exceptions=True)
    refused = [one for one in done if isinstance(one, ApplicationError)]
    assert len(refused) == 7 and {one.type for one in refused} == {"refund-exceeds-capture"}
    assert all(one.non_retryable for one in refused)
    told = await made.doors.gateway.read(payment.payment_id)
    assert told is not None and told.refunded_cents == 3 * part <= payment.cents


async def test_one_key_gives_back_once_however_often_it_is_sent(town: Town, made: Parts) -> None:
    payment = await captured(town, made)
    money = Payments(made.doors.gateway, made.sessions)
    order = RefundOrder(payment.payment_id, 100, "the same")
    assert await asyncio.gather(*(money.give_back(order) for _ in range(8))) == [100] * 8
    with pytest.raises(ApplicationError, match="idempotency-key-reused"):
        await money.give_back(RefundOrder(payment.payment_id, 200, "the same"))


async def test_a_refund_whose_answer_was_lost_is_not_given_twice(town: Town, made: Parts) -> None:
    payment = await captured(town, made)
    forgetful: Any = ForgetfulGateway(made.doors.gateway)
    money = Payments(forgetful, made.sessions)
    order = RefundOrder(payment.payment_id, 100, "lost")
    with pytest.raises(ConnectionError):
        await money.give_back(order)
    assert await money.give_back(order) == 100
    async with made.sessions() as session:
        noted = await payments.by_id(session, payment.payment_id)
    assert noted is not None and noted.refunded_cents == 100


async def test_the_database_itself_refuses_a_refund_above_the_capture(town: Town, made: Parts) -> None:
    payment = await captured(town, made)
    async with await psycopg.AsyncConnection.connect(town.city.database_url) as owner:
        with pytest.raises(psycopg.errors.CheckViolation):
            above = "UPDATE payments SET refunded_cents = cents + 1 WHERE payment_id = %s"
            await owner.execute(above, (payment.payment_id,))


@pytest.mark.parametrize("name", ["twice", "shuffled", "late"])
async def test_the_sandbox_s_disorder_settles_too(town: Town, name: str) -> None:
    await manner(town, name)
    case = await to_be_paid(town)
    await pay(town, case)
    await until_paid(town, case["case_id"])
    assert (await types(town, case["case_id"])).count("PaymentReceived") == 1
    await manner(town, "prompt")
