"""Drafts of one's own: kept for 90 days, edited against the revision that was read."""

from typing import Annotated

from fastapi import Depends
from fastapi.responses import JSONResponse

from api import offers, rendering
from api.answers import DraftAnswer, DraftList
from api.bodies import DraftEdit
from api.deps import IfMatch, Me, revision_read
from api.json_bodies import JsonBody
from api.routing import PREFIX, router
from casework import drafts
from casework.drafts import Draft, DraftContent

routes = router("/drafts", "drafts")

Edit = Annotated[DraftEdit, Depends(JsonBody(DraftEdit))]


@routes.post("", status_code=201, summary="Start a draft", responses={201: {"model": DraftAnswer}})
async def start(me: Me, body: Edit) -> JSONResponse:
    """Keep a new draft; its id becomes the case's when it is filed."""
    made = await drafts.start(me.doors, me.actor, _content(body))
    return _answer(made, 201, {"Location": f"{PREFIX}/drafts/{made.id}"})


@routes.get("", summary="List one's drafts", responses={200: {"model": DraftList}})
async def list_own(me: Me) -> JSONResponse:
    """Drafts that are not filed, latest first."""
    return JSONResponse({"drafts": [rendering.draft(one) for one in await drafts.own(me.doors, me.actor)]})


@routes.get("/{draft_id}", summary="Read a draft", responses={200: {"model": DraftAnswer}})
async def read(me: Me, draft_id: str) -> JSONResponse:
    """One draft; its ETag is its revision."""
    return _answer(await drafts.read(me.doors, me.actor, draft_id))


@routes.put("/{draft_id}", summary="Save a draft", responses={200: {"model": DraftAnswer}})
async def save(me: Me, draft_id: str, body: Edit, if_match: IfMatch = "") -> JSONResponse:
    """Save the whole draft over the revision that was read."""
    expects = revision_read(if_match)
    return _answer(await drafts.save(me.doors, me.actor, draft_id, _content(body), expects))


@routes.get("/{draft_id}/service", summary="Read a draft's form", responses={200: {"model": offers.ServiceAnswer}})
async def form(me: Me, draft_id: str) -> JSONResponse:
    """Questions, documents and fees of the version that the draft was begun with, under its borough's by-law."""
    found = await drafts.read(me.doors, me.actor, draft_id)
    return JSONResponse(offers.described(found.edition.service, found.content.borough))


@routes.get("/{draft_id}/quote", summary="Price a draft", responses={200: {"model": offers.QuoteAnswer}})
async def price(me: Me, draft_id: str) -> JSONResponse:
    """The documents and fees that the draft's answers call for, under the version that it was begun with."""
    found = await drafts.read(me.doors, me.actor, draft_id)
    return JSONResponse(offers.quote(await drafts.price(me.doors, found)))


def _content(body: DraftEdit) -> DraftContent:
    return DraftContent(body.service, body.borough, body.answers, body.documents, body.language, body.channel)


def _answer(draft: Draft, status: int = 200, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(rendering.draft(draft), status, {"ETag": f'"{draft.revision}"', **(headers or {})})
