"""Coming in by e-mail: one use, a quarter of an hour, one browser; nothing says whether an address is known."""

import asyncio
import re
import secrets
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.conftest import City
from tests.web.visitor import Visitor, title

pytestmark = pytest.mark.stack
LINK = re.compile(r"(/(?:en/)?connexion/lien/[\w-]{20,})")


async def ask(visitor: Visitor, email: str, prefix: str = "") -> str:
    """Ask for a link as the form does; what the page says, without the address."""
    fields = await visitor.hidden(f"{prefix}/connexion")
    page = await visitor.http.post(f"{prefix}/connexion/courriel", data=fields | {"email": email})
    assert page.status_code == 200, page.text
    return re.sub(r'name="csrf" value="[^"]*"', "", page.text.replace(email, ""))


async def link(city: City, email: str) -> str:
    """The path of the link in the latest mail to an address."""
    return await read(city, email, LINK)


async def read(city: City, email: str, wanted: re.Pattern[str]) -> str:
    """What the latest mail to an address says that is wanted: the group of the pattern."""
    mails = Path(city.var) / "mail"
    async with asyncio.timeout(30):
        while True:
            for mail in sorted(mails.glob("**/*.eml"), key=lambda one: one.stat().st_mtime, reverse=True):
                message = message_from_bytes(mail.read_bytes(), policy=default)
                if message["to"] == email and (found := wanted.search(message.get_content())):
                    return found[1]
            await asyncio.sleep(0.2)


def new_address() -> str:
    return f"{secrets.token_hex(6)}@exemple.ca"


@pytest.mark.parametrize(("prefix", "words"), [("", "Mes demandes"), ("/en", "My applications")])
async def test_a_citizen_comes_in_by_a_link_and_finds_the_same_account_again(
    city: City, visitor: Visitor, prefix: str, words: str
) -> None:
    email = new_address()
    await ask(visitor, email, prefix)
    path = await link(city, email)
    assert path.startswith(prefix + "/connexion")
    button = await visitor.get(path)
    assert button.headers["referrer-policy"] == "no-referrer"
    entered = await visitor.http.post(path, data=await visitor.hidden(path))
    assert entered.status_code == 303, entered.text
    assert (entered.status_code, entered.headers["location"]) == (303, f"{prefix}/accueil")
    home = await visitor.get(f"{prefix}/services")
    assert email in home.text and words in home.text
    draft = await visitor.draft()
    async with Visitor(city.base_url) as later:
        await ask(later, email)
        path = await link(city, email)
        await later.http.post(path, data=await later.hidden(path))
        assert (await later.get(f"{draft}/questions")).status_code == 200


async def test_a_link_serves_once_whatever_comes_at_once(city: City, visitor: Visitor) -> None:
    email = new_address()
    await ask(visitor, email)
    path = await link(city, email)
    for _ in range(3):  # a mail program looks first
        assert (await visitor.get(path)).status_code == 200
    fields = await visitor.hidden(path)
    cookies = dict(visitor.http.cookies)

    async def once() -> int:
        async with Visitor(city.base_url) as twin:
            twin.http.cookies.update(cookies)
            return (await twin.http.post(path, data=fields)).status_code

    answers = await asyncio.gather(*(once() for _ in range(20)))
    assert sorted(answers) == [303] + [410] * 19
    async with Visitor(city.base_url) as twin:
        twin.http.cookies.update(cookies)
        again = await twin.get(path)
    assert again.status_code == 410 and "déjà utilisé" in title(again)


async def test_another_browser_a_forged_and_an_expired_link_get_one_answer(city: City, visitor: Visitor) -> None:
    email, pages = new_address(), list[str]()
    await ask(visitor, email)
    path = await link(city, email)
    async with Visitor(city.base_url) as thief:
        await thief.get("/")
        pages.append((await thief.get(path)).text.replace(path, ""))
        stolen = await thief.http.post(path, data=await thief.hidden("/connexion"))
        assert stolen.status_code == 410
        forged = f"/connexion/lien/{secrets.token_urlsafe(32)}"
        answer = await thief.get(forged)
        assert answer.status_code == 410
        pages.append(answer.text.replace(forged, ""))
    assert pages[0] == pages[1] and "Lien non valide" in pages[0]
    assert (await visitor.get(path)).status_code == 200  # the thief used nothing up


async def test_a_known_an_unknown_and_a_colleague_s_address_read_alike(city: City, visitor: Visitor) -> None:
    known, unknown, staff = "citoyen-7@guichet.invalid", new_address(), "direction-vm@guichet.invalid"
    assert len({await ask(visitor, email) for email in (known, unknown, staff)}) == 1
    assert await link(city, unknown)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(3):
            await link(city, staff)


@pytest.mark.parametrize("email", ["", "not an address", "a@b", "x" * 300 + "@exemple.ca", "a@b.ca,c@d.ca"])
async def test_what_is_no_address_is_said_beside_the_field(visitor: Visitor, email: str) -> None:
    fields = await visitor.hidden("/connexion")
    page = await visitor.http.post("/connexion/courriel", data=fields | {"email": email})
    assert page.status_code == 422 and 'href="#email"' in page.text
