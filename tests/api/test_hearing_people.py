"""The people of a hearing by video: added, kept apart, sent their links by mail; and the public's way in."""

import asyncio

import pytest

from casework.limits import RATES, RateLimits
from domain.join_tokens import opened
from tests.api.remote_hearing import Remote, remote
from tests.api.town import Town

pytestmark = pytest.mark.stack
WITNESS = {"part": "witness", "name": "Alex  Essai", "email": "temoin@exemple.ca", "language": "en"}


@pytest.fixture(scope="module")
async def hearing(town: Town) -> Remote:
    return await remote(town)


def codes(answer: object) -> dict[str, str]:
    """The fields at fault."""
    body = answer.json()  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType, reportUnknownMemberType]
    return {one["field"]: one["code"] for one in body["errors"]}  # pyright: ignore[reportUnknownVariableType]


async def test_the_clerk_adds_people_each_with_a_key_and_only_the_court_reads_them(hearing: Remote) -> None:
    first = await hearing.ask("POST", "/people", WITNESS)
    second = await hearing.ask("POST", "/people", WITNESS | {"name": "Sam Essai", "email": "sam@exemple.ca"})
    assert (first.status_code, first.json(), second.json()) == (
        201, {"participant": "witness"}, {"participant": "witness-2"},
    )  # fmt: skip
    seat = await hearing.seat("witness")
    assert (seat["name"], seat["email"], seat["link_made_at"], seat["self_test"]) == (
        "Alex Essai", "temoin@exemple.ca", None, None,
    )  # fmt: skip
    for account, status in (("juge-4", 403), ("poursuite", 403), ("agent-vd", 403), ("citoyen-1", 403)):
        assert (await hearing.ask("GET", "/people", account=account)).status_code == status


async def test_what_is_wrong_with_a_person_is_said_field_by_field(hearing: Remote) -> None:
    refused = await hearing.ask("POST", "/people", WITNESS | {"name": " ", "email": "pas une adresse"})
    assert (refused.status_code, codes(refused)) == (422, {"name": "required", "email": "not-an-email"})
    await hearing.ask("POST", "/people", WITNESS | {"part": "interpreter", "email": "inter@exemple.ca"})
    again = await hearing.ask("POST", "/people", WITNESS | {"part": "interpreter"})
    assert (again.status_code, codes(again)) == (422, {"part": "too-many"})


async def test_two_people_are_kept_apart_but_never_from_the_judge_or_the_clerk(hearing: Remote) -> None:
    await hearing.ask("POST", "/people", WITNESS)
    pair = {"one": "witness", "other": "defence"}
    kept = await hearing.ask("POST", "/apart", pair)
    assert (kept.status_code, kept.json()["apart"]) == (200, [["defence", "witness"]])
    refused = await hearing.ask("POST", "/apart", pair | {"other": "judge"})
    assert (refused.status_code, codes(refused)) == (422, {"other": "leads-the-hearing"})
    assert codes(await hearing.ask("POST", "/apart", pair | {"other": "witness"})) == {"other": "the-same"}
    assert (await hearing.ask("POST", "/apart", pair | {"other": "witness-9"})).status_code == 404
    assert (await hearing.ask("DELETE", "/apart", pair)).json()["apart"] == []


async def test_a_link_leaves_by_mail_is_renewed_and_taken_back(town: Town) -> None:
    hearing = await remote(town)
    await hearing.ask("POST", "/people", WITNESS)
    assert (await hearing.ask("POST", "/people/witness/link", {})).status_code == 202
    assert (await hearing.sent("witness"))["link_sent_at"]
    (mail,) = hearing.mails_to("temoin@exemple.ca")
    assert f"/en/audience/{hearing.hearing_id}#join." in mail
    assert f"/en/audience/{hearing.hearing_id}/essai#join." in mail
    assert "Recording, filming and taking pictures are forbidden" in mail
    token = mail.partition(f"{hearing.hearing_id}#")[2].split()[0]
    secret = town.city.env["GUICHET_DOOR_SECRET"]
    assert opened(secret, token) == (hearing.hearing_id, "witness", 1)
    await hearing.ask("POST", "/people/witness/link", {"renew": True})
    while len(hearing.mails_to("temoin@exemple.ca")) < 2:
        await asyncio.sleep(0.2)
    old = await town.http.post(f"/api/v1{hearing.path}/door", json={"token": token})
    assert (old.status_code, old.json()["type"]) == (403, "/problems/token-revoked")
    taken = await hearing.ask("DELETE", "/people/witness/link", {})
    assert next(one for one in taken.json()["people"] if one["participant"] == "witness")["link_made_at"] is None


async def test_the_defence_is_sent_its_link_where_the_statement_says(town: Town) -> None:
    hearing = await remote(town)
    await hearing.ask("POST", "/people/defence/link", {})
    await hearing.ask("POST", "/people/judge/link", {})
    assert (await hearing.sent("judge"))["link_made_at"]
    mail = hearing.mails_to("juge-4@guichet.invalid")
    assert mail and "Connectez-vous d’abord" in mail[0]
    defence = await hearing.sent("defence", "no-address")  # a plate has no e-mail: the link waits in the file
    assert defence["link_made_at"] and defence["link_sent_at"] is None


async def test_somebody_who_is_removed_has_neither_link_nor_place(town: Town) -> None:
    hearing = await remote(town)
    await hearing.ask("POST", "/people", WITNESS)
    await hearing.ask("POST", "/apart", {"one": "witness", "other": "defence"})
    left = await hearing.ask("DELETE", "/people/witness", {})
    assert "witness" not in {one["participant"] for one in left.json()["people"]}
    assert left.json()["apart"] == []
    assert (await hearing.ask("DELETE", "/people/witness", {})).status_code == 404
    assert (await hearing.ask("POST", "/people/witness/link", {})).status_code == 404


async def test_the_interpreter_alone_is_confirmed(town: Town) -> None:
    hearing = await remote(town)
    await hearing.ask("POST", "/people", WITNESS | {"part": "interpreter"})
    await hearing.ask("POST", "/people/interpreter/presence", {"confirmed": True})
    assert (await hearing.seat("interpreter"))["confirmed_at"]
    await hearing.ask("POST", "/people/interpreter/presence", {"confirmed": False})
    assert (await hearing.seat("interpreter"))["confirmed_at"] is None
    refused = await hearing.ask("POST", "/people/defence/presence", {"confirmed": True})
    assert codes(refused) == {"participant": "not-a-choice"}


async def test_the_public_is_sent_a_link_to_watch_twenty_at_most(town: Town) -> None:
    hearing = await remote(town)
    bodies = [
        {"name": f"Public {rank}", "email": f"public{rank}-{hearing.hearing_id[:6]}@exemple.ca"} for rank in range(21)
    ]
    for body in bodies[:20]:
        asked = await town.http.post(f"/api/v1{hearing.path}/watch", json=body)
        while asked.status_code == 429:
            await asyncio.sleep(int(asked.headers["retry-after"]))
            asked = await town.http.post(f"/api/v1{hearing.path}/watch", json=body)
        assert asked.status_code == 202, asked.text
    full = await town.http.post(f"/api/v1{hearing.path}/watch", json=bodies[20])
    assert full.status_code in (409, 429)
    await hearing.sent("observer-20")
    (mail,) = hearing.mails_to(bodies[19]["email"])
    assert "Personne ne vous voit ni ne vous entend" in mail


async def test_one_address_does_not_ask_for_link_after_link(town: Town) -> None:
    hearing = await remote(town)
    async with town.broken(limits=RateLimits(RATES)) as strict:
        body = {"name": "Public", "email": "public@exemple.ca"}
        answers = [await strict.http.post(f"/api/v1{hearing.path}/watch", json=body) for _ in range(6)]
    assert [one.status_code for one in answers] == [202] * 5 + [429]
