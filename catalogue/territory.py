"""The shape of the files about the boroughs: who they are, and when their offices are closed."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints
from pydantic.dataclasses import dataclass

from catalogue.schema import STRICT, Wording

BoroughCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Borough:
    """One of the 19 boroughs, with the codes and the spellings seen in the City's files (DOMAIN §1.1)."""

    code: BoroughCode
    name_fr: Wording
    name_en: Wording
    codeid: int
    num: int
    rem: Annotated[str, StringConstraints(pattern=r"^REM\d\d$")]
    pilot: bool
    aliases: tuple[Wording, ...] = ()


@dataclass(frozen=True, kw_only=True, config=STRICT)
class BoroughsFile:
    """`catalogue/boroughs.toml`."""

    boroughs: Annotated[tuple[Borough, ...], Field(min_length=1)]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class OfficeFile:
    """`catalogue/calendars/office.toml`: days when offices are closed beyond those that the law computes."""

    proclaimed: tuple[date, ...]
    closures: dict[str, tuple[date, ...]]

    def closed_days(self, borough: str) -> tuple[date, ...]:
        """Days proclaimed for everyone and closures of one borough, in order."""
        return tuple(sorted({*self.proclaimed, *self.closures.get(borough, ())}))
