"""Links for people without an account: single-purpose, used once, telling nothing to whoever forges them."""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from casework import links
from casework.doors import entering
from cli.compose import Parts, parts
from db import documents
from db.links import Link
from domain.errors import LinkInvalid, LinkUsed
from domain.people import Actor, Role
from tests.api.town import CLERK, OTHER, OWNER, Town, problem_type, settings_of
from tests.conftest import City
from tests.web.visitor import Visitor

pytestmark = pytest.mark.stack
CLERK_OF_VERDUN = Actor(CLERK, Role.CLERK, ("VD",))


@pytest.fixture(scope="module")
async def made(city: City) -> AsyncIterator[Parts]:
    async with parts(settings_of(city.env, {}), city.app_url) as made:
        yield made


@pytest.fixture(scope="module")
async def case(town: Town) -> dict[str, Any]:
    documents = await town.given_documents()
    filed = await town.filed_with(documents)
    await town.until(f"/cases/{filed['case_id']}/payments", "payments")
    return filed | {"documents": documents}


async def pay_token(town: Town, case_id: str) -> str:
    answer = await town.post(f"/cases/{case_id}/pay-links", {})
    assert answer.status_code == 201, answer.text
    return answer.json()["url"].rpartition("/")[2]


async def opinion_token(made: Parts, case_id: str, *document_ids: str) -> str:
    now = await made.doors.clock.now()
    link = Link("opinion", case_id, now + timedelta(days=30), discipline="heritage", document_ids=document_ids)
    async with entering(made.doors, CLERK_OF_VERDUN) as session:
        return (await links.keep(session, link, CLERK_OF_VERDUN, now)).token


async def expire(town: Town, token: str) -> None:
    async with await psycopg.AsyncConnection.connect(town.city.database_url) as owner:
        late = "UPDATE links SET expires_at = made_at WHERE token_sha256 = %s"
        await owner.execute(late, (links.hashed(token),))


async def test_looking_shows_what_is_owed_and_no_name_and_consumes_nothing(town: Town, case: dict[str, Any]) -> None:
    token = await pay_token(town, case["case_id"])
    for _ in range(3):
        answer = await town.http.get(f"/api/v1/links/{token}")
        assert answer.status_code == 200
        told = answer.json()
        assert (told["service"], told["borough"], told["purpose"], told["status"]) == (
            "abattage-arbre", "VD", "at_submission", "open")  # fmt: skip
        assert set(told) == {"service", "borough", "purpose", "cents", "status", "hosted_url"}
        assert answer.headers["referrer-policy"] == "no-referrer"


async def test_expired_forged_and_misused_links_get_one_answer(town: Town, made: Parts, case: dict[str, Any]) -> None:
    expired, other = await pay_token(town, case["case_id"]), await opinion_token(made, case["case_id"])
    await expire(town, expired)
    bodies = set()
    for token in (expired, other, secrets.token_urlsafe(32), "x", "é"):
        answer = await town.http.get(f"/api/v1/links/{token}")
        assert (answer.status_code, problem_type(answer)) == (410, "link-invalid")
        bodies.add(re.sub(r"urn:uuid:[^\"]+", "", answer.text))
    assert len(bodies) == 1


async def test_only_the_applicant_makes_a_link_and_only_while_something_is_owed(
    town: Town, case: dict[str, Any]
) -> None:
    path = f"/cases/{case['case_id']}/pay-links"
    told = {name: (await town.post(path, {}, name)).status_code for name in (OWNER, OTHER, CLERK)}
    assert told == {OWNER: 201, OTHER: 404, CLERK: 403}
    given_up = await town.filed()
    withdrawn = await town.post(f"/cases/{given_up['case_id']}/withdraw", {}, if_match=f'"{given_up["seq"]}"')
    assert withdrawn.status_code in (200, 202)
    answer = await town.post(f"/cases/{given_up['case_id']}/pay-links", {})
    assert (answer.status_code, problem_type(answer)) == (409, "illegal-transition")


async def test_a_single_use_link_serves_one_of_fifty_who_come_at_once(made: Parts, case: dict[str, Any]) -> None:
    token = await opinion_token(made, case["case_id"])

    async def use() -> str:
        try:
            async with links.using(made.doors, token, "opinion") as (_, link):
                assert link.discipline == "heritage"
                return "used"
        except LinkUsed:
            return "too late"

    outcomes = await asyncio.gather(*(use() for _ in range(50)))
    assert outcomes.count("used") == 1
    with pytest.raises(LinkUsed):
        await links.look(made.doors, token, "opinion")


async def test_a_link_whose_act_failed_was_not_used(made: Parts, case: dict[str, Any]) -> None:
    token = await opinion_token(made, case["case_id"])
    with pytest.raises(RuntimeError):
        async with links.using(made.doors, token, "opinion"):
            raise RuntimeError
    assert (await links.look(made.doors, token, "opinion")).used_at is None


async def test_an_outside_reviewer_sees_the_documents_of_the_link_and_no_other(
    made: Parts, case: dict[str, Any]
) -> None:
    shown, hidden = case["documents"]["photos"], case["documents"]["location_plan"]
    token = await opinion_token(made, case["case_id"], shown)
    async with links.holding(made.doors, token, "opinion") as (session, _):
        assert [row.id for row in await documents.of_case(session, case["case_id"])] == [shown]
        assert (await session.execute(text("SELECT count(*) FROM cases"))).scalar_one() == 0
        assert (await session.execute(text("SELECT count(*) FROM links"))).scalar_one() == 1
    async with links.using(made.doors, token, "opinion") as (session, _):
        assert await documents.of_case(session, case["case_id"]) == []
    assert hidden != shown


async def test_a_link_is_kept_only_as_a_hash_and_seen_by_nobody_else(town: Town, case: dict[str, Any]) -> None:
    token = await pay_token(town, case["case_id"])
    async with await psycopg.AsyncConnection.connect(town.city.app_url) as door:
        assert await (await door.execute("SELECT * FROM links")).fetchall() == []
    async with await psycopg.AsyncConnection.connect(town.city.database_url) as owner:
        rows = await (await owner.execute("SELECT l::text FROM links l")).fetchall()
    assert rows and not any(token in row[0] for row in rows)


async def test_nobody_makes_a_link_to_a_case_that_they_do_not_see(made: Parts, case: dict[str, Any]) -> None:
    now = await made.doors.clock.now()
    link = Link("opinion", case["case_id"], now + timedelta(days=1), discipline="heritage")
    elsewhere = Actor("agent-ro", Role.CLERK, ("RO",))
    with pytest.raises(Exception, match="row-level security"):
        async with entering(made.doors, elsewhere) as session:
            await links.keep(session, link, elsewhere, now)
    with pytest.raises(LinkInvalid):
        await links.look(made.doors, "nothing", "opinion")


async def test_a_third_person_pays_by_the_link_without_learning_who_applied(city: City) -> None:
    async with Visitor(city.base_url) as applicant, Visitor(city.base_url) as payer:
        await applicant.sign_in("citoyen-1")
        case_id = await applicant.filed()
        async with asyncio.timeout(90):
            while f"/dossier/{case_id}/liens" not in (await applicant.get(f"/dossier/{case_id}")).text:
                await asyncio.sleep(0.2)
        shown = await applicant.send(f"/dossier/{case_id}/liens", {})
        found = re.search(rf'value="{re.escape(city.base_url)}(/lien/[^"]+)"', shown.text)
        assert shown.headers["referrer-policy"] == "no-referrer" and found
        page = await payer.get(found[1])
        assert page.status_code == 200 and page.headers["referrer-policy"] == "no-referrer"
        assert "Verdun" in page.text
        assert not re.search("Élodie|Tremblay|Sherbrooke|P-20", page.text)
        assert "Pay for somebody else" in (await payer.get(f"/en{found[1]}")).text
        hosted = re.search(r'href="([^"]+/pay/[^"?]+)\?back=([^"]+)"', page.text)
        assert hosted
        paid = await payer.http.post(hosted[1], data={"back": hosted[2].replace("%3F", "?")})
        back = await payer.get(paid.headers["location"])
        assert back.status_code == 200
        async with asyncio.timeout(60):
            while "Le paiement est reçu" not in (await payer.get(found[1])).text:
                await asyncio.sleep(0.2)


async def test_a_forged_link_is_a_page_that_says_so(city: City) -> None:
    async with Visitor(city.base_url) as payer:
        page = await payer.get(f"/lien/{secrets.token_urlsafe(32)}")
        assert page.status_code == 410 and "Lien non valide" in page.text
