"""Mails about signing in: the link, within seconds and to citizens alone; and that a passkey was added."""

from datetime import datetime, timedelta
from typing import Any, Final

from activities.account_mail import Mail, page, tell
from activities.post_room import PostRoom
from db import passkeys, people, sign_in_attempts, sign_in_links
from db.ciphertext import decrypt, encrypt
from domain.case_ids import SYSTEM_KEY
from domain.clock import local_date
from domain.hours import hour
from domain.letter import Language
from domain.long_dates import long_date
from domain.people import Role

KEPT: Final = timedelta(days=1)  # after it is over, to say that a link was used or is too old


async def send_a_link(room: PostRoom, now: datetime) -> int:
    """Send one link; how many were dealt with. The city's own people get none: their accounts need more than a mail."""
    key = await room.keys.of_case(SYSTEM_KEY)
    async with room.sessions.begin() as session:
        link = await sign_in_links.take_unsent(session, now)
        if link is None:
            return 0
        bound = f"sign-in/{link.token_sha256}"
        content: dict[str, Any] = decrypt(key, bound, link.sealed)
        known = await people.by_email(session, content["email"])
        if known is None or known.actor.role is Role.CITIZEN:
            subject, text = room.wording.mail("sign_in_link", content["language"], {"url": _address(room, content)})
            message_id = f"<{link.token_sha256[:32]}.sign-in@guichet>"
            await room.mailer.send(
                to=content["email"], subject=subject, text=text, message_id=message_id, at=link.made_at
            )
        sealed = encrypt(key, bound, {name: said for name, said in content.items() if name != "token"})
        await sign_in_links.note_sent(session, link.token_sha256, sealed, now)
    return 1


async def tell_of_a_passkey(room: PostRoom, now: datetime) -> int:
    """Tell one person that a passkey was added to their account, so that one they did not add is seen; how many."""
    async with room.sessions.begin() as session:
        added = await passkeys.take_untold(session)
        if added is None:
            return 0
        language: Language = "en" if added.language == "en" else "fr"
        facts = {
            "day": long_date(local_date(added.added_at), language),
            "hour": hour(added.added_at, language),
            "url": page(room, language, "/cles-acces"),
        }
        message_id = f"<{added.credential_id.hex()[:32]}.passkey@guichet>"
        mail = Mail("passkey_added", language, facts, message_id, added.added_at)
        await tell(room, session, added.principal_id, mail)
        await passkeys.note_told(session, added.credential_id, now)
    return 1


async def drop_old_links(room: PostRoom, now: datetime) -> int:
    """Drop links, attempts with an account of elsewhere, and answered challenges, over a day ago; how many."""
    async with room.sessions.begin() as session:
        attempts = await sign_in_attempts.drop_over(session, now - KEPT)
        answered = await passkeys.drop_answered(session, now - KEPT)
        return attempts + answered + await sign_in_links.drop_old(session, now - KEPT)


def _address(room: PostRoom, content: dict[str, Any]) -> str:
    return page(room, content["language"], f"/connexion/lien/{content['token']}")
