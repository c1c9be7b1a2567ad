"""An administrator's browser and a service of a test's own: proposed, published and withdrawn by its pages."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

import httpx
import psycopg

from catalogue.load import FOLDER
from tests.conftest import City
from tests.web.visitor import Visitor, hidden

INDEX, PROPOSE = "/bureau/ville/services", "/bureau/ville/services/proposer"
SHIPPED: Final = (FOLDER / "services/arb/abattage-arbre.toml").read_text(encoding="utf-8")
TITLE: Final = "Certificat d’autorisation d’abattage d’arbre"
AT_MOST: Final = 60  # seconds until every door offers what was published


@dataclass(frozen=True)
class Bench:
    """An administrator's browser and a service of the test's own: a shipped one under another code."""

    city: City
    visitor: Visitor
    code: str

    @property
    def path(self) -> str:
        """The service's page."""
        return f"{INDEX}/{self.code}"

    def text(self, *changes: tuple[str, str]) -> str:
        """The service's file, some of its words changed."""
        text = SHIPPED.replace('code = "abattage-arbre"', f'code = "{self.code}"', 1)
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        return text

    async def propose(self, content: str, path: str = PROPOSE, **fields: str) -> httpx.Response:
        """Send a file's text."""
        form = await self.token() | {"content": content, "action": "check", **fields}
        return await self.visitor.http.post(path, data=form)

    async def confirm(self, seen: httpx.Response, path: str = PROPOSE) -> httpx.Response:
        """Publish what a page shows that it would change."""
        return await self.visitor.http.post(path, data=hidden(seen) | {"action": "publish"})

    async def publish(self, content: str) -> int:
        """Publish a file; the publication's number."""
        done = await self.confirm(await self.propose(content))
        assert done.status_code == 303, unescape(done.text)
        return int(done.headers["location"].split("publiee=")[1])

    async def withdraw(self) -> None:
        """Offer the service no more."""
        seen = await self.visitor.http.post(self.path, data=await self.token() | {"what": "withdraw"})
        assert (await self.confirm(seen, self.path)).status_code == 303

    async def token(self) -> dict[str, str]:
        """What every form carries."""
        return {"csrf": (await self.visitor.hidden(PROPOSE))["csrf"]}

    async def in_force(self) -> int:
        """The number of the publication in force."""
        return (await rows(self.city, "SELECT max(number) FROM catalogue_publications"))[0][0]

    async def public(self, words: str, path: str = "") -> None:
        """Wait until the service's public page says something."""
        await until(lambda: self.visitor.get(path or f"/services/{self.code}"), lambda page: words in spoken(page))


def spoken(page: httpx.Response) -> str:
    """A page's text, its unbreakable spaces plain."""
    return unescape(page.text).replace("\u00a0", " ")


async def until(ask: Callable[[], Any], holds: Callable[[httpx.Response], bool]) -> None:
    """Ask again until an answer is as wanted, for a minute."""
    async with asyncio.timeout(AT_MOST):
        while not holds(await ask()):
            await asyncio.sleep(0.3)


async def rows(city: City, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the database holds."""
    async with await psycopg.AsyncConnection.connect(city.database_url) as connection:
        return await (await connection.execute(query.encode(), values)).fetchall()
