"""Mails that are no event of a case: the way back to a draft, one that will be dropped, a promise not kept, a hearing
that is not ready, a request for rectification that is answered.

Each is sent while its row is held, then noted: at least once, under a Message-ID and with a content that do not
change, so that one sent again is known again.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from activities.account_mail import Mail, page, tell
from activities.post_room import PostRoom
from db import breaches, drafts, hearing_processes, rectifications
from db.breaches import Breach
from db.drafts import DraftRow
from db.hearing_processes import Unready
from domain.clock import local_date
from domain.hours import hour
from domain.letter import Language
from domain.long_dates import long_date

REMIND_AFTER: Final = timedelta(days=60)
DROP_AFTER: Final = timedelta(days=90)


async def remind_of_a_draft(room: PostRoom, now: datetime) -> int:
    """Remind the owner of one draft untouched for 60 days (DOMAIN §7.1); how many were reminded."""
    async with room.sessions.begin() as session:
        draft = await drafts.take_to_remind(session, now - REMIND_AFTER)
        if draft is None:
            return 0
        facts, message_id = await _of_draft(room, draft), f"<{draft.id}.reminder.{draft.revision}@guichet>"
        mail = Mail("draft_reminder", draft.language, facts, message_id, draft.updated_at + REMIND_AFTER)
        await tell(room, session, draft.owner, mail)
        await drafts.note_reminded(session, draft.id, now)
    return 1


async def send_a_draft_link(room: PostRoom, now: datetime) -> int:
    """Send the way back to one draft to the owner who asked for it; how many were sent."""
    async with room.sessions.begin() as session:
        taken = await drafts.take_link_asked(session)
        if taken is None:
            return 0
        draft, asked_at = taken
        facts, message_id = await _of_draft(room, draft), f"<{draft.id}.link.{int(asked_at.timestamp())}@guichet>"
        await tell(room, session, draft.owner, Mail("draft_link", draft.language, facts, message_id, asked_at))
        await drafts.note_link_sent(session, draft.id)
    return 1


async def tell_of_a_breach(room: PostRoom, now: datetime) -> int:
    """Tell one supervisor of one promise that was not kept; how many were told."""
    async with room.sessions.begin() as session:
        breach = await breaches.take_untold(session)
        if breach is None:
            return 0
        message_id = f"<{breach.case_id}.promise.{breach.promised_on.isoformat()}@guichet>"
        mail = Mail("promise_broken", "fr", await _of_breach(room, breach), message_id, breach.noted_at)
        await tell(room, session, breach.supervisor or "", mail)
        await breaches.note_told(session, breach, now)
    return 1


async def tell_of_an_unready_hearing(room: PostRoom, now: datetime) -> int:
    """Tell the court office of one hearing that was found not ready; how many were told."""
    async with room.sessions.begin() as session:
        look = await hearing_processes.take_untold(session)
        if look is None:
            return 0
        message_id = f"<{look.hearing_id}.ready.{look.when}@guichet>"
        mail = Mail("hearing_unready", "fr", _of_hearing(room, look), message_id, look.looked_at)
        await tell(room, session, look.supervisor, mail)
        await hearing_processes.note_told(session, look, now)
    return 1


async def tell_of_a_rectification(room: PostRoom, now: datetime) -> int:
    """Tell one person that their request for rectification is answered, or takes ten days more; how many were told."""
    async with room.sessions.begin() as session:
        told = await rectifications.take_untold(session)
        if told is None:
            return 0
        language: Language = "en" if told.language == "en" else "fr"
        facts = {"due_on": long_date(told.due_on, language), "url": page(room, language, "/mes-donnees/rectification")}
        message_id = f"<{told.id}.{told.what}@guichet>"
        mail = Mail(f"rectification_{told.what}", language, facts, message_id, told.at)
        await tell(room, session, told.owner, mail)
        await rectifications.note_told(session, told.id)
    return 1


def _of_hearing(room: PostRoom, look: Unready) -> dict[str, Any]:
    day = local_date(look.starts_at)
    return {
        "reference": look.reference,
        "when": look.when,
        "day": long_date(day, "fr"),
        "hour": hour(look.starts_at, "fr"),
        "room": look.room,
        "missing": look.missing,
        "case_url": f"{room.base_url}/dossier/{look.case_id}",
        "day_url": f"{room.base_url}/bureau/audiences?jour={day.isoformat()}",
    }


async def _of_draft(room: PostRoom, draft: DraftRow) -> dict[str, Any]:
    language: Language = "en" if draft.language == "en" else "fr"
    await room.wording.recall(draft.service, draft.version)
    return {
        "service_title": room.wording.service_title(draft.service, draft.version, language),
        "dropped_on": long_date(local_date(draft.updated_at + DROP_AFTER), language),
        "draft_url": page(room, language, f"/demande/{draft.id}"),
    }


async def _of_breach(room: PostRoom, breach: Breach) -> dict[str, Any]:
    await room.wording.recall(breach.service, breach.version)
    return {
        "reference": breach.reference,
        "service_title": room.wording.service_title(breach.service, breach.version, "fr"),
        "borough_name": room.wording.borough_name(breach.borough, "fr"),
        "promised_on": long_date(breach.promised_on, "fr"),
        "case_url": f"{room.base_url}/dossier/{breach.case_id}",
        "list_url": f"{room.base_url}/bureau/retards",
    }


EVERY: Final = (remind_of_a_draft, tell_of_a_breach, tell_of_an_unready_hearing)
