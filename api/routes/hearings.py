"""The court's calendar: sittings, free slots, slots held for fifteen minutes, the public roll."""

from datetime import date
from typing import Annotated, Any, Final, Literal

from fastapi import Depends, Query
from fastapi.responses import JSONResponse

from api import court_answers as court
from api import hearing_answers as shapes
from api.deps import Key, Me, Open
from api.hearing_bodies import HoldReleased, SittingOpened, SlotHeld
from api.json_bodies import JsonBody
from api.routing import router
from casework import court_days, hearings, placing
from casework.hearings import Filters, Plan, Terms
from domain.clock import parse_date, parse_local
from domain.contest_rules import ContestDelays

routes = router(tag="hearings")
NOTICE_DAYS: Final = ContestDelays().hearing_notice  # the case itself asks again, by its own regime
OPENED: Final[dict[int | str, dict[str, Any]]] = {201: {"model": shapes.SittingAnswer}}
HELD: Final[dict[int | str, dict[str, Any]]] = {
    201: {"model": shapes.HoldAnswer},
    409: {"description": "The slot, its judge, its room, the party or the interpreter is taken at that hour."},
}
RELEASED: Final[dict[int | str, dict[str, Any]]] = {
    200: {"model": shapes.HoldAnswer},
    409: {"description": "The hearing is booked: its case gives it back."},
}
SinceDay = Annotated[str, Query(alias="from", max_length=10, description="A local day; today without one.")]
ADay = Annotated[str, Query(max_length=10, description="A local day.")]


async def wanted(
    since: SinceDay = "",
    until: ADay = "",
    language: Literal["", "fr", "en"] = "",
    mode: Literal["", "in_person", "video", "phone"] = "",
    judge: Annotated[str, Query(max_length=60)] = "",
) -> Filters:
    """The filters that the query asks for."""
    return Filters(_day(since, "from"), _day(until, "until"), language, mode, judge)


@routes.post("/sittings", status_code=201, summary="Open a sitting", responses=OPENED)
async def open_sitting(
    me: Me, body: Annotated[SittingOpened, Depends(JsonBody(SittingOpened))], key: Key = ""
) -> JSONResponse:
    """A judge's sitting with its slots, for the court's clerks; the same key again is the same sitting."""
    starts_at, ends_at = parse_local(body.starts_at, "starts_at"), parse_local(body.ends_at, "ends_at")
    plan = Plan(body.judge, body.room, body.mode, body.language, starts_at, ends_at, body.slot_minutes)
    return JSONResponse(shapes.sitting(*await hearings.open_sitting(me.doors, me.actor, plan, key)), 201)


@routes.get("/slots", summary="List free slots", responses={200: {"model": shapes.FreeSlotList}})
async def list_free(me: Me, asked: Annotated[Filters, Depends(wanted)]) -> JSONResponse:
    """Slots that nobody has, earliest first; 92 days from the first one unless a last day is given."""
    return JSONResponse(shapes.free_slots(await hearings.free_slots(me.doors, me.actor, asked)))


@routes.post("/slots/{slot_id}/holds", status_code=201, summary="Hold a slot", responses=HELD)
async def hold(
    me: Me, slot_id: str, body: Annotated[SlotHeld, Depends(JsonBody(SlotHeld))], key: Key = ""
) -> JSONResponse:
    """Keep a slot for a case for fifteen minutes; the same key again is the same hold."""
    terms = Terms(0 if body.notice_waived else NOTICE_DAYS, body.interpreter)
    held = await hearings.hold(me.doors, me.actor, body.case_id, slot_id, key, terms)
    return JSONResponse(shapes.hold(held), 201)


@routes.delete("/holds/{hold_id}", summary="Give a held slot back", responses=RELEASED)
async def release(me: Me, hold_id: str, body: Annotated[HoldReleased, Depends(JsonBody(HoldReleased))]) -> JSONResponse:
    """Let somebody else have it; given back already, it stays so."""
    return JSONResponse(shapes.hold(await hearings.release(me.doors, me.actor, hold_id)))


@routes.get("/sittings", summary="List sittings", responses={200: {"model": court.SittingList}})
async def list_sittings(me: Me, since: SinceDay = "") -> JSONResponse:
    """The sittings of three months, in order; a judge sees their own."""
    return JSONResponse(court.sittings(await court_days.sittings_from(me.doors, me.actor, _day(since, "from"))))


@routes.get("/hearings", summary="List the hearings of a day", responses={200: {"model": court.CourtDayAnswer}})
async def list_hearings(me: Me, day: ADay = "") -> JSONResponse:
    """The hearings that are set on a local day (today without one), with what each lacks; a judge sees their own."""
    return JSONResponse(court.court_day(await court_days.hearings_of(me.doors, me.actor, _day(day, "day"))))


@routes.get("/hearings/proposals", summary="Propose slots", responses={200: {"model": court.ProposalList}})
async def propose(me: Me, cursor: Annotated[str, Query(max_length=400)] = "") -> JSONResponse:
    """The cases that wait for a date, those that wait longest first, each with the slot that it could have."""
    return JSONResponse(court.proposals(await placing.proposals(me.doors, me.actor, cursor)))


@routes.get("/roll", summary="Read the roll of a day", responses={200: {"model": shapes.RollAnswer}})
async def roll(doors: Open, day: ADay = "") -> JSONResponse:
    """The hearings that are set on a local day (today without one): hour, room and file number, for anyone."""
    return JSONResponse(shapes.roll(*await hearings.roll(doors, _day(day, "day"))))


def _day(text: str, field: str) -> date | None:
    return parse_date(text, field) if text else None
