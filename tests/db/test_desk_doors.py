"""The desk at both doors, over made-up cases: what the list answers, and what its page shows."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from api.app import create_api
from api.guards import guarded
from cli.compose import parts
from cli.made_up_cases import MadeUp
from tests.api.town import settings_of
from tests.db.conftest import Base
from tests.web.visitor import hidden
from web.app import create_web

NPM = Path(__file__).parents[2] / "node_modules"
JSON = "/api/v1/worklist"


@pytest.fixture
async def doors(base: Base, made_cases: MadeUp, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Both doors in this process; no other part of the city runs."""
    async with parts(settings_of(base.env, {}), base.env["DATABASE_APP_URL"]) as made:
        api, web = create_api(made.doors, {}), create_web(made.doors, NPM, mail_folder=tmp_path)

        async def both(scope: object, receive: object, send: object) -> None:
            is_api = scope["path"].startswith("/api/")  # pyright: ignore
            await (api if is_api else web)(scope, receive, send)  # pyright: ignore

        app = guarded(both, hosts=["city.test"], https=False)  # pyright: ignore[reportArgumentType]
        transport = httpx.ASGITransport(app)  # pyright: ignore[reportArgumentType]
        async with httpx.AsyncClient(transport=transport, base_url="http://city.test", timeout=30) as http:
            yield http


def bearer(base: Base, account: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {base.tokens[account]}"}


async def test_the_list_comes_page_by_page_with_its_counts_on_the_first(doors: httpx.AsyncClient, base: Base) -> None:
    first = (await doors.get(f"{JSON}?page_size=10", headers=bearer(base, "agent-vd"))).json()
    assert len(first["tasks"]) == 10 and first["counts"]["desk"] > 10
    url = f"{JSON}?page_size=10&cursor={first['next_cursor']}"
    second = (await doors.get(url, headers=bearer(base, "agent-vd"))).json()
    assert second["counts"] is None
    assert first["tasks"][-1]["due_on"] <= second["tasks"][0]["due_on"]
    assert not {one["case_id"] for one in first["tasks"]} & {one["case_id"] for one in second["tasks"]}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("due_before=2026-13-01", 422), ("page_size=0", 422), ("state=NONE", 422), ("waiting=nobody", 422),
        ("cursor=forged", 422), ("colour=red", 422), ("overdue=true&assigned=nobody&reference=12", 200),
    ],
)  # fmt: skip
async def test_a_filter_that_is_not_offered_is_refused(
    doors: httpx.AsyncClient, base: Base, query: str, status: int
) -> None:
    assert (await doors.get(f"{JSON}?{query}", headers=bearer(base, "agent-vd"))).status_code == status


async def test_a_file_is_taken_once_and_given_back_over_http(doors: httpx.AsyncClient, base: Base) -> None:
    clerk, director = bearer(base, "agent-vd"), bearer(base, "direction-vd")
    found = (await doors.get(f"{JSON}?assigned=nobody&page_size=1", headers=clerk)).json()["tasks"][0]["case_id"]
    taken = await doors.post(f"/api/v1/cases/{found}/take", json={}, headers=clerk)
    assert (taken.status_code, taken.json()["assigned_to"]) == (200, "agent-vd")
    late = await doors.post(f"/api/v1/cases/{found}/take", json={}, headers=director)
    assert (late.status_code, late.json()["type"]) == (409, "/problems/already-taken")
    moved = await doors.post(f"/api/v1/cases/{found}/take", json={"held_by": "agent-vd"}, headers=director)
    assert moved.json()["assigned_to"] == "direction-vd"
    assert (await doors.post(f"/api/v1/cases/{found}/give-back", json={}, headers=clerk)).status_code == 403
    back = await doors.post(f"/api/v1/cases/{found}/give-back", json={}, headers=director)
    assert (back.status_code, back.json()["assigned_to"]) == (200, None)


@pytest.mark.parametrize(("prefix", "take", "back"), [("", "Prendre", "Remettre"), ("/en", "Take", "Give back")])
async def test_the_page_shows_queues_and_takes_a_file(
    doors: httpx.AsyncClient, prefix: str, take: str, back: str
) -> None:
    await sign_in(doors, "agent-vd")
    page = await doors.get(f"{prefix}/bureau?assigned=nobody")
    case_id = re.findall(r'name="case_id" value="([0-9a-f]{32})"', page.text)[0]
    assert page.status_code == 200 and take in page.text
    fields = hidden(page) | {"case_id": case_id, "action": "take"}
    assert (await doors.post(f"{prefix}/bureau?assigned=me", data=fields)).status_code == 303
    mine = await doors.get(f"{prefix}/bureau?assigned=me")
    assert case_id in mine.text and back in mine.text
    fields = hidden(mine) | {"case_id": case_id, "action": "give_back"}
    assert (await doors.post(f"{prefix}/bureau", data=fields)).status_code == 303


async def test_the_other_pages_of_the_desk_are_whole(doors: httpx.AsyncClient) -> None:
    await sign_in(doors, "direction-vd")
    for path in (
        "/bureau",
        "/bureau/dossiers",
        "/bureau/dossiers?reference=P-2026-000",
        "/bureau/retards",
        "/dossiers",
    ):
        assert (await doors.get(path)).status_code == (403 if path == "/dossiers" else 200), path
    assert (await doors.get("/bureau?due_before=2026-02-30")).status_code == 422


async def sign_in(doors: httpx.AsyncClient, account: str) -> None:
    form = await doors.get("/connexion")
    assert (await doors.post("/connexion", data=hidden(form) | {"account": account})).status_code == 303
