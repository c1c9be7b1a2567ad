"""A client of the door for people without an account: a statement's number and a second fact open its case."""

import asyncio
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp

from cli.city_client import AGAIN_SECONDS, GONE, CityClient, Refused
from cli.pictures import Picture

RENEW_AFTER_SECONDS = 1200.0  # a pass lasts for half an hour of the machine's time
HOLDER = "statement-"


@dataclass
class Holder:
    """Who shows a number and a fact; `account` once an account of theirs holds the case; `token` the present pass."""

    number: str
    fact: str
    account: str
    token: str = ""
    since: float = 0.0
    claimed: bool = False


class PassClient(CityClient):
    """Names like `statement-7` act with the pass of a statement, renewed when it is old or not taken any more."""

    def introduce(self, name: str, holder: Holder) -> None:
        """Say who a name is."""
        holders: dict[str, Holder] = self.__dict__.setdefault("holders", {})
        holders[name] = holder

    def headers(self, account: str) -> dict[str, str]:
        """The account's bearer token; a holder's name stands for a pass that is found when it is sent."""
        return {"Authorization": account} if account.startswith(HOLDER) else super().headers(account)

    async def ask(
        self, method: str, path: str, account: str, body: dict[str, Any] | None = None, key: str = ""
    ) -> dict[str, Any]:
        """Ask until the city answers: what changes no case, but has a key all the same. Raises Refused."""
        headers = self.headers(account) | ({"Idempotency-Key": key} if key else {})
        deadline = asyncio.get_running_loop().time() + 120
        while True:
            try:
                status, answer = await self._ask(method, path, headers, **({} if body is None else {"json": body}))
                if status < HTTPStatus.BAD_REQUEST:
                    return answer
                if status < HTTPStatus.INTERNAL_SERVER_ERROR:
                    raise Refused(status, str(answer.get("type", "")).rpartition("/")[2], answer)
            except GONE:
                pass
            if asyncio.get_running_loop().time() > deadline:
                raise TimeoutError(f"{path} was never answered")
            await asyncio.sleep(AGAIN_SECONDS)

    async def attach(self, account: str, case_id: str, made: Picture) -> str:
        """Give a file to a case; its id."""

        def form() -> aiohttp.FormData:
            filled = aiohttp.FormData({"kind": "exhibit"})
            filled.add_field("file", made.content, filename=made.name, content_type=made.media_type)
            return filled

        return str((await self._persist("POST", f"/cases/{case_id}/documents", account, form=form))["id"])

    async def _ask(self, method: str, path: str, headers: dict[str, str], **content: Any) -> tuple[int, Any]:
        name = headers.get("Authorization", "")
        if not name.startswith(HOLDER):
            return await super()._ask(method, path, headers, **content)
        holder: Holder = self.__dict__["holders"][name]
        said = await super()._ask(method, path, headers | await self._bearer(holder), **content)
        if said[0] not in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND) or "data" in content:
            return said
        holder.token = ""  # over, or an account holds the case by now
        return await super()._ask(method, path, headers | await self._bearer(holder), **content)

    async def _bearer(self, holder: Holder) -> dict[str, str]:
        old = time.monotonic() - holder.since > RENEW_AFTER_SECONDS
        if not holder.claimed and (not holder.token or old):
            await self._find(holder)
        return super().headers(holder.account) if holder.claimed else {"Authorization": f"Bearer {holder.token}"}

    async def _find(self, holder: Holder) -> None:
        sought = {"number": holder.number, "fact": holder.fact}
        while True:
            status, found = await super()._ask("POST", "/statements/find", {}, json=sought)
            if status < HTTPStatus.INTERNAL_SERVER_ERROR:
                break
            await asyncio.sleep(AGAIN_SECONDS)
        holder.claimed, holder.token = bool(found.get("claimed")), str(found.get("token", ""))
        holder.since = time.monotonic()
