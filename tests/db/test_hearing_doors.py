"""The court's calendar at the JSON door: statuses, words in both languages, one hold a key, the public roll."""

import secrets
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

import httpx
import pytest

from api.app import create_api
from api.guards import guarded
from casework import hearings, placing
from casework.doors import Doors
from casework.hearings import Filters
from casework.placing import Candidate
from cli.compose import parts
from cli.court_calendar import open_days
from domain.clock import local_date, parse_local
from domain.errors import Forbidden, NotFound
from domain.people import Actor, Role
from tests.api.town import settings_of
from tests.db.conftest import Base
from tests.db.court import GREFFE, Court

pytestmark = pytest.mark.stack
TODAY = local_date(datetime.now(UTC))
FAR, *DAYS = islice(open_days(TODAY + timedelta(days=60)), 7)


@pytest.fixture
def court(base: Base) -> Court:
    return Court(base)


@pytest.fixture
async def doors(base: Base) -> AsyncIterator[Doors]:
    async with parts(settings_of(base.env, {}), base.env["DATABASE_APP_URL"]) as made:
        yield made.doors


@pytest.fixture
async def http(doors: Doors) -> AsyncIterator[httpx.AsyncClient]:
    """The JSON door in this process; no other part of the city runs."""
    transport = httpx.ASGITransport(guarded(create_api(doors, {}), hosts=["city.test"], https=False))  # pyright: ignore
    async with httpx.AsyncClient(transport=transport, base_url="http://city.test/api/v1", timeout=30) as client:
        yield client


def as_(court: Court, account: str = "greffe", key: str = "") -> dict[str, str]:
    bearer = {"Authorization": f"Bearer {court.base.tokens[account]}"}
    return bearer | {"Idempotency-Key": key or secrets.token_hex(8)}


def sitting(day: date = FAR, **changes: Any) -> dict[str, Any]:
    """A morning of three slots, in a room that nothing else uses."""
    return {"judge": "juge-1", "room": secrets.token_hex(4), "starts_at": f"{day}T09:00", "ends_at": f"{day}T10:40",
            "slot_minutes": 30} | changes  # fmt: skip


async def opened(http: httpx.AsyncClient, court: Court, day: date = FAR, **changes: Any) -> list[str]:
    answer = await http.post("/sittings", json=sitting(day, **changes), headers=as_(court))
    assert answer.status_code == 201, answer.text
    return [one["id"] for one in answer.json()["slots"]]


async def ask(
    http: httpx.AsyncClient, court: Court, slot: str, case_id: str = "", *, key: str = "", **more: Any
) -> httpx.Response:
    body = {"case_id": case_id or await court.case()} | more
    return await http.post(f"/slots/{slot}/holds", json=body, headers=as_(court, key=key))


def problem(answer: httpx.Response) -> tuple[int, str, list[str]]:
    body = answer.json()
    return answer.status_code, body["type"].removeprefix("/problems/"), [one["code"] for one in body.get("errors", [])]


async def test_a_sitting_is_cut_into_slots_once_a_key(http: httpx.AsyncClient, court: Court) -> None:
    key, body = secrets.token_hex(8), sitting()
    first, again = [await http.post("/sittings", json=body, headers=as_(court, key=key)) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert (told := first.json())["starts_at"] == parse_local(f"{FAR}T09:00").isoformat()
    assert [one["starts_at"] for one in told["slots"]] == [
        parse_local(f"{FAR}T{hour}").isoformat() for hour in ("09:00", "09:30", "10:00")
    ]  # the last ten minutes make no slot
    other = await http.post("/sittings", json=body | {"slot_minutes": 20}, headers=as_(court, key=key))
    assert problem(other)[:2] == (422, "idempotency-key-reused")


@pytest.mark.parametrize(
    ("changes", "code", "fields"),
    [
        ({"starts_at": "2032-03-14T02:30"}, "ambiguous-time", ["ambiguous-time"]),
        ({"starts_at": "2031-11-02T01:30"}, "ambiguous-time", ["ambiguous-time"]),
        ({"starts_at": "2032-02-30T09:00"}, "validation", ["invalid-time"]),
        ({"starts_at": "9 h"}, "validation", ["invalid-time"]),
        ({"starts_at": "2020-01-06T09:00", "ends_at": "2020-01-06T10:00"}, "validation", ["in-the-past"]),
        ({"ends_at": f"{FAR}T09:00"}, "validation", ["before-the-beginning"]),
        ({"ends_at": f"{FAR + timedelta(days=1)}T09:00"}, "validation", ["another-day"]),
        ({"starts_at": "2031-12-25T09:00", "ends_at": "2031-12-25T10:00"}, "validation", ["court-closed"]),
        ({"slot_minutes": 4}, "validation", ["out-of-range"]),
        ({"slot_minutes": 10**30}, "validation", ["out-of-range"]),
        ({"slot_minutes": 101}, "validation", ["too-large"]),
        ({"slot_minutes": True}, "validation", ["not-a-number"]),
        ({"judge": "agent-vd"}, "validation", ["not-a-judge"]),
        ({"room": " "}, "validation", ["required"]),
        ({"mode": "letter"}, "validation", ["not-a-choice"]),
        ({"colour": "red"}, "unknown-field", ["unknown-field"]),
    ],
)
async def test_a_sitting_that_makes_no_sense_is_refused_by_its_field(
    http: httpx.AsyncClient, court: Court, changes: dict[str, Any], code: str, fields: list[str]
) -> None:
    answer = await http.post("/sittings", json=sitting(**changes), headers=as_(court))
    assert problem(answer) == (422, code, fields)


async def test_an_hour_that_comes_twice_is_known_by_its_offset(http: httpx.AsyncClient, court: Court) -> None:
    body = sitting(starts_at="2031-11-02T01:30-04:00", ends_at="2031-11-02T01:30-05:00")
    refused = await http.post("/sittings", json=body, headers=as_(court))
    assert problem(refused) == (422, "validation", ["court-closed"])


async def test_a_slot_is_held_once_and_the_refusal_says_why_in_both_languages(
    http: httpx.AsyncClient, court: Court
) -> None:
    slot, *_ = await opened(http, court)
    first = await ask(http, court, slot)
    assert first.status_code == 201
    told = first.json()
    until = datetime.fromisoformat(told["held_until"]) - datetime.now(UTC)
    assert timedelta(minutes=14) < until <= timedelta(minutes=15)
    assert (told["status"], told["judge"], told["mode"]) == ("held", "juge-1", "in_person")
    late = await ask(http, court, slot)
    assert problem(late) == (409, "slot-taken", [])
    assert "Quelqu’un d’autre a pris cette plage" in late.json()["detail"]
    body = {"case_id": await court.case()}
    english = await http.post(f"/slots/{slot}/holds?lang=en", json=body, headers=as_(court))
    assert english.json()["detail"] == "Somebody else has this slot. Choose another one."


async def test_a_party_that_is_elsewhere_is_said(http: httpx.AsyncClient, court: Court) -> None:
    day, owner = DAYS[0], secrets.token_hex(4)
    (first, *_), (second, *_) = await opened(http, court, day), await opened(http, court, day, judge="juge-2")
    assert (await ask(http, court, first, await court.case(owner))).status_code == 201
    refused = await ask(http, court, second, await court.case(owner))
    assert problem(refused)[:2] == (409, "slot-taken")
    assert refused.json()["title"] == "Partie déjà convoquée"


async def test_the_same_key_is_the_same_hold_and_another_content_is_refused(
    http: httpx.AsyncClient, court: Court
) -> None:
    slot, other, *_ = await opened(http, court, DAYS[1])
    case_id, key = await court.case(), secrets.token_hex(8)
    first = await ask(http, court, slot, case_id, key=key)
    again = await ask(http, court, slot, case_id, key=key)
    assert (again.status_code, again.json()) == (201, first.json())
    assert problem(await ask(http, court, other, case_id, key=key))[:2] == (422, "idempotency-key-reused")
    without = {"Authorization": as_(court)["Authorization"]}
    bare = await http.post(f"/slots/{other}/holds", json={"case_id": case_id}, headers=without)
    assert problem(bare)[:2] == (400, "idempotency-key-missing")


async def test_a_near_slot_needs_the_notice_waived_and_a_past_one_is_gone(
    http: httpx.AsyncClient, court: Court
) -> None:
    today = local_date(datetime.now(UTC))
    near_late_past = [today + timedelta(days=days) for days in (29, 30, -1)]
    (slot,), (good,), (past,) = [await court.slots(start=parse_local(f"{day}T09:00")) for day in near_late_past]
    refused = await ask(http, court, slot)
    assert problem(refused) == (422, "slot-not-bookable", ["slot-too-soon"])
    assert "trop tard" in refused.json()["detail"]
    assert (await ask(http, court, good)).status_code == 201
    assert (await ask(http, court, slot, notice_waived=True)).status_code == 201
    assert problem(await ask(http, court, past, notice_waived=True)) == (422, "slot-not-bookable", ["in-the-past"])


async def test_what_is_not_there_or_not_the_courts_is_not_found(http: httpx.AsyncClient, court: Court) -> None:
    slot, *_ = await opened(http, court, DAYS[2])
    elsewhere = await court.case(borough="VD")
    for place, case_id in ((slot, elsewhere), (slot, "0" * 32), (slot, "x"), ("0" * 32, ""), ("x", "")):
        assert problem(await ask(http, court, place, case_id))[:2] == (404, "not-found")
    for hold in ("0" * 32, "x"):
        gone = await http.request("DELETE", f"/holds/{hold}", headers=as_(court))
        assert problem(gone)[:2] == (404, "not-found")


@pytest.mark.parametrize("account", ["agent-vd", "direction-vd", "citoyen-1", "administration", "poursuite", "juge-1"])
async def test_the_calendar_is_the_courts_alone(http: httpx.AsyncClient, court: Court, account: str) -> None:
    """Judges read it and hold slots for the dates that are theirs to give; nobody else of the city does either."""
    headers, none = as_(court, account), "0" * 32
    told = [
        await http.post("/sittings", json=sitting(), headers=headers),
        await http.post(f"/slots/{none}/holds", json={"case_id": none}, headers=headers),
        await http.request("DELETE", f"/holds/{none}", headers=headers),
        await http.get("/slots", headers=headers),
    ]
    judges = account == "juge-1"
    assert [one.status_code for one in told] == [403, *((404, 404, 200) if judges else (403, 403, 403))]


async def test_free_slots_are_filtered_and_what_is_given_back_is_free_again(
    http: httpx.AsyncClient, court: Court
) -> None:
    day = DAYS[3]
    slot, *rest = await opened(http, court, day, language="both")
    video = await opened(http, court, day, judge="juge-2", mode="video")

    async def free(**more: str) -> list[str]:
        params = {"from": day.isoformat(), "until": day.isoformat()} | more
        answer = await http.get("/slots", params=params, headers=as_(court))
        return [one["id"] for one in answer.json()["slots"]]

    assert sorted(await free()) == sorted([slot, *rest, *video])
    assert await free(mode="video") == video and await free(judge="juge-1") == [slot, *rest]
    assert await free(language="en") == [slot, *rest]
    held = await ask(http, court, slot)
    assert await free(judge="juge-1") == rest
    hold = held.json()["id"]
    given_back = await http.request("DELETE", f"/holds/{hold}", headers=as_(court))
    assert (given_back.status_code, given_back.json()["status"]) == (200, "released")
    assert (await http.request("DELETE", f"/holds/{hold}", headers=as_(court))).status_code == 200
    assert await free(judge="juge-1") == [slot, *rest]


@pytest.mark.parametrize(
    "query",
    ["from=2031-02-30", "until=x", "mode=letter", "language=de", "colour=red", "from=2031-05-02&until=2031-05-01"],
)
async def test_a_filter_that_makes_no_sense_is_refused(http: httpx.AsyncClient, court: Court, query: str) -> None:
    assert (await http.get(f"/slots?{query}", headers=as_(court))).status_code == 422


async def test_a_booked_hearing_is_on_the_public_roll_and_not_given_back_as_a_hold(
    http: httpx.AsyncClient, court: Court, doors: Doors
) -> None:
    day = DAYS[4]
    slot, other, *_ = await opened(http, court, day, room="3.14")
    case_id = await court.case()
    hold = (await ask(http, court, slot, case_id)).json()["id"]
    await ask(http, court, other)
    assert (await http.get(f"/roll?day={day}")).json() == {"day": day.isoformat(), "hearings": []}
    for _ in range(2):
        assert (await hearings.book(doors, GREFFE, hold)).status == "booked"
    told = (await http.get(f"/roll?day={day}")).json()
    assert told["hearings"] == [
        {
            "starts_at": parse_local(f"{day}T09:00").isoformat(), "ends_at": parse_local(f"{day}T09:30").isoformat(),
            "room": "3.14", "reference": f"C-{case_id[:12]}",
        }
    ]  # fmt: skip
    refused = await http.request("DELETE", f"/holds/{hold}", headers=as_(court))
    assert problem(refused)[:2] == (409, "slot-taken")
    assert refused.json()["title"] == "Audience fixée"
    assert (await http.get("/roll")).json()["day"] == local_date(datetime.now(UTC)).isoformat()
    assert (await http.get("/roll?day=2031-02-30")).status_code == 422


async def test_waiting_cases_are_proposed_slots_and_nothing_is_held(
    http: httpx.AsyncClient, court: Court, doors: Doors
) -> None:
    day, owner = DAYS[5], secrets.token_hex(4)
    first, second, third = await opened(http, court, day)
    await ask(http, court, second, await court.case(owner))
    mine, also, video = await court.case(owner), await court.case(owner), await court.case()
    waiting = [Candidate(mine, 30), Candidate(also, 30), Candidate(video, 30, "video")]
    answers = await placing.propose(doors, GREFFE, waiting, Filters(day, day))
    assert [(one.case_id, one.slot.id if one.slot else "", one.why) for one in answers] == [
        (mine, first, ""), (also, third, ""), (video, "", "mode")]  # fmt: skip
    (late,) = await placing.propose(doors, GREFFE, [Candidate(mine, 365)], Filters(day, day))
    assert (late.slot, late.why) == (None, "notice")
    assert len(await hearings.free_slots(doors, GREFFE, Filters(day, day))) == 2
    with pytest.raises(NotFound):
        await placing.propose(doors, GREFFE, [Candidate("0" * 32, 30)], Filters())
    with pytest.raises(Forbidden):
        await placing.propose(doors, Actor("agent-vd", Role.CLERK, ("VD",)), [], Filters())


async def test_the_office_lists_sittings_hearings_and_proposals_and_a_judge_their_own(
    http: httpx.AsyncClient, court: Court
) -> None:
    day = DAYS[2]
    (slot, *_) = await opened(http, court, day, judge="juge-3")
    held = await ask(http, court, slot)
    assert held.status_code == 201
    sittings = await http.get(f"/sittings?from={day}", headers=as_(court))
    first = [one for one in sittings.json()["sittings"] if one["starts_at"].startswith(str(day)) and one["taken"]]
    assert [(one["judge"], one["slots"], one["taken"]) for one in first] == [("juge-3", 3, 1)]
    other = await http.get(f"/sittings?from={day}", headers=as_(court, "juge-4"))
    assert not [one for one in other.json()["sittings"] if one["judge"] != "juge-4"]
    assert (await http.get(f"/hearings?day={day}", headers=as_(court))).json() == {"day": str(day), "hearings": []}
    proposals = await http.get("/hearings/proposals", headers=as_(court))
    assert proposals.status_code == 200 and set(proposals.json()) == {"proposals", "next_cursor"}
    assert (await http.get("/hearings/proposals?cursor=forged", headers=as_(court))).status_code == 422
