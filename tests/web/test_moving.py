"""A hearing moved by the defence itself, at doors that have a regime which leaves it free to."""

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from catalogue.load import FOLDER
from tests.conftest import City
from tests.web.chromium import chromium
from tests.web.other_day import OtherDay, doors_at
from tests.web.test_accessibility import Reader
from tests.web.test_bench import an_open_day
from tests.web.test_contest_pages import today
from tests.web.test_earlier_dates import PLEA
from tests.web.visitor import Visitor
from tests.web.walk import ENGLISH, FRENCH, Words, sign_in

pytestmark = pytest.mark.stack
OFFICE, JUDGE, OWNER, PLATE = "greffe", "juge-1", "citoyen-7", "MVX 200"


@asynccontextmanager
async def free_doors(city: City, folder: Path) -> AsyncGenerator[OtherDay]:
    """The city's doors, now, under the shipped regime with one thing changed."""
    shipped = (FOLDER / "regimes" / "QC-CPP.toml").read_text(encoding="utf-8")
    file = folder / "LIBRE.toml"
    file.write_text(shipped.replace('moving = "request"', 'moving = "self_service"').replace("moves = 0", "moves = 1"))
    async with doors_at(city, datetime.now(UTC), GUICHET_REGIME_FILE=str(file)) as there:
        yield there


class Desk:
    """The JSON door there, for whoever holds a token."""

    def __init__(self, city: City, there: OtherDay) -> None:
        self._city = city
        self._http = httpx.AsyncClient(base_url=f"{there.base_url}/api/v1", timeout=30)

    async def post(self, account: str, path: str, body: dict[str, Any], seq: int | None = None) -> dict[str, Any]:
        """One request, answered well."""
        sent = self._city.headers(account) | {"Idempotency-Key": secrets.token_hex(8)}
        answer = await self._http.post(path, json=body, headers=sent | ({"If-Match": f'"{seq}"'} if seq else {}))
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    async def act(self, account: str, case_id: str, act: str, body: dict[str, Any]) -> None:
        """An act on a case as it stands."""
        read = await self._http.get(f"/cases/{case_id}", headers=self._city.headers(account))
        await self.post(account, f"/cases/{case_id}/{act}", body, read.json()["seq"])


async def heard(desk: Desk) -> tuple[str, list[str]]:
    """A case with its hearing in the first slot of a morning; the case, and the slots."""
    number, day = f"7{secrets.randbelow(10**9):09d}", today().isoformat()
    count = {"number": 1, "provision": "C-4.1, art. 12", "description_fr": "Parcomètre impayé",
             "description_en": "Unpaid meter", "fine": 6000, "costs": 3000}  # fmt: skip
    statement = {"number": number, "kind": "parking", "offence_at": f"{day}T00:05", "place": "rue Essai",
                 "counts": [count], "party": {"kind": "owner", "plate": PLATE}, "service_mode": "on_vehicle",
                 "served_on": day}  # fmt: skip
    case_id = str((await desk.post("poursuite", "/statements", statement))["case_id"])
    await desk.post(OWNER, "/statements/claim", {"number": number, "code": PLATE})
    await desk.act(OWNER, case_id, "plead", PLEA)
    await desk.act("poursuite", case_id, "continue-proceedings", {})
    sits = an_open_day()
    plan = {"judge": JUDGE, "room": f"Salle {secrets.token_hex(3)}", "mode": "in_person", "language": "both",
            "starts_at": f"{sits}T06:00", "ends_at": f"{sits}T07:00", "slot_minutes": 15}  # fmt: skip
    slots = [str(one["id"]) for one in (await desk.post(OFFICE, "/sittings", plan))["slots"]]
    held = await desk.post(OFFICE, f"/slots/{slots[0]}/holds", {"case_id": case_id})
    await desk.act(OFFICE, case_id, "schedule", {"hold": held["id"]})
    return case_id, slots


async def test_a_move_takes_the_new_slot_gives_the_old_one_up_and_happens_once(city: City, tmp_path: Path) -> None:
    async with free_doors(city, tmp_path) as there, Visitor(there.base_url) as owner:
        case_id, slots = await heard(Desk(city, there))
        await owner.sign_in(OWNER)
        path = f"/dossier/{case_id}/deplacer"
        fields = await owner.hidden(path)
        assert (await owner.http.post(path, data=fields)).status_code == 422  # no slot was chosen
        assert (await owner.http.post(path, data=fields | {"slot": slots[0]})).status_code == 409  # its own, still
        assert (await owner.http.post(path, data=fields | {"slot": "0" * 32})).status_code == 409
        fields = await owner.hidden(path)
        moved = await owner.http.post(path, data=fields | {"slot": slots[2]})
        assert moved.headers["location"] == f"/dossier/{case_id}?fait=move_hearing"
        again = await owner.http.post(path, data=fields | {"slot": slots[2]})
        assert again.headers["location"] == moved.headers["location"]
        assert (await owner.get(path)).status_code == 403  # once, says this regime
        async with Visitor(there.base_url) as other:
            await other.sign_in("citoyen-2")
            assert (await other.get(path)).status_code == 404


@pytest.mark.browser
@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
async def test_the_page_of_a_move_is_used_on_a_telephone(city: City, words: Words, tmp_path: Path) -> None:
    async with free_doors(city, tmp_path) as there, chromium() as browser:
        case_id, _ = await heard(Desk(city, there))
        reader, home = Reader(there.base_url, browser), f"{there.base_url}{words.prefix}"
        page = await reader.open()
        await sign_in(page, there.base_url, OWNER, words)
        await page.goto(f"{home}/dossier/{case_id}")
        await page.locator(f"a[href$='/dossier/{case_id}/deplacer']").click()
        await reader.look(page)
        await page.locator("input[name=slot]").first.check()
        await page.locator("main form[method=post] button").click()
        await page.locator(".govuk-notification-banner").wait_for()
        await reader.look(page)
        assert not reader.faults
