"""A whole hearing by video: four Chromiums, each with a tone of its own, and the doors killed in the middle."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from cli.compose import parts
from db.ciphertext import decrypt
from db.rooms import place
from tests.api.town import settings_of
from tests.conftest import City
from tests.web.other_day import OtherDay
from tests.web.place_builder import Builder
from tests.web.test_bench import judge_at, state, touch
from tests.web.test_hearing_room_seen import TESTED, make_known, seen, try_everything
from tests.web.video_hearing import ACCOUNTS, VideoHearing, held_now, rows
from tests.web.video_people import DESK, PHONE, TONES, Guest, guests
from tests.web.walk import sign_in

pytestmark = [pytest.mark.stack, pytest.mark.browser]
BACK_WITHIN: Final = 10  # seconds
KEPT: Final = "SELECT facts, seq FROM room_events WHERE hearing_id = %s AND kind = 'exhibit_shown'"
DOCUMENTS: Final = "SELECT id, sha256 FROM documents WHERE case_id = %s AND status = 'received'"


async def test_four_people_hold_a_hearing_and_the_doors_die_in_the_middle(city: City, tmp_path: Path) -> None:
    sizes = {"judge": DESK, "clerk": DESK, "defence": PHONE, "prosecution": DESK}
    async with held_now(city, exhibit=True) as (to, hearing), guests(tmp_path, **sizes) as people:
        judge, clerk, defence, prosecution = people
        await come(people, hearing)
        for one in (defence, prosecution):
            await make_known(clerk, one)
            await judge.act(one.key, "admit")
            await one.at("room")
        await all_hear_all(people)
        await tones_are_told_apart(people)
        await nobody_hears_a_private_room((clerk, defence), (judge, prosecution))
        await judge.page.locator("[data-act=open]").click()
        await judge.page.locator("[data-phase][data-how=open]").wait_for()
        await everybody_sees_an_exhibit(people, hearing)
        await the_doors_die(people, city)
        await pause(judge, people)
        await end(judge, people)
        await the_record_is_whole(hearing)
        await judgment(to, hearing)
        assert [fault for one in people for fault in one.faults] == []


async def come(people: Sequence[Guest], hearing: VideoHearing) -> None:
    """Each from the page that is theirs; the defendant by way of the test; those whom nobody knows yet wait."""
    base = hearing.city.base_url
    judge, clerk, defence, prosecution = people
    await asyncio.gather(*(sign_in(one.page, base, ACCOUNTS[one.key]) for one in people))
    pages = {
        "judge": f"/bureau/feuille?jour={hearing.day.day}", "clerk": f"/bureau/audiences?jour={hearing.day.day}",
        "defence": hearing.case.path, "prosecution": hearing.case.path,
    }  # fmt: skip
    await defence.page.goto(f"{base}{hearing.case.path}")
    await defence.page.locator("a[href$='/audience?essai=1']").click()
    await try_everything(defence)
    assert await rows(hearing.city, TESTED, hearing.id) == [("defence", True, True, True, True)]
    for one in people:
        await one.page.goto(f"{base}{pages[one.key]}")
        await one.page.locator(f"a[href$='{hearing.case.path}/audience']").click()
        await one.at("room" if one in (judge, clerk) else "lobby")
        assert "join." not in one.page.url
    await defence.peers()
    await prosecution.peers()
    await judge.peers("clerk")


async def all_hear_all(people: Sequence[Guest]) -> None:
    """Every pair, both ways: packets of sound, and pictures that were decoded."""
    for one in people:
        await one.peers(*others(one, people))
    await asyncio.gather(*(one.receives(*others(one, people)) for one in people))


async def tones_are_told_apart(people: Sequence[Guest]) -> None:
    """What comes from somebody is their tone, and nobody else's."""
    for one in people:
        for key, heard in (await one.tones(*others(one, people))).items():
            if key != "*":
                assert loudest(heard) == TONES[key], (one.key, key, heard)


async def nobody_hears_a_private_room(inside: Sequence[Guest], outside: Sequence[Guest]) -> None:
    """Two apart: both ways between them; nothing of theirs outside, nothing of the others inside."""
    clerk = inside[0]
    await clerk.page.locator("details:has([data-apart-form]) summary").first.click()
    for one in inside:
        await clerk.page.locator(f"#apart-{one.key}").check()
    await clerk.page.locator("[data-apart-form] button").click()
    for group, kept_out in ((inside, outside), (outside, inside)):
        for one in group:
            await one.peers(*others(one, group))
        await asyncio.gather(*(one.receives(*others(one, group)) for one in group))
        for one in group:
            heard = (await one.tones())["*"]
            assert loudest(heard) == TONES[others(one, group)[0]], (one.key, heard)
            for stranger in kept_out:
                assert share(heard, TONES[stranger.key]) < 0.001, (one.key, stranger.key, heard)
    await seen(inside[1], "10-salle-privee")
    await clerk.act(inside[1].key, "bring_back")
    await all_hear_all([*inside, *outside])


async def everybody_sees_an_exhibit(people: Sequence[Guest], hearing: VideoHearing) -> None:
    """By its number, from the file; the record keeps which file that was."""
    prosecution = people[-1]
    await prosecution.page.locator("[data-exhibit-form] button").first.click()
    for one in people:
        await one.page.locator("[data-shown-image]").wait_for()
        assert await one.page.evaluate("document.querySelector('[data-shown-image]').naturalWidth") > 0
    async with parts(settings_of(hearing.city.env, {}), hearing.city.app_url) as made:
        key = await made.doors.keys.of_case(hearing.case.case_id)
        ((sealed, seq),) = await rows(hearing.city, KEPT, hearing.id)
        facts = decrypt(key, place(hearing.case.case_id, hearing.id, seq), bytes(sealed))
    assert (facts["document"], facts["sha256"]) in await rows(hearing.city, DOCUMENTS, hearing.case.case_id)


async def the_doors_die(people: Sequence[Guest], city: City) -> None:
    """Killed, and started anew by the keeper: each page says so, comes back by itself, and is heard and seen."""
    lost = [one.page.locator("[data-line][data-how=lost]").wait_for(state="attached") for one in people]
    watching = [asyncio.create_task(one) for one in lost]
    killed = time.monotonic()
    city.stack.kill("doors")
    await asyncio.gather(*watching)
    await asyncio.gather(*(one.page.locator("[data-line][data-how=up]").wait_for() for one in people))
    await asyncio.gather(*(one.receives(*others(one, people), packets=10, frames=2) for one in people))
    assert time.monotonic() - killed < BACK_WITHIN
    for one in people:
        assert await one.page.locator("[data-place][data-at=room]").count() == 1


async def pause(judge: Guest, people: Sequence[Guest]) -> None:
    """By the doors that are back: nobody is heard while the judge pauses, everybody afterwards."""
    await judge.page.locator("[data-act=pause]").click()
    for one in people:
        await one.page.locator("[data-phase][data-how=paused]").wait_for()
    silent = (
        "() => [...document.querySelectorAll('[data-tiles] > li:not(.room-tile-mine) video')].every(v => !v.srcObject)"
    )
    for one in people:
        await one.page.wait_for_function(silent)
    await judge.page.locator("[data-act=resume]").click()
    await all_hear_all(people)


async def end(judge: Guest, people: Sequence[Guest]) -> None:
    """Asked twice; everybody is told, and no camera stays on."""
    await judge.page.locator("[data-room-acts] [data-act=end]").click()
    await judge.page.locator("dialog button[value=yes]").click()
    for one in people:
        await one.page.locator("[data-screen=over]").wait_for()
        assert "terminée" in await one.page.locator("[data-over-title]").inner_text()
    await seen(people[2], "11-audience-terminee")


async def the_record_is_whole(hearing: VideoHearing) -> None:
    """What happened, in its order, with who did it."""
    kinds = [kind for kind, _, _ in await hearing.events() if kind not in ("came", "left")]
    known = ["moved_apart", "identified", "brought_back", "admitted"]
    assert kinds == [*known, *known, "moved_apart", "brought_back", "opened", "exhibit_shown", "paused", "resumed",
                     "ended"]  # fmt: skip
    assert ("identified", "clerk", "defence") in await hearing.events()


async def judgment(to: Builder, hearing: VideoHearing) -> None:
    """The judge admits the exhibit and signs, by the bench sheet."""
    there: Any = OtherDay(hearing.city.base_url, None)  # pyright: ignore[reportArgumentType]
    async with judge_at(there, ACCOUNTS["judge"]) as judge:
        assert (await touch(judge, hearing.day, hearing.case, "admit")).status_code == 303
        signed = await touch(judge, hearing.day, hearing.case, "acquit", reasons="Doute raisonnable.", considered="1")
        assert signed.status_code == 303
    assert await state(to, hearing.case) == "ACQUITTED"


def others(one: Guest, people: Sequence[Guest]) -> list[str]:
    """The keys of everybody else."""
    return [each.key for each in people if each is not one]


def loudest(heard: dict[str, float]) -> int:
    """The tone that is heard most; silence has none."""
    tone = max(heard, key=lambda each: heard[each])
    return int(tone) if heard[tone] > 1e-7 else 0


def share(heard: dict[str, float], hertz: int) -> float:
    """The power of a tone, of that of the loudest."""
    return heard[str(hertz)] / max(heard.values())
