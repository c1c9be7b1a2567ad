"""Rows 9, 15 to 27, 34, 35, 37 to 40, 52, 53, 57 and 58: requests that are understood, and what becomes of them."""

import io
import json
import time
from typing import Any

import httpx
from pypdf import PdfReader

from adapters.payments import SIGNATURE, signature
from tests.api.bad_input import Bad, Send
from tests.api.town import CLERK, CLERK_ELSEWHERE, OTHER, OWNER, Town, application, building, new_key

ABSENT = "0" * 32
TEMPLATE = "{{7*7}} <img src=file:///etc/passwd>"
FORMULA = '=HYPERLINK("http://evil.example","x")'


def post(path: str, body: dict[str, Any]) -> Send:
    async def send(town: Town) -> httpx.Response:
        return await town.post(path, body)

    return send


def get(path: str, account: str = OWNER) -> Send:
    async def send(town: Town) -> httpx.Response:
        return await town.get(path, account)

    return send


def act(action: str, account: str, **more: str) -> Send:
    """An act on a case just filed by the owner."""

    async def send(town: Town) -> httpx.Response:
        case_id = (await town.filed())["case_id"]
        return await town.post(f"/cases/{case_id}/{action}", {}, account, **more)

    return send


def read(account: str) -> Send:
    async def send(town: Town) -> httpx.Response:
        return await town.get(f"/cases/{(await town.filed())['case_id']}", account)

    return send


def save_draft(if_match: str) -> Send:
    async def send(town: Town) -> httpx.Response:
        body = {"service": "demolition", "borough": "VD"}
        made = await town.post("/drafts", body)
        headers = town.as_(OWNER) | ({"If-Match": if_match} if if_match else {})
        return await town.http.put(made.headers["location"], json=body, headers=headers)

    return send


async def without_a_token(town: Town) -> httpx.Response:
    return await town.http.get("/api/v1/cases")


async def with_a_wrong_token(town: Town) -> httpx.Response:
    return await town.http.get("/api/v1/cases", headers={"Authorization": "Bearer " + "x" * 43})


async def filed_twice(town: Town) -> httpx.Response:
    body, key = application(await town.given_documents()), new_key()
    first, again = await town.post("/cases", body, key=key), await town.post("/cases", body, key=key)
    assert first.status_code == 201
    assert again.json() == first.json()
    return again


async def withdrawn_twice(town: Town) -> httpx.Response:
    path, key = f"/cases/{(await town.filed())['case_id']}/withdraw", new_key()
    first = await town.post(path, {"reason": "Projet remis."}, key=key, if_match='"1"')
    again = await town.post(path, {"reason": "Projet remis."}, key=key, if_match='"1"')
    assert again.json() == first.json()
    return again


async def another_body(town: Town) -> httpx.Response:
    body, key = application(await town.given_documents()), new_key()
    await town.post("/cases", body, key=key)
    return await town.post("/cases", body | {"language": "en"}, key=key)


def webhook(*, age: int = 0, secret: str = "", twice: bool = False, kind: str = "payment.captured") -> Send:
    async def send(town: Town) -> httpx.Response:
        event = {"id": f"evt-{new_key()}", "type": kind, "payment_id": "unheard-of", "cents": 100}
        body, stamp = json.dumps(event).encode(), int(time.time()) - age
        given = signature(secret or town.city.env["GUICHET_GATEWAY_SECRET"], stamp, body)
        headers = {SIGNATURE: given, "Content-Type": "application/json"}
        answers = [
            await town.http.post("/api/v1/webhooks/payments", content=body, headers=headers) for _ in range(1 + twice)
        ]
        assert answers[-1].status_code != 200 or answers[-1].json()["new"] is not twice
        return answers[-1]

    return send


async def unsigned(town: Town) -> httpx.Response:
    return await town.http.post("/api/v1/webhooks/payments", json={"id": "evt-1", "type": "payment.captured"})


async def changed_after_signing(town: Town) -> httpx.Response:
    given = signature(town.city.env["GUICHET_GATEWAY_SECRET"], int(time.time()), b'{"cents": 100}')
    headers = {SIGNATURE: given, "Content-Type": "application/json"}
    return await town.http.post("/api/v1/webhooks/payments", content=b'{"cents": 1}', headers=headers)


async def formula_in_a_name(town: Town) -> httpx.Response:
    await town.filed(applicant_name=FORMULA)
    answer = await town.get("/export.csv", CLERK)
    assert "\"'=HYPERLINK(" in answer.text
    assert '"=' not in answer.text
    return answer


async def template_in_a_letter(town: Town) -> httpx.Response:
    filed = await town.post("/cases", application(await town.given_documents(), applicant_name=TEMPLATE))
    path = f"/cases/{filed.json()['case_id']}/letters"
    await town.until(path, "letters")
    letter = await town.get(f"{path}/1")
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(letter.content)).pages)
    assert TEMPLATE.replace(" ", "") in "".join(printed.split())
    assert "root:" not in printed
    return filed


ROWS = [
    Bad(9, "a status on filing", 422, "unknown-field", post("/cases", application({}) | {"status": "approved"})),
    Bad(9, "an owner on a draft", 422, "unknown-field",
        post("/drafts", {"service": "demolition", "borough": "VD", "owner": OTHER})),
    Bad(9, "an answer nobody asked for", 422, "unknown-field", post("/cases", application({}, status="approved"))),
    Bad(15, "a malformed id", 404, "not-found", get("/cases/1%20OR%201=1")),
    Bad(15, "an absent id", 404, "not-found", get(f"/cases/{ABSENT}")),
    Bad(15, "another person’s", 404, "not-found", read(OTHER)),
    Bad(15, "another person’s, acted upon", 404, "not-found", act("withdraw", OTHER, if_match='"1"')),
    Bad(15, "an absent letter", 404, "not-found", get("/verify/0000")),
    Bad(16, "approving one’s own", 403, "forbidden", act("approve", OWNER, if_match='"1"')),
    Bad(16, "declaring one’s own complete", 403, "forbidden", act("declare-complete", OWNER, if_match='"1"')),
    Bad(17, "reading elsewhere", 404, "not-found", read(CLERK_ELSEWHERE)),
    Bad(17, "acting elsewhere", 404, "not-found", act("declare-complete", CLERK_ELSEWHERE, if_match='"1"')),
    Bad(19, "no token", 401, "unauthenticated", without_a_token),
    Bad(19, "a wrong token", 401, "unauthenticated", with_a_wrong_token),
    Bad(23, "completeness before payment", 409, "illegal-transition", act("declare-complete", CLERK, if_match='"1"')),
    Bad(23, "a decision before review", 409, "illegal-transition", act("approve", CLERK, if_match='"1"')),
    Bad(24, "a case", 412, "precondition-failed", act("withdraw", OWNER, if_match='"7"')),
    Bad(24, "a weak tag", 412, "precondition-failed", act("withdraw", OWNER, if_match='W/"1"')),
    Bad(24, "a draft", 412, "precondition-failed", save_draft('"7"')),
    Bad(25, "a case", 428, "precondition-required", act("withdraw", OWNER)),
    Bad(25, "a draft", 428, "precondition-required", save_draft("")),
    Bad(26, "filing", 201, "", filed_twice),
    Bad(26, "withdrawing", 200, "", withdrawn_twice),
    Bad(27, "filing", 422, "idempotency-key-reused", another_body),
    Bad(34, "30 February", 422, "validation", post("/cases", building(start_date="2026-02-30"))),
    Bad(34, "year 0", 422, "validation", post("/cases", building(start_date="0000-01-01"))),
    Bad(34, "year 10000", 422, "validation", post("/cases", building(start_date="10000-01-01"))),
    *(Bad(35, str(amount), 422, "invalid-amount", post("/cases", building(work_value=amount)))
      for amount in (-1, 0, 1.005, 1e308, "100", {"cents": 100, "currency": "USD"})),
    Bad(37, "no signature", 401, "invalid-signature", unsigned),
    Bad(37, "another secret", 401, "invalid-signature", webhook(secret="somebody else’s secret")),
    Bad(37, "another body", 401, "invalid-signature", changed_after_signing),
    Bad(38, "301 s old", 401, "stale-signature", webhook(age=301)),
    Bad(38, "from the future", 401, "stale-signature", webhook(age=-302)),
    Bad(39, "seen before", 200, "", webhook(twice=True)),
    Bad(40, "an unknown type", 200, "", webhook(kind="payment.dreamt-of")),
    Bad(52, "a million", 422, "validation", get("/cases?page_size=1000000")),
    Bad(52, "negative", 422, "validation", get("/cases?page_size=-1")),
    Bad(52, "not a number", 422, "validation", get("/cases?page_size=ten")),
    Bad(52, "forged cursor", 422, "validation", get("/cases?cursor=MjAyNi0wMS0wMXxhfGI=")),
    Bad(52, "cursor in no alphabet", 422, "validation", get("/cases?cursor=%C3%A9")),
    Bad(53, "a private field", 422, "unknown-filter", get("/cases?owner=citoyen-2")),
    Bad(53, "sort", 422, "unknown-filter", get("/cases?sort=summary")),
    Bad(57, "CSV", 200, "", formula_in_a_name),
    Bad(58, "name", 201, "", template_in_a_letter),
]  # fmt: skip
