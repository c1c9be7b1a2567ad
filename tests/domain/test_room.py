"""A hearing's room, whatever is tried in it in whatever order (DOMAIN §2.6)."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import Forbidden, Invalid
from domain.room import LOBBY, OUT, ROOM, Room, opened, part_of
from domain.room_acts import LEADS, RULES
from domain.room_errors import RoomRefused
from tests.domain.room_plays import APART, PEOPLE, SHOWN, START, TERMS, Play, in_session

KEYS: Final = st.sampled_from(PEOPLE)
CONTENT: Final = st.fixed_dictionaries(
    {
        "how": st.sampled_from(["Permis de conduire", ""]),
        "members": st.lists(KEYS, max_size=4),
        "technical": st.booleans(),
        "text": st.sampled_from(["Le son coupe.", ""]),
        "reasons": st.just("Il faut voir la personne."),
        "provider": st.sampled_from(["ours", "janus", "nobody"]),
        **{name: st.just(value) for name, value in SHOWN.items()},
    }
)
ACTS: Final = st.tuples(
    st.sampled_from([name for name in RULES if name != "end"]),
    st.sampled_from(["judge", "clerk", "clerk", "judge", "defence"]), KEYS, CONTENT,
)  # fmt: skip
STEPS: Final = st.one_of(
    st.tuples(st.just("came"), KEYS, st.booleans()),
    st.tuples(st.just("left"), KEYS, st.booleans()),
    st.tuples(st.just("knows and admits"), KEYS),
    ACTS,
)
PLAYS: Final = st.lists(STEPS, max_size=60)


def played(steps: list[tuple[Any, ...]]) -> Iterator[Play]:
    """The room after each step; the judge and the clerk are there from the beginning."""
    play = Play().come("judge", "clerk")
    play.now += TERMS.grace
    for step in steps:
        match step:
            case ("came", key, anew):
                play.happens("came", key, {"anew": anew})
            case ("left", key, lost):
                play.happens("left", key, {"lost": lost})
            case ("knows and admits", key):
                play.tries("identify", "clerk", key, {"how": "Permis de conduire"})
                play.tries("admit", "judge", key, {})
            case _:
                play.tries(*step)
        yield play


@settings(max_examples=300, deadline=None)
@given(PLAYS)
def test_two_people_who_may_not_meet_are_never_in_one_place(steps: list[tuple[Any, ...]]) -> None:
    for play in played(steps):
        for one, other in APART:
            first, second = (play.room.people[key].place for key in (one, other))
            assert first != second or first in (LOBBY, OUT)


@settings(max_examples=300, deadline=None)
@given(PLAYS)
def test_a_witness_is_in_the_room_only_once_called_into_an_open_hearing(steps: list[tuple[Any, ...]]) -> None:
    for play in played(steps):
        opening = [one.seq for one in play.events if one.kind == "opened"]
        for key in ("witness", "witness-2"):
            if play.room.people[key].place == ROOM:
                called = [one.seq for one in play.events if one.kind == "admitted" and one.about == key]
                assert opening and called and called[-1] > opening[0]


@settings(max_examples=300, deadline=None)
@given(PLAYS)
def test_media_is_exchanged_within_one_place_by_both_sides_or_not_at_all(steps: list[tuple[Any, ...]]) -> None:
    for play in played(steps):
        room = play.room
        for one, other in combinations(PEOPLE, 2):
            told = {who: {peer.key for peer in room.peers(who)} for who in (one, other)}
            assert (other in told[one]) == (one in told[other])
            if other in told[one]:
                first, second = room.people[one], room.people[other]
                assert first.place == second.place not in (LOBBY, OUT)
                assert first.connected and second.connected


@settings(max_examples=200, deadline=None)
@given(PLAYS)
def test_an_observer_never_sends_and_sees_no_other_one(steps: list[tuple[Any, ...]]) -> None:
    for play in played(steps):
        assert play.room.silent("observer")
        seen = [one.key for who in PEOPLE for one in play.room.seen_by(who)
                if play.room.people[who].part not in LEADS and one.part == "observer" and one.key != who]  # fmt: skip
        assert seen == []


@settings(max_examples=200, deadline=None)
@given(PLAYS, PLAYS)
def test_nothing_happens_after_the_end(steps: list[tuple[Any, ...]], later: list[tuple[Any, ...]]) -> None:
    *_, play = [Play().come("judge", "clerk"), *played(steps)]
    play.act("end", "judge")
    ended = play.room
    for name, by, about, content in [step for step in later if step[0] in RULES]:
        assert isinstance(play.tries(name, by, about, content), RoomRefused | Forbidden)
    assert play.room == ended
    assert not any(ended.peers(key) for key in PEOPLE)


@settings(max_examples=100, deadline=None)
@given(PLAYS)
def test_a_room_is_what_its_events_left(steps: list[tuple[Any, ...]]) -> None:
    *_, play = [Play().come("judge", "clerk"), *played(steps)]
    again = opened("h", PEOPLE, APART, play.events)
    assert again == play.room


def before_opening(*keys: str) -> Play:
    return Play().come("judge", "clerk", *keys)


def ended() -> Play:
    return in_session().act("end", "judge")


def late(*keys: str, technical: bool = False, lost: bool = False) -> Play:
    play = before_opening(*keys)
    if technical:
        play.act("incident", "clerk", "defence", technical=True, text="Pas de réseau.")
    for key in keys:
        play.happens("left", key, {"lost": lost})
    play.now = START + TERMS.grace
    return play


def closed() -> Play:
    play = Play(Room("h", Play().room.people, public=False))
    return play.come("clerk", "observer")


WHYS: Final[dict[str, tuple[Play, str, str, str, dict[str, Any]]]] = {
    "ended": (ended(), "pause", "judge", "", {}),
    "not-here": (before_opening(), "admit", "clerk", "defence", {}),
    "not-identified": (before_opening("defence"), "admit", "clerk", "defence", {}),
    "may-not-meet": (
        in_session("witness").act("identify", "clerk", "witness", how="Sous serment"), "admit", "judge", "witness", {},
    ),
    "witness-before-opening": (
        before_opening("witness").act("identify", "clerk", "witness", how="Sous serment"), "admit", "judge", "witness",
        {},
    ),
    "closed-to-the-public": (closed(), "admit", "clerk", "observer", {}),
    "grace": (before_opening(), "open", "judge", "", {}),
    "technical-failure": (late(technical=True), "open", "judge", "", {}),
    "open-already": (in_session(), "open", "judge", "", {}),
    "not-open": (before_opening(), "pause", "clerk", "", {}),
    "not-paused": (in_session(), "resume", "clerk", "", {}),
    "not-apart": (in_session(), "bring_back", "clerk", "defence", {}),
    "a-judge": (in_session(), "mute", "clerk", "judge", {}),
    "there-already": (in_session(), "change_provider", "clerk", "", {"provider": "ours"}),
}  # fmt: skip


@pytest.mark.parametrize("why", WHYS)
def test_a_refusal_says_why(why: str) -> None:
    play, act, by, about, content = WHYS[why]
    refusal = play.tries(act, by, about, content)
    assert isinstance(refusal, RoomRefused)
    assert refusal.facts["why"] == why


@pytest.mark.parametrize(
    ("act", "by", "content", "field"),
    [
        ("nothing", "judge", {}, "act"),
        ("identify", "clerk", {"how": " "}, "how"),
        ("identify", "clerk", {"how": "x" * 2001}, "how"),
        ("set_apart", "judge", {"members": "defence"}, "members"),
        ("set_apart", "judge", {"members": [{}]}, "members"),
        ("set_apart", "judge", {"members": ["defence", "defence"]}, "members"),
        ("set_apart", "judge", {"members": ["nobody"]}, "members"),
        ("show_exhibit", "defence", {"number": "1"}, "number"),
        ("incident", "clerk", {"technical": "yes", "text": "Rien."}, "technical"),
        ("incident", "clerk", {"technical": True, "text": "\0"}, "text"),
        ("change_provider", "clerk", {"provider": ["janus"]}, "provider"),
        ("order_in_person", "judge", {}, "reasons"),
    ],
)
def test_an_act_that_makes_no_sense_is_refused_by_its_field(
    act: str, by: str, content: dict[str, Any], field: str
) -> None:
    refusal = in_session().tries(act, by, "defence", content)
    assert isinstance(refusal, Invalid)
    assert list(refusal.errors) == [field]


@pytest.mark.parametrize("name", RULES)
def test_only_those_may_whom_the_table_names(name: str) -> None:
    for key in PEOPLE:
        refusal = in_session().tries(name, key, "defence", SHOWN)
        assert isinstance(refusal, Forbidden) == (part_of(key) not in RULES[name][0])


def test_whoever_had_come_and_lost_their_line_is_not_absent() -> None:
    refusal = late("defence", lost=True).tries("open", "judge", "", {})
    assert isinstance(refusal, RoomRefused)
    assert refusal.facts["why"] == "technical-failure"


def test_whoever_left_on_purpose_is_absent_after_the_grace() -> None:
    play = late("defence", lost=False).act("open", "judge")
    assert play.events[-1].facts == {"defence": False}


def test_somebody_on_the_clerks_telephone_attends() -> None:
    play = before_opening().act("telephone", "clerk", "defence", how="Numéro au dossier").act("open", "judge")
    assert play.events[-1].facts == {"defence": True}


def test_a_link_made_anew_waits_in_the_lobby_and_is_known_to_nobody() -> None:
    play = in_session()
    play.happens("came", "defence", {"anew": True})
    one = play.room.people["defence"]
    assert (one.place, one.admitted, one.identified_by) == (LOBBY, False, "")


def test_who_went_apart_comes_back_to_where_they_were() -> None:
    play = in_session("lawyer").act("set_apart", "clerk", members=["defence", "lawyer"])
    assert [play.room.people[key].place for key in ("defence", "lawyer")] == ["private-1"] * 2
    assert {one.key for one in play.room.peers("defence")} == {"lawyer"}
    play.act("bring_back", "clerk", "lawyer")
    assert [play.room.people[key].place for key in ("defence", "lawyer")] == [ROOM, LOBBY]
