"""What is done about a hearing and in it: set, moved, held, adjourned, put off for judgment (DOMAIN §2.5 to §2.7)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from domain.acts import Act
from domain.contest_rules import Mode, Side
from domain.room_minutes import Minutes


@dataclass(frozen=True)
class Hearing:
    """A booked hearing: `hearing_id` is the booking's; instants in UTC; `room` names a room or a video room."""

    hearing_id: str
    starts_at: datetime
    ends_at: datetime
    room: str
    judge: str
    mode: Mode = "in_person"
    interpreter: str = ""
    peremptory: bool = False


@dataclass(frozen=True, kw_only=True)
class Schedule(Act):
    """The court office sets a date; the slot is booked already."""

    action: ClassVar[str] = "schedule"

    hearing: Hearing
    notice_waived: bool = False  # both sides agreed to a shorter notice


@dataclass(frozen=True, kw_only=True)
class AskMode(Act):
    """The defendant asks to attend by video or by telephone, or in person after all."""

    action: ClassVar[str] = "ask_mode"

    mode: Mode
    reasons: str


@dataclass(frozen=True, kw_only=True)
class DecideMode(Act):
    """Granted, refused, or imposed after the parties could comment (art. 2.2)."""

    action: ClassVar[str] = "decide_mode"

    outcome: Literal["granted", "refused", "imposed"]
    mode: Mode
    reasons: str


@dataclass(frozen=True, kw_only=True)
class SendInstructions(Act):
    """How to take part in the hearing, some days before: sent by the hearing's own process."""

    action: ClassVar[str] = "send_instructions"

    hearing_id: str
    days_before: int


@dataclass(frozen=True, kw_only=True)
class AskPostponement(Act):
    """A side asks for another date."""

    action: ClassVar[str] = "ask_postponement"

    reasons: str


@dataclass(frozen=True, kw_only=True)
class DecidePostponement(Act):
    """Granted with another date, or refused; the delay is charged to a side."""

    action: ClassVar[str] = "decide_postponement"

    granted: bool
    reasons: str
    hearing: Hearing | None = None


@dataclass(frozen=True, kw_only=True)
class TakeOffer(Act):
    """The defence takes an earlier date that the court offered: the slot was held in its name."""

    action: ClassVar[str] = "take_offer"

    hearing: Hearing


@dataclass(frozen=True, kw_only=True)
class MoveHearing(Act):
    """The defence moves the hearing by itself, where the regime leaves it free to."""

    action: ClassVar[str] = "move_hearing"

    hearing: Hearing


@dataclass(frozen=True, kw_only=True)
class OpenSession(Act):
    """The hearing is opened: who is there, and how the defendant was identified ("" when absent)."""

    action: ClassVar[str] = "open_session"

    present: tuple[Side, ...]
    identified_by: str = ""


@dataclass(frozen=True, kw_only=True)
class NoteIncident(Act):
    """Something went wrong in the hearing; a technical failure is never an absence."""

    action: ClassVar[str] = "note_incident"

    technical: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class Adjourn(Act):
    """The judge puts the hearing off, to a date or to one that the court office will set."""

    action: ClassVar[str] = "adjourn"

    reasons: str
    charged_to: Side
    hearing: Hearing | None = None


@dataclass(frozen=True, kw_only=True)
class Reserve(Act):
    """The judge takes the case under advisement."""

    action: ClassVar[str] = "reserve"


@dataclass(frozen=True, kw_only=True)
class Recuse(Act):
    """A judge stands aside: another date, another judge."""

    action: ClassVar[str] = "recuse"

    reasons: str


@dataclass(frozen=True, kw_only=True)
class KeepMinutes(Act):
    """What happened in a hearing's room is kept with the case, once the room has ended, by the city's machinery."""

    action: ClassVar[str] = "keep_minutes"

    hearing_id: str
    minutes: Minutes
