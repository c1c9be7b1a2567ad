"""The minutes that a room's events make: who came and how they were known, what was shown, what went wrong."""

from datetime import UTC, datetime, timedelta
from typing import Any

from domain.room import RoomEvent
from domain.room_minutes import Minutes, Span, minutes_of

NINE = datetime(2027, 2, 10, 14, tzinfo=UTC)


def at(minutes: float) -> datetime:
    """So many minutes after nine."""
    return NINE + timedelta(minutes=minutes)


def told(*events: tuple[float, str, str, str, dict[str, Any]]) -> Minutes | None:
    """The minutes of events (minute, kind, by, about, facts)."""
    made = [RoomEvent(seq, at(one[0]), *one[1:]) for seq, one in enumerate(events, 1)]
    return minutes_of(made, "f" * 64, "janus", {"witness": "Alex Essai", "observer": "Le Public"})


def came(minute: float, key: str) -> tuple[float, str, str, str, dict[str, Any]]:
    """Somebody joined."""
    return minute, "came", key, key, {}


def left(minute: float, key: str) -> tuple[float, str, str, str, dict[str, Any]]:
    """Somebody's line ended."""
    return minute, "left", key, key, {}


END = (40.0, "ended", "judge", "", dict[str, Any]())


def test_a_room_that_has_not_ended_has_no_minutes() -> None:
    assert told(came(0, "judge"), (1, "opened", "judge", "", {"defence": True})) is None


def test_presence_is_from_coming_to_leaving_and_a_line_lost_for_seconds_is_not_leaving() -> None:
    minutes = told(came(0, "judge"), came(5, "defence"), left(10, "defence"), came(10.5, "defence"),
                   left(20, "defence"), came(30, "defence"), END)  # fmt: skip
    assert minutes is not None
    judge, defence = minutes.attendance
    assert (judge.key, judge.spans) == ("judge", (Span(at(0), at(40)),))
    assert (defence.key, defence.spans) == ("defence", (Span(at(5), at(20)), Span(at(30), at(40))))


def test_whoever_comes_and_goes_all_the_time_is_told_in_twenty_spans_up_to_the_last() -> None:
    coming = [one for rank in range(25) for one in (came(2 * rank, "defence"), left(2 * rank + 0.5, "defence"))]
    minutes = told(*coming, (60.0, "ended", "judge", "", {}))
    assert minutes is not None
    (defence,) = minutes.attendance
    assert len(defence.spans) == 20
    assert defence.spans[-1] == Span(at(38), at(48.5))


def test_somebody_on_the_telephone_is_told_so_with_how_the_clerk_knew_them() -> None:
    minutes = told(came(0, "clerk"), (3, "telephone", "clerk", "defence", {"how": "date de naissance"}), END)
    assert minutes is not None
    defence = minutes.attendance[-1]
    assert (defence.key, defence.spans, defence.telephone) == ("defence", (), at(3))
    assert [(one.key, one.how, one.by) for one in minutes.identities] == [("defence", "date de naissance", "clerk")]


def test_names_are_told_but_never_the_public_s() -> None:
    minutes = told(came(0, "witness"), came(1, "observer"), END)
    assert minutes is not None
    assert [(one.key, one.part, one.name) for one in minutes.attendance] == [
        ("witness", "witness", "Alex Essai"), ("observer", "observer", ""),
    ]  # fmt: skip


def test_exhibits_incidents_providers_and_the_head_of_the_chain_are_kept() -> None:
    minutes = told(
        (0, "opened", "judge", "", {"defence": True}),
        (2, "exhibit_shown", "prosecution", "", {"number": 1, "document": "d1", "sha256": "a" * 64}),
        (4, "incident", "clerk", "defence", {"technical": True, "text": "Image figée."}),
        (5, "provider_changed", "clerk", "", {"provider": "janus", "from": "ours"}),
        (6, "in_person_ordered", "judge", "", {"reasons": "Le son ne suffit pas."}), END,
    )  # fmt: skip
    assert minutes is not None
    assert (minutes.opened_at, minutes.ended_at, minutes.providers) == (at(0), at(40), ("ours", "janus"))
    assert [(one.number, one.sha256, one.by, one.at) for one in minutes.exhibits] == [
        (1, "a" * 64, "prosecution", at(2))
    ]
    assert [(one.technical, one.about, one.text) for one in minutes.incidents] == [(True, "defence", "Image figée.")]
    assert (minutes.in_person, minutes.events, minutes.head) == ("Le son ne suffit pas.", 6, "f" * 64)
