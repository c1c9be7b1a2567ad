"""Who acts: a principal with a role, known to the door that authenticated it."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The roles of DESIGN §1, the director who signs refusals (DOMAIN §7), a reviewer outside the city who holds one
    link, and the city's own machinery."""

    CITIZEN = "citizen"
    CLERK = "clerk"
    DIRECTOR = "director"
    INSPECTOR = "inspector"
    ADJUDICATOR = "adjudicator"
    PROSECUTOR = "prosecutor"
    COLLECTOR = "collector"
    ADMINISTRATOR = "administrator"
    REVIEWER = "reviewer"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """An authenticated person (or the city's machinery) as it travels with an act. `id` names nobody."""

    id: str
    role: Role
    boroughs: tuple[str, ...] = ()


SYSTEM = Actor("system", Role.SYSTEM)
