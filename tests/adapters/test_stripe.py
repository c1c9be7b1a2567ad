"""Stripe behind the port, against a localstripe that forgets idempotency keys and refunds whatever it is asked."""

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest
import stripe
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters import database
from adapters.settings import StripeSettings
from adapters.stripe_gateway import StripeGateway, stripe_client
from adapters.stripe_page import StripePage
from adapters.stripe_webhooks import StripeWebhooks
from api.app import create_api
from cli.compose import ROOT, Settings, parts
from cli.process_life import serve
from domain.acts import PaymentDue
from domain.errors import Invalid, InvalidSignature, RefundExceedsCapture, StaleSignature
from tests.api.town import settings_of
from tests.conftest import City
from tests.localstripe import free_port
from web.app import create_web

pytestmark = pytest.mark.stack
SECRET = "door-secret-of-at-least-32-characters"
BASE = "http://guichet.test"
OLD, NEW = "whsec_old_secret", "whsec_new_secret"


@dataclass(frozen=True)
class Till:
    """The gateway, its page, and Stripe's own side of the counter."""

    gateway: StripeGateway
    page: StripePage
    client: stripe.StripeClient
    sessions: database.Sessions

    async def opened(self, cents: int = 15_000) -> str:
        payment_id = f"{secrets.token_hex(16)}-at_submission"
        await self.gateway.open(due(payment_id, cents))
        return payment_id

    async def paid(self, cents: int = 15_000) -> str:
        payment_id = await self.opened(cents)
        assert await self.page.try_test_card(payment_id, "paid") == "paid"
        return payment_id


def due(payment_id: str, cents: int = 15_000) -> PaymentDue:
    return PaymentDue(payment_id, payment_id.partition("-")[0], "at_submission", cents)


@pytest.fixture(scope="module")
async def till(city: City, localstripe: str) -> AsyncIterator[Till]:
    engine = database.engine(city.worker_url, pool=8)
    sessions = database.sessions(engine)
    client = stripe_client("sk_test_of_the_tests", localstripe)
    gateway = StripeGateway(client, sessions, base_url=BASE, secret=SECRET)
    page = StripePage(gateway, client, publishable_key="pk_test_of_the_tests", script_url=f"{localstripe}/v3/")
    page.offer_test_cards("sk_test_of_the_tests", "embedded")
    yield Till(gateway, page, client, sessions)
    await engine.dispose()


async def test_a_payment_is_opened_once_however_often_and_by_however_many(till: Till) -> None:
    payment_id = f"{secrets.token_hex(16)}-at_submission"
    opened = await asyncio.gather(*(till.gateway.open(due(payment_id)) for _ in range(8)))
    assert {one.status for one in opened} == {"open"}
    assert len({one.hosted_url for one in opened}) == 1
    intents = {intent.id for intent in await asyncio.gather(*(till.gateway.intent(payment_id) for _ in range(3)))}
    assert len(intents) == 1


async def test_a_payment_that_was_never_opened_is_unknown(till: Till) -> None:
    assert await till.gateway.read(f"{secrets.token_hex(16)}-at_issue") is None


async def test_a_paid_payment_says_when_and_how_much(till: Till) -> None:
    told = await till.gateway.read(await till.paid(12_345))
    assert told is not None
    assert (told.status, told.cents, told.refunded_cents) == ("captured", 12_345, 0)
    assert told.captured_at is not None and abs(told.captured_at.timestamp() - time.time()) < 60


@pytest.mark.parametrize(("card", "became"), [("declined", "declined"), ("asks-the-bank", "unfinished")])
async def test_a_card_that_does_not_pay_leaves_the_payment_open(till: Till, card: str, became: str) -> None:
    payment_id = await till.opened()
    assert await till.page.try_test_card(payment_id, card) == became
    told = await till.gateway.read(payment_id)
    assert told is not None and (told.status, told.captured_at) == ("open", None)


async def test_a_closed_payment_cannot_be_paid_any_more(till: Till) -> None:
    payment_id = await till.opened()
    assert (await till.gateway.void(payment_id, 15_000)).status == "voided"
    assert (await till.gateway.void(payment_id, 15_000)).status == "voided"
    assert await till.page.try_test_card(payment_id, "paid") == "unfinished"


async def test_a_payment_that_was_never_opened_is_closed_for_ever_too(till: Till) -> None:
    payment_id = f"{secrets.token_hex(16)}-at_issue"
    assert (await till.gateway.void(payment_id, 4_000)).status == "voided"
    assert (await till.gateway.open(due(payment_id, 4_000))).status == "voided"


async def test_a_paid_payment_stays_paid_when_it_is_closed_too_late(till: Till) -> None:
    closed = await till.gateway.void(await till.paid(), 15_000)
    assert closed.status == "captured" and closed.captured_at is not None


async def test_a_refund_is_the_same_refund_under_the_same_key(till: Till) -> None:
    payment_id = await till.paid()
    for _ in range(3):
        told = await till.gateway.refund(payment_id, 5_000, "overpaid")
        assert (told.status, told.refunded_cents) == ("captured", 5_000)
    told = await till.gateway.refund(payment_id, 10_000, "the rest")
    assert (told.status, told.refunded_cents) == ("refunded", 15_000)
    read = await till.gateway.read(payment_id)
    assert read is not None and (read.status, read.refunded_cents, read.captured_at) == (
        "refunded", 15_000, told.captured_at)  # fmt: skip


@pytest.mark.parametrize("cents", [10_001, 15_001, 0, -1])
async def test_no_more_goes_back_than_came(till: Till, cents: int) -> None:
    payment_id = await till.paid()
    await till.gateway.refund(payment_id, 5_000, "first")
    with pytest.raises(RefundExceedsCapture):
        await till.gateway.refund(payment_id, cents, "second")


async def test_an_unpaid_payment_is_not_refunded(till: Till) -> None:
    for payment_id in (await till.opened(), f"{secrets.token_hex(16)}-at_issue"):
        with pytest.raises(RefundExceedsCapture):
            await till.gateway.refund(payment_id, 1, "early")


def test_test_cards_are_refused_with_a_live_key_and_in_production(till: Till) -> None:
    for key, mode in (("sk_live_x", "embedded"), ("sk_test_x", "production")):
        with pytest.raises(ValueError, match="test cards"):
            till.page.offer_test_cards(key, mode)


def signed(event: dict[str, Any], *used: str, age: int = 0) -> tuple[str, bytes]:
    body, stamp = json.dumps(event).encode(), int(time.time()) - age
    made = [stripe.WebhookSignature._compute_signature(f"{stamp}.{body.decode()}", one) for one in used]
    return f"t={stamp}," + ",".join(f"v1={one}" for one in made), body


EVENT = {
    "id": "evt_1", "type": "payment_intent.succeeded", "livemode": False,
    "data": {"object": {"object": "payment_intent", "metadata": {"payment_id": "abc-at_issue"},
                        "receipt_email": "somebody@example.ca"}},
}  # fmt: skip


@pytest.mark.parametrize("used", [(OLD,), (NEW,), (OLD, NEW)], ids=["the old", "the new", "both"])
def test_either_secret_of_a_rotation_signs(used: tuple[str, ...]) -> None:
    header, body = signed(EVENT, *used)
    message = StripeWebhooks((OLD, NEW)).read(header, body, time.time())
    assert (message.provider, message.event_id, message.payment_id) == ("stripe", "evt_1", "abc-at_issue")
    assert "example.ca" not in repr(message)


def test_a_secret_that_was_retired_signs_no_more() -> None:
    header, body = signed(EVENT, OLD)
    with pytest.raises(InvalidSignature):
        StripeWebhooks((NEW,)).read(header, body, time.time())


@pytest.mark.parametrize("header", ["", "t=1", "t=,v1=", "v1=00", "t=99999999999999999999,v1=00", "é", "t=1,v1=é"])
def test_a_header_that_is_none_is_an_invalid_signature(header: str) -> None:
    with pytest.raises(InvalidSignature):
        StripeWebhooks((OLD, NEW)).read(header, b"{}", time.time())


@pytest.mark.parametrize("change", [b"{}", b"\xff\xfe"])
def test_another_body_is_an_invalid_signature(change: bytes) -> None:
    header, _ = signed(EVENT, NEW)
    with pytest.raises(InvalidSignature):
        StripeWebhooks((NEW,)).read(header, change, time.time())


@pytest.mark.parametrize(("age", "stale"), [(290, False), (301, True), (-290, False), (-310, True)])
def test_a_signature_holds_for_five_minutes_either_way(age: int, stale: bool) -> None:
    header, body = signed(EVENT, NEW, age=age)
    if not stale:
        assert StripeWebhooks((NEW,)).read(header, body, time.time()).event_id == "evt_1"
        return
    with pytest.raises(StaleSignature):
        StripeWebhooks((NEW,)).read(header, body, time.time())


@pytest.mark.parametrize("event", [[], {}, {"id": 1, "type": "x"}, {"id": "", "type": "x"}, {"id": "a\n", "type": "x"}])
def test_a_signed_message_without_an_id_is_refused(event: Any) -> None:
    header, body = signed(event, NEW)
    with pytest.raises(Invalid):
        StripeWebhooks((NEW,)).read(header, body, time.time())


@pytest.mark.parametrize("shape", [{"data": None}, {"data": {"object": []}}, {"data": {"object": {"metadata": None}}}])
def test_a_message_about_no_payment_of_ours_names_none(shape: dict[str, Any]) -> None:
    header, body = signed({"id": "evt_2", "type": "customer.created"} | shape, NEW)
    assert StripeWebhooks((NEW,)).read(header, body, time.time()).payment_id == ""


async def test_localstripe_s_own_webhooks_are_believed_and_name_the_payment(till: Till, localstripe: str) -> None:
    heard: asyncio.Queue[Any] = asyncio.Queue()

    async def listen(request: Request) -> Response:
        body = await request.body()
        heard.put_nowait(StripeWebhooks((OLD, NEW)).read(request.headers["stripe-signature"], body, time.time()))
        return Response()

    app, stop, port = Starlette(routes=[Route("/hook", listen, methods=["POST"])]), asyncio.Event(), free_port()
    serving = asyncio.create_task(serve(app, "127.0.0.1", port, stop))
    async with httpx.AsyncClient() as http:
        hook = {"url": f"http://127.0.0.1:{port}/hook", "secret": NEW, "events": ["payment_intent.succeeded"]}
        await http.post(f"{localstripe}/_config/webhooks/tests", json=hook)
    payment_id = await till.paid()
    async with asyncio.timeout(20):
        while (await heard.get()).payment_id != payment_id:
            pass
    stop.set()
    await serving


def door(city: City, localstripe: str) -> Settings:
    stripe_settings = StripeSettings(
        secret_key="sk_test_of_the_tests", publishable_key="pk_test_of_the_tests", webhook_secrets=f"{OLD},{NEW}",
        api_url=localstripe, script_url=f"{localstripe}/js.stripe.com/v3/", test_cards=True,
    )  # fmt: skip
    made = settings_of(city.env, {})
    chosen = made.city.model_copy(update={"gateway": "stripe", "base_url": BASE})
    return replace(made, city=chosen, stripe=stripe_settings)


async def test_our_page_is_paid_with_a_test_card_and_shows_no_card_field_of_ours(city: City, localstripe: str) -> None:
    async with parts(door(city, localstripe), city.worker_url) as made:
        payment_id = f"{secrets.token_hex(16)}-at_submission"
        opened = await made.doors.gateway.open(due(payment_id))
        transport = httpx.ASGITransport(create_web(made.doors, ROOT / "node_modules"))
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as http:
            page = await http.get(opened.hosted_url)
            assert page.status_code == 200 and "150,00" in page.text
            assert 'name="card' not in page.text.replace('name="card"', "") and 'type="text"' not in page.text
            assert localstripe in page.headers["content-security-policy"]
            assert page.headers["referrer-policy"] == "no-referrer"
            fields = {"csrf": token(page.text), "back": f"{BASE}/dossiers"}
            other = await made.doors.gateway.open(due(f"{secrets.token_hex(16)}-at_submission"))
            declined = await http.post(other.hosted_url, data=fields | {"card": "declined"})
            assert declined.status_code == 402 and "refusée" in declined.text
            paid = await http.post(opened.hosted_url, data=fields | {"card": "paid"})
            assert paid.headers["location"] == f"{BASE}/dossiers"
            elsewhere = await http.post(opened.hosted_url, data=fields | {"card": "paid", "back": "https://x.example"})
            assert "location" not in elsewhere.headers
            english = await http.get(opened.hosted_url.replace(BASE, f"{BASE}/en"))
            assert "The payment is made" in english.text


async def test_an_address_that_we_did_not_make_shows_nothing(city: City, localstripe: str) -> None:
    async with parts(door(city, localstripe), city.worker_url) as made:
        payment_id = f"{secrets.token_hex(16)}-at_submission"
        opened = await made.doors.gateway.open(due(payment_id))
        transport = httpx.ASGITransport(create_web(made.doors, ROOT / "node_modules"))
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as http:
            for forged in (opened.hosted_url[:-1] + "x", f"{BASE}/payer/{payment_id}/0", f"{BASE}/payer/x/é"):
                assert (await http.get(forged)).status_code == 404


async def test_the_door_keeps_stripe_s_messages_once_and_refuses_a_bad_signature(city: City, localstripe: str) -> None:
    async with parts(door(city, localstripe), city.app_url) as made:
        transport = httpx.ASGITransport(create_api(made.doors, {}))  # pyright: ignore[reportArgumentType]
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as http:
            header, body = signed(EVENT | {"id": f"evt_{secrets.token_hex(8)}"}, NEW)
            headers = {"stripe-signature": header, "content-type": "application/json"}
            told = [await http.post("/api/v1/webhooks/stripe", content=body, headers=headers) for _ in range(3)]
            assert [one.json()["new"] for one in told] == [True, False, False]
            bad = await http.post("/api/v1/webhooks/stripe", content=body + b" ", headers=headers)
            assert (bad.status_code, bad.json()["type"]) == (401, "/problems/invalid-signature")
            header, body = signed(EVENT, NEW, age=301)
            old = await http.post(
                "/api/v1/webhooks/stripe", content=body, headers=headers | {"stripe-signature": header}
            )
            assert (old.status_code, old.json()["type"]) == (401, "/problems/stale-signature")


def token(page: str) -> str:
    return page.split('name="csrf" value="')[1].split('"')[0]
