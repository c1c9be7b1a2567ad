"""Acts of a review: opinions, the planning advisory committee (CCU), the public notice, the council (DOMAIN §3.1)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from domain.acts import Act

CommitteeOutcome = Literal["favourable", "favourable_with_conditions", "unfavourable", "postponed"]


@dataclass(frozen=True, kw_only=True)
class GiveOpinion(Act):
    """One discipline's opinion, by a clerk, or by a body outside the city that holds a link."""

    action: ClassVar[str] = "give_opinion"

    discipline: str
    outcome: Literal["favourable", "favourable_with_conditions", "unfavourable"]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Refer(Act):
    """The file goes to the committee that meets on a local date."""

    action: ClassVar[str] = "refer"

    meeting_on: date


@dataclass(frozen=True, kw_only=True)
class RecordCommitteeOpinion(Act):
    """What the committee advised; it decides nothing. A postponed file waits for `next_meeting_on`."""

    action: ClassVar[str] = "record_committee_opinion"

    outcome: CommitteeOutcome
    given_on: date
    motives: str
    conditions: tuple[str, ...] = ()
    next_meeting_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PublishNotice(Act):
    """The public notice of a minor exemption: date, time and place of the sitting, nature and effects (LAU 145.6)."""

    action: ClassVar[str] = "publish_notice"

    published_on: date
    council_on: date
    council_time: str
    place: str
    nature: str
    effects: str


@dataclass(frozen=True, kw_only=True)
class RecordResolution(Act):
    """What the council resolved, after it was given `comments` comments of the public."""

    action: ClassVar[str] = "record_resolution"

    outcome: Literal["granted", "refused"]
    resolution: str
    resolved_on: date
    comments: int = 0
    conditions: tuple[str, ...] = ()
    reasons: str = ""
    provision: str = ""
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Second(Act):
    """A second person confirms an approval above the limit (DOMAIN §7.1)."""

    action: ClassVar[str] = "second"
