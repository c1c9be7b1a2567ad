"""One person's place in a room of Janus: one handle that sends, one that receives what all the others send."""

import contextlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Final

from adapters.rooms.janus_link import JanusLink, Message
from domain.room_ports import RoomNotMade

SEPARATOR: Final = "."  # between a participant and what makes each of their joins another


async def _nothing() -> None:
    return


class JanusSeat:
    """`MediaSeat` on a link of its own: when the link goes, the place is free.

    `afterwards` is done once the place was given up.
    """

    def __init__(self, link: JanusLink, handle: int, participant: str, *, speaks: bool) -> None:
        self._link = link
        self._sender = handle
        self._receiver = 0
        self._participant = participant
        self._speaks = speaks
        self._room: Message = {}
        self._heard: set[str] = set()  # feeds that we asked for
        self._first: list[str] = []
        self._receives = False
        self.afterwards: Callable[[], Awaitable[None]] = _nothing

    async def join(self, room: str, pin: str, secret: str) -> None:
        """Come in; whoever sits there in this person's name still is put out. Raises RoomNotMade."""
        me = f"{self._participant}{SEPARATOR}{secrets.token_hex(8)}"
        self._room = {"room": room, "pin": pin}
        joined = await self._link.tell(
            self._sender, {"request": "join", "ptype": "publisher", "id": me, "display": self._participant} | self._room
        )
        self._receiver = await self._link.attach()
        others = await self._link.tell(self._sender, {"request": "listparticipants", "room": room})
        for other in (str(one["id"]) for one in others["participants"]):
            if other != me and _who(other) == self._participant:
                await self._put_out(room, other, secret)
        self._first = [str(one["id"]) for one in joined.get("publishers", [])]

    async def publish(self, offer: str) -> str:
        """The server's answer to what a browser offers to send. Raises RoomNotMade, also for who only listens."""
        if not self._speaks:
            raise RoomNotMade("an observer sends nothing")
        jsep = {"type": "offer", "sdp": offer}
        answer = await self._link.tell(self._sender, {"request": "configure"}, jsep)
        return str(answer["jsep"]["sdp"])

    async def answer(self, sdp: str) -> None:
        """The browser's answer to the last offer. Raises RoomNotMade."""
        await self._link.tell(self._receiver, {"request": "start"}, {"type": "answer", "sdp": sdp})

    async def trickle(self, which: str, candidate: dict[str, Any] | None) -> None:
        """A candidate of the connection that publishes or subscribes; None ends them. Raises RoomNotMade."""
        await self._link.trickle(self._sender if which == "publish" else self._receiver, candidate)

    async def events(self) -> AsyncIterator[dict[str, Any]]:
        """`seated` first: what stood before is gone. Then offers with who stands behind each of their lines, and
        candidates; it ends when the place is no more.
        """
        yield {"type": "seated"}
        if self._first and (offer := await self._hear(self._first)):
            yield offer
        while (news := await self._link.news.get()) is not None:
            if self._is_over(news):
                return
            if said := await self._read(news):
                yield said

    async def leave(self) -> None:
        """Give the place up."""
        await self._link.close()
        await self.afterwards()

    async def _read(self, news: Message) -> dict[str, Any] | None:
        """What one piece of news is for the browser, if anything."""
        sender, data = news.get("sender"), news.get("plugindata", {}).get("data", {})
        if news.get("janus") == "trickle":
            which = "publish" if sender == self._sender else "subscribe"
            candidate = news.get("candidate")
            return {"type": "candidate", "which": which, "candidate": None if _ended(candidate) else candidate}
        if sender == self._sender and "publishers" in data:
            return await self._hear([str(one["id"]) for one in data["publishers"]])
        if sender == self._sender and ("unpublished" in data or "leaving" in data):
            self._heard.discard(str(data.get("unpublished", data.get("leaving"))))
        return _offer(news | data) if sender == self._receiver else None

    async def _hear(self, feeds: list[str]) -> dict[str, Any] | None:
        """Ask for what some people send, and their offer; one who is gone already is nobody."""
        fresh = [feed for feed in feeds if feed not in self._heard and _who(feed) != self._participant]
        if not fresh:
            return None
        streams = [{"feed": feed} for feed in fresh]
        join: Message = {"request": "join", "ptype": "subscriber", "autoupdate": True, "streams": streams} | self._room
        body = {"request": "subscribe", "streams": streams} if self._receives else join
        with contextlib.suppress(RoomNotMade):
            data = await self._link.tell(self._receiver, body)
            self._receives = True
            self._heard.update(fresh)
            return _offer(data)
        return None

    async def _put_out(self, room: str, other: str, secret: str) -> None:
        with contextlib.suppress(RoomNotMade):
            await self._link.tell(self._sender, {"request": "kick", "room": room, "id": other, "secret": secret})

    def _is_over(self, news: Message) -> bool:
        """Whether the room was destroyed, we were put out, or our session ended."""
        data = news.get("plugindata", {}).get("data", {})
        put_out = data.get("leaving") == "ok" and news.get("sender") == self._sender
        return put_out or data.get("videoroom") == "destroyed" or news.get("janus") == "timeout"


def _offer(data: Message) -> dict[str, Any] | None:
    """An offer of the server's, with the participant behind each of its lines that is in use."""
    jsep = data.get("jsep")
    if not jsep or jsep.get("type") != "offer":
        return None
    feeds = {str(one["mid"]): _who(str(one["feed_id"])) for one in data.get("streams", [])
             if one.get("active") and "feed_id" in one}  # fmt: skip
    return {"type": "offer", "sdp": str(jsep["sdp"]), "feeds": feeds}


def _who(feed: str) -> str:
    return feed.partition(SEPARATOR)[0]


def _ended(candidate: Any) -> bool:
    return not candidate or bool(candidate.get("completed"))
