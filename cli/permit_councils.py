"""What a desk does with a file that the committee and the council decide: opinions, referral, notice, resolution."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cli.city_client import CityClient, Refused
from cli.permit_life import Days, Life, Step, desk_act, refusal

MEETING = timedelta(days=25)  # after the referral: the file is ready 21 days before
SITTING = timedelta(days=20)  # after the notice: at least 15 days
MOTIVES = {"fr": "Le projet s’intègre bien à son milieu.", "en": "The project fits well into its surroundings."}


async def hear_or_refer(life: Life, client: CityClient) -> None:
    """The next opinion that is missing, whosever turn it is; when all are in, the committee."""
    page = await client.get(f"agent-{life.borough}", f"/cases/{life.case_id}")
    missing = [code for code in page["opinions"] if code not in page["heard"]]
    if not missing:
        await desk_act(life, client, "agent", "refer", {"meeting_on": (life.today + MEETING).isoformat()})
        return
    for code in missing:
        try:
            await desk_act(life, client, "agent", "give_opinion", {"discipline": code, "outcome": "favourable"})
            return
        except Refused as refused:
            if "not-its-turn" not in str(refused):
                raise


def _committee(life: Life, client: CityClient) -> Step:
    """At its meeting, or at the next one where it was postponed."""
    return timedelta(days=31), lambda: _advise(life, client)


async def _advise(life: Life, client: CityClient) -> None:
    body: dict[str, Any] = {"given_on": life.today.isoformat(), "motives": MOTIVES[life.application.language]}
    if life.number % 4 == 1 and not life.notes.get("postponed"):
        life.notes["postponed"] = True
        body |= {"outcome": "postponed", "next_meeting_on": (life.today + timedelta(days=28)).isoformat()}
    elif life.plan == "issued_with_conditions":
        body |= {"outcome": "favourable_with_conditions", "conditions": ["Brique rouge en façade."]}
    else:
        body |= {"outcome": "unfavourable" if life.plan == "refused" else "favourable"}
    await desk_act(life, client, "agent", "record_committee_opinion", body)


def _notice(life: Life, client: CityClient) -> Step:
    return Days(life.rng).between(1, 6), lambda: _publish(life, client)


async def _publish(life: Life, client: CityClient) -> None:
    body = {
        "published_on": life.today.isoformat(), "council_on": (life.today + SITTING).isoformat(),
        "council_time": "19 h", "place": "Mairie d’arrondissement", "nature": "Marge latérale de 1,2 m au lieu de 2 m.",
        "effects": "Permettre un agrandissement à l’arrière du bâtiment.",
    }  # fmt: skip
    await desk_act(life, client, "agent", "publish_notice", body)


def _council(life: Life, client: CityClient) -> Step:
    if life.number % 3 == 0 and not life.notes.get("commented"):
        life.notes["commented"] = True
        return Days(life.rng).between(2, 9), lambda: _comment(life, client)
    return timedelta(days=32), lambda: _resolve(life, client)


async def _comment(life: Life, client: CityClient) -> None:
    """A neighbour writes, where a notice stands; a plan of integration (PIIA) has none."""
    body = {"text": "Je souhaite que l’arbre de la cour soit conservé."}
    await client.say_publicly(f"/notices/{life.case_id}/comments", body, secrets.token_hex(8))


async def _resolve(life: Life, client: CityClient) -> None:
    agent = f"agent-{life.borough}"
    comments = (await client.get(agent, f"/cases/{life.case_id}/comments"))["comments"]
    body: dict[str, Any] = {
        "resolution": f"CA{life.today:%y} {100000 + life.number}", "resolved_on": life.today.isoformat(),
        "comments": len(comments),
    }  # fmt: skip
    body |= {"outcome": "refused", **refusal(life)} if life.plan == "refused" else {"outcome": "granted"}
    await desk_act(life, client, "agent", "record_resolution", body)


STEPS: dict[str, Callable[[Life, CityClient], Step]] = {
    "CCU_PENDING": _committee,
    "NOTICE_PERIOD": _notice,
    "COUNCIL_PENDING": _council,
}
