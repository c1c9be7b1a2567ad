"""Six applications played over HTTP, each to another end, by people with names that must show up nowhere else."""

import asyncio
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

from PIL import Image

from cli.city_client import Acknowledgements, CityClient, Sent
from cli.made_up import demolition
from cli.simulated_city import SimulatedCity

CITIZEN, AGENT, DIRECTION = "citoyen-1", "agent-vd", "direction-vd"
OPINIONS = [{"discipline": name, "outcome": "favourable", "note": ""} for name in ("zoning", "construction")]
ITEMS = [{"name": "marge", "kind": "text", "label": "Précisez la marge latérale", "note": ""}]
REFUSAL = {
    "reasons": "Le garage est protégé par le règlement de zonage.",
    "provision": "Règlement de zonage de l’arrondissement, article 12",
    "remedies": ["Présenter une nouvelle demande."],
}
RANKS = range(1, 7)


def person(rank: int) -> dict[str, str]:
    """What is personal in an application."""
    return {
        "applicant_name": f"Zoé Témoin-{rank} d’Éprouvette",
        "applicant_email": f"zoe.temoin.{rank}@canari.invalid",
        "mailing_address": f"{rank}97, rue de l’Épreuve-Témoin\nMontréal (Québec)  H2S 2S{rank}",
    }


class Life:
    """One case. Each act is sent with the sequence number that the case stands at."""

    def __init__(self, client: CityClient, rank: int) -> None:
        self._client, self._rank, self._acts = client, rank, 0
        self.case: dict[str, Any] = {}

    async def file(self) -> None:
        """File the application with its photograph."""
        application = demolition(self._rank)
        photo = await self._client.upload(CITIZEN, "garage.png", "photos", _picture(self._rank), "image/png")
        body = {
            "service": application.service,
            "borough": application.borough,
            "answers": {**application.answers, **person(self._rank)},
            "documents": {"photos": photo},
            "language": "fr" if self._rank % 2 else "en",
        }
        self.case = await self._client.until_answered(Sent(CITIZEN, "/cases", body, f"life-{self._rank}-file", "file"))

    async def do(self, account: str, action: str, body: dict[str, Any] | None = None) -> None:
        """One act."""
        self._acts += 1
        path = f"/cases/{self.case['case_id']}/{action.replace('_', '-')}"
        key = f"life-{self._rank}-{self._acts}-{action}"
        sent = Sent(account, path, body or {}, key, action, self.case["case_id"], self.case["seq"])
        self.case = await self._client.until_answered(sent)

    async def pay(self, purpose: str) -> None:
        """Pay at the gateway, and wait until the case knows."""
        path = f"/cases/{self.case['case_id']}"
        while not (url := await self._hosted(purpose)):
            await asyncio.sleep(0.05)
        await self._client.pay(url)
        while (await self._client.get(CITIZEN, path))["seq"] == self.case["seq"]:
            await asyncio.sleep(0.05)
        self.case["seq"] += 1

    async def _hosted(self, purpose: str) -> str:
        found = await self._client.get(CITIZEN, f"/cases/{self.case['case_id']}/payments")
        return next((one["hosted_url"] for one in found["payments"] if one["purpose"] == purpose), "")


async def issued(life: Life) -> None:
    """Paid, complete, approved, paid again: the permit is issued."""
    await life.file()
    await life.pay("at_submission")
    await life.do(AGENT, "declare_complete")
    await life.do(AGENT, "conclude_review", {"opinions": OPINIONS})
    await life.do(AGENT, "approve", {"conditions": ["Protéger les arbres voisins."]})
    await life.pay("at_issue")


async def refused(life: Life) -> None:
    """Paid, complete, refused."""
    await life.file()
    await life.pay("at_submission")
    await life.do(AGENT, "declare_complete")
    await life.do(DIRECTION, "refuse", REFUSAL)


async def answered(life: Life) -> None:
    """Asked for information, which came: it waits for the clerk."""
    await life.file()
    await life.pay("at_submission")
    await life.do(AGENT, "ask_information", {"items": ITEMS})
    await life.do(CITIZEN, "answer_information", {"answers": {"marge": "Un mètre et demi."}})


async def withdrawn(life: Life) -> None:
    """Given up before it was paid."""
    await life.file()
    await life.do(CITIZEN, "withdraw", {"reason": "Le projet est abandonné."})


async def silent(life: Life) -> None:
    """Filed; nobody pays."""
    await life.file()


async def play_all(city: SimulatedCity, told: Path) -> None:
    """Play the lives until all is at rest: three end, one of them because its days to pay were over; three wait."""
    client = CityClient(city.stack.base_url, city.stack.tokens, Acknowledgements(told))
    lives = [Life(client, rank) for rank in RANKS]
    plays = (issued, refused, answered, withdrawn, silent)
    await asyncio.gather(*(play(life) for play, life in zip(plays, lives[:5], strict=True)))
    await city.move_to(city.instant + timedelta(days=20))
    await silent(lives[5])
    await city.until_settled()
    await client.close()


def _picture(rank: int) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (64, 64), (40 * rank % 255, 90, 120)).save(drawn, "PNG")
    return drawn.getvalue()
