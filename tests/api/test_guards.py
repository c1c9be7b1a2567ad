"""What every request passes through: what is refused, what is added, what is written down."""

import asyncio
import logging
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from prometheus_client import CollectorRegistry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from api import problems
from api.app import create_api
from api.body_limits import Limits
from api.guards import guarded, is_plain, without_port
from api.measures import Measures

CANARY = "Camille-Canary"
SMALL = Limits(body_bytes=1000, upload_bytes=2000, body_seconds=0.2, upload_seconds=0.2)


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def bug(request: Request) -> Response:
    raise RuntimeError(f"SELECT * FROM people WHERE name = {CANARY}")


async def own_headers(request: Request) -> Response:
    return PlainTextResponse("", headers={"Content-Security-Policy": "sandbox", "Cache-Control": "max-age=60"})


def client(measures: Measures | None = None, *, https: bool = False, told: bool = True) -> httpx.AsyncClient:
    """A client of a small app; without `told`, the app knows nothing of problems."""
    app = FastAPI() if told else Starlette()
    if isinstance(app, FastAPI):
        problems.install(app)
    kind = APIRoute if told else Route
    app.router.routes.extend([
        kind("/echo/{name}", echo, methods=["GET", "POST"]), kind("/bug", bug), kind("/own", own_headers)
    ])  # fmt: skip
    measures = measures or Measures(CollectorRegistry())
    behind = guarded(app, hosts=["city.test"], https=https, limits=SMALL, measures=measures)
    transport = httpx.ASGITransport(behind, raise_app_exceptions=False)  # pyright: ignore[reportArgumentType]
    return httpx.AsyncClient(transport=transport, base_url="http://city.test")


async def test_the_log_knows_the_route_and_nobody(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "guichet.access")
    async with client() as http:
        answer = await http.get(f"/echo/{CANARY}?name={CANARY}", headers={"Authorization": f"Bearer {CANARY}"})
    (line,) = caplog.records
    told: Any = line
    assert (told.method, told.route, told.status) == ("GET", "/echo/{name}", 200)
    assert told.request_id == answer.headers["x-request-id"]
    assert CANARY not in str(vars(line))


async def test_a_fault_is_logged_by_its_place_and_not_by_its_words(caplog: pytest.LogCaptureFixture) -> None:
    async with client() as http:
        answer = await http.get("/bug")
    assert answer.status_code == 500
    assert answer.json()["instance"] == f"urn:uuid:{answer.headers['x-request-id']}"
    assert CANARY not in answer.text
    fault: Any = next(line for line in caplog.records if line.levelno == logging.ERROR)
    assert fault.kind == "RuntimeError"
    assert "test_guards.py" in fault.places[-1]
    assert CANARY not in str(vars(fault))


async def test_requests_are_counted_by_route_template() -> None:
    measures = Measures(CollectorRegistry())
    async with client(measures) as http:
        for name in (CANARY, "b", "c"):
            await http.get(f"/echo/{name}")
        await http.request("BREW", f"/{CANARY}")
    text = measures.text().decode()
    assert 'guichet_http_requests_total{method="GET",route="/echo/{name}",status="200"} 3.0' in text
    assert 'method="OTHER",route="unmatched",status="404"' in text
    assert "guichet_http_requests_under_way 0.0" in text
    assert CANARY not in text


async def test_security_headers_are_on_every_answer() -> None:
    async with client(https=True) as http:
        for path in ("/echo/a", "/bug", "/nothing", "/a//b"):
            headers = (await http.get(path)).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert "unsafe" not in headers["content-security-policy"]
            assert headers["referrer-policy"] == "same-origin"
            assert headers["cross-origin-opener-policy"] == "same-origin"
            assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


async def test_a_city_without_https_promises_none() -> None:
    async with client() as http:
        assert "strict-transport-security" not in (await http.get("/echo/a")).headers


async def test_what_a_route_says_of_itself_stands() -> None:
    async with client() as http:
        headers = (await http.get("/own", headers={"Cookie": "a=b"})).headers
    assert headers.get_list("content-security-policy") == ["sandbox"]
    assert headers.get_list("cache-control") == ["max-age=60"]


@pytest.mark.parametrize("header", [{"Cookie": "session=1"}, {"Authorization": "Bearer 1"}], ids=["cookie", "token"])
async def test_an_authenticated_answer_is_never_stored(header: dict[str, str]) -> None:
    async with client() as http:
        assert (await http.get("/echo/a", headers=header)).headers["cache-control"] == "no-store"


async def trickle(parts: int, size: int, pause: float) -> AsyncIterator[bytes]:
    for _ in range(parts):
        await asyncio.sleep(pause)
        yield bytes(size)


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (bytes(1000), "application/json", 200),
        (bytes(1001), "application/json", 413),
        (bytes(2000), "multipart/form-data; boundary=x", 200),
        (bytes(2001), "multipart/form-data; boundary=x", 413),
    ],
    ids=["whole", "too large", "whole upload", "upload too large"],
)
async def test_a_body_has_its_size(content: bytes, content_type: str, status: int) -> None:
    async with client() as http:
        answer = await http.post("/echo/a", content=content, headers={"Content-Type": content_type})
    assert answer.status_code == status


@pytest.mark.parametrize("told", [True, False], ids=["an app that knows problems", "any app"])
async def test_a_body_in_chunks_has_its_size(told: bool) -> None:
    async with client(told=told) as http:
        assert (await http.post("/echo/a", content=trickle(4, 200, 0))).status_code == 200
        assert (await http.post("/echo/a", content=trickle(40, 200, 0))).status_code == 413


@pytest.mark.parametrize("told", [True, False], ids=["an app that knows problems", "any app"])
async def test_a_slow_body_is_cut_off(told: bool) -> None:
    async with client(told=told) as http:
        answer = await http.post("/echo/a", content=trickle(10, 1, 0.1))
    assert answer.status_code == 408
    assert answer.json()["type"] == "/problems/request-timeout"


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("/", True),
        ("/a/b/", True),
        ("/.well-known/security.txt", True),
        ("/a..b/c.d", True),
        ("/..", False),
        ("/a/../b", False),
        ("/a/./b", False),
        ("//a", False),
        ("/a//b", False),
        ("/a\\..\\b", False),
        ("/a\0", False),
        ("a", False),
        ("", False),
    ],
)
def test_paths_are_plain(path: str, plain: bool) -> None:
    assert is_plain(path) is plain


@pytest.mark.parametrize(
    ("host", "name"),
    [("a.ca", "a.ca"), ("a.ca:80", "a.ca"), ("[::1]:80", "[::1]"), ("[::1]", "[::1]"), ("a.ca:", "a.ca:")],
)
def test_hosts_lose_their_port(host: str, name: str) -> None:
    assert without_port(host) == name


@pytest.mark.parametrize("hosts", [["evil.example"], ["city.test", "city.test"], []], ids=["foreign", "two", "none"])
async def test_only_our_hosts_are_served(hosts: list[str]) -> None:
    sent: list[Any] = []
    behind = guarded(Starlette(), hosts=["city.test"], https=False, measures=Measures(CollectorRegistry()))
    headers = [(b"host", host.encode()) for host in hosts]
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers}

    async def receive() -> Any:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    await behind(scope, receive, send)
    assert sent[0]["status"] == 400


async def up() -> bool:
    return True


async def faulty() -> bool:
    raise OSError("connection refused")


async def silent() -> bool:
    await asyncio.sleep(60)
    return True


async def test_readiness_names_the_part_that_is_down() -> None:
    doors: Any = SimpleNamespace(webhooks={})
    app = create_api(doors, {"database": up, "temporal": faulty, "gateway": silent})
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://city.test") as http:
        answer = await http.get("/readyz")
        alive = await http.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "down", "parts": {"database": True, "temporal": False, "gateway": False}}
    assert alive.status_code == 200


async def test_what_the_city_works_without_is_named_and_stops_nobody() -> None:
    doors: Any = SimpleNamespace(webhooks={})
    for there, told in ((up, None), (faulty, ["photo-reader"])):
        app = create_api(doors, {"database": up}, {"photo-reader": there})
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://city.test") as http:
            answer = await http.get("/readyz")
        assert (answer.status_code, answer.json()["status"], answer.json().get("without")) == (200, "ready", told)
