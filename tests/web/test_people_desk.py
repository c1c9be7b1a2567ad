"""The city's people: accounts opened, changed, closed and opened again; nobody comes in by a closed one."""

import asyncio
import hashlib
import re
import secrets
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from casework import people
from cli.compose import parts
from domain.contest_rules import COURT
from domain.errors import LinkInvalid
from domain.people import Actor, Role
from domain.staff import counters_fault, may_supervise
from tests.api.town import settings_of
from tests.conftest import City
from tests.web.test_contest_pages import at_work
from tests.web.visitor import Visitor, hidden

PAGE, SUPERVISORS = "/bureau/ville/personnes", "/bureau/ville/personnes/responsables"
KNOWN = ("LS", "VD", COURT)
ROOT = Path(__file__).parents[2]
VERSION = re.compile(r'name="version" value="(\d+)"')
stack = pytest.mark.stack


@pytest.mark.parametrize(
    ("role", "counters", "fault"),
    [
        (Role.CLERK, ["VD"], ""), (Role.CLERK, [COURT], ""), (Role.CLERK, [], "required"),
        (Role.CLERK, ["XX"], "not-a-choice"), (Role.DIRECTOR, ["VD", COURT], "borough-alone"),
        (Role.INSPECTOR, ["VD", "LS"], ""), (Role.ADJUDICATOR, [COURT], ""), (Role.PROSECUTOR, ["VD"], "court-alone"),
        (Role.COLLECTOR, [], "court-alone"), (Role.ADMINISTRATOR, [], ""), (Role.ADMINISTRATOR, ["VD"], "no-counter"),
    ],
)  # fmt: skip
def test_each_role_has_its_counters(role: Role, counters: list[str], fault: str) -> None:
    assert counters_fault(role, counters, KNOWN) == fault


def test_a_director_answers_for_a_borough_and_the_office_for_the_court() -> None:
    assert may_supervise(Actor("a", Role.DIRECTOR, ("VD",)), "VD")
    assert not may_supervise(Actor("a", Role.DIRECTOR, ("VD",)), "LS")
    assert not may_supervise(Actor("a", Role.CLERK, ("VD",)), "VD")
    assert may_supervise(Actor("a", Role.CLERK, (COURT,)), COURT)


def test_sessions_are_begun_in_one_place_which_refuses_closed_accounts() -> None:
    using = [file.name for file in (ROOT / "casework").glob("*.py") if "open_session(" in file.read_text()]
    assert using == ["people.py"]
    assert (ROOT / "casework" / "people.py").read_text().count("open_session(") == 1


def new(**changes: Any) -> dict[str, Any]:
    """A new colleague, as the form describes one."""
    return {
        "name": "Camille Nouvelle", "email": f"{secrets.token_hex(6)}@ville.example", "role": "clerk",
        "boroughs": ["VD"], "reason": "Embauche.",
    } | changes  # fmt: skip


async def opened(office: Visitor, **changes: Any) -> str:
    """Open an account; its id."""
    answer = await office.send(PAGE, new(**changes))
    assert answer.status_code == 303, unescape(answer.text)
    return answer.headers["location"].split("/")[-1].split("?")[0]


async def version(office: Visitor, person: str) -> str:
    """The version of an account that its page shows."""
    found = VERSION.search((await office.get(f"{PAGE}/{person}")).text)
    assert found
    return found[1]


async def do(office: Visitor, person: str, action: str, **fields: Any) -> httpx.Response:
    """Send a form of an account's page as it stands."""
    path = f"{PAGE}/{person}"
    shown = hidden(await office.get(PAGE)) | hidden(await office.get(path))  # one's own has no form
    return await office.http.post(path, data=shown | {"action": action, "reason": "Motif d’essai."} | fields)


async def token_of(city: City, person: str) -> dict[str, str]:
    """A bearer token of an account, put in by whoever runs the machine."""
    secret = secrets.token_urlsafe(32)
    sha = hashlib.sha256(secret.encode()).hexdigest()
    async with await psycopg.AsyncConnection.connect(city.database_url) as owner:
        row = (sha, person, datetime.now(UTC))
        await owner.execute("INSERT INTO api_tokens (token_sha256, principal_id, created_at) VALUES (%s, %s, %s)", row)
    return {"Authorization": f"Bearer {secret}"}


async def appointed(city: City, person: str) -> int:
    """Have whoever runs the machine make an administrator of an account; the exit code."""
    command = (sys.executable, "-m", "cli", "people", "appoint", person, "--reason", "Deuxième", "--json")
    env = city.env | {"PATH": "/usr/bin:/bin"}
    made = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=env, stderr=PIPE, stdout=PIPE)
    await made.communicate()
    return made.returncode or 0


@pytest.fixture
async def office(city: City) -> AsyncIterator[Visitor]:
    async with at_work(city, "administration") as one:
        yield one


@stack
async def test_an_account_is_opened_once_found_and_comes_in(city: City, office: Visitor) -> None:
    form = await office.hidden(PAGE) | new(name="Élodie <b>Recherche</b>")
    places = [(await office.http.post(PAGE, data=form)).headers["location"] for _ in range(2)]
    assert places[0] == places[1]
    person = places[0].split("/")[-1].split("?")[0]
    found = (await office.get(f"{PAGE}?q=RECHERCHE&fonction=clerk&comptoir=VD")).text
    assert person in found and "<b>Recherche" not in found and "aucune façon d’entrer" in unescape(found)
    assert person not in (await office.get(f"{PAGE}?q=RECHERCHE&fonction=director")).text
    assert person not in (await office.get(f"{PAGE}?q=recherche&etat=closed")).text
    async with at_work(city, person) as colleague:
        assert (await colleague.get("/bureau")).status_code == 200
        assert (await colleague.get(PAGE)).status_code == 403
    assert (await do(office, person, "close")).status_code == 303


@stack
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"), ({"name": "x" * 10_000}, "name"), ({"email": "personne"}, "email"),
        ({"email": "administration@guichet.invalid"}, "email"), ({"role": "citizen"}, "role"), ({"role": ""}, "role"),
        ({"boroughs": []}, "boroughs"), ({"boroughs": ["XX"]}, "boroughs"), ({"role": "adjudicator"}, "boroughs"),
        ({"reason": ""}, "reason"), ({"reason": "x" * 10_000}, "reason"), ({"name": "a\x00b"}, "name"),
        ({"reason": "a\x00b"}, "reason"), ({"email": "a\x00b@c.example"}, "email"),
    ],
)  # fmt: skip
async def test_a_wrong_account_is_refused_beside_its_field(
    office: Visitor, changes: dict[str, Any], field: str
) -> None:
    answer = await office.send(PAGE, new(**changes))
    assert answer.status_code == 422 and f'href="#{field}"' in answer.text and f'id="{field}' in answer.text
    assert "ville.example" in answer.text or "email" in changes  # nothing typed is lost


@stack
async def test_a_change_ends_sessions_and_tokens_and_is_kept(city: City, office: Visitor) -> None:
    person = await opened(office)
    token = await token_of(city, person)
    async with at_work(city, person) as colleague:
        assert (await colleague.http.get("/api/v1/worklist", headers=token)).status_code == 200
        stale = await version(office, person)
        changed = await do(office, person, "change", role="inspector", boroughs=["LS", "VD"])
        assert changed.headers["location"].endswith("fait=changed")
        assert (await colleague.http.get("/bureau")).headers["location"].startswith("/connexion")
        assert (await colleague.http.get("/api/v1/worklist", headers=token)).status_code == 401
    page = unescape((await office.get(f"{PAGE}/{person}")).text)
    assert "Rôle ou comptoirs changés" in page and "Motif d’essai." in page and "Avant" in page
    late = await do(office, person, "change", role="clerk", boroughs=["VD"], version=stale)
    assert late.status_code == 409 and "Changé entre-temps" in late.text
    assert (await do(office, person, "change", role="clerk", boroughs=["VD"], version="")).status_code == 409
    wrong = await do(office, person, "change", role="prosecutor", boroughs=["VD"], reason="")
    assert wrong.status_code == 422 and 'href="#boroughs"' in wrong.text
    unreasoned = await do(office, person, "close", reason=" ")
    assert unreasoned.status_code == 422 and 'href="#reason"' in unreasoned.text
    assert (await do(office, person, "rien")).status_code == 422
    assert (await do(office, person, "close")).status_code == 303


@stack
async def test_nobody_comes_in_by_a_closed_account(city: City, office: Visitor) -> None:
    person = await opened(office)
    token = await token_of(city, person)
    async with at_work(city, person) as colleague:
        assert (await do(office, person, "close")).status_code == 303
        assert (await colleague.http.get("/bureau")).headers["location"].startswith("/connexion")
        assert (await colleague.http.get("/api/v1/worklist", headers=token)).status_code == 401
        fresh = await token_of(city, person)  # even one that was made after
        assert (await colleague.http.get("/api/v1/worklist", headers=fresh)).status_code == 401
        assert (await colleague.sign_in(person)).status_code == 401
    async with parts(settings_of(city.env, {}), city.app_url) as made, made.doors.sessions.begin() as session:
        with pytest.raises(LinkInvalid):  # what a passkey, a link and an account of elsewhere all end in
            await people.begin(session, person, datetime.now(UTC))
    assert (await do(office, person, "close")).status_code == 409
    assert (await do(office, person, "change", role="clerk", boroughs=["LS"])).status_code == 409
    assert (await do(office, person, "reopen")).status_code == 303
    async with at_work(city, person) as colleague:
        assert (await colleague.get("/bureau")).status_code == 200
        assert (await colleague.http.get("/api/v1/worklist", headers=token)).status_code == 401  # revoked for good
    assert (await do(office, person, "close")).status_code == 303


@stack
async def test_an_administrator_takes_two_administrators(city: City, office: Visitor) -> None:
    alone = await do(office, "administration", "close", version="1")
    assert alone.status_code == 409 and "seul compte d’administration" in unescape(alone.text)
    second = await opened(office, name="Deuxième administration")
    assert await appointed(city, "personne") == 1
    assert await appointed(city, second) == 0
    assert await appointed(city, "agent-vd") == 1  # two are enough to confirm a third
    own = await do(office, "administration", "change", role="clerk", boroughs=["VD"], version="1")
    assert own.status_code == 403 and "Votre propre compte" in own.text
    third = await opened(office, name="Troisième administration")
    assert (await do(office, third, "change", role="administrator")).headers["location"].endswith("fait=proposed")
    assert third in (await office.get(PAGE)).text
    assert (await do(office, third, "change", role="administrator")).status_code == 409  # proposed already
    mine = await do(office, third, "confirm")
    assert mine.status_code == 403 and "Une autre personne doit confirmer" in mine.text
    async with at_work(city, second) as other:
        assert (await do(other, third, "confirm")).status_code == 303
        assert (await do(other, third, "confirm")).status_code == 409
    async with at_work(city, third) as newest:
        assert (await newest.get(PAGE)).status_code == 200
        fourth = await opened(newest, name="Quatrième", role="administrator", boroughs=[])
        assert "fermé" in (await newest.get(f"{PAGE}/{fourth}")).text
        assert (await newest.sign_in(fourth)).status_code == 401
        assert (await do(office, fourth, "withdraw")).status_code == 303
    for person in (second, third):
        assert (await do(office, person, "close")).status_code == 303
        assert (await do(office, person, "reopen")).headers["location"].endswith("fait=proposed")
        assert (await do(office, person, "withdraw")).status_code == 303


@stack
async def test_who_answers_for_a_counter_is_named_and_cannot_leave(office: Visitor) -> None:
    before = "direction-ln"
    person = await opened(office, role="director", boroughs=["LN"])
    elsewhere = await opened(office, role="director", boroughs=["VD"])

    async def name(who: str, **more: str) -> httpx.Response:
        return await office.send(SUPERVISORS, {"supervisor-LN": who, "reason": "Intérim."} | more)

    assert (await name(before)).status_code == 422  # nothing changed
    assert (await name(person, reason="")).status_code == 422
    assert (await name(elsewhere)).status_code == 422
    assert (await name(person, **{"now-LN": "quelqu-un"})).status_code == 409
    assert (await name(person)).status_code == 303
    refused = await do(office, person, "close")
    assert refused.status_code == 409 and "répond d’un comptoir" in unescape(refused.text)
    assert (await do(office, person, "change", role="clerk", boroughs=["LN"])).status_code == 409
    assert "Responsable d’un comptoir" in unescape((await office.get(f"{PAGE}/{person}")).text)
    assert (await name(before)).status_code == 303
    for one in (person, elsewhere):
        assert (await do(office, one, "close")).status_code == 303


@stack
async def test_the_pages_are_an_administrator_s(city: City, office: Visitor) -> None:
    assert (await office.get(f"{PAGE}/citoyen-1")).status_code == 404
    assert (await office.get(f"{PAGE}/personne")).status_code == 404
    assert (await office.get(f"{PAGE}?q=%00&page=99999&fonction=x&comptoir=y&etat=z")).status_code == 200
    async with at_work(city, "direction-vd") as director:
        for path in (PAGE, SUPERVISORS, f"{PAGE}/agent-vd"):
            assert (await director.get(path)).status_code == 403
            forged = hidden(await director.get("/bureau/absences")) | {"action": "close", "reason": "x"}
            assert (await director.http.post(path, data=forged)).status_code == 403
