"""A client of the city's JSON door, as an applicant's or a clerk's program would be; used by demo, crash and bench."""

import asyncio
import contextlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

import aiohttp

GONE = (aiohttp.ClientError, TimeoutError, OSError)
AGAIN_SECONDS = 0.3


class Refused(Exception):
    """The city refused: the status and the problem's code."""

    def __init__(self, status: int, code: str, problem: dict[str, Any]) -> None:
        super().__init__(f"{status} {code} {problem.get('errors', '')}")
        self.status, self.code, self.problem = status, code, problem


class GaveUp(Exception):
    """The person sent once, got no answer, and never tried again."""


@dataclass(frozen=True)
class Sent:
    """One request as sent: who, what, under which key."""

    account: str
    path: str
    body: dict[str, Any]
    key: str
    action: str
    case_id: str = ""
    expects: int | None = None


class Acknowledgements:
    """What the city acknowledged, kept by the client in a file of its own, on disk before the next step."""

    def __init__(self, path: Path | None) -> None:
        self._file = path.open("a", encoding="utf-8") if path else None

    def note(self, **line: Any) -> None:
        """Keep one line."""
        if self._file is None:
            return
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())


class CityClient:
    """Speaks for the demo accounts; made inside the event loop that uses it."""

    def __init__(self, base_url: str, tokens: dict[str, str], notes: Acknowledgements | None = None) -> None:
        self.base_url = base_url
        self._tokens = tokens
        self._notes = notes or Acknowledgements(None)
        self._http = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=64), timeout=aiohttp.ClientTimeout(total=15)
        )

    def headers(self, account: str) -> dict[str, str]:
        """The account's bearer token."""
        return {"Authorization": f"Bearer {self._tokens[account]}"}

    async def once(self, sent: Sent) -> dict[str, Any]:
        """Send once and return the receipt. Raises Refused, or one of GONE; what came back is kept first."""
        headers = self.headers(sent.account) | {"Idempotency-Key": sent.key}
        if sent.expects is not None:
            headers["If-Match"] = f'"{sent.expects}"'
        self._notes.note(
            sent=True, key=sent.key, action=sent.action, case_id=sent.case_id or None, account=sent.account
        )
        status, body = await self._ask("POST", sent.path, headers, json=sent.body)
        code = str(body.get("type", "")).rpartition("/")[2] or None
        self._notes.note(
            key=sent.key, action=sent.action, case_id=body.get("case_id") or sent.case_id or None, seq=body.get("seq"),
            state=body.get("state"), reference=body.get("reference"), status=status, refused=code,
        )  # fmt: skip
        if status >= HTTPStatus.BAD_REQUEST:
            raise Refused(status, code or "", body)
        return body

    async def until_answered(self, sent: Sent, seconds: float = 120.0) -> dict[str, Any]:
        """Send until there is a receipt or a refusal: lost replies, 503, 409 in progress and 202 are sent again."""
        deadline = asyncio.get_running_loop().time() + seconds
        while True:
            try:
                body = await self.once(sent)
                if "seq" in body:
                    return body
            except GONE:
                pass
            except Refused as refusal:
                if refusal.status < HTTPStatus.INTERNAL_SERVER_ERROR and refusal.code != "request-in-progress":
                    raise
            if asyncio.get_running_loop().time() > deadline:
                raise TimeoutError(f"{sent.action} was never answered")
            await asyncio.sleep(AGAIN_SECONDS)

    async def get(self, account: str, path: str, seconds: float = 120.0) -> Any:
        """Read, again while the city is away."""
        return await self._persist("GET", path, account, seconds)

    async def upload(self, account: str, name: str, kind: str, content: bytes, media_type: str) -> str:
        """Give a file to the account's shelf; its id."""

        def form() -> aiohttp.FormData:
            made = aiohttp.FormData({"kind": kind})
            made.add_field("file", content, filename=name, content_type=media_type)
            return made

        return str((await self._persist("POST", "/documents", account, form=form))["id"])

    async def start_draft(self, account: str, body: dict[str, Any]) -> str:
        """Start a draft; its id, which becomes the case's."""
        return str((await self._persist("POST", "/drafts", account, json=body))["id"])

    async def pay(self, hosted_url: str) -> None:
        """Pay on the gateway's page; a payer whom the page fails tries again."""
        while True:
            try:
                async with self._http.post(hosted_url) as answer:
                    if answer.ok:
                        return
            except GONE:
                pass
            await asyncio.sleep(AGAIN_SECONDS)

    async def say_publicly(self, path: str, body: dict[str, Any], key: str) -> None:
        """Send as anyone, without an account, once; nobody waits for an answer."""
        with contextlib.suppress(*GONE, ValueError):
            await self._ask("POST", path, {"Idempotency-Key": key}, json=body)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()

    async def _persist(
        self, method: str, path: str, account: str, seconds: float = 120.0,
        form: Callable[[], aiohttp.FormData] | None = None, json: dict[str, Any] | None = None,
    ) -> Any:  # fmt: skip
        """Ask until the city answers; a refusal raises Refused."""
        deadline = asyncio.get_running_loop().time() + seconds
        while True:
            content: dict[str, Any] = {"data": form()} if form else {"json": json} if json is not None else {}
            try:
                status, body = await self._ask(method, path, self.headers(account), **content)
                if status < HTTPStatus.BAD_REQUEST:
                    return body
                if status < HTTPStatus.INTERNAL_SERVER_ERROR:
                    raise Refused(status, str(body.get("type", "")).rpartition("/")[2], body)
            except GONE:
                pass
            if asyncio.get_running_loop().time() > deadline:
                raise TimeoutError(f"{path} was never answered")
            await asyncio.sleep(AGAIN_SECONDS)

    async def _ask(self, method: str, path: str, headers: dict[str, str], **content: Any) -> tuple[int, Any]:
        async with self._http.request(method, f"{self.base_url}/api/v1{path}", headers=headers, **content) as answer:
            return answer.status, await answer.json(content_type=None)
