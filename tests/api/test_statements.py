"""Statements through the door: served once, found by two facts, pleaded once, claimed, read by whom they concern."""

import secrets
from typing import Any

import httpx
import pytest

from tests.conftest import City

pytestmark = pytest.mark.stack
PLATE = "ABC 123"


def statement(number: str, **changes: Any) -> dict[str, Any]:
    """A parking statement served on the vehicle today."""
    count = {"number": 1, "provision": "C-4.1, art. 12", "description_fr": "Parcomètre", "description_en": "Meter",
             "fine": 6000, "costs": 3000}  # fmt: skip
    party = {"kind": "owner", "name": "Camille Exemple", "address": ["12, rue Essai", "Montréal (Québec)  H2X 1Y4"],
             "plate": PLATE}  # fmt: skip
    return {
        "number": number, "kind": "parking", "offence_at": "2026-11-20T10:15", "place": "rue Saint-Denis",
        "counts": [count], "party": party, "service_mode": "on_vehicle", "served_on": "2026-11-20",
    } | changes  # fmt: skip


def number() -> str:
    """A number that no other test has."""
    return f"7{secrets.randbelow(10**9):09d}"


def key() -> dict[str, str]:
    """A client's key."""
    return {"Idempotency-Key": secrets.token_hex(8)}


def headers(token: str, seq: int) -> dict[str, str]:
    """A bearer, a key, and the version that was read."""
    return {"Authorization": f"Bearer {token}", "If-Match": f'"{seq}"'} | key()


@pytest.fixture
async def door(city: City) -> Any:
    """A client of the JSON door."""
    async with httpx.AsyncClient(base_url=f"{city.base_url}/api/v1", timeout=20) as client:
        yield client


async def served(city: City, door: httpx.AsyncClient, ticket: str, **changes: Any) -> dict[str, Any]:
    """Serve a statement; its receipt."""
    sent = city.headers("poursuite") | key()
    answer = await door.post("/statements", json=statement(ticket, **changes), headers=sent)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def found(door: httpx.AsyncClient, ticket: str) -> str:
    """The pass of whoever knows the plate."""
    answer = await door.post("/statements/find", json={"number": ticket, "fact": PLATE})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["token"])


PLEA = {"pleas": [{"count": 1, "plea": "not_guilty"}], "name": "Camille Exemple", "capacity": "owner",
        "explanations": "Le parcomètre était brisé."}  # fmt: skip


async def test_a_statement_is_one_case_and_another_one_under_its_number_is_refused(
    city: City, door: httpx.AsyncClient
) -> None:
    ticket = number()
    first = await served(city, door, ticket)
    again = await served(city, door, ticket)
    assert again["case_id"] == first["case_id"]
    sent = city.headers("poursuite") | key()
    other = await door.post("/statements", json=statement(ticket, place="rue Ontario"), headers=sent)
    assert (other.status_code, other.json()["type"].rpartition("/")[2]) == (409, "duplicate-case")


async def test_a_wrong_pair_looks_like_an_unknown_statement(city: City, door: httpx.AsyncClient) -> None:
    ticket = number()
    await served(city, door, ticket)
    wrong = await door.post("/statements/find", json={"number": ticket, "fact": "XYZ 999"})
    unknown = await door.post("/statements/find", json={"number": number(), "fact": PLATE})
    assert wrong.status_code == unknown.status_code == 404
    ours = {name: value for name, value in wrong.json().items() if name != "instance"}
    assert ours == {name: value for name, value in unknown.json().items() if name != "instance"}


async def test_whoever_knows_two_facts_pleads_once_and_the_second_plea_is_told_of_the_first(
    city: City, door: httpx.AsyncClient
) -> None:
    ticket = number()
    case = await served(city, door, ticket)
    token = await found(door, ticket)
    path = f"/cases/{case['case_id']}"
    read = await door.get(path, headers={"Authorization": f"Bearer {token}"})
    assert read.json()["standing"]["deadlines"]["plead_by"]["on"] == "2026-12-21"
    assert "plead" in read.json()["acts"]
    done = await door.post(f"{path}/plead", json=PLEA, headers=headers(token, 1))
    assert (done.status_code, done.json()["state"]) == (200, "ADMIN_REVIEW"), done.text
    twice = await door.post(f"{path}/plead", json=PLEA, headers=headers(token, 2))
    assert (twice.status_code, twice.json()["type"].rpartition("/")[2]) == (409, "duplicate-case")


async def test_review_material_is_the_prosecutor_s_and_the_judge_does_not_read_it(
    city: City, door: httpx.AsyncClient
) -> None:
    ticket = number()
    case = await served(city, door, ticket)
    path = f"/cases/{case['case_id']}"
    await door.post(f"{path}/plead", json=PLEA, headers=headers(await found(door, ticket), 1))
    prosecutor = await door.get(f"{path}/timeline", headers=city.headers("poursuite"))
    judge = await door.get(f"{path}/timeline", headers=city.headers("juge-1"))
    assert "parcomètre" in prosecutor.text
    assert "parcomètre" not in judge.text
    elsewhere = await door.get(path, headers=city.headers("agent-vm"))
    assert elsewhere.status_code == 404


async def test_an_account_claims_a_case_by_its_number_and_then_the_pass_opens_nothing(
    city: City, door: httpx.AsyncClient
) -> None:
    ticket = number()
    case = await served(city, door, ticket)
    token = await found(door, ticket)
    sent = city.headers("citoyen-1") | key()
    claimed = await door.post("/statements/claim", json={"number": ticket, "code": PLATE}, headers=sent)
    assert claimed.status_code == 200, claimed.text
    path = f"/cases/{case['case_id']}"
    assert (await door.get(path, headers=city.headers("citoyen-1"))).status_code == 200
    assert (await door.get(path, headers={"Authorization": f"Bearer {token}"})).status_code == 404
    other = city.headers("citoyen-2") | key()
    late = await door.post("/statements/claim", json={"number": ticket, "code": PLATE}, headers=other)
    assert (late.status_code, late.json()["type"].rpartition("/")[2]) == (409, "already-claimed")


async def test_nobody_under_fourteen_is_prosecuted(city: City, door: httpx.AsyncClient) -> None:
    young = statement(number())["party"] | {"kind": "person", "born_on": "2013-05-04"}
    sent = city.headers("poursuite") | key()
    answer = await door.post("/statements", json=statement(number(), party=young, kind="traffic"), headers=sent)
    assert answer.status_code == 422
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [("party.born_on", "under-age")]


async def test_a_by_law_statement_is_not_paid_online_and_the_court_s_counter_takes_it(
    city: City, door: httpx.AsyncClient
) -> None:
    ticket = number()
    case = await served(city, door, ticket, kind="bylaw")
    path = f"/cases/{case['case_id']}"
    token, body = await found(door, ticket), {"cents": 1000, "pleads_guilty": False}
    refused = await door.post(f"{path}/offer-payment", json=body, headers=headers(token, 1))
    assert refused.status_code == 422
    assert [(one["field"], one["code"]) for one in refused.json()["errors"]] == [("cents", "not-paid-online")]
    clerk = city.headers("greffe") | {"If-Match": '"1"'} | key()
    assert (await door.post(f"{path}/offer-payment", json=body, headers=clerk)).status_code == 200


async def test_the_court_filters_its_files_by_the_states_of_a_contest(city: City, door: httpx.AsyncClient) -> None:
    case = await served(city, door, number())
    office = city.headers("greffe")
    listed = await door.get("/cases?state=SERVED&page_size=100", headers=office)
    assert case["case_id"] in listed.text
    assert (await door.get("/worklist?state=SERVED", headers=office)).status_code == 200
    assert (await door.get("/worklist?state=NEVER", headers=office)).status_code == 422
