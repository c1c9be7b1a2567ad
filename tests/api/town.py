"""People at the JSON door of a running city, and the same door with one of its parts really broken."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx

from adapters.settings import (
    CitySettings,
    DatabaseSettings,
    FileSettings,
    StoreSettings,
    TemporalSettings,
    TurnSettings,
)
from api.app import create_api
from api.guards import guarded
from casework.doors import Doors
from cli.compose import Settings, parts
from tests.casework import made_files
from tests.conftest import City

OWNER, OTHER = "citoyen-1", "citoyen-2"
CLERK, CLERK_ELSEWHERE, DIRECTOR, ADMINISTRATOR = "agent-vd", "agent-ro", "direction-vd", "administration"
INSPECTOR = "inspection-vd"
PATIENCE_SECONDS = 60


def application(documents: Mapping[str, str], **answers: Any) -> dict[str, Any]:
    """A dead tree to fell in Verdun."""
    given: dict[str, Any] = {
        "work_address": "4555, rue de Verdun",
        "work_point": {"lon": -73.5698, "lat": 45.4585},
        "applicant_name": "Camille Essai",
        "applicant_email": "camille@example.ca",
        "mailing_address": "4555, rue de Verdun, Montréal (Québec) H4G 1M4",
        "owner": True,
        "description": "Abattre un érable mort en cour arrière.",
        "trees": 1,
        "species": "érable argenté",
        "diameter_cm": 20,
        "reason": "dead",
        "replanting": False,
    }
    return {"service": "abattage-arbre", "borough": "VD", "answers": given | answers, "documents": dict(documents)}


def building(**answers: Any) -> dict[str, Any]:
    """A house to build in Verdun; its documents are missing, which is looked at last."""
    given = application({})["answers"]
    for name in ("trees", "species", "diameter_cm", "reason", "replanting"):
        del given[name]
    given |= {"use": "residential", "dwellings": 1, "storeys": 2, "floor_area_m2": 180, "work_value": 45_000_000,
              "heritage": False, "trees_felled": False}  # fmt: skip
    return {"service": "construction-batiment", "borough": "VD", "answers": given | answers, "documents": {}}


def new_key() -> str:
    return secrets.token_hex(12)


@dataclass
class Town:
    """One running city, seen from outside."""

    city: City
    http: httpx.AsyncClient

    def as_(self, account: str, **more: str) -> dict[str, str]:
        """The headers of a demo account."""
        return self.city.headers(account) | {name.replace("_", "-"): value for name, value in more.items()}

    async def post(
        self, path: str, body: Any, account: str = OWNER, *, key: str | None = None, **more: str
    ) -> httpx.Response:
        """A JSON body under a fresh key, unless one is given."""
        headers = self.as_(account, idempotency_key=key or new_key(), **more)
        return await self.http.post(f"/api/v1{path}", json=body, headers=headers)

    async def raw(self, path: str, content: bytes, account: str = OWNER, **more: str) -> httpx.Response:
        """Bytes that call themselves JSON."""
        headers = self.as_(account, idempotency_key=new_key(), content_type="application/json") | {
            name.replace("_", "-"): value for name, value in more.items()
        }
        return await self.http.post(f"/api/v1{path}", content=content, headers=headers)

    async def get(self, path: str, account: str = OWNER, **more: str) -> httpx.Response:
        return await self.http.get(f"/api/v1{path}", headers=self.as_(account, **more))

    async def upload(
        self, path: str, content: bytes, name: str = "photo.jpg", account: str = OWNER, kind: str = "photos"
    ) -> httpx.Response:
        files = {"file": (name, content, "application/octet-stream")}
        return await self.http.post(f"/api/v1{path}", data={"kind": kind}, files=files, headers=self.as_(account))

    async def given_documents(self) -> dict[str, str]:
        """The documents that a felling needs, on the owner's shelf."""
        made = {}
        for kind in ("photos", "location_plan"):
            answer = await self.upload("/documents", made_files.jpeg(), kind=kind)
            made[kind] = answer.json()["id"]
        return made

    async def filed(self, **answers: Any) -> dict[str, Any]:
        """The receipt of a felling just filed by the owner."""
        return await self.filed_with(await self.given_documents(), **answers)

    async def filed_with(self, documents: Mapping[str, str], **answers: Any) -> dict[str, Any]:
        """The same, with these documents."""
        answer = await self.post("/cases", application(documents, **answers))
        assert answer.status_code in (201, 202), answer.text
        body = answer.json()
        while "reference" not in body:
            await asyncio.sleep(0.2)
            body = (await self.get(f"/acts/{body['act_id']}")).json()
        return body

    async def until(self, path: str, name: str, account: str = OWNER) -> list[dict[str, Any]]:
        """The first non-empty list at a path: workers take a moment."""
        for _ in range(PATIENCE_SECONDS * 2):
            if found := (await self.get(path, account)).json()[name]:
                return found
            await asyncio.sleep(0.5)
        raise AssertionError(f"{path} stayed empty")

    @asynccontextmanager
    async def broken(
        self, temporal: Mapping[str, str] | None = None, app_url: str = "", **changes: Any
    ) -> AsyncIterator["Town"]:
        """The same door in this process, with other settings or other parts."""
        async with parts(settings_of(self.city.env, temporal or {}), app_url or self.city.app_url) as made:
            yield Town(self.city, in_process(replace(made.doors, **changes)))


def in_process(doors: Doors) -> httpx.AsyncClient:
    """A client of an app that runs here, behind the same guards."""
    app = guarded(create_api(doors, {}), hosts=["city.test"], https=True)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)  # pyright: ignore[reportArgumentType]
    return httpx.AsyncClient(transport=transport, base_url="https://city.test", timeout=30)


def settings_of(env: Mapping[str, str], temporal: Mapping[str, str]) -> Settings:
    """The settings that a running city's processes have."""

    def named(prefix: str) -> dict[str, Any]:
        return {name.removeprefix(prefix).lower(): value for name, value in env.items() if name.startswith(prefix)}

    return Settings(
        CitySettings(**named("GUICHET_")),
        DatabaseSettings(**named("DATABASE_")),
        TemporalSettings(**(named("TEMPORAL_") | dict(temporal))),
        StoreSettings(**named("GUICHET_")),
        FileSettings(**named("GUICHET_")),
        turn=TurnSettings(**named("GUICHET_TURN_")),
    )


async def by_hand(town: Town, request: bytes) -> httpx.Response:
    """A request written byte by byte, as no client library would send it."""
    address = httpx.URL(town.city.base_url)
    reader, writer = await asyncio.open_connection(address.host, address.port)
    writer.write(request)
    await writer.drain()
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)
    status, *lines = head.decode("latin-1").strip().split("\r\n")
    headers = [tuple(line.split(": ", 1)) for line in lines]
    length = next((int(value) for name, value in headers if name.lower() == "content-length"), 0)
    body = await reader.readexactly(length)
    writer.close()
    return httpx.Response(int(status.split()[1]), headers=headers, content=body)  # pyright: ignore[reportArgumentType]


def problem_type(answer: httpx.Response) -> str:
    """The code of a problem; empty for an answer that is none."""
    if answer.status_code < 400:
        return ""
    return str(json.loads(answer.content)["type"]).removeprefix("/problems/")
