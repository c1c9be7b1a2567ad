"""The pages of money in a browser: no fault that axe knows, and the gateway's script where it is let in, only there."""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from adapters.settings import StripeSettings
from api.guards import guarded
from cli.compose import ROOT, Settings, parts
from cli.process_life import serve
from domain.acts import PaymentDue
from tests.api.town import settings_of
from tests.conftest import City
from tests.localstripe import free_port, running_localstripe
from tests.web import walk
from tests.web.chromium import chromium
from tests.web.test_accessibility import Reader
from tests.web.visitor import Visitor
from tests.web.walk import ENGLISH, FRENCH, Words
from web.app import create_web

pytestmark = [pytest.mark.stack, pytest.mark.browser]


@pytest.fixture
async def reader(city: City) -> AsyncIterator[Reader]:
    async with chromium() as browser:
        yield Reader(city.base_url, browser)


async def to_be_paid(citizen: Visitor) -> str:
    case_id = await citizen.filed()
    async with asyncio.timeout(60):
        while f"/dossier/{case_id}/liens" not in (await citizen.get(f"/dossier/{case_id}")).text:
            await asyncio.sleep(0.2)
    return case_id


@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
async def test_the_pages_of_links_tills_and_invoices_have_no_fault(
    city: City, reader: Reader, citizen: Visitor, words: Words
) -> None:
    base, case_id = city.base_url + words.prefix, await to_be_paid(citizen)
    applicant, clerk = await reader.open(), await reader.open()
    await walk.sign_in(applicant, city.base_url, "citoyen-1", words)
    await applicant.goto(f"{base}/dossier/{case_id}/liens")
    await reader.look(applicant)
    await applicant.locator("main form button").click()
    await reader.look(applicant)
    link = await applicant.locator("#lien").input_value()
    await applicant.goto(link)
    await reader.look(applicant)
    await walk.sign_in(clerk, city.base_url, "agent-ro", words)
    await clerk.goto(f"{base}/bureau/caisse")
    await clerk.locator("main form button").click()
    await reader.look(clerk)
    await clerk.locator("#float_cents").fill("200")
    await clerk.locator("main form button").click()
    await clerk.wait_for_url(re.compile("/bureau/caisse/RO/"))
    await reader.look(clerk)
    await clerk.locator("main form button").click()
    await reader.look(clerk)
    await clerk.goto(f"{base}/bureau/factures")
    await reader.look(clerk)
    async with await psycopg.AsyncConnection.connect(city.database_url) as owner:
        await owner.execute("DELETE FROM till_days WHERE borough = 'RO'")
    assert not reader.faults


async def test_the_gateway_s_script_is_let_in_on_the_payment_page_alone(
    city: City, reader: Reader, tmp_path: Path
) -> None:
    port, stop = free_port(), asyncio.Event()
    base = f"http://127.0.0.1:{port}"
    async with running_localstripe(tmp_path) as stripe, parts(stripe_city(city, base, stripe), city.worker_url) as made:
        due = PaymentDue(f"{secrets.token_hex(16)}-at_submission", "0" * 32, "at_submission", 15_000)
        opened = await made.doors.gateway.open(due)
        app = guarded(create_web(made.doors, ROOT / "node_modules"), hosts=["127.0.0.1"], https=False)
        serving = asyncio.create_task(serve(app, "127.0.0.1", port, stop))
        page = await reader.open()
        await page.goto(opened.hosted_url)
        await page.locator("#payment input").first.wait_for()
        assert await page.locator("#payment-form").is_visible()
        assert not reader.faults
        await page.get_by_role("button", name="Carte acceptée").click()
        await page.get_by_text("Le paiement est fait").wait_for(timeout=60_000)
        await reader.look(page)
        assert not reader.faults
        elsewhere = await page.goto(f"{base}/services")
        assert elsewhere is not None and stripe not in elsewhere.headers["content-security-policy"]
        stop.set()
        await serving


def stripe_city(city: City, base: str, url: str) -> Settings:
    """The running city's settings, with Stripe's stand-in as its gateway."""
    stripe = StripeSettings(
        secret_key="sk_test_of_the_tests", publishable_key="pk_test_of_the_tests", webhook_secrets="whsec_tests",
        api_url=url, script_url=f"{url}/js.stripe.com/v3/", test_cards=True,
    )  # fmt: skip
    made = settings_of(city.env, {})
    return replace(made, city=made.city.model_copy(update={"gateway": "stripe", "base_url": base}), stripe=stripe)
