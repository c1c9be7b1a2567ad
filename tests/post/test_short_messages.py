"""Text messages: asked for by the person, saying only that one waits; GC Notify's form against a server that checks."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from adapters.gc_notify import GcNotifyShortMessages
from casework import preferences
from casework.preferences import Wanted
from casework.specimens.permits import facts
from domain.events import Order
from domain.ports import Undeliverable
from tests.post.house import ANSWERS, OWNER, House

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
API_KEY = f"guichet-{SERVICE}-{SECRET}"
TEMPLATE = "9c2f0c2e-1b5f-4a35-8f0b-6d0a5d2f9a11"
ORDER = Order("letter", "P13", facts("P13", "fr"))
ASKED = Wanted(email="choisie@exemple.invalid", accepted=True, mobile="514 555-0123", texts=True)


class Notify:
    """A stand-in for GC Notify: it refuses a token that it did not expect, as the service does."""

    def __init__(self) -> None:
        self.kept: list[dict[str, Any]] = []
        self.status = 201
        self.app = FastAPI()
        self.app.add_api_route("/v2/notifications/sms", self.sms, methods=["POST"])

    async def sms(self, request: Request) -> JSONResponse:
        fault = self.fault_of(request.headers.get("authorization", ""))
        if fault:
            return JSONResponse({"status_code": 403, "errors": [{"error": "AuthError", "message": fault}]}, 403)
        body = await request.json()
        if set(body) != {"phone_number", "template_id", "personalisation", "reference"}:
            return JSONResponse({"errors": [{"error": "ValidationError"}]}, 400)
        if self.status == 201:
            self.kept.append(body)
        return JSONResponse({"id": "1"}, self.status)

    def fault_of(self, header: str) -> str:
        scheme, _, token = header.partition(" ")
        head, _, rest = token.partition(".")
        body, _, signature = rest.partition(".")
        digest = hmac.new(SECRET.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
        ours = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if scheme != "Bearer" or not hmac.compare_digest(ours, signature):
            return "Invalid token: signature"
        claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        if claims["iss"] != SERVICE:
            return "Invalid token: service not found"
        return "" if abs(time.time() - claims["iat"]) < 30 else "Error: Your system clock must be accurate"


@pytest.fixture
async def notify() -> AsyncIterator[tuple[Notify, httpx.AsyncClient]]:
    server = Notify()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(server.app)) as client:
        yield server, client


def adapter(client: httpx.AsyncClient, api_key: str = API_KEY) -> GcNotifyShortMessages:
    return GcNotifyShortMessages("https://notify.invalid/", api_key, TEMPLATE, client)


async def test_the_service_takes_a_text_under_our_token(notify: tuple[Notify, httpx.AsyncClient]) -> None:
    server, client = notify
    await adapter(client).send(to="+15145550123", text="Un message.", message_id="case.1.0")
    assert server.kept == [
        {"phone_number": "+15145550123", "template_id": TEMPLATE, "personalisation": {"message": "Un message."},
         "reference": "case.1.0"}
    ]  # fmt: skip


async def test_another_secret_is_refused_and_that_is_our_fault_not_the_numbers(
    notify: tuple[Notify, httpx.AsyncClient],
) -> None:
    _, client = notify
    with pytest.raises(httpx.HTTPStatusError):
        await adapter(client, f"guichet-{SERVICE}-{SECRET[:-1]}1").send(to="+15145550123", text="x", message_id="1")


@pytest.mark.parametrize(("status", "error"), [(400, Undeliverable), (429, httpx.HTTPError), (500, httpx.HTTPError)])
async def test_a_number_that_takes_none_is_told_apart_from_a_service_that_is_down(
    notify: tuple[Notify, httpx.AsyncClient], status: int, error: type[Exception]
) -> None:
    server, client = notify
    server.status = status
    with pytest.raises(error):
        await adapter(client).send(to="+15145550123", text="x", message_id="1")


def test_a_key_that_is_none_stops_the_process_at_start() -> None:
    with pytest.raises(ValueError, match="UUID"):
        adapter(httpx.AsyncClient(), "secret")


async def test_nobody_is_texted_who_did_not_ask(house: House) -> None:
    await house.file(ORDER, applicant_phone="514 555-0123")
    await house.carry_out()
    assert house.texts.sent == []


async def test_a_text_says_that_a_message_waits_and_nothing_personal(house: House) -> None:
    await preferences.save(house.doors, OWNER, ASKED, 0)
    case = await house.file(ORDER)
    await house.carry_out()
    (sent,) = house.texts.sent
    assert sent["to"] == "+15145550123"
    assert sent["text"] == f"Ville de Montréal : un message vous attend au guichet. {house.room.base_url}"
    personal = (*str(ANSWERS["applicant_name"]).split(), case.reference, case.case_id, "refus", "P13")
    assert not [word for word in personal if word in sent["text"]]
    assert len(sent["text"]) <= 160


async def test_a_provider_that_is_down_holds_up_no_letter_for_ever_and_mails_it_once(house: House) -> None:
    await preferences.save(house.doors, OWNER, ASKED, 0)
    house.texts.down = True
    await house.file(ORDER)
    for _ in range(5):
        await house.carry_out()
        await house.retry_now()
    (row,) = await house.rows("SELECT status, attempts FROM outbox")
    assert row == {"status": "sent", "attempts": 5}
    assert [mail["to"] for mail in house.mailer.sent] == ["choisie@exemple.invalid"]


async def test_a_text_withdrawn_from_is_not_sent_any_more(house: House) -> None:
    await preferences.save(house.doors, OWNER, ASKED, 0)
    await preferences.save(house.doors, OWNER, Wanted(email=ASKED.email, accepted=True), 1)
    await house.file(ORDER)
    await house.carry_out()
    assert house.texts.sent == []
    assert b"555" not in (await house.rows("SELECT addresses FROM contact_preferences"))[0]["addresses"]
