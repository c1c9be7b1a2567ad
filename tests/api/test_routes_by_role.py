"""Every route of the JSON door against every role: who gets what, written down (RELIABILITY §3 A1-A3)."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx
import psycopg
import pytest
from fastapi.routing import APIRoute

from api.app import create_api
from cli.compose import parts
from domain.case_ids import keyed_id
from tests.api import contest_routes, court_routes
from tests.api.route_bodies import BODIES, DRAFT, TREE
from tests.api.town import (
    ADMINISTRATOR,
    CLERK,
    CLERK_ELSEWHERE,
    DIRECTOR,
    INSPECTOR,
    OTHER,
    OWNER,
    Town,
    application,
    new_key,
    settings_of,
)

pytestmark = pytest.mark.stack

PEOPLE: dict[str, str | None] = {
    "anonymous": None,
    "owner": OWNER,
    "other citizen": OTHER,
    "clerk": CLERK,
    "clerk elsewhere": CLERK_ELSEWHERE,
    "director": DIRECTOR,
    "administrator": ADMINISTRATOR,
    "inspector": INSPECTOR,
}
STALE = {"If-Match": '"999"'}
NOTE = {"file": ("note.txt", b"only text", "text/plain")}

# Statuses in the order of PEOPLE. Acts are sent with a stale If-Match and files of a type that is refused:
# 412 and 415 mean that the person may, and nothing changes.
EVERYONE = (200,) * 8
SIGNED_IN = (401, *(200,) * 7)
READERS = (401, 200, 404, 200, 404, 200, 200, 200)
OWNER_ALONE = (401, 200, 404, 404, 404, 404, 404, 404)
OWNER_ACTS = (401, 412, 404, 403, 404, 403, 403, 403)
DESK_ACTS = (401, 403, 404, 412, 404, 412, 403, 403)
OVERSEERS = (401, 403, 403, 403, 403, 200, 200, 403)
DIRECTORS_ACTS = (401, 403, 404, 403, 404, 412, 403, 403)
NOT_FOR_THAT = (410,) * 8  # the token is of a link to pay
CITIZENS_WRITE = (401, 422, 422, 403, 403, 403, 403, 403)

EXPECTED: dict[tuple[str, str], tuple[int, ...]] = {
    ("GET", "/api/v1/services"): EVERYONE,
    ("GET", "/api/v1/services/{code}"): EVERYONE,
    ("POST", "/api/v1/services/{code}/quote"): EVERYONE,
    ("POST", "/api/v1/drafts"): (401, 201, 201, 201, 201, 201, 403, 403),
    ("GET", "/api/v1/drafts"): SIGNED_IN,
    ("GET", "/api/v1/drafts/{draft_id}"): OWNER_ALONE,
    ("PUT", "/api/v1/drafts/{draft_id}"): (401, 412, 404, 404, 404, 404, 404, 404),
    ("GET", "/api/v1/drafts/{draft_id}/service"): OWNER_ALONE,
    ("GET", "/api/v1/drafts/{draft_id}/quote"): (401, 422, 404, 404, 404, 404, 404, 404),
    ("POST", "/api/v1/cases"): CITIZENS_WRITE,
    ("POST", "/api/v1/cases/claim"): (401, 404, 404, 403, 403, 403, 403, 403),
    ("GET", "/api/v1/cases"): SIGNED_IN,
    ("GET", "/api/v1/cases/{case_id}"): READERS,
    ("GET", "/api/v1/cases/{case_id}/timeline"): READERS,
    ("GET", "/api/v1/cases/{case_id}/letters"): READERS,
    ("GET", "/api/v1/cases/{case_id}/letters/{number}"): READERS,
    ("GET", "/api/v1/cases/{case_id}/payments"): READERS,
    ("POST", "/api/v1/cases/{case_id}/declare-complete"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/ask-information"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/answer-information"): OWNER_ACTS,
    ("POST", "/api/v1/cases/{case_id}/conclude-review"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/approve"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/refuse"): DIRECTORS_ACTS,
    ("POST", "/api/v1/cases/{case_id}/withdraw"): OWNER_ACTS,
    ("POST", "/api/v1/cases/{case_id}/give-opinion"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/refer"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/record-committee-opinion"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/publish-notice"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/record-resolution"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/second"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/accept-amendment"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/refuse-amendment"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/move-promise"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/judge-document"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/extend"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/take-payment"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/give-notice-of-revocation"): DIRECTORS_ACTS,
    ("POST", "/api/v1/cases/{case_id}/revoke"): DIRECTORS_ACTS,
    ("POST", "/api/v1/cases/{case_id}/keep"): DIRECTORS_ACTS,
    ("POST", "/api/v1/cases/{case_id}/order-refund"): DIRECTORS_ACTS,
    ("POST", "/api/v1/cases/{case_id}/correct-entry"): (401, 403, 404, 412, 404, 412, 403, 412),
    ("POST", "/api/v1/cases/{case_id}/amend"): OWNER_ACTS,
    ("POST", "/api/v1/cases/{case_id}/replace-document"): OWNER_ACTS,
    ("POST", "/api/v1/cases/{case_id}/declare-start"): OWNER_ACTS,
    ("POST", "/api/v1/cases/{case_id}/declare-completion"): OWNER_ACTS,
    ("POST", "/api/v1/cases/{case_id}/renew"): OWNER_ACTS,
    ("POST", "/api/v1/cases/{case_id}/comment-on-revocation"): OWNER_ACTS,
    ("POST", "/api/v1/cases/{case_id}/inspect"): (401, 403, 404, 403, 404, 403, 403, 412),
    ("POST", "/api/v1/cases/{case_id}/letters/{number}/withdraw"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/letters/{number}/correct"): DESK_ACTS,
    ("POST", "/api/v1/cases/{case_id}/opinion-links"): (401, 403, 404, 409, 404, 409, 403, 403),
    ("GET", "/api/v1/opinions/{token}"): NOT_FOR_THAT,
    ("GET", "/api/v1/opinions/{token}/documents/{document_id}"): NOT_FOR_THAT,
    ("POST", "/api/v1/opinions/{token}"): NOT_FOR_THAT,
    ("GET", "/api/v1/notices/{case_id}"): (404,) * 8,
    ("POST", "/api/v1/notices/{case_id}/comments"): (404,) * 8,
    ("GET", "/api/v1/cases/{case_id}/comments"): (401, 403, 404, 200, 404, 200, 200, 200),
    ("GET", "/api/v1/acts/{act_id}"): OWNER_ALONE,
    ("POST", "/api/v1/cases/{case_id}/documents"): (401, 415, 404, 415, 404, 415, 403, 415),
    ("POST", "/api/v1/drafts/{draft_id}/documents"): (401, 415, 404, 404, 404, 404, 404, 404),
    ("POST", "/api/v1/documents"): (401, 415, 415, 415, 415, 415, 403, 403),
    ("GET", "/api/v1/cases/{case_id}/documents"): READERS,
    ("GET", "/api/v1/drafts/{draft_id}/documents"): OWNER_ALONE,
    ("GET", "/api/v1/documents"): SIGNED_IN,
    ("GET", "/api/v1/documents/{document_id}"): READERS,
    ("GET", "/api/v1/tasks"): SIGNED_IN,
    ("GET", "/api/v1/worklist"): (401, 403, 403, 200, 200, 200, 200, 200),
    ("POST", "/api/v1/cases/{case_id}/take"): (401, 403, 404, 200, 404, 409, 403, 403),
    ("POST", "/api/v1/cases/{case_id}/give-back"): (401, 403, 404, 200, 404, 200, 403, 403),
    ("GET", "/api/v1/overdue"): (401, 403, 403, 403, 403, 200, 200, 403),
    ("GET", "/api/v1/preferences"): (401, 200, 200, 403, 403, 403, 403, 403),
    ("PUT", "/api/v1/preferences"): (401, 412, 412, 403, 403, 403, 403, 403),
    ("GET", "/api/v1/export.csv"): (401, 403, 403, 200, 200, 200, 200, 403),
    ("GET", "/api/v1/faults"): (401, 403, 403, 403, 403, 403, 200, 403),
    ("GET", "/api/v1/operations"): (401, 403, 403, 403, 403, 403, 200, 403),
    ("GET", "/api/v1/verify/{code}"): EVERYONE,
    ("POST", "/api/v1/cases/{case_id}/pay-links"): (401, 201, 404, 403, 404, 403, 403, 403),
    ("GET", "/api/v1/links/{token}"): EVERYONE,
    ("GET", "/api/v1/tills"): (401, 403, 403, 200, 200, 200, 200, 403),
    ("POST", "/api/v1/tills"): (401, 403, 403, 201, 404, 409, 403, 403),
    ("GET", "/api/v1/tills/{borough}/{day}"): (401, 403, 403, 200, 404, 200, 200, 403),
    ("POST", "/api/v1/tills/{borough}/{day}/close"): (401, 403, 403, 422, 404, 422, 403, 403),
    ("GET", "/api/v1/invoices"): (401, 403, 403, 200, 200, 200, 200, 403),
    ("GET", "/api/v1/cases/{case_id}/accesses"): (401, 200, 404, 403, 404, 200, 200, 403),
    ("GET", "/api/v1/accesses"): (401, 403, 403, 403, 403, 200, 200, 403),
    ("GET", "/api/v1/cases/{case_id}/holds"): (401, 403, 404, 403, 404, 200, 200, 403),
    ("POST", "/api/v1/cases/{case_id}/holds"): (401, 403, 404, 403, 404, 201, 201, 403),
    ("POST", "/api/v1/cases/{case_id}/holds/{hold_id}/lift"): (401, 403, 404, 403, 404, 404, 404, 403),
    ("GET", "/api/v1/retention/due"): OVERSEERS,
    ("GET", "/api/v1/destructions"): OVERSEERS,
    ("POST", "/api/v1/destructions"): (401, 403, 403, 403, 403, 403, 404, 403),
    ("GET", "/api/v1/destructions/{list_id}"): (401, 403, 403, 403, 403, 404, 404, 403),
    ("POST", "/api/v1/destructions/{list_id}/approve"): (401, 403, 403, 403, 403, 404, 404, 403),
    ("POST", "/api/v1/destructions/{list_id}/order"): (401, 403, 403, 403, 403, 403, 404, 403),
    ("GET", "/api/v1/destructions/{list_id}/certificate"): (401, 403, 403, 403, 403, 404, 404, 403),
    **court_routes.EXPECTED,
    ("GET", "/api/v1/roll"): EVERYONE,
    ("POST", "/api/v1/statements/import"): (401, *(403,) * 7),
    **contest_routes.EXPECTED,
    ("POST", "/api/v1/webhooks/payments"): (401,) * 8,
    ("POST", "/api/v1/webhooks/stripe"): (401,) * 8,
    ("GET", "/api/v1/openapi.json"): EVERYONE,
    ("GET", "/healthz"): EVERYONE,
    ("GET", "/readyz"): EVERYONE,
    ("GET", "/metrics"): EVERYONE,
}

SOCKETS = {"/api/v1/hearings/{hearing_id}/room"}  # whoever holds a ticket: tests/rooms


@dataclass(frozen=True)
class Place:
    """A case, a draft, a file, a letter and an act of the owner's."""

    ids: dict[str, str]


@pytest.fixture(scope="module")
async def place(town: Town) -> Place:
    documents, key = await town.given_documents(), new_key()
    filed = await town.post("/cases", application(documents), key=key)
    assert filed.status_code == 201, filed.text
    case_id = filed.json()["case_id"]
    draft = await town.post("/drafts", DRAFT)
    letters = await town.until(f"/cases/{case_id}/letters", "letters")
    await town.until(f"/cases/{case_id}/payments", "payments")
    till = await town.post("/tills", BODIES["/api/v1/tills"], CLERK)
    link = await town.post(f"/cases/{case_id}/pay-links", {})
    ids = {
        "borough": "VD",
        "day": till.json()["day"],
        "token": link.json()["url"].rpartition("/")[2],
        "code": "abattage-arbre",
        "case_id": case_id,
        "draft_id": draft.json()["id"],
        "document_id": documents["photos"],
        "number": "1",
        "hold_id": "0" * 32,
        "slot_id": "0" * 32,
        "hearing_id": "0" * 32,
        "participant": "witness",
        "docket_id": "0" * 32,
        "offer_id": "0" * 32,
        "list_id": "0" * 32,
        "act_id": act_of(town, key),
    }
    return Place(ids | {"verify": letters[0]["verify_code"]})


def act_of(town: Town, key: str) -> str:
    """The id of the owner's act, which a 202 would have named."""
    return keyed_id(town.city.env["GUICHET_DOOR_SECRET"], "act", OWNER, key)


async def routes_of(town: Town) -> list[tuple[str, str]]:
    async with parts(settings_of(town.city.env, {}), town.city.app_url) as made:
        app = create_api(made.doors, {})
    found = [route for route in app.routes if isinstance(route, APIRoute)]
    assert {route.path for route in app.routes if not isinstance(route, APIRoute)} == SOCKETS  # pyright: ignore
    return [(method, route.path) for route in found for method in sorted(route.methods or ())]


async def test_every_route_is_in_the_table(town: Town) -> None:
    routes = await routes_of(town)
    assert sorted(routes) == sorted(EXPECTED)


def sender(town: Town, place: Place, method: str, path: str) -> Callable[[str | None], Awaitable[httpx.Response]]:
    ids = place.ids | ({"code": place.ids["verify"]} if path.endswith("/verify/{code}") else {})
    url = path.format(**ids) + ("?person=agent-vd" if path.endswith("/v1/accesses") else "")

    async def send(account: str | None) -> httpx.Response:
        headers = town.city.headers(account) if account else {}
        if method == "GET":
            return await town.http.get(url, headers=headers)
        if path.endswith("/documents"):
            return await town.http.post(url, files=NOTE, headers=headers)
        headers |= {**STALE, "Idempotency-Key": new_key()}
        return await town.http.request(method, url, json=BODIES.get(path, {}), headers=headers)

    return send


@pytest.mark.parametrize(("method", "path"), EXPECTED, ids=[" ".join(route) for route in EXPECTED])
async def test_each_role_gets_its_due(town: Town, place: Place, method: str, path: str) -> None:
    send = sender(town, place, method, path)
    answers = {person: await send(account) for person, account in PEOPLE.items()}
    got = {person: answer.status_code for person, answer in answers.items()}
    assert got == dict(zip(PEOPLE, EXPECTED[method, path], strict=True))
    for person, answer in answers.items():
        if PEOPLE[person] and path.startswith("/api/v1/") and path != "/api/v1/openapi.json":
            assert answer.headers["cache-control"] == "no-store"


async def test_lists_hold_only_what_one_may_see(town: Town, place: Place) -> None:
    seen = {}
    for person, account in PEOPLE.items():
        if account:
            cases = (await town.get("/cases?page_size=100", account)).json()["cases"]
            seen[person] = place.ids["case_id"] in {case["id"] for case in cases}
    assert seen == {
        "owner": True,
        "other citizen": False,
        "clerk": True,
        "clerk elsewhere": False,
        "director": True,
        "administrator": True,
        "inspector": True,
    }


async def test_another_person_cannot_file_under_ones_draft_or_case(town: Town, place: Place) -> None:
    for taken in (place.ids["draft_id"], place.ids["case_id"], "0" * 32):
        answer = await town.post("/cases", TREE | {"draft": taken}, OTHER)
        assert answer.status_code == 404


async def test_another_persons_file_cannot_be_filed(town: Town, place: Place) -> None:
    documents = {"photos": place.ids["document_id"], "location_plan": place.ids["document_id"]}
    answer = await town.post("/cases", application(documents), OTHER)
    assert answer.status_code == 422
    assert {fault["code"] for fault in answer.json()["errors"]} == {"unknown"}


async def test_a_revoked_token_opens_nothing(town: Town) -> None:
    sha = hashlib.sha256(town.city.tokens["citoyen-8"].encode()).hexdigest()
    assert (await town.get("/drafts", "citoyen-8")).status_code == 200
    async with await psycopg.AsyncConnection.connect(town.city.database_url) as owner:
        await owner.execute("UPDATE api_tokens SET revoked_at = now() WHERE token_sha256 = %s", (sha,))
    assert (await town.get("/drafts", "citoyen-8")).status_code == 401
    async with await psycopg.AsyncConnection.connect(town.city.database_url) as owner:
        await owner.execute("UPDATE api_tokens SET revoked_at = NULL WHERE token_sha256 = %s", (sha,))
