"""A date that is offered is told at once to whoever waits for it, where the account has an address."""

from datetime import datetime
from typing import Any

from activities.account_mail import Mail, page, tell
from activities.post_room import PostRoom
from db import offers_of_dates
from db.offers_of_dates import Untold
from domain.clock import local_date
from domain.hours import hour
from domain.letter import Language
from domain.long_dates import long_date


async def tell_of_an_offer(room: PostRoom, now: datetime) -> int:
    """Tell one person of one date that is offered; how many were told."""
    async with room.sessions.begin() as session:
        offer = await offers_of_dates.take_untold(session)
        if offer is None:
            return 0
        language: Language = "en" if offer.language == "en" else "fr"
        mail = Mail("date_offered", language, _facts(room, offer, language), f"<{offer.id}.offer@guichet>", offer.at)
        await tell(room, session, offer.owner, mail)
        await offers_of_dates.note_told(session, offer.id, now)
    return 1


def _facts(room: PostRoom, offer: Untold, language: Language) -> dict[str, Any]:
    return {
        "reference": offer.reference,
        "day": long_date(local_date(offer.starts_at), language),
        "hour": hour(offer.starts_at, language),
        "room": offer.room,
        "until_day": long_date(local_date(offer.until), language),
        "until_hour": hour(offer.until, language),
        "url": page(room, language, f"/dossier/{offer.case_id}/plus-tot"),
    }
