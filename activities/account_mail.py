"""A mail to the holder of an account, where it has an address: the one way in which these are composed and sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.post_room import PostRoom
from db import people


@dataclass(frozen=True)
class Mail:
    """Which mail, in which language, of what, under which Message-ID; `at` dates it: when it was due."""

    template: str
    language: str
    facts: dict[str, Any]
    message_id: str
    at: datetime


async def tell(room: PostRoom, session: AsyncSession, principal_id: str, mail: Mail) -> None:
    """Send a mail to an account; nothing where there is no account, or it has no address."""
    account = await people.by_id(session, principal_id)
    if account is None or not account.email:
        return
    subject, text = room.wording.mail(mail.template, mail.language, mail.facts)
    await room.mailer.send(to=account.email, subject=subject, text=text, message_id=mail.message_id, at=mail.at)


def page(room: PostRoom, language: str, plain: str) -> str:
    """The address of one of our pages, in a language."""
    return f"{room.base_url}{'/en' if language == 'en' else ''}{plain}"
