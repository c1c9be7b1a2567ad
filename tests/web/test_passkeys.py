"""Coming in with a passkey: proved by the device, for this address, once; a wrong proof opens nothing."""

import json
import re
import time
from collections.abc import AsyncIterator
from html import unescape
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest
from playwright.async_api import Page

from domain.case_ids import keyed_id
from tests.conftest import City
from tests.web import axe, page_gate, walk
from tests.web import test_sign_in_links as mail
from tests.web.authenticator import Device, b64
from tests.web.chromium import chromium
from tests.web.visitor import Visitor, hidden
from tests.web.walk import ENGLISH, FRENCH, Words

COME_IN, KEYS = "/connexion/cle", "/cles-acces"


def named(city: City) -> str:
    """The city's address by a name: a key is never for a bare IP address."""
    return f"http://localhost:{urlsplit(city.base_url).port}"


def options(page: httpx.Response) -> str:
    """What a page asks a browser."""
    return unescape(page.text.split('data-options="')[1].split('"')[0])


async def prove(visitor: Visitor, device: Device, **changed: str) -> httpx.Response:
    """Open the page and sign in with a device."""
    page = await visitor.get(COME_IN)
    fields = hidden(page) | {"credential": device.get(options(page), **changed)}
    return await visitor.http.post(COME_IN, data=fields)


async def add(visitor: Visitor, device: Device) -> httpx.Response:
    """Open the page of one's keys and add the device's."""
    page = await visitor.get(KEYS)
    fields = hidden(page) | {"credential": device.create(options(page))}
    return await visitor.http.post(KEYS, data=fields)


@pytest.fixture
async def owner(city: City) -> AsyncIterator[Visitor]:
    """Somebody who came in by e-mail, at the city's name, under an account of today."""
    email = mail.new_address()
    async with Visitor(named(city)) as visitor:
        await mail.ask(visitor, email)
        path = await mail.link(city, email)
        await visitor.http.post(path, data=await visitor.hidden(path))
        yield visitor


@pytest.fixture
async def device(city: City, owner: Visitor) -> Device:
    """Their device, whose key is theirs."""
    made = Device(named(city))
    assert (await add(owner, made)).headers["location"] == f"{KEYS}?fait=ajout"
    return made


@pytest.mark.stack
async def test_a_key_opens_its_own_account_and_goes_where_the_person_was_going(
    city: City, owner: Visitor, device: Device
) -> None:
    draft = await owner.draft()
    async with Visitor(named(city)) as later:
        page = await later.get(f"{COME_IN}?suite=/fil")
        fields = hidden(page) | {"credential": device.get(options(page))}
        entered = await later.http.post(COME_IN, data=fields)
        assert (entered.status_code, entered.headers["location"]) == (303, "/fil")
        assert (await later.get(f"{draft}/questions")).status_code == 200
        assert "Dernière connexion" in (await later.get(KEYS)).text


@pytest.mark.stack
async def test_a_proof_serves_once_and_in_the_browser_that_was_asked(city: City, device: Device) -> None:
    async with Visitor(named(city)) as visitor, Visitor(named(city)) as thief:
        page = await visitor.get(COME_IN)
        fields = hidden(page) | {"credential": device.get(options(page))}
        stolen = fields | {"csrf": hidden(await thief.get(COME_IN))["csrf"]}
        assert (await thief.http.post(COME_IN, data=stolen)).status_code == 410
        cookies = dict(visitor.http.cookies)
        assert (await visitor.http.post(COME_IN, data=fields)).status_code == 303
        visitor.http.cookies.clear()
        visitor.http.cookies.update(cookies)  # the same browser, before the session that it opened
        again = await visitor.http.post(COME_IN, data=fields)
        assert again.status_code == 410 and "set-cookie" not in again.headers


@pytest.mark.stack
@pytest.mark.parametrize(
    "wrong", ["origin", "unverified", "count", "signature", "handle", "other challenge", "nothing", "not JSON"]
)
async def test_a_wrong_proof_opens_nothing(city: City, owner: Visitor, device: Device, wrong: str) -> None:
    other = await owner.get(KEYS)
    changed: dict[str, str] = {}
    match wrong:
        case "origin":
            device.origin = "http://guichet.example"
        case "unverified":
            device.verifies = False
        case "count":
            async with Visitor(named(city)) as first:
                assert (await prove(first, device)).status_code == 303
            device.count = 0  # a copy of the key, which did not see that use
        case "signature":
            changed = {"signature": b64(b"0" * 70)}
        case "handle":
            changed = {"userHandle": b64(b"somebody else's!")}
        case _:
            pass
    async with Visitor(named(city)) as visitor:
        page = await visitor.get(COME_IN)
        sent = device.get(options(page), **changed)
        if wrong == "other challenge":  # one that was made for adding a key
            sent = device.get(
                json.dumps(json.loads(options(page)) | {"challenge": json.loads(options(other))["challenge"]})
            )
        sent = {"nothing": "", "not JSON": "{"}.get(wrong, sent)
        answer = await visitor.http.post(COME_IN, data=hidden(page) | {"credential": sent})
        assert answer.status_code == 410, answer.text
        assert "Connexion non terminée" in answer.text and "guichet_session" not in answer.headers.get("set-cookie", "")
        assert (await visitor.get("/dossiers")).url.path == "/connexion"


@pytest.mark.stack
async def test_a_challenge_stands_for_a_quarter_of_an_hour(city: City, device: Device) -> None:
    async with Visitor(named(city)) as visitor:
        page = await visitor.get(COME_IN)
        fields, secret = hidden(page), city.env["GUICHET_DOOR_SECRET"]
        for left, status in ((-1, 410), (60, 303)):
            said = f"{int(time.time()) + left}.{'0' * 32}"
            challenge = f"{said}.{keyed_id(secret, 'passkey', 'sign-in', fields['csrf'], said)}"
            asked = json.loads(options(page)) | {"challenge": b64(challenge.encode())}
            proof = {"challenge": challenge, "credential": device.get(json.dumps(asked))}
            assert (await visitor.http.post(COME_IN, data=fields | proof)).status_code == status


@pytest.mark.stack
async def test_a_key_that_was_taken_away_opens_nothing_and_nobody_takes_away_anothers(
    city: City, owner: Visitor, device: Device
) -> None:
    shown = (await owner.get(KEYS)).text
    key_id = shown.split('name="remove" value="')[1].split('"')[0]
    async with Visitor(named(city)) as other:
        await other.sign_in("citoyen-2")
        token = (await other.hidden(KEYS))["csrf"]
        assert (await other.http.post(KEYS, data={"csrf": token, "remove": key_id})).status_code == 404
        assert (await other.http.post(KEYS, data={"csrf": token, "remove": "é"})).status_code == 404
    async with Visitor(named(city)) as later:
        assert (await prove(later, device)).status_code == 303
    token = (await owner.hidden(KEYS))["csrf"]
    gone = await owner.http.post(KEYS, data={"csrf": token, "remove": key_id})
    assert gone.headers["location"] == f"{KEYS}?fait=retrait"
    async with Visitor(named(city)) as later:
        assert (await prove(later, device)).status_code == 410


@pytest.mark.stack
async def test_a_key_is_added_once_and_by_its_owner_alone(city: City, owner: Visitor, device: Device) -> None:
    again = await add(owner, device)
    assert again.status_code == 410 and "Clé non ajoutée" in again.text
    async with Visitor(named(city)) as nobody:
        page = await nobody.get(COME_IN)
        sent = hidden(page) | {"credential": Device(named(city)).create(options(await owner.get(KEYS)))}
        assert (await nobody.http.post(KEYS, data=sent)).status_code == 401
        assert (await nobody.get(KEYS)).url.path == "/connexion"
    unverified = Device(named(city), verifies=False)
    assert (await add(owner, unverified)).status_code == 410
    elsewhere = Device("http://guichet.example")
    assert (await add(owner, elsewhere)).status_code == 410
    assert (await owner.get(KEYS)).text.count('name="remove"') == 1


@pytest.mark.stack
async def test_ten_keys_are_the_most(city: City, owner: Visitor) -> None:
    for _ in range(10):
        assert (await add(owner, Device(named(city)))).status_code == 303
    page = await owner.get(KEYS)
    assert 'data-passkey="create"' not in page.text and "dix clés" in page.text


@pytest.mark.stack
async def test_the_owner_is_told_of_a_new_key_by_mail_and_finds_it_in_their_data(
    city: City, owner: Visitor, device: Device
) -> None:
    copy = (await owner.get("/mes-donnees.json")).json()
    assert [one["synced"] for one in copy["passkeys"]] == [False]
    async with await psycopg.AsyncConnection.connect(city.database_url) as found:
        query = "SELECT p.email FROM passkeys k JOIN principals p ON p.id = k.principal_id WHERE k.credential_id = %s"
        row = await (await found.execute(query, (device.id,))).fetchone()
    assert row is not None
    told = await mail.read(city, row[0], re.compile(r"clé d’accès a été ajoutée.*?(http\S+)", re.DOTALL))
    assert told == f"{city.base_url}{KEYS}"


@pytest.mark.stack
async def test_at_a_bare_address_the_pages_say_that_no_key_can_serve(city: City) -> None:
    async with Visitor(city.base_url) as visitor:
        page = await visitor.get(COME_IN)
        assert page.status_code == 200 and "il lui faut un nom" in page.text and "data-passkey=" not in page.text
        fields = hidden(await visitor.get("/connexion")) | {"challenge": "x", "credential": "{}"}
        assert (await visitor.http.post(COME_IN, data=fields)).status_code == 410


async def with_keys(page: Page, *, verified: bool = True) -> None:
    """Give a tab a device that holds passkeys."""
    tools = await page.context.new_cdp_session(page)
    await tools.send("WebAuthn.enable")
    made = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": verified, "automaticPresenceSimulation": True}  # fmt: skip
    await tools.send("WebAuthn.addVirtualAuthenticator", {"options": made})


@pytest.mark.stack
@pytest.mark.browser
@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
async def test_a_person_adds_a_key_in_a_browser_and_comes_back_with_it(city: City, words: Words) -> None:
    base = named(city) + words.prefix
    async with chromium() as browser:
        page = await browser.new_page()
        await page.add_init_script(path=axe.SCRIPT)
        await with_keys(page)
        await walk.sign_in(page, named(city), "citoyen-8", words)
        await page.goto(f"{base}{KEYS}")
        await page.locator("[data-passkey] button").click()
        await page.wait_for_url("**/cles-acces?fait=ajout")
        assert await page.locator(".city-card").count() == 1
        assert await page_gate.faults(page) == []
        await page.locator("[data-passkey] button").click()  # the device knows that it holds one
        await page.locator("[data-told]:not(:empty)").wait_for()
        assert await page_gate.faults(page) == []
        await page.goto(f"{base}/deconnexion")
        await page.locator("main form button").click()
        await page.goto(f"{base}/connexion?suite=/fil")
        await page.locator("a[href*='/connexion/cle']").click()
        assert await page_gate.faults(page) == []
        await page.locator("[data-passkey] button").click()
        await page.wait_for_url(f"{base}/fil")
        await page.goto(f"{base}{KEYS}")
        await page.locator("button[name=remove]").click()
        await page.wait_for_url("**/cles-acces?fait=retrait")


@pytest.mark.stack
@pytest.mark.browser
async def test_a_device_that_does_not_know_its_person_is_told_of_and_the_page_can_be_used_again(city: City) -> None:
    async with chromium() as browser:
        page = await browser.new_page()
        await with_keys(page, verified=False)
        await page.goto(f"{named(city)}{COME_IN}")
        await page.locator("[data-passkey] button").click()
        await page.locator("[data-told]:not(:empty)").wait_for()
        assert await page.locator("[data-passkey] button").is_enabled()
        still = await browser.new_page(java_script_enabled=False)
        await still.goto(f"{named(city)}{COME_IN}")
        assert await still.locator("[data-passkey-not-here]").is_visible()
        assert not await still.locator("[data-passkey]").first.is_visible()
