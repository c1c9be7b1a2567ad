"""What a token for a room of LiveKit's or Jitsi's says, against what each documents; and rooms that cannot be made."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from joserfc import jwt
from joserfc.errors import BadSignatureError
from joserfc.jwk import OctKey
from pydantic import ValidationError

from adapters.rooms.jitsi import JitsiRooms
from adapters.rooms.livekit import LiveKitRooms
from adapters.settings import JitsiSettings, LiveKitSettings
from domain.room_ports import RoomNotMade, RoomProvider

SECRET = "a-secret-of-tests-which-is-long-enough"
NOBODY = "http://127.0.0.1:9"
UNTIL = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=5)
KEY = "a3f0c1"


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def livekit(http: aiohttp.ClientSession) -> LiveKitRooms:
    return LiveKitRooms(LiveKitSettings(url=NOBODY, page="https://meet.example/custom", key="k", secret=SECRET), http)


@pytest.fixture
def jitsi(http: aiohttp.ClientSession) -> JitsiRooms:
    return JitsiRooms(JitsiSettings(url="https://meet.example", app_id="guichet", secret=SECRET), http)


def said(token: str) -> dict[str, Any]:
    """The claims, once the signature was checked."""
    found = jwt.decode(token, OctKey.import_key(SECRET), algorithms=["HS256"])
    assert found.header == {"alg": "HS256", "typ": "JWT"}
    return found.claims


def test_a_livekit_token_is_for_one_person_one_room_and_five_minutes(livekit: LiveKitRooms) -> None:
    claims = said(livekit.entrance(KEY, "defence", speaks=True, until=UNTIL).token)
    assert claims.pop("nbf") <= datetime.now(UTC).timestamp()
    assert claims == {
        "iss": "k", "sub": "defence", "exp": int(UNTIL.timestamp()),
        "video": {"room": KEY, "roomJoin": True, "canPublish": True, "canPublishData": True, "canSubscribe": True},
    }  # fmt: skip


def test_an_observer_publishes_nothing_at_livekit(livekit: LiveKitRooms) -> None:
    video = said(livekit.entrance(KEY, "observer-2", speaks=False, until=UNTIL).token)["video"]
    assert (video["canPublish"], video["canPublishData"], video["canSubscribe"]) == (False, False, True)


def test_the_page_of_livekit_is_told_the_server_and_the_token(livekit: LiveKitRooms) -> None:
    entrance = livekit.entrance(KEY, "judge", speaks=True, until=UNTIL)
    assert entrance.how == "page" and entrance.url.startswith("https://meet.example/custom?")
    assert parse_qs(urlsplit(entrance.url).query) == {"liveKitUrl": ["ws://127.0.0.1:9"], "token": [entrance.token]}


@pytest.mark.parametrize(("who", "leads"), [("judge", True), ("clerk", True), ("defence", False), ("observer", False)])
def test_who_leads_the_hearing_is_a_moderator_at_jitsi(jitsi: JitsiRooms, who: str, leads: bool) -> None:
    claims = said(jitsi.entrance(KEY, who, speaks=True, until=UNTIL).token)
    assert claims.pop("nbf") <= datetime.now(UTC).timestamp()
    assert claims == {
        "aud": "jitsi", "iss": "guichet", "sub": "meet.example", "room": KEY, "moderator": leads,
        "exp": int(UNTIL.timestamp()),
        "context": {"user": {"id": who, "name": who, "affiliation": "owner" if leads else "member"}},
    }  # fmt: skip


def test_a_jitsi_link_is_the_rooms_page_with_its_token(jitsi: JitsiRooms) -> None:
    entrance = jitsi.entrance(KEY, "judge", speaks=True, until=UNTIL)
    assert entrance.url == f"https://meet.example/{KEY}?jwt={entrance.token}"


def test_another_secret_does_not_open_a_token(livekit: LiveKitRooms) -> None:
    token = livekit.entrance(KEY, "judge", speaks=True, until=UNTIL).token
    with pytest.raises(BadSignatureError):
        jwt.decode(token, OctKey.import_key("another-secret-of-thirty-two-chars"), algorithms=["HS256"])


async def test_a_server_that_is_away_makes_no_room(livekit: LiveKitRooms, http: aiohttp.ClientSession) -> None:
    away = JitsiRooms(JitsiSettings(url=NOBODY, app_id="guichet", secret=SECRET), http)
    for asked in (
        livekit.make(KEY, record=False),
        livekit.close(KEY),
        livekit.standing(),
        away.make(KEY, record=False),
    ):
        with pytest.raises(RoomNotMade):
            await asked


async def test_neither_records_unless_the_court_does_so_there(livekit: LiveKitRooms, jitsi: JitsiRooms) -> None:
    providers: list[RoomProvider] = [livekit, jitsi]
    assert [one.records for one in providers] == [False, False]
    for one in providers:
        with pytest.raises(RoomNotMade, match="nothing records"):
            await one.make(KEY, record=True)


@pytest.mark.parametrize("settings", [LiveKitSettings, JitsiSettings])
def test_a_server_without_a_secret_stops_the_start(settings: type[LiveKitSettings | JitsiSettings]) -> None:
    with pytest.raises(ValidationError, match="are needed"):
        settings(url="https://meet.example")
