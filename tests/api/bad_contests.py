"""Rows 18, 29 to 33, 36, 55, 56 and 60: statements, hearings and money that are refused exactly."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import httpx

from casework.limits import RATES, RateLimits
from cli.court_calendar import open_day
from domain.clock import local_date
from domain.rules import ClockMode
from tests.api.bad_input import Bad
from tests.api.test_statements import PLATE, PLEA, number, statement
from tests.api.town import CLERK, DIRECTOR, Town, new_key

OFFICE, PROSECUTOR, JUDGE = "greffe", "poursuite", "juge-3"
LONG_AGO = {"offence_at": "2026-01-05T10:15", "served_on": "2026-01-05"}
PATIENCE = 60
APART = (timedelta(days=days) for days in count(1300, 14))  # no two hearings of one judge on the same open day


@dataclass(frozen=True)
class StoppedClock:
    """A city where it is always this instant."""

    instant: datetime
    mode: ClockMode = "real"

    async def now(self) -> datetime:
        return self.instant


class Contest:
    """A statement just served, and whoever knows its plate."""

    def __init__(self, town: Town, ticket: str, case_id: str, token: str) -> None:
        self.town, self.ticket, self.path, self.token = town, ticket, f"/cases/{case_id}", token

    async def do(self, act: str, body: dict[str, Any], account: str = "") -> httpx.Response:
        """An act by an account, or by the holder of the pass, on the copy as it is now."""
        seq = (await self.read())["seq"]
        if account:
            return await self.town.post(f"{self.path}/{act}", body, account, if_match=f'"{seq}"')
        headers = {"Authorization": f"Bearer {self.token}", "If-Match": f'"{seq}"', "Idempotency-Key": new_key()}
        return await self.town.http.post(f"/api/v1{self.path}/{act}", json=body, headers=headers)

    async def read(self) -> dict[str, Any]:
        """The case as the court reads it."""
        return (await self.town.get(self.path, OFFICE)).json()

    async def until(self, state: str) -> None:
        """Its own alarms lead it to a state."""
        for _ in range(PATIENCE * 4):
            if (await self.read())["state"] == state:
                return
            await asyncio.sleep(0.25)
        raise AssertionError(f"{self.path} never came to {state}")


async def served(town: Town, **changes: Any) -> Contest:
    """Serve a statement and find it by its plate."""
    ticket = number()
    made = await town.post("/statements", statement(ticket, **changes), PROSECUTOR)
    found = await town.post("/statements/find", {"number": ticket, "fact": PLATE})
    return Contest(town, ticket, made.json()["case_id"], found.json()["token"])


async def reviewed(town: Town) -> Contest:
    """Pleaded not guilty and reviewed: a date is to be set."""
    contest = await served(town)
    await contest.do("plead", PLEA)
    await contest.do("continue-proceedings", {}, PROSECUTOR)
    return contest


async def sitting(town: Town, ahead: timedelta, **changes: Any) -> httpx.Response:
    """A sitting of one slot, so far ahead, in a room of its own."""
    day = open_day(local_date(datetime.now(UTC) + ahead))
    room = f"salle-{number()}"
    body = {"judge": JUDGE, "room": room, "starts_at": f"{day}T09:00", "ends_at": f"{day}T09:30", "slot_minutes": 30}
    return await town.post("/sittings", body | changes, OFFICE)


async def hold(town: Town, slot: str, contest: Contest) -> httpx.Response:
    """Hold a slot for a case."""
    return await town.post(f"/slots/{slot}/holds", {"case_id": contest.path.rpartition("/")[2]}, OFFICE)


async def conflicted(town: Town) -> httpx.Response:
    """A judge who stood aside decides an application of the same case."""
    contest = await reviewed(town)
    opened = await sitting(town, timedelta(days=200 + int(number()) % 1000), judge=JUDGE)
    held = await hold(town, opened.json()["slots"][0]["id"], contest)
    await contest.do("schedule", {"hold": held.json()["id"]}, OFFICE)
    await contest.do("recuse", {"reasons": "Je connais le défendeur."}, JUDGE)
    await contest.do("apply-to-court", {"subject": "other", "text": "Une demande."})
    return await contest.do("decide-application", {"number": 1, "granted": True, "reasons": "Accordée."}, JUDGE)


async def second_contest(town: Town) -> httpx.Response:
    """A second plea for the same statement."""
    contest = await served(town)
    await contest.do("plead", PLEA)
    return await contest.do("plead", PLEA)


async def late_contest(town: Town) -> httpx.Response:
    """A plea after the last day, while nothing is judged."""
    contest = await served(town, **LONG_AGO)
    await contest.until("PLEA_OVERDUE")
    return await contest.do("plead", PLEA)


async def contest_after_judgment(town: Town) -> httpx.Response:
    """A plea after a judgment by default."""
    contest = await served(town, **LONG_AGO)
    await contest.until("PLEA_OVERDUE")
    verdict = {"verdicts": [{"count": 1, "verdict": "convicted"}], "reasons": "La preuve est faite."}
    await contest.do("judge-on-record", verdict, JUDGE)
    await contest.until("PAYABLE")
    return await contest.do("plead", PLEA)


async def slot_taken(town: Town) -> httpx.Response:
    """A slot that another case holds."""
    slot = (await sitting(town, timedelta(days=40 + int(number()) % 150), judge="juge-2")).json()["slots"][0]["id"]
    await hold(town, slot, await reviewed(town))
    return await hold(town, slot, await reviewed(town))


async def slot_in_the_notice(town: Town) -> httpx.Response:
    """A slot so near that the notice of hearing would come too late."""
    contest = await reviewed(town)
    opened = await sitting(town, timedelta(days=3), judge="juge-1")
    held = await hold(town, opened.json()["slots"][0]["id"], contest)
    if held.status_code != 201:
        return held
    return await contest.do("schedule", {"hold": held.json()["id"]}, OFFICE)


async def at_a_distance(town: Town) -> tuple[Contest, dict[str, Any]]:
    """A hearing by video, set some months ahead, and the link that the defence was given."""
    contest = await served(town)
    await contest.do("plead", PLEA | {"mode": "video"})
    await contest.do("continue-proceedings", {}, PROSECUTOR)
    opened = await sitting(town, next(APART), judge="juge-4", mode="video")
    held = await hold(town, opened.json()["slots"][0]["id"], contest)
    done = await contest.do("schedule", {"hold": held.json()["id"]}, OFFICE)
    assert done.status_code == 200, done.text
    return contest, await link(town, contest)


async def link(town: Town, contest: Contest) -> dict[str, Any]:
    """The link of the defence to the hearing."""
    headers = {"Authorization": f"Bearer {contest.token}"}
    body = {"participant": "defence"}
    made = await town.http.post(f"/api/v1{contest.path}/hearing-links", json=body, headers=headers)
    assert made.status_code == 201, made.text
    return made.json()


async def show(town: Town, given: dict[str, Any], hearing_id: str = "") -> httpx.Response:
    """Show a link at its own door, or at another hearing's."""
    door = f"/api/v1/hearings/{hearing_id or given['door']['hearing_id']}/door"
    return await town.http.post(door, json={"token": given["token"]})


async def too_early(town: Town) -> httpx.Response:
    """A link shown months before the hearing."""
    return await show(town, (await at_a_distance(town))[1])


async def too_late(town: Town) -> httpx.Response:
    """The same link, four hours after the hour of the hearing."""
    _, given = await at_a_distance(town)
    closes_at = datetime.fromisoformat(given["door"]["closes_at"])
    async with town.broken(clock=StoppedClock(closes_at)) as later:
        return await show(later, given)


async def at_another_door(town: Town) -> httpx.Response:
    """A link to one hearing, shown at the door of another."""
    (_, given), (_, other) = await at_a_distance(town), await at_a_distance(town)
    return await show(town, given, other["door"]["hearing_id"])


async def taken_back(town: Town) -> httpx.Response:
    """A link that the court's clerk took back."""
    contest, given = await at_a_distance(town)
    path, body = f"/api/v1{contest.path}/hearing-links", {"participant": "defence"}
    await town.http.request("DELETE", path, json=body, headers=town.as_(OFFICE))
    return await show(town, given)


async def in_the_gap(town: Town) -> httpx.Response:
    """A sitting at an hour that does not exist: the clocks go forward."""
    return await sitting(town, timedelta(days=1), starts_at="2027-03-14T02:30", ends_at="2027-03-14T03:30")


async def twice_that_hour(town: Town) -> httpx.Response:
    """A sitting at an hour that is there twice."""
    return await sitting(town, timedelta(days=1), starts_at="2027-11-07T01:30", ends_at="2027-11-07T04:00")


async def refund_above_capture(town: Town) -> httpx.Response:
    """More goes back than was ever captured."""
    case_id = (await town.filed())["case_id"]
    payment = (await town.until(f"/cases/{case_id}/payments", "payments"))[0]
    async with httpx.AsyncClient(timeout=20) as page:
        await page.post(payment["hosted_url"])
    for _ in range(PATIENCE * 4):
        case = (await town.get(f"/cases/{case_id}", CLERK)).json()
        if case["state"] != "AWAITING_PAYMENT":
            break
        await asyncio.sleep(0.25)
    body = {
        "payment_id": payment["payment_id"],
        "cents": payment["cents"] + 1,
        "reason_code": "overpayment",
        "note": "Erreur.",
    }
    return await town.post(f"/cases/{case_id}/order-refund", body, DIRECTOR, if_match=f'"{case["seq"]}"')


async def wrong_pair(town: Town) -> httpx.Response:
    """The right number with another plate."""
    contest = await served(town)
    return await town.post("/statements/find", {"number": contest.ticket, "fact": "XYZ 999"})


async def eleventh_look_up(town: Town) -> httpx.Response:
    """Eleven look-ups in a minute from one address."""
    async with town.broken(limits=RateLimits(RATES)) as door:
        for _ in range(10):
            await door.post("/statements/find", {"number": "700", "fact": "ABC"})
        return await door.post("/statements/find", {"number": "700", "fact": "ABC"})


ROWS = [
    Bad(18, "a judge who stood aside decides", 403, "conflict-of-interest", conflicted),
    Bad(29, "a second contest of the same statement", 409, "duplicate-case", second_contest),
    Bad(30, "a contest after the deadline", 202, "", late_contest),
    Bad(30, "a contest after judgment", 409, "already-judged", contest_after_judgment),
    Bad(31, "a slot that is taken", 409, "slot-taken", slot_taken),
    Bad(32, "a slot within the notice period", 422, "slot-not-bookable", slot_in_the_notice),
    Bad(33, "an hour that does not exist", 422, "ambiguous-time", in_the_gap),
    Bad(33, "an hour that is there twice", 422, "ambiguous-time", twice_that_hour),
    Bad(36, "a refund above what was captured", 409, "refund-exceeds-capture", refund_above_capture),
    Bad(55, "a look-up with the wrong second fact", 404, "not-found", wrong_pair),
    Bad(60, "a hearing's link too early", 403, "hearing-not-open", too_early),
    Bad(60, "a hearing's link too late", 403, "token-expired", too_late),
    Bad(60, "a link to another hearing", 403, "not-found", at_another_door),
    Bad(60, "a link that was taken back", 403, "token-revoked", taken_back),
    Bad(56, "the eleventh look-up in a minute", 429, "rate-limited", eleventh_look_up),
]
