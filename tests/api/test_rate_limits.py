"""The limits at the JSON door, behind the shipped guards: 429 with Retry-After, per account and per address."""

from collections.abc import AsyncIterator

import pytest

from casework.limits import Rate, RateLimits
from tests.api.town import INSPECTOR, OTHER, OWNER, Town, new_key

pytestmark = pytest.mark.stack

DRAFT = {"service": "abattage-arbre", "borough": "VD"}
RATES = {"write": Rate(30, 3), "write_from": Rate(600, 100), "sign_in": Rate(6, 4), "look_up": Rate(6, 5)}


@pytest.fixture
async def limited(town: Town) -> AsyncIterator[Town]:
    async with town.broken(limits=RateLimits(RATES)) as door:
        yield door


async def test_an_account_that_writes_too_often_waits_and_others_do_not(limited: Town) -> None:
    answers = [await limited.post("/drafts", DRAFT) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 429, 429]
    told = answers[-1]
    assert told.json()["type"] == "/problems/rate-limited"
    assert 1 <= int(told.headers["retry-after"]) <= 2
    assert (await limited.post("/drafts", DRAFT, OTHER)).status_code == 201
    assert (await limited.get("/drafts")).status_code == 200


async def test_an_address_that_writes_too_often_waits_whoever_writes(town: Town) -> None:
    async with town.broken(limits=RateLimits({"write_from": Rate(60, 2)})) as door:
        statuses = [(await door.post("/drafts", DRAFT, account)).status_code for account in (OWNER, OTHER, OWNER)]
    assert statuses == [201, 201, 429]


async def test_guessed_tokens_are_refused_unread_after_a_few(limited: Town) -> None:
    statuses = [
        (await limited.http.get("/api/v1/drafts", headers={"Authorization": f"Bearer {new_key()}"})).status_code
        for _ in range(6)
    ]
    assert statuses == [401, 401, 401, 401, 429, 429]
    assert (await limited.get("/drafts")).status_code == 200


async def test_letters_codes_cannot_be_tried_one_after_the_other(limited: Town) -> None:
    answers = [await limited.http.get(f"/api/v1/verify/{rank:020d}") for rank in range(6)]
    assert [answer.status_code for answer in answers] == [404] * 5 + [429]


async def test_a_city_that_machines_drive_limits_nothing(town: Town) -> None:
    statuses = {(await town.post("/drafts", DRAFT, INSPECTOR)).status_code for _ in range(80)}
    assert statuses == {403}
