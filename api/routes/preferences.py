"""How one wants to be reached: read, and kept against the revision that was read."""

from typing import Annotated, Literal

from fastapi import Depends
from fastapi.responses import JSONResponse
from pydantic import Field
from typing_extensions import TypedDict

from api.answers import Instant
from api.bodies import Body
from api.deps import IfMatch, Me, revision_read
from api.json_bodies import JsonBody
from api.routing import router
from casework import preferences
from casework.preferences import Preferences, Wanted

routes = router("/preferences", "preferences")


class PreferencesAnswer(TypedDict):
    """How a person wants to be reached. Revision 0: nothing was ever said."""

    revision: int
    channel: str
    email: str
    accepted: bool
    accepted_at: Instant | None
    mobile: str
    texts: bool
    texts_since: Instant | None
    language: str
    language_basis: str


class PreferencesEdit(Body):
    """What a person wants. `accepted`: they designate the address and accept to receive their letters there."""

    channel: Literal["electronic", "post"]
    email: Annotated[str, Field(max_length=254)] = ""
    accepted: bool = False
    mobile: Annotated[str, Field(max_length=30)] = ""
    texts: bool = False
    language: Literal["fr", "en"] = "fr"


@routes.get("", summary="Read one's preferences", responses={200: {"model": PreferencesAnswer}})
async def read(me: Me) -> JSONResponse:
    """Channel of letters, addresses and language; the ETag is the revision, 0 before anything was said."""
    return _answer(await preferences.read(me.doors, me.actor))


@routes.put("", summary="Save one's preferences", responses={200: {"model": PreferencesAnswer}})
async def save(
    me: Me, body: Annotated[PreferencesEdit, Depends(JsonBody(PreferencesEdit))], if_match: IfMatch = ""
) -> JSONResponse:
    """Save them whole over the revision that was read."""
    wanted = Wanted(body.channel, body.email, body.accepted, body.mobile, body.texts, body.language)
    return _answer(await preferences.save(me.doors, me.actor, wanted, revision_read(if_match)))


def _answer(kept: Preferences) -> JSONResponse:
    return JSONResponse(_shown(kept), headers={"ETag": f'"{kept.revision}"'})


def _shown(of: Preferences) -> PreferencesAnswer:
    """How a person wants to be reached."""
    wanted = of.wanted
    return {
        "revision": of.revision,
        "channel": wanted.channel,
        "email": wanted.email,
        "accepted": wanted.accepted,
        "accepted_at": of.accepted_at.isoformat() if of.accepted_at else None,
        "mobile": wanted.mobile,
        "texts": wanted.texts,
        "texts_since": of.texts_since.isoformat() if of.texts_since else None,
        "language": wanted.language,
        "language_basis": of.language_basis,
    }
