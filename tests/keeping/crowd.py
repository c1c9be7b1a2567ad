"""Many applications filed over HTTP by people whose words are nowhere else, each given up at once."""

import asyncio
import secrets
from dataclasses import dataclass, field

from cli.city_client import CityClient, Sent
from cli.made_up import demolition
from cli.pictures import picture
from tests.keeping.archive import Archive

CITIZEN = "citoyen-2"
AT_ONCE = 8


@dataclass
class Filed:
    """One case and all that is personal in it."""

    rank: int
    token: str = field(default_factory=lambda: secrets.token_hex(6))
    case_id: str = ""
    act_id: str = ""
    document_id: str = ""

    @property
    def answers(self) -> dict[str, str]:
        """What the applicant says of themselves."""
        return {
            "applicant_name": f"Zoé Gardée-{self.token} d’Oubli",
            "applicant_email": f"zoe.gardee.{self.token}@canari.invalid",
            "mailing_address": f"{self.rank}, rue de l’Épreuve-{self.token}\nMontréal (Québec)",
            "description": f"Démolir le garage de la cour {self.token}-arrière.",
        }

    @property
    def reason(self) -> str:
        """Why it is given up."""
        return f"La vente à Mme Gardée-{self.token} est annulée."

    @property
    def key(self) -> str:
        """A client's key that says too much."""
        return f"zoe-gardee-{self.token}-depot"

    @property
    def file_name(self) -> str:
        """A file name that says too much."""
        return f"garage-de-zoe-{self.token}.png"

    @property
    def words(self) -> list[str]:
        """Everything that must not be found any more; the token alone is in all of it."""
        return [*self.answers.values(), self.reason, self.key, self.file_name, self.token]


async def file_and_withdraw(archive: Archive, count: int, first: int = 1000) -> list[Filed]:
    """So many cases filed and given up, their letters sent."""
    client = CityClient(archive.city.stack.base_url, archive.city.stack.tokens)
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(rank: int) -> Filed:
        async with gate:
            return await _life(client, Filed(rank))

    filed = await asyncio.gather(*(one(first + rank) for rank in range(count)))
    await archive.city.until_settled()
    await client.close()
    return list(filed)


async def _life(client: CityClient, filed: Filed) -> Filed:
    made = picture("photos", seed=filed.rank)
    filed.document_id = await client.upload(CITIZEN, filed.file_name, "photos", made.content, made.media_type)
    application = demolition(filed.rank)
    body = {
        "service": application.service, "borough": application.borough, "language": "fr",
        "answers": {**application.answers, **filed.answers}, "documents": {"photos": filed.document_id},
    }  # fmt: skip
    receipt = await client.until_answered(Sent(CITIZEN, "/cases", body, filed.key, "file"))
    filed.case_id = receipt["case_id"]
    path = f"/cases/{filed.case_id}/withdraw"
    given_up = Sent(
        CITIZEN, path, {"reason": filed.reason}, f"withdraw-{filed.token}", "withdraw", filed.case_id, receipt["seq"]
    )
    await client.until_answered(given_up)
    return filed
