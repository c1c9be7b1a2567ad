"""Signing in with an account of elsewhere, against a provider that runs as a process of its own."""

import asyncio
import base64
import hashlib
import json
import re
import secrets
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import psycopg
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from adapters.oidc import Expected, OpenIdProvider, identity_of
from adapters.settings import OidcSettings
from cli.compose import parts
from domain.errors import LinkInvalid, TemporarilyUnavailable
from tests.api.town import settings_of
from tests.conftest import City
from web.app import create_web

pytestmark = pytest.mark.stack
ROOT = Path(__file__).parents[2]
PEOPLE = (
    {"sub": "camille", "email": "camille@exemple.ca", "email_verified": True, "name": "Camille Essai"},
    {"sub": "unproven", "email": "agent-vd@guichet.invalid", "email_verified": False, "name": "Quelqu’un"},
    {"sub": "clerk-7", "email": "clerk@ville.exemple", "email_verified": True, "name": "Agente"},
)


@pytest.fixture(scope="module")
async def issuer() -> AsyncIterator[str]:
    """The provider's address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = Path(sys.executable).parent / "oidc-provider-mock"
    claims = [argument for one in PEOPLE for argument in ("--user-claims", json.dumps(one))]
    process = await asyncio.create_subprocess_exec(
        program, "-p", str(port), "-n", "true", *claims, stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    async with asyncio.timeout(30), httpx.AsyncClient() as http:
        while True:
            try:
                if (await http.get(f"{address}/.well-known/openid-configuration")).is_success:
                    break
            except httpx.HTTPError:
                await asyncio.sleep(0.2)
    yield address
    process.terminate()
    await process.wait()


@pytest.fixture
async def portal(city: City, issuer: str) -> AsyncIterator[httpx.AsyncClient]:
    """A browser at a portal that knows the provider."""
    of = OidcSettings(issuer=issuer, client_id="guichet", client_secret=secrets.token_hex(8), label="Compte d’essai")
    settings = replace(settings_of(city.env, {}), oidc=of)
    async with parts(settings, city.app_url) as made:
        transport = httpx.ASGITransport(create_web(made.doors, ROOT / "node_modules"))
        async with httpx.AsyncClient(transport=transport, base_url=city.base_url) as browser:
            yield browser


async def consent(address: str, subject: str) -> httpx.URL:
    """Say at the provider who one is; where it sends the browser."""
    async with httpx.AsyncClient() as elsewhere:
        page = await elsewhere.get(address)
        assert page.is_success, page.text
        answer = await elsewhere.post(address, data={"sub": subject})
    assert answer.status_code == 302, answer.text
    return httpx.URL(answer.headers["location"])


async def signed_in(portal: httpx.AsyncClient, subject: str, then: str = "") -> httpx.Response:
    """The whole way; the answer to the browser that comes back."""
    begun = await portal.get("/connexion/compte", params={"suite": then} if then else {})
    assert begun.status_code == 303
    asked = parse_qs(urlsplit(begun.headers["location"]).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["nonce"] and asked["state"]
    return await portal.get((await consent(begun.headers["location"], subject)).raw_path.decode())


async def account_of(city: City, subject: str) -> tuple[str, str] | None:
    async with await psycopg.AsyncConnection.connect(city.database_url) as owner:
        query = "SELECT p.id, p.role FROM identities i JOIN principals p ON p.id = i.principal_id WHERE i.subject = %s"
        return await (await owner.execute(query, (subject,))).fetchone()


async def test_a_person_comes_in_and_goes_where_they_were_going(city: City, portal: httpx.AsyncClient) -> None:
    page = await portal.get("/connexion?suite=/fil")
    assert "Compte d’essai" in page.text and "/connexion/compte?suite=" in page.text
    done = await signed_in(portal, "camille", "/fil")
    assert done.status_code == 303 and done.headers["location"] == "/fil"
    assert "camille@exemple.ca" in (await portal.get("/dossiers")).text
    first = await account_of(city, "camille")
    assert first is not None and first[1] == "citizen"
    await signed_in(portal, "camille")
    assert await account_of(city, "camille") == first  # the same person, the same account


async def test_an_attempt_serves_once_and_in_the_browser_that_began_it(city: City, portal: httpx.AsyncClient) -> None:
    begun = await portal.get("/connexion/compte")
    back = (await consent(begun.headers["location"], "camille")).raw_path.decode()
    cookies = dict(portal.cookies)
    portal.cookies.clear()
    stolen = await portal.get(back)
    assert stolen.status_code == 410 and "guichet_session" not in stolen.headers.get("set-cookie", "")
    portal.cookies.update(cookies)
    assert (await portal.get(back)).status_code == 303
    portal.cookies.update(cookies)
    assert (await portal.get(back)).status_code == 410
    for wrong in (
        "/connexion/retour",
        "/connexion/retour?error=access_denied&state=x",
        "/connexion/retour?code=a&state=b",
    ):
        answer = await portal.get(wrong)
        assert answer.status_code == 410 and "Connexion non terminée" in answer.text


async def test_no_address_makes_anybody_a_clerk(city: City, portal: httpx.AsyncClient) -> None:
    done = await signed_in(portal, "unproven")
    assert done.status_code == 303
    found = await account_of(city, "unproven")
    assert found is not None and found[1] == "citizen" and found[0] != "agent-vd"
    assert (await portal.get("/bureau")).status_code == 403


async def test_a_linked_account_of_elsewhere_opens_the_clerks_own(
    city: City, portal: httpx.AsyncClient, issuer: str
) -> None:
    command = (sys.executable, "-m", "cli", "people", "link", "agent-vd", issuer, "clerk-7", "--json")
    env = city.env | {"DATABASE_URL": city.database_url, "PATH": "/usr/bin:/bin"}
    linking = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=env, stdout=asyncio.subprocess.PIPE)
    told, _ = await linking.communicate()
    assert linking.returncode == 0 and json.loads(told)["account"] == "agent-vd"
    assert (await signed_in(portal, "clerk-7")).status_code == 303
    assert (await portal.get("/bureau")).status_code == 200


async def test_a_token_of_another_attempt_or_client_is_refused(issuer: str) -> None:
    of = OidcSettings(issuer=issuer, client_id="guichet", client_secret="s" * 16)
    provider, back = OpenIdProvider(of), "http://127.0.0.1:1/connexion/retour"
    mine, theirs = provider.attempt(), provider.attempt()
    code = (await consent(await provider.address(mine, back), "camille")).params["code"]
    with pytest.raises(LinkInvalid):  # another nonce: a token that was made for somebody else's attempt
        await provider.identify(code, replace(mine, nonce=theirs.nonce), back)
    code = (await consent(await provider.address(mine, back), "camille")).params["code"]
    found = await provider.identify(code, mine, back)
    assert (found.subject, found.email) == ("camille", "camille@exemple.ca")
    with pytest.raises(LinkInvalid):  # a code serves once
        await provider.identify(code, mine, back)


async def test_the_code_is_asked_for_under_a_challenge_of_the_attempts_own_secret(issuer: str) -> None:
    provider = OpenIdProvider(OidcSettings(issuer=issuer, client_id="guichet", client_secret="s" * 16))
    attempt = provider.attempt()
    asked = parse_qs(urlsplit(await provider.address(attempt, "http://127.0.0.1:1/retour")).query)
    digest = hashlib.sha256(attempt.verifier.encode()).digest()
    assert asked["code_challenge"] == [base64.urlsafe_b64encode(digest).rstrip(b"=").decode()]
    assert attempt.verifier not in str(asked) and provider.attempt() != attempt


KEY = RSAKey.generate_key(2048, parameters={"kid": "one"})
GOOD = {"iss": "https://id.exemple", "aud": "guichet", "sub": "x", "nonce": "n", "exp": 4_000_000_000}
EXPECTED = Expected("https://id.exemple", "guichet", "n")


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://other.exemple"},
        {"aud": "another-client"},
        {"nonce": "m"},
        {"exp": 1_000_000_000},
        {"sub": None},
    ],
    ids=["another issuer", "another client", "another attempt", "over", "of nobody"],
)
def test_a_token_that_does_not_speak_to_us_now_is_refused(change: dict[str, object]) -> None:
    claims = {name: value for name, value in (GOOD | change).items() if value is not None}
    keys = KeySet([KEY])
    assert identity_of(jwt.encode({"alg": "RS256", "kid": "one"}, GOOD, KEY), keys, EXPECTED).subject == "x"
    with pytest.raises(LinkInvalid):
        identity_of(jwt.encode({"alg": "RS256", "kid": "one"}, claims, KEY), keys, EXPECTED)


def test_a_token_signed_by_somebody_else_or_not_at_all_is_refused() -> None:
    other = RSAKey.generate_key(2048, parameters={"kid": "one"})
    unsigned = f"{jwt.encode({'alg': 'RS256'}, GOOD, KEY).rpartition('.')[0]}."
    for token in (jwt.encode({"alg": "RS256", "kid": "one"}, GOOD, other), unsigned, "", "a.b.c"):
        with pytest.raises(LinkInvalid):
            identity_of(token, KeySet([KEY]), EXPECTED)


def test_an_address_that_is_not_proven_is_none() -> None:
    for proven, email in ((True, "a@exemple.ca"), (False, ""), ("true", "")):
        claims = GOOD | {"email": "A@exemple.ca", "email_verified": proven}
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, KEY)
        assert identity_of(token, KeySet([KEY]), EXPECTED).email == email


async def test_a_provider_that_is_away_is_said_to_be_away() -> None:
    provider = OpenIdProvider(OidcSettings(issuer="http://127.0.0.1:1", client_id="guichet", client_secret="s" * 16))
    with pytest.raises(TemporarilyUnavailable):
        await provider.address(provider.attempt(), "http://127.0.0.1:1/connexion/retour")


def test_without_a_provider_the_page_offers_none(city: City) -> None:
    page = httpx.get(f"{city.base_url}/connexion")
    assert "/connexion/compte" not in page.text
    assert httpx.get(f"{city.base_url}/connexion/compte").status_code == 404
    assert re.search(r"<h1", page.text)
