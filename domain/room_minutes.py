"""The minutes of a hearing held in a room: made from what happened in it, once it has ended (DOMAIN §2.6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from domain.room import RoomEvent, part_of

A_BREAK: Final = timedelta(minutes=1)  # a line that is back within it was never left [CFG]
MOST_SPANS: Final = 20  # that one person's presence is told in: minutes travel with the case [CFG]


@dataclass(frozen=True)
class Span:
    """From when to when somebody was there (UTC); `left` is the end of the hearing for who stayed."""

    came: datetime
    left: datetime


@dataclass(frozen=True)
class Attendance:
    """Somebody who attended: the key of their link, their name where the case does not know it, and when.

    `telephone`: heard by a telephone that the clerk held, since when; None for who came by video.
    """

    key: str
    part: str
    name: str = ""
    spans: tuple[Span, ...] = ()
    telephone: datetime | None = None


@dataclass(frozen=True)
class Identity:
    """How somebody was known, and by whom."""

    key: str
    how: str
    by: str
    at: datetime


@dataclass(frozen=True)
class ExhibitShown:
    """An exhibit that everybody saw: its number in the file, the hash of its bytes, who showed it, and when."""

    number: int
    sha256: str
    by: str
    at: datetime


@dataclass(frozen=True)
class RoomIncident:
    """Something that went wrong; `about` is a participant's key, "" for the room."""

    technical: bool
    about: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Minutes:
    """What a room leaves to the case. Instants in UTC.

    `opened_at`: None when the judge never opened it. `in_person`: the reasons for which everybody was told to come in
    person, "" when nobody was. `events` and `head` bind the minutes to the room's own chain of events.
    """

    opened_at: datetime | None
    ended_at: datetime
    providers: tuple[str, ...]
    attendance: tuple[Attendance, ...] = ()
    identities: tuple[Identity, ...] = ()
    exhibits: tuple[ExhibitShown, ...] = ()
    incidents: tuple[RoomIncident, ...] = ()
    in_person: str = ""
    events: int = 0
    head: str = ""


@dataclass
class _Draft:
    """Minutes while the events are read."""

    opened_at: datetime | None = None
    ended_at: datetime | None = None
    providers: list[str] = field(default_factory=list[str])
    here: dict[str, datetime] = field(default_factory=dict[str, datetime])
    spans: dict[str, list[Span]] = field(default_factory=dict[str, list[Span]])
    phones: dict[str, datetime] = field(default_factory=dict[str, datetime])
    identities: list[Identity] = field(default_factory=list[Identity])
    exhibits: list[ExhibitShown] = field(default_factory=list[ExhibitShown])
    incidents: list[RoomIncident] = field(default_factory=list[RoomIncident])
    in_person: str = ""


def minutes_of(events: Sequence[RoomEvent], head: str, provider: str, names: Mapping[str, str]) -> Minutes | None:
    """The minutes of a room that has ended; None while it has not.

    `provider`: who carried it when it ended. `names`: of those whom the case does not know, by the keys of their links.
    The public is counted among those who attended, and named nowhere.
    """
    draft = _Draft()
    for event in events:
        _reads(draft, event)
    if draft.ended_at is None:
        return None
    for key in list(draft.here):
        _left(draft, key, draft.ended_at)
    return Minutes(
        draft.opened_at, draft.ended_at, tuple(dict.fromkeys([*draft.providers, provider])),
        tuple(_attendance(draft, names)), tuple(draft.identities), tuple(draft.exhibits), tuple(draft.incidents),
        draft.in_person, len(events), head,
    )  # fmt: skip


def _reads(draft: _Draft, event: RoomEvent) -> None:
    change = _CHANGES.get(event.kind)
    if change is not None:
        change(draft, event)


def _opens(draft: _Draft, event: RoomEvent) -> None:
    draft.opened_at = draft.opened_at or event.at


def _ends(draft: _Draft, event: RoomEvent) -> None:
    draft.ended_at = event.at


def _comes(draft: _Draft, event: RoomEvent) -> None:
    draft.here.setdefault(event.about, event.at)


def _leaves(draft: _Draft, event: RoomEvent) -> None:
    _left(draft, event.about, event.at)


def _left(draft: _Draft, key: str, at: datetime) -> None:
    """A short break is none; of somebody who came and went very often, the last span says until when."""
    came = draft.here.pop(key, None)
    if came is None:
        return
    spans = draft.spans.setdefault(key, [])
    if spans and (came - spans[-1].left < A_BREAK or len(spans) >= MOST_SPANS):
        spans[-1] = replace(spans[-1], left=at)
    else:
        spans.append(Span(came, at))


def _phones(draft: _Draft, event: RoomEvent) -> None:
    draft.phones.setdefault(event.about, event.at)
    _knows(draft, event)


def _knows(draft: _Draft, event: RoomEvent) -> None:
    draft.identities.append(Identity(event.about, event.facts["how"], event.by, event.at))


def _shows(draft: _Draft, event: RoomEvent) -> None:
    draft.exhibits.append(ExhibitShown(event.facts["number"], event.facts["sha256"], event.by, event.at))


def _notes(draft: _Draft, event: RoomEvent) -> None:
    facts = event.facts
    draft.incidents.append(RoomIncident(facts["technical"], event.about, facts["text"], event.at))


def _moves(draft: _Draft, event: RoomEvent) -> None:
    draft.providers += [event.facts["from"], event.facts["provider"]]


def _tells_to_come(draft: _Draft, event: RoomEvent) -> None:
    draft.in_person = event.facts["reasons"]


_CHANGES: Final = {
    "opened": _opens, "ended": _ends, "came": _comes, "left": _leaves, "telephone": _phones, "identified": _knows,
    "exhibit_shown": _shows, "incident": _notes, "provider_changed": _moves, "in_person_ordered": _tells_to_come,
}  # fmt: skip


def _attendance(draft: _Draft, names: Mapping[str, str]) -> Iterable[Attendance]:
    """In the order in which they came, by video or by telephone."""
    came = {key: spans[0].came for key, spans in draft.spans.items()}
    first = {key: min(at, came.get(key, at)) for key, at in (draft.phones | came).items()}
    first |= {key: min(at, first[key]) for key, at in draft.phones.items()}
    for key in sorted(first, key=lambda key: (first[key], key)):
        part = part_of(key) or ""
        name = "" if part == "observer" else names.get(key, "")
        yield Attendance(key, part, name, tuple(draft.spans.get(key, ())), draft.phones.get(key))
