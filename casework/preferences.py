"""How a person wants to be reached: channel, addresses accepted, text messages asked for, language."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy.exc import IntegrityError

from casework.doors import Doors, entering
from db import preferences
from db.ciphertext import decrypt, encrypt
from db.preferences import PreferenceRow
from domain import policy
from domain.case_ids import SYSTEM_KEY
from domain.channels import Channel
from domain.errors import Forbidden, Invalid, PreconditionFailed
from domain.letter import Language
from domain.people import Actor

ACTION: Final = "preferences"
EMAIL: Final = re.compile(r"[^\s@<>\"',;:()\[\]\\]{1,64}@[^\s@.<>\"',;:()\[\]\\]+(\.[^\s@.<>\"',;:()\[\]\\]+)+")
LONGEST_EMAIL: Final = 254
MOBILE: Final = re.compile(r"\+1[2-9][0-9]{2}[2-9][0-9]{6}")


@dataclass(frozen=True)
class Wanted:
    """What a person asks for. `accepted`: they designate `email` and accept to receive their letters there."""

    channel: str = "electronic"
    email: str = ""
    accepted: bool = False
    mobile: str = ""
    texts: bool = False
    language: Language = "fr"


@dataclass(frozen=True)
class Preferences:
    """What the city keeps. Revision 0: the person never said anything, and the application's own address is used."""

    wanted: Wanted
    revision: int = 0
    accepted_at: datetime | None = None
    texts_since: datetime | None = None
    language_basis: str = "default"


async def read(doors: Doors, actor: Actor) -> Preferences:
    """One's own preferences. Raises Forbidden."""
    _allow(actor)
    async with entering(doors, actor) as session:
        row = await preferences.of_person(session, actor.id)
    return await _opened(doors, row) if row else Preferences(Wanted())


async def save(doors: Doors, actor: Actor, wanted: Wanted, expects: int) -> Preferences:
    """Keep one's preferences over the revision that was read. Raises Forbidden, Invalid, PreconditionFailed.

    An address keeps the day on which it was accepted; another address is accepted anew. Withdrawn consent is forgotten.
    """
    _allow(actor)
    wanted = replace(wanted, email=wanted.email.strip(), mobile=canonical(wanted.mobile))
    _check(wanted)
    before = await read(doors, actor)
    if before.revision != expects:
        raise PreconditionFailed(expected=expects, actual=before.revision)
    row = await _row(doors, actor, wanted, before)
    try:
        async with entering(doors, actor) as session:
            kept = await preferences.keep(session, row)
    except IntegrityError:
        kept = False
    if not kept:
        raise PreconditionFailed(expected=expects, actual=(await read(doors, actor)).revision)
    return await _opened(doors, row)


def canonical(number: str) -> str:
    """A telephone number as `+15145550123`; what is not one stays as it is, and is refused."""
    digits = re.sub(r"[\s().-]", "", number)
    if re.fullmatch(r"[2-9][0-9]{9}", digits):
        return f"+1{digits}"
    return f"+{digits}" if re.fullmatch(r"1[2-9][0-9]{9}", digits) else digits


def _check(wanted: Wanted) -> None:
    electronic = wanted.channel == Channel.ELECTRONIC
    faults = {"channel": "" if wanted.channel in set(Channel) else "not-a-choice"}
    faults["language"] = "" if wanted.language in ("fr", "en") else "not-a-choice"
    faults["email"] = _fault(wanted.email, EMAIL, "not-an-email", needed=electronic)
    faults["mobile"] = _fault(wanted.mobile, MOBILE, "not-a-phone", needed=wanted.texts)
    faults["accepted"] = "required" if electronic and not wanted.accepted else ""
    if any(faults.values()):
        raise Invalid({name: fault for name, fault in faults.items() if fault})


def _fault(value: str, form: re.Pattern[str], fault: str, *, needed: bool) -> str:
    if not value:
        return "required" if needed else ""
    return "" if len(value) <= LONGEST_EMAIL and form.fullmatch(value) else fault


async def _row(doors: Doors, actor: Actor, wanted: Wanted, before: Preferences) -> PreferenceRow:
    now = await doors.clock.now()
    same_email = before.accepted_at is not None and before.wanted.email == wanted.email
    same_mobile = before.texts_since is not None and before.wanted.mobile == wanted.mobile
    kept = {
        "email": wanted.email if wanted.accepted else "",
        "mobile": wanted.mobile if wanted.texts else "",
    }
    key = await doors.keys.of_case(SYSTEM_KEY)
    return PreferenceRow(
        principal_id=actor.id,
        channel=wanted.channel,
        language=wanted.language,
        language_basis="chosen" if wanted.language == "en" or before.language_basis == "chosen" else "default",
        addresses=encrypt(key, f"preferences/{actor.id}", kept),
        accepted_at=(before.accepted_at if same_email else now) if kept["email"] else None,
        texts_since=(before.texts_since if same_mobile else now) if kept["mobile"] else None,
        revision=before.revision + 1,
        updated_at=now,
    )


async def _opened(doors: Doors, row: PreferenceRow) -> Preferences:
    kept = decrypt(await doors.keys.of_case(SYSTEM_KEY), f"preferences/{row.principal_id}", row.addresses)
    wanted = Wanted(
        channel=row.channel,
        email=kept["email"],
        accepted=row.accepted_at is not None,
        mobile=kept["mobile"],
        texts=row.texts_since is not None,
        language="en" if row.language == "en" else "fr",
    )
    return Preferences(wanted, row.revision, row.accepted_at, row.texts_since, row.language_basis)


def _allow(actor: Actor) -> None:
    if not policy.may_at_desk(actor, ACTION):
        raise Forbidden(act=ACTION)
