"""A browser without a screen: cookies, hidden fields, no script."""

import re
from html import unescape
from typing import Any, Self

import httpx

from tests.web.walk import photo

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
H1 = re.compile(r"<h1[ >]")
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
FELLING = "abattage-arbre"


class Visitor:
    """One person's browser on a city."""

    def __init__(self, base_url: str) -> None:
        self.http = httpx.AsyncClient(base_url=base_url, timeout=30)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    async def get(self, path: str, **more: Any) -> httpx.Response:
        """One page, redirects followed."""
        return await self.http.get(path, follow_redirects=True, **more)

    async def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields of a page's last form."""
        return hidden(await self.get(path))

    async def send(self, path: str, fields: dict[str, Any], **more: Any) -> httpx.Response:
        """Send a form as the page has it, with its hidden fields."""
        return await self.http.post(path, data=await self.hidden(path) | fields, **more)

    async def sign_in(self, account: str, prefix: str = "") -> httpx.Response:
        """Come in under a demo account."""
        return await self.send(f"{prefix}/connexion", {"account": account})

    async def draft(self, borough: str = "VD", answers: dict[str, str] | None = None, service: str = FELLING) -> str:
        """Begin a tree-felling application; its path. With `answers`, its questions are answered too."""
        begun = await self.send(f"/services/{service}/demande", {"borough": borough, "language": "fr"})
        path = begun.headers["location"].removesuffix("/questions")
        if answers:
            await self.send(f"{path}/questions", answers)
        return path

    async def ready(self, service: str = FELLING) -> str:
        """A tree-felling application with its documents, ready to be filed; its path."""
        path = await self.draft(answers=TREE, service=service)
        files = [(name, ("photo.jpg", photo("green"), "image/jpeg")) for name in ("photos", "photos", "location_plan")]
        await self.http.post(f"{path}/documents", data=await self.hidden(f"{path}/documents"), files=files)
        return path

    async def filed(self, service: str = FELLING) -> str:
        """A tree-felling application, filed; its case id."""
        path = await self.ready(service)
        answer = await self.send(f"{path}/verification", {"declared": "yes"})
        return answer.headers["location"].split("/dossier/")[1][:32]


TREE = {
    "work_address": "4101, rue Sherbrooke Est",
    "applicant_name": "Élodie Tremblay",
    "applicant_email": "elodie@exemple.ca",
    "mailing_address": "4101, rue Sherbrooke Est, Montréal",
    "owner": "yes",
    "description": "Abattre un frêne mort.",
    "trees": "1",
    "species": "Frêne",
    "diameter_cm": "22",
    "reason": "dead",
    "replanting": "no",
    "action": "continue",
}


def hidden(page: httpx.Response) -> dict[str, str]:
    """The hidden fields of a page."""
    return {name: unescape(value) for name, value in HIDDEN.findall(page.text)}


def title(page: httpx.Response) -> str:
    """The title of a page."""
    found = TITLE.search(page.text)
    return unescape(found[1]) if found else ""
