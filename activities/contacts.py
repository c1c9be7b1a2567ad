"""Where a case's person is reached: the channel of a letter, and the postal address that stands."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from db import deliveries, preferences
from db.ciphertext import decrypt, encrypt
from db.deliveries import DeliveryRow
from domain import channels
from domain.case_ids import SYSTEM_KEY
from domain.channels import Channel, Choice, Designation, Wish
from domain.ports import CaseKeys, DataKey


@dataclass(frozen=True)
class Used:
    """The addresses that one attempt used: electronic, and as printed or to be put on an envelope."""

    email: str
    name: str
    lines: tuple[str, ...]

    @property
    def block(self) -> tuple[str, ...]:
        """Name and lines, as on an envelope; empty when there is nowhere to post to."""
        return (self.name, *self.lines) if self.lines else ()


@dataclass(frozen=True)
class Preferred:
    """A person's preferences, opened. `mobile` is empty unless the person asked for text messages."""

    wish: Wish
    mobile: str


@dataclass(frozen=True)
class Person:
    """Whose case it is, and what they wrote in their application. `about` numbers a letter of the case."""

    case_id: str
    owner: str
    summary: Mapping[str, Any]
    filed_at: datetime
    about: int | None = None


async def preferred(session: AsyncSession, keys: CaseKeys, owner: str) -> Preferred | None:
    """What a person told the city, if anything."""
    row = await preferences.of_person(session, owner)
    if row is None:
        return None
    kept = decrypt(await keys.of_case(SYSTEM_KEY), f"preferences/{owner}", row.addresses)
    accepted = Designation(kept["email"], row.accepted_at) if row.accepted_at and kept["email"] else None
    return Preferred(Wish(Channel(row.channel), accepted), kept["mobile"] if row.texts_since else "")


async def choose(session: AsyncSession, keys: CaseKeys, of: Person) -> Choice:
    """The channel of a letter to a person (DOMAIN §6.3); one about an earlier letter travels as that one did."""
    told = await preferred(session, keys, of.owner)
    email = email_of(of.summary)
    filed = Designation(email, of.filed_at) if email else None
    before = await deliveries.of_letter(session, of.case_id, of.about) if of.about else []
    return channels.choose(told.wish if told else None, filed, Channel(before[-1].channel) if before else None)


def email_of(summary: Mapping[str, Any]) -> str:
    """The address that an application designates, or that a statement's party gave; "" for none."""
    party = summary.get("party") or {}
    return str(summary.get("applicant_email") or party.get("email") or "")


def told(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Whom an order is for, where it says so itself: a contest tells the addresses that stand when it is made."""
    return {"party": facts["to"]} if "to" in facts else {}


async def postal_address(session: AsyncSession, key: DataKey, case_id: str, summary: Mapping[str, Any]) -> Used:
    """The name and the postal lines that stand: the last ones given, else the application's; no lines is no address."""
    given = await deliveries.address_of(session, case_id)
    if given is not None:
        kept = decrypt(key, f"{case_id}/address/{given[0]}", given[1])
        return Used("", kept["name"], tuple(kept["lines"]))
    return of_application(summary)


def of_application(summary: Mapping[str, Any]) -> Used:
    """The name and the postal lines of an application, or of the party that a statement names."""
    if party := summary.get("party"):
        return Used("", str(party["name"]), tuple(line.strip() for line in party["address"] if line.strip()))
    lines = tuple(line.strip() for line in str(summary.get("mailing_address") or "").splitlines() if line.strip())
    return Used("", str(summary.get("applicant_name") or ""), lines)


def seal_used(key: DataKey, case_id: str, number: int, attempt: int, used: Used) -> bytes:
    """The addresses of an attempt, as kept."""
    return encrypt(key, _place(case_id, number, attempt), asdict(used))


def open_used(key: DataKey, row: DeliveryRow) -> Used | None:
    """The addresses of an attempt; None for letters sealed before this was kept."""
    if row.address is None:
        return None
    kept = decrypt(key, _place(row.case_id, row.number, row.attempt), row.address)
    return Used(kept["email"], kept["name"], tuple(kept["lines"]))


def _place(case_id: str, number: int, attempt: int) -> str:
    return f"{case_id}/delivery/{number}/{attempt}"
